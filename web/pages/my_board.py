"""The board of symbols: one page of a few big pictures with words, and what was picked so far. Every press is a page; no script.

Nothing is kept until it is saved, and what was picked stands in no address.
"""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine.database import reading
from engine.own_pictures import names_of
from engine.people import Person
from web.answerable import answerable, index_of, today_of
from web.answers import Answer, form_again, page
from web.asked import Asked, database_of, form_of, frame_of
from web.forms import Form
from web.frame import speaking_as
from web.sent import command_fields
from web.symbol_board import groups, picked


@get("/my-plan/{plan_id:uuid}/parts/{number:int}/board", sync_to_thread=True)
def show(request: Asked, plan_id: FromPath[UUID], number: FromPath[int]) -> Answer:
    """The first page of the board, about one part."""
    with reading(database_of(request)) as session:
        return board_page(session, request, plan_id, number, Form())


@post("/my-plan/{plan_id:uuid}/parts/{number:int}/board", sync_to_thread=True)
def press(request: Asked, plan_id: FromPath[UUID], number: FromPath[int]) -> Answer:
    """A word was picked, the last one taken away, or another page of the board chosen."""
    with reading(database_of(request)) as session:
        return board_page(session, request, plan_id, number, form_of(request))


@get("/my-plan/{plan_id:uuid}/next/board", sync_to_thread=True)
def show_next(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """The board, about what happens next."""
    with reading(database_of(request)) as session:
        return board_page(session, request, plan_id, None, Form())


@post("/my-plan/{plan_id:uuid}/next/board", sync_to_thread=True)
def press_next(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """The same, about what happens next."""
    with reading(database_of(request)) as session:
        return board_page(session, request, plan_id, None, form_of(request))


def board_page(session: Session, request: Asked, plan_id: UUID, number: int | None, form: Form) -> Answer:
    """The board about a part, or about what happens next, after what the form says."""
    room = answerable(session, request, plan_id, on=today_of(request))
    if number:
        index_of(room, number)
    base = f"/my-plan/{plan_id}/parts/{number}" if number else f"/my-plan/{plan_id}/next"
    back = f"{base}/words" if number else base
    return board_at(
        session, request, form, person=room.person, base=base, back=back, number=number, parts=len(room.sections)
    )


def board_at(
    session: Session,
    request: Asked,
    form: Form,
    *,
    person: Person,
    base: str,
    back: str,
    number: int | None = None,
    parts: int = 0,
) -> Answer:
    """The board as it stands after what the form says. It is saved at `base`/symbols; `back` leads to the other ways."""
    own = names_of(session, person.id)
    order, added = form.text("order"), form.text("add")
    if added:
        order = f"{order},{added}"
    with speaking_as(frame_of(request)):
        pages, said = groups(own), picked(order, own)
    if form.text("away"):
        said = said[:-1]
    asked = form.text("group") or form.text("page")
    made = form_again if form.errors else page
    return made(
        request,
        "my_plan/board.html",
        person=person,
        number=number,
        parts=parts,
        base=base,
        back=back,
        groups=pages,
        here=next((group for group in pages if group.key == asked), pages[0]),
        said=said,
        order=",".join(tile.key for tile in said),
        added=added,
        command=command_fields,
        errors=form.errors,
    )
