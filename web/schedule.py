"""The clock's door: everything that happens by itself, on one page. APScheduler only ticks; the rows decide.

Every server process and every worker runs these ticks. None is the leader: each tick is “find everything due”, and the
database lets exactly one of them claim each row.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from engine.clock import now
from engine.command_salts import forget
from engine.database import Database, fold_log, writing
from engine.device_keys import forget_keys
from engine.held_forms import forget_held
from engine.settings import Settings
from engine.upkeep import beat
from web.delivering import deliver
from web.logs import passed_through
from web.model_work import ask_what_waits, begin_asking, stop_asking
from workflows.monitoring import sweep_due

log = structlog.get_logger()

SENT_AGAIN_WITHIN = timedelta(days=30)
"""A form that is sent again later than this is refused instead of being given its first answer."""


@dataclass(frozen=True)
class Tick:
    """A job and how many seconds lie between its starts."""

    name: str
    seconds: int
    run: Callable[[], str]


def ticks(database: Database, settings: Settings) -> list[Tick]:
    """What happens by itself."""
    return [
        Tick("sweep", 30, lambda: sweep_due(database, at=now()).sentence),
        Tick("deliver", 10, lambda: deliver(database, settings, at=now(), clock=now).sentence),
        Tick("model", 2 if settings.asks_a_model else 300, lambda: ask_what_waits(database, settings, clock=now)),
        Tick("fold log", 60, lambda: _fold(database)),
        Tick("forget", 3600, lambda: _forget(database)),
        Tick("let go", 60, lambda: _let_go(database)),
    ]


def start_clock(database: Database, settings: Settings) -> BackgroundScheduler:
    """Start ticking; the first sweep runs at once, so that what fell due while nothing ran is caught."""
    begin_asking()
    scheduler = BackgroundScheduler(
        timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    for tick in ticks(database, settings):
        scheduler.add_job(_guarded(database, tick), "interval", seconds=tick.seconds, id=tick.name, next_run_time=now())
    scheduler.start()
    return scheduler


def stop_clock(scheduler: BackgroundScheduler) -> None:
    """Stop ticking; what is under way is finished first, but nobody waits for a model."""
    stop_asking()
    scheduler.shutdown(wait=True)


def _guarded(database: Database, tick: Tick) -> Callable[[], None]:
    """A tick that fails says so in the log and tries again at its next turn; the heartbeat stays old, and that shows."""

    def run() -> None:
        try:
            said = tick.run()
            with writing(database) as session:
                beat(session, tick.name, at=now(), said=said)
        except Exception as error:
            log.error("tick failed", tick=tick.name, passed_through=passed_through(error))

    return run


def _fold(database: Database) -> str:
    fold_log(database)
    return ""


def _forget(database: Database) -> str:
    with writing(database) as session:
        salts, keys = forget(session, before=now() - SENT_AGAIN_WITHIN), forget_keys(session, at=now())
    return f"{salts} salts of old forms, {keys} keys of devices"


def _let_go(database: Database) -> str:
    """Half-typed words that were kept while a screen was locked: gone within a minute of their use."""
    with writing(database) as session:
        forget_held(session, at=now())
    return ""
