"""Quote: what somebody expressed, kept once, exactly. The row never changes; its characters stand in a side table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, LargeBinary
from sqlmodel import Field, Session, SQLModel, col, select

from engine.canonical import canonical, digest, new_salt, salted_digest
from engine.columns import key, points_to
from engine.companions import Beside, companions_of
from engine.events import moment, seal
from engine.ids import new_id
from engine.life_areas import LifeArea
from engine.originals import kinds_of
from engine.own_pictures import pictures_of, symbol_of
from engine.refusals import Reason, Refusal
from engine.words import exactly


class Method(StrEnum):
    """How it was expressed."""

    SPOKEN = "spoken"
    SIGNED = "signed"
    TYPED = "typed"
    AAC = "aac"
    DRAWN = "drawn"
    RECORDED = "recorded"
    PHOTO = "photo"
    SYMBOLS = "symbols"


class Attribution(StrEnum):
    """Whose words: the person's, the person's meaning through an interpreter, or somebody else's by name."""

    PARTICIPANT = "participant"
    INTERPRETED = "interpreted"
    OTHER = "other"


class Quote(SQLModel, table=True):
    """Captured once. The database refuses every change; what happens to it later is a QuoteMark."""

    id: UUID = key()
    person_id: UUID = points_to("person.id")
    meeting_id: UUID | None = points_to("meeting.id", optional=True)
    attribution: str = Field(max_length=12)
    speaker: str = Field(max_length=200)
    method: str = Field(max_length=12)
    said_on: date
    place: str = Field(default="", max_length=200)
    language: str = Field(default="en", max_length=20)
    may_include: bool
    recorded_by: UUID = points_to("account.id", index=False)
    recorded_by_name: str = Field(max_length=200)
    recorded_at: datetime
    length: int
    digest: bytes = Field(sa_type=LargeBinary(32))
    life_area: str = Field(default="", max_length=20, sa_column_kwargs={"server_default": ""})
    noted_at: datetime | None = None
    original_id: UUID | None = points_to("original.id", optional=True)
    original_start: int | None = None
    original_end: int | None = None
    adds_to: UUID | None = points_to("quote.id", optional=True, index=False)
    interpreter: str = Field(default="", max_length=200, sa_column_kwargs={"server_default": ""})
    """Whose words stand here, where they give the person's meaning in another language."""


LATER = ("life_area", "noted_at", "original_id", "original_start", "original_end", "adds_to", "interpreter")
"""Columns that quotes captured before them do not have. A seal covers them when they say something."""

SEALED = tuple(name for name in Quote.model_fields if name not in LATER)
"""The columns that every quote's seal covers: all the others."""


class QuoteText(SQLModel, table=True):
    """The characters and the salt. The database lets a row go only for an Erasure, and never lets it change."""

    __tablename__ = "quote_text"

    quote_id: UUID = Field(foreign_key="quote.id", primary_key=True)
    text: str
    salt: bytes = Field(sa_type=LargeBinary(16))


class QuoteMarkKind(StrEnum):
    """What can be said about a quote afterwards. The newest of each pair counts; withdrawn stays withdrawn.

    Whose it is may withdraw it, say that it is not what they meant, and keep it between them and their coordinator.
    Whoever read it back to them says whether they agreed. Whoever wrote it down says that they mistyped it, and names
    the quote they wrote down instead.
    """

    WITHDRAWN = "withdrawn"
    NOT_MEANT = "not_meant"
    INCLUDE = "include"
    LEAVE_OUT = "leave_out"
    PRIVATE = "private"
    NOT_PRIVATE = "not_private"
    READ_BACK = "read_back"
    NOT_AGREED = "not_agreed"
    MISTYPED = "mistyped"


OUT_OF_PLANS = (QuoteMarkKind.WITHDRAWN, QuoteMarkKind.NOT_MEANT, QuoteMarkKind.MISTYPED)
"""Marks after which words leave every draft and enter no plan again."""


class QuoteMark(SQLModel, table=True):
    """Withdrawal, consent, privacy and reading back are rows of their own; the newest of a kind counts."""

    __tablename__ = "quote_mark"

    id: UUID = key()
    quote_id: UUID = points_to("quote.id")
    kind: str = Field(max_length=12)
    at: datetime
    by: UUID = points_to("account.id", index=False)
    reason: str = ""
    instead_id: UUID | None = points_to("quote.id", optional=True, index=False)
    """For `mistyped`: the quote that was written down in its place."""
    by_name: str = Field(default="", max_length=200, sa_column_kwargs={"server_default": ""})
    told_how: str = Field(default="", max_length=12, sa_column_kwargs={"server_default": ""})
    """How the person said so, where somebody else wrote the mark down for them; empty from their own session."""


class Erasure(SQLModel, table=True):
    """The lawful taking of a quote's characters: authority, reason, and the two people who did it."""

    __table_args__ = (CheckConstraint("first_by <> second_by", name="two_people"),)

    quote_id: UUID = Field(foreign_key="quote.id", primary_key=True)
    at: datetime
    authority: str = Field(max_length=200)
    reason: str
    first_by: UUID = points_to("account.id", index=False)
    second_by: UUID = points_to("account.id", index=False)


