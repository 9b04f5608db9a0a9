"""The signatures of a round: who signed exactly this text, who is still asked, and one's own slot."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine import access
from engine.access import may
from engine.accounts import Role
from engine.clock import now, today
from engine.database import reading
from engine.firing import Outcome
from engine.ids import read_id
from engine.openings import opened
from engine.originals import ShownCopy
from engine.permissions import Action
from engine.plans import Plan, Standing
from engine.refusals import NotFound
from engine.rounds import open_round
from engine.signatures import Signature, SigningMethod, Slot, is_signature
from engine.signing_consents import sign_on_paper
from engine.versions import Version
from engine.words_beside import read_beside
from web import ranged
from web.answers import Answer, form_again, page, redirect
from web.asked import Asked, database_of, form_of, settings_of
from web.doing import act
from web.forms import Form
from web.identity import signed_in
from web.own_lines import sections_for
from web.pages.plans import find_plan
from web.sent import command_fields, command_of
from web.signature_view import SlotView, signing_round, slot_views, speaks
from web.signature_words import meaning_words
from web.signing_stage import stage_words
from web.standings import plan_title
from web.stepping_up import require_step_up
from workflows import signing
from workflows.facts import signs_as
from workflows.giving import SignedForAnother
from workflows.loading import load_facts
from workflows.signing_funnel import FunnelRow, funnel_of
from workflows.signing_rows import HowSigned


@get("/plans/{plan_id:uuid}/signatures", sync_to_thread=True)
def show(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Every slot of the newest signing round, and the way to fill one's own."""
    if signed_in(request).role in (Role.PARTICIPANT, Role.GUARDIAN):
        return redirect("/my-plan")
    with reading(database_of(request)) as session:
        return _page(session, request, plan_id, form=Form(), errors={})


@post("/plans/{plan_id:uuid}/signatures", sync_to_thread=True)
def create(request: Asked, plan_id: FromPath[UUID]) -> Answer | Response[str]:
    """Sign one's own slot for exactly the text that was on the page, once it was shown that it is them."""
    form = form_of(request)
    if (ask := _not_theirs_or_not_shown(request, plan_id)) is not None:
        return ask

    def write(session: Session, plan: Plan) -> Outcome:
        name = form.words("written_name")
        method = SigningMethod.TYPED_NAME if name.strip() else SigningMethod.ELECTRONIC
        how = HowSigned(method, language=signed_in(request).visitor.language, written_name=name)
        return signing.sign(
            session,
            plan,
            command_of(request),
            fingerprint=form.text("fingerprint"),
            objection=form.words("objection"),
            how=how,
        )

    return _do(request, plan_id, write)


@post("/plans/{plan_id:uuid}/signatures/declined", sync_to_thread=True)
def decline(request: Asked, plan_id: FromPath[UUID]) -> Answer | Response[str]:
    """Say no to signing, with or without a reason."""
    form = form_of(request)
    if (ask := _not_theirs_or_not_shown(request, plan_id)) is not None:
        return ask

    def write(session: Session, plan: Plan) -> Outcome:
        return signing.decline(
            session, plan, command_of(request), fingerprint=form.text("fingerprint"), words=form.words("words")
        )

    return _do(request, plan_id, write)


@post("/plans/{plan_id:uuid}/signatures/taken-back", sync_to_thread=True)
def take_back(request: Asked, plan_id: FromPath[UUID]) -> Answer | Response[str]:
    """Take one's own signature back while the round is open."""
    if (ask := _not_theirs_or_not_shown(request, plan_id)) is not None:
        return ask
    return _do(request, plan_id, lambda session, plan: signing.change_mind(session, plan, command_of(request)))


@get("/signatures/{signature_id:uuid}/mark", opt={"in_hand_over": True}, sync_to_thread=True)
def mark(request: Asked, signature_id: FromPath[UUID]) -> Response[bytes]:
    """What somebody signed with: the drawing, the picture, the recording, or the scan of the paper."""
    visitor, on = signed_in(request).visitor, today(settings_of(request).time_zone)
    with reading(database_of(request)) as session:
        row = session.get(Signature, signature_id)
        version = session.get(Version, row.version_id) if row else None
        if row is None or version is None or row.mark_id is None:
            raise NotFound
        plan = access.plan_for(session, visitor, version.plan_id, on=on)
        if speaks(row) and not read_beside(session, visitor, version, on=on).opens(row.account_id):
            raise NotFound
        copy = session.get(ShownCopy, row.mark_id)
        if copy is None:
            raise NotFound
        answer = ranged.shown(copy.content, media_type=copy.media_type, asked=request.headers.get("range", ""))
        person_id = plan.person_id
    opened(database_of(request), visitor, person_id, f"signature:{signature_id}", at=now())
    return answer


