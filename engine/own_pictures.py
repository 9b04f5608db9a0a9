"""OwnPicture: a photo of the person's own that stands for an idea, such as “my house”. Their words name it; it is never made up.

The row never changes. The photo itself goes for good when the person takes it back; the row of that says when and by whom.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlmodel import Field, Session, SQLModel, col, select

from engine.canonical import canonical, digest, new_salt
from engine.columns import key, points_to
from engine.events import moment, seal
from engine.ids import new_id
from engine.originals import salted_digest_of_bytes

SYMBOL = "own:"
"""Begins the symbol of a line that has a picture of the person's own; the id follows."""

LONGEST_NAME = 60


class OwnPicture(SQLModel, table=True):
    """One picture. `name` is what it shows, as the person calls it.

    `agreed_how` says how the person said yes where staff kept it for them; it is empty where they kept it themselves.
    """

    __tablename__ = "own_picture"

    id: UUID = key()
    person_id: UUID = points_to("person.id")
    name: str = Field(max_length=LONGEST_NAME)
    media_type: str = Field(max_length=100)
    digest: bytes = Field(sa_type=LargeBinary(32))
    agreed_how: str = Field(default="", max_length=300)
    kept_by: UUID = points_to("account.id", index=False)
    kept_by_name: str = Field(max_length=200)
    kept_at: datetime


class OwnPictureFile(SQLModel, table=True):
    """The photo without what the device wrote about itself and the place, and the salt of its digest."""

    __tablename__ = "own_picture_file"

    picture_id: UUID = Field(foreign_key="own_picture.id", primary_key=True)
    content: bytes = Field(sa_type=LargeBinary)
    salt: bytes = Field(sa_type=LargeBinary(16))


class OwnPictureEnd(SQLModel, table=True):
    """The person took it back, or asked somebody to."""

    __tablename__ = "own_picture_end"

    picture_id: UUID = Field(foreign_key="own_picture.id", primary_key=True)
    by: UUID = points_to("account.id", index=False)
    by_name: str = Field(max_length=200)
    at: datetime


@dataclass(frozen=True)
class PictureToKeep:
    """A picture as a door prepared it, and what it shows."""

    name: str
    media_type: str
    content: bytes
    agreed_how: str = ""


def symbol_of(picture_id: UUID) -> str:
    """The symbol of a line, or the key on the board, that means this picture."""
    return f"{SYMBOL}{picture_id.hex}"


def keep_picture(
    session: Session, person_id: UUID, made: PictureToKeep, *, kept_by: UUID, kept_by_name: str, at: datetime
) -> OwnPicture:
    """Keep it under its digest; the next event carries the seal of the row."""
    salt = new_salt()
    picture = OwnPicture(
        id=new_id(),
        person_id=person_id,
        name=made.name,
        media_type=made.media_type,
        digest=salted_digest_of_bytes(made.content, salt),
        agreed_how=made.agreed_how,
        kept_by=kept_by,
        kept_by_name=kept_by_name,
        kept_at=at,
    )
    session.add(picture)
    session.flush()
    session.add(OwnPictureFile(picture_id=picture.id, content=made.content, salt=salt))
    session.flush()
    seal(session, "own_picture", picture.id, seal_of_picture(picture))
    return picture


def end_picture(session: Session, picture: OwnPicture, *, by: UUID, by_name: str, at: datetime) -> None:
    """The photo goes for good."""
    session.add(OwnPictureEnd(picture_id=picture.id, by=by, by_name=by_name, at=at))
    session.flush()
    session.delete(session.get_one(OwnPictureFile, picture.id))
    session.flush()


def seal_of_picture(picture: Any) -> bytes:
    """The digest of all that the row says; the next event carries it. A row will do."""
    said = {name: getattr(picture, name) for name in OwnPicture.model_fields}
    return digest(canonical({**said, "kept_at": moment(picture.kept_at)}))


def pictures_of(session: Session, person_id: UUID) -> list[OwnPicture]:
    """A person's pictures that were not taken back, in the order they were kept."""
    ended = select(col(OwnPictureEnd.picture_id))
    query = select(OwnPicture).where(OwnPicture.person_id == person_id, col(OwnPicture.id).not_in(ended))
    return list(session.exec(query.order_by(col(OwnPicture.id))))


def names_of(session: Session, person_id: UUID) -> dict[str, str]:
    """The pictures of a person that stand, as symbol and name."""
    return {symbol_of(picture.id): picture.name for picture in pictures_of(session, person_id)}


def content_of(session: Session, symbols: Sequence[str]) -> Mapping[str, bytes]:
    """The photos behind these symbols, for paper. What was taken back has none."""
    ids = [UUID(symbol.removeprefix(SYMBOL)) for symbol in dict.fromkeys(symbols) if symbol.startswith(SYMBOL)]
    rows = session.exec(select(OwnPictureFile).where(col(OwnPictureFile.picture_id).in_(ids))) if ids else ()
    return {symbol_of(row.picture_id): row.content for row in rows}


def gone_among(session: Session, symbols: Sequence[str]) -> frozenset[str]:
    """Those of these symbols that mean a picture which was taken back."""
    own = {symbol for symbol in symbols if symbol.startswith(SYMBOL)}
    if not own:
        return frozenset()
    ids = [UUID(symbol.removeprefix(SYMBOL)) for symbol in own]
    stand = session.exec(select(col(OwnPictureFile.picture_id)).where(col(OwnPictureFile.picture_id).in_(ids)))
    return frozenset(own - {symbol_of(picture) for picture in stand})
