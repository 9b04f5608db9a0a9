"""Whether devices may keep what was not sent: the administrator's decision, and the keys it lets an open page ask for."""

from base64 import b64encode
from typing import Any

from litestar import Response, get, post
from litestar.status_codes import HTTP_200_OK
from sqlmodel import Session

from engine.access import require
from engine.clock import now
from engine.database import reading, writing
from engine.device_keys import MOST_HOURS, decisions, hours_allowed, keys_for
from engine.permissions import Action
from web.administering import saved
from web.answers import Answer, form_again, page, redirect
from web.asked import Asked, database_of, form_of
from web.identity import locked_here, maybe_signed_in, signed_in
from web.sent import command_of
from workflows.device_keeping import decide_keeping

USUAL_HOURS = 24


@get("/device-keeping", sync_to_thread=True)
def show(request: Asked) -> Answer:
    """What holds, what was decided before, and the form for another decision."""
    with reading(database_of(request)) as session:
        return _show(session, request)


@post("/device-keeping", sync_to_thread=True)
def decide(request: Asked) -> Answer:
    """It holds from now on; switching it off deletes every key."""
    form = form_of(request)
    with reading(database_of(request)) as session:
        require(session, signed_in(request).visitor, Action.DECIDE_KEEPING)
    hours = form.text("hours").strip()

    def write(session: Session) -> object:
        return decide_keeping(
            session,
            command_of(request),
            allowed=form.text("allowed") == "yes",
            hours=int(hours) if hours.isascii() and hours.isdigit() and len(hours) < 4 else 0,
            reason=form.words("reason"),
        )

    if saved(request, write) is None:
        with reading(database_of(request)) as session:
            return _show(session, request)
    return redirect("/device-keeping?saved=yes")


@post("/device-keys", sync_to_thread=True)
def keys(request: Asked) -> Response[dict[str, Any]]:
    """This account's keys, for the open page's memory alone. A page asks with the token of its session."""
    account, at = signed_in(request).account_id, now()
    with writing(database_of(request)) as session:
        hours = hours_allowed(session)
        found = [
            {"id": str(row.id), "secret": b64encode(row.secret).decode()} for row in keys_for(session, account, at=at)
        ]
    return Response({"hours": hours, "keys": found}, status_code=HTTP_200_OK)


@get("/who-am-i", opt={"public": True, "when_locked": True, "in_hand_over": True}, sync_to_thread=True)
def who_am_i(request: Asked) -> Response[dict[str, Any]]:
    """Who is signed in in this browser, and the token for this session’s forms: for a page that was open before."""
    visitor = maybe_signed_in(request)
    if visitor is None:
        return Response({"account": "", "csrf": "", "hours": 0, "locked": locked_here(request) is not None})
    with reading(database_of(request)) as session:
        hours = hours_allowed(session)
    return Response({"account": str(visitor.account_id), "csrf": visitor.csrf, "hours": hours, "locked": False})


def _show(session: Session, request: Asked) -> Answer:
    form = form_of(request)
    require(session, signed_in(request).visitor, Action.DECIDE_KEEPING)
    made = decisions(session)
    answer = form_again if form.errors else page
    return answer(
        request,
        "device_keeping/show.html",
        hours=hours_allowed(session),
        decisions=made,
        most=MOST_HOURS,
        usual=made[0].hours if made else USUAL_HOURS,
        form=form if form.errors else None,
        errors=form.errors,
    )