def seal_of_erasure(erasure: Any) -> bytes:
    """The digest of all that an erasure's row says but its moment, which is its event's. A row will do."""
    said = {name: getattr(erasure, name) for name in ("authority", "reason", "first_by", "second_by")}
    return digest(canonical({"quote": erasure.quote_id, **said}))


@dataclass(frozen=True)
class Spoken:
    """A quote with its characters, as pages and papers show it. `text` is None once erased."""

    id: UUID
    text: str | None
    attribution: str
    speaker: str
    method: str
    said_on: date
    place: str
    language: str
    recorded_by_name: str
    may_include: bool
    withdrawn: bool
    digest: bytes
    not_meant: bool = False
    private: bool = False
    read_back: bool | None = None
    life_area: str = ""
    noted_at: datetime | None = None
    meeting_id: UUID | None = None
    original_id: UUID | None = None
    original_start: int | None = None
    original_end: int | None = None
    adds_to: UUID | None = None
    original_kind: str = ""
    beside: tuple[Beside, ...] = ()
    interpreter: str = ""
    mistyped: bool = False
    marked_at: datetime | None = None
    """When words that may not stand in a plan any more were marked so."""
    marked_by: str = ""
    told_how: str = ""
    erased_at: datetime | None = None
    """When the characters were lawfully taken, and under which authority."""
    erased_under: str = ""
    pictures: tuple[tuple[str, str], ...] = ()
    """Of words said with symbols: the person's own pictures by name, as they stood when the words were kept."""

    @property
    def is_a_file(self) -> bool:
        """Whether the clip or the picture is the quotation itself."""
        return self.original_id is not None and self.original_start is None

    @property
    def usable(self) -> bool:
        """Whether a draft may use it."""
        return self.text is not None and not (self.withdrawn or self.not_meant or self.mistyped or self.private)

    @property
    def taken_back(self) -> bool:
        """Whether the person took the words back, or said that they did not mean them."""
        return self.withdrawn or self.not_meant


def capture(
    session: Session,
    *,
    person_id: UUID,
    text: str,
    attribution: Attribution,
    speaker: str,
    method: Method,
    said_on: date,
    may_include: bool,
    recorded_by: UUID,
    recorded_by_name: str,
    at: datetime,
    meeting_id: UUID | None = None,
    place: str = "",
    language: str = "en",
    life_area: LifeArea | None = None,
    noted_at: datetime | None = None,
    original_id: UUID | None = None,
    original_place: tuple[int, int] | None = None,
    adds_to: UUID | None = None,
    interpreter: str = "",
) -> Quote:
    """Keep exactly these characters. Refuses nothing at all, and what XML cannot carry, in a sentence.

    `noted_at` is when it was written down, by the writer's own device, where that was before `at`. `original_place`
    counts code points of the original's text; a quote with an original and no place in it is the clip or the picture
    itself, and has no text of its own. `adds_to` is the quote that the same person adds to.
    """
    itself_a_file = original_id is not None and original_place is None
    if not text and not itself_a_file:
        raise Refusal(
            reasons=[Reason("empty", "There are no words to keep yet. Write what was said, then save.", "words")]
        )
    exactly(text)
    salt = new_salt()
    quote = Quote(
        id=new_id(),
        person_id=person_id,
        meeting_id=meeting_id,
        attribution=attribution,
        speaker=speaker,
        method=method,
        said_on=said_on,
        place=place,
        language=language,
        may_include=may_include,
        recorded_by=recorded_by,
        recorded_by_name=recorded_by_name,
        recorded_at=at,
        length=len(text),
        digest=salted_digest(text, salt),
        life_area=life_area or "",
        noted_at=noted_at,
        original_id=original_id,
        original_start=original_place[0] if original_place else None,
        original_end=original_place[1] if original_place else None,
        adds_to=adds_to,
        interpreter=interpreter,
    )
    session.add(quote)
    session.flush()
    session.add(QuoteText(quote_id=quote.id, text=text, salt=salt))
    session.flush()
    seal(session, "quote", quote.id, seal_of(quote))
    return quote


def seal_of(quote: Any) -> bytes:
    """The digest of all that a quote's row says; the next event carries it, so a changed row shows. A row will do."""
    said = {name: getattr(quote, name) for name in SEALED}
    later = {name: getattr(quote, name) for name in LATER if getattr(quote, name) not in (None, "")}
    if quote.noted_at is not None:
        later["noted_at"] = moment(quote.noted_at)
    return digest(canonical({**said, **later, "recorded_at": moment(quote.recorded_at)}))


def quotes_of(session: Session, person_id: UUID, *, private_too: bool = False) -> list[Spoken]:
    """Everything captured with a person, in the order it was captured. Private words come without their characters.

    `private_too` is for a door that has made sure that the reader is the person or their coordinator (engine.access).
    """
    rows = list(session.exec(select(Quote).where(Quote.person_id == person_id).order_by(col(Quote.id))))
    return _read(session, rows, private_too=private_too)


