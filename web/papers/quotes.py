"""Captured quotes, and staff text that refers to them, as papers take them."""

from collections.abc import Container, Mapping
from typing import cast
from uuid import UUID

from sqlmodel import Session, col, select

from documents.paper import CompanionPaper, FilePaper, Method, QuotePaper
from engine import guard
from engine.companions import Beside
from engine.originals import ShownCopy
from engine.quotes import Spoken


def quote_paper(quote: Spoken, pictures: Mapping[UUID, bytes] | None = None) -> QuotePaper:
    """A captured quote; one that was erased says so and shows nothing. `pictures` are copies for showing, by original."""
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
        file=_file(quote, pictures or {}) if quote.text is not None else None,
        beside=tuple(_beside(text) for text in quote.beside if text.text is not None),
    )


def quote_papers(session: Session, spoken: Mapping[UUID, Spoken]) -> dict[UUID, QuotePaper]:
    """Captured quotes as papers take them, with the pictures among them."""
    files = [quote.original_id for quote in spoken.values() if quote.is_a_file and quote.original_kind == "picture"]
    rows = session.exec(select(ShownCopy).where(col(ShownCopy.original_id).in_(files))) if files else ()
    pictures = {row.original_id: row.content for row in rows}
    return {identity: quote_paper(quote, pictures) for identity, quote in spoken.items()}


def _file(quote: Spoken, pictures: Mapping[UUID, bytes]) -> FilePaper | None:
    if not quote.is_a_file or quote.original_id is None:
        return None
    return FilePaper(kind=quote.original_kind, picture=pictures.get(quote.original_id, b""))  # type: ignore[arg-type]


def _beside(text: Beside) -> CompanionPaper:
    looked_over = f"looked over by {text.reviewed_by}" if text.holds else ""
    return CompanionPaper(
        kind=text.kind,  # type: ignore[arg-type]
        text=text.text or "",
        made_by=text.made_by,
        language=text.language,
        looked_over=looked_over if text.holds is not False else f"{text.reviewed_by} does not agree with it",
    )


def staff_text(text: str, spoken: Container[UUID]) -> str:
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
