"""A form whose headings speak as the person: `### What I want to work on this year`, `### My dream`."""

from __future__ import annotations

import re
from bisect import bisect_right

from workflows.drafting.people import People

FEWEST = 3
_HEADING = re.compile(r"^(?:#{1,4}[ \t]+|\*\*)(?P<told>[^\n#*:]{3,80}?)(?:\*\*)?:?[ \t]*\r?$", re.M)
_OWN = re.compile(r"\b(?:I|me|my|mine)\b", re.I)
_BY_OTHERS = re.compile(
    r"\b(?:people|others?|family|parents?|team|friends|staff|everyone|about me|recommend\w*|observ\w*|impression\w*|assess\w*|notes?|visit\w*"
    r"|saw|found|told|heard|asked|client|participant|report)\b",
    re.I,
)


class OwnForm:
    """Where at least three headings are the person's; one under which others are asked, or a writer reports, is not."""

    def __init__(self, people: People) -> None:
        self.heads = [
            (hit.start(), bool(_OWN.search(hit.group("told"))) and not _BY_OTHERS.search(hit.group("told")))
            for hit in _HEADING.finditer(people.note)
        ]
        reported = any(_BY_OTHERS.search(hit.group("told")) and _writer(hit) for hit in _HEADING.finditer(people.note))
        if reported or sum(own for _at, own in self.heads) < FEWEST:
            self.heads = []

    def rules(self, place: int) -> bool:
        """Whether the heading above is one of the person's."""
        at = bisect_right([start for start, _own in self.heads], place) - 1
        return at >= 0 and self.heads[at][1]


def _writer(hit: re.Match[str]) -> bool:
    """`What I observed`, `My recommendations`: somebody reports on the person."""
    return (
        re.search(
            r"\b(?:I|my)\b.*\b(?:recommend|observ|impress|assess|saw|found|heard|notes?)", hit.group("told"), re.I
        )
        is not None
    )
