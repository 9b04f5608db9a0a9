"""What the person wrote, typed or spelled, set down without marks: `Wrote under it: home is home`, `spelled to me: N-O`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workflows.drafting import words
from workflows.drafting.aac import free_of
from workflows.drafting.marks import Span
from workflows.drafting.names import names_pattern

_VERB = (
    r"(?i:wrote|typed|texted|printed|scrawled|scribbled|fingerspelled|finger[ -]spelled|spelled|escribió|has written|had typed"
    r"|had written|writing)"
)
_PIECE = r"(?:own )?(?:handwriting|writing|printing|letter|note|card|sign|message|text(?: to \w+)?|spelling)"
_CLAUSE = re.compile(
    rf"(?P<clause>(?:(?<=\n)|^|(?<=[.!?;”\"] ))[^\n:“”\"«»]{{0,180}}?\b(?:{_VERB}|(?:his|her) {_PIECE})\b[^\n:“”\"«»]{{0,70}}):"
    r"[ \t]*(?:\n[ \t]*){0,2}(?P<said>[^\s“\"«‘'(\[•*>-][^\n]*)"
)
_SPELLED = re.compile(r"(?<![\w-])[A-Z](?:-[A-Z]){1,}(?:[ \t]+[A-Z](?:-[A-Z])+)*(?![\w-])")
FEWEST_LETTERS = 4
_STOP = re.compile(r"\s*(?:[(\[→←“”\"«»]|\s//|\s\||->|\s[–—-]\s)|\n|$")
_GOES_ON = re.compile(r"[.!?]\s+(?:[A-Z][\w'’]+|She|He|They)\s+(?:\w+ed|says?|is|was|has|had)\b")
_WRITER = re.compile(
    r"\b(?:I|we|staff|nurse|aide|team)\s+(?:\w+\s+)?(?:wrote|typed|texted|printed|spelled)\b|\bwas (?:typed|written)\b",
    re.I,
)
_CAPITAL = re.compile(r"(?<![.!?]\s)(?<!^)(?<!\bto )(?<!\bat )(?<!\bwith )(?<!\bfor )\b[A-Z][a-z]+\b(?!['’]s)")
_LANGUAGES = words.word_set(
    "arabic asl chinese creole french hindi hmong korean kreyol portuguese russian somali tagalog vietnamese"
)
LONGEST = 400


def written_spans(note: str, names: Sequence[str], taken: Sequence[Span]) -> list[Span]:
    """Places to look at: whose each is, is judged like that of any quotation, and one that is not theirs is dropped."""
    hits = list(_CLAUSE.finditer(note))
    own = re.compile(names_pattern(names) if hits else "(?!)")
    found = [
        span
        for hit in hits
        if _may_be_theirs(hit.group("clause"), own) and (span := _span(note, hit.start("said"))) is not None
    ]
    spelled = [
        Span(*hit.span(), *hit.span(), closed=True, tentative=True)
        for hit in _SPELLED.finditer(note)
        if sum(letter.isalpha() for letter in hit.group()) >= FEWEST_LETTERS
        and not any(span.start <= hit.start() < span.end for span in found)
    ]
    return free_of(sorted([*found, *spelled], key=lambda span: span.start), taken)


def _may_be_theirs(clause: str, own: re.Pattern[str]) -> bool:
    """Somebody else's name, or the writer as the one who writes, leaves it to whoever reads the note."""
    told = own.sub("", clause)
    if _WRITER.search(told):
        return False
    others = [hit.group().lower() for hit in _CAPITAL.finditer(told.strip())]
    roles = words.RELATIONS | words.JOBS
    named = [word for word in re.findall(r"[^\W\d_]+", told.lower()) if word in roles]
    return not named and all(other in words.COMMON_CAPITALS | _LANGUAGES for other in others)


def _span(note: str, start: int) -> Span | None:
    stop = _STOP.search(note, start)
    end = stop.start() if stop else len(note)
    said = note[start:end].rstrip()
    if not said or len(said) > LONGEST or _GOES_ON.search(said) or "→" in said:
        return None
    return Span(start, start + len(said), start, start + len(said), closed=True, tentative=True)
