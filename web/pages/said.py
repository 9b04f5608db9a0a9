"""One quotation for staff: where it stands, what the person said about it since, and translations beside it."""

from datetime import date
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session, col, select

from engine import access
from engine.clock import now, today
from engine.database import reading
from engine.openings import opened
from engine.people import Person
from engine.permissions import Action
from engine.quotes import Method, QuoteMark, QuoteMarkKind, quotes_by_id
from engine.refusals import Reason, Refusal
from web.answers import Answer, form_again, page
from web.asked import Asked, database_of, form_of, settings_of
from web.doing import act
from web.forms import Form
from web.i18n import gettext as _
from web.identity import signed_in
from web.languages_said import language_options
from web.plan_words import method_options
from web.sent import command_of
from workflows import companions, own_words

_ADD = {"transcript": companions.add_transcript, "translation": companions.add_translation}


@get("/quotes/{quote_id:uuid}", sync_to_thread=True)
def show(request: Asked, quote_id: FromPath[UUID]) -> Answer:
    """The words, what stands beside them, and what was said about them since."""
    with reading(database_of(request)) as session:
        answer = _shown(request, session, quote_id, Form())
        person_id = access.quote_for(session, signed_in(request).visitor, quote_id, on=_today(request)).person_id
    opened(database_of(request), signed_in(request).visitor, person_id, f"quote:{quote_id}", at=now())
    return answer


@post("/quotes/{quote_id:uuid}/beside", sync_to_thread=True)
def write_beside(request: Asked, quote_id: FromPath[UUID]) -> Answer:
    """A translation, or of a recording a transcript, stands beside the words under the name of who made it."""
    form, visitor, on = form_of(request), signed_in(request).visitor, _today(request)

    def write(session: Session) -> None:
        quote = access.quote_for(session, visitor, quote_id, Action.WRITE_BESIDE, on=on)
        add = _ADD.get(form.text("kind"))
        if add is None:
            raise Refusal(reasons=[Reason("kind", _("Choose what you write beside it."), "kind")])
        add(
            session,
            quote,
            command_of(request),
            text=form.words("words"),
            language=form.line("language"),
            made_by=form.line("made_by"),
        )

    return _done(request, quote_id, write)


@post("/quotes/{quote_id:uuid}/beside/{companion_id:uuid}", sync_to_thread=True)
def look_over(request: Asked, quote_id: FromPath[UUID], companion_id: FromPath[UUID]) -> Answer:
    """Somebody who did not make it says whether it holds."""
    form, visitor, on = form_of(request), signed_in(request).visitor, _today(request)

    def write(session: Session) -> None:
        quote = access.quote_for(session, visitor, quote_id, Action.WRITE_BESIDE, on=on)
        holds = form.text("holds") == "yes"
        companions.look_over(
            session, quote, companion_id, command_of(request), holds=holds, reason=form.words("reason")
        )

    return _done(request, quote_id, write)


@post("/quotes/{quote_id:uuid}/said", sync_to_thread=True)
def note_said(request: Asked, quote_id: FromPath[UUID]) -> Answer:
    """What the person said or showed about their words, written down under one's own name."""
    form, visitor, on = form_of(request), signed_in(request).visitor, _today(request)

    def write(session: Session) -> None:
        quote = access.quote_for(session, visitor, quote_id, Action.NOTE_TAKEN_BACK, on=on)
        kind, method = form.text("mark"), form.text("method")
        if kind not in _noted():
            raise Refusal(reasons=[Reason("mark", _("Choose what they said about these words."), "mark")])
        if method not in set(Method):
            raise Refusal(reasons=[Reason("method", _("Choose how they said it."), "method")])
        own_words.note_what_they_said(
            session,
            quote,
            QuoteMarkKind(kind),
            command_of(request),
            told_how=Method(method),
            reason=form.words("seen"),
        )

    return _done(request, quote_id, write)


def _done(request: Asked, quote_id: UUID, write: Any) -> Answer:
    return act(
        request,
        write,
        again=lambda session, form: _shown(request, session, quote_id, form),
        then=f"/quotes/{quote_id}",
    )


def _shown(request: Asked, session: Session, quote_id: UUID, form: Form) -> Answer:
    visitor, on = signed_in(request).visitor, _today(request)
    quote = access.quote_for(session, visitor, quote_id, on=on)
    person = session.get_one(Person, quote.person_id)
    spoken = quotes_by_id(session, [quote.id], private_too=True)[quote.id]

    def may(action: Action) -> bool:
        return access.may(session, visitor, action, on=on, person_id=person.id)

    leads = may(Action.NOTE_TAKEN_BACK)
    marks = session.exec(select(QuoteMark).where(QuoteMark.quote_id == quote.id).order_by(col(QuoteMark.id))).all()
    answer = form_again if form.errors else page
    return answer(
        request,
        "said/show.html",
        person=person,
        quote=spoken,
        marks=[(mark, _mark_words(mark)) for mark in marks] if leads else [],
        may_write_beside=may(Action.WRITE_BESIDE),
        may_note=leads and spoken.attribution in own_words.OWN and not spoken.taken_back and spoken.text is not None,
        may_erase=may(Action.ERASE_QUOTE) and spoken.text is not None,
        me=visitor.name,
        account=visitor.account_id,
        mark_options=list(_noted().items()),
        methods=method_options(),
        languages_said=language_options(person.language),
        form=form,
        errors=form.errors,
    )


def _noted() -> dict[str, str]:
    return {
        QuoteMarkKind.NOT_MEANT.value: _("It is not what they meant"),
        QuoteMarkKind.WITHDRAWN.value: _("They take it back"),
        QuoteMarkKind.PRIVATE.value: _("It is to stay between them and their coordinator"),
    }


def _mark_words(mark: QuoteMark) -> str:
    known = {
        **_noted(),
        QuoteMarkKind.NOT_PRIVATE.value: _("It does not have to be private any more"),
        QuoteMarkKind.INCLUDE.value: _("It may stand in the plan"),
        QuoteMarkKind.LEAVE_OUT.value: _("It may not stand in the plan"),
        QuoteMarkKind.READ_BACK.value: _("Read back, and they said that this is it"),
        QuoteMarkKind.NOT_AGREED.value: _("Read back, and they did not agree"),
        QuoteMarkKind.MISTYPED.value: _("Mistyped"),
    }
    return known.get(mark.kind, mark.kind)


def _today(request: Asked) -> date:
    return today(settings_of(request).time_zone)
