"""Notes of planning meetings with what a fair reader would find in them: people invented, expectations written by hand."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from documents.transcripts import transcript_of
from workflows.drafting import Turn
from workflows.drafting.result import BACKUP, METHODS, NEEDS, OUTCOMES, RISKS, SERVICES, STRENGTHS, VISION

PARTICIPANT, INTERPRETED, OTHER, NOBODY = KINDS = ("participant", "interpreted", "other", "not")
MEDIA = {*METHODS, "written", "gestured", "sung", "-"}
# What makes a passage easy or hard. Each has one: that which a reader would stumble over first.
CASES = (
    "label",
    "said before",
    "said after",
    "pronoun",
    "initials",
    "nickname",
    "title and name",
    "several in a line",
    "same speaker goes on",
    "across lines",
    "guillemets",
    "single marks",
    "apostrophe",
    "unclosed",
    "nested",
    "reported",
    "second-hand",
    "denied or old",
    "scare quotes",
    "title or product",
    "song",
    "no marks",
    "aac",
    "typed",
    "signed",
    "staff typing",
    "interpreted",
    "family voice",
    "unknown speaker",
    "two of one name",
    "other language",
    "misspelled or emoji",
    "transcript",
    "text message",
    "letter or list",
)
# The section a reader would choose, and those nobody would call wrong.
FITTING: dict[str, frozenset[str]] = {
    "vision": frozenset({VISION, OUTCOMES}),
    "strengths": frozenset({STRENGTHS, VISION, NEEDS}),
    "needs": frozenset({NEEDS, RISKS}),
    "outcomes": frozenset({OUTCOMES, VISION}),
    "services": frozenset({SERVICES, OUTCOMES, NEEDS}),
    "backup": frozenset({BACKUP, RISKS}),
    "risks": frozenset({RISKS, NEEDS, BACKUP}),
    "-": frozenset(),
}
_SAMPLE_NAMES = {"Vision": VISION, "Services and Supports": SERVICES}
_SAMPLE_KINDS = {
    "participant_quotes": PARTICIPANT,
    "participant_interpreted": INTERPRETED,
    "quotes_by_others": OTHER,
    "must_not_attribute_to_participant_as_current_verbatim": NOBODY,
    "not_quotations": NOBODY,
}


class Misfit(ValueError):
    """An expectation that does not fit its note; the message names the line."""


@dataclass(frozen=True)
class Passage:
    """Characters `start` to `end` of a note and whose they are. `or_else` are other ends a reader would accept."""

    start: int
    end: int
    kind: str
    case: str
    speaker: str = ""
    medium: str = "-"
    sections: frozenset[str] = frozenset()
    or_else: tuple[tuple[int, int], ...] = ()

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        return ((self.start, self.end), *self.or_else)


@dataclass(frozen=True)
class Note:
    """A note as it is read: of a transcript, its text and whose `turns` there are. `facts` pairs acceptable sections with phrases of which one should stand there."""

    name: str
    text: str
    person: str
    also_called: tuple[str, ...]
    passages: tuple[Passage, ...]
    facts: tuple[tuple[frozenset[str], tuple[str, ...]], ...] = ()
    about: dict[str, str] = field(default_factory=dict)
    turns: tuple[Turn, ...] = ()


def notes_in(folder: Path) -> list[Note]:
    """Every note of a folder that has its expectation beside it, as `.expected` or as a sample's `.json`."""
    found = []
    for path in sorted(folder.iterdir()):
        if path.suffix == ".expected":
            found.append(read_expected(path))
        elif path.suffix == ".json" and "participant_quotes" in (rows := json.loads(path.read_text("utf-8"))):
            found.append(_sample(path, rows))
    return found


def read_expected(path: Path) -> Note:
    """Read a note and its hand-written expectation. Raises Misfit."""
    beside = [each for each in path.parent.glob(f"{path.stem}.*") if each.suffix in {".txt", ".md", ".vtt", ".srt"}]
    if len(beside) != 1:
        raise Misfit(f"{path.name} has {len(beside)} notes beside it.")
    text = beside[0].read_bytes().decode("utf-8")
    transcript = transcript_of(text)
    note = expected_of(path.read_text("utf-8"), name=path.stem, note=transcript.text if transcript else text)
    turns = (
        tuple(Turn(turn.speaker, turn.start, turn.end, turn.pauses) for turn in transcript.turns) if transcript else ()
    )
    return replace(note, turns=turns)


