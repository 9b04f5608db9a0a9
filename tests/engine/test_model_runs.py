"""What is kept of a run: under a digest, unchanged, until words of the person are erased; on both databases."""

import hashlib
from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from engine.database import Database, reading, writing
from engine.ids import new_id
from engine.model_runs import (
    ModelRun,
    ModelText,
    Part,
    RunState,
    Suggestion,
    SuggestionState,
    digests_of,
    help_in,
    keep_text,
    note_help,
    texts_of,
)
from engine.verification import verify
from engine.versions import Version
from tests.engine import toy
from tests.engine.test_verification import Agency


@pytest.fixture
def agency(database_url: str) -> Iterator[Agency]:
    with toy.opened(database_url) as database:
        yield Agency(database)


def run_of(agency: Agency) -> UUID:
    """A run with its text and one suggestion that was accepted."""
    with writing(agency.database) as session:
        run = ModelRun(
            plan_id=agency.plan.id,
            person_id=agency.plan.person_id,
            version_id=agency.version,
            prompt="update",
            prompt_version=1,
            prompt_digest="0" * 64,
            reads_words=True,
            state=RunState.ANSWERED,
            model="paper-lantern-1",
            asked_by=agency.first,
            asked_by_name="one",
            prepared_at=toy.AT,
            not_names=[],
            lacking=[],
            passed_over=[],
        )
        session.add(run)
        session.flush()
        keep_text(session, run.id, Part.ASKED, "[PERSON] \r\n near her sister")
        row = Suggestion(
            run_id=run.id,
            plan_id=agency.plan.id,
            number=1,
            kind="line",
            fields={"text": "x"},
            sources=[],
            refusals=[],
            cautions=[],
            state=SuggestionState.ACCEPTED,
        )
        session.add(row)
        session.flush()
        note_help(
            session, row, version_id=agency.version, lineage_id=new_id(), how="accepted", by_name="one", at=toy.AT
        )
        return run.id


def refused(database: Database, statement: str) -> None:
    with pytest.raises(DBAPIError, match="as it was written"), writing(database) as session:
        session.execute(text(statement))


def test_a_text_is_kept_code_point_for_code_point_under_a_salted_digest(agency: Agency) -> None:
    run = run_of(agency)
    with reading(agency.database) as session:
        assert texts_of(session, run) == {"asked": "[PERSON] \r\n near her sister"}
        row = session.exec(select(ModelText)).one()
        expected = hashlib.sha256(row.salt + row.text.encode()).hexdigest()
        assert digests_of(session, run) == {"asked": expected}


def test_neither_text_nor_help_changes_until_an_erasure_takes_the_text(agency: Agency) -> None:
    run = run_of(agency)
    for statement in (
        "UPDATE model_text SET text = 'other'",
        "DELETE FROM model_text",
        "UPDATE model_help SET model = 'none'",
        "DELETE FROM model_help",
    ):
        refused(agency.database, statement)
    agency.erase()
    with reading(agency.database) as session:
        assert texts_of(session, run) == {}
        assert [row.fields for row in session.exec(select(Suggestion))] == [{}]
        assert len(help_in(session, session.get_one(Version, agency.version))) == 1
    refused(agency.database, "DELETE FROM model_help")
    assert verify(agency.database).ok
