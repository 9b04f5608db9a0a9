"""FiledPage: a printed page that came back with a signature on it, by its code, and how the code was read."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, Session, SQLModel, col, select

from engine.columns import key, points_to


class ReadFrom(StrEnum):
    """How the code of the page came to us."""

    PICTURE = "the picture"
    TYPED = "typed from the page"


class FiledPage(SQLModel, table=True):
    """One page or cover sheet of a signature on paper. Its file is an original; this row never changes."""

    __tablename__ = "filed_page"

    id: UUID = key()
    signature_id: UUID = points_to("signature.id")
    kind: str = Field(max_length=20)
    code: str = Field(max_length=12)
    read_from: str = Field(max_length=20)
    original_id: UUID = points_to("original.id", index=False)
    filed_by: UUID = points_to("account.id", index=False)
    filed_by_name: str = Field(max_length=200)
    filed_at: datetime


def filed_pages_of(session: Session, signature_ids: list[UUID]) -> dict[UUID, list[FiledPage]]:
    """The pages of each of these signatures, in the order they were filed."""
    query = select(FiledPage).where(col(FiledPage.signature_id).in_(signature_ids)).order_by(col(FiledPage.id))
    found: dict[UUID, list[FiledPage]] = {}
    for row in session.exec(query):
        found.setdefault(row.signature_id, []).append(row)
    return found
