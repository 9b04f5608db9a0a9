"""Where clauses of a note end. Abbreviations, initials, decimals and times do not end one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

_END = re.compile(r"\n|(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s)|;(?=\s|$)|→|\s(?:->|=>|/|\|\||\||//)\s|[•●▪◦]")
_SHORT = frozenset(["vs", "approx", "e.g", "i.e", "ea", "incl", "resp", "asst", "w"])
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "mx",
        "dr",
        "sr",
        "sra",
        "srta",
        "st",
        "rev",
        "fr",
        "jr",
        "pr",
        "hno",
        "hna",
        "dept",
        "mt",
        "ave",
        "no",
    ]
)
_ROLES = frozenset(["ind", "indiv", "ct", "pt", "cl"])
"""`Asked ind. who he would call`: of the person, where the sentence goes on in small letters."""
_STREET = re.compile(r"\b[A-Z][a-z]+ (?:St|Ave)$")
"""`crossing Main St. TJ says`: a street, not a saint."""
_WORD_BEFORE = re.compile(r"[\w.&'-]+$")
_ARROW_LABEL = re.compile(r"(?:^|[.!?;\n•*-])\s*[-•*]?\s*[A-Z][\w.'-]*(?: [A-Z][\w.'-]*)?\s*$")


class Boundaries:
    """Clause ends of a text in which quotations have been blanked out, for asking about any place in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.ends = [0] + [hit.end() for hit in _END.finditer(text) if _really_ends(text, hit)] + [len(text)]

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The clause that holds `start:end`."""
        first = self.ends[max(0, bisect_right(self.ends, start) - 1)]
        last = self.ends[min(len(self.ends) - 1, bisect_left(self.ends, end))]
        return first, last

    def between(self, first: int, second: int) -> bool:
        """Whether a clause ends between the two places."""
        return bisect_right(self.ends, first) != bisect_right(self.ends, second)

    def clauses(self) -> list[tuple[int, int]]:
        return list(zip(self.ends, self.ends[1:], strict=False))


def _really_ends(text: str, hit: re.Match[str]) -> bool:
    mark = hit.group()
    if mark.strip() in ("→", "->", "=>"):
        return not _ARROW_LABEL.search(text[max(0, hit.start() - 40) : hit.start()])
    if mark != ".":
        return True
    before = _WORD_BEFORE.search(text[max(0, hit.start() - 20) : hit.start()])
    if before is None:
        return True
    word = before.group().lower().strip("'")
    initial = len(word) == 1 and word.isalpha() and before.group().isupper()
    numbered = word.isdigit() and _starts_line(text, hit.start() - len(word))
    following = text[hit.end() : hit.end() + 2].strip()[:1]
    titled = word in _TITLES and (following.isdigit() if word == "no" else following.isupper())
    titled = titled and not _STREET.search(text[max(0, hit.start() - 40) : hit.start()])
    role = word in _ROLES and following.islower()
    return not (word in _SHORT or role or titled or initial or numbered or _dotted(word))


def _dotted(word: str) -> bool:
    """`e.g`, `R.A.L`, `p.m`: letters with dots between."""
    parts = word.split(".")
    return len(parts) > 1 and all(len(part) <= 1 for part in parts)


def _starts_line(text: str, place: int) -> bool:
    before = text[max(0, place - 8) : place]
    return not before.rpartition("\n")[2].strip(" -*(") and (len(before) < 8 or "\n" in before)
