"""Who is asking. Runs before every page: a page is closed unless its route says `public`."""

from asyncio import to_thread
from typing import Any
from urllib.parse import quote

from litestar import Response
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.handlers import BaseRouteHandler

from engine.access_marks import access_mark
from engine.clock import day_of, now
from engine.database import reading, writing
from engine.held_forms import hold
from engine.refusals import OutOfReach
from engine.settings import Settings
from engine.visitors import Visitor
from web import sessions
from web.answers import Answer, html, problem, redirect, typed_in
from web.asked import AnyConnection, Asked, database_of, settings_of, spoken_before_sign_in
from web.forms import Form
from web.frame import Frame, Viewer, frame_of_this_page
from web.last_visits import LastVisits
from web.passkey_place import passkey_address
from web.places import places_for, role_words
from web.reading_choices import Reading, chosen_by
from web.signed_in import SignedIn

NEVER_HELD = "/my-plan/else"
ROOM = "/my-plan"


class NotSignedIn(Exception):
    """Nobody is signed in here, and the page is not open to everybody."""


class Locked(Exception):
    """Nobody touched this screen for a while, so it shows nothing until somebody unlocks it."""


WATCHED = frozenset({"guardian", "supporter"})
"""Roles whose open pages close once what they may reach has changed."""


class KeptToTheRoom(Exception):
    """The device was handed over, and this address is not in the person’s room."""


