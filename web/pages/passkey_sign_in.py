"""“Sign in with this device”: nothing is typed, and nobody is named before the device has said who it is."""

from secrets import token_urlsafe

from litestar import post
from litestar.datastructures import Cookie

from engine.accounts import WebSession, roles_of
from engine.clock import now
from engine.database import writing
from engine.passkeys import GOOD_FOR, Purpose
from engine.refusals import NotFound
from engine.sittings import WayIn
from web import sessions
from web.answers import Answer, problem, redirect
from web.asked import AnyConnection, Asked, database_of, form_of, settings_of
from web.i18n import gettext as _
from web.identity import cookie_name, locked_here, maybe_signed_in, session_cookie, token_of
from web.pages.sign_in import again, first_page, speak_as_chosen, where_to
from web.passkey_use import ask_browser, passkey_fits, passkey_of_form, who_proves
from web.sent import PASSKEY
from web.sign_in_attempts import TooManyTries


@post("/sign-in/question", opt={"public": True}, sync_to_thread=True)
def ask(request: Asked) -> Answer:
    """A question for whoever the device knows; its answer counts in this browser alone."""
    token = token_urlsafe(32)
    answer = ask_browser(request, Purpose.SIGN_IN, token, of=None)
    answer.cookies.append(_cookie(request, token, int(GOOD_FOR.total_seconds())))
    return answer


@post("/sign-in/passkey", opt={"public": True}, sync_to_thread=True)
def create(request: Asked) -> Answer:
    """A new session with a new token, or the page again."""
    form, at = form_of(request), now()
    try:
        account = passkey_fits(request, passkey_of_form(request), Purpose.SIGN_IN, _kept(request), of=None)
    except TooManyTries as tries:
        return problem(request, status=429, template="problems/too_many.html", sentence=str(tries))
    if account is None:
        form.errors.add(PASSKEY, _("This device could not sign you in. Try again, or use your name and password."))
        return again(request, form)
    with writing(database_of(request)) as session:
        role = roles_of(session, account.id)[0].role
        sessions.end(session, token_of(request), at=at)
        token = sessions.begin(session, account.id, role=role, at=at, way_in=WayIn.PASSKEY)
        session.get_one(WebSession, sessions.digest_of(token)).confirmed_at = at
        speak_as_chosen(session, request, account.id, role, at=at)
    answer = redirect(first_page(role, where_to(form.text("next"))))
    answer.cookies += [session_cookie(settings_of(request), token), _cookie(request, "", 0)]
    return answer


@post("/again/question", opt={"public": True, "when_locked": True, "in_hand_over": True}, sync_to_thread=True)
def ask_again(request: Asked) -> Answer:
    """A question for whoever proves once more that it is them: the account here, or whose device it is."""
    known = maybe_signed_in(request) or locked_here(request)
    if known is None:
        raise NotFound
    return ask_browser(request, Purpose.AGAIN, token_of(request), of=who_proves(known))


def _kept(request: AnyConnection) -> str:
    return request.cookies.get(_name(request), "")


def _name(request: AnyConnection) -> str:
    return f"{cookie_name(settings_of(request))}-question"


def _cookie(request: AnyConnection, token: str, seconds: int) -> Cookie:
    secure = settings_of(request).address.startswith("https://")
    return Cookie(
        key=_name(request), value=token, max_age=seconds, path="/", httponly=True, secure=secure, samesite="strict"
    )
