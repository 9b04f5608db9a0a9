"""Which lifecycle definitions this database has lived with, and the refusal to run when one is gone or has drifted."""

from collections.abc import Iterable
from datetime import datetime
from typing import cast

from sqlalchemy import Table, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, SQLModel

from engine.columns import IN_ONE_TREE
from engine.database import Database, reading, writing
from engine.events import streams
from engine.lifecycle import Lifecycle
from engine.refusals import Reason, Refusal


class Definition(SQLModel, table=True):
    """A definition that was in use here, as it was when this database first met it."""

    __table_args__ = IN_ONE_TREE

    name: str = Field(primary_key=True, max_length=60)
    version: int = Field(primary_key=True)
    fingerprint: str = Field(max_length=64)
    first_seen: datetime


definitions = cast("Table", Definition.__table__)  # type: ignore[attr-defined]


def meet(database: Database, known: Iterable[Lifecycle], *, at: datetime) -> None:
    """Start-up: remember definitions that are new here. Refuses to run when one that is in use is gone or differs."""
    lifecycles = list(known)
    with reading(database) as session:
        strange = faults(session, lifecycles)
        new = _unmet(session, lifecycles)
    if strange:
        raise Refusal(reasons=strange)
    if new:
        with writing(database) as session:
            _remember(session, new, at=at)


def faults(session: Session, known: Iterable[Lifecycle]) -> list[Reason]:
    """What stands between this program and this database: drifted definitions, and missing ones that plans are on."""
    present = {(lifecycle.name, lifecycle.version): lifecycle.fingerprint for lifecycle in known}
    reasons = []
    for name, version, fingerprint in session.execute(
        select(definitions.c.name, definitions.c.version, definitions.c.fingerprint).order_by(
            definitions.c.name, definitions.c.version
        )
    ):
        if (name, version) not in present:
            if _in_use(session, name, version):
                reasons.append(_gone(name, version))
        elif present[name, version] != fingerprint:
            reasons.append(_drifted(name, version))
    return reasons


def _in_use(session: Session, name: str, version: int) -> bool:
    on_it = select(streams.c.key).where(streams.c.lifecycle == name, streams.c.definition == version).limit(1)
    return session.execute(on_it).first() is not None


def _gone(name: str, version: int) -> Reason:
    return Reason(
        "definition-missing",
        f"Plans in this database follow the lifecycle {name} version {version}, which this program does not have. "
        "Nothing was changed. Run the version of Ownwords that has it, and upgrade those plans there first.",
    )


def _drifted(name: str, version: int) -> Reason:
    return Reason(
        "definition-drifted",
        f"The lifecycle {name} version {version} in this program is not the one this database was used with: its "
        "states, moves, roles or guards differ under the same number. Nothing was changed. "
        "Run the program it was used with, or give the changed lifecycle a new version number.",
    )


def _unmet(session: Session, lifecycles: list[Lifecycle]) -> list[Lifecycle]:
    met = {(name, version) for name, version in session.execute(select(definitions.c.name, definitions.c.version))}
    return [lifecycle for lifecycle in lifecycles if (lifecycle.name, lifecycle.version) not in met]


def _remember(session: Session, lifecycles: list[Lifecycle], *, at: datetime) -> None:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(
        insert(definitions).on_conflict_do_nothing(),
        [
            {"name": known.name, "version": known.version, "fingerprint": known.fingerprint, "first_seen": at}
            for known in lifecycles
        ],
    )