async def who_is_asking(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """A guard for the whole application. Leaves the visitor and the frame on the request."""
    if handler.opt.get("frameless"):
        return
    token = connection.cookies.get(cookie_name(settings_of(connection)), "")
    state = connection.scope["state"]
    found, chosen = None, None
    try:
        unseen = bool(handler.opt.get("unseen"))
        found = await to_thread(_find, connection, token, unseen=unseen) if token else None
        chosen = await to_thread(_chosen, connection, found.signed_in) if found else None
        if found and not found.locked and found.signed_in.role in WATCHED:
            state["access_mark"] = await to_thread(_access_mark, connection, found.signed_in)
    except OutOfReach as refusal:
        state["out_of_reach"] = refusal
    state["signed_in"] = found.signed_in if found and not found.locked else None
    state["locked"] = found.signed_in if found and found.locked else None
    state["frame"] = _frame(connection, found, chosen)
    # Set for the whole request, so that a sentence made anywhere in it is in the language of whoever asks. Each request
    # is a task of its own, and the thread of its handler gets a copy.
    frame_of_this_page.set(state["frame"])


async def must_be_signed_in(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """A guard for the whole application, after the form was read: what was typed can then be shown once more."""
    if refusal := connection.scope["state"].get("out_of_reach"):
        raise refusal
    locked = locked_here(connection)
    if locked is not None and not handler.opt.get("when_locked"):
        if not handler.opt.get("public") or _is_handed_over(locked):
            raise Locked
    elif locked is None:
        visitor = maybe_signed_in(connection)
        if visitor is None and not handler.opt.get("public"):
            raise NotSignedIn
        if visitor is not None and _is_handed_over(visitor) and not open_in_hand_over(connection, handler):
            raise KeptToTheRoom


def open_in_hand_over(connection: AnyConnection, handler: BaseRouteHandler) -> bool:
    """The person’s room, but for what only their own sign-in opens; and the few addresses that say `in_hand_over`."""
    if handler.opt.get("in_hand_over"):
        return True
    in_room = connection.scope["path"].startswith(ROOM)
    return in_room and not handler.opt.get("own_session_only")


def locked_here(request: AnyConnection) -> SignedIn | None:
    """Whose screen is locked here."""
    found: SignedIn | None = request.scope["state"].get("locked")
    return found


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


def on_locked(request: Asked, _error: Locked) -> Answer:
    """To the page that unlocks the screen. What was sent is kept, and can be sent on from there."""
    if request.method == "GET" and "hx-request" not in request.headers:
        return redirect(f"/locked?next={quote(request.scope['path'], safe='')}")
    if request.method == "GET":
        # A page in the background that looks again by itself stays as it is.
        return html("", status=204)
    if "hx-request" in request.headers:
        return problem(request, status=401, template="problems/locked.html")
    kept = _keep(request)
    return redirect("/locked" if kept else "/locked?lost=yes")


def on_kept_to_the_room(_request: Asked, _error: KeptToTheRoom) -> Answer:
    """Back to the room, whatever was typed into the address line; and what was sent there changes nothing."""
    return redirect(ROOM)


def token_of(request: AnyConnection) -> str:
    """The token in the browser’s cookie."""
    return request.cookies.get(cookie_name(settings_of(request)), "")


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


def _is_handed_over(visitor: SignedIn) -> bool:
    return visitor.sitting is not None and visitor.sitting.is_handed_over


def _keep(request: Asked) -> bool:
    """A password is never kept, nor a file that was chosen; the form’s own token is made anew.

    Nor what was told on somebody else’s device to keep oneself safe: whoever unlocks the screen would send it on.
    """
    locked = locked_here(request)
    if request.scope["path"] == NEVER_HELD and (locked is None or _is_handed_over(locked)):
        return False
    form = request.scope["state"].get("form") or Form()
    if form.errors or any(form.upload(name) for name in form.files) or any("password" in name for name in form.fields):
        return False
    fields = {name: list(said) for name, said in form.fields.items() if name != "csrf_token"}
    with writing(database_of(request)) as session:
        return hold(session, sessions.digest_of(token_of(request)), request.scope["path"], fields, at=now())


def _find(connection: AnyConnection, token: str, *, unseen: bool) -> sessions.Found | None:
    at, settings, database = now(), settings_of(connection), database_of(connection)
    visits: LastVisits = connection.app.state.last_visits
    with reading(database) as session:
        found = sessions.find(session, token, at=at, settings=settings, visits=visits)
    if found is None:
        return None
    if found.seen_is_old and not found.locked and not unseen:
        visits.note(found.token_digest, at=at)
    return found


def _access_mark(connection: AnyConnection, visitor: SignedIn) -> str:
    with reading(database_of(connection)) as session:
        return access_mark(session, visitor.visitor, on=day_of(now(), settings_of(connection).time_zone))


def _chosen(connection: AnyConnection, visitor: SignedIn) -> Reading | None:
    return chosen_by(database_of(connection), visitor.account_id, visitor.role)


def _frame(connection: AnyConnection, found: sessions.Found | None, chosen: Reading | None) -> Frame:
    settings, path = settings_of(connection), connection.scope["path"]
    if found is None:
        return Frame(
            language=spoken_before_sign_in(connection),
            path=path,
            agency=settings.agency,
            time_zone=settings.time_zone,
            demo=settings.demo,
            passkeys_at=passkey_address(settings),
        )
    visitor, viewer = found.signed_in, None
    # The places at the left are named before the frame stands.
    frame_of_this_page.set(Frame(language=visitor.visitor.language))
    handed_over = _is_handed_over(visitor)
    if not found.locked:
        places = () if handed_over else places_for(visitor, path, connection.app)
        viewer = Viewer(name=visitor.name, role=role_words(visitor.role), places=places)
    return Frame(
        language=visitor.visitor.language,
        csrf=visitor.csrf,
        viewer=viewer,
        handed_over_by=visitor.sitting.handed_over_by_name if visitor.sitting and handed_over else "",
        helped=bool(visitor.sitting and visitor.sitting.helped_by),
        account=str(visitor.account_id),
        locks_after=int(sessions.idle_for(visitor.sitting, settings).total_seconds()),
        passkeys_at=passkey_address(settings),
        path=path,
        agency=settings.agency,
        time_zone=settings.time_zone,
        demo=settings.demo,
        reading=chosen,
        access_mark=connection.scope["state"].get("access_mark", ""),
    )
