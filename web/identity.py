"""Who is asking. Runs before every page: a page is closed unless its route says `public`."""

from asyncio import to_thread
from typing import Any
from urllib.parse import quote

from litestar import Response
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.handlers import BaseRouteHandler

from engine.clock import now
from engine.database import reading
from engine.refusals import OutOfReach
from engine.settings import Settings
from engine.visitors import Visitor
from web import sessions
from web.answers import Answer, problem, redirect, typed_in
from web.asked import AnyConnection, Asked, database_of, settings_of
from web.frame import Frame, Viewer
from web.last_visits import LastVisits
from web.places import places_for, role_words
from web.signed_in import SignedIn


class NotSignedIn(Exception):
    """Nobody is signed in here, and the page is not open to everybody."""


async def who_is_asking(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """A guard for the whole application. Leaves the visitor and the frame on the request."""
    if handler.opt.get("frameless"):
        return
    token = connection.cookies.get(cookie_name(settings_of(connection)), "")
    state = connection.scope["state"]
    visitor = None
    try:
        visitor = await to_thread(_find, connection, token) if token else None
    except OutOfReach as refusal:
        state["out_of_reach"] = refusal
    state["signed_in"] = visitor
    state["frame"] = _frame(connection, visitor)


async def must_be_signed_in(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """A guard for the whole application, after the form was read: what was typed can then be shown once more."""
    if refusal := connection.scope["state"].get("out_of_reach"):
        raise refusal
    if not handler.opt.get("public") and maybe_signed_in(connection) is None:
        raise NotSignedIn


def maybe_signed_in(request: AnyConnection) -> SignedIn | None:
    """Who is signed in, on a page that is open to everybody."""
    found: SignedIn | None = request.scope["state"].get("signed_in")
    return found


def signed_in(request: Asked) -> SignedIn:
    """Who is signed in. Raises NotSignedIn, which becomes the way to the sign-in page."""
    found = maybe_signed_in(request)
    if found is None:
        raise NotSignedIn
    return found


def asking(request: Asked) -> Visitor:
    """The visitor to hand to `engine.access`: who asks, in which role. Raises NotSignedIn."""
    return signed_in(request).visitor


def on_not_signed_in(request: Asked, _error: NotSignedIn) -> Answer:
    """To the sign-in page and back; a form that was sent says truly that it was not saved."""
    if request.method == "GET" and "hx-request" not in request.headers:
        return redirect(f"/sign-in?next={quote(request.scope['path'], safe='')}")
    return problem(request, status=401, template="problems/signed_out.html", typed=typed_in(request))


def session_cookie(settings: Settings, token: str) -> Cookie:
    """Gone when the browser closes, closed to scripts, and sent to us alone."""
    return Cookie(
        key=cookie_name(settings),
        value=token,
        path="/",
        httponly=True,
        secure=_is_https(settings),
        samesite="lax",
    )


def forget_cookie(answer: Response[Any], settings: Settings) -> None:
    """Takes the token out of the browser."""
    answer.set_cookie(
        key=cookie_name(settings),
        value="",
        max_age=0,
        path="/",
        httponly=True,
        secure=_is_https(settings),
        samesite="lax",
    )


def cookie_name(settings: Settings) -> str:
    """`__Host-` binds the cookie to exactly this host; browsers allow it over https only."""
    return "__Host-ownwords" if _is_https(settings) else "ownwords"


def _is_https(settings: Settings) -> bool:
    return settings.address.startswith("https://")


def _find(connection: AnyConnection, token: str) -> SignedIn | None:
    at, settings, database = now(), settings_of(connection), database_of(connection)
    visits: LastVisits = connection.app.state.last_visits
    with reading(database) as session:
        found = sessions.find(session, token, at=at, settings=settings, visits=visits)
    if found is None:
        return None
    if found.seen_is_old:
        visits.note(found.token_digest, at=at)
    return found.signed_in


def _frame(connection: AnyConnection, visitor: SignedIn | None) -> Frame:
    settings = settings_of(connection)
    path = connection.scope["path"]
    viewer = None
    if visitor is not None:
        viewer = Viewer(
            name=visitor.name, role=role_words(visitor.role), places=places_for(visitor, path, connection.app)
        )
    return Frame(
        language=visitor.visitor.language if visitor else "en",
        csrf=visitor.csrf if visitor else "",
        viewer=viewer,
        path=path,
        agency=settings.agency,
        time_zone=settings.time_zone,
        demo=settings.demo,
    )
