"""A note of 900 words to a draft, measured inside the process."""

import time
from statistics import median

from benchmarks.figures import Figure
from workflows.drafting import draft_note

BUDGET_MS = 100

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


def _note(words: int) -> str:
    lines: list[str] = []
    while sum(len(line.split()) for line in lines) < words:
        lines.append(_LINES[len(lines) % len(_LINES)])
    return "\n".join(lines) + "\n"
