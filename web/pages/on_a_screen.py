"""On a screen or on paper: asked once before somebody signs on a screen, and theirs to change on any day."""

from urllib.parse import quote

from litestar import get, post
from sqlmodel import Session

from engine.accounts import Role
from engine.database import reading
from engine.refusals import NotFound
from engine.signing_consents import newest_consent, signs_on_screen
from web.answers import Answer, form_again, is_our_path, page
from web.asked import Asked, database_of, form_of
from web.doing import act
from web.forms import Form
from web.identity import signed_in
from web.screen_words import before_signing_on_screen
from web.sent import command_fields, command_of
from web.signed_in import SignedIn
from workflows import consenting

ADDRESS = "/my-plan/on-a-screen"


@get(ADDRESS, sync_to_thread=True)
def show(request: Asked) -> Answer:
    """What a screen means and needs, and what they said about it."""
    with reading(database_of(request)) as session:
        return _page(session, request, request.query_params.get("next", ""), Form())


@post(ADDRESS, sync_to_thread=True)
def say(request: Asked) -> Answer:
    """On a screen, or from now on on paper."""
    form, visitor = form_of(request), _own(request)
    way_on = _way_on(form.text("next"))
    on_screen = form.text("sign") == "screen"

    def write(session: Session) -> object:
        if on_screen:
            language = visitor.visitor.language
            return consenting.sign_on_screen(
                session, command_of(request), words=before_signing_on_screen(), language=language
            )
        return consenting.sign_on_paper(session, command_of(request))

    return act(
        request,
        write,
        again=lambda session, typed: _page(session, request, way_on, typed),
        then=way_on if on_screen and way_on else ADDRESS,
    )


def where_to_ask(way_on: str) -> str:
    """The page's address, with where to go on after a yes."""
    return f"{ADDRESS}?next={quote(way_on, safe='')}"


def _page(session: Session, request: Asked, way_on: str, form: Form) -> Answer:
    visitor = _own(request)
    made = form_again if form.errors else page
    way_on = _way_on(way_on)
    return made(
        request,
        "on_a_screen/show.html",
        said=newest_consent(session, visitor.account_id),
        on_screen=signs_on_screen(session, visitor.account_id),
        lines=before_signing_on_screen(),
        next=way_on,
        paper=f"{way_on.rsplit('/by/', 1)[0]}/by/paper" if "/signature/by/" in way_on else "",
        command=command_fields,
        errors=form.errors,
    )


def _way_on(to: str) -> str:
    """A page of the room, or nowhere."""
    return to if is_our_path(to) and to.startswith("/my-plan/") else ""


def _own(request: Asked) -> SignedIn:
    visitor = signed_in(request)
    if visitor.role not in (Role.PARTICIPANT, Role.GUARDIAN):
        raise NotFound
    return visitor
