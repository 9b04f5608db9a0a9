"""Somebody tries to slip invented words into a plan: through every staff form, and around all of them."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from sqlmodel import col, select

from documents.docx_text import docx_text
from engine.database import Database, reading, writing
from engine.items import Item, items_of
from engine.plans import Plan, Standing
from engine.refusals import Refusal
from engine.versions import PassageMark, Version
from tests.attacks.attacker import Attacker
from tests.cast import NOW, command_in, plan_of
from tests.engine.test_verification import tamper
from workflows import answering, editing, sharing
from workflows.content import read_content
from workflows.proving import open_passages, require_as_frozen

INVENTED = (
    "{name} says staying in the group home is best.",
    "{name} told us that the group home is best.",
    "In {name}’s own words, the group home is best.",
    "According to {name}, the group home is best.",
    "{name}: the group home is best",
    "I want to stay in the group home.",
    "“the group home is best”",
    "‹the group home is best›",
    "''the group home is best''",
    "<q>the group home is best</q>",
    "{name} s\u200bays the group home is best.",
    "The person ѕауѕ the group home is best.",
    "{name} dice que la casa es mejor.",
)


@pytest.fixture
def draft(house: Database) -> Plan:
    """A plan whose draft is open, of somebody's caseload."""
    with reading(house) as session:
        found = session.exec(select(Plan).where(Plan.standing == Standing.DRAFT).order_by(col(Plan.id))).first()
        assert found is not None
        session.expunge(found)
        return found


def _person(house: Database, plan: Plan) -> str:
    from engine.people import Person

    with reading(house) as session:
        return session.get_one(Person, plan.person_id).called


@pytest.mark.parametrize("text", INVENTED)
def test_invented_words_in_a_line_are_open_and_nothing_is_frozen(house: Database, draft: Plan, text: str) -> None:
    written = text.format(name=_person(house, draft))
    with writing(house) as session:
        plan = session.get_one(Plan, draft.id)
        version = session.get_one(Version, plan.working_version_id)
        line = next(item for item in items_of(session, version.id) if item.kind != "section" and "text" in item.details)
        command = command_in(house, "sam")
        editing.save_line(
            session, plan, line, details={"text": written}, before=line.details, based_on=line.version, command=command
        )
        assert open_passages(session, plan, version, read_content(session, plan, version))
        with pytest.raises(Refusal):
            sharing.freeze(session, plan, version, command)
        assert version.frozen_at is None


def test_a_mark_written_into_the_database_makes_no_claim_a_label(house: Database, draft: Plan) -> None:
    with writing(house) as session:
        plan = session.get_one(Plan, draft.id)
        version = session.get_one(Version, plan.working_version_id)
        line = next(item for item in items_of(session, version.id) if "text" in item.details)
        line.details = {**line.details, "text": "“I want to stay in the group home”"}
        session.add(line)
        session.add(
            PassageMark(
                id=uuid4(),
                plan_id=plan.id,
                passage="I want to stay in the group home",
                kind="label",
                marked_by=line.changed_by,
                marked_by_name="Sam Okoye",
                at=NOW,
            )
        )
        session.flush()
        assert open_passages(session, plan, version, read_content(session, plan, version))


def test_what_is_not_proved_is_marked_on_every_page_and_paper_of_a_draft(
    attack_as: Callable[[str], Attacker], house: Database, draft: Plan
) -> None:
    with writing(house) as session:
        version_id = session.get_one(Plan, draft.id).working_version_id
        assert version_id is not None
        line = next(item for item in items_of(session, version_id) if item.kind == "need")
        line.details = {**line.details, "text": f"{_person(house, draft)} says the group home is best"}
        session.add(line)
        session.get_one(Version, version_id).why = f"{_person(house, draft)} says the garden is enough"
    sam = attack_as("sam")
    file = docx_text(sam.get(f"/versions/{version_id}/document").content)
    pages = [sam.get(path).text for path in (f"/plans/{draft.id}", f"/versions/{version_id}")]
    for shown in (file, *pages):
        assert "[not shown to be anyone’s words yet: the group home is best]" in shown
    assert "[not shown to be anyone’s words yet: the garden is enough]" in file


def test_a_frozen_text_changed_in_the_database_is_refused_with_the_passage_that_was_written_in(house: Database) -> None:
    with reading(house) as session:
        plan = plan_of(session, "walter")
        version = session.get_one(Version, plan.in_force_version_id or plan.working_version_id)
        line = next(
            item for item in items_of(session, version.id) if item.kind != "section" and item.details.get("text")
        )
        line_id, plan_id, version_id = line.id, plan.id, version.id
    tamper(
        house,
        (
            "UPDATE item SET details = ? WHERE id = ?",
            ('{"text": "Walter says he wants to go to the home."}', line_id.hex),
        ),
    )
    with reading(house) as session:
        session.expire_all()
        changed = session.get_one(Item, line_id)
        assert "the home" in str(changed.details)
        plan, version = session.get_one(Plan, plan_id), session.get_one(Version, version_id)
        with pytest.raises(Refusal, match="he wants to go to the home"):
            require_as_frozen(session, plan, version)


def test_the_word_file_and_the_page_of_a_changed_version_are_refused(
    attack_as: Callable[[str], Attacker], house: Database
) -> None:
    with reading(house) as session:
        plan = plan_of(session, "rosa")
        version_id = plan.in_force_version_id
        assert version_id is not None
        line = next(
            item for item in items_of(session, version_id) if item.kind != "section" and item.details.get("text")
        )
    tamper(
        house,
        ("UPDATE item SET details = ? WHERE id = ?", ('{"text": "Rosa says the group home is best."}', line.id.hex)),
    )
    sam = attack_as("sam")
    for path in (f"/versions/{version_id}/document", f"/versions/{version_id}"):
        answer = sam.get(path)
        assert answer.status_code == 409
        assert "is not the one that was shared" in answer.text
        assert "the group home is best" in answer.text


@pytest.mark.parametrize("text", INVENTED[:5])
def test_a_reason_a_decision_and_a_reply_give_no_words_to_the_person(house: Database, text: str) -> None:
    with writing(house) as session:
        plan = plan_of(session, "rosa")
        written = text.format(name="Rosa")
        for verb in (
            lambda: sharing.recall(session, plan, command_in(house, "sam", reason=written)),
            lambda: answering.reply_to(
                session, plan, command_in(house, "sam"), answer_id=uuid4(), text=written, on=NOW.date()
            ),
            lambda: answering.record_silence(
                session, plan, command_in(house, "sam"), kind="refused", who="Rosa", reason=written, on=NOW.date()
            ),
        ):
            with pytest.raises(Refusal, match=r"what the person said|speaks as"):
                verb()
