"""ShownBeside: which transcripts and translations a frozen version shows. Its fingerprint covers them.

A version shows what stood beside its quotes when it was frozen. What is added later is shown with the quote, and with
the next version.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlmodel import Field, Session, SQLModel, col, select

from engine.companions import Beside, companions_of
from engine.quotes import Spoken


class ShownBeside(SQLModel, table=True):
    """One companion that a version shows, with its digest."""

    __tablename__ = "shown_beside"

    version_id: UUID = Field(foreign_key="version.id", primary_key=True)
    companion_id: UUID = Field(foreign_key="companion.id", primary_key=True)
    digest: bytes = Field(sa_type=LargeBinary(32))


def fit_to_show(beside: Sequence[Beside]) -> tuple[Beside, ...]:
    """The newest of each kind and language that nobody found wrong; `beside` comes newest first."""
    newest: dict[tuple[str, str], Beside] = {}
    for companion in beside:
        if companion.holds is not False and companion.text is not None:
            newest.setdefault((companion.kind, companion.language), companion)
    return tuple(newest.values())


def bind(session: Session, version_id: UUID, quote_ids: Sequence[UUID]) -> None:
    """Before a version is frozen: what stands beside its quotes today is what it shows."""
    for beside in companions_of(session, list(dict.fromkeys(quote_ids))).values():
        for companion in fit_to_show(beside):
            session.add(ShownBeside(version_id=version_id, companion_id=companion.id, digest=companion.digest))
    session.flush()


def shown_by(session: Session, version_ids: Sequence[UUID]) -> dict[UUID, list[tuple[UUID, bytes]]]:
    """The companions that these versions show, with their digests, in one order."""
    query = select(ShownBeside).where(col(ShownBeside.version_id).in_(list(version_ids)))
    found: dict[UUID, list[tuple[UUID, bytes]]] = {}
    for row in session.exec(query.order_by(col(ShownBeside.version_id), col(ShownBeside.companion_id))):
        found.setdefault(row.version_id, []).append((row.companion_id, row.digest))
    return found


def as_shown(session: Session, spoken: Mapping[UUID, Spoken], version_id: UUID, *, frozen: bool) -> dict[UUID, Spoken]:
    """The quotes with what this version shows beside them: what it was frozen with, or what is fit today."""
    bound = {companion for companion, _digest in shown_by(session, [version_id]).get(version_id, [])}
    return {
        identity: replace(
            quote,
            beside=tuple(row for row in quote.beside if row.id in bound) if frozen else fit_to_show(quote.beside),
        )
        for identity, quote in spoken.items()
    }
