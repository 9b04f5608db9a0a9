"""Notes to drafts, measured inside the process: how fast, and how often right.

`python -m benchmarks.drafting FOLDER` judges the notes of any folder and lists what went wrong.
"""

import sys
import time
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure
from benchmarks.judging import Score, confusion, figures_of, score
from benchmarks.notes import PARTICIPANT, notes_in
from workflows.drafting import draft_note

BUDGET_MS = 100
NOTES = Path(__file__).resolve().parent.parent / "tests" / "workflows" / "drafting" / "notes"
SETS = {
    "open notes": NOTES / "open",
    "held-back notes": NOTES / "held",
    "fresh notes": NOTES / "fresh",
    "later notes": NOTES / "later",
    "separate notes": NOTES / "separate",
    "fourth notes": NOTES / "fourth",
    "fifth notes": NOTES / "fifth",
    "sixth notes": NOTES / "sixth",
    "seventh notes": NOTES / "seventh",
    "samples": NOTES,
}

_LINES = (
    "Planning meeting with Rosa Delgado at her kitchen table, Tuesday, with her sister Inez and Sam (service coordinator).",
    'Rosa said "I want to work with plants, not in the laundry" and showed the tomatoes on the sill.',
    "She takes the number 4 bus by herself since March and knows every driver.",
    "Inez said “she forgets to eat when she is alone” and Rosa laughed.",
    "needs: help with the pill box, rides to the eye doctor, somebody to call when the heating fails",
    'Rosa: "My door stays open in the day. I like to hear people."',
    "Services: 21 hours a week of community support, asks for 26; job coach twice a week for six weeks.",
    "Backup: if the evening helper cannot come, call Inez, then Mrs. Park next door, then the agency on call.",
    'Risk: two falls on the stairs in November, no fracture. Rails ordered. Rosa says "I go slow now".',
)


def measure() -> list[Figure]:
    """The median and the slowest of 30 runs, after one that warms up."""
    note = _note(900)
    draft_note(note, person="Rosa Delgado", also_called=["Rosa"])
    times = []
    for _ in range(30):
        began = time.perf_counter()
        draft_note(note, person="Rosa Delgado", also_called=["Rosa"])
        times.append((time.perf_counter() - began) * 1000)
    middle = median(times)
    return [
        Figure(
            f"A note of {len(note.split())} words to a draft, median",
            middle,
            "ms",
            f"{BUDGET_MS} ms",
            middle <= BUDGET_MS,
            f"slowest of 30: {max(times):.1f} ms",
        )
    ]


def judge_sets() -> tuple[list[Figure], list[str]]:
    """The figures of each set there is, and for each a table of what became of every kind of case."""
    figures: list[Figure] = []
    tables: list[str] = []
    for name, folder in SETS.items():
        if folder.is_dir() and (notes := notes_in(folder)):
            found = score(notes)
            figures += figures_of(found, name)
            tables += ["", f"  {name}: {len(notes)} notes, {found.words} words", *confusion(found)]
    return figures, tables


def misses(found: Score) -> list[str]:
    """Every passage that went wrong, the worst first."""
    lines = [f"WRONGLY THEIRS {one.note} [{one.kind}, {one.case}] {one.text!r}: {one.why}" for one in found.wrongly]
    for one in found.verdicts:
        if one.kind == PARTICIPANT != one.answer:
            lines.append(f"not found ({one.answer}) {one.note} [{one.case}] {one.text!r}: {one.why}")
    lines += [f"section {one.note} [{one.case}] {one.text!r}" for one in found.verdicts if one.section_fits is False]
    return lines


def _main(folder: Path) -> None:
    found = score(notes_in(folder))
    for line in [figure.line for figure in figures_of(found, folder.name)] + confusion(found) + misses(found):
        print(line)


def _note(words: int) -> str:
    lines: list[str] = []
    while sum(len(line.split()) for line in lines) < words:
        lines.append(_LINES[len(lines) % len(_LINES)])
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