def quotes_by_id(session: Session, ids: Sequence[UUID], *, private_too: bool = False) -> dict[UUID, Spoken]:
    """These quotes with their characters; private ones without, unless the door has made sure of its reader."""
    rows = list(session.exec(select(Quote).where(col(Quote.id).in_(list(ids))))) if ids else []
    return {quote.id: quote for quote in _read(session, rows, private_too=private_too)}


def _read(session: Session, rows: list[Quote], *, private_too: bool) -> list[Spoken]:
    found = _spoken(session, rows)
    return found if private_too else [_kept_private(quote) if quote.private else quote for quote in found]


def _kept_private(quote: Spoken) -> Spoken:
    """That there are words, and nothing of what they are, who wrote them down, where or how."""
    return replace(quote, text=None, place="", recorded_by_name="", original_kind="", beside=(), interpreter="")


def _spoken(session: Session, quotes: list[Quote]) -> list[Spoken]:
    ids = [quote.id for quote in quotes]
    if not ids:
        return []
    texts = {row.quote_id: row.text for row in session.exec(select(QuoteText).where(col(QuoteText.quote_id).in_(ids)))}
    gone = _erasures(session, [identity for identity in ids if identity not in texts])
    marks: dict[UUID, list[QuoteMark]] = {}
    for mark in session.exec(select(QuoteMark).where(col(QuoteMark.quote_id).in_(ids)).order_by(col(QuoteMark.id))):
        marks.setdefault(mark.quote_id, []).append(mark)
    beside = companions_of(session, ids)
    kinds = kinds_of(session, [quote.original_id for quote in quotes if quote.original_id is not None])
    return [
        replace(
            _with_words(quote, texts.get(quote.id), marks.get(quote.id, [])),
            original_kind=kinds.get(quote.original_id, "") if quote.original_id else "",
            beside=tuple(beside.get(quote.id, ())),
            erased_at=gone[quote.id].at if quote.id in gone else None,
            erased_under=gone[quote.id].authority if quote.id in gone else "",
            pictures=_pictures_then(session, quote) if quote.method == Method.SYMBOLS else (),
        )
        for quote in quotes
    ]


def _erasures(session: Session, ids: Sequence[UUID]) -> dict[UUID, Erasure]:
    rows = session.exec(select(Erasure).where(col(Erasure.quote_id).in_(list(ids)))) if ids else ()
    return {row.quote_id: row for row in rows}


def _with_words(quote: Quote, text: str | None, made: Sequence[QuoteMark]) -> Spoken:
    marks = [mark.kind for mark in made]
    out = next((mark for mark in made if mark.kind in OUT_OF_PLANS), None)
    read_back = _newest(marks, QuoteMarkKind.READ_BACK, QuoteMarkKind.NOT_AGREED)
    return Spoken(
        id=quote.id,
        text=text,
        attribution=quote.attribution,
        speaker=quote.speaker,
        method=quote.method,
        said_on=quote.said_on,
        place=quote.place,
        language=quote.language,
        recorded_by_name=quote.recorded_by_name,
        may_include=(_newest(marks, QuoteMarkKind.INCLUDE, QuoteMarkKind.LEAVE_OUT) or _agreed(quote))
        == QuoteMarkKind.INCLUDE,
        withdrawn=QuoteMarkKind.WITHDRAWN in marks,
        digest=quote.digest,
        not_meant=QuoteMarkKind.NOT_MEANT in marks,
        private=_newest(marks, QuoteMarkKind.PRIVATE, QuoteMarkKind.NOT_PRIVATE) == QuoteMarkKind.PRIVATE,
        read_back=None if read_back is None else read_back == QuoteMarkKind.READ_BACK,
        life_area=quote.life_area,
        noted_at=quote.noted_at,
        meeting_id=quote.meeting_id,
        original_id=quote.original_id,
        original_start=quote.original_start,
        original_end=quote.original_end,
        adds_to=quote.adds_to,
        interpreter=quote.interpreter,
        mistyped=QuoteMarkKind.MISTYPED in marks,
        marked_at=out.at if out else None,
        marked_by=out.by_name if out else "",
        told_how=out.told_how if out else "",
    )


def _pictures_then(session: Session, quote: Quote) -> tuple[tuple[str, str], ...]:
    """Kept before the words were, and not taken back since."""
    standing = pictures_of(session, quote.person_id)
    return tuple((picture.name, symbol_of(picture.id)) for picture in standing if picture.kept_at <= quote.recorded_at)


def _newest(marks: Sequence[str], *kinds: QuoteMarkKind) -> str | None:
    return next((kind for kind in reversed(marks) if kind in kinds), None)


def _agreed(quote: Quote) -> str:
    return QuoteMarkKind.INCLUDE if quote.may_include else QuoteMarkKind.LEAVE_OUT
