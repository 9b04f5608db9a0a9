"""An open plan keeps its definition; the program will not run on definitions that are gone or drifted; upgrades show."""

from collections.abc import Iterator
from datetime import date

import pytest

from engine import definitions, upgrades
from engine.database import Database, reading, writing
from engine.deadlines import open_deadlines
from engine.events import history, peek
from engine.firing import Effect, begin, lifecycles, options
from engine.lifecycle import Lifecycle, Move
from engine.refusals import Refusal
from engine.upgrades import Upgrade
from engine.verification import verify
from tests.engine import toy

SECOND = Move("leap", ("draft",), "signing", toy.WRITERS)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    with toy.opened(database_url) as database:
        yield database


def second() -> Lifecycle:
    try:
        return lifecycles.get("toy", 2)
    except LookupError:
        return lifecycles.register(toy.toy(2, extra=(SECOND,)))


def test_known_definitions_are_remembered_and_met_again(database: Database) -> None:
    for _ in range(2):
        definitions.meet(database, [toy.toy(), toy.toy(2, extra=(SECOND,))], at=toy.AT)
    with reading(database) as session:
        assert definitions.faults(session, [toy.toy(), toy.toy(2, extra=(SECOND,))]) == []


def test_the_same_number_with_another_structure_refuses_to_run(database: Database) -> None:
    definitions.meet(database, [toy.toy()], at=toy.AT)
    with pytest.raises(Refusal, match="toy version 1 in this program is not the one") as refused:
        definitions.meet(database, [toy.toy(extra=(SECOND,))], at=toy.AT)
    assert [reason.code for reason in refused.value.reasons] == ["definition-drifted"]


def test_a_definition_that_is_gone_refuses_to_run_only_while_plans_are_on_it(database: Database) -> None:
    definitions.meet(database, [toy.toy()], at=toy.AT)
    definitions.meet(database, [], at=toy.AT)
    toy.begun(database)
    with pytest.raises(Refusal, match="toy version 1, which this program does not have"):
        definitions.meet(database, [], at=toy.AT)


def test_an_old_plan_keeps_old_moves_while_a_new_one_has_the_new(database: Database) -> None:
    toy.registered()
    second()
    old, new = toy.begun(database), toy.Plan()
    with writing(database) as session:
        begin(
            session,
            toy.command(),
            lifecycles.newest("toy"),
            stream=new.stream,
            write=lambda _: Effect(),
            watched=new.watched,
            kind="plan.begun",
        )
    with reading(database) as session:
        offered = [
            {option.verb for option in options(session, toy.WRITER, stream=plan.stream, facts=toy.Facts())}
            for plan in (old, new)
        ]
    assert [("leap" in verbs) for verbs in offered] == [False, True]
    assert verify(database).ok


def test_an_upgrade_is_shown_first_keeps_the_deadlines_and_is_recorded_with_both_fingerprints(
    database: Database,
) -> None:
    plan = toy.begun(database, effect=Effect(arm=[toy.arming(date(2027, 3, 2))]))
    there = Upgrade("toy", 1, 2, {"draft": "draft", "review": "signing"})
    second()
    with reading(database) as session:
        change = upgrades.preview(session, there, stream=plan.stream)
        assert (change.was, change.becomes) == (("toy", 1, "draft"), ("toy", 2, "draft"))
        assert peek(session, plan.stream).definition == 1
    asked = toy.command()
    for repeated in (False, True):
        with writing(database) as session:
            assert upgrades.upgrade(session, there, asked, stream=plan.stream).repeated == repeated
    with writing(database) as session:
        assert toy.moved(session, plan, "leap", toy.command()).state == "signing"
    with reading(database) as session:
        body = history(session, plan.stream)[1].body.decode()
        assert toy.toy().fingerprint in body
        assert second().fingerprint in body
        assert len(open_deadlines(session, plan.stream)) == 1
    report = verify(database)
    assert report.ok, report.sentence


def test_a_state_without_a_place_refuses_the_upgrade(database: Database) -> None:
    plan = toy.begun(database)
    second()
    for states, code in (({}, "unmapped-state"), ({"draft": "nowhere"}, "unmapped-state")):
        with pytest.raises(Refusal) as refused, writing(database) as session:
            upgrades.upgrade(session, Upgrade("toy", 1, 2, states), toy.command(), stream=plan.stream)
        assert [reason.code for reason in refused.value.reasons] == [code]
    with pytest.raises(Refusal, match="this upgrade leads from toy version 2"), reading(database) as session:
        upgrades.preview(session, Upgrade("toy", 2, 1, {"draft": "draft"}), stream=plan.stream)


def test_an_upgrade_can_lead_back(database: Database) -> None:
    plan = toy.begun(database)
    second()
    for upgrade in (Upgrade("toy", 1, 2, {"draft": "draft"}), Upgrade("toy", 2, 1, {"draft": "draft"})):
        with writing(database) as session:
            upgrades.upgrade(session, upgrade, toy.command(), stream=plan.stream)
    with reading(database) as session:
        assert peek(session, plan.stream).definition == 1
    assert verify(database).ok
