"""What a page offers and what firing does are one: for every plan of the demo, everybody in the cast, every move."""

import pytest
from sqlmodel import Session, select

from engine.accounts import CLOCK, Account, actor_for
from engine.database import Database, writing
from engine.firing import Command
from engine.ids import new_id
from engine.lifecycle import Actor, Option
from engine.people import Person
from engine.plans import Plan
from engine.refusals import Refusal
from tests.cast import NOW, TODAY, plan_of
from tests.workflows.verbs import CONTENT, fire
from workflows.demo.cast import CAST, MEMBERS
from workflows.moving import options_for

PEOPLE = ["rosa", "marcus", "elena", "walter", "cilla", "jordan", "nadia", "ruth", "delia", "henry"]
PEOPLE += ["Tom Baptiste", "Mei-Lin Chow (周美玲)"]


@pytest.mark.parametrize("whose", PEOPLE)
def test_options_and_firing_agree(house: Database, whose: str) -> None:
    with writing(house) as session:
        plan = plan_of(session, whose)
        _agree(session, plan, [member.sign_in for member in CAST])


@pytest.mark.postgres
@pytest.mark.parametrize("whose", ["marcus", "elena"])
def test_options_and_firing_agree_on_postgresql_too(postgres_house: Database, whose: str) -> None:
    with writing(postgres_house) as session:
        _agree(session, plan_of(session, whose), ["sam", "lena", "marcus", "elena", "gail", "bev", "charlie"])


def test_every_plan_of_the_demo_is_tried(house: Database) -> None:
    with writing(house) as session:
        assert {MEMBERS[name].name if name in MEMBERS else name for name in PEOPLE} == set(
            session.exec(select(Person.full_name))
        )


def _agree(session: Session, plan: Plan, cast: list[str]) -> None:
    accounts = {row.sign_in_name: row for row in session.exec(select(Account))}
    actors = [actor_for(accounts[name], MEMBERS[name].role) for name in cast]
    for actor in [*actors, CLOCK]:
        for option in options_for(session, plan, actor, on=TODAY):
            assert _fired(session, plan, actor, option) == [(reason.code, reason.text) for reason in option.reasons]


def _fired(session: Session, plan: Plan, actor: Actor, option: Option) -> list[tuple[str, str]]:
    """The reasons why firing was refused; nothing where it was done. Whatever it did is taken back."""
    made = session.begin_nested()
    try:
        outcome = fire(session, plan, option.verb, Command(str(new_id()), actor, NOW, CONTENT))
    except Refusal as refusal:
        return [(reason.code, reason.text) for reason in refusal.reasons]
    else:
        assert outcome.state == option.to
        return []
    finally:
        made.rollback()
