"""One signature that is asked for: tries to reach the signer, why it is missing, what a witness heard or saw."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import Response, get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine.access import may
from engine.accounts import Role
from engine.clock import now, today
from engine.database import reading
from engine.firing import Command, Outcome
from engine.permissions import Action
from engine.plans import Plan, Standing
from engine.quotes import Method
from engine.refusals import NotFound, Refusal
from engine.rounds import Round
from engine.signatures import Outcome as SignerOutcome
from engine.versions import Version
from engine.visitors import Visitor
from engine.words_beside import read_beside
from web.answers import Answer, form_again, page, redirect
from web.asked import Asked, database_of, form_of, settings_of
from web.doing import act
from web.forms import Form
from web.i18n import gettext as _
from web.identity import signed_in
from web.languages_said import language_options
from web.pages.plans import find_plan
from web.plan_words import method_options
from web.sent import command_fields, command_of
from web.signature_view import SlotView, signing_round, slot_views
from web.standings import plan_title
from web.stepping_up import require_step_up
from workflows import missing, witnessing
from workflows.profiles import profile


@get("/plans/{plan_id:uuid}/signatures/{slot_id:uuid}", sync_to_thread=True)
def show(request: Asked, plan_id: FromPath[UUID], slot_id: FromPath[UUID]) -> Answer:
    """What happened with this signature so far, and what can be written down about it."""
    if signed_in(request).role in (Role.PARTICIPANT, Role.GUARDIAN):
        return redirect("/my-plan")
    with reading(database_of(request)) as session:
        return _page(session, request, plan_id, slot_id, form=Form(), errors={})


@post("/plans/{plan_id:uuid}/signatures/{slot_id:uuid}/attempts", sync_to_thread=True)
def attempted(request: Asked, plan_id: FromPath[UUID], slot_id: FromPath[UUID]) -> Answer:
    """One try to reach them: the day and the time, the way, and what came of it."""
    form = form_of(request)
    day = form.day("tried_on", missing=_("Choose the day."))
    hour = _hour(form)

    def write(session: Session, plan: Plan) -> Outcome:
        zone = settings_of(request).time_zone
        at = datetime.combine(day or today(zone), hour, tzinfo=ZoneInfo(zone))
        return missing.note_attempt(
            session,
            plan,
            command_of(request),
            slot_id=slot_id,
            tried_at=at,
            way=form.line("way"),
            result=form.words("result"),
        )

    return _do(request, plan_id, slot_id, Action.RECORD_SILENCE, write)


@post("/plans/{plan_id:uuid}/signatures/{slot_id:uuid}/missing", sync_to_thread=True)
def is_missing(request: Asked, plan_id: FromPath[UUID], slot_id: FromPath[UUID]) -> Answer:
    """Why there is no signature, under the name of whoever writes it down."""
    form = form_of(request)
    again = form.day("offered_again_on")

    def write(session: Session, plan: Plan) -> Outcome:
        return missing.record_missing(
            session,
            plan,
            _told(request),
            slot_id=slot_id,
            outcome=_why(form),
            offered_again_on=again,
            explained=form.words("explained"),
            words=form.words("their_words"),
            language=form.line("language") or "en",
        )

    return _do(request, plan_id, slot_id, Action.RECORD_SILENCE, write)


@post("/plans/{plan_id:uuid}/signatures/{slot_id:uuid}/heard", sync_to_thread=True)
def heard(request: Asked, plan_id: FromPath[UUID], slot_id: FromPath[UUID]) -> Answer | Response[str]:
    """The exact words with which the signer said yes, written down by a second person."""
    form = form_of(request)
    if (ask := _shown_that_it_is_them(request, plan_id)) is not None:
        return ask

    def write(session: Session, plan: Plan) -> Outcome:
        method = form.text("method")
        return witnessing.hear(
            session,
            plan,
            command_of(request),
            slot_id=slot_id,
            words=form.words("words"),
            method=Method(method) if method in set(Method) else Method.SPOKEN,
            language=form.line("language") or "en",
        )

    return _do(request, plan_id, slot_id, Action.WITNESS, write)


@post("/plans/{plan_id:uuid}/signatures/{slot_id:uuid}/observed", sync_to_thread=True)
def observed(request: Asked, plan_id: FromPath[UUID], slot_id: FromPath[UUID]) -> Answer | Response[str]:
    """What somebody saw the signer do. Under the observer's name, never as a signature."""
    form = form_of(request)
    if (ask := _shown_that_it_is_them(request, plan_id)) is not None:
        return ask

    def write(session: Session, plan: Plan) -> Outcome:
        return witnessing.observe_assent(session, plan, command_of(request), slot_id=slot_id, seen=form.words("seen"))

    return _do(request, plan_id, slot_id, Action.WITNESS, write)


