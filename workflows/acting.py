"""What the verbs that run the house share: who acts, checked again in this transaction, and ids that survive a repeat."""

from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from engine.access import Visitor, visitor_for
from engine.accounts import SYSTEM
from engine.canonical import digest
from engine.events import events
from engine.firing import Command
from engine.ids import new_id
from engine.refusals import NotFound


def acting(session: Session, command: Command) -> Visitor:
    """The account behind a command in its role. Raises NotFound when the account or the role is gone."""
    if command.actor.role == SYSTEM:
        raise NotFound
    found = visitor_for(session, UUID(command.actor.account), command.actor.role)
    if found is None:
        raise NotFound
    return found


def identity_for(session: Session, command: Command, prefix: str) -> UUID:
    """The id of what a command makes: a new one, or the one it made when it was done before.

    `prefix` is what stands before the id in the stream, such as `person:`.
    """
    stream = session.scalar(select(events.c.stream).where(events.c.command_id == command.id))
    if stream is None or not stream.startswith(prefix):
        return new_id()
    return UUID(stream.removeprefix(prefix))


def step_of(command: Command, name: str) -> Command:
    """One of several things a command does, each an event of its own; `name` tells them apart, the same each time."""
    identity = digest(f"{command.id} {name}".encode()).hex()
    return Command(id=identity, actor=command.actor, at=command.at)
