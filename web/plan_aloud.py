"""The signed text as lines to hear, in the order of its pages: the name of a part, the person's words, what we wrote."""

from collections.abc import Iterator

from sqlmodel import Session

from engine.plans import Plan
from engine.versions import Version
from web.i18n import gettext as _
from web.plan_view import SectionView, version_view
from web.reading_aloud import voice_here, voice_of
from web.reading_choices import Reading
from web.reading_view import part_read
from web.speaking import voice_for

Line = tuple[str, str]
"""A text and the voice that reads it."""


def lines_to_hear(session: Session, plan: Plan, version: Version, person_language: str) -> list[Line]:
    """Every line that can be read. Nothing of it is private, and nothing but the signed text is among it."""
    sections = version_view(session, plan, version)
    return [line for section in sections for line in _of(section, version.language, person_language) if line[0].strip()]


def _of(section: SectionView, language: str, person_language: str) -> Iterator[Line]:
    voice, here = voice_for(language), voice_here()
    if here:
        yield section.title, here
    for words in section.all_quotes:
        own = voice_of(words, person_language)
        if own and words.text:
            if here:
                yield (_("You said:") if words.attribution == "participant" else f"{words.speaker}:"), here
            yield words.text, own
    if voice is None:
        return
    read = part_read(section, language=language, reading=Reading())
    for block in (*read.limits, *read.blocks):
        for line in block.lines:
            yield line.text, voice
    for choice in read.choices:
        for line in (choice.name, *choice.good, *choice.bad):
            yield line.text, (voice_for(line.language) if line.language else voice) or voice
