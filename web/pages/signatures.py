"""The signatures of a round: who signed exactly this text, who is still asked, and one's own slot."""

from collections.abc import Callable
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine.clock import today
from engine.database import reading
from engine.firing import Outcome
from engine.permissions import Action
from engine.plans import Plan, Standing
from engine.quotes import quotes_by_id
from engine.rounds import RoundKind, rounds_of
from engine.signatures import Signature, newest_by_slot, signatures_of, slots_of
from engine.versions import Version
from web.answers import Answer, form_again, page
from web.asked import Asked, database_of, form_of, settings_of
from web.doing import act
from web.forms import Form
from web.identity import signed_in
from web.pages.plans import find_plan
from web.plan_view import version_view
from web.sent import command_fields, command_of
from web.standings import plan_title
from workflows import signing
from workflows.loading import load_facts


@get("/plans/{plan_id:uuid}/signatures", sync_to_thread=True)
def show(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Every slot of the newest signing round, and the way to fill one's own."""
    with reading(database_of(request)) as session:
        return _page(session, request, plan_id, form=Form(), errors={})


@post("/plans/{plan_id:uuid}/signatures", sync_to_thread=True)
def create(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Sign one's own slot for exactly the text that was on the page; with words of one's own, with an objection."""
    form = form_of(request)

    def write(session: Session, plan: Plan) -> Outcome:
        return signing.sign(
            session, plan, command_of(request), fingerprint=form.text("fingerprint"), objection=form.words("objection")
        )

    return _do(request, plan_id, write)


@post("/plans/{plan_id:uuid}/signatures/declined", sync_to_thread=True)
def decline(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Say no to signing, with or without a reason."""
    form = form_of(request)

    def write(session: Session, plan: Plan) -> Outcome:
        return signing.decline(
            session, plan, command_of(request), fingerprint=form.text("fingerprint"), words=form.words("words")
        )

    return _do(request, plan_id, write)


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
    current = next((row for row in rounds_of(session, plan.id) if row.kind == RoundKind.SIGNING), None)
    version = session.get_one(Version, current.version_id) if current else None
    last = newest_by_slot(signatures_of(session, version.id)) if version else {}
    slots = slots_of(session, current.id) if current else []
    own = next((slot for slot in slots if slot.account_id == visitor.account_id), None)
    filled = last.get(own.id) if own else None
    open_to_me = (
        own is not None
        and plan.standing == Standing.SIGNING
        and (filled is None or not filled.outcome.startswith("signed"))
    )
    facts = load_facts(session, plan, visitor.actor, on=on) if plan.standing == Standing.SIGNING else None
    answer = form_again if errors else page
    return answer(
        request,
        "signatures/show.html",
        plan=plan,
        person=person,
        title=plan_title(plan),
        version=version,
        current=current,
        slots=[(slot, last.get(slot.id), _words(session, last.get(slot.id))) for slot in slots],
        own=own if open_to_me else None,
        sections=version_view(session, plan, version) if version and open_to_me else [],
        path=facts.signing_path if facts else "",
        meaning=signing.MEANING,
        command=command_fields,
        form=form,
        errors=errors,
    )


def _words(session: Session, row: Signature | None) -> object:
    if row is None or row.words_quote_id is None:
        return None
    return quotes_by_id(session, [row.words_quote_id]).get(row.words_quote_id)
