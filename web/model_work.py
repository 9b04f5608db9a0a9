"""Runs that wait are asked here, in the background: the network is spoken to between transactions, never inside one."""

from collections.abc import Callable
from datetime import datetime
from time import sleep as wait

from sqlmodel import col, select

from engine.database import Database, reading, writing
from engine.model_runs import ModelRun, RunState
from engine.settings import Settings
from workflows.suggesting import calling
from workflows.suggesting.calling import Call

AT_ONCE = 3
"""Runs asked in one turn, so that a stop of the program does not wait for a long line of them."""


def ask_what_waits(
    database: Database, settings: Settings, *, clock: Callable[[], datetime], sleep: Callable[[float], None] = wait
) -> str:
    """Ask the model for every run that waits; says how many."""
    if not _anything(database):
        return "0 asked."
    with writing(database) as session:
        calling.give_up_on_the_lost(session, at=clock())
    asked = 0
    while asked < AT_ONCE and _ask_one(database, settings, clock=clock, sleep=sleep):
        asked += 1
    return f"{asked} asked."


def _anything(database: Database) -> bool:
    with reading(database) as session:
        waiting = select(ModelRun.id).where(col(ModelRun.state).in_([RunState.WAITING, RunState.ASKING])).limit(1)
        return session.exec(waiting).first() is not None


def _ask_one(
    database: Database, settings: Settings, *, clock: Callable[[], datetime], sleep: Callable[[float], None]
) -> bool:
    with writing(database) as session:
        question = calling.claim(session, at=clock())
    if question is None:
        return False
    if not settings.asks_a_model:
        with writing(database) as session:
            calling.fail(session, question.run_id, "The model was turned off before this was sent.", at=clock())
        return True

    def note(attempt: int, call: Call) -> None:
        with writing(database) as session:
            calling.note_call(session, question.run_id, call, attempt=attempt, at=clock())

    call = _asked(settings, question, note, sleep)
    with writing(database) as session:
        if call.outcome == "answered":
            calling.take_answer(session, question.run_id, call, at=clock())
        else:
            calling.fail(session, question.run_id, call.said, at=clock())
    return True


def _asked(
    settings: Settings, question: calling.Question, note: Callable[[int, Call], None], sleep: Callable[[float], None]
) -> Call:
    from web.model_client import ask  # half a second and 20 MB that only those pay who use a model

    return ask(settings, question, note=note, sleep=sleep)
