"""One plan: where it stands, the next move with what stands in its way, and the text in force and in work."""

from datetime import date
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine.access import may, plan_for, versions_seen
from engine.accounts import Role
from engine.clock import now, today
from engine.database import reading, writing
from engine.deadlines import open_deadlines
from engine.firing import peek
from engine.openings import opened
from engine.people import Person
from engine.permissions import Action
from engine.plans import Plan, Standing
from engine.rounds import RoundKind, open_round, rounds_of
from engine.signatures import acknowledgements_of, newest_by_slot, signatures_of, slots_of
from engine.versions import Version
from engine.visitors import Visitor
from engine.words_beside import read_beside
from web.answers import Answer, page, redirect
from web.asked import Asked, database_of, form_of, settings_of
from web.covering import coverage_of
from web.identity import signed_in
from web.moves import offers
from web.own_lines import sections_for
from web.pages.people import counts_sessions
from web.sent import command_fields, command_of
from web.signature_view import SignatureView, signature_views
from web.standings import plan_title, standing_steps
from workflows import acknowledging
from workflows.moving import OF_ANSWERS, options_for
from workflows.profiles import profile
from workflows.recipients import signed_version


@get("/plans/{plan_id:uuid}", sync_to_thread=True)
def show(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """The plan's own page; the person and their guardian have theirs elsewhere."""
    visitor, on = signed_in(request), today(settings_of(request).time_zone)
    if visitor.role in (Role.PARTICIPANT, Role.GUARDIAN):
        return redirect("/my-plan")
    with reading(database_of(request)) as session:
        plan = plan_for(session, visitor.visitor, plan_id, on=on)
        person = session.get_one(Person, plan.person_id)
    opened(database_of(request), visitor.visitor, plan.person_id, f"plan:{plan_id}", at=now())
    with reading(database_of(request)) as session:
        rules = profile(plan.profile, on=on)
        options = options_for(session, plan, visitor.actor, on=on)
        following, others = offers(plan.id, plan.standing, options, second_review=rules.second_review_required.value)
        shown = _version_shown(
            session, plan, [row.id for row in versions_seen(session, visitor.visitor, plan_id, on=on)]
        )
        return page(
            request,
            "plans/show.html",
            plan=plan,
            person=person,
            title=plan_title(plan),
            steps=standing_steps(second_review=_has_second_review(session, plan, rules.second_review_required.value)),
            counts_sessions=counts_sessions(rules),
            rules=rules,
            next=following,
            others=others,
            shown=shown,
            sections=sections_for(session, visitor.visitor, plan, shown) if shown else [],
            signatures=_signatures(session, visitor.visitor, shown, on=on),
            work=_acknowledging(session, visitor.visitor, plan, on=on),
            command=command_fields,
            coverage=coverage_of(session, plan, shown, person) if shown else "",
            deadlines=[
                row
                for row in open_deadlines(session, plan.stream)
                if row.kind not in OF_ANSWERS or visitor.role not in (Role.SUPPORTER, Role.PROVIDER)
            ],
            may_witness=plan.standing == Standing.PARTICIPANT_REVIEW
            and may(session, visitor.visitor, Action.WITNESS, on=on, plan_id=plan.id),
            may_see_draft=may(session, visitor.visitor, Action.SEE_DRAFT, on=on, plan_id=plan.id),
            waiting_for=_waiting_for(session, plan),
            may_edit=plan.standing == Standing.DRAFT
            and may(session, visitor.visitor, Action.EDIT_DRAFT, on=on, plan_id=plan.id),
            may_ask_model=settings_of(request).model_is_used
            and may(session, visitor.visitor, Action.ASK_MODEL, on=on, plan_id=plan.id),
            may_see_meeting=may(session, visitor.visitor, Action.SEE_MEETING, on=on, person_id=plan.person_id),
            may_let_in=may(session, visitor.visitor, Action.LET_IN, on=on, plan_id=plan.id),
            may_download=may(session, visitor.visitor, Action.DOWNLOAD, on=on, plan_id=plan.id),
            may_file_papers=may(session, visitor.visitor, Action.RECORD_SILENCE, on=on, plan_id=plan.id),
            may_give_copy=may(session, visitor.visitor, Action.GIVE_COPY, on=on, plan_id=plan.id),
            may_see_history=may(session, visitor.visitor, Action.SEE_HISTORY, on=on, plan_id=plan.id),
            expected=peek(session, plan.stream).seq,
            today=on,
        )


@post("/plans/{plan_id:uuid}/acknowledgements", sync_to_thread=True)
def acknowledge(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """“I read the parts that name me”: said before somebody works from the plan."""
    visitor, on = signed_in(request), today(settings_of(request).time_zone)
    with writing(database_of(request)) as session:
        plan = plan_for(session, visitor.visitor, plan_id, Action.ACKNOWLEDGE, on=on)
        command = command_of(request)
        acknowledging.acknowledge(session, plan, command, fingerprint=form_of(request).text("fingerprint"))
    return redirect(f"/plans/{plan_id}#acknowledged")


def _signatures(session: Session, visitor: Visitor, shown: Version | None, *, on: date) -> list[SignatureView]:
    """Every answer about signing the text that is shown, for those who see how far the signing is."""
    if shown is None or not may(session, visitor, Action.SEE_SIGNING, on=on, plan_id=shown.plan_id):
        return []
    return signature_views(session, shown.id, read_beside(session, visitor, shown, on=on))


def _acknowledging(session: Session, visitor: Visitor, plan: Plan, *, on: date) -> dict[str, object]:
    """Who read what they work from, and whether this visitor has still to say so."""
    version = signed_version(session, plan)
    said = acknowledgements_of(session, version.id) if version else []
    mine = any(row.account_id == visitor.account_id for row in said)
    asked = version is not None and not mine and may(session, visitor, Action.ACKNOWLEDGE, on=on, plan_id=plan.id)
    sees = may(session, visitor, Action.SEE_SIGNING, on=on, plan_id=plan.id)
    return {
        "version": version,
        "said": said if sees else [row for row in said if row.account_id == visitor.account_id],
        "asked": asked,
    }


def find_plan(session: Session, request: Asked, plan_id: UUID, action: Action, *, on: date) -> tuple[Plan, Person]:
    """The plan and whose it is, for one action. Raises NotFound alike for what is missing and what is not yours."""
    plan = plan_for(session, signed_in(request).visitor, plan_id, action, on=on)
    return plan, session.get_one(Person, plan.person_id)


def _has_second_review(session: Session, plan: Plan, required: bool) -> bool:
    """Whether this plan goes through a second review: the rules ask for one, or somebody asked for one."""
    return required or any(row.kind == RoundKind.SECOND_REVIEW for row in rounds_of(session, plan.id))


def _version_shown(session: Session, plan: Plan, readable: list[UUID]) -> Version | None:
    """The text being worked on where this visitor may read it, else the one in force."""
    for identity in (plan.working_version_id, plan.in_force_version_id):
        if identity is not None and identity in readable:
            return session.get(Version, identity)
    return None


def _waiting_for(session: Session, plan: Plan) -> list[str]:
    """Whose signature is still missing."""
    current = open_round(session, plan.id)
    if current is None or plan.standing != Standing.SIGNING:
        return []
    last = newest_by_slot(signatures_of(session, current.version_id))
    return [slot.name for slot in slots_of(session, current.id) if slot.id not in last]
