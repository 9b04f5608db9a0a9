"""Headings that rule the lines below them: `## What Tunde said`, `Mom’s notes:`, `What matters to Grace`."""

from __future__ import annotations

import re
from bisect import bisect_right

from workflows.drafting import words
from workflows.drafting.people import MAYBE, ME, OTHER, THEY, People, Token

_HEADING = re.compile(
    r"^(?P<hash>[ \t]*#+[ \t]+[^\n]{1,80}$)|^[ \t]*(?:\*\*|__)[^\n*_]{1,80}(?:\*\*|__):?[ \t]*$|^[ \t]*[^\n:]{1,60}:[ \t]*$"
    r"|^[ \t]*[^\n:.|\"“]{1,40}(?i:answers?|words|concerns?|comments?|input|opinions?|views?|respuestas|réponses)[ \t]*(?:\([^)\n]*\))?[ \t]*$",
    re.M,
)
_BLANK = re.compile(r"\n[ \t\r]*\n")


class Blocks:
    """Headings of a note and how far each reaches: one with `#` to the next heading, another to the next empty line."""

    def __init__(self, people: People) -> None:
        self.people = people
        text = people.text
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._owners: list[Token | None] = []
        hits = list(_HEADING.finditer(text))
        gaps = [gap.start() for gap in _BLANK.finditer(text)]
        for at, hit in enumerate(hits):
            following = hits[at + 1].start() if at + 1 < len(hits) else len(text)
            gap = bisect_right(gaps, hit.end() + 1)
            reach = following if hit.group("hash") or gap >= len(gaps) else min(following, gaps[gap])
            self._starts.append(hit.end())
            self._ends.append(reach)
            self._owners.append(self._owner(hit.start(), hit.end()))

    def owner(self, place: int) -> Token | None:
        """Whom the heading over a place names: the person, somebody else, or nobody."""
        at = bisect_right(self._starts, place) - 1
        return self._owners[at] if at >= 0 and place < self._ends[at] else None

    def _owner(self, start: int, end: int) -> Token | None:
        tokens = self.people.tokens(start, end)
        if any(token.kind == THEY for token in tokens):
            return None
        named = [token for token in tokens if token.kind in (ME, OTHER, MAYBE)]
        known = [token for token in named if token.kind != MAYBE or token.lower in self.people.relations]
        known = [
            token
            for token in known
            if (token.possessive or token.lower not in words.TOPICS)
            and token.lower not in words.ONE_WHO_WRITES
            and token.text not in self.people.shared
            and token.lower not in words.INTERPRETERS
        ]
        others = [token for token in known if token.kind != ME]
        return others[0] if others else known[0] if known else None
