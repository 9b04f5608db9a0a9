"""Quotation marks: which pairs belong together, which are apostrophes, inches or left open. One pass."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

DEEPEST = 4  # A quotation in a quotation in a quotation in a quotation; deeper is noise.
MOST_LINES = 60

_MARK = re.compile(r"[\"“”„‟«»‹›‘’‚'＂「」『』]|\n[ \t\r]*\n")
_CLOSES = {"“": "”", "„": "“”", "‟": "”", "«": "»", "‹": "›", "「": "」", "『": "』"}
_FAMILY = {closer: opener for opener, closers in (("“", "”"), ("«", "»"), ("‹", "›")) for closer in closers}
_FAMILY |= {"」": "「", "』": "『"}
_OPENING_CONTEXT = frozenset(" \t\r\n([{<:;,/–—-=→>*•.…\u00a0\u202f¿¡|+&~")
_ELIDED = re.compile(
    r"(?:til|till|em|cause|cuz|bout|round|n|tis|twas|neath|cept|fraid|stead|kay|sup|ere|nuff|\d\ds?)\b", re.I
)
_CLIPPED = re.compile(r"(?:[A-Za-z]{2,}in|\b(?:an|o|th|wi|po|pa|mo|lil|ol|y|to|na|e|li|til))$", re.I)


@dataclass(frozen=True, slots=True)
class Span:
    """`start:end` are the words; `outer_start:outer_end` take in the marks. `closed` is False when the note
    has no closing mark."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool
    depth: int = 0
    tentative: bool = False
    """Whether it has neither marks nor a device's label, so that it counts only where it is the person's."""


def quotation_spans(note: str, *, breaks_line: Callable[[str], bool] | None = None) -> list[Span]:
    """Marked passages in reading order. `breaks_line(line)` says that a line starts somebody's new turn,
    which a quotation does not run across."""
    pairs = _Pairing(note, breaks_line or (lambda _line: False)).pairs()
    return sorted([*_nested(note, pairs), *_dictated(note)], key=lambda span: (span.outer_start, -span.outer_end))


_DICTATED = re.compile(
    r"\b(?:open |begin |start |\()?quote\b[ ,:)]+(?P<said>[^\n\"“”]{1,600}?)[ ,]+\(?(?:unquote|end quote|close quote|end of quote)\b\)?",
    re.I,
)


def _dictated(note: str) -> Iterator[Span]:
    """`he said quote put me by the water unquote`, as people dictate."""
    for hit in _DICTATED.finditer(note) if "quote" in note else ():
        yield Span(hit.start("said"), hit.end("said"), hit.start(), hit.end(), closed=True)


