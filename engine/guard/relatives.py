"""Whose “Mrs. Delgado” is: the person, or a relative of theirs by the same surname."""

import re

from engine.guard.looks import Look
from engine.guard.people import COURTESY, RELATIVES, Names

_COURTESY = re.compile(rf"\b(?:{'|'.join(sorted(COURTESY))})\b")


def names_a_relative(seen: Look, names: Names) -> bool:
    """Whether a text says that “Mrs. Delgado” is a relative of the person's, so that the title means the relative in all of it."""
    for found in _COURTESY.finditer(seen.lower):
        near = seen.lower[max(0, found.start() - 30) : found.end() + 30]
        before, _title, after = near.partition(found.group())
        if not set(re.findall(r"[^\W_]+", after)[:2]) & names.parts:
            continue
        kin = set(re.findall(r"[^\W_]+", before)[-2:])
        beside = re.match(r"[. ]*[^\W_]+\s*[,(-]\s*(?:her|his|the|su)?\s*([^\W_]+)", after)
        if (kin & RELATIVES and before.rstrip().endswith((",", *RELATIVES))) or (
            beside and beside.group(1) in RELATIVES
        ):
            return True
    return False
