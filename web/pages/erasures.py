"""Lawful erasure: ask, see what waits, confirm as the second person or say no. No page here shows the words themselves."""

from datetime import date
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine import access
from engine.clock import now, today
from engine.database import reading
from engine.erasure_asks import AskState, ErasureAsk, asks_about
from engine.openings import opened
from engine.people import Person
from engine.permissions import Action
from engine.quotes import quotes_by_id
from engine.refusals import Reason, Refusal
from web.answers import Answer, form_again, page
from web.asked import Asked, database_of, form_of, settings_of
from web.doing import act
from web.erasure_words import about, choices, chosen, state_words
from web.forms import Form
from web.i18n import gettext as _
from web.identity import signed_in
from web.note_texts import forget_texts
from web.sent import command_of
from workflows import erasing


@get("/erasures", sync_to_thread=True)
def index(request: Asked) -> Answer:
    """What waits for a second person, and what was decided."""
    visitor, on = signed_in(request).visitor, _today(request)
    with reading(database_of(request)) as session:
        access.require(session, visitor, Action.ERASE_QUOTE)
        asks = access.erasure_asks_seen(session, visitor, on=on)
        rows = [(row, session.get_one(Person, row.person_id), about(session, row), state_words(row)) for row in asks]
    waiting = [row for row in rows if row[0].state == AskState.WAITING]
    return page(request, "erasures/index.html", waiting=waiting, decided=[row for row in rows if row not in waiting])


@get("/people/{person_id:uuid}/erasures", sync_to_thread=True)
def new(request: Asked, person_id: FromPath[UUID]) -> Answer:
    """Choose what is to go, and say by what right and why."""
    with reading(database_of(request)) as session:
        answer = _form(request, session, person_id, Form())
    opened(database_of(request), signed_in(request).visitor, person_id, f"erasures:{person_id}", at=now())
    return answer


@post("/people/{person_id:uuid}/erasures", sync_to_thread=True)
def create(request: Asked, person_id: FromPath[UUID]) -> Answer:
    """The first of the two people. Nothing is taken yet."""
    form, visitor, on = form_of(request), signed_in(request).visitor, _today(request)

    def write(session: Session) -> None:
        access.person_for(session, visitor, person_id, Action.ERASE_QUOTE, on=on)
        what = chosen(form.text("what"))
        if what is None:
            raise Refusal(reasons=[Reason("what", _("Choose what is to be erased."), "what")])
        kind, target = what
        erasing.ask(
            session,
            person_id,
            command_of(request),
            kind=kind,
            target=target,
            authority=form.line("authority"),
            reason=form.words("reason"),
        )

    return act(
        request,
        write,
        again=lambda session, form: _form(request, session, person_id, form),
        then=f"/people/{person_id}/erasures?saved=yes",
    )


@get("/erasures/{ask_id:uuid}", sync_to_thread=True)
def show(request: Asked, ask_id: FromPath[UUID]) -> Answer:
    """What it would take, what stays, and the two ways to answer."""
    with reading(database_of(request)) as session:
        asked = access.erasure_ask_for(session, signed_in(request).visitor, ask_id, on=_today(request))
        answer = _shown(request, session, asked, Form())
    opened(database_of(request), signed_in(request).visitor, asked.person_id, f"erasure:{ask_id}", at=now())
    return answer


@post("/erasures/{ask_id:uuid}/confirmed", sync_to_thread=True)
def confirm(request: Asked, ask_id: FromPath[UUID]) -> Answer:
    """The second of the two people: the characters go now, and do not come back."""
    form, visitor, on = form_of(request), signed_in(request).visitor, _today(request)

    def find(session: Session) -> ErasureAsk:
        return access.erasure_ask_for(session, visitor, ask_id, on=on)

    def write(session: Session) -> None:
        asked = find(session)
        if not form.ticked("sure"):
            sentence = _("Tick that you checked the authority. What is erased never comes back.")
            raise Refusal(reasons=[Reason("sure", sentence, "sure")])
        erasing.confirm(session, asked, command_of(request))

    answer = act(
        request,
        write,
        again=lambda session, form: _shown(request, session, find(session), form),
        then=f"/erasures/{ask_id}",
    )
    forget_texts()
    return answer


@post("/erasures/{ask_id:uuid}/refused", sync_to_thread=True)
def refuse(request: Asked, ask_id: FromPath[UUID]) -> Answer:
    """Nothing is erased, and why."""
    form, visitor, on = form_of(request), signed_in(request).visitor, _today(request)

    def find(session: Session) -> ErasureAsk:
        return access.erasure_ask_for(session, visitor, ask_id, on=on)

    return act(
        request,
        lambda session: erasing.refuse(session, find(session), command_of(request), reason=form.words("reason")),
        again=lambda session, form: _shown(request, session, find(session), form),
        then=f"/erasures/{ask_id}",
    )


def _form(request: Asked, session: Session, person_id: UUID, form: Form) -> Answer:
    visitor, on = signed_in(request).visitor, _today(request)
    person = access.person_for(session, visitor, person_id, Action.ERASE_QUOTE, on=on)
    answer = form_again if form.errors else page
    return answer(
        request,
        "erasures/new.html",
        person=person,
        choices=choices(session, person_id),
        what=request.query_params.get("what", ""),
        asks=[(row, about(session, row), state_words(row)) for row in asks_about(session, person_id)],
        saved=not form.errors and request.query_params.get("saved", "") == "yes",
        form=form if form.errors else None,
        errors=form.errors,
    )


def _shown(request: Asked, session: Session, asked: ErasureAsk, form: Form) -> Answer:
    visitor = signed_in(request).visitor
    taken = erasing.read_from(session, asked)
    beside = sum(len(quote.beside) for quote in quotes_by_id(session, taken, private_too=True).values())
    waits = asked.state == AskState.WAITING
    answer = form_again if form.errors else page
    return answer(
        request,
        "erasures/show.html",
        ask=asked,
        person=session.get_one(Person, asked.person_id),
        about=about(session, asked),
        state=state_words(asked),
        waits=waits,
        mine=asked.asked_by == visitor.account_id,
        count=len(taken),
        beside=beside,
        elsewhere=erasing.stays_elsewhere(session, asked.quote_id) if waits and asked.quote_id is not None else None,
        form=form if form.errors else None,
        errors=form.errors,
    )


def _today(request: Asked) -> date:
    return today(settings_of(request).time_zone)
