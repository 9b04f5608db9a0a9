"""A person’s card or letter: printed by staff, ended when it is lost. It opens nothing; it only lets the person ask."""

from datetime import date
from urllib.parse import urlsplit
from uuid import UUID

import segno
from litestar import get, post
from litestar.params import FromPath
from markupsafe import Markup
from sqlmodel import Session

from engine.access import person_for
from engine.accounts import Account
from engine.clock import today
from engine.database import reading
from engine.entry_access import card_for
from engine.entry_cards import cards_of
from engine.people import Person
from engine.permissions import Action
from engine.settings import on_this_machine
from web.administering import saved
from web.answers import Answer, form_again, page, redirect
from web.asked import Asked, database_of, form_of, settings_of
from web.identity import signed_in
from web.sent import command_fields, command_of
from workflows.entry_cards import end_card, make_card


@get("/people/{person_id:uuid}/card", sync_to_thread=True)
def show(request: Asked, person_id: FromPath[UUID]) -> Answer:
    """The card that counts, those before it, and a new one."""
    with reading(database_of(request)) as session:
        return _page(session, request, person_id)


@post("/people/{person_id:uuid}/card", sync_to_thread=True)
def create(request: Asked, person_id: FromPath[UUID]) -> Answer:
    """A new card, to be printed now: what stands on it is shown once."""
    with reading(database_of(request)) as session:
        _person(session, request, person_id)
    word = saved(
        request,
        lambda session: make_card(session, command_of(request), _person(session, request, person_id)),
    )
    with reading(database_of(request)) as session:
        if word is None:
            return _page(session, request, person_id)
        person = _person(session, request, person_id)
        coordinator = session.get(Account, person.coordinator_id) if person.coordinator_id else None
        address = f"{settings_of(request).address}/card/{word}"
        return page(
            request,
            "entry_cards/made.html",
            person=person,
            coordinator=coordinator.name if coordinator else "",
            address=address,
            drawing=drawing_of(address),
            only_here=on_this_machine(urlsplit(address).hostname or ""),
        )


@post("/cards/{card_id:uuid}/end", sync_to_thread=True)
def end(request: Asked, card_id: FromPath[UUID]) -> Answer:
    """The card asks nobody any more."""
    visitor, on = signed_in(request).visitor, _today(request)
    with reading(database_of(request)) as session:
        person_id = card_for(session, visitor, card_id, on=on).person_id
    done = saved(
        request,
        lambda session: end_card(session, command_of(request), card_for(session, visitor, card_id, on=on)),
    )
    if done is None:
        with reading(database_of(request)) as session:
            return _page(session, request, person_id)
    return redirect(f"/people/{person_id}/card")


def drawing_of(address: str) -> Markup:
    """The address as a QR code that survives a fold and a coffee stain (a quarter of it may be lost)."""
    # segno writes the markup itself, from an address of ours: nothing in it was typed.
    return Markup(segno.make_qr(address, error="q").svg_inline(omitsize=True, svgclass="qr", border=4))  # noqa: S704


def _page(session: Session, request: Asked, person_id: UUID) -> Answer:
    person, form = _person(session, request, person_id), form_of(request)
    cards = cards_of(session, person_id)
    answer = form_again if form.errors else page
    return answer(
        request,
        "entry_cards/show.html",
        person=person,
        current=next((card for card in cards if card.ended_at is None), None),
        earlier=[card for card in cards if card.ended_at is not None],
        command=command_fields,
        errors=form.errors,
    )


def _person(session: Session, request: Asked, person_id: UUID) -> Person:
    return person_for(session, signed_in(request).visitor, person_id, Action.LET_IN, on=_today(request))


def _today(request: Asked) -> date:
    return today(settings_of(request).time_zone)
