"""Sittings as rows: begun, told, ended, and found again only by who sits in them."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from engine.database import Database, reading, writing
from engine.events import history
from engine.firing import Command
from engine.ids import new_id
from engine.refusals import NotFound, Refusal
from engine.sittings import Help, sitting_of, sittings_of
from engine.visitors import visitor_for
from tests.attacks.attacker import everything_verifies
from tests.cast import NOW, command_in, plan_of
from workflows import sittings

Make = Callable[..., Command]


def test_a_hand_over_is_found_by_the_person_in_it_and_by_nobody_else(any_house: Database) -> None:
    with writing(any_house) as session:
        plan = plan_of(session, "rosa")
        account, sitting = sittings.hand_over(session, command_in(any_house, "sam"), plan)
        own = visitor_for(session, account.id, "participant")
        assert own is not None
        actor = replace(own.actor, sitting=str(sitting.id))
        assert sitting_of(session, actor) is not None
        marcus = replace(command_in(any_house, "marcus").actor, sitting=str(sitting.id))
        assert sitting_of(session, marcus) is None
        assert sitting_of(session, own.actor) is None
        ending = Command(id=str(new_id()), actor=own.actor, at=NOW)
        sittings.end_sitting(session, ending, sitting, end="given back")
        assert sitting_of(session, actor) is None
    everything_verifies(any_house)


def test_the_same_press_sent_twice_hands_over_once(house: Database, command: Make) -> None:
    pressed = command("sam")
    with writing(house) as session:
        plan = plan_of(session, "Tom Baptiste")
        first = sittings.hand_over(session, pressed, plan)
        again = sittings.hand_over(session, pressed, plan)
    assert first[0].id == again[0].id
    assert first[1].id == again[1].id
    with reading(house) as session:
        assert len(sittings_of(session, plan.person_id)) == 1


@pytest.mark.parametrize("who", ["lena", "priya", "rosa", "leo", "bev", "ada"])
def test_only_who_works_with_the_person_hands_a_device_over(house: Database, command: Make, who: str) -> None:
    with writing(house) as session, pytest.raises(NotFound):
        sittings.hand_over(session, command(who), plan_of(session, "rosa"))


def test_what_is_printed_about_help_says_who_and_keeps_the_name_out_of_the_history(
    house: Database, command: Make
) -> None:
    with writing(house) as session:
        plan = plan_of(session, "rosa")
        account, sitting = sittings.hand_over(session, command("sam"), plan)
        own = visitor_for(session, account.id, "participant")
        assert own is not None
        assert not sitting.asked_for_help
        assert not sitting.alone
        said = Command(id=str(new_id()), actor=own.actor, at=NOW)
        sittings.say_who_helps(session, said, sitting, kind=Help.CHOSEN, name="Leo Delgado")
        assert sitting.helped_by == "Leo Delgado (somebody they chose)"
        left = Command(id=str(new_id()), actor=own.actor, at=NOW)
        sittings.say_who_helps(session, left, sitting, kind=Help.NOBODY, name="Leo Delgado")
        assert sitting.alone
        assert sitting.helped_by == ""
        bodies = b"".join(event.body for event in history(session, f"person:{plan.person_id}"))
        assert b"Leo Delgado" not in bodies
        assert b"sitting.company" in bodies


def test_a_closed_account_of_the_person_is_not_opened_by_handing_over(house: Database, command: Make) -> None:
    with writing(house) as session:
        plan = plan_of(session, "rosa")
        account, _sitting = sittings.hand_over(session, command("sam"), plan)
        account.disabled_at = NOW
        session.add(account)
        session.flush()
        with pytest.raises(Refusal, match="own account is closed"):
            sittings.hand_over(session, command("sam"), plan)
