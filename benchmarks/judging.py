"""How well drafts find whose words stand in notes, judged against what a fair reader found."""

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from benchmarks.figures import Figure
from benchmarks.notes import INTERPRETED, KINDS, NOBODY, OTHER, PARTICIPANT, Note, Passage
from workflows.drafting import Draft, Quotation, draft_note

RIGHT_SHARE, FOUND_SHARE, EXACT_SHARE, FITTING_SHARE, NOTE_MS = 98, 85, 100, 75, 100
# Ways the rules may name for a way the reader saw: a recording is heard as spoken, and writing is seen as typed or drawn.
WAYS: dict[str, frozenset[str | None]] = {
    "spoken": frozenset({"spoken", "recorded"}),
    "written": frozenset({"typed", "drawn", None}),
    "signed": frozenset({"signed"}),
    "typed": frozenset({"typed"}),
    "aac": frozenset({"aac", "typed"}),
}
# What became of a passage: given to the person, as interpreted, to another, left to be confirmed, cut wrongly, or unseen.
ANSWERS = ("participant", "interpreted", "other", "unconfirmed", "inexact", "missed")


@dataclass(frozen=True)
class Verdict:
    """One passage and what the draft made of it."""

    note: str
    kind: str
    case: str
    answer: str
    text: str
    section_fits: bool | None = None
    why: str = ""
    way_fits: bool | None = None


@dataclass
class Score:
    """Counts over one or more notes. `given` are passages the draft gave to the person."""

    verdicts: list[Verdict] = field(default_factory=list)
    given: int = 0
    wrongly: list[Verdict] = field(default_factory=list)
    touching: int = 0
    exact: int = 0
    words: int = 0
    seconds: float = 0.0
    facts: int = 0
    facts_placed: int = 0

    def of(self, kind: str, *answers: str) -> int:
        """How many passages of a kind got one of these answers, or all of that kind."""
        return sum(one.kind == kind and (not answers or one.answer in answers) for one in self.verdicts)

    @property
    def right_share(self) -> float:
        return _share(self.given - len(self.wrongly), self.given)

    @property
    def found_share(self) -> float:
        return _share(self.of(PARTICIPANT, PARTICIPANT), self.of(PARTICIPANT))

    @property
    def exact_share(self) -> float:
        return _share(self.exact, self.touching)

    @property
    def fitting_share(self) -> float:
        placed = [one.section_fits for one in self.verdicts if one.section_fits is not None]
        return _share(sum(placed), len(placed))

    @property
    def note_ms(self) -> float:
        """Milliseconds for 900 words."""
        return 1000 * self.seconds * 900 / self.words if self.words else 0.0


def score(notes: Iterable[Note]) -> Score:
    """Draft each note and judge it."""
    total = Score()
    for note in notes:
        began = time.perf_counter()
        draft = draft_note(note.text, person=note.person, also_called=note.also_called, turns=note.turns)
        total.seconds += time.perf_counter() - began
        total.words += len(note.text.split())
        judge(note, draft, into=total)
    return total


def judge(note: Note, draft: Draft, *, into: Score) -> None:
    """Add one draft to a score."""
    ends = {span: passage for passage in note.passages for span in passage.spans}
    theirs = [passage for passage in note.passages if passage.kind == PARTICIPANT]
    answers = {(quote.start, quote.end): quote for quote in draft.quotes}
    for quote in draft.quotes:
        if quote.attribution != PARTICIPANT:
            continue
        into.given += 1
        passage = ends.get((quote.start, quote.end))
        touched = any(quote.start < one.end and one.start < quote.end for one in theirs)
        into.touching += touched
        same = quote.text == note.text[quote.start : quote.end]
        into.exact += touched and passage is not None and same
        if not (passage.kind == PARTICIPANT if passage else _all_theirs(note, quote.start, quote.end)):
            kind, case = (passage.kind, passage.case) if passage else _nearest(note, quote.start, quote.end)
            into.wrongly.append(Verdict(note.name, kind, case, PARTICIPANT, quote.text, why=quote.why))
    for passage in note.passages:
        into.verdicts.append(
            _verdict(note, passage, draft, [answers[span] for span in passage.spans if span in answers])
        )
    told = [(fact.section, fact.text) for fact in draft.facts] + [(quote.section, quote.text) for quote in draft.quotes]
    for sections, phrases in note.facts:
        into.facts += 1
        into.facts_placed += any(
            section in sections and any(phrase.casefold() in text.casefold() for phrase in phrases)
            for section, text in told
        )


