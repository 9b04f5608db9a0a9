"""The same speaker goes on: `“…”, “…” and “…”`, `said it twice. 2nd time: “…”`, `“…,” said Theo, “…”`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workflows.drafting import claims, doubts, words
from workflows.drafting.claims import Claim
from workflows.drafting.passage import Passage
from workflows.drafting.people import AUTHOR, MAYBE, ME, OTHER, PERSONS, THEY, Token
from workflows.drafting.result import INTERPRETED, PARTICIPANT, UNCONFIRMED
from workflows.drafting.verdict import Verdict, unconfirmed


def carried_on(full_name: str, passage: Passage, previous: Verdict | None) -> Verdict | None:
    """The same speaker goes on: `“…”, “…” and “…”`, `said it twice. 2nd time: “…”`."""
    if previous is None or previous.attribution == UNCONFIRMED or passage.before is None:
        return None
    between = list(passage.between)
    if previous.attribution == PARTICIPANT and _is_gloss(between):
        return Verdict(INTERPRETED, full_name, "A rendering in other words of the quotation before it.")
    asked = passage.note[max(0, passage.span.outer_start - 40) : passage.span.outer_start].rstrip(" ,;&")[-2:-1] == "?"
    if _is_split(between, previous):
        return replace(previous, why="The same sentence goes on behind who said it.")
    listed = bool(between) and all(token.lower in words.JOINERS for token in between)
    if (listed and not asked) or (_repeats(between) and previous.attribution == PARTICIPANT):
        doubt = doubts.about(passage, Claim(None, ""))
        return (
            unconfirmed(doubt)
            if doubt
            else Verdict(
                previous.attribution,
                previous.speaker,
                "The same speaker goes on.",
                previous.verb,
                previous.method,
            )
        )
    return None


def _is_split(between: Sequence[Token], previous: Verdict) -> bool:
    """`“Ned will complain,” said Theo, “but he'll come.”`"""
    if len(between) < 3 or between[-1].text != "," or len(between) > 7:
        return False
    named = [token for token in between if token.kind in PERSONS]
    theirs = previous.attribution == PARTICIPANT and len(named) == 1 and named[0].kind in (ME, THEY)
    verbs = {previous.verb} if previous.verb else words.SPEECH if theirs else set()
    return len(named) == 1 and any(token.lower in verbs for token in between)


def _is_gloss(between: Sequence[Token]) -> bool:
    lowered = [token.lower for token in between]
    return (
        bool(lowered)
        and len(lowered) <= 6
        and any(word in words.TRANSLATIONS | words.INTERPRETERS for word in lowered)
        and not any(token.kind in PERSONS and not claims.is_interpreter(token) for token in between)
    )


def _repeats(between: Sequence[Token]) -> bool:
    if len(between) > 14 or any(token.kind in (OTHER, MAYBE, THEY, AUTHOR) for token in between):
        return False
    lowered = [token.lower for token in between]
    ends = bool(lowered) and lowered[-1] in (":", ",")
    return ends and any(word in words.REPEATS for word in lowered) and "→" not in lowered