class _Pairing:
    def __init__(self, note: str, breaks_line: Callable[[str], bool]) -> None:
        self.note = note
        self.breaks_line = breaks_line
        self.open: dict[str, list[int]] = {}
        self.found: list[tuple[int, int, bool]] = []
        self.newlines = [hit.start() for hit in re.finditer("\n", note)]

    def pairs(self) -> list[tuple[int, int, bool]]:
        """(opening mark, closing mark or end of the words, closed)."""
        marks = [(hit.start(), hit.group()[0]) for hit in _MARK.finditer(self.note)]
        for index, (place, mark) in enumerate(marks):
            following = marks[index + 1] if index + 1 < len(marks) else (len(self.note), "")
            if mark == "\n":
                self._leave_open('"')
            elif mark in '"＂':
                self._straight(place, following)
            elif mark in "‘’‚'":
                continue
            else:
                self._directed(place, mark)
        for opener in list(self.open):
            self._leave_open(opener)
        self._singles(marks)
        return sorted(self.found, key=lambda pair: (pair[0], -pair[1]))

    def _straight(self, place: int, following: tuple[int, str]) -> None:
        opens, closes = _looks(self.note, place)
        stack = self.open.setdefault('"', [])
        if stack and closes and not opens:
            if self._is_inches(place, following):
                return
            self._close('"', place)
        elif opens and not closes:
            stack.append(place)
        elif stack and opens == closes:
            self._close('"', place)
        elif not stack and not opens and self.open.get("“") and following[1] != "”":
            self._close("“", place)
        elif not stack and opens and closes:
            stack.append(place)

    def _is_inches(self, place: int, following: tuple[int, str]) -> bool:
        """A second closing mark on the line shows that this one, after a digit, measures something."""
        after, mark = following
        return (
            self.note[place - 1].isdigit()
            and mark == '"'
            and after < self._line_end(place)
            and _looks(self.note, after) == (False, True)
        )

    def _directed(self, place: int, mark: str) -> None:
        opens, closes = _looks(self.note, place)
        if mark == "“" and self.open.get("„"):
            self._close("„", place)
        elif mark == "“" and self.open.get("“") and closes and not opens:
            self._close("“", place)
        elif mark in _CLOSES:
            self.open.setdefault(mark, []).append(place)
        elif mark in _FAMILY:
            self._closing(place, mark, opens=opens and not closes)

    def _closing(self, place: int, mark: str, *, opens: bool) -> None:
        family = "„" if mark == "”" and self.open.get("„") else _FAMILY[mark]
        if self.open.get(family):
            self._close(family, place)
        elif opens:  # »so« and ”so”: a closing mark that stands where only an opening one can.
            self.open.setdefault(family, []).append(place)
        elif mark == "”" and self.open.get('"'):
            self._close('"', place)

    def _close(self, family: str, place: int) -> None:
        opened = self.open[family].pop()
        if self._runs_on(opened, place, strict=family == '"'):
            self.found.append((opened, place, True))
        else:
            self._unclosed(opened)

    def _runs_on(self, opened: int, place: int, *, strict: bool) -> bool:
        first, last = bisect_left(self.newlines, opened), bisect_left(self.newlines, place)
        if last - first > MOST_LINES:
            return False
        heads = [self.note[at + 1 : at + 81].split("\n", 1)[0] for at in self.newlines[first:last]]
        listed = strict and any(head.lstrip()[:2] in ("- ", "* ", "• ", "→ ", "(←") for head in heads)
        return not listed and not any(self.breaks_line(head) for head in heads)

    def _leave_open(self, family: str) -> None:
        for opened in self.open.pop(family, []):
            self._unclosed(opened)

    def _unclosed(self, opened: int) -> None:
        self.found.append((opened, self._line_end(opened), False))

    def _line_end(self, place: int) -> int:
        at = bisect_left(self.newlines, place)
        return self.newlines[at] if at < len(self.newlines) else len(self.note)

    def _singles(self, marks: list[tuple[int, str]]) -> None:
        singles = [place for place, mark in marks if mark in "‘’‚'"]
        index = 0
        while index < len(singles):
            index = self._single(singles, index)

    def _single(self, singles: list[int], index: int) -> int:
        """Pair the single mark at `index`, if it opens anything; returns the next one to look at."""
        place = singles[index]
        if not self._opens_single(place):
            return index + 1
        closing = self._single_closer(singles, index)
        if closing is None:
            return index + 1
        self.found.append((place, singles[closing], True))
        return closing + 1

    def _opens_single(self, place: int) -> bool:
        note, mark = self.note, self.note[place]
        before, after = note[place - 1 : place], note[place + 1 : place + 2]
        if not after or after.isspace() or (before and before not in _OPENING_CONTEXT | frozenset('"“«„‹')):
            return False
        elided = _ELIDED.match(note, place + 1) is not None
        introduced = note[max(0, place - 2) : place].strip() in (":", ",")
        return (not elided or introduced) and (mark in "‘‚" or after.isalnum() or after in "¿¡…[")

    def _single_closer(self, singles: list[int], index: int) -> int | None:
        candidates = list(self._single_candidates(singles, index))
        curly = [at for at in candidates if self.note[singles[at]] in "’‘"]
        if self.note[singles[index]] in "‘‚" and curly:
            candidates = curly
        plain = (at for at in candidates if not self._is_clipped(singles[index], singles[at]))
        return next(plain, candidates[0] if candidates else None)

    def _single_candidates(self, singles: list[int], index: int) -> Iterator[int]:
        """Marks on the line that end a word, up to where another single quotation opens; at most a
        dozen."""
        note, place = self.note, singles[index]
        stop = self._line_end(place)
        for at in range(index + 1, min(index + 60, len(singles))):
            spot = singles[at]
            if spot > stop:
                return
            before, after = note[spot - 1], note[spot + 1 : spot + 2]
            if self._opens_single(spot) and (note[spot] in "‘‚" or before.isspace()):
                return
            if not before.isspace() and not after.isalnum() and spot - place > 1:
                yield at

    def _is_clipped(self, opened: int, spot: int) -> bool:
        """`goin' home`, `pa' los`, `the boys' room`: an apostrophe, since the sentence goes on in small
        letters."""
        note = self.note
        goes_on = note[spot + 1 : spot + 2] == " " and note[spot + 2 : spot + 3].islower()
        word = note[max(opened + 1, spot - 12) : spot]
        return goes_on and (_CLIPPED.search(word) is not None or word.endswith("s"))


def _looks(note: str, place: int) -> tuple[bool, bool]:
    """Whether the mark could open and could close, by what stands beside it."""
    before, after = note[place - 1 : place], note[place + 1 : place + 2]
    free_before = not before or before in _OPENING_CONTEXT or before in "\"“«‘'"
    if before and before in "'’" and note[place - 2 : place - 1].strip() and note[place - 2] not in _OPENING_CONTEXT:
        free_before = False  # It closes right behind the single mark of a quotation inside.
    free_after = not after or after.isspace() or after in ".,;:!?)]}…–—-/\"”»’'|→"
    if before and before in ".,…;-–—" and free_after:
        free_before = False
    if after and after in "….-–—'\"" and free_before:
        free_after = False
    return free_before, free_after


def _nested(note: str, pairs: list[tuple[int, int, bool]]) -> Iterator[Span]:
    """Spans in order; of two that cross, the later one goes; what is left open stops before the next
    opening."""
    around: list[int] = []
    for index, (opened, ended, closed) in enumerate(pairs):
        if not closed:
            ended = _open_end(pairs, index, ended)
        while around and around[-1] <= opened:
            around.pop()
        start, end = _trimmed(note, opened + 1, ended)
        crosses = bool(around) and ended > around[-1]
        if crosses or len(around) >= DEEPEST or start >= end:
            continue
        yield Span(start, end, opened, ended + 1 if closed else end, closed, len(around))
        around.append(ended)


def _open_end(pairs: list[tuple[int, int, bool]], index: int, ended: int) -> int:
    if index + 1 < len(pairs) and pairs[index + 1][0] < ended:
        return pairs[index + 1][0]
    return ended


def _trimmed(note: str, start: int, end: int) -> tuple[int, int]:
    while start < end and note[start].isspace():
        start += 1
    while end > start and note[end - 1].isspace():
        end -= 1
    return start, end
