"""Captured quotes, and staff text that refers to them, as papers take them."""

from collections.abc import Mapping
from typing import cast
from uuid import UUID

from documents.paper import (
    Method,
    QuotePaper,
)
from engine import guard
from engine.quotes import Spoken


def quote_paper(quote: Spoken) -> QuotePaper:
    """A captured quote; one that was erased says so and shows nothing."""
    return QuotePaper(
        id=str(quote.id),
        text=quote.text if quote.text is not None else "[erased]",
        speaker=quote.speaker,
        attribution=quote.attribution if quote.text is not None else "other",  # type: ignore[arg-type]
        method=cast("Method", quote.method),
        said_on=quote.said_on,
        place=quote.place,
        language=quote.language,
        recorded_by=quote.recorded_by_name,
    )


def staff_text(text: str, spoken: Mapping[UUID, Spoken]) -> str:
    """Staff text for paper. A reference to the person's words points to them; they are printed in their own form under the line."""
    numbers = {identity: place for place, identity in enumerate(dict.fromkeys(guard.references(text)), start=1)}
    several = len(numbers) > 1
    return "".join(
        piece
        if isinstance(piece, str)
        else (f"[own words {numbers[piece]}, below]" if several else "[own words, below]")
        if piece in spoken
        else ""
        for piece in guard.pieces(text)
    )
