"""Each gate: the sentence that stands in the way, and what opens it."""

from collections.abc import Callable
from uuid import UUID

import pytest

from engine.lifecycle import Actor, Request
from engine.permissions import Action
from engine.plans import PlanType, Standing
from engine.quotes import Attribution, Method, QuoteMark, QuoteMarkKind
from engine.refusals import Refusal
from tests.workflows.walk import Walk
from workflows import editing, gates, planning, recording
from workflows.lifecycles import ISP, TREATMENT_PLAN
from workflows.moving import local_day, options_for
from workflows.planning import Line
from workflows.recording import Attendee, MeetingForm

Begun = Callable[..., Walk]


def _reasons(told: Walk, verb: str, who: str = "") -> dict[str, str]:
    actor = told.by(who or told.writer).actor
    option = next(row for row in options_for(told.session, told.plan, actor, on=local_day(told.at)) if row.verb == verb)
    return {reason.code: reason.text for reason in option.reasons}


def test_a_meeting_who_was_there_and_the_person(walk: Begun) -> None:
    told = walk()
    assert _reasons(told, "hold_meeting") == {
        "no-meeting": "There is no planning meeting yet. Record the meeting, or start an interim plan with its reason "
        "and end date.",
        "no-attendance": "Nobody is written down as being there. Add who came to the meeting.",
    }
    form = MeetingForm(held_on=local_day(told.at), attendees=[Attendee("Sam Okoye")], person_present=False)
    meeting = recording.record_meeting(told.session, told.plan, form, told.by("sam"))
    assert _reasons(told, "hold_meeting") == {
        "absence": "Ida Lund was not there. Write down why, and what was offered so that they could take part."
    }
    explained = MeetingForm(
        held_on=local_day(told.at),
        attendees=[Attendee("Sam Okoye")],
        person_present=False,
        absence_reason="She was ill.",
        adjustments_offered="A call, or another day.",
    )
    recording.change_meeting(told.session, told.plan, meeting, explained, told.by("sam"))
    assert _reasons(told, "hold_meeting") == {}


def test_what_stands_between_an_empty_draft_and_the_person(walk: Begun) -> None:
    told = walk()
    told.meet()
    planning.hold_meeting(told.session, told.plan, told.by("sam"))
    found = _reasons(told, "share")
    assert set(found) == {"sections", "effective", "no-own-words", "unplaced"}
    assert found["unplaced"] == (
        "One thing that Ida Lund said stands nowhere in the plan yet. Show the words with a line, or say why they are left out."
    )
    assert "Participant’s Vision, Strengths and Preferences" in found["sections"]
    assert found["effective"] == "The plan does not say from which day it applies. Choose the day."
    told.save(local_day(told.at))
    assert "effective" not in _reasons(told, "share")


def test_words_of_somebody_else_are_no_own_words_in_the_vision(walk: Begun) -> None:
    told = walk()
    told.meet()
    mother = recording.capture_quote(
        told.session,
        told.plan,
        told.by("sam"),
        text="She has always wanted a garden.",
        attribution=Attribution.OTHER,
        speaker="Barb",
        method=Method.SPOKEN,
        said_on=local_day(told.at),
        may_include=True,
    )
    vision = Line("vision", "vision", {"text": "A garden"}, [mother.id])
    planning.hold_meeting(told.session, told.plan, told.by("sam"), lines=[vision])
    assert "no words of Ida Lund’s own" in _reasons(told, "share")["no-own-words"]
    editing.use_quote(told.session, told.plan, told.lines("vision")[0], told.quote.id, told.by("sam"))
    assert "no-own-words" not in _reasons(told, "share")


def test_words_in_quotation_marks_must_be_answered_for(walk: Begun) -> None:
    told = walk().to(Standing.DRAFT)
    risk = told.lines("risk")[0]
    editing.save_line(
        told.session,
        told.plan,
        risk,
        details={**risk.details, "text": "She is “noncompliant” with the stove"},
        before=risk.details,
        based_on=risk.version,
        command=told.by("sam"),
    )
    assert "“noncompliant”" in _reasons(told, "share")["unproven"]
    editing.answer_for_passage(told.session, told.plan, told.by("sam"), passage="noncompliant", kind="label")
    assert _reasons(told, "share") == {}


def test_a_second_reviewer_meets_the_same_gates_as_whoever_shares(walk: Begun) -> None:
    told = walk().to(Standing.SECOND_REVIEW)
    assert _reasons(told, "approve", "grace") == {}
    outcome = told.lines("outcome")[0]
    # As somebody would who writes into the database, past every form.
    outcome.details = {"text": "Ida says the group home is best", "how_we_will_know": ""}
    told.session.add(outcome)
    recording.capture_quote(
        told.session,
        told.plan,
        told.by("sam"),
        text="The bus is too early.",
        attribution=Attribution.PARTICIPANT,
        speaker="Ida Lund",
        method=Method.SPOKEN,
        said_on=local_day(told.at),
        may_include=True,
    )
    told.session.add(QuoteMark(quote_id=told.quote.id, kind="withdrawn", at=told.at, by=told.accounts["ida"].id))
    told.version.effective_on = None
    told.session.flush()
    found = _reasons(told, "approve", "grace")
    assert set(found) == {"unproven", "unfinished", "unplaced", "taken-back", "effective", "no-own-words"}
    assert "the group home is best" in found["unproven"]
    with pytest.raises(Refusal, match="the group home is best"):
        told.fire("approve", "grace")
    assert told.version.frozen_at is None


