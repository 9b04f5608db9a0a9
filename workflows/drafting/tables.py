"""Whose column of a table a quotation stands in: `| Area | What Zee said | What staff said |`."""

from __future__ import annotations

import re

from workflows.drafting import words
from workflows.drafting.given_names import FIRST_NAMES
from workflows.drafting.people import MAYBE, ME, OTHER, POINT, People, Token

_RULED = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t:-]*)*\Z")
_WHO = re.compile(
    r"[ \t*_]*(?:who(?: said(?: it| this| so)?| spoke)?\??|(?:said |told )by|by|speaker|whose(?: words)?|from|quién|qui)[ \t*_:]*\Z",
    re.I,
)
_DOING = re.compile(
    r"\b(?:when|by when|due|date|deadline|status|done|responsible|action|task|next steps?|to do|to-do)\b", re.I
)
MOST_ROWS, LONGEST_ROW = 60, 4000


def column_owner(people: People, place: int) -> Token | None:
    """The person, somebody else, or nobody the head of the column names plainly."""
    text = people.text
    begin = text.rfind("\n", 0, place) + 1
    if place - begin > LONGEST_ROW or not text[begin : begin + 4].lstrip().startswith("|"):
        return None
    head = _head_row(text, begin)
    if head is None:
        return None
    cell = _cell(text, head, text.count("|", begin, place))
    named = [token for token in people.tokens(*cell) if token.kind in (ME, OTHER, MAYBE)] if cell else []
    known = [token for token in named if token.kind != MAYBE or _is_known(people, token)]
    return known[0] if len({token.kind == ME for token in known}) == 1 and len(known) == len(named) else None


def row_owner(people: People, place: int) -> tuple[bool, Token | None]:
    """Whether the table has a column for who spoke, and who stands there alone; nobody in a table of things to do."""
    text = people.text
    begin = text.rfind("\n", 0, place) + 1
    if place - begin > LONGEST_ROW or not text[begin : begin + 4].lstrip().startswith("|"):
        return False, None
    head = _head_row(text, begin)
    if head is None:
        return False, None
    columns = text.count("|", head, _line_end(text, head)) + 1
    asked = [at for at in range(columns) if (cell := _cell(text, head, at)) and _WHO.match(text[slice(*cell)])]
    if len(asked) != 1 or text.count("|", begin, place) == asked[0]:
        return False, None
    cell = _cell(text, begin, asked[0])
    named = [token for token in people.tokens(*cell) if token.kind != POINT] if cell else []
    to_do = _DOING.search(text[head : _line_end(text, head)]) is not None
    alone = not to_do and len(named) == 1 and named[0].kind in (ME, OTHER, MAYBE) and not named[0].possessive
    return True, named[0] if alone else None


def _is_known(people: People, token: Token) -> bool:
    return token.lower in people.relations or token.lower in FIRST_NAMES or token.lower in words.RELATIONS | words.JOBS


def _head_row(text: str, begin: int) -> int | None:
    """Where the row above the ruled line begins; None without one, or where the row itself is the head."""
    row, below = begin, ""
    for _ in range(MOST_ROWS):
        line = text[row : _line_end(text, row)]
        if "|" not in line:
            return None
        if _RULED.match(below) and row != begin:
            return row
        below = line
        if row == 0:
            return None
        row = text.rfind("\n", 0, row - 1) + 1
    return None


def _cell(text: str, row: int, count: int) -> tuple[int, int] | None:
    """The cell behind the `count`-th stroke of a row."""
    end, start = _line_end(text, row), row
    for _ in range(count):
        stroke = text.find("|", start, end)
        if stroke < 0:
            return None
        start = stroke + 1
    stroke = text.find("|", start, end)
    return start, stroke if stroke >= 0 else end


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)
