"""Fills a SQLite database with many plans, fast: 50 plans a coordinator, 12 coordinators a team. Not a story, a weight.

Rows are written the way the program writes them (`verify` passes), only many at a time.
"""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from typing import Any
from uuid import UUID

from engine import schema
from engine.clock import today
from engine.database import open_database
from workflows.lifecycles import ISP

PER_COORDINATOR, PER_TEAM = 50, 12
BATCH = 20_000
TODAY = today("UTC")
NOW = f"{TODAY} 00:00:00.000000"


@dataclass(frozen=True)
class Weight:
    """What was laid down, so that a run can pick a random coordinator, team or plan."""

    plans: int

    @property
    def coordinators(self) -> int:
        """How many there are."""
        return max(1, self.plans // PER_COORDINATOR)

    @property
    def teams(self) -> int:
        """How many there are."""
        return max(1, -(-self.coordinators // PER_TEAM))

    def coordinator(self, number: int) -> UUID:
        """The account of one coordinator."""
        return _key(1, number)

    def supervisor(self, team: int) -> UUID:
        """The account of one team's manager."""
        return _key(2, team)

    def plan(self, number: int) -> UUID:
        """One plan."""
        return _key(4, number)


DIRECTOR = UUID(int=(7 << 112) | (0x7 << 76) | (0b10 << 62) | 1)


def lay(path: Path, plans: int, *, progress: Callable[[int, int], None] = lambda _done, _of: None) -> Weight:
    """A new database with this many plans, one open deadline and one event each. A million take a few minutes.

    No ANALYZE: an agency's own database has never heard one either.
    """
    database = open_database(f"sqlite:///{path}")
    schema.migrate(database)
    database.close()
    weight = Weight(plans)
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("synchronous=OFF", "foreign_keys=OFF", "journal_mode=OFF", "cache_size=-1000000"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN")
    _staff(connection, weight)
    for first in range(0, plans, BATCH):
        progress(first, plans)
        _some(connection, weight, range(first, min(plans, first + BATCH)))
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()
    return weight


def _some(connection: sqlite3.Connection, weight: Weight, numbers: range) -> None:
    _insert(connection, "person", (_person(weight, n) for n in numbers))
    _insert(connection, "plan", (_plan(weight, n) for n in numbers))
    _insert(connection, "deadline", (_deadline(weight, n) for n in numbers))
    chained = [_chain(n) for n in numbers]
    _insert(connection, "stream", (stream for stream, _ in chained))
    _insert(connection, "event", (event for _, event in chained))


def _staff(connection: sqlite3.Connection, weight: Weight) -> None:
    _insert(
        connection, "team", ({"id": _key(0, n).hex, "name": f"Team {n}", "version": 1} for n in range(weight.teams))
    )
    people = [(weight.coordinator(n), "coordinator", n // PER_TEAM) for n in range(weight.coordinators)]
    people += [(weight.supervisor(n), "manager", n) for n in range(weight.teams)]
    _insert(connection, "account", (_account(key, f"{role} {key.hex[-6:]}", team) for key, role, team in people))
    _insert(
        connection,
        "account_role",
        ({"account_id": key.hex, "role": role, "team_id": _key(0, team).hex} for key, role, team in people),
    )
    _insert(connection, "account", iter([_account(DIRECTOR, "director", None)]))
    _insert(connection, "account_role", iter([{"account_id": DIRECTOR.hex, "role": "manager", "team_id": None}]))


def _account(key: UUID, name: str, team: int | None) -> dict[str, Any]:
    return {
        "id": key.hex,
        "sign_in_name": f"{name}-{key.hex}",
        "name": name.title(),
        "team_id": _key(0, team).hex if team is not None else None,
        "language": "en",
        "created_at": NOW,
        "version": 1,
    }


def _person(weight: Weight, number: int) -> dict[str, Any]:
    coordinator = number % weight.coordinators
    return {
        "id": _key(3, number).hex,
        "full_name": f"Person {number:07d}",
        "preferred_name": "",
        "also_called": "[]",
        "pronouns": "",
        "language": "en",
        "how_i_say_yes_and_no": "",
        "program": "",
        "team_id": _key(0, coordinator // PER_TEAM).hex,
        "coordinator_id": weight.coordinator(coordinator).hex,
        "created_at": NOW,
        "version": 1,
    }


def _plan(weight: Weight, number: int) -> dict[str, Any]:
    coordinator = number % weight.coordinators
    return {
        "id": _key(4, number).hex,
        "person_id": _key(3, number).hex,
        "plan_type": "isp",
        "profile": "federal_hcbs",
        "standing": ISP.initial,
        "coordinator_id": weight.coordinator(coordinator).hex,
        "team_id": _key(0, coordinator // PER_TEAM).hex,
        "next_due_on": _due(number).isoformat(),
        "next_due_what": "review",
        "created_at": NOW,
        "closed_because": "",
        "next_for_the_person": "",
    }


def _deadline(weight: Weight, number: int) -> dict[str, Any]:
    coordinator = number % weight.coordinators
    due = _due(number)
    return {
        "id": _key(5, number).hex,
        "stream": f"plan:{_key(4, number)}",
        "subject": _key(4, number).hex,
        "owner": weight.coordinator(coordinator).hex,
        "team": _key(0, coordinator // PER_TEAM).hex,
        "kind": "review",
        "profile": "federal_hcbs",
        "rule": "review",
        "rule_version": "1",
        "anchor": "effective_date",
        "due_on": due.isoformat(),
        "due_at": f"{due + timedelta(days=1)} 05:00:00.000000",
        "zone": "America/New_York",
        "sentence": "Reviewed at least every 12 months.",
        "citation": "42 CFR 441.301(c)(3)",
        "tag": "V15",
        "steps": "[]",
        "reminders": "[30, 14]",
        "repeat_days": 7,
        "state": "waiting",
        "look_at": f"{due + timedelta(days=400)} 05:00:00.000000",
        "armed_seq": 1,
        "step": 0,
        "attempts": 0,
    }


def _chain(number: int) -> tuple[dict[str, Any], dict[str, Any]]:
    stream = f"plan:{_key(4, number)}"
    body = json.dumps(
        {
            "actor": "clock",
            "at": f"{TODAY}T00:00:00.000000+00:00",
            "command_digest": None,
            "command_id": None,
            "data": {"from": None, "lifecycle": ["isp", ISP.version, ISP.fingerprint], "to": ISP.initial},
            "kind": "plan.begun",
            "on_behalf_of": None,
            "role": "clock",
            "seq": 1,
            "stream": stream,
        },
        separators=(",", ":"),
    ).encode()
    head = hashlib.sha256(bytes(32) + body).digest()
    event = {
        "stream": stream,
        "seq": 1,
        "at": NOW,
        "kind": "plan.begun",
        "actor": "clock",
        "role": "clock",
        "body": body,
        "prev": bytes(32),
        "hash": head,
    }
    state = {
        "key": stream,
        "seq": 1,
        "head": head,
        "lifecycle": "isp",
        "definition": ISP.version,
        "state": ISP.initial,
    }
    return state, event


def _insert(connection: sqlite3.Connection, table: str, rows: Iterator[dict[str, Any]]) -> None:
    first = next(rows, None)
    if first is None:
        return
    columns = list(first)
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    connection.executemany(statement, (list(row.values()) for row in chain([first], rows)))


def _due(number: int) -> date:
    """Spread over fourteen months around today, so that some are late and most are coming."""
    return TODAY + timedelta(days=(number * 7919) % 420 - 50)


def _key(kind: int, number: int) -> UUID:
    return UUID(int=(kind << 112) | (0x7 << 76) | (0b10 << 62) | number)
