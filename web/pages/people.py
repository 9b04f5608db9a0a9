"""The caseload, a person's page, and beginning a plan."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine import access, caseloads
from engine.accounts import Account
from engine.clock import now, today
from engine.database import reading, writing
from engine.meetings import Meeting, meetings_of, observations_of
from engine.openings import opened
from engine.people import Assignment, Person, assignments_of, circle_of
from engine.permissions import Action
from engine.plans import Plan, PlanType, plans_of, sessions_of
from engine.quotes import Spoken, quotes_by_id
from engine.refusals import NotFound, Reason, Refusal
from engine.visitors import Visitor
from web import plan_words
from web.answers import Answer, form_again, page, redirect
from web.asked import Asked, database_of, form_of, settings_of
from web.forms import Form
from web.i18n import gettext as _
from web.identity import signed_in
from web.next_moves import NextMove, next_move
from web.sent import command_of
from workflows import planning
from workflows.profiles import Profile, all_profiles, profile
from workflows.profiles.words import ScheduleKind


@get("/people", sync_to_thread=True)
def index(request: Asked) -> Answer:
    """The people one works with, soonest date first."""
    visitor, on = signed_in(request).visitor, today(settings_of(request).time_zone)
    named, standing = _filters(request)
    after = _place(request.query_params.get("after", ""))
    with reading(database_of(request)) as session:
        rows = caseloads.caseload(
            session, visitor, on=on, after=after, named=named, standing=standing, limit=caseloads.PAGE + 1
        )
        more = rows[caseloads.PAGE - 1].place if len(rows) > caseloads.PAGE else None
        waiting = _without_plan(session, visitor, on=on, named=named) if not (after or standing or more) else []
    # Rows of lists are plain values, so they outlive the session.
    return page(
        request,
        "people/index.html",
        rows=rows[: caseloads.PAGE],
        waiting=waiting,
        today=on,
        named=named,
        standing=standing,
        standings=plan_words.standing_options(),
        begun=after is not None,
        next=f"{more.due_on or '-'}.{more.id}" if more else "",
    )


@get("/people/{person_id:uuid}", sync_to_thread=True)
def show(request: Asked, person_id: FromPath[UUID]) -> Answer:
    """Who the person is, their plans, and everything they said."""
    visitor = signed_in(request).visitor
    with reading(database_of(request)) as session:
        context = _shown(session, visitor, person_id, on=today(settings_of(request).time_zone))
        answer = page(request, "people/show.html", form=Form(), errors={}, **context)
    opened(database_of(request), visitor, person_id, f"person:{person_id}", at=now())
    return answer


@post("/people/{person_id:uuid}/plans", sync_to_thread=True)
def begin_plan(request: Asked, person_id: FromPath[UUID]) -> Answer:
    """A line of versions for the person, under the rules that were chosen."""
    visitor, form, database = signed_in(request).visitor, form_of(request), database_of(request)
    on = today(settings_of(request).time_zone)
    try:
        with writing(database) as session:
            person = access.person_for(session, visitor, person_id, Action.BEGIN_PLAN, on=on)
            plan_type, rules = _chosen(form)
            plan, _outcome = planning.begin_plan(session, person, plan_type, rules, command_of(request))
            plan_id = plan.id
    except NotFound:
        raise
    except Refusal as refusal:
        with reading(database) as session:
            context = _shown(session, visitor, person_id, on=on)
            form.errors.add_refusal(refusal, name="rules")
            return form_again(request, "people/show.html", form=form, errors=form.errors, **context)
    return redirect(f"/plans/{plan_id}/meetings/new")


def _filters(request: Asked) -> tuple[str, str]:
    standing = request.query_params.get("standing", "")
    known = {key for key, _words in plan_words.standing_options()}
    return request.query_params.get("named", "").strip()[:100], standing if standing in known else ""


def _place(text: str) -> caseloads.Place | None:
    """Where a page goes on; an address that says nothing sensible begins at the beginning."""
    due, _dot, identity = text.partition(".")
    try:
        return caseloads.Place(None if due == "-" else date.fromisoformat(due), UUID(identity))
    except ValueError:
        return None


def _without_plan(session: Session, visitor: Visitor, *, on: date, named: str) -> list[caseloads.PersonRow]:
    """People for whom nothing is begun yet. Not over a whole agency: there the list of plans is the way in."""
    if visitor.whole_agency:
        return []
    return caseloads.people_seen(session, visitor, on=on, without_plan=True, named=named)


def _shown(session: Session, visitor: Visitor, person_id: UUID, *, on: date) -> dict[str, Any]:
    """What this visitor may see of the person, each part by its own permission."""
    person = access.person_for(session, visitor, person_id, on=on)

    def may(action: Action) -> bool:
        return access.may(session, visitor, action, on=on, person_id=person_id)

    sees_meetings = may(Action.SEE_MEETING)
    plans = [
        plan
        for plan in plans_of(session, person_id)
        if access.may(session, visitor, Action.SEE_PLAN, on=on, plan_id=plan.id)
    ]
    return {
        "person": person,
        "today": on,
        "plans": [(plan, _next_move(session, visitor, plan, on=on)) for plan in plans],
        "sessions": {
            plan.id: sessions_of(session, plan.id)
            for plan in plans
            if plan.closed_at is None and counts_sessions(profile(plan.profile, on=on))
        },
        "may_record_session": may(Action.RECORD_SESSION),
        "circle": circle_of(session, person_id),
        "staff": _staff(session, person, assignments_of(session, person_id, on=on)),
        "sees_meetings": sees_meetings,
        "meetings": _meetings(session, visitor, person_id, on=on) if sees_meetings else [],
        "observations": observations_of(session, person_id) if sees_meetings else [],
        "sees_words": may(Action.SEE_WORDS),
        "may_erase": may(Action.ERASE_QUOTE),
        "may_keep_pictures": may(Action.KEEP_PICTURE),
        "may_download_words": may(Action.SEE_WORDS) and may(Action.DOWNLOAD),
        "words": _words(session, visitor, person_id, on=on),
        "may_begin": may(Action.BEGIN_PLAN),
        "may_let_in": may(Action.LET_IN),
        "rule_options": rule_options(on=on),
    }


def _words(session: Session, visitor: Visitor, person_id: UUID, *, on: date) -> list[Spoken]:
    ids = access.quotes_seen(session, visitor, person_id, on=on)
    found = quotes_by_id(session, ids, private_too=True)
    return [found[identity] for identity in reversed(ids)]


def _meetings(session: Session, visitor: Visitor, person_id: UUID, *, on: date) -> list[Meeting]:
    open_to_them = set(access.meetings_seen(session, visitor, person_id, on=on))
    return [meeting for meeting in meetings_of(session, person_id) if meeting.id in open_to_them]


def _next_move(session: Session, visitor: Visitor, plan: Plan, *, on: date) -> NextMove | None:
    if not access.may(session, visitor, Action.SEE_DRAFT, on=on, plan_id=plan.id):
        return None
    return next_move(session, plan, visitor.actor, on=on)


def _staff(session: Session, person: Person, assignments: Sequence[Assignment]) -> list[tuple[str, str]]:
    """Names and parts, the coordinator first."""
    lead = session.get(Account, person.coordinator_id) if person.coordinator_id else None
    rows = [(lead.name, _("service coordinator"))] if lead else []
    for row in assignments:
        account = session.get(Account, row.account_id)
        if account is not None:
            rows.append((account.name, plan_words.part_words(row.part)))
    return rows


def rule_options(*, on: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every kind of plan under every profile made for it, by group, what an agency added itself first."""
    known = all_profiles(on=on)
    found = []
    for group, words in _group_words().items():
        options = [
            (f"{kind}/{rules.id}", f"{plan_words.plan_type_words(kind)}: {rules.name}")
            for kind in (PlanType.ISP.value, PlanType.TREATMENT.value)
            for rules in known
            if rules.group == group and kind in rules.plan_types
        ]
        found += [(words, options)] if options else []
    return found


def _group_words() -> dict[str, str]:
    return {
        "": _("The agency’s own rules"),
        "federal": _("Federal rules"),
        "states": _("States"),
        "payers": _("Payers and levels of care"),
    }


def counts_sessions(rules: Profile) -> bool:
    """Whether a date of these rules is counted in sessions, so that each session is written down."""
    return any(
        ScheduleKind.SESSION_COUNT in (rule.value.kind, *(part.kind for part in rule.value.parts))
        for part in (rules, *rules.parts)
        for rule in part.review_schedule
    )


def _chosen(form: Form) -> tuple[PlanType, str]:
    kind, _slash, rules = form.text("rules").partition("/")
    if kind not in set(PlanType) or not rules:
        raise Refusal(
            reasons=[Reason("rules", _("Choose the kind of plan and the rules it is written under."), "rules")]
        )
    return PlanType(kind), rules
