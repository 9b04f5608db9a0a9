"""Transcripts: `Name: what they said`, line after line. A turn of the person is an utterance whole, without marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from workflows.drafting import said, words

FEWEST = 4
_DATE = r"(?:\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{1,4})?,?[ \t]+)?"
_TIME = r"[\[(]?" + _DATE + r"\[?\(?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?(?: ?[AaPp]\.?[Mm]\.?)?\)?\]?"
_LINE = re.compile(
    rf"[ \t>*•-]*(?:{_TIME}[ \t–—-]*)?(?:\*\*)?(?P<who>[^\W\d_][\w.'’-]*(?: [\w.'’-]+){{0,3}}(?: \([^)\n]{{1,30}}\))?)"
    rf"(?:[ \t]*,?[ \t]*{_TIME})?(?:\*\*)?[ \t]*:(?:\*\*)?[ \t]+(?P<text>\S[^\n]*)"
)
_SENTENCE_ENDS = (".", "!", "?", "…", *(stop + mark for stop in ".!?…" for mark in "\"”’»'"))
_REMARK = re.compile(r"\s*[\[(][^\])]*[\])]\s*")
_MARKS = '"“”«»‘「„'


@dataclass(frozen=True, slots=True)
class Turn:
    """One stretch of a transcript. `note[start:end]` is what was said, by whom the transcript names. `pauses` are the
    places in it where the speaker began again after a pause."""

    speaker: str
    start: int
    end: int
    pauses: tuple[int, ...] = ()


def turns_in(note: str) -> list[Turn]:
    """Of stretches in which line after line begins with a speaker, at least two of them. Once a note is known for a
    transcript, a shorter stretch of the same speakers is one too: `[call dropped]` ends no conversation."""
    runs: list[list[Turn]] = [[]]
    for turn in _lines(note):
        if turn is None:
            runs.append([])
        else:
            runs[-1].append(turn)
    runs = [_without_remark(note, run) for run in runs]
    whole = [run for run in runs if _is_transcript(note, run)]
    speakers = {turn.speaker for run in whole for turn in run}
    return [turn for run in runs if run in whole or (run and _goes_on(note, run, speakers)) for turn in run]


def _without_remark(note: str, run: list[Turn]) -> list[Turn]:
    """`Facilitator notes after: …`, set off by an empty line and under nobody who has spoken: no turn of the talk."""
    if len(run) < 2 or run[-1].speaker in {turn.speaker for turn in run[:-1]}:
        return run
    apart = note[run[-2].end : run[-1].start].count("\n\n") > 0
    often = note[run[0].start : run[-1].start].count("\n\n") > 1
    return run[:-1] if apart and not often else run


def _goes_on(note: str, run: Sequence[Turn], speakers: set[str]) -> bool:
    unmarked = not any(note[turn.start] in _MARKS for turn in run)
    return unmarked and len(run) > 1 and all(turn.speaker in speakers for turn in run)


def of_person(note: str, turns: Sequence[Turn], is_person: Callable[[str], bool]) -> list[Turn]:
    """Those of the person, without what only reports on them (`Dee: wants a dog`)."""
    own = [turn for turn in turns if is_person(turn.speaker) and not _reports(note[turn.start : turn.end])]
    return [part for turn in own for part in utterances(note, turn)]


def utterances(note: str, turn: Turn) -> Iterator[Turn]:
    """A turn with all its lines, cut only where a sentence ended and a pause followed."""
    start = turn.start
    for pause in turn.pauses:
        said = note[start:pause].rstrip()
        if said.endswith(_SENTENCE_ENDS):
            yield Turn(turn.speaker, start, start + len(said))
            start = pause
    yield Turn(turn.speaker, start, turn.end)


def _lines(note: str) -> Iterator[Turn | None]:
    """None where a line is neither a turn nor empty."""
    place = 0
    for line in note.split("\n"):
        hit = _LINE.match(line)
        if hit and hit.group("who").split()[0].lower() not in words.TOPIC_HEADINGS:
            text = hit.group("text").rstrip()
            start = place + hit.start("text")
            yield Turn(hit.group("who"), start, start + len(text))
        elif line.strip() and not _REMARK.fullmatch(line):
            yield None
        place += len(line) + 1


def _is_transcript(note: str, run: Sequence[Turn]) -> bool:
    speakers = [turn.speaker for turn in run]
    if len(run) < FEWEST or not 2 <= len(set(speakers)) <= max(2, len(run) // 2 + 1):
        return False
    texts = [note[turn.start : turn.end] for turn in run]
    marked = sum(text[0] in _MARKS for text in texts)
    speaking = sum(said.speaks_of_self(text) or said.speaks_to_you(text) or text.endswith(("?", "!")) for text in texts)
    return marked == 0 and 3 * speaking >= len(texts) and sum(map(_reports, texts)) * 4 <= len(texts)


def _reports(text: str) -> bool:
    first = said.folded(text)[:1]
    return bool(first) and first[0] in words.REPORTS and not said.speaks_of_self(text)