def _not_theirs_or_not_shown(request: Asked, plan_id: UUID) -> Answer | None:
    """A try to fill somebody else's slot is an event; one's own asks first that it is shown that it is them."""
    slot_id = read_id(form_of(request).text("slot"))
    if slot_id is not None:
        with reading(database_of(request)) as session:
            slot = session.get(Slot, slot_id)
            visitor = signed_in(request)
            capacity = slot.capacity if slot else ""
            theirs = slot is not None and slot.account_id == visitor.account_id and signs_as(visitor.role, capacity)
        if not theirs:
            raise SignedForAnother(plan_id, capacity or "unknown")
    with reading(database_of(request)) as session:
        find_plan(session, request, plan_id, Action.SIGN, on=today(settings_of(request).time_zone))
    return require_step_up(request)


def _do(request: Asked, plan_id: UUID, write: Callable[[Session, Plan], Outcome]) -> Answer:
    def found_and_written(session: Session) -> None:
        plan, _person = find_plan(session, request, plan_id, Action.SIGN, on=today(settings_of(request).time_zone))
        write(session, plan)

    return act(
        request,
        found_and_written,
        again=lambda session, typed: _page(session, request, plan_id, form=typed, errors=typed.errors),
        then=f"/plans/{plan_id}/signatures",
    )


def _page(session: Session, request: Asked, plan_id: UUID, *, form: Form, errors: object) -> Answer:
    visitor, on = signed_in(request), today(settings_of(request).time_zone)
    plan, person = find_plan(session, request, plan_id, Action.SEE_PLAN, on=on)
    current = signing_round(session, plan.id)
    version = session.get_one(Version, current.version_id) if current else None
    beside = read_beside(session, visitor.visitor, version, on=on) if version else None
    slots = slot_views(session, current, beside) if current and beside else []
    mine = _mine(slots, visitor.account_id, visitor.role)
    under_way = plan.standing == Standing.SIGNING and current is not None and current.ended_at is None
    facts = load_facts(session, plan, visitor.actor, on=on) if under_way else None
    own = facts.own_slot(str(visitor.account_id), visitor.role) if facts else None
    before = tuple(row.name for row in facts.before(own)) if facts and own else ()
    open_to_me = mine if own and mine and not is_signature(own.outcome) and not before else None
    sees_all = may(session, visitor.visitor, Action.SEE_SIGNING, on=on, plan_id=plan.id)
    answer = form_again if errors else page
    return answer(
        request,
        "signatures/show.html",
        plan=plan,
        person=person,
        title=plan_title(plan),
        version=version,
        current=current,
        under_way=under_way,
        slots=slots if sees_all else [view for view in slots if view is mine],
        sees_all=sees_all,
        on_paper=sign_on_paper(session, [view.slot.account_id for view in slots if view.slot.account_id]),
        mine=mine,
        own=open_to_me,
        before=before,
        may_take_back=under_way and mine is not None and mine.last is not None and _theirs(mine),
        sections=sections_for(session, visitor.visitor, plan, version) if version and open_to_me else [],
        funnel=_funnel(session, plan, on) if sees_all else (),
        asked_about=_asked_about(session, plan),
        path=facts.signing_path if facts and sees_all else "",
        meaning=meaning_words(signing.meaning_for(session, open_to_me.slot)) if open_to_me else "",
        command=command_fields,
        form=form,
        errors=errors,
    )


def _funnel(session: Session, plan: Plan, on: date) -> list[tuple[FunnelRow, str]]:
    found = funnel_of(session, plan, on=on)
    return [(row, stage_words(row.stage)) for row in found.rows] if found else []


def _asked_about(session: Session, plan: Plan) -> int:
    """The number of the version that is out, which may be a newer one than the signatures are for; 0 where none is."""
    asking = open_round(session, plan.id)
    return session.get_one(Version, asking.version_id).number if asking else 0


def _mine(slots: list[SlotView], account_id: UUID, role: str) -> SlotView | None:
    own = [view for view in slots if view.slot.account_id == account_id and signs_as(role, view.slot.capacity)]
    return next((view for view in own if not view.done), own[0] if own else None)


def _theirs(view: SlotView) -> bool:
    return view.last is not None and view.last.row.outcome in ("signed", "signed with objection", "declined")
