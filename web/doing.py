"""The shape of every page that writes: act in one transaction and go on, or show the form again with what was typed."""

from collections.abc import Callable

from sqlmodel import Session

from engine.database import reading, writing
from engine.refusals import NotFound, Refusal, Stale
from web.answers import Answer, redirect
from web.asked import Asked, database_of, form_of
from web.forms import Form
from web.happened import happened_words

Again = Callable[[Session, Form], Answer]
"""Renders the page once more, given the form with its errors."""


def act(request: Asked, write: Callable[[Session], object], *, again: Again, then: str) -> Answer:
    """Write and go on to `then`. A refusal renders the form again; what is not there stays not there."""
    form = form_of(request)
    try:
        refuse_what_is_wrong(form)
        with writing(database_of(request)) as session:
            write(session)
    except NotFound:
        raise
    except Refusal as refusal:
        form.errors.add_refusal(refusal)
        with reading(database_of(request)) as session:
            return again(session, form)
    return redirect(then)


def refuse_what_is_wrong(form: Form) -> None:
    """The first thing that was found while the form was read, as a refusal."""
    for name, sentence in form.errors.items():
        raise Refusal(sentence, about=name)


def happened_since(refusal: Refusal) -> list[str]:
    """What happened to the record after the form was opened, in words."""
    return [happened_words(kind) for kind in refusal.since] if isinstance(refusal, Stale) else []
