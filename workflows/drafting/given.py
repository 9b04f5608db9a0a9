"""What somebody gives, named in front of the words: `Her answer: “…”`, `Theo's response was, “…”`, `in his opinion “…”`."""

from __future__ import annotations

from collections.abc import Sequence

from workflows.drafting import words
from workflows.drafting.claims import Claim, addressed
from workflows.drafting.passage import Passage
from workflows.drafting.people import MAYBE, ME, OTHER, THEY, Token
from workflows.drafting.said import speaks_of_self

_OWNERS = {"her": "she", "his": "he", "su": "", "sus": ""}
_ENDS = frozenset([":", ",", "–", "—", "-", "is", "was", "were", "opinion", "view"])
_BESIDE = words.word_set("per via through by from for says said told according reported relayed wrote typed")


def by_giving(passage: Passage) -> Claim | None:
    """Only where nobody else is named since, but whom it is about."""
    lead = list(passage.lead)
    for at in range(len(lead) - 2, -1, -1):
        owner = _owner(lead[at]) or _having(lead, at)
        if owner is None:
            continue
        noun = next(
            (place for place in range(at + 1, min(at + 6, len(lead))) if lead[place].lower in words.GIVEN), None
        )
        if noun is None and _is_plan(lead, at, passage.text):
            noun = at + 1
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


def _having(lead: Sequence[Token], at: int) -> Token | None:
    """`Pt has own idea:`, `she had a better plan:`: who has it, and nobody named between."""
    token, behind = lead[at], [one.lower for one in lead[at + 1 : at + 6]]
    has = (
        token.kind in (ME, OTHER, THEY)
        and not token.possessive
        and behind[:1] in (["has"], ["had"], ["gave"], ["offered"])
    )
    noun = next((place for place, word in enumerate(behind) if word in words.GIVEN), None)
    return token if has and noun is not None and set(behind[1:noun]) <= _OWN and lead[-1].text == ":" else None


_PLACES = words.THINGS_THAT_SPEAK | words.word_set("wall door fridge refrigerator board desk chair tray")
_OWN = words.word_set("own a an her his their the another different better other one second few")


def _is_plan(lead: Sequence[Token], at: int, said: str) -> bool:
    """`Theo's plan is “I call my brother”`, and not `Theo's plan is “increase independence”`."""
    rest = [token.lower for token in lead[at + 1 :]]
    written = said.lower().startswith(("i will ", "i would like ", "i agree "))
    return rest in (["plan", "is"], ["plan", "was"]) and speaks_of_self(said) and not written


def _leads_on(rest: Sequence[Token]) -> bool:
    """`to that`, `about Jean`, `, flat,`: up to the mark, and no second teller."""
    if len(rest) > 9 or any(token.lower in _BESIDE | words.NEGATIONS | words.UNREAL - {"to"} for token in rest):
        return False
    if any(first.lower == "on" and third.lower in _PLACES for first, third in zip(rest, rest[2:], strict=False)):
        return False  # `Dee's rule, on the wall: “…”`
    return all(addressed(rest, at) for at, token in enumerate(rest) if token.kind in (OTHER, MAYBE, THEY))
