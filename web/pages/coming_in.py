"""What a card opens: a page that asks to be let in, the same for every card there is and for every one there is not."""

from litestar import get, post
from litestar.datastructures import Cookie
from litestar.params import FromPath

from engine.clock import now
from engine.database import reading, writing
from engine.entry_cards import EntryRequest, ask, request_of
from engine.refusals import Refusal
from engine.sittings import WayIn
from web import sessions
from web.answers import Answer, page, problem, redirect
from web.asked import AnyConnection, Asked, database_of, settings_of
from web.identity import cookie_name, locked_here, session_cookie, token_of
from workflows.entry_cards import come_in

WAITS = 15 * 60
"""Seconds a browser remembers that it asked."""


@get("/card/{word:str}", opt={"public": True}, sync_to_thread=False)
def show(request: Asked, word: FromPath[str]) -> Answer:
    """One button: ask. Nothing of anybody’s stands here, and nothing was asked yet."""
    return page(request, "coming_in/ask.html", word=word)


@post("/card/{word:str}", opt={"public": True}, sync_to_thread=True)
def create(request: Asked, word: FromPath[str]) -> Answer:
    """Ask. Whoever may let the person in sees it at once."""
    address = request.client.host if request.client else ""
    try:
        with writing(database_of(request)) as session:
            kept = ask(session, word, address=address, at=now())
    except Refusal as refusal:
        return problem(request, status=429, template="problems/too_many.html", sentence=refusal.message)
    answer = redirect("/coming-in")
    answer.cookies.append(_cookie(request, kept, WAITS))
    return answer


@get("/coming-in", opt={"public": True}, sync_to_thread=True)
def waiting(request: Asked) -> Answer:
    """Whether somebody answered yet. The page looks again by itself, and by a link where there is no script."""
    with reading(database_of(request)) as session:
        asked = request_of(session, _kept(request))
    return page(request, "coming_in/waiting.html", part="answer", number=asked.number if asked else "", how=_how(asked))


@post("/coming-in", opt={"public": True}, sync_to_thread=True)
def enter(request: Asked) -> Answer:
    """Come in, once, now that somebody said yes."""
    settings, at = settings_of(request), now()
    with writing(database_of(request)) as session:
        asked = request_of(session, _kept(request))
        if asked is None:
            return redirect("/coming-in")
        account = come_in(session, asked, at=at)
        token = token_of(request)
        locked = locked_here(request)
        stays = locked is not None and locked.account_id == account
        if stays:
            sessions.unlock(session, token, at=at)
        else:
            sessions.end(session, token, at=at)
            token = sessions.begin(session, account, role="participant", at=at, way_in=WayIn.CARD)
    # Whoever was only locked out goes on where they were, with what they sent meanwhile.
    answer = redirect("/held" if stays else "/my-plan/with-you")
    answer.cookies.append(session_cookie(settings, token))
    answer.cookies.append(_cookie(request, "", 0))
    return answer


def _how(asked: EntryRequest | None) -> str:
    at = now()
    if asked is None:
        return "over"
    if asked.opens_at(at):
        return "open"
    if asked.waits_at(at):
        return "waits"
    return "not now" if asked.decided_at is not None and not asked.let_in else "over"


def _kept(request: AnyConnection) -> str:
    return request.cookies.get(_name(request), "")


def _name(request: AnyConnection) -> str:
    return f"{cookie_name(settings_of(request))}-asking"


def _cookie(request: AnyConnection, kept: str, seconds: int) -> Cookie:
    secure = settings_of(request).address.startswith("https://")
    return Cookie(
        key=_name(request), value=kept, max_age=seconds, path="/", httponly=True, secure=secure, samesite="lax"
    )
