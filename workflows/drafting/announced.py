"""A sentence about the person that ends in a colon: whom it names beside them is spoken to, or spoken of."""

from __future__ import annotations

from collections.abc import Sequence

from workflows.drafting import words
from workflows.drafting.people import AUTHOR, MAYBE, OTHER, THEY, Token

_TOPICS = words.word_set("on about re sobre regarding of")
_EXPRESSING = words.word_set(
    "spoke speaks looked looks turned turns wrote writes took takes pulled pulls pointed points leaned leans voice voiced "
    "wants wanted showed shows held holds handed hands used uses grabbed grabs drew circled pushed called waved nodded "
    "laughed smiled cried whispered shouted yelled signed signs typed types texted spelled fingerspelled added answered "
    "told interrupted quiere escribió miró tomó to picked chose asked lifted put"
)
_TAKING_DOWN = words.word_set("wrote copied read took typed held photographed saw watched scribed recorded")
_BESIDE = words.word_set(
    "for with w through thru via per by from as behalf holding helping help helped prompting prompted prompt cueing cued "
    "translating interpreting interpreter typing guiding speaking answering suggested quoting after and or like says said "
    "heard copying repeating reading"
)


def announces(head: Token, rest: Sequence[Token]) -> bool:
    """`Tobias took Ilse's pen and wrote on the flip chart:`, `Pt looked at Stanley, in English:`, `Meche on Lucha:`."""
    told = [token for token in rest if token.text not in ":–—-"]
    first = next((token for token in told if token.lower not in words.ADVERBS), None)
    if first is None or first.lower not in _TOPICS | _EXPRESSING:
        return False
    return all(_is_harmless(told, at) for at in range(len(told)))


def _is_harmless(told: Sequence[Token], at: int) -> bool:
    token, before = told[at], told[at - 1] if at else None
    if token.lower in _BESIDE:
        expressed = at + 1 < len(told) and told[at + 1].lower in _EXPRESSING | words.ADVERBS
        own = at + 1 < len(told) and told[at + 1].lower in ("her", "his", "their")
        return (token.lower in ("and", "then") and expressed) or (token.lower in ("with", "from", "w") and own)
    if token.kind in (OTHER, MAYBE, AUTHOR, THEY) and not token.possessive:
        acts = at + 1 < len(told) and told[at + 1].kind not in (OTHER, MAYBE) and told[at + 1].lower not in ",.;)(:"
        fresh = before is not None and before.text in ",;("
        following = told[at + 1].lower if at + 1 < len(told) else ""
        return not (acts and fresh) or following in _TAKING_DOWN
    return True
