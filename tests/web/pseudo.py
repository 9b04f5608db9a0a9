"""Two languages nobody speaks, made from the list for translators: what is not in them on a page was never translated.

`en-XA` is English with accents, 40 % longer and between marks. `ar-XB` runs from right to left, in Arabic letters without
meaning. Both put what stands in a placeholder between brackets, so that an untranslated word put into a translated
sentence is found too.
"""

import re
from functools import lru_cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from tests.web.catalog import sentences
from web import i18n

ACCENTED, RIGHT_TO_LEFT = "en-XA", "ar-XB"

BEGIN, END = "[!!! ", " !!!]"
OPEN, SHUT = "\u27e6", "\u27e7"
"""Around the value of a placeholder."""

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")
_LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ACCENTS = str.maketrans(_LATIN, "åƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ")
_ARABIC = str.maketrans(_LATIN, "ابثدهفغحيجكلمنوپقرستطظعخصزابثدهفغحيجكلمنوپقرستطظعخصز")


def in_pseudo(sentence: str, language: str = ACCENTED) -> str:
    """The sentence in one of the two languages, with its placeholders as they were."""
    letters = _ACCENTS if language == ACCENTED else _ARABIC
    pieces, place = [], 0
    for found in _PLACEHOLDER.finditer(sentence):
        pieces.append(sentence[place : found.start()].translate(letters))
        pieces.append(found.group() if found.group() == "%%" else f"{OPEN}{found.group()}{SHUT}")
        place = found.end()
    pieces.append(sentence[place:].translate(letters))
    longer = "one two three four five six seven".translate(letters)[: max(1, round(len(sentence) * 0.4) - 10)].rstrip()
    return f"{BEGIN}{''.join(pieces)} {longer}{END}"


@lru_cache(maxsize=1)
def _files() -> dict[str, bytes]:
    from io import BytesIO

    made = {}
    for language in (ACCENTED, RIGHT_TO_LEFT):
        catalog = Catalog(locale="en" if language == ACCENTED else "ar")
        catalog.locale = None
        for message in sentences():
            if message.id:
                several = isinstance(message.id, (list, tuple))
                catalog.add(
                    message.id,
                    tuple(in_pseudo(one, language) for one in message.id)
                    if several
                    else in_pseudo(str(message.id), language),
                    context=message.context,
                )
        memory = BytesIO()
        write_po(memory, catalog)
        made[language] = memory.getvalue()
    return made


def speak_pseudo(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """From now on, until the test ends, the interface also speaks the two."""
    for language, content in _files().items():
        place = folder / "locale" / language / "LC_MESSAGES"
        place.mkdir(parents=True)
        (place / "ownwords.po").write_bytes(content)
    monkeypatch.setattr(i18n, "LOCALE_FOLDER", folder / "locale")
    i18n.languages.cache_clear()
    i18n.catalog.cache_clear()


def speak_as_before() -> None:
    """Forget the two again."""
    i18n.languages.cache_clear()
    i18n.catalog.cache_clear()
