"""Look-alikes of every risky way to show a speaker: nothing in them stands as the person's.

`lookalikes.txt` opens with the meetings (`@setting | Full Name: called | how the note begins`); below stand, under what makes
them look alike, `setting | line`, with ⏎ for a line break. Words in {braces} are the person's own. All people are invented.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from workflows.drafting import draft_note

FILE = Path(__file__).parent / "lookalikes.txt"
FEWEST = 10


class Meeting(NamedTuple):
    person: str
    called: tuple[str, ...]
    head: str


class Alike(NamedTuple):
    why: str
    setting: str
    line: str


def read() -> tuple[dict[str, Meeting], list[Alike]]:
    meetings: dict[str, Meeting] = {}
    alike: list[Alike] = []
    why = ""
    for line in FILE.read_text("utf-8").splitlines():
        if line.startswith("@"):
            setting, who, head = line[1:].split(" | ", 2)
            person, _, called = who.partition(": ")
            meetings[setting] = Meeting(person, tuple(called.split(", ")), head.replace("⏎", "\n"))
        elif line.startswith("# "):
            why = line[2:]
        elif line:
            alike.append(Alike(why, *line.split(" | ", 1)))
    return meetings, alike


MEETINGS, ALIKE = read()


def given_to_the_person(one: Alike) -> Iterator[str]:
    meeting = MEETINGS[one.setting]
    note = meeting.head + one.line.replace("⏎", "\n").replace("{", "").replace("}", "") + "\n"
    for quote in draft_note(note, person=meeting.person, also_called=meeting.called).quotes:
        own = "{" + quote.text + "}" in one.line
        if quote.attribution == "participant" and quote.start >= len(meeting.head) and not own:
            yield f"{quote.text}: {quote.why}"


@pytest.mark.parametrize("one", ALIKE, ids=lambda one: one.line[:60])
def test_a_look_alike_is_not_given_to_the_person(one: Alike) -> None:
    assert list(given_to_the_person(one)) == []


def test_every_risky_way_has_its_look_alikes() -> None:
    counts = Counter(one.why for one in ALIKE)
    assert min(counts.values()) >= FEWEST
    assert {one.setting for one in ALIKE} == set(MEETINGS)
