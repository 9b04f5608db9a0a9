"""A plan of one's own in the demo's agency, on each database (tests/workflows/walk.py)."""

from collections.abc import Callable, Iterator

import pytest
from sqlmodel import Session

from engine.database import Database, writing
from tests.workflows.walk import Walk


@pytest.fixture
def session(any_house: Database) -> Iterator[Session]:
    """One transaction that may write, on each database; whatever a test makes goes with the database."""
    with writing(any_house) as found:
        yield found


@pytest.fixture
def walk(session: Session) -> Callable[..., Walk]:
    """`walk(profile, plan_type=..., guardian=True)`: a plan that was just begun."""
    return lambda profile="federal_hcbs", **more: Walk(session, profile, **more)
