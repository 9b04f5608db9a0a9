"""Signed in as somebody real, with other people's ids, closed moves and changed hidden fields: nothing gives way."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from litestar import Litestar
from sqlalchemy import update
from sqlmodel import Session, col, func, select

from engine.database import Database, reading, writing
from engine.events import events
from engine.items import Item, items_of
from engine.meetings import Meeting
from engine.people import Person, Relation
from engine.plans import Plan, Standing
from engine.rounds import open_round
from engine.versions import Version
from tests.attacks.attacker import Attacker, everything_verifies
from tests.cast import TODAY, plan_of
from web.moves import ACTIONS

STAFF, CIRCLE = ("sam", "priya", "noor"), ("rosa", "gail", "leo", "bev", "charlie")
"""Staff of the River Team, for whom the Hill Team’s people are not theirs; and those for whom Walter is a stranger."""


def changes(database: Database) -> int:
    """Events of plans, people and accounts; looking and trying are noted elsewhere, and a sitting changes nothing."""
    with reading(database) as session:
        query = select(func.count()).select_from(events).where(events.c.stream.not_like("access:%"))
        query = query.where(events.c.kind != "sitting.began")
        return session.scalars(query).one()


def _not_theirs(session: Session, who: str) -> Plan:
    """A plan of the other team, or of somebody in whose circle they are not."""
    if who in CIRCLE:
        return plan_of(session, "walter")
    team = session.get_one(Person, plan_of(session, "rosa").person_id).team_id
    query = select(Plan).join(Person).where(Person.team_id != team).order_by(col(Plan.id))
    found = session.exec(query).first()
    assert found is not None
    return found


@pytest.mark.parametrize("who", [*STAFF, *CIRCLE])
def test_no_address_opens_with_an_id_that_is_somebody_elses(
    who: str, demo: Litestar, attack_as: Callable[[str], Attacker], house: Database
) -> None:
    attacker = attack_as(who)
    with reading(house) as session:
        plan = _not_theirs(session, who)
        version = session.exec(select(Version).where(Version.plan_id == plan.id)).first()
        item = session.exec(select(Item).where(Item.version_id == version.id)).first() if version else None
        meeting = session.exec(select(Meeting).where(Meeting.plan_id == plan.id)).first()
        name = session.get_one(Person, plan.person_id).full_name
        known = {
            "plan_id": plan.id,
            "person_id": plan.person_id,
            "version_id": version.id if version else uuid4(),
            "item_id": item.id if item else uuid4(),
            "meeting_id": meeting.id if meeting else uuid4(),
        }
    before = changes(house)
    for route in demo.routes:
        components = getattr(route, "path_components", [])
        if not any(getattr(part, "name", "") in known for part in components):
            continue
        path = _path(route.path, known)
        opened = attacker.get(path)
        # The person's and the guardian's own room is the way on from every plan's page, whoever's it is.
        home = opened.status_code == 303 and opened.headers["location"] == "/my-plan"
        assert home or opened.status_code in {403, 404, 405}, (path, opened.status_code)
        assert name not in opened.text, path
        if "POST" in getattr(route, "methods", ()):
            sent = attacker.send(
                path, {"command": str(uuid4()), "plan": str(plan.id), "answer": "yes", "words": "mine"}
            )
            assert sent.status_code in {403, 404}, (path, sent.status_code)
            assert name not in sent.text, path
    assert changes(house) == before


def _path(route: str, known: dict[str, UUID]) -> str:
    parts = []
    for part in route.split("/"):
        name, _colon, kind = part.strip("{}").partition(":")
        filled = str(known.get(name, uuid4())) if kind == "uuid" else "1" if kind == "int" else "share"
        parts.append(filled if part.startswith("{") else part)
    return "/".join(parts)


def test_nobody_answers_or_signs_as_the_person(attack_as: Callable[[str], Attacker], house: Database) -> None:
    with reading(house) as session:
        plan = plan_of(session, "rosa").id
        signing = session.exec(select(Plan.id).where(Plan.standing == Standing.SIGNING)).all()
    before = changes(house)
    for who in ("sam", "priya", "noor", "grace", "leo", "gail", "dana", "avery", "ada"):
        attacker = attack_as(who)
        fields = {
            "command": str(uuid4()),
            "answer": "yes",
            "respondent": "participant",
            "actor": "rosa",
            "role": "participant",
        }
        assert attacker.send(f"/my-plan/{plan}/parts/1", fields).status_code in {404, 409}
        assert attacker.send("/acting-as", {"role": "participant"}).status_code == 409
        for other in signing:
            fields = {"command": str(uuid4()), "fingerprint": "0" * 64, "slot": str(uuid4())}
            assert attacker.send(f"/my-plan/{other}/signature/by/name", fields).status_code in {404, 409, 422}
    assert changes(house) == before


def test_a_text_that_was_changed_on_its_way_cannot_be_signed(
    attack_as: Callable[[str], Attacker], house: Database
) -> None:
    bev, before = attack_as("bev"), changes(house)
    form = next(found for found in bev.forms(most=30) if found.action.endswith("/signatures"))
    good = form.fields["fingerprint"][0]
    for fingerprint in ("", "0" * len(good), good[:-1], good + "0", good.upper() + " ", "\x00"):
        sent = {**form.fields, "fingerprint": [fingerprint], "command": [str(uuid4())]}
        sent.pop("csrf_token")
        assert bev.send(form.action, sent).status_code in {409, 422}, fingerprint
    assert changes(house) == before
    form.fields.pop("csrf_token")
    assert bev.send(form.action, form.fields).status_code == 303
    assert changes(house) == before + 1
    again = {**form.fields, "command": [str(uuid4())]}
    assert bev.send(form.action, again).status_code in {409, 422}
    assert changes(house) == before + 1
    everything_verifies(house)


def test_nobody_approves_what_they_wrote(attack_as: Callable[[str], Attacker], house: Database) -> None:
    with reading(house) as session:
        plan = plan_of(session, "nadia")
        assert plan.standing == Standing.SECOND_REVIEW
        current = open_round(session, plan.id)
        assert current is not None
        assert items_of(session, current.version_id)
    before = changes(house)
    for verb in ("approve", "return_to_draft"):
        fields = {"command": str(uuid4()), "reason": "I wrote it and I like it"}
        assert attack_as("noor").send(f"/plans/{plan.id}/moves/{verb}", fields).status_code in {404, 422}
    assert changes(house) == before


@pytest.mark.parametrize("verb", sorted(ACTIONS))
def test_a_closed_plan_moves_no_more(verb: str, attack_as: Callable[[str], Attacker], house: Database) -> None:
    with reading(house) as session:
        plan = plan_of(session, "henry")
        assert plan.standing == Standing.CLOSED
    before = changes(house)
    for who in ("sam", "lena", "priya", "dana"):
        fields = {"command": str(uuid4()), "reason": "open up", "happened_on": "2026-03-19", "held_on": "2026-03-19"}
        assert attack_as(who).send(f"/plans/{plan.id}/moves/{verb}", fields).status_code in {404, 409, 422}
    assert changes(house) == before


def test_a_guardian_and_a_supporter_are_out_on_the_day_after_their_last(
    attack_as: Callable[[str], Attacker], house: Database
) -> None:
    gail, leo = attack_as("gail"), attack_as("leo")
    with reading(house) as session:
        marcus, rosa = plan_of(session, "marcus").id, plan_of(session, "rosa").id
    assert gail.get(f"/my-plan/{marcus}/read/1").status_code == 200
    open_to_leo = [path for path in (f"/plans/{rosa}", f"/my-plan/{rosa}/read/1") if leo.get(path).status_code == 200]
    with writing(house) as session:
        session.execute(update(Relation).values(ends_on=TODAY - timedelta(days=1)))
    # The same sessions, the same open tabs.
    assert gail.get(f"/my-plan/{marcus}/read/1").status_code == 404
    assert gail.send(f"/my-plan/{marcus}/talk", {"command": str(uuid4()), "words": "still me"}).status_code == 404
    for path in open_to_leo:
        assert leo.get(path).status_code == 404