def _verdict(note: Note, passage: Passage, draft: Draft, exact: Sequence[Quotation]) -> Verdict:
    text = note.text[passage.start : passage.end]
    if not exact:
        # A passage inside the one that is sought, or around it, is another passage where it is expected itself.
        ends = {span for each in note.passages for span in each.spans}
        near = [
            quote
            for quote in draft.quotes
            if quote.start < passage.end and passage.start < quote.end and (quote.start, quote.end) not in ends
        ]
        answer, became = ("inexact", near[0].text) if near else ("missed", "")
        return Verdict(note.name, passage.kind, passage.case, answer, text, why=became)
    quote = exact[0]
    known = passage.kind == PARTICIPANT == quote.attribution and bool(passage.sections)
    fits = quote.section in passage.sections if known else None
    theirs = passage.kind == PARTICIPANT == quote.attribution and passage.medium in WAYS
    way = quote.method in WAYS[passage.medium] if theirs else None
    return Verdict(note.name, passage.kind, passage.case, quote.attribution, text, fits, quote.why, way)


def _all_theirs(note: Note, start: int, end: int) -> bool:
    """Whether every letter and digit here lies in a quotation of the person."""
    spans = [(one.start, one.end) for one in note.passages if one.kind == PARTICIPANT]
    return all(
        any(first <= place < last for first, last in spans) for place in range(start, end) if note.text[place].isalnum()
    )


def _nearest(note: Note, start: int, end: int) -> tuple[str, str]:
    for passage in note.passages:
        if passage.start < end and start < passage.end:
            return passage.kind, passage.case
    return NOBODY, "unexpected"


def figures_of(found: Score, name: str) -> list[Figure]:
    """The score beside its budgets."""
    interpreted, others = found.of(INTERPRETED), found.of(OTHER)
    known, named = _share(found.of(INTERPRETED, INTERPRETED), interpreted), _share(found.of(OTHER, OTHER), others)
    ways = [one.way_fits for one in found.verdicts if one.way_fits is not None]
    placed = sum(one.section_fits is not None for one in found.verdicts)
    return [
        _percent(f"{name}: given to the person, and theirs", found.right_share, RIGHT_SHARE, found.given),
        _percent(f"{name}: their quotations, found", found.found_share, FOUND_SHARE, found.of(PARTICIPANT)),
        _percent(f"{name}: their characters, exact", found.exact_share, EXACT_SHARE, found.touching),
        _percent(f"{name}: their quotations, in a section that fits", found.fitting_share, FITTING_SHARE, placed),
        Figure(f"{name}: 900 words", found.note_ms, "ms", f"{NOTE_MS} ms", found.note_ms <= NOTE_MS),
        _percent(f"{name}: interpreted words, known as such", known, None, interpreted),
        _percent(f"{name}: words of others, known as such", named, None, others),
        _percent(f"{name}: how it was said, right", _share(sum(ways), len(ways)), None, len(ways)),
        _percent(f"{name}: facts in a section that fits", _share(found.facts_placed, found.facts), None, found.facts),
    ]


def confusion(found: Score) -> list[str]:
    """One line for each kind of case: what became of the person's quotations, and of all that is not theirs."""
    lines = [f"  {'what makes it hard':<24}{'whose':<14}" + "".join(f"{answer:>13}" for answer in ANSWERS)]
    rows: dict[tuple[str, str], Counter[str]] = {}
    for one in found.verdicts:
        rows.setdefault((one.case, one.kind), Counter())[one.answer] += 1
    for (case, kind), counts in sorted(rows.items(), key=lambda row: (row[0][0], KINDS.index(row[0][1]))):
        cells = "".join(f"{counts[answer] or '·':>13}" for answer in ANSWERS)
        lines.append(f"  {case:<24}{'nobody’s' if kind == NOBODY else kind:<14}{cells}")
    stray = sum(one.case == "unexpected" for one in found.wrongly)
    return [*lines, f"  passages given to the person where the note quotes nobody: {stray}"]


def _percent(name: str, value: float, least: int | None, of: int) -> Figure:
    if least is None:
        return Figure(name, value, "%", beside=f"of {of}")
    return Figure(name, value, "%", f"{least} %", value >= least, f"of {of}")


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 100.0
