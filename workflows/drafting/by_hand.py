"""Who wrote or spelled what stands without marks: the one who begins the sentence before it."""

from __future__ import annotations

from collections.abc import Sequence

from workflows.drafting import words
from workflows.drafting.claims import Claim, addressed
from workflows.drafting.frames import without_asides
from workflows.drafting.passage import Passage
from workflows.drafting.people import AUTHOR, MAYBE, ME, OTHER, THEY, Token

_HAND = words.BY_HAND | words.word_set(
    "spelled spelling pointed pointing scrawled scribbled printed letters writing finger"
)
_DOING = words.word_set(
    "wrote typed spelled printed fingerspelled scrawled texted held holding guided guiding helped said says"
)


def by_hand(passage: Passage) -> Claim | None:
    """`Joelle spelled to me (I can read that much): N-O`, `his writing on the poster: …`; nobody else with a hand in it."""
    if not passage.span.tentative:
        return None
    lead = [token for token in without_asides(passage.lead) if token.text not in ":–—-"]
    if not any(token.lower in _HAND for token in lead):
        return None
    named = [(at, token) for at, token in enumerate(lead) if token.kind in (ME, OTHER, MAYBE, THEY, AUTHOR)]
    first = named[0][1] if named else None
    owner = next((token for token in lead if token.lower in ("his", "her")), None)
    if first is None and owner is not None:
        first = Token(THEY, owner.text, "she" if owner.lower == "her" else "he", owner.start, owner.end)
    if first is None or first.kind not in (ME, THEY) or any(_has_a_hand(lead, at, token) for at, token in named):
        return None
    return Claim(first, f"“{first.text}” set these words down, as the sentence before them says.", verb="wrote")


def _has_a_hand(lead: Sequence[Token], at: int, token: Token) -> bool:
    others = token.kind in (OTHER, MAYBE, AUTHOR) and not addressed(lead, at)
    return others and any(word.lower in _DOING for word in lead[at + 1 : at + 4])
