"""Notes whose quotations are marked in place, so that a note and what is expected of it cannot drift apart.

`⟪P.V|my own key⟫` is the person's and belongs into the vision; `⟪O:Barb|…⟫` is Barb's; `⟪I.N|…⟫` an interpreter's
rendering; `⟪N|…⟫` must not stand as the person's; `⟪L|…⟫` is a name, a title or a so-called word. Everybody in the
notes is invented.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workflows.drafting.result import BACKUP, NEEDS, OUTCOMES, RISKS, SERVICES, STRENGTHS, VISION

FOLDER = Path(__file__).parent / "marked"
_OPEN = re.compile(r"⟪([A-Z])(?:\.([A-Z]))?(?::([^|]+))?\|")

FITTING = {
    "V": (VISION, OUTCOMES),
    "S": (STRENGTHS, VISION, NEEDS),
    "N": (NEEDS, RISKS),
    "O": (OUTCOMES, VISION),
    "X": (SERVICES, OUTCOMES, NEEDS),
    "R": (RISKS, NEEDS, BACKUP),
    "B": (BACKUP, RISKS),
}
"""The sections a reader would also accept."""


@dataclass(frozen=True)
class Expected:
    start: int
    end: int
    whose: str
    sections: Sequence[str]
    speaker: str


@dataclass(frozen=True)
class MarkedNote:
    name: str
    kind: str
    person: str
    also: Sequence[str]
    text: str
    expected: Sequence[Expected]


def marked_notes(folder: Path = FOLDER) -> list[MarkedNote]:
    return [read(path.stem, path.read_bytes().decode()) for path in sorted(folder.glob("*.txt"))]


def read(name: str, source: str) -> MarkedNote:
    head, _, body = source.partition("---\n")
    fields = dict(line.split(": ", 1) for line in head.strip().split("\n"))
    text, expected = _unmarked(body)
    also = [each.strip() for each in fields.get("also", "").split(",") if each.strip()]
    return MarkedNote(name, fields["kind"], fields["person"], also, text, expected)


def _unmarked(body: str) -> tuple[str, list[Expected]]:
    pieces: list[str] = []
    open_marks: list[tuple[int, re.Match[str]]] = []
    found: list[Expected] = []
    place = length = 0
    while place < len(body):
        hit = _OPEN.match(body, place)
        if hit:
            open_marks.append((length, hit))
            place = hit.end()
        elif body[place] == "⟫":
            start, mark = open_marks.pop()
            found.append(
                Expected(start, length, mark.group(1), FITTING.get(mark.group(2) or "", ()), mark.group(3) or "")
            )
            place += 1
        else:
            pieces.append(body[place])
            length += 1
            place += 1
    return "".join(pieces), sorted(found, key=lambda one: (one.start, -one.end))
