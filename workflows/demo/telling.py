"""Tells the stories of everybody in one order of time, into a new database, all of it or nothing."""

import heapq
from collections.abc import Callable
from datetime import date, datetime

from sqlmodel import Session, select

from engine.accounts import Account
from engine.database import Database, writing
from engine.passwords import password_hash
from engine.people import Team
from engine.refusals import Refusal
from workflows.demo import cilla, delia, elena, henry, jordan, marcus, meilin, nadia, rosa, ruth, tom, walter
from workflows.demo.agency import open_agency
from workflows.demo.cast import PASSWORD
from workflows.demo.tale import Chapters, Tale

Progress = Callable[[int, int], None]
"""Called with the chapters told so far and how many there are; the last call has both equal."""

STORIES: tuple[Callable[[Tale], Chapters], ...] = (
    rosa.story,
    marcus.story,
    elena.story,
    walter.story,
    cilla.story,
    jordan.story,
    nadia.story,
    ruth.story,
    delia.story,
    tom.story,
    meilin.story,
    henry.story,
)

CHAPTERS = 111
"""How many moments the stories have together; only the progress needs to know, and a test holds it."""


def load(database: Database, *, today: date, progress: Progress | None = None) -> None:
    """Tell the year that ends yesterday. Refuses a database in which somebody already is; one transaction."""
    digest = password_hash(PASSWORD)
    with writing(database) as session:
        _refuse_unless_new(session)
        tale = Tale(session, today, digest)
        open_agency(tale)
        told = _tell(tale, progress or _silent)
    if progress:
        progress(told, told)


def _tell(tale: Tale, progress: Progress) -> int:
    waiting: list[tuple[datetime, int, Chapters]] = []
    for place, story in enumerate(STORIES):
        _turn(waiting, place, story(tale))
    told = 0
    while waiting:
        tale.at, place, chapters = heapq.heappop(waiting)
        _turn(waiting, place, chapters)
        told += 1
        progress(min(told, CHAPTERS - 1), CHAPTERS)
    return told


def _turn(waiting: list[tuple[datetime, int, Chapters]], place: int, chapters: Chapters) -> None:
    """Tell a story up to its next moment."""
    moment = next(chapters, None)
    if moment is not None:
        heapq.heappush(waiting, (moment, place, chapters))


def _refuse_unless_new(session: Session) -> None:
    if session.exec(select(Account)).first() is not None or session.exec(select(Team)).first() is not None:
        raise Refusal(
            "The demo was not loaded: this database already has people in it. "
            "Start the demo with an empty folder, or serve this database as it is."
        )


def _silent(_told: int, _all: int) -> None:
    """Nobody asked how far it is."""
