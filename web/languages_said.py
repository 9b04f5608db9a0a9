"""The languages words can be in, by their own English names, for the forms that keep what somebody said."""

from functools import lru_cache

from babel import Locale

from web.frame import current_frame
from web.i18n import gettext as _

OFTEN = (
    "en",
    "es",
    "ar",
    "fr",
    "de",
    "hi",
    "hmn",
    "ht",
    "it",
    "ja",
    "ko",
    "pl",
    "pt",
    "ru",
    "so",
    "tl",
    "uk",
    "vi",
    "zh",
)
"""What is spoken most in the homes our agencies serve; a person’s own language is added where it is another."""


def language_options(*also: str) -> list[tuple[str, str]]:
    """Codes and names. American Sign Language stands after the spoken ones, and “not known” at the end."""
    codes = dict.fromkeys([*(code for code in also if code not in ("und", "ase")), *OFTEN])
    named = [(code, language_name(code)) for code in codes]
    return [*named, ("ase", _("American Sign Language")), ("und", _("Another language, or not known"))]


def language_name(code: str) -> str:
    """A language in the words of the reader."""
    return _named(code, current_frame().language)


@lru_cache(maxsize=512)
def _named(code: str, reader: str) -> str:
    base = code.partition("-")[0]
    return str(Locale.parse(reader.partition("-")[0]).languages.get(base, code))
