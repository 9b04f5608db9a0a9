"""A name, she or he right at the colon, behind other words: `Vince asked about pets, Tom: “…”`, `Him: “…”`."""

from __future__ import annotations

from collections.abc import Sequence

from workflows.drafting import words
from workflows.drafting.claims import Claim
from workflows.drafting.passage import Passage
from workflows.drafting.people import ME, OTHER, PERSONS, POINT, THEY, WORD, Token

_MARKS = frozenset(":–—-→")
_FRESH = frozenset(",;:.!?)]–—-→|")
_PRONOUNS = {"she": "she", "her": "she", "ella": "she", "he": "he", "him": "he", "él": "he"}


def by_nearest_label(passage: Passage) -> Claim | None:
    """The one who stands right at the mark, with a stop before: no object of what stands in front."""
    lead = list(passage.lead)
    if len(lead) < 2 or lead[-1].text not in _MARKS:
        return None
    label = _without_bracket(lead[:-1])
    head = label[-1] if label else None
    if head is None or head.possessive:
        return None
    before = label[:-1]
    named_again = bool(before) and before[-1].kind == head.kind == ME  # `asked W. W: “…”`
    if before and before[-1].text[0] not in _FRESH and not named_again:
        return None
    pronoun = _PRONOUNS.get(head.lower)
    if pronoun and lead[-1].text == ":":
        whose = Token(THEY, head.text, pronoun, head.start, head.end)
        return Claim(whose, f"“{head.text}:” stands right before the words.")
    if head.kind not in (ME, OTHER) or not before or not _goes_before(before):
        return None
    return Claim(head, f"The label “{head.text}” stands right before the words.")


def _without_bracket(label: list[Token]) -> list[Token]:
    """`W (to PJ)` is `W`: a bracket that only says how, or to whom."""
    if not label or label[-1].text not in ")]":
        return label
    opened = next((at for at in range(len(label) - 1, -1, -1) if label[at].text in "(["), None)
    if opened is None:
        return []
    inside = label[opened + 1 : -1]
    named = [at for at, token in enumerate(inside) if token.kind in PERSONS]
    spoken_to = all(at and inside[at - 1].lower in ("to", "at") for at in named)
    return label[:opened] if spoken_to else []


def _goes_before(before: Sequence[Token]) -> bool:
    """A clause of its own, and no list of names: it says or does something, and does not end in somebody's telling."""
    clause = [token for token in before if token.kind != POINT]
    telling = bool(clause) and clause[-1].lower in words.REPORTING
    return not telling and any(token.kind == WORD and token.lower not in words.JOINERS for token in clause)
