"""From the forms of a meeting in progress to the verbs that keep what they say."""

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from engine.firing import Command
from engine.life_areas import LifeArea
from engine.meetings import Attendance, Meeting, Observation
from engine.people import Person
from engine.plans import Plan
from engine.quotes import Attribution, Method, Quote
from engine.refusals import Reason, Refusal
from engine.visitors import Visitor
from web.forms import Form
from web.i18n import gettext as _
from web.meeting_view import GESTURE
from workflows import attending, mending, recording
from workflows.acting import step_of
from workflows.attending import MeetingFacts
from workflows.recording import Attendee

OLDEST_NOTE = timedelta(days=30)
"""A device whose clock is further off than this knows nothing about when something was written down."""


class OtherAuthor(Refusal):
    """The entry was written by another account than the one that is signed in."""


def require_author(form: Form, visitor: Visitor) -> None:
    """What one account wrote is not sent by another: on a shared tablet that would put a wrong name under it."""
    author = form.text("author")
    if author and author != str(visitor.account_id):
        raise OtherAuthor(
            _(
                "This was not saved: somebody else wrote it on this device, and you are signed in as %(name)s. It can "
                "be kept only under the name of who wrote it. Let them sign in and send it."
            )
            % {"name": visitor.name}
        )


def keep_entry(session: Session, plan: Plan, meeting: Meeting, form: Form, command: Command) -> Quote | Observation:
    """What was said, or what was seen, exactly as it was typed."""
    kind, way = form.text("kind"), form.text("how")
    if kind not in ("said", "other", "saw"):
        raise _wrong("kind", _("Say whether the person said it, somebody else said it, or you saw it."))
    if kind == "saw" or way == GESTURE:
        return recording.record_observation(
            session,
            plan,
            command,
            text=form.words("words"),
            seen_on=meeting.held_on,
            meeting=meeting,
            life_area=_area(form),
            noted_at=noted_at(form, command),
        )
    if way not in set(Method):
        raise _wrong("how", _("Choose how the words were expressed."))
    person = session.get_one(Person, meeting.person_id)
    interpreted = form.ticked("interpreted")
    if interpreted and not form.line("interpreter"):
        raise _wrong("interpreter", _("Write who interpreted: the words that stand here are theirs."))
    quote = recording.capture_quote(
        session,
        plan,
        command,
        text=form.words("words"),
        attribution=_attribution(kind, interpreted=interpreted),
        speaker=_speaker(form) if kind == "other" else person.called,
        method=Method(way),
        said_on=meeting.held_on,
        may_include=form.ticked("agreed"),
        meeting=meeting,
        language=form.line("language") or "und",
        life_area=_area(form),
        noted_at=noted_at(form, command),
        interpreter=form.line("interpreter") if interpreted else "",
    )
    if form.text("read_back") in ("yes", "no"):
        mending.note_read_back(
            session, plan, step_of(command, "read back"), quote, agreed=form.text("read_back") == "yes"
        )
    return quote


def keep_attendee(session: Session, plan: Plan, meeting: Meeting, form: Form, command: Command) -> Attendance | None:
    """One person at the table, or one who was asked, or one who was not wanted there."""
    if form.text("do") == "remove":
        attending.remove_attendee(session, plan, meeting, command, key=form.text("row"))
        return None
    by_person = form.text("invited") == "person"
    attendee = Attendee(
        name=form.line("name"),
        relation=form.line("relation"),
        present=(form.text("do") or form.text("came")) != "away",
        invited_by_person=by_person,
        invited_by="" if by_person else form.line("invited_by"),
        not_wanted=form.ticked("not_wanted"),
        stayed_away_because=form.words("why"),
    )
    return attending.note_attendee(session, plan, meeting, command, key=form.text("row"), attendee=attendee)


def keep_facts(session: Session, plan: Plan, meeting: Meeting, form: Form, command: Command, *, zone: str) -> None:
    """Only what the form holds is changed. A tick box says with a field of its own that the form held it."""
    facts = MeetingFacts(
        held_on=form.day("held_on") if form.text("held_on") else None,
        place=_line(form, "place"),
        interpreter=_line(form, "interpreter"),
        chosen_by_person=_tick(form, "chosen_by_person"),
        time_chosen_by_person=_tick(form, "time_chosen_by_person"),
        person_present=form.text("person_present") != "no" if "person_present" in form.fields else None,
        absence_reason=_words(form, "absence_reason"),
        adjustments_offered=_words(form, "adjustments_offered"),
        started_at=_time(form, "started", meeting, command, zone),
        ended_at=_time(form, "ended", meeting, command, zone),
    )
    for name, sentence in form.errors.items():
        raise _wrong(name, sentence)
    attending.note_facts(session, plan, meeting, facts, command)


def noted_at(form: Form, command: Command) -> datetime | None:
    """When the device says it was written down, where that can be: before it reached us, and not long ago."""
    try:
        said = datetime.fromisoformat(form.text("noted_at"))
    except ValueError:
        return None
    if said.tzinfo is None or not command.at - OLDEST_NOTE <= said <= command.at:
        return None
    return said


def read_key(form: Form, name: str) -> UUID:
    """The id of an entry in a form. Refuses anything else."""
    try:
        return UUID(form.text(name))
    except ValueError:
        raise Refusal(_("Nothing was saved: this form was changed on its way. Open the page again.")) from None


def _attribution(kind: str, *, interpreted: bool) -> Attribution:
    if kind == "other":
        return Attribution.OTHER
    return Attribution.INTERPRETED if interpreted else Attribution.PARTICIPANT


def _speaker(form: Form) -> str:
    return form.line("speaker") or form.line("speaker_name")


def _area(form: Form) -> LifeArea | None:
    said = form.text("life_area").replace("none", "")
    if said and said not in set(LifeArea):
        raise _wrong("life_area", _("Choose one of the parts of life, or none."))
    return LifeArea(said) if said else None


def _line(form: Form, name: str) -> str | None:
    return form.line(name) if name in form.fields else None


def _words(form: Form, name: str) -> str | None:
    return form.words(name) if name in form.fields else None


def _tick(form: Form, name: str) -> bool | None:
    return form.ticked(name) if f"{name}_asked" in form.fields else None


def _time(form: Form, name: str, meeting: Meeting, command: Command, zone: str) -> datetime | None:
    """A time of the meeting's day as the agency's clocks show it, or the moment the button was pressed."""
    if form.text("now") == name:
        return noted_at(form, command) or command.at
    typed = form.text(name).strip()
    if not typed:
        return None
    try:
        at = time.fromisoformat(typed)
    except ValueError:
        form.errors.add(name, _("There is no such time of day. Write hours and minutes like 14:30."))
        return None
    return datetime.combine(meeting.held_on, at.replace(tzinfo=None), tzinfo=ZoneInfo(zone))


def _wrong(about: str, sentence: str) -> Refusal:
    return Refusal(reasons=[Reason("field", sentence, about)])