def _shown_that_it_is_them(request: Asked, plan_id: UUID) -> Answer | None:
    """Only whoever may be a witness is asked to show that it is them."""
    with reading(database_of(request)) as session:
        find_plan(session, request, plan_id, Action.WITNESS, on=today(settings_of(request).time_zone))
    return require_step_up(request)


def missing_options() -> list[tuple[str, str]]:
    """The reasons why a signature is missing, as staff choose them."""
    return [
        (SignerOutcome.UNREACHABLE.value, _("They could not be reached")),
        (SignerOutcome.UNABLE.value, _("They cannot sign")),
        (SignerOutcome.REFUSED.value, _("They said no, and told me so")),
        (SignerOutcome.NOT_REQUIRED.value, _("It is not needed here")),
        (SignerOutcome.WAIVED.value, _("The rules waive it")),
    ]


def _told(request: Asked) -> Command:
    command, form = command_of(request), form_of(request)
    return replace(command, content={**command.content, "reason": form.words("reason")})


def _why(form: Form) -> SignerOutcome:
    said = form.text("why")
    if said not in {key for key, _words in missing_options()}:
        raise Refusal(_("Say why the signature is missing: choose one of the reasons."), about="why")
    return SignerOutcome(said)


def _hour(form: Form) -> time:
    typed = form.text("tried_at").strip()
    try:
        return time.fromisoformat(typed)
    except ValueError:
        form.errors.add("tried_at", _("Write the time of day, such as 14:30."))
        return time(0)


def _do(
    request: Asked, plan_id: UUID, slot_id: UUID, action: Action, write: Callable[[Session, Plan], Outcome]
) -> Answer:
    def found_and_written(session: Session) -> None:
        plan, _person = find_plan(session, request, plan_id, action, on=today(settings_of(request).time_zone))
        write(session, plan)

    return act(
        request,
        found_and_written,
        again=lambda session, typed: _page(session, request, plan_id, slot_id, form=typed, errors=typed.errors),
        then=f"/plans/{plan_id}/signatures/{slot_id}",
    )


def _page(session: Session, request: Asked, plan_id: UUID, slot_id: UUID, *, form: Form, errors: object) -> Answer:
    visitor, on = signed_in(request), today(settings_of(request).time_zone)
    plan, person = find_plan(session, request, plan_id, Action.SEE_PLAN, on=on)
    current = signing_round(session, plan.id)
    view = _view(session, visitor.visitor, current, slot_id, on=on) if current else None
    sees = may(session, visitor.visitor, Action.SEE_SIGNING, on=on, plan_id=plan.id)
    witnesses = may(session, visitor.visitor, Action.WITNESS, on=on, plan_id=plan.id)
    if view is None or current is None or not (sees or witnesses):
        raise NotFound
    under_way = plan.standing == Standing.SIGNING and current.ended_at is None
    rules = profile(plan.profile, on=on)
    answer = form_again if errors else page
    return answer(
        request,
        "signatures/slot.html",
        plan=plan,
        person=person,
        title=plan_title(plan),
        view=view,
        sees=sees,
        under_way=under_way,
        may_record=under_way and may(session, visitor.visitor, Action.RECORD_SILENCE, on=on, plan_id=plan.id),
        may_witness=under_way and witnesses and _not_theirs(view, visitor.account_id),
        reasons=missing_options(),
        needed=rules.attempts_needed,
        methods=[(key, words) for key, words in method_options() if key != Method.TYPED],
        languages_said=language_options(person.language),
        today=on,
        at=now(),
        command=command_fields,
        form=form,
        errors=errors,
    )


def _view(session: Session, visitor: Visitor, current: Round, slot_id: UUID, *, on: date) -> SlotView | None:
    beside = read_beside(session, visitor, session.get_one(Version, current.version_id), on=on)
    return next((row for row in slot_views(session, current, beside) if row.slot.id == slot_id), None)


def _not_theirs(view: SlotView, account_id: UUID) -> bool:
    return view.slot.account_id != account_id
