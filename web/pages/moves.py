"""One move of a plan: the page that names what happens, and the move itself."""

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session, select

from engine.accounts import Account, AccountRole, Role
from engine.clock import today
from engine.database import reading, writing
from engine.firing import Command, Outcome, peek
from engine.ids import read_id
from engine.lifecycle import Option
from engine.people import Assignment
from engine.permissions import Action
from engine.plans import Plan, Standing
from engine.refusals import NotFound, Refusal
from engine.rounds import open_round
from engine.signatures import Outcome as SignerOutcome
from engine.signatures import fills, newest_by_slot, signatures_of, slots_of
from web.answers import Answer, form_again, page, redirect
from web.asked import Asked, database_of, form_of, settings_of
from web.doing import happened_since
from web.forms import Errors, Form
from web.i18n import gettext as _
from web.identity import signed_in
from web.moves import ACTIONS, what_follows, words_of
from web.pages.plans import find_plan
from web.pages.signature_slots import missing_options
from web.sent import command_fields, command_of
from web.signature_words import capacity_words
from web.standings import plan_title, standing_words
from web.trigger_words import trigger_options
from workflows import agreeing, amending, happenings, missing, reviewing, sharing, signing, taking_effect
from workflows.agreeing import StaffSigner
from workflows.moving import local_day, options_for


@get("/plans/{plan_id:uuid}/moves/{verb:str}", sync_to_thread=True)
def show(request: Asked, plan_id: FromPath[UUID], verb: FromPath[str]) -> Answer:
    """What the move does, what it asks, and, when it is closed, what stands in its way."""
    with reading(database_of(request)) as session:
        return _page(session, request, plan_id, verb, form=Form(), errors={})


@post("/plans/{plan_id:uuid}/moves/{verb:str}", sync_to_thread=True)
def create(request: Asked, plan_id: FromPath[UUID], verb: FromPath[str]) -> Answer:
    """Make the move. A refusal gives the page again, with everything that was typed."""
    form, on = form_of(request), today(settings_of(request).time_zone)
    try:
        with writing(database_of(request)) as session:
            plan, _person = find_plan(session, request, plan_id, _action(verb), on=on)
            _DO[verb](session, plan, _told(command_of(request), form), form)
    except NotFound:
        raise
    except Refusal as refusal:
        errors = form.errors
        errors.add_refusal(refusal)
        since = happened_since(refusal)
        with reading(database_of(request)) as session:
            return _page(session, request, plan_id, verb, form=form, errors=errors, since=since)
    return redirect(f"/plans/{plan_id}")


def _page(
    session: Session,
    request: Asked,
    plan_id: UUID,
    verb: str,
    *,
    form: Form,
    errors: Mapping[str, str],
    since: list[str] | None = None,
) -> Answer:
    visitor, on = signed_in(request), today(settings_of(request).time_zone)
    plan, person = find_plan(session, request, plan_id, _action(verb), on=on)
    option = _option(options_for(session, plan, visitor.actor, on=on), verb)
    answer = page if not errors else form_again
    return answer(
        request,
        "moves/show.html",
        plan=plan,
        person=person,
        title=plan_title(plan),
        verb=verb,
        words=words_of(verb),
        follows=what_follows(verb),
        reasons=[reason.text for reason in option.reasons] if option else [_not_here(plan)],
        asks=[ask.name for ask in option.asks] if option else [],
        signers=_possible_signers(session, plan, on=on) if verb == "agree" else [],
        slots=_open_slots(session, plan) if verb == "record_unable" else [],
        missing=missing_options(),
        triggers=trigger_options() if verb == "report_trigger" else [],
        command=command_fields(peek(session, plan.stream).seq),
        form=form,
        fresh=not form.fields,
        errors=errors,
        since=since or [],
        today=on,
    )


def _action(verb: str) -> Action:
    if verb not in _DO:
        raise NotFound()
    return ACTIONS[verb]


def _option(options: list[Option], verb: str) -> Option | None:
    return next((option for option in options if option.verb == verb), None)


def _not_here(plan: Plan) -> str:
    return _("This is not possible while the plan is in %(standing)s. Go back to the plan to see what is.") % {
        "standing": standing_words(plan.standing)
    }


def _told(command: Command, form: Form) -> Command:
    """The form's texts as single values, as the verbs read them."""
    content: dict[str, object] = {
        name: form.text(name) if len(form.all(name)) < 2 else list(form.all(name)) for name in command.content
    }
    return Command(command.id, command.actor, command.at, content, command.expected)


def _day(form: Form, name: str) -> date:
    found = form.day(name, missing=_("Choose the day."))
    if found is None:
        raise _mend(form.errors)
    return found


