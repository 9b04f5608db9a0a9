"""Beginning a plan, its meeting, what was said there, and the start of the draft; on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select

from engine.database import Database, open_database, reading
from engine.meetings import Observation, meetings_of, observations_of
from engine.plans import Plan, PlanType, plans_of
from engine.quotes import Attribution, Method, quotes_of
from engine.refusals import NotFound, Refusal, Stale
from engine.schema import migrate
from engine.versions import versions_of
from tests.workflows.desk import ON, Desk, at_desk, desk_in
from workflows import planning, recording
from workflows.planning import Interim, Line
from workflows.recording import Attendee, MeetingForm

KEPT = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\ufffe\uffff"), min_size=1).filter(
    lambda text: all(letter >= " " or letter in "\t\n\r" for letter in text)
)
"""Everything that can be kept: all that XML 1.0 can carry."""

CANNOT_BE_KEPT = ["\x00", "\x08", "\x0b", "\x0c", "\x0e", "\x1f", "\ufffe", "\uffff", "\ud800"]


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made = open_database(database_url)
    migrate(made)
    yield made
    made.close()


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    with at_desk(database) as found:
        yield found


def test_a_plan_of_each_kind_is_begun_once_and_a_second_one_waits(desk: Desk) -> None:
    with pytest.raises(Refusal, match="has an open plan of this kind already"):
        planning.begin_plan(desk.session, desk.person, PlanType.ISP, "federal_hcbs", desk.command())
    planning.begin_plan(desk.session, desk.person, PlanType.TREATMENT, "generic_outpatient", desk.command())
    assert [plan.plan_type for plan in plans_of(desk.session, desk.person.id)] == ["isp", "treatment_plan"]


def test_rules_made_for_another_kind_of_plan_are_refused(desk: Desk) -> None:
    with pytest.raises(Refusal, match="are not made for this kind of plan"):
        planning.begin_plan(desk.session, desk.person, PlanType.TREATMENT, "federal_hcbs", desk.command())


def test_a_form_sent_twice_begins_one_plan_one_meeting_one_quote_and_one_observation(desk: Desk) -> None:
    begin = desk.command(rules="treatment_plan/generic_outpatient")
    plans = {
        planning.begin_plan(desk.session, desk.person, PlanType.TREATMENT, "generic_outpatient", begin)[0].id
        for _ in range(2)
    }
    assert len(plans) == 1
    assert len(plans_of(desk.session, desk.person.id)) == 2
    record = desk.command(notes="x")
    form = MeetingForm(held_on=ON, attendees=[Attendee("Dee")], notes="x")
    meetings = {recording.record_meeting(desk.session, desk.plan, form, record).id for _ in range(2)}
    assert meetings == {meeting.id for meeting in meetings_of(desk.session, desk.person.id)}
    see = desk.command(text="She smiled.")
    seen = {
        recording.record_observation(desk.session, desk.plan, see, text="She smiled.", seen_on=ON).id for _ in range(2)
    }
    assert seen == {row.id for row in observations_of(desk.session, desk.person.id)}
    capture = desk.command(words="Mine.")
    kept = {
        recording.capture_quote(
            desk.session,
            desk.plan,
            capture,
            text="Mine.",
            attribution=Attribution.PARTICIPANT,
            speaker="Dee",
            method=Method.SPOKEN,
            said_on=ON,
            may_include=True,
        ).id
        for _ in range(2)
    }
    assert kept == {quote.id for quote in quotes_of(desk.session, desk.person.id)}


@settings(max_examples=25)
@given(text=KEPT)
def test_words_are_kept_code_point_for_code_point(desk: Desk, text: str) -> None:
    quote = desk.said(text)
    desk.session.expire_all()
    found = next(row for row in quotes_of(desk.session, desk.person.id) if row.id == quote.id)
    assert found.text == text


@pytest.mark.parametrize("character", CANNOT_BE_KEPT)
def test_what_paper_cannot_carry_is_refused_by_name_and_place(desk: Desk, character: str) -> None:
    with pytest.raises(Refusal, match=rf"U\+{ord(character):04X} \(line 2, character 4\)"):
        desk.said(f"one\ntwo{character}")
    assert quotes_of(desk.session, desk.person.id) == []


def test_somebody_elses_words_need_their_name(desk: Desk) -> None:
    with pytest.raises(Refusal, match="Write the name of who said it"):
        desk.said("She can’t be alone.", attribution=Attribution.OTHER, speaker=" ")


def test_nothing_is_kept_from_a_day_that_has_not_come(desk: Desk) -> None:
    later = ON + timedelta(days=1)
    with pytest.raises(Refusal, match="has not come yet"):
        recording.record_observation(desk.session, desk.plan, desk.command(), text="She smiled.", seen_on=later)
    with pytest.raises(Refusal, match="has not come yet"):
        recording.record_meeting(desk.session, desk.plan, MeetingForm(held_on=later), desk.command())


@pytest.mark.parametrize(
    ("change", "about"),
    [
        ({"place": "x" * 201}, "place"),
        ({"interpreter": "x" * 201}, "interpreter"),
        ({"attendees": [Attendee("x" * 201)]}, "attendees"),
        ({"attendees": [Attendee("Dee", "x" * 121)]}, "attendees"),
        ({"notes": "one\x01"}, "notes"),
        ({"absence_reason": "\x01"}, "absence_reason"),
    ],
)
def test_a_meeting_that_cannot_be_kept_names_the_field(desk: Desk, change: dict[str, object], about: str) -> None:
    form = replace(MeetingForm(held_on=ON), **change)  # type: ignore[arg-type]
    with pytest.raises(Refusal) as refusal:
        recording.record_meeting(desk.session, desk.plan, form, desk.command())
    assert [reason.about for reason in refusal.value.reasons] == [about]


def test_a_meeting_somebody_else_changed_is_not_written_over(desk: Desk) -> None:
    meeting = desk.meeting("first")
    form = MeetingForm(held_on=ON, attendees=[Attendee("Dee")], notes="second")
    recording.change_meeting(desk.session, desk.plan, meeting, form, desk.command(), based_on=1)
    with pytest.raises(Stale):
        recording.change_meeting(
            desk.session, desk.plan, meeting, replace(form, notes="third"), desk.command("ben"), based_on=1
        )
    assert meeting.notes == "second"


def test_the_draft_begins_with_the_chosen_lines_and_nothing_else(desk: Desk) -> None:
    desk.meeting()
    quote = desk.said("I want MY key.")
    lines = [
        Line("vision", "vision", {}, [quote.id]),
        Line("needs", "need", {"text": "Money, she says “I want MY key.”"}),
    ]
    planning.hold_meeting(desk.session, desk.plan, desk.command(), lines=lines)
    assert [item.details["text"] for item in desk.items("vision")] == [""]
    assert [item.details["text"] for item in desk.items("need")] == [f"Money, she says [[quote:{quote.id}]]"]
    assert desk.plan.standing == "draft"


def test_a_line_in_a_part_that_does_not_hold_it_starts_no_draft(database: Database) -> None:
    with pytest.raises(Refusal, match="does not belong there"), at_desk(database) as desk:
        desk.draft(Line("needs", "risk", {"text": "Stove"}))
    with reading(database) as session:
        assert session.exec(select(Plan)).all() == []


def test_words_without_an_agreement_and_words_of_somebody_elses_plan_start_no_draft(desk: Desk) -> None:
    desk.meeting()
    private = desk.said("Only between us.", agreed=False)
    with pytest.raises(Refusal, match="did not agree"):
        planning.hold_meeting(
            desk.session, desk.plan, desk.command(), lines=[Line("vision", "vision", {}, [private.id])]
        )
    elsewhere = desk_in(desk.session)
    foreign = elsewhere.said("Not hers.")
    with pytest.raises(NotFound):
        planning.hold_meeting(
            desk.session, desk.plan, desk.command(), lines=[Line("vision", "vision", {}, [foreign.id])]
        )


def test_an_interim_plan_says_why_and_until_when(desk: Desk) -> None:
    with pytest.raises(Refusal) as refusal:
        planning.hold_meeting(desk.session, desk.plan, desk.command(), interim=Interim(" ", ON))
    assert [reason.about for reason in refusal.value.reasons] == ["interim_reason", "interim_until"]


def test_an_interim_form_sent_twice_begins_one_version(desk: Desk) -> None:
    begin = desk.command(how="interim")
    for _ in range(2):
        planning.hold_meeting(
            desk.session, desk.plan, begin, interim=Interim("Moved in yesterday.", ON + timedelta(days=30))
        )
    assert [version.interim_reason for version in versions_of(desk.session, desk.plan.id)] == ["Moved in yesterday."]


def test_what_was_seen_is_no_quote(desk: Desk) -> None:
    recording.record_observation(desk.session, desk.plan, desk.command(), text="She looked away.", seen_on=ON)
    assert quotes_of(desk.session, desk.person.id) == []
    assert desk.session.exec(select(Observation)).one().observer_name == "Ana Moreno"
