"""Interface words in the reader's language. The source is English; a language without a catalog reads English."""

import re
from collections.abc import Mapping
from functools import lru_cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path
from unicodedata import bidirectional

from babel import Locale, UnknownLocaleError
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from web.frame import current_frame

LOCALE_FOLDER = Path(__file__).parent / "locale"
DOMAIN = "ownwords"

RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku-arab", "ps", "sd", "syr", "ug", "ur", "yi"})


class _Translated(str):
    """A sentence whose placeholders may be filled with what the engine says, which is then said in the same language."""

    __slots__ = ()

    def __mod__(self, values: object) -> str:
        from web.spoken import finalized

        if isinstance(values, Mapping):
            values = {name: finalized(value) for name, value in values.items()}
        return str.__mod__(self, values)


def gettext(message: str) -> str:
    """The sentence in the language of the page being made."""
    return _Translated(catalog(current_frame().language).gettext(message))


def ngettext(one: str, many: str, count: int) -> str:
    """The sentence for one or for many, in the language of the page being made."""
    return _Translated(catalog(current_frame().language).ngettext(one, many, count))


@lru_cache(maxsize=32)
def catalog(language: str) -> NullTranslations:
    """The words of one language, read once from `locale/<language>/LC_MESSAGES/ownwords.po`."""
    if language == "en" or language not in languages():
        return NullTranslations()
    return _compiled(LOCALE_FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po")


@lru_cache(maxsize=1)
def languages() -> frozenset[str]:
    """Every language the interface speaks."""
    return frozenset({"en", *(path.parents[1].name for path in LOCALE_FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))})


def preferred(accepted: str) -> str:
    """The language we speak that a browser's `Accept-Language` likes best; English where there is none."""
    wished = []
    for place, entry in enumerate(accepted.split(",")[:20]):
        tag, _semicolon, rest = entry.partition(";")
        found = re.fullmatch(r"\s*q=([01](?:\.\d{1,3})?)\s*", rest)
        weight = float(found.group(1)) if found else 1.0
        base = tag.strip().lower().partition("-")[0]
        if base in languages() and weight > 0:
            wished.append((-weight, place, base))
    return min(wished)[2] if wished else "en"


def own_name(language: str) -> str:
    """What a language calls itself: English, Español."""
    try:
        name = Locale.parse(language, sep="-").get_language_name(language) or language
    except (UnknownLocaleError, ValueError):
        return language
    return name[:1].upper() + name[1:]


def tongue_options() -> list[tuple[str, str]]:
    """The languages of the interface for a form, each by its own name."""
    return [(code, own_name(code)) for code in sorted(languages())]


def direction(language: str) -> str:
    """How a text of this language runs: `ltr`, `rtl`, or `auto` where the language is not known."""
    base = language.lower().partition("-")[0]
    if base in {"", "und", "mul", "zxx"}:
        return "auto"
    return "rtl" if base in RIGHT_TO_LEFT or language.lower() in RIGHT_TO_LEFT else "ltr"


def direction_of(text: str, language: str) -> str:
    """How words run: as their first letter does, which the browser finds; without any letter, as their language does."""
    has_letters = any(bidirectional(character) in ("L", "R", "AL") for character in text)
    return "auto" if has_letters else direction(language)


def _compiled(path: Path) -> NullTranslations:
    with path.open("rb") as file:
        messages = read_po(file, domain=DOMAIN)
    memory = BytesIO()
    write_mo(memory, messages)
    memory.seek(0)
    return Translations(memory, domain=DOMAIN)