def test_an_unfinished_line_is_named(walk: Begun) -> None:
    told = walk()
    told.meet()
    lines = [Line("outcomes", "outcome", {"text": "A door", "how_we_will_know": ""})]
    planning.hold_meeting(told.session, told.plan, told.by("sam"), lines=lines)
    assert (
        _reasons(told, "share")["unfinished"]
        == "Some lines are not finished: Outcome “A door” still needs: how we will know."
    )


def test_a_treatment_plan_needs_a_clinician_objectives_and_interventions(walk: Begun) -> None:
    told = walk("generic_outpatient", plan_type=PlanType.TREATMENT)
    told.meet()
    told.writer = "grace"
    planning.hold_meeting(told.session, told.plan, told.by("grace"))
    parts = editing.sections_by_key(told.session, told.version)
    goal = {"text": "Rides the train"}
    editing.add_line(
        told.session, told.plan, kind="goal", parent=parts["goals"], details=goal, command=told.by("grace")
    )
    found = _reasons(told, "share")
    assert found["no-clinician"].startswith("No clinician has written part of this treatment plan.")
    assert found["bare-goals"] == "These goals or objectives have nothing under them yet: Goal “Rides the train”."


def test_where_the_rules_want_a_second_review_the_draft_is_not_shared_straight_away() -> None:
    facts = _facts(second_review_needed=True)
    assert gates.second_review_done(facts, _request("coordinator")) is not None
    assert gates.second_review_done(_facts(second_review_needed=False), _request("coordinator")) is None


def test_unanswered_changes_and_talks_say_which_parts(walk: Begun) -> None:
    told = walk().to(Standing.PARTICIPANT_REVIEW)
    sentence = _reasons(told, "agree")["unanswered"]
    assert sentence.startswith("Ida Lund has not answered: Participant’s Vision, ")
    assert sentence.endswith("Ask again, or write down that they could not be reached or said no, with the reason.")
    told.answer_all()
    assert _reasons(told, "agree") == {}


def test_the_slot_is_ones_own_and_filled_once(walk: Begun) -> None:
    told = walk().to(Standing.SIGNING)
    assert _reasons(told, "sign", "grace") == {"slot": "This round does not ask for your signature."}
    told.fire("sign", "ida")
    assert _reasons(told, "sign", "ida") == {
        "slot-filled": "You signed this version already. Your signature stays as it is."
    }
    assert _reasons(told, "complete")["signatures"].startswith("These signatures are still missing: Sam Okoye. ")
    told.fire("sign", "sam")
    assert _reasons(told, "record_unable") == {
        "all-filled": "Every signature that was asked for has an answer already."
    }
    assert _reasons(told, "complete") == {}


def test_dates_in_the_way_are_written_out(walk: Begun) -> None:
    told = walk().to(Standing.SIGNING)
    told.sign_all()
    told.fire("complete")
    assert _reasons(told, "take_effect") == {
        "not-yet": "The plan takes effect on April 1, 2026, and that day has not come. It then does so by itself."
    }
    assert _reasons(told, "amend")["waiting-version"] == (
        "A signed version waits to take effect on April 1, 2026. Once it is in force, this is possible."
    )


def test_a_coordinator_from_elsewhere_is_told_whom_to_ask(walk: Begun) -> None:
    told = walk().to(Standing.DRAFT)
    assert _reasons(told, "share", "lena")["relation"] == (
        "This plan is not yours to move. Ask the person’s service coordinator, or their supervisor."
    )


@pytest.mark.parametrize("lifecycle", [ISP, TREATMENT_PLAN], ids=["isp", "treatment plan"])
def test_every_gate_of_the_lifecycles_says_in_one_way_or_another_what_would_open_it(lifecycle: object) -> None:
    used = {gate.__name__ for move in lifecycle.moves for gate in move.needs}  # type: ignore[attr-defined]
    written = {name for name, found in vars(gates).items() if callable(found) and not name.startswith("_")}
    spoken = {name for name in used if not name.startswith("may_")}
    assert spoken <= written
    assert {name.lower() for name in used if name.startswith("may_")} == {
        "_or_".join(f"may_{action.name.lower()}" for action in actions) for actions in _actions()
    }


def _actions() -> list[tuple[Action, ...]]:
    single = ["EDIT_DRAFT", "ASK_SECOND_REVIEW", "SHARE", "GIVE_SECOND_REVIEW", "ASK_FOR_CHANGES", "COMPLETE"]
    single += ["SIGN", "RECORD_SILENCE", "DISCARD", "DECIDE_REVIEW", "AMEND", "CORRECT", "REPORT_TRIGGER", "CLOSE"]
    return [
        *((Action[name],) for name in single),
        (Action.OPEN_REVIEW, Action.ASK_FOR_REVIEW),
        (Action.RECALL, Action.WITHDRAW_QUOTE),
    ]


def _request(role: str) -> Request:
    return Request(Actor("somebody", role, "Somebody"))


def _facts(**values: object) -> object:
    class Facts:
        def __getattr__(self, name: str) -> object:
            return values[name]

    return Facts()


def test_words_that_were_taken_back_since_are_not_shared(walk: Begun) -> None:
    told = walk().to(Standing.DRAFT)
    assert "taken-back" not in _reasons(told, "share")
    sam = UUID(told.by("sam").actor.account)
    told.session.add(QuoteMark(quote_id=told.quote.id, kind=QuoteMarkKind.WITHDRAWN, at=told.at, by=sam))
    told.session.flush()
    assert "Leave them out of" in _reasons(told, "share")["taken-back"]
