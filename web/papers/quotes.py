"""Captured quotes, and staff text that refers to them, as papers take them."""

from collections.abc import Container, Mapping
from typing import cast
from uuid import UUID

from sqlmodel import Session, col, select

from documents.paper import CompanionPaper, FilePaper, PickedPaper, QuotePaper
from documents.paper import Method as MethodPaper
from documents.tongue import furniture
from engine import guard
from engine.clock import day_of
from engine.companions import Beside
from engine.originals import ShownCopy
from engine.own_pictures import content_of
from engine.quotes import Method, Spoken
from engine.settings import settings
from engine.words import in_the_open
from web.papers.symbols import picture_of
from web.symbol_board import shown_again


def quote_paper(
    quote: Spoken, pictures: Mapping[UUID, bytes] | None = None, photos: Mapping[str, bytes] | None = None
) -> QuotePaper:
    """A captured quote; one that was erased says so and shows nothing. `pictures` are copies for showing, by original."""
    return QuotePaper(
        id=str(quote.id),
        text=quote.text if quote.text is not None else _erased(quote),
        speaker=quote.speaker,
        attribution=quote.attribution,  # type: ignore[arg-type]
        method=cast("MethodPaper", quote.method),
        said_on=quote.said_on,
        place=quote.place,
        language=quote.language if quote.text is not None else "en",
        recorded_by=quote.recorded_by_name,
        taken_back=_taken_back(quote),
        erased=quote.text is None,
        file=_file(quote, pictures or {}) if quote.text is not None else None,
        beside=tuple(_beside(text) for text in quote.beside if text.text is not None),
        picked=_picked(quote, photos or {}),
    )


def quote_papers(session: Session, spoken: Mapping[UUID, Spoken]) -> dict[UUID, QuotePaper]:
    """Captured quotes as papers take them, with the pictures among them. What is kept private is on no paper."""
    spoken = {identity: quote for identity, quote in spoken.items() if not quote.private}
    files = [quote.original_id for quote in spoken.values() if quote.is_a_file and quote.original_kind == "picture"]
    rows = session.exec(select(ShownCopy).where(col(ShownCopy.original_id).in_(files))) if files else ()
    pictures = {row.original_id: row.content for row in rows}
    photos = content_of(session, [symbol for quote in spoken.values() for _name, symbol in quote.pictures])
    return {identity: quote_paper(quote, pictures, photos) for identity, quote in spoken.items()}


def _erased(quote: Spoken) -> str:
    """The sentence in the place of the words. Kept private ones have no day: they come without characters as well."""
    if quote.erased_at is None:
        return furniture("These words cannot be shown.")
    on = day_of(quote.erased_at, settings().time_zone)
    return furniture(
        "These words were erased on %(day)s under %(authority)s.",
        day=on,
        authority=in_the_open(quote.erased_under, most=200),
    )


def _taken_back(quote: Spoken) -> str:
    if not quote.taken_back or quote.marked_at is None:
        return ""
    said = (
        furniture("said later that this was not what was meant")
        if quote.not_meant
        else furniture("took these words back")
    )
    noted = furniture(", as %(marked_by)s wrote down", marked_by=quote.marked_by) if quote.told_how else ""
    return furniture(
        "%(speaker)s %(said)s on %(day)s%(noted)s",
        speaker=quote.speaker,
        said=said,
        day=day_of(quote.marked_at, settings().time_zone),
        noted=noted,
    )


def _file(quote: Spoken, pictures: Mapping[UUID, bytes]) -> FilePaper | None:
    if not quote.is_a_file or quote.original_id is None:
        return None
    return FilePaper(kind=quote.original_kind, picture=pictures.get(quote.original_id, b""))  # type: ignore[arg-type]


def _picked(quote: Spoken, photos: Mapping[str, bytes]) -> tuple[PickedPaper, ...]:
    """The symbols again, where the words were picked on the board and are not erased."""
    if quote.method != Method.SYMBOLS or quote.text is None:
        return ()
    found = shown_again(quote.text, quote.pictures)
    return tuple(PickedPaper(word=word, picture=photos.get(key) or picture_of(key)) for word, key in found)


def _beside(text: Beside) -> CompanionPaper:
    looked_over = furniture("looked over by %(reviewed_by)s", reviewed_by=text.reviewed_by) if text.holds else ""
    return CompanionPaper(
        kind=text.kind,  # type: ignore[arg-type]
        text=text.text or "",
        made_by=text.made_by,
        language=text.language,
        looked_over=looked_over
        if text.holds is not False
        else furniture("%(reviewed_by)s does not agree with it", reviewed_by=text.reviewed_by),
    )


def staff_text(text: str, spoken: Container[UUID]) -> str:
    """Staff text for paper. A reference to the person's words points to them; they are printed in their own form under the line."""
    numbers = {identity: place for place, identity in enumerate(dict.fromkeys(guard.references(text)), start=1)}
    several = len(numbers) > 1
    return "".join(
        piece
        if isinstance(piece, str)
        else (
            furniture("[own words %(number)s, below]", number=numbers[piece])
            if several
            else furniture("[own words, below]")
        )
        if piece in spoken
        else ""
        for piece in guard.pieces(text)
    )
