"""What the administration's pages share: one transaction for a form, and the same page again with what stands in its way."""

from collections.abc import Callable, Mapping
from typing import TypeVar
from uuid import UUID

from sqlmodel import Session

from engine.database import writing
from engine.ids import read_id
from engine.refusals import NotFound, OutOfReach, Refusal
from web.asked import Asked, database_of, form_of

Made = TypeVar("Made")


def saved(request: Asked, write: Callable[[Session], Made], *, fields: Mapping[str, str] | None = None) -> Made | None:
    """What `write` made, in one transaction; None when it was refused, with the sentences in the form's errors.

    `fields` says which field of the page a refusal means by its own name. NotFound goes on: it says nothing of a record.
    """
    form = form_of(request)
    if form.errors:
        return None
    try:
        with writing(database_of(request)) as session:
            made = write(session)
            if form.errors:
                raise Refusal
    except NotFound:
        raise
    except Refusal as refusal:
        form.errors.try_later = isinstance(refusal, OutOfReach)
        for reason in refusal.reasons:
            about = reason.about or ""
            if reason.text:
                form.errors.add((fields or {}).get(about, about), reason.text)
        return None
    return made


def chosen_id(request: Asked, name: str) -> UUID | None:
    """The record that was chosen in a list; None for the empty choice, and for what was never in a list of ours."""
    return read_id(form_of(request).text(name))