def _mend(errors: Errors) -> Refusal:
    return Refusal(next(iter(errors.values())), about=next(iter(errors)))


def _agree(session: Session, plan: Plan, command: Command, form: Form) -> Outcome:
    chosen = set(form.all("signer"))
    staff = [signer for key, signer in _signers(session, plan, on=local_day(command.at)) if key in chosen]
    return agreeing.agree(session, plan, command, staff=staff)


def _unable(session: Session, plan: Plan, command: Command, form: Form) -> Outcome:
    slot = read_id(form.text("slot"))
    if slot is None:
        raise Refusal(_("Choose whose signature is missing."), about="slot")
    why = form.text("why")
    return missing.record_missing(
        session,
        plan,
        command,
        slot_id=slot,
        outcome=SignerOutcome(why) if why in {key for key, _words in missing_options()} else SignerOutcome.UNABLE,
        offered_again_on=form.day("offered_again_on"),
    )


def _complete_review(
    verb: Callable[..., Outcome],
) -> Callable[[Session, Plan, Command, Form], Outcome]:
    def made(session: Session, plan: Plan, command: Command, form: Form) -> Outcome:
        return verb(
            session, plan, command, held_on=_day(form, "held_on"), person_took_part=form.words("person_took_part")
        )

    return made


def _report(session: Session, plan: Plan, command: Command, form: Form) -> Outcome:
    return happenings.report_trigger(
        session,
        plan,
        command,
        kind=form.text("kind"),
        happened_on=_day(form, "happened_on"),
        text=form.words("text"),
    )


_DO: Mapping[str, Callable[[Session, Plan, Command, Form], Outcome]] = {
    "request_second_review": lambda s, p, c, _f: sharing.request_second_review(s, p, c),
    "share": lambda s, p, c, _f: sharing.share(s, p, c),
    "approve": lambda s, p, c, _f: sharing.approve(s, p, c),
    "return_to_draft": lambda s, p, c, _f: sharing.return_to_draft(s, p, c),
    "recall": lambda s, p, c, _f: sharing.recall(s, p, c),
    "agree": _agree,
    "record_unable": _unable,
    "complete": lambda s, p, c, _f: signing.complete(s, p, c),
    "discard_revision": lambda s, p, c, _f: amending.discard_revision(s, p, c),
    "take_effect": lambda s, p, c, _f: taking_effect.take_effect(s, p, c),
    "open_review": lambda s, p, c, f: reviewing.open_review(s, p, c, because=f.words("because") or "staff opened it"),
    "confirm_unchanged": _complete_review(reviewing.confirm_unchanged),
    "revise": _complete_review(reviewing.revise),
    "replan": _complete_review(reviewing.replan),
    "amend": lambda s, p, c, _f: amending.amend(s, p, c),
    "report_trigger": _report,
    "close": lambda s, p, c, _f: happenings.close(s, p, c),
}


def _possible_signers(session: Session, plan: Plan, *, on: date) -> list[tuple[str, str]]:
    """Staff and providers who work with the person and may be asked to sign, besides those the rules ask for."""
    return [(key, f"{signer.name}, {_capacity(signer.capacity)}") for key, signer in _signers(session, plan, on=on)]


def _signers(session: Session, plan: Plan, *, on: date) -> list[tuple[str, StaffSigner]]:
    rows = session.exec(select(Assignment).where(Assignment.person_id == plan.person_id)).all()
    found = [(row.account_id, row.part) for row in rows if row.holds_on(on)]
    if plan.coordinator_id:
        held = session.get(AccountRole, (plan.coordinator_id, Role.COORDINATOR.value))
        found.insert(0, (plan.coordinator_id, Role.COORDINATOR.value if held else Role.CLINICIAN.value))
    signers = []
    for account_id, part in dict.fromkeys(found):
        account = session.get(Account, account_id)
        if account is not None and account.disabled_at is None:
            signers.append((f"{part}:{account_id}", StaffSigner(part, account.name, account_id)))
    return signers


def _capacity(capacity: str) -> str:
    return {
        "coordinator": _("service coordinator"),
        "clinician": _("clinician"),
        "provider": _("provider"),
        "supervisor": _("supervisor"),
    }.get(capacity, capacity)


def _open_slots(session: Session, plan: Plan) -> list[tuple[str, str]]:
    current = open_round(session, plan.id)
    if current is None or plan.standing != Standing.SIGNING:
        return []
    last = newest_by_slot(signatures_of(session, current.version_id))
    return [
        (str(slot.id), f"{slot.name}, {capacity_words(slot.capacity)}")
        for slot in slots_of(session, current.id)
        if not fills(last.get(slot.id))
    ]
