"""Read back, mistyped, taken back: what is said about an entry afterwards, and by whom it may be said."""

import json
from collections.abc import Iterator

import pytest
from sqlmodel import select

from engine.database import Database, open_database
from engine.events import Event
from engine.items import items_of
from engine.meetings import attendance_at
from engine.quote_marks import seal_of_mark
from engine.quotes import Quote, QuoteMark, quotes_by_id, quotes_of
from engine.refusals import Refusal
from engine.schema import migrate
from tests.workflows.desk import ON, Desk, at_desk
from workflows import attending, mending, planning, quoting, recording
from workflows.attending import MeetingFacts
from workflows.planning import Line
from workflows.recording import Attendee, MeetingForm


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made = open_database(database_url)
    migrate(made)
    yield made
    made.close()


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    with at_desk(database) as desk:
        yield desk


def again(desk: Desk, quote: Quote, text: str = "my key", *, who: str = "ana") -> Quote:
    return mending.capture_again(desk.session, desk.plan, desk.command(who), quote, text=text)


def test_the_newest_reading_back_counts(desk: Desk) -> None:
    quote = desk.said("my key")
    for agreed in (True, False):
        mending.note_read_back(desk.session, desk.plan, desk.command(), quote, agreed=agreed)
    assert quotes_by_id(desk.session, [quote.id])[quote.id].read_back is False


def test_both_captures_of_a_slip_stay_and_a_repeat_makes_no_third(desk: Desk) -> None:
    quote = desk.said("my jey")
    command = desk.command()
    for _ in range(2):
        second = mending.capture_again(desk.session, desk.plan, command, quote, text="my key")
    first, only = quotes_of(desk.session, desk.person.id)
    assert (first.text, first.mistyped, first.usable) == ("my jey", True, False)
    assert (only.id, only.text, only.usable) == (second.id, "my key", True)


def test_every_mark_is_vouched_for_by_its_event(desk: Desk) -> None:
    quote = desk.said("my jey")
    mending.note_read_back(desk.session, desk.plan, desk.command(), quote, agreed=False)
    again(desk, quote)
    marks = desk.session.exec(select(QuoteMark)).all()
    said = [json.loads(bytes(row.body))["data"] for row in desk.session.exec(select(Event))]
    sealed = [seal for data in said for seal in data.get("seals", ())]
    assert len(marks) == 2
    assert all(["quote_mark", str(row.id), seal_of_mark(row).hex()] in sealed for row in marks)
    assert {row.by_name for row in marks} == {desk.ana.name}


@pytest.mark.parametrize("text", ["my jey", ""])
def test_the_same_words_or_none_are_no_correction(desk: Desk, text: str) -> None:
    quote = desk.said("my jey")
    with pytest.raises(Refusal):
        again(desk, quote, text)
    assert len(quotes_of(desk.session, desk.person.id)) == 1


def test_only_who_wrote_it_down_says_that_it_was_mistyped(desk: Desk) -> None:
    quote = desk.said("my jey")
    with pytest.raises(Refusal, match="Only Ana"):
        again(desk, quote, who="ben")


def test_confirmed_words_are_no_slip(desk: Desk) -> None:
    quote = desk.said("I do not want it")
    mending.note_read_back(desk.session, desk.plan, desk.command(), quote, agreed=True)
    with pytest.raises(Refusal, match="confirmed these words"):
        again(desk, quote, "I want it")


def test_words_that_stand_in_a_plan_are_not_taken_out_as_a_slip(desk: Desk) -> None:
    desk.meeting()
    quote = desk.said("my key")
    planning.hold_meeting(desk.session, desk.plan, desk.command(), lines=[Line("needs", "need", {"text": "A key"})])
    version = desk.plan.working_version_id
    assert version is not None
    need = next(item for item in items_of(desk.session, version) if item.kind == "need")
    quoting.use_quote(desk.session, desk.plan, need, quote.id, desk.command())
    with pytest.raises(Refusal, match="stand in a plan"):
        again(desk, quote, "something easier")
    quoting.leave_quote(desk.session, desk.plan, need, quote.id, desk.command())
    again(desk, quote, "my keys")
    with pytest.raises(Refusal):
        quoting.use_quote(desk.session, desk.plan, need, quote.id, desk.command())


