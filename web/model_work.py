"""Runs that wait are asked here, in the background: the network is spoken to between transactions, never inside one."""

import threading
from collections.abc import Callable
from datetime import datetime
from time import sleep as wait

from sqlmodel import col, select

from engine.database import Database, reading, writing
from engine.model_runs import ModelRun, RunState
from engine.settings import Settings
from workflows.suggesting import calling
from workflows.suggesting.calling import Call

_stopping = threading.Event()

STOPPED = "The program was stopped while the model was asked, so nothing was taken. Make the text ready again."

AT_ONCE = 3
"""Runs asked in one turn, so that a stop of the program does not wait for a long line of them."""


def begin_asking() -> None:
    """The clock ticks: models may be asked."""
    _stopping.clear()


def stop_asking() -> None:
    """The clock is about to stop: nobody waits for a model that is being asked."""
    _stopping.set()


def ask_what_waits(
    database: Database, settings: Settings, *, clock: Callable[[], datetime], sleep: Callable[[float], None] = wait
) -> str:
    """Ask the model for every run that waits; says how many."""
    if not _anything(database):
        return "0 asked."
    with writing(database) as session:
        calling.give_up_on_the_lost(session, at=clock())
    asked = 0
    while asked < AT_ONCE and not _stopping.is_set() and _ask_one(database, settings, clock=clock, sleep=sleep):
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
        if _stopping.is_set():
            return
        with writing(database) as session:
            calling.note_call(session, question.run_id, call, attempt=attempt, at=clock())

    try:
        call = _asked(settings, question, note, sleep)
    except Exception:
        with writing(database) as session:
            calling.fail(
                session, question.run_id, "The model could not be asked: something in the program failed.", at=clock()
            )
        raise
    with writing(database) as session:
        if call.outcome == "answered":
            calling.take_answer(session, question.run_id, call, at=clock())
        elif call.outcome == "stopped":
            calling.left_behind(session, question.run_id, call, at=clock())
        else:
            calling.fail(session, question.run_id, call.said, at=clock())
    return True


def _asked(
    settings: Settings, question: calling.Question, note: Callable[[int, Call], None], sleep: Callable[[float], None]
) -> Call:
    """The answer, or that the program stopped meanwhile. A call under way is left behind, so that a stop is not held up."""
    from web.model_client import ask  # half a second and 20 MB that only those pay who use a model

    ended: list[Call | BaseException] = []

    def run() -> None:
        try:
            ended.append(ask(settings, question, note=note, sleep=sleep))
        except BaseException as problem:
            ended.append(problem)

    thread = threading.Thread(target=run, name="model call", daemon=True)
    thread.start()
    while thread.is_alive() and not _stopping.is_set():
        thread.join(0.1)
    if thread.is_alive():
        return Call("stopped", STOPPED)
    (result,) = ended
    if isinstance(result, BaseException):
        raise result
    return result
