"""A device goes to the person and comes back: one press to hand it over, a password to have it again."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from engine.access import plan_for
from engine.accounts import WebSession
from engine.clock import now, today
from engine.database import writing
from engine.firing import Command
from engine.ids import new_id
from engine.permissions import Action
from engine.refusals import NotFound
from engine.sittings import Sitting
from engine.visitors import visitor_for
from web import sessions
from web.answers import Answer, form_again, is_our_path, page, problem, redirect
from web.asked import Asked, database_of, form_of, settings_of
from web.i18n import gettext as _
from web.identity import locked_here, maybe_signed_in, session_cookie, signed_in, token_of
from web.passkey_use import asks_for, passkey_again, passkey_of_form, who_proves
from web.password_again import password_again
from web.sent import command_of
from web.sign_in_attempts import TooManyTries
from web.signed_in import SignedIn
from workflows import sittings

FORGET_PAGES = '"cache"'
"""The browser throws away the pages it kept, so that its back button has none to show."""


@post("/plans/{plan_id:uuid}/hand-over", sync_to_thread=True)
def create(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """The staff session falls asleep, and the person’s own room opens in its place."""
    visitor, at, settings = signed_in(request), now(), settings_of(request)
    to = form_of(request).text("back_to")
    back_to = to if is_our_path(to) and len(to) <= 500 else f"/plans/{plan_id}"
    with writing(database_of(request)) as session:
        plan = plan_for(session, visitor.visitor, plan_id, Action.LET_IN, on=today(settings.time_zone))
        _account, sitting = sittings.hand_over(session, command_of(request), plan)
        token = sessions.hand_over(session, token_of(request), sitting, back_to=back_to, at=at)
    answer = redirect("/my-plan/with-you")
    answer.cookies.append(session_cookie(settings, token))
    answer.headers["clear-site-data"] = FORGET_PAGES
    return answer


@get("/give-back", opt={"when_locked": True, "in_hand_over": True, "public": True}, sync_to_thread=True)
def show(request: Asked) -> Answer:
    """Who gets the device back, and the field for their password."""
    here = _handed_over(request)
    return page(request, "handing_over/give_back.html", by=here, by_passkey=_by_passkey(request, here), errors={})


@post("/give-back", opt={"when_locked": True, "in_hand_over": True, "public": True}, sync_to_thread=True)
def give_back(request: Asked) -> Answer:
    """The sitting is over, and the staff session is where it was."""
    here, form = _handed_over(request), form_of(request)
    shown = passkey_of_form(request)
    try:
        fits = (
            passkey_again(request, here) if shown else password_again(request, who_proves(here), form.text("password"))
        )
    except TooManyTries as tries:
        return problem(request, status=429, template="problems/too_many.html", sentence=str(tries))
    if not fits:
        if shown:
            form.errors.add(
                "passkey", _("That passkey does not give this device back. Try again, or use the password.")
            )
        else:
            form.errors.add("password", _("That is not the password. Check it and try again."))
        by_passkey = _by_passkey(request, here)
        return form_again(request, "handing_over/give_back.html", by=here, by_passkey=by_passkey, errors=form.errors)
    return given_back(request)


def given_back(request: Asked) -> Answer:
    """Ends the sitting and wakes the staff session. Call it only once they have proved who they are, however they did."""
    here, at = _handed_over(request), now()
    assert here.sitting is not None
    assert here.sitting.handed_over_by is not None
    with writing(database_of(request)) as session:
        token, back_to = sessions.give_back(session, token_of(request), at=at)
        woken = session.get_one(WebSession, sessions.digest_of(token))
        staff = visitor_for(session, woken.account_id, woken.role)
        if staff is None:
            raise NotFound
        command = Command(id=f"sitting:{new_id()}", actor=staff.actor, at=at)
        sitting = session.get_one(Sitting, here.sitting.id)
        sittings.end_sitting(session, command, sitting, end="given back")
    answer = redirect(back_to)
    answer.cookies.append(session_cookie(settings_of(request), token))
    answer.headers["clear-site-data"] = FORGET_PAGES
    return answer


def _by_passkey(request: Asked, here: SignedIn) -> bool:
    return asks_for(request, who_proves(here))


def _handed_over(request: Asked) -> SignedIn:
    here = maybe_signed_in(request) or locked_here(request)
    if here is None or here.sitting is None or not here.sitting.is_handed_over:
        raise NotFound
    return here
