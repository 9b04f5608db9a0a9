"""What of a part can be read aloud: each line of it by its key, with its language, the quotations in their own."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.quotes import Spoken
from web.frame import current_frame
from web.plan_view import SectionView
from web.reading_view import PartRead
from web.speaking import voice_for
from web.speaking.program import LONGEST

WORDS = "words-"
"""Begins the key of a quotation."""


@dataclass(frozen=True)
class Sayable:
    """A text and the voice that reads it."""

    text: str
    voice: str


def voice_here() -> str | None:
    """The voice of the language this page is in; None where nothing can be read aloud."""
    return voice_for(current_frame().language)


def can_be_read(words: Spoken, person_language: str) -> bool:
    """Whether a quotation has characters, and a voice for its language."""
    return voice_of(words, person_language) is not None


def voice_of(words: Spoken, person_language: str) -> str | None:
    """The voice of the quotation's own language; where nobody said which it is, of the person's."""
    if words.text is None or words.is_a_file or len(words.text) > LONGEST:
        return None
    unknown = words.language in ("", "und") and words.attribution == "participant"
    return voice_for(person_language if unknown else words.language)


def sayable(section: SectionView, read: PartRead, key: str, *, language: str, person_language: str) -> Sayable | None:
    """The line of that key; None where the part has no such line, or no voice speaks its language."""
    return next((said for known, said in _all(section, read, language, person_language) if known == key), None)


def _all(section: SectionView, read: PartRead, language: str, person_language: str) -> Iterator[tuple[str, Sayable]]:
    for words in section.all_quotes:
        voice = voice_of(words, person_language)
        if voice and words.text:
            yield f"{WORDS}{words.id}", Sayable(words.text, voice)
    for line in read.all_lines():
        voice = voice_for(line.language or language)
        if voice:
            yield line.key, Sayable(line.text, voice)