def expected_of(told: str, *, name: str, note: str) -> Note:
    r"""Parse the hand-written form.

    Head lines are `key: value`. A passage is `kind | case | medium | section | text`, where kind may be `other: NAME`, and
    the text is exactly as in the note, with ⏎ for a line break. Text that occurs more than once is told apart by what
    stands around it in ⟦ ⟧, and sections are joined by +, a dash among them where none is judged. `or | text` adds another end; `fact | section | phrase, phrase` is a fact.
    """
    about: dict[str, str] = {}
    passages: list[Passage] = []
    facts = []
    for number, line in enumerate(told.splitlines(), 1):
        parts = line.split(" | ", 4)
        try:
            if not line.strip() or line.startswith("#"):
                continue
            if len(parts) == 1:
                key, _, value = line.partition(": ")
                about[key] = f"{about[key]}; {value}" if key in about else value
            elif parts[0] == "fact":
                facts.append((_sections(parts[1]), tuple(phrase.strip() for phrase in parts[2].split(", "))))
                _in_note(facts[-1][1], note)
            elif parts[0] == "or":
                last = passages.pop()
                passages.append(_with_end(last, _place(line.split(" | ", 1)[1], note)))
            else:
                passages.append(_passage(parts, note))
        except (Misfit, KeyError, IndexError) as problem:
            raise Misfit(f"{name}, line {number}: {problem}") from None
    try:
        called = tuple(each.strip() for each in about["called"].split(",") if each.strip())
        return Note(name, note, about["person"], called, tuple(passages), tuple(facts), about)
    except KeyError as missing:
        raise Misfit(f"{name} does not tell {missing}.") from None


def _passage(parts: list[str], note: str) -> Passage:
    if len(parts) != 5:
        raise Misfit("a passage has five parts.")
    who, case, medium, section, text = parts
    kind, _, speaker = who.partition(": ")
    if kind not in KINDS or (kind == OTHER) != bool(speaker):
        raise Misfit(f"“{who}” is nobody.")
    if case not in CASES:
        raise Misfit(f"“{case}” is no kind of case.")
    if medium not in MEDIA:
        raise Misfit(f"“{medium}” is no way to say something.")
    return Passage(*_place(text, note), kind, case, speaker, medium, _sections(section))


def _sections(told: str) -> frozenset[str]:
    """One or more joined by +; with a dash among them no section is judged."""
    named = [FITTING[each] for each in told.split("+")]
    return frozenset[str]().union(*named) if all(named) else frozenset()


def _place(told: str, note: str) -> tuple[int, int]:
    text = told.replace("⏎", "\n")
    before, after = "", ""
    if text.startswith("⟦"):
        before, text = text[1:].split("⟧", 1)
    if text.endswith("⟧"):
        text, after = text[:-1].rsplit("⟦", 1)
    whole = before + text + after
    count = note.count(whole)
    if not text or count != 1:
        raise Misfit(f"the note holds “{whole}” {count} times.")
    start = note.index(whole) + len(before)
    return start, start + len(text)


def _with_end(passage: Passage, span: tuple[int, int]) -> Passage:
    values = {**passage.__dict__, "or_else": (*passage.or_else, span)}
    return Passage(**values)


def _in_note(phrases: tuple[str, ...], note: str) -> None:
    if not all(phrase in note for phrase in phrases):
        raise Misfit(f"the note does not hold each of {phrases}.")


def _sample(path: Path, rows: dict[str, Any]) -> Note:
    who = rows["participant"]
    note = path.with_suffix(".txt").read_bytes().decode("utf-8")
    facts = tuple(
        (frozenset({_SAMPLE_NAMES.get(section, section)}), tuple(fact["any_of"]))
        for section, told in rows["facts_by_section"].items()
        for fact in told
    )
    passages = tuple(sorted(_sample_passages(rows), key=lambda passage: passage.start))
    return Note(path.stem, note, who["name"], tuple(who["aliases"]), passages, facts)


def _sample_passages(rows: dict[str, Any]) -> Iterator[Passage]:
    for key, kind in _SAMPLE_KINDS.items():
        for row in rows[key]:
            sections = frozenset(_SAMPLE_NAMES.get(each, each) for each in row["acceptable_sections"])
            speaker = str(row["speaker"] or "") if kind == OTHER else ""
            yield Passage(row["start"], row["end"], kind, "sample", speaker, row["medium"], sections)
