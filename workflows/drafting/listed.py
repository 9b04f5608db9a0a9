"""A list of the person's words, each on a line of its own, under a sentence that says so: `Gus read us his list: ⏎ 1. “…”`"""

from __future__ import annotations

import re

from workflows.drafting import words
from workflows.drafting.blanks import BLANK
from workflows.drafting.claims import Claim, is_interpreter
from workflows.drafting.passage import Passage
from workflows.drafting.people import MAYBE, ME, OTHER, THEY, Token

MOST_ITEMS, REACH = 20, 600
_ITEM = re.compile(rf"[ \t]*(?:[-•*>]|\d{{1,2}}[.)])?[ \t]*{BLANK}+[ \t.;,]*\r?|[ \t]*")
_BULLET = re.compile(r"[ \t]*(?:[-•*>]|\d{1,2}[.)])[ \t]*\Z")
_GIVING = words.SPEECH | words.word_set(
    "read reads listed lists named names picked chose brought has had wants wanted made gave wrote put"
)


def by_list(passage: Passage) -> Claim | None:
    """Only where the line over the list names nobody else at all."""
    above = _over_list(passage)
    if above is None:
        return None
    told = passage.people.tokens(*above)
    named = [token for token in told if token.kind in (ME, OTHER, MAYBE, THEY)]
    known = [token for token in named if token.kind != MAYBE or token.lower in passage.people.relations]
    if not known or any(token.kind == OTHER for token in known) or not any(token.kind == ME for token in known):
        return None
    clause = [token for token in told if not passage.people.boundaries.between(token.start, told[-1].start)]
    acts = next((token for token in clause if token.kind in (ME, THEY)), None)
    giving = acts is not None and any(token.lower in _GIVING for token in clause if token.start > acts.start)
    unreal = any(token.lower in words.NEGATIONS | words.PROMPTED | words.RECEIVED | _HELPED for token in clause)
    if acts is None or acts.possessive or not giving or unreal:
        return None
    whose = Token(ME, acts.text, acts.lower, acts.start, acts.end)
    return Claim(whose, f"The line over the list says that “{acts.text}” gave it.")


_HELPED = words.word_set("will would should could might card cards sheet poster goals rules choices options from")


def given_otherwise(passage: Passage) -> bool:
    """The line over the list tells of somebody else, or of what the person was given: `Kim read the rules: ⏎ - “…”`."""
    above = _over_list(passage)
    if above is None:
        return False
    told = passage.people.tokens(*above)
    clause = [token for token in told if not passage.people.boundaries.between(token.start, told[-1].start)]
    named = [token for token in told if token.kind in (ME, OTHER, THEY) and not is_interpreter(token)]
    first = [token for token in clause if token.kind in (ME, OTHER) and not is_interpreter(token)][:1]
    by_other = bool(first) and first[0].kind == OTHER and any(token.lower in _GIVING for token in clause)
    meant = bool(named) and named[-1].kind == THEY and any(token.kind == OTHER for token in named)
    unreal = any(
        token.lower in words.NEGATIONS | words.PROMPTED | words.RECEIVED | _HELPED | {"given"} for token in clause
    )
    return by_other or meant or (unreal and bool(named))


def _over_list(passage: Passage) -> tuple[int, int] | None:
    """The line with a colon at its end over a list whose items are quotations and nothing else."""
    text, place = passage.people.text, passage.line_start
    if not _BULLET.fullmatch(passage.note[place : passage.span.outer_start]):
        return None
    end = place - 1
    for _ in range(MOST_ITEMS):
        begin = text.rfind("\n", max(0, end - REACH), max(0, end)) + 1
        if end <= 0 or not _ITEM.fullmatch(text, begin, end):
            break
        end = begin - 1
    if end <= 0 or not text[max(0, end - REACH) : end].rstrip().endswith(":"):
        return None
    return text.rfind("\n", max(0, end - REACH), end) + 1, end
