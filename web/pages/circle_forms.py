"""The forms of a circle, one job per page: who the person is, a guardian, a supporter, somebody of the staff, handing over."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine.access import require
from engine.accounts import Account, Role
from engine.authorities import AREAS, AuthorityType
from engine.clock import today
from engine.database import reading
from engine.deadline_lists import teams_seen
from engine.people import Person, RelationKind
from engine.permissions import Action
from engine.refusals import NotFound, Reason, Refusal
from engine.staff import account_named, staff_seen
from web.administering import chosen_id, saved
from web.answers import Answer, form_again, page, redirect
from web.asked import Asked, database_of, form_of, settings_of
from web.i18n import gettext as _
from web.identity import signed_in
from web.languages_said import language_options
from web.pages.circles import person_in_circle
from web.plan_words import authority_words, part_words, relation_words
from web.sent import command_of
from workflows import circle, guardians, people, staffing
from workflows.circle import SHARED, SupporterForm
from workflows.guardians import GuardianForm
from workflows.people import PersonForm
from workflows.staffing import PARTS


@dataclass(frozen=True)
class Job:
    """One form: the row of the permission table it needs, its page, and what it does with what was filled in."""

    action: Action
    template: str
    write: Callable[[Session, Asked, Person], object]
    fields: Mapping[str, str]


@get("/people/new", sync_to_thread=True)
def new_person(request: Asked) -> Answer:
    """Who the person is, in which team and with whom."""
    with reading(database_of(request)) as session:
        return _new_person(session, request)


@post("/people/new", sync_to_thread=True)
def create_person(request: Asked) -> Answer:
    """The person, and on to who is around them."""
    form, visitor = form_of(request), signed_in(request).visitor
    with reading(database_of(request)) as session:
        require(session, visitor, Action.ADD_PERSON)
    team = chosen_id(request, "team_id") or visitor.team_id
    if team is None:
        form.errors.add("team_id", _("Choose the team that serves the person."))
    lead = visitor.account_id if visitor.role is Role.COORDINATOR else chosen_id(request, "coordinator_id")

    def write(session: Session) -> UUID:
        said = _person_form(request, team_id=team or visitor.account_id, coordinator_id=lead)
        return people.create_person(session, command_of(request), said).id

    made = saved(request, write)
    if made is None:
        with reading(database_of(request)) as session:
            return _new_person(session, request)
    return redirect(f"/people/{made}/circle")


@get("/people/{person_id:uuid}/circle/{job:str}", sync_to_thread=True)
def show(request: Asked, person_id: FromPath[UUID], job: FromPath[str]) -> Answer:
    """One of the forms."""
    with reading(database_of(request)) as session:
        return _page(session, request, person_id, job)


@post("/people/{person_id:uuid}/circle/{job:str}", sync_to_thread=True)
def create(request: Asked, person_id: FromPath[UUID], job: FromPath[str]) -> Answer:
    """What the form says, and back to the circle."""
    found = _job(job)
    with reading(database_of(request)) as session:
        person_in_circle(session, request, person_id, found.action)

    def write(session: Session) -> object:
        return found.write(session, request, person_in_circle(session, request, person_id, found.action))

    if saved(request, write, fields=found.fields) is None:
        with reading(database_of(request)) as session:
            return _page(session, request, person_id, job)
    return redirect("/circles" if job == "coordinator" else f"/people/{person_id}/circle")


def _change(session: Session, request: Asked, person: Person) -> object:
    said = _person_form(request, team_id=person.team_id, coordinator_id=person.coordinator_id)
    return people.change_person(session, command_of(request), person, said)


def _guardian(session: Session, request: Asked, person: Person) -> object:
    form = form_of(request)
    starts, ends = form.day("starts_on"), form.day("ends_on")
    authority = form.text("authority") if form.text("authority") in set(AuthorityType) else ""
    if not authority:
        form.errors.add("authority", _("Choose what kind of papers they are."))
    said = GuardianForm(
        name=form.line("name"),
        scope=form.all("scope"),
        account_id=_account(session, request),
        starts_on=starts,
        ends_on=ends,
        authority=AuthorityType(authority) if authority else None,
        court=form.line("court"),
        papers=form.line("papers"),
        report_due_on=form.day("report_due_on"),
        also_paid=form.ticked("also_paid"),
    )
    return guardians.add_guardian(session, command_of(request), person, said)


def _supporter(session: Session, request: Asked, person: Person) -> object:
    form = form_of(request)
    if form.text("kind") not in set(RelationKind):
        raise Refusal(reasons=[Reason("kind", _("Choose what they are to the person."), "kind")])
    said = SupporterForm(
        name=form.line("name"),
        kind=RelationKind(form.text("kind")),
        shares=form.all("shares"),
        account_id=_account(session, request),
        starts_on=form.day("starts_on"),
        ends_on=form.day("ends_on"),
        chosen_by_person=form.ticked("chosen"),
    )
    return circle.add_supporter(session, command_of(request), person, said)


def _staff(session: Session, request: Asked, person: Person) -> object:
    form, account = form_of(request), _chosen_account(session, request, "account_id")
    starts = form.day("starts_on", missing=_("Choose the first day."))
    if starts is None:
        raise Refusal(form.errors["starts_on"], about="starts_on")
    if form.text("part") not in PARTS:
        raise Refusal(_("Choose what they do for the person."), about="part")
    return staffing.assign(
        session,
        command_of(request),
        person,
        account,
        part=form.text("part"),
        starts_on=starts,
        ends_on=form.day("ends_on"),
    )


def _coordinator(session: Session, request: Asked, person: Person) -> object:
    to = _chosen_account(session, request, "to")
    return staffing.hand_over(session, command_of(request), person, to=to, team_id=chosen_id(request, "team_id"))


JOBS: Mapping[str, Job] = {
    "details": Job(Action.EDIT_PERSON, "circles/details.html", _change, {}),
    "guardian": Job(Action.MANAGE_GUARDIANS, "circles/guardian.html", _guardian, {"account": "account"}),
    "supporter": Job(Action.MANAGE_SUPPORTERS, "circles/supporter.html", _supporter, {}),
    "staff": Job(Action.ASSIGN, "circles/staff.html", _staff, {}),
    "coordinator": Job(Action.ASSIGN, "circles/coordinator.html", _coordinator, {}),
}


def _job(name: str) -> Job:
    if name not in JOBS:
        raise NotFound
    return JOBS[name]


def _page(session: Session, request: Asked, person_id: UUID, name: str) -> Answer:
    job, form, visitor = _job(name), form_of(request), signed_in(request).visitor
    person = person_in_circle(session, request, person_id, job.action)
    answer = form_again if form.errors else page
    return answer(
        request,
        job.template,
        person=person,
        form=form if form.errors else None,
        errors=form.errors,
        today=_today(request),
        languages=language_options(person.language),
        kinds=[(kind.value, relation_words(kind)) for kind in RelationKind if kind is not RelationKind.GUARDIAN],
        scopes=_scope_options(),
        authorities=[(kind.value, authority_words(kind)) for kind in AuthorityType],
        shares=[(word, {"plan": _("Their plan"), "words": _("Their own words")}[word]) for word in SHARED],
        parts=[(part, part_words(part)) for part in PARTS],
        staff=_names(staff_seen(session, visitor, Role.COORDINATOR, Role.CLINICIAN, Role.PROVIDER)),
        leaders=_names(staff_seen(session, visitor, Role.COORDINATOR, Role.CLINICIAN)),
        teams=teams_seen(session, visitor),
    )


def _new_person(session: Session, request: Asked) -> Answer:
    form, visitor = form_of(request), signed_in(request).visitor
    require(session, visitor, Action.ADD_PERSON)
    answer = form_again if form.errors else page
    return answer(
        request,
        "circles/new.html",
        form=form if form.errors else None,
        errors=form.errors,
        teams=teams_seen(session, visitor),
        leaders=_names(staff_seen(session, visitor, Role.COORDINATOR, Role.CLINICIAN)),
        to_oneself=visitor.role is Role.COORDINATOR,
        languages=language_options(),
    )


def _person_form(request: Asked, *, team_id: UUID, coordinator_id: UUID | None) -> PersonForm:
    form = form_of(request)
    return PersonForm(
        full_name=form.line("full_name"),
        team_id=team_id,
        coordinator_id=coordinator_id,
        preferred_name=form.line("preferred_name"),
        also_called=tuple(line.strip() for line in form.words("also_called").splitlines() if line.strip()),
        pronouns=form.line("pronouns"),
        born_on=form.day("born_on"),
        language=form.line("language") or "en",
        how_i_say_yes_and_no=form.words("how_i_say_yes_and_no"),
        program=form.line("program"),
    )


def _account(session: Session, request: Asked) -> UUID | None:
    """The account with the sign-in name that was typed; none where nothing was."""
    typed = form_of(request).line("account")
    if not typed:
        return None
    found = account_named(session, typed)
    if found is None:
        raise Refusal(
            _("There is no account with the sign-in name “%(name)s”. Leave it empty until there is one.")
            % {"name": typed[:60]},
            about="account",
        )
    return found.id


def _chosen_account(session: Session, request: Asked, name: str) -> Account:
    identity = chosen_id(request, name)
    found = session.get(Account, identity) if identity else None
    if found is None:
        raise Refusal(_("Choose who it is."), about=name)
    return found


def _scope_options() -> list[tuple[str, str]]:
    words = {
        "services": _("Services"),
        "health": _("Health"),
        "finance": _("Money"),
        "full": _("Everything"),
    }
    return [(scope, words[scope]) for scope in AREAS]


def _names(staff: list[tuple[UUID, str, str]]) -> list[tuple[UUID, str]]:
    return [(identity, f"{name}, {team}" if team else name) for identity, name, team in staff]


def _today(request: Asked) -> date:
    return today(settings_of(request).time_zone)
