"""A process that makes moves and is killed at a chosen point; started by test_recovery.py."""

import os
import signal
import sys
import uuid
from typing import Any

from engine import firing, outbox
from engine.database import open_database, writing
from engine.firing import Command, Effect
from tests.engine import toy


def die(*_: Any, **__: Any) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def arrange(database: Any, point: str) -> None:
    """Put the end of this process at the point."""
    dialect = database.writer.dialect
    commit = dialect.do_commit

    def commits_and_dies(connection: Any) -> None:
        commit(connection)
        die()

    if point == "before the event":
        firing.append = die
    elif point == "after the event":
        firing.follow = die
    elif point == "before the message":
        outbox.post = die
    elif point == "before the commit":
        dialect.do_commit = die
    elif point == "after the commit, before the answer":
        dialect.do_commit = commits_and_dies


def main(url: str, stream: str, command_id: str, point: str) -> None:
    toy.registered()
    database = open_database(url)
    plan = toy.Plan(uuid.UUID(stream.removeprefix("plan:")))
    if point == "any moment":
        number = 0
        while True:
            number += 1
            once(database, plan, f"{command_id}:{number}")
            print(number, flush=True)  # noqa: T201 - this is how the moves are acknowledged
    arrange(database, point)
    once(database, plan, command_id)


def once(database: Any, plan: toy.Plan, command_id: str) -> None:
    effect = Effect(arm=[toy.arming(toy.AT.date())], tell=[toy.telling(uuid.UUID(int=7))])
    with writing(database) as session:
        toy.moved(session, plan, "note", Command(command_id, toy.WRITER, toy.AT), write=lambda *_: effect)


if __name__ == "__main__":
    main(*sys.argv[1:])
