"""“How I sign in”: everybody's own page, where they add a device, call it something, and take it away again."""

from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine.accounts import Account, WebSession
from engine.clock import now
from engine.database import reading, writing
from engine.passkeys import MOST, Passkey, Purpose, TooManyQuestions, passkeys_of, take
from engine.refusals import Refusal
from web.administering import saved
from web.answers import Answer, form_again, html, page, redirect
from web.asked import Asked, database_of, form_of, settings_of
from web.i18n import gettext as _
from web.identity import signed_in, token_of
from web.passkey_place import here
from web.passkey_use import as_json, new_question, passkey_of_form
from web.passkeys import NotProved, challenge_in, made, question_for_new
from web.sent import PASSKEY, command_fields, command_of
from web.sessions import digest_of
from web.stepping_up import STEP_UP, is_confirmed, require_step_up
from web.tried import OWN_ROOM
from workflows import passkeys
from workflows.passkeys import PAGE, NewPasskey


@get("/how-i-sign-in", sync_to_thread=True)
def index(request: Asked) -> Answer:
    """The devices that open this account, and whether it has a password."""
    with reading(database_of(request)) as session:
        account = _account(session, request)
        known = passkeys_of(session, account.id)
    return _page(request, "passkeys/index.html", account=account, known=known, full=len(known) >= MOST)


@get("/how-i-sign-in/new", sync_to_thread=True)
def new(request: Asked) -> Answer:
    """What to call the device, and the one press that makes its passkey."""
    return _not_sure(request) or _new(request)


@post("/how-i-sign-in/question", sync_to_thread=True)
def ask(request: Asked) -> Answer:
    """The question that makes a passkey. 401 where its holder has to prove once more that it is them."""
    place = here(settings_of(request))
    if place is None:
        return html("", status=404)
    if not _sure(request):
        return html("", status=401)
    try:
        with writing(database_of(request)) as session:
            account = _account(session, request)
            challenge = new_question(session, request, Purpose.NEW, token_of(request), at=now())
            known = passkeys_of(session, account.id)
    except TooManyQuestions:
        return html("", status=429)
    return as_json(question_for_new(place, settings_of(request).agency, account, known, challenge))


@post("/how-i-sign-in/new", sync_to_thread=True)
def create(request: Asked) -> Answer:
    """It opens the account from now on, and its owner is told so."""
    if (first := _not_sure(request)) is not None:
        return first
    given = _given(request)

    def write(session: Session) -> Passkey:
        if given is None:
            raise Refusal(_("Your device made no passkey. Press the button, and do what your device asks."))
        return passkeys.add_passkey(session, command_of(request), given, name=form_of(request).line("name"))

    return _new(request) if saved(request, write, fields={"": PASSKEY}) is None else redirect(PAGE)


@get("/how-i-sign-in/{passkey_id:uuid}", sync_to_thread=True)
def show(request: Asked, passkey_id: FromPath[UUID]) -> Answer:
    """One device: what it is called, and taking it away."""
    return _not_sure(request) or _show(request, passkey_id)


@post("/how-i-sign-in/{passkey_id:uuid}", sync_to_thread=True)
def name(request: Asked, passkey_id: FromPath[UUID]) -> Answer:
    """Call it something else."""
    if (first := _not_sure(request)) is not None:
        return first
    named = saved(
        request,
        lambda session: passkeys.name_passkey(
            session, command_of(request), passkey_id, name=form_of(request).line("name")
        ),
    )
    return _show(request, passkey_id) if named is None else redirect(PAGE)


@post("/how-i-sign-in/{passkey_id:uuid}/removed", sync_to_thread=True)
def remove(request: Asked, passkey_id: FromPath[UUID]) -> Answer:
    """It opens nothing any more, and every other browser is signed out."""
    if (first := _not_sure(request)) is not None:
        return first
    stays = digest_of(token_of(request))
    with writing(database_of(request)) as session:
        passkeys.remove_passkey(session, command_of(request), passkey_id, stays=stays)
    return redirect(PAGE)


def _new(request: Asked) -> Answer:
    form = form_of(request)
    return _page(request, "passkeys/new.html", form=form if form.errors else None, possible=_possible(request))


def _show(request: Asked, passkey_id: UUID) -> Answer:
    form = form_of(request)
    with reading(database_of(request)) as session:
        known = passkeys.own_passkey(session, signed_in(request).account_id, passkey_id)
    return _page(request, "passkeys/show.html", known=known, form=form if form.errors else None)


def _page(request: Asked, template: str, **context: Any) -> Answer:
    errors = form_of(request).errors
    return (form_again if errors else page)(
        request,
        template,
        room=signed_in(request).role in OWN_ROOM,
        command=command_fields,
        errors=errors,
        **context,
    )


def _given(request: Asked) -> NewPasskey | None:
    """The question is taken whether or not its answer is good."""
    place, said = here(settings_of(request)), passkey_of_form(request)
    if place is None:
        return None
    try:
        challenge = challenge_in(said)
        with writing(database_of(request)) as session:
            taken = take(session, challenge, Purpose.NEW, asked_of=digest_of(token_of(request)), at=now())
        return made(place, said, challenge) if taken else None
    except NotProved:
        return None


def _not_sure(request: Asked) -> Answer | None:
    """Nothing where it was shown a moment ago that it is them; otherwise the page that asks for it."""
    if _sure(request):
        return None
    if _can_show(request):
        return require_step_up(request)
    return _page(request, "passkeys/come_in_again.html")


def _sure(request: Asked) -> bool:
    """Within five minutes; somebody whom a member of staff let in with a card a moment ago has shown it so."""
    if is_confirmed(request):
        return True
    with reading(database_of(request)) as session:
        row = session.get(WebSession, digest_of(token_of(request)))
        came_in = row is not None and now() - row.began_at <= STEP_UP
    return came_in and not _can_show(request)


def _can_show(request: Asked) -> bool:
    """Whether there is a password or a passkey to show it with."""
    with reading(database_of(request)) as session:
        account = _account(session, request)
        return account.password_hash is not None or bool(passkeys_of(session, account.id))


def _possible(request: Asked) -> bool:
    return here(settings_of(request)) is not None


def _account(session: Session, request: Asked) -> Account:
    return session.get_one(Account, signed_in(request).account_id)
