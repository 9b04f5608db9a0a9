"""What somebody calls a thing, in words of their own: `she calls the walker “my old mule”`, and not `“Bessie”`."""

from __future__ import annotations

from collections.abc import Sequence

from workflows.drafting import words
from workflows.drafting.claims import Claim
from workflows.drafting.passage import Passage
from workflows.drafting.people import ME, POINT, THEY, Token

_CALLING = frozenset(["calls", "called", "calling"])
LONGEST_THING = 6


def by_calling(passage: Passage) -> Claim | None:
    whose = who_calls(passage.lead, passage.text)
    if whose is None:
        return None
    return Claim(whose, f"“{whose.text}” calls it so, in words that are no name.", verb="calls")


def who_calls(lead: Sequence[Token], said: str) -> Token | None:
    """The person, or she or he; in small letters, since a name has a capital."""
    at = max((at for at, token in enumerate(lead) if token.lower in _CALLING), default=0)
    behind = lead[at + 1 :]
    if not at or not said[0].islower() or len(behind) > LONGEST_THING:
        return None
    before = [token for token in lead[:at] if token.lower not in words.ADVERBS - words.COPULAS_PASSIVE]
    if not before or before[-1].kind not in (ME, THEY) or before[-1].possessive:
        return None
    points = [token for token in behind if token.kind == POINT]
    return None if points or any(token.lower in ("out", "for", "about") for token in behind) else before[-1]
