"""Who writes: the clock may fire what is due, but it never writes a plan."""

from uuid import UUID

from engine.firing import Command
from engine.refusals import Refusal
from workflows.moving import account_id


def writer(command: Command) -> UUID:
    """The account behind a command, for every row that says who wrote it. Raises Refusal for the clock."""
    identity = account_id(command.actor)
    if identity is None:
        raise Refusal("The clock writes nothing in anybody’s name. Sign in to do this.")
    return identity
