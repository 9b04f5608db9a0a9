"""Notes whose lines are broken by hand, in the middle of sentences: for asking who speaks, such a break is a space."""

from __future__ import annotations

import re

from workflows.drafting.blanks import BLANK

FEWEST_BREAKS = 3
LONGEST_LINE = 72
LEAST_FULL = 0.6
"""How much of the longest line one must fill for its end to be the edge of the paper."""

_SMALL = "the|a|an|of|at|in|on|to|for|with|w/|and|or|but|his|her|my|their|our|is|are|was|were|says|said|told|that|if|when|by|from"
_GOES_ON = re.compile(rf"[^\s.!?:;…|{BLANK}](?P<gap>\n)(?=[a-zà-ÿ](?![^\n]{{0,24}}[:=]))")
_GOES_ON_BEHIND_SMALL = re.compile(rf"(?<![^\s])(?:{_SMALL}|[a-z]+,)(?P<gap>\n)(?=[A-Z{BLANK}])")


def unwrapped(note: str, blanked: str) -> str:
    """Of the same length. `blanked` holds no quoted words."""
    longest = max((len(line) for line in note.split("\n")), default=0)
    if longest > LONGEST_LINE:
        return blanked
    breaks = [hit.start("gap") for hit in _GOES_ON.finditer(blanked)]
    if sum(_is_full(note, place, longest) for place in breaks) < FEWEST_BREAKS:
        return blanked
    breaks += [hit.start("gap") for hit in _GOES_ON_BEHIND_SMALL.finditer(blanked)]
    letters = list(blanked)
    for place in breaks:
        if _is_full(note, place, longest):
            letters[place] = " "
    return "".join(letters)


def _is_full(text: str, place: int, longest: int) -> bool:
    return place - text.rfind("\n", 0, place) > LEAST_FULL * longest
