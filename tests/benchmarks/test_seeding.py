"""A laid database is one the program itself would have made, only larger."""

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlmodel import Session, col

from benchmarks import laid as laying
from benchmarks.laid import laid
from benchmarks.seeding import DIRECTOR, Weight, lay
from engine.accounts import Account
from engine.caseloads import caseload
from engine.clock import today
from engine.database import open_database, reading
from engine.deadline_lists import deadlines_seen
from engine.plans import Plan
from engine.schema import require_current
from engine.verification import verify
from engine.visitors import visitor_for


def silent(_done: int, _of: int) -> None:
    return None


def test_a_laid_database_has_current_tables_and_a_history_that_holds(tmp_path: Path) -> None:
    lay(tmp_path / "laid.db", 120)
    database = open_database(f"sqlite:///{tmp_path / 'laid.db'}")
    require_current(database)
    report = verify(database)
    database.close()
    assert report.ok, report.sentence
    assert report.chains == 120


def test_each_coordinator_team_and_director_sees_their_own_part(tmp_path: Path) -> None:
    weight = lay(tmp_path / "laid.db", 1_300)
    database = open_database(f"sqlite:///{tmp_path / 'laid.db'}")
    with reading(database) as session:
        assert shown(session, weight.coordinator(3), "coordinator") == (50, 50)
        assert shown(session, weight.supervisor(0), "manager") == (600, 600)
        assert shown(session, weight.supervisor(2), "manager") == (100, 100)
        assert shown(session, DIRECTOR, "manager") == (1_300, 1_300)
    database.close()


def shown(session: Session, account: object, role: str) -> tuple[int, int]:
    """How many plans and how many deadlines somebody sees in all."""
    visitor = visitor_for(session, account, role)  # type: ignore[arg-type]
    assert visitor is not None
    on = today("UTC")
    return len(caseload(session, visitor, on=on, limit=5_000)), len(
        deadlines_seen(session, visitor, on=on, limit=5_000)
    )


def test_a_laid_file_is_used_again_while_it_fits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, weight = laid(tmp_path, 60, progress=silent)
    assert weight == Weight(60)
    assert count_plans(first) == 60
    before = first.stat().st_mtime_ns
    assert laid(tmp_path, 60, progress=silent)[0] == first
    assert first.stat().st_mtime_ns == before
    monkeypatch.setattr(laying, "_made_of", lambda: "other-tables")
    again, _ = laid(tmp_path, 60, progress=silent)
    assert again != first
    assert not first.exists()
    assert list(tmp_path.glob("*.unfinished")) == []


def count_plans(file: Path) -> int:
    database = open_database(f"sqlite:///{file}")
    with reading(database) as session:
        number = session.scalar(
            select(func.count()).select_from(Plan).join(Account, col(Account.id) == Plan.coordinator_id)
        )
    database.close()
    return number or 0
