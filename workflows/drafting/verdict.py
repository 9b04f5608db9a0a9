"""What is decided about one quotation, and what of it is still open."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.drafting.result import PLAIN, UNCONFIRMED, UNSURE


@dataclass(frozen=True, slots=True)
class Verdict:
    attribution: str
    speaker: str | None
    why: str
    verb: str = ""
    method: str | None = None
    sure: str = PLAIN
    proposed_speaker: str | None = None
    proposed_attribution: str | None = None
    open: bool = False
    """Whether nothing beside the words decided, so that the context may."""


def unconfirmed(why: str, *, context_may_decide: bool = False) -> Verdict:
    return Verdict(UNCONFIRMED, None, why, sure=UNSURE, open=context_may_decide)


def proposed(speaker: str, why: str, attribution: str) -> Verdict:
    """Left to be confirmed, with what the confirming page offers first."""
    return Verdict(UNCONFIRMED, None, why, sure=UNSURE, proposed_speaker=speaker, proposed_attribution=attribution)


NOTHING_SHOWN = unconfirmed("The note does not show who said this.", context_may_decide=True)
