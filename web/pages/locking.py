"""A locked screen: it shows nothing, keeps everything, and opens where it was."""

from litestar import get, post

from engine.accounts import Account
from engine.clock import now
from engine.database import reading, writing
from engine.held_forms import held
from web import sessions
from web.answers import Answer, form_again, html, is_our_path, page, problem, redirect, wants_part
from web.asked import Asked, database_of, form_of
from web.forms import Form
from web.i18n import gettext as _
from web.identity import NotSignedIn, locked_here, maybe_signed_in, signed_in, token_of
from web.passkey_use import asks_for, passkey_again, passkey_of_form, who_proves
from web.password_again import password_again
from web.sign_in_attempts import TooManyTries
from web.signed_in import SignedIn

ALWAYS = {"when_locked": True, "in_hand_over": True, "public": True}


@get("/locked", opt=ALWAYS, sync_to_thread=True)
def show(request: Asked) -> Answer:
    """Whose screen it is, and the field for the password that opens it."""
    here = locked_here(request)
    if here is None:
        return redirect(_way_on(request.query_params.get("next", "")))
    return _page(request, here, Form())


@post("/locked", opt=ALWAYS, sync_to_thread=True)
def unlock(request: Asked) -> Answer:
    """The screen shows again what it showed; what was sent meanwhile can be sent on."""
    here, form = locked_here(request) or maybe_signed_in(request), form_of(request)
    if here is None:
        raise NotSignedIn
    shown = passkey_of_form(request)
    try:
        fits = (
            passkey_again(request, here) if shown else password_again(request, who_proves(here), form.text("password"))
        )
    except TooManyTries as tries:
        return problem(request, status=429, template="problems/too_many.html", sentence=str(tries))
    if not fits:
        if shown:
            form.errors.add("passkey", _("That passkey does not open this screen. Try again, or use the password."))
        else:
            form.errors.add("password", _("That is not the password. Check it and try again."))
        return _page(request, here, form)
    token = token_of(request)
    with writing(database_of(request)) as session:
        sessions.unlock(session, token, at=now())
        waits = held(session, sessions.digest_of(token)) is not None
    if wants_part(request):
        return html("", status=204)
    return redirect("/held" if waits else _way_on(form.text("next")))


@post("/lock", opt={"in_hand_over": True}, sync_to_thread=True)
def lock(request: Asked) -> Answer:
    """Lock the screen now, because nobody touched it or because somebody came in."""
    signed_in(request)
    with writing(database_of(request)) as session:
        sessions.lock(session, token_of(request), at=now())
    if wants_part(request):
        return html("", status=204)
    return redirect(f"/locked?next={_way_on(form_of(request).text('next'))}")


@get("/held", opt={"in_hand_over": True}, sync_to_thread=True)
def show_held(request: Asked) -> Answer:
    """What was sent while the screen was locked, to be sent on with one press."""
    signed_in(request)
    with reading(database_of(request)) as session:
        kept = held(session, sessions.digest_of(token_of(request)))
    if kept is None:
        return redirect("/")
    return page(request, "locking/held.html", kept=kept)


def _page(request: Asked, here: SignedIn, form: Form) -> Answer:
    answer = form_again if form.errors else page
    return answer(
        request,
        "locking/show.html",
        part="cover",
        here=here,
        next=_way_on(form.text("next") or request.query_params.get("next", "")),
        lost=bool(request.query_params.get("lost")),
        by_password=_can_unlock(request, here),
        by_passkey=asks_for(request, who_proves(here)),
        form=form,
        errors=form.errors,
    )


def _can_unlock(request: Asked, here: SignedIn) -> bool:
    """Whether a password opens it: a person who came in with a card may have none."""
    with reading(database_of(request)) as session:
        account = session.get(Account, who_proves(here))
    return account is not None and account.password_hash is not None


def _way_on(to: str) -> str:
    return to if is_our_path(to) and not to.startswith(("/sign-", "/lock")) else "/"
