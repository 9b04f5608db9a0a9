"""What somebody gives, named in front of the words: `Her answer: “…”`, `Theo's response was, “…”`, `in his opinion “…”`."""

from __future__ import annotations

from collections.abc import Sequence

from workflows.drafting import words
from workflows.drafting.claims import Claim, addressed
from workflows.drafting.passage import Passage
from workflows.drafting.people import MAYBE, ME, OTHER, THEY, Token

_OWNERS = {"her": "she", "his": "he", "su": "", "sus": ""}
_ENDS = frozenset([":", ",", "–", "—", "-", "is", "was", "were", "opinion", "view"])
_BESIDE = words.word_set("per via through by from for says said told according reported relayed wrote typed")


def by_giving(passage: Passage) -> Claim | None:
    """Only where nobody else is named since, but whom it is about."""
    lead = list(passage.lead)
    for at in range(len(lead) - 2, -1, -1):
        owner = _owner(lead[at])
        if owner is None:
            continue
        noun = next(
            (place for place in range(at + 1, min(at + 4, len(lead))) if lead[place].lower in words.GIVEN), None
        )
        if noun is None or lead[-1].lower not in _ENDS or not _leads_on(lead[noun + 1 :]):
            return None
        named = f"{lead[at].text}{'’s' if lead[at].possessive else ''} {lead[noun].text}"
        why = f"“{named}” stands before the words."
        return Claim(owner, why, verb=lead[noun].lower)
    return None


def _owner(token: Token) -> Token | None:
    if token.kind in (ME, OTHER) and token.possessive:
        return token._replace(possessive=False)
    pronoun = _OWNERS.get(token.lower, "")
    return Token(THEY, token.text, pronoun, token.start, token.end) if pronoun else None


def _leads_on(rest: Sequence[Token]) -> bool:
    """`to that`, `about Jean`, `, flat,`: up to the mark, and no second teller."""
    if len(rest) > 9 or any(token.lower in _BESIDE | words.NEGATIONS | words.UNREAL - {"to"} for token in rest):
        return False
    return all(addressed(rest, at) for at, token in enumerate(rest) if token.kind in (OTHER, MAYBE, THEY))
