"""Sign in and out. The same answer, after the same time, whether a name is known or not."""

from datetime import datetime
from urllib.parse import quote
from uuid import UUID

from litestar import get, post
from sqlmodel import Session

from engine.accounts import Account, WebSession, actor_for
from engine.clock import now
from engine.database import reading, writing
from engine.firing import Command
from engine.ids import new_id
from engine.passwords import fresher_hash, password_fits
from engine.refusals import Refusal
from web import sessions
from web.answers import Answer, form_again, is_our_path, page, problem, redirect
from web.asked import Asked, chosen_in_address, database_of, form_of, settings_of
from web.forms import Form
from web.i18n import gettext as _
from web.identity import forget_cookie, maybe_signed_in, session_cookie, signed_in, token_of
from web.sign_in_attempts import TooManyTries, candidate_named, note_attempt, note_success
from workflows.accounts import set_language


@get("/sign-in", opt={"public": True}, sync_to_thread=True)
def show(request: Asked) -> Answer:
    """The form; somebody who is signed in already goes on."""
    way_on = where_to(request.query_params.get("next", ""))
    if maybe_signed_in(request) is not None:
        return redirect(way_on)
    return page(request, "sign_in/show.html", form=Form(), errors={}, next=way_on, chosen=chosen_in_address(request))


@post("/sign-in", opt={"public": True}, sync_to_thread=True)
def create(request: Asked) -> Answer:
    """A new session with a new token, or the form again."""
    form, database, at = form_of(request), database_of(request), now()
    if form.errors:
        return again(request, form)
    name, password = form.text("sign_in_name"), form.text("password")
    address = request.client.host if request.client else ""
    try:
        with writing(database) as session:
            attempt = note_attempt(session, name=name, address=address, at=at)
    except TooManyTries as tries:
        return problem(request, status=429, template="problems/too_many.html", sentence=str(tries))
    with reading(database) as session:
        candidate = candidate_named(session, name)
    fits = password_fits(password, candidate.password_hash)
    if not fits or candidate.account_id is None or not candidate.roles:
        form.errors.add("sign_in_name", _("That name and password do not belong together. Check both and try again."))
        return again(request, form)
    fresher = fresher_hash(password, candidate.password_hash)
    with writing(database) as session:
        note_success(session, attempt)
        if fresher is not None:
            session.get_one(Account, candidate.account_id).password_hash = fresher
        sessions.end(session, token_of(request), at=at)
        token = sessions.begin(session, candidate.account_id, role=candidate.roles[0], at=at)
        session.get_one(WebSession, sessions.digest_of(token)).confirmed_at = at
        speak_as_chosen(session, request, candidate.account_id, candidate.roles[0], at=at)
    answer = redirect(first_page(candidate.roles[0], where_to(form.text("next"))))
    answer.cookies.append(session_cookie(settings_of(request), token))
    return answer


@post("/sign-out", opt={"public": True, "when_locked": True, "in_hand_over": True}, sync_to_thread=True)
def delete(request: Asked) -> Answer:
    """The token is worth nothing from now on, here and anywhere."""
    settings = settings_of(request)
    with writing(database_of(request)) as session:
        sessions.end(session, token_of(request), at=now())
    answer = redirect("/sign-in")
    forget_cookie(answer, settings)
    # The browser also forgets the pages it kept for its back button.
    answer.headers["clear-site-data"] = '"cache"'
    return answer


@post("/acting-as", sync_to_thread=True)
def act_as(request: Asked) -> Answer:
    """Another of one's own roles, in a session of its own."""
    visitor, settings, at = signed_in(request), settings_of(request), now()
    role = form_of(request).text("role")
    if role not in visitor.roles:
        raise Refusal(_("You cannot act in that role: your account does not hold it. Choose one from the list."))
    with writing(database_of(request)) as session:
        sessions.end(session, token_of(request), at=at)
        token = sessions.begin(session, visitor.account_id, role=role, at=at)
    answer = redirect(first_page(role, "/"))
    answer.cookies.append(session_cookie(settings, token))
    return answer


def first_page(role: str, way_on: str) -> str:
    """The person is asked first who is with them; then they go on."""
    if role != "participant":
        return way_on
    return "/my-plan/with-you" if way_on == "/" else f"/my-plan/with-you?next={quote(way_on, safe='')}"


def speak_as_chosen(session: Session, request: Asked, account_id: UUID, role: str, *, at: datetime) -> None:
    """The language somebody pressed on the sign-in page is theirs from now on. What their browser prefers is not."""
    language = chosen_in_address(request)
    if language:
        account = session.get_one(Account, account_id)
        command = Command(id=f"language:{new_id()}", actor=actor_for(account, role), at=at)
        set_language(session, command, account, language)


def again(request: Asked, form: Form) -> Answer:
    """The page once more, with what to do about it, in the language that was pressed on it."""
    return form_again(
        request,
        "sign_in/show.html",
        form=form,
        errors=form.errors,
        next=where_to(form.text("next")),
        chosen=chosen_in_address(request),
    )


def where_to(to: str) -> str:
    """Where somebody was going, inside our own pages."""
    return to if is_our_path(to) and not to.startswith("/sign-") else "/"
