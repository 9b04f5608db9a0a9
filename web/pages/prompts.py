"""The prompts as anybody may read them: what each is for, what to look out for, and its text word for word."""

from litestar import get
from litestar.params import FromPath

from engine.access import require
from engine.database import reading
from engine.permissions import Action
from web.answers import Answer, page
from web.asked import Asked, database_of, settings_of
from web.identity import signed_in
from web.plan_words import plan_type_words
from workflows.suggesting.prompts import prompt, prompts, rules


@get("/prompts", sync_to_thread=True)
def index(request: Asked) -> Answer:
    """All of them, with what they are for."""
    with reading(database_of(request)) as session:
        require(session, signed_in(request).visitor, Action.ASK_MODEL)
    return page(request, "suggestions/prompts.html", prompts=list(prompts().values()), settings=settings_of(request))


@get("/prompts/{key:str}", sync_to_thread=True)
def show(request: Asked, key: FromPath[str]) -> Answer:
    """One prompt, whole."""
    with reading(database_of(request)) as session:
        require(session, signed_in(request).visitor, Action.ASK_MODEL)
    asked = prompt(key)
    kinds = [plan_type_words(kind) for kind in asked.plan_types]
    return page(request, "suggestions/prompt.html", prompt=asked, rules=rules(), kinds=kinds)
