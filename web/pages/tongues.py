"""In which language somebody’s pages speak: chosen by themselves, kept with their account, in each language’s own name."""

from litestar import get, post

from engine.accounts import Account
from engine.database import writing
from engine.refusals import NotFound
from web.answers import Answer, is_our_path, page, redirect
from web.asked import Asked, database_of, form_of
from web.i18n import languages
from web.identity import signed_in
from web.sent import command_of
from workflows.accounts import set_language


@get("/language", opt={"in_hand_over": True}, sync_to_thread=True)
def show(request: Asked) -> Answer:
    """One button for each language, none of them a flag."""
    return page(request, "tongues/show.html", next=way_on(request.query_params.get("next", "")))


@post("/language", opt={"in_hand_over": True}, sync_to_thread=True)
def choose(request: Asked) -> Answer:
    """From the next page on, here and on every other device. What people wrote stays in the language they wrote it in."""
    form = form_of(request)
    if form.text("language") not in languages():
        raise NotFound
    with writing(database_of(request)) as session:
        account = session.get_one(Account, signed_in(request).account_id)
        set_language(session, command_of(request), account, form.text("language"))
    return redirect(way_on(form.text("next")))


def way_on(typed: str) -> str:
    """Back to the page somebody came from, inside our own."""
    return typed if is_our_path(typed) and not typed.startswith(("/language", "/sign-")) else "/"