def test_an_observation_is_taken_back_by_its_observer_alone(desk: Desk) -> None:
    seen = recording.record_observation(desk.session, desk.plan, desk.command(), text="She left.", seen_on=ON)
    with pytest.raises(Refusal, match="Only Ana"):
        mending.take_back_observation(desk.session, desk.plan, desk.command("ben"), seen)
    mending.take_back_observation(desk.session, desk.plan, desk.command(), seen)
    assert seen.taken_back_at is not None
    assert seen.text == "She left."


def test_a_form_with_all_who_came_keeps_rows_and_what_it_did_not_ask(desk: Desk) -> None:
    meeting = desk.meeting()
    (dee,) = attendance_at(desk.session, meeting.id)
    for name, more in (("Barb", {"invited_by": "Dee’s sister"}), ("Mr. Blunt", {"present": False, "not_wanted": True})):
        attendee = Attendee(name, **more)  # type: ignore[arg-type]
        attending.note_attendee(desk.session, desk.plan, meeting, desk.command(), key=name, attendee=attendee)
    attending.note_facts(desk.session, desk.plan, meeting, MeetingFacts(time_chosen_by_person=True), desk.command())
    form = MeetingForm(held_on=ON, attendees=[Attendee("Barb", relation="mother"), Attendee("Dee")])
    recording.change_meeting(desk.session, desk.plan, meeting, form, desk.command())
    rows = {row.name: row for row in attendance_at(desk.session, meeting.id)}
    assert set(rows) == {"Dee", "Barb", "Mr. Blunt"}
    assert rows["Dee"].id == dee.id
    assert (rows["Barb"].relation, rows["Barb"].invited_by) == ("mother", "Dee’s sister")
    assert meeting.time_chosen_by_person


def test_a_row_of_another_meeting_is_not_reached_by_its_id(desk: Desk) -> None:
    first, second = desk.meeting(), desk.meeting()
    (row,) = attendance_at(desk.session, first.id)
    attending.note_attendee(
        desk.session, desk.plan, second, desk.command(), key=str(row.id), attendee=Attendee("Somebody")
    )
    attending.remove_attendee(desk.session, desk.plan, second, desk.command(), key=str(row.id))
    assert [found.name for found in attendance_at(desk.session, first.id)] == ["Dee"]
    assert [found.name for found in attendance_at(desk.session, second.id)] == ["Dee"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (MeetingFacts(absence_reason="Dee said that home is best."), "absence_reason"),
        (MeetingFacts(adjustments_offered="In her view, none were needed."), "adjustments_offered"),
        (MeetingFacts(place="Dee: no place suits me"), "place"),
    ],
)
def test_facts_noted_at_the_table_give_words_to_nobody(desk: Desk, facts: MeetingFacts, field: str) -> None:
    meeting = desk.meeting()
    with pytest.raises(Refusal) as refused:
        attending.note_facts(desk.session, desk.plan, meeting, facts, desk.command())
    assert [reason.about for reason in refused.value.reasons] == [field]
    honest = MeetingFacts(absence_reason="Dee was in hospital.", place="Café “Luna”")
    attending.note_facts(desk.session, desk.plan, meeting, honest, desk.command())
    assert meeting.place == "Café “Luna”"


def test_what_is_noted_of_who_came_gives_words_to_nobody(desk: Desk) -> None:
    meeting = desk.meeting()
    for attendee in (
        Attendee("Barb", stayed_away_because="D e e  s a i d that she should not come"),
        Attendee("Barb", relation="Dee says she is her best friend"),
    ):
        with pytest.raises(Refusal):
            attending.note_attendee(desk.session, desk.plan, meeting, desk.command(), key="b", attendee=attendee)
    honest = Attendee("Robert “Bob” Hale", stayed_away_because="He works on Mondays.")
    row = attending.note_attendee(desk.session, desk.plan, meeting, desk.command(), key="b", attendee=honest)
    assert row is not None
    assert row.name == "Robert “Bob” Hale"
