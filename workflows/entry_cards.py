"""Cards and letters that only ask: made and ended by staff, and the answer to somebody who asks with one."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from engine.access import person_for
from engine.entry_access import card_for, request_for
from engine.entry_cards import EntryCard, EntryRequest, cards_of, digest_of, new_word
from engine.firing import Command, Effect, Outcome, record
from engine.ids import new_id
from engine.people import Person
from engine.permissions import Action
from engine.refusals import Refusal
from engine.staff import own_account_of
from workflows.accounts import own_account
from workflows.acting import acting, step_of
from workflows.moving import local_day
from workflows.people import stream_of


def make_card(session: Session, command: Command, person: Person) -> str:
    """A new card; the ones before it end. Returns the word on it, which is shown once and kept nowhere."""
    visitor = acting(session, command)
    person_for(session, visitor, person.id, Action.LET_IN, on=local_day(command.at))
    word = new_word()

    def write(_session: Session, _seq: int) -> Effect:
        ended = [_end(session, command, card) for card in cards_of(session, person.id) if card.ended_at is None]
        card = EntryCard(
            id=new_id(),
            person_id=person.id,
            token_digest=digest_of(word),
            made_at=command.at,
            made_by=visitor.account_id,
            made_by_name=visitor.name,
        )
        session.add(card)
        session.flush()
        return Effect(data={"card": card.id, "ended": ended})

    outcome = record(session, command, "card.made", stream=stream_of(person.id), write=write)
    if outcome.repeated:
        raise Refusal("This card was made a moment ago and is shown only once. Make a new one: the one before it ends.")
    return word


def end_card(session: Session, command: Command, card: EntryCard) -> Outcome:
    """The card asks nobody any more; requests that wait stay where they are and run out."""
    card_for(session, acting(session, command), card.id, on=local_day(command.at))

    def write(_session: Session, _seq: int) -> Effect:
        if card.ended_at is not None:
            raise Refusal("This card has ended already.")
        return Effect(data={"card": _end(session, command, card)})

    return record(session, command, "card.ended", stream=stream_of(card.person_id), write=write)


def decide(session: Session, command: Command, asked: EntryRequest, *, let_in: bool) -> Outcome:
    """Let the person in, or say not now. Only while the request is fresh, and only once."""
    visitor = acting(session, command)
    request_for(session, visitor, asked.id, on=local_day(command.at))
    assert asked.person_id is not None

    def write(_session: Session, _seq: int) -> Effect:
        session.refresh(asked)
        if not asked.waits_at(command.at):
            raise Refusal("Nobody waits with this request any more. If they still want to come in, they ask again.")
        asked.decided_at, asked.decided_by, asked.decided_by_name = command.at, visitor.account_id, visitor.name
        asked.let_in = let_in
        if let_in:
            own_account(session, step_of(command, "account"), session.get_one(Person, asked.person_id))
        session.add(asked)
        session.flush()
        return Effect(data={"request": asked.id, "card": asked.card_id})

    kind = "entry.let_in" if let_in else "entry.not_now"
    return record(session, command, kind, stream=stream_of(asked.person_id), write=write)


def come_in(session: Session, asked: EntryRequest, *, at: datetime) -> UUID:
    """The browser that asked is let in, once. Returns the person’s own account, to sign in."""
    session.refresh(asked, with_for_update=True)
    account = own_account_of(session, asked.person_id) if asked.person_id else None
    if account is None or not asked.opens_at(at):
        raise Refusal("Nobody came in: it took too long, or somebody came in with this request already. Ask again.")
    asked.used_at = at
    session.add(asked)
    session.flush()
    return account.id


def _end(session: Session, command: Command, card: EntryCard) -> UUID:
    card.ended_at, card.ended_by = command.at, UUID(command.actor.account)
    session.add(card)
    session.flush()
    return card.id
