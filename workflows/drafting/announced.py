"""A sentence about the person that ends in a colon: whom it names beside them is spoken to, or spoken of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from workflows.drafting import words
from workflows.drafting.people import AUTHOR, MAYBE, OTHER, THEY, WORD, Token

_TOPICS = words.word_set("on about re sobre regarding of")
_EXPRESSING = words.word_set(
    "spoke speaks looked looks turned turns wrote writes took takes pulled pulls pointed points leaned leans voice voiced "
    "wants wanted showed shows held holds handed hands used uses grabbed grabs drew circled pushed called waved nodded "
    "laughed smiled cried whispered shouted yelled signed signs typed types texted spelled fingerspelled added answered "
    "told interrupted prefers preferred agreed agrees pulls taps tapped opened knows quiere escribió miró tomó to picked chose asked lifted put"
)
_WHEN = words.word_set(
    "when while once after before as pointing looking nodding turning waving glaring smiling grinning"
)
_LEAVING = words.word_set("left came went stepped walked finished stopped sat stood laughed cried called")
_TAKING_DOWN = words.word_set("wrote copied read took typed held photographed saw watched scribed recorded")
_THINGS_OF = frozenset(["her", "his", "their", "the", "a", "my"])
_BESIDE = words.word_set(
    "for with w through thru via per by from as behalf holding helping help helped prompting prompted prompt cueing cued "
    "translating interpreting interpreter typing guiding speaking answering suggested quoting after and or like says said "
    "heard copying repeating reading"
)


def announces(rest: Sequence[Token]) -> bool:
    """`Tobias took Ilse's pen and wrote on the flip chart:`, `Pt looked at Stanley, in English:`, `Meche on Lucha:`."""
    told = [token for token in rest if token.text not in ":–—-"]
    first = next((token for token in told if token.text != "," and token.lower not in words.ADVERBS - _WHEN), None)
    if first is None or first.lower not in _TOPICS | _EXPRESSING | _WHEN:
        return False
    if first.lower in ("wants", "wanted", "prefers") and any(token.lower in words.BASE_FORMS for token in told):
        return False  # `Dee wants Kim to say when she leaves: “I am going now”`
    if first.lower in _WHEN and any(_has_a_hand(one, two) for one, two in pairwise(told)):
        return False
    return all(_is_harmless(told, at) for at in range(len(told)))


def _has_a_hand(token: Token, following: Token) -> bool:
    """`Dee, while Kim typed:`"""
    return token.kind in (OTHER, MAYBE, AUTHOR) and following.lower in _TAKING_DOWN | _BESIDE | _HELPING


_HELPING = words.word_set("spoke talked told modeled modelled answered pointed repeated spelled signed guided pressed")


def _is_harmless(told: Sequence[Token], at: int) -> bool:
    token, following = told[at], told[at + 1] if at + 1 < len(told) else None
    if token.lower in _BESIDE:
        plain = following is not None and following.kind == WORD and following.lower not in _BESIDE
        joins = token.lower in ("and", "then", "or") and plain
        behind = told[at + 1 : at + 4]
        if token.lower in ("after", "as") and any(one.lower in _LEAVING for one in behind):
            return True
        return joins or (token.lower in ("with", "from", "w", "for") and _is_thing(told[at + 1 : at + 3]))
    if token.kind in (OTHER, MAYBE, AUTHOR, THEY) and not token.possessive and following is not None:
        acts = following.kind not in (OTHER, MAYBE) and following.lower not in ",.;)(:"
        fresh = at > 0 and told[at - 1].text in ",;("
        return not (acts and fresh) or following.lower in _TAKING_DOWN
    return True


def _is_thing(behind: Sequence[Token]) -> bool:
    """`her voice`, `the screen`: nobody."""
    owned = len(behind) == 2 and behind[0].lower in _THINGS_OF
    return owned and (behind[1].kind == WORD or behind[1].lower == "voice")
