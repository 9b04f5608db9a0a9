"""Original: a file kept as it came, with its digest. Its bytes stand in a side table that only an erasure may empty.

A note that was written elsewhere has its text beside it, as a reader read it; quotes point to their place in that text.
A clip or a picture has a copy for showing, from which whatever the device wrote about itself and the place was left out.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, LargeBinary
from sqlmodel import Field, Session, SQLModel, col, select

from engine.canonical import canonical, digest, new_salt
from engine.columns import key, points_to
from engine.events import moment, seal
from engine.ids import new_id


class OriginalKind(StrEnum):
    """What the file is to us."""

    NOTE = "note"
    SOUND = "sound"
    VIDEO = "video"
    PICTURE = "picture"


class Original(SQLModel, table=True):
    """What is known about the file. The database refuses every change."""

    id: UUID = key()
    person_id: UUID = points_to("person.id")
    meeting_id: UUID | None = points_to("meeting.id", optional=True)
    kind: str = Field(max_length=12)
    name: str = Field(max_length=255)
    media_type: str = Field(max_length=100)
    size: int
    digest: bytes = Field(sa_type=LargeBinary(32))
    kept_by: UUID = points_to("account.id", index=False)
    kept_by_name: str = Field(max_length=200)
    kept_at: datetime


class OriginalBytes(SQLModel, table=True):
    """The bytes and the salt of their digest. Let go only for an OriginalErasure, and never changed."""

    __tablename__ = "original_bytes"

    original_id: UUID = Field(foreign_key="original.id", primary_key=True)
    content: bytes = Field(sa_type=LargeBinary)
    salt: bytes = Field(sa_type=LargeBinary(16))


class OriginalText(SQLModel, table=True):
    """A note's text as `reader` read it. Places of quotes count its code points."""

    __tablename__ = "original_text"

    original_id: UUID = Field(foreign_key="original.id", primary_key=True)
    text: str
    reader: str = Field(max_length=60)


class ShownCopy(SQLModel, table=True):
    """The copy of a clip or picture that pages show: without what the device wrote about itself and the place."""

    __tablename__ = "shown_copy"

    original_id: UUID = Field(foreign_key="original.id", primary_key=True)
    media_type: str = Field(max_length=100)
    content: bytes = Field(sa_type=LargeBinary)


class OriginalErasure(SQLModel, table=True):
    """The lawful taking of a file: authority, reason, and the two people who did it."""

    __tablename__ = "original_erasure"
    __table_args__ = (CheckConstraint("first_by <> second_by", name="two_people"),)

    original_id: UUID = Field(foreign_key="original.id", primary_key=True)
    at: datetime
    authority: str = Field(max_length=200)
    reason: str
    first_by: UUID = points_to("account.id", index=False)
    second_by: UUID = points_to("account.id", index=False)


def seal_of_original_erasure(erasure: Any) -> bytes:
    """The digest of all that an erasure's row says but its moment, which is its event's. A row will do."""
    said = {name: getattr(erasure, name) for name in ("authority", "reason", "first_by", "second_by")}
    return digest(canonical({"original": erasure.original_id, **said}))


SEALED = tuple(Original.model_fields)


def keep_original(
    session: Session,
    *,
    person_id: UUID,
    kind: OriginalKind,
    name: str,
    media_type: str,
    content: bytes,
    kept_by: UUID,
    kept_by_name: str,
    at: datetime,
    meeting_id: UUID | None = None,
) -> Original:
    """Keep these bytes under their digest. Whether they may be kept (type, size) is the caller's to have asked."""
    salt = new_salt()
    original = Original(
        id=new_id(),
        person_id=person_id,
        meeting_id=meeting_id,
        kind=kind,
        name=name,
        media_type=media_type,
        size=len(content),
        digest=salted_digest_of_bytes(content, salt),
        kept_by=kept_by,
        kept_by_name=kept_by_name,
        kept_at=at,
    )
    session.add(original)
    session.flush()
    session.add(OriginalBytes(original_id=original.id, content=content, salt=salt))
    session.flush()
    seal(session, "original", original.id, seal_of_original(original))
    return original


def keep_text(session: Session, original: Original, text: str, *, reader: str) -> None:
    """The text of a note as it was read. Places of quotes count on it, so the next event carries its digest."""
    row = OriginalText(original_id=original.id, text=text, reader=reader)
    session.add(row)
    session.flush()
    seal(session, "original_text", original.id, seal_of_text(row, _salt(session, original)))


def keep_shown(session: Session, original: Original, content: bytes, *, media_type: str) -> None:
    """The copy that pages show. The next event carries its digest: nobody is shown another picture unnoticed."""
    row = ShownCopy(original_id=original.id, media_type=media_type, content=content)
    session.add(row)
    session.flush()
    seal(session, "shown_copy", original.id, seal_of_shown(row, _salt(session, original)))


def seal_of_text(row: OriginalText, salt: bytes) -> bytes:
    """The digest of a note's text and its reader, salted as the file is."""
    return salted_digest_of_bytes(f"{row.reader}\n{row.text}".encode(), salt)


def seal_of_shown(row: ShownCopy, salt: bytes) -> bytes:
    """The digest of the copy and its type, salted as the file is."""
    return salted_digest_of_bytes(row.media_type.encode() + b"\n" + row.content, salt)


def _salt(session: Session, original: Original) -> bytes:
    return session.get_one(OriginalBytes, original.id).salt


def salted_digest_of_bytes(content: bytes, salt: bytes) -> bytes:
    """SHA-256 of the salt and the bytes."""
    return hashlib.sha256(salt + content).digest()


def seal_of_original(original: Any) -> bytes:
    """The digest of all that an original's row says; the next event carries it. A row will do."""
    said = {name: getattr(original, name) for name in SEALED}
    return digest(canonical({**said, "kept_at": moment(original.kept_at)}))


def kinds_of(session: Session, ids: Sequence[UUID]) -> dict[UUID, str]:
    """What kind of file each of these originals is."""
    if not ids:
        return {}
    rows = session.exec(select(col(Original.id), col(Original.kind)).where(col(Original.id).in_(list(ids))))
    return {identity: kind for identity, kind in rows}  # noqa: C416 - dict() of rows has no type


def originals_of_meeting(session: Session, meeting_id: UUID) -> list[Original]:
    """The files kept with a meeting, in the order they came."""
    return list(session.exec(select(Original).where(Original.meeting_id == meeting_id).order_by(col(Original.id))))
