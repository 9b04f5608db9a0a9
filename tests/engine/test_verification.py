"""Whatever is changed behind our back is found, and named by its first bad row; what is lawful is not called damage."""

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection
from sqlmodel import Session

from engine import chains, quotes, unchanging
from engine.accounts import Account
from engine.canonical import canonical, digest
from engine.database import Database, reading, writing
from engine.easy_read import BY_RULES, Draft, replace_lines
from engine.events import BEFORE_THE_FIRST
from engine.firing import Command, Effect, record
from engine.held_forms import HeldForm, forget_held
from engine.items import Item, ItemQuote
from engine.lifecycle import Actor
from engine.people import Person, Team
from engine.plans import Plan
from engine.quotes import Quote, QuoteText
from engine.refusals import Refusal
from engine.verification import Report, verify
from engine.versions import Version, freeze
from tests.engine import toy
from tests.erasures import ErasureOrder, erase

WORDS = "I want to live near my sister.\r\n  Not far.  "


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    with toy.opened(database_url) as database:
        toy.registered()
        yield database


@pytest.fixture
def plan(database: Database) -> toy.Plan:
    """Seven events, one of each sort, and a second plan beside it that stays whole."""
    other = toy.begun(database)
    plan = toy.begun(database)
    for verb, actor, content in (
        ("send", toy.WRITER, {}),
        ("note", toy.READER, {}),
        ("return", toy.READER, {"reason": "Mend it."}),
        ("send", toy.WRITER, {}),
        ("approve", toy.READER, {}),
    ):
        with writing(database) as session:
            toy.moved(session, plan, verb, toy.command(actor, **content))
    with writing(database) as session:
        record(session, toy.command(), "note.kept", stream=plan.stream, write=lambda *_: Effect(data={"note": 1}))
        record(session, toy.command(), "note.kept", stream=other.stream, write=lambda *_: Effect())
    return plan


def tamper(database: Database, *statements: str | tuple[str, tuple[Any, ...]]) -> None:
    """As somebody with full power over the database would: guards away, change, guards back."""
    with database.lock, database.writer.begin() as connection:
        tamper_within(connection, *statements)


def tamper_within(connection: Connection, *statements: str | tuple[str, tuple[Any, ...]]) -> None:
    """The same inside a transaction that is under way."""
    sqlite = connection.dialect.name == "sqlite"
    for guard in unchanging.guards(connection.dialect.name):
        on = "" if sqlite else f' ON "{guard.table}"'
        connection.exec_driver_sql(f"DROP TRIGGER {guard.name}{on}")
    for statement in statements:
        sql, values = statement if isinstance(statement, tuple) else (statement, ())
        connection.exec_driver_sql(sql if sqlite else sql.replace("?", "%s"), values)
    unchanging.install(connection)


def test_what_was_not_touched_holds(database: Database, plan: toy.Plan) -> None:
    report = verify(database)
    assert report.ok, report.sentence
    assert (report.events, report.chains) == (9, 2)
    assert report.sentence.startswith("9 events in 2 chains")
    assert report.as_json()["ok"] is True


@pytest.mark.parametrize(
    "column", ["at", "kind", "actor", "role", "command_id", "command_digest", "body", "prev", "hash"]
)
def test_any_changed_column_is_found_at_its_event(database: Database, plan: toy.Plan, column: str) -> None:
    with reading(database) as session:
        body = (
            session.connection()
            .exec_driver_sql(f"SELECT {column} FROM event WHERE stream = '{plan.stream}' AND seq = 3")
            .scalar_one()
        )
    other: Any = body
    if isinstance(body, bytes):
        other = bytes([body[0] ^ 1]) + body[1:]
    elif column == "at":
        other = str(body).replace("2026", "2025")
    else:
        other = "x" + str(body)[1:]
    tamper(database, (f"UPDATE event SET {column} = ? WHERE stream = ? AND seq = 3", (other, plan.stream)))
    (finding,) = verify(database).findings
    assert (finding.stream, finding.seq, finding.what) == (plan.stream, 3, "changed")
    assert f"Event 3 of {plan.stream}" in finding.sentence


def test_any_byte_of_any_body_is_found(sqlite_url: str) -> None:
    with toy.opened(sqlite_url) as database:
        plan = toy.begun(database)
        with writing(database) as session:
            toy.moved(session, plan, "send", toy.command())
        with reading(database) as session:
            body = session.connection().exec_driver_sql("SELECT body FROM event WHERE seq = 2").scalar_one()
        for place in range(len(body)):
            changed = bytearray(body)
            changed[place] ^= 0x20
            tamper(database, ("UPDATE event SET body = ? WHERE seq = 2", (bytes(changed),)))
            (finding,) = verify(database).findings
            assert finding.seq == 2


@pytest.mark.parametrize(
    ("change", "what", "seq"),
    [
        ("DELETE FROM event WHERE stream = '{0}' AND seq = 3", "gap", 3),
        ("DELETE FROM event WHERE stream = '{0}' AND seq = 1", "gap", 1),
        ("DELETE FROM event WHERE stream = '{0}' AND seq = 7", "cut", 6),
        ("DELETE FROM event WHERE stream = '{0}'", "cut", 1),
        ("DELETE FROM stream WHERE key = '{0}'", "head", None),
        ("UPDATE stream SET state = 'closed' WHERE key = '{0}'", "state", 7),
        ("UPDATE stream SET definition = 2 WHERE key = '{0}'", "state", 7),
    ],
)
def test_a_missing_row_is_named(database: Database, plan: toy.Plan, change: str, what: str, seq: int | None) -> None:
    tamper(database, change.format(plan.stream))
    found = [(finding.what, finding.seq) for finding in verify(database).findings if finding.stream == plan.stream]
    assert found == [(what, seq)]


def test_two_events_that_changed_places_are_found(database: Database, plan: toy.Plan) -> None:
    tamper(
        database,
        *(
            f"UPDATE event SET seq = {new} WHERE stream = '{plan.stream}' AND seq = {old}"
            for old, new in ((3, 99), (4, 3), (99, 4))
        ),
    )
    (finding,) = verify(database).findings
    assert (finding.what, finding.seq) == ("changed", 3)


def relink(database: Database, stream: str, change: dict[int, dict[str, Any]]) -> None:
    """Rewrite a whole chain as a forger would: every hash fits again."""
    import json

    with reading(database) as session:
        rows = (
            session.connection()
            .exec_driver_sql(f"SELECT seq, body FROM event WHERE stream = '{stream}' ORDER BY seq")
            .all()
        )
    head, statements = BEFORE_THE_FIRST, []
    for seq, body in rows:
        said = json.loads(bytes(body))
        said["data"].update(change.get(seq, {}))
        new = canonical(said)
        chained = digest(head + new)
        statements.append(
            (
                "UPDATE event SET body = ?, prev = ?, hash = ? WHERE stream = ? AND seq = ?",
                (new, head, chained, stream, seq),
            )
        )
        head = chained
    statements.append(("UPDATE stream SET head = ? WHERE key = ?", (head, stream)))
    tamper(database, *statements)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({2: {"verb": "approve"}}, "“approve” is no step out of draft"),
        ({2: {"to": "signing"}}, "“send” leads to review"),
        ({2: {"from": "signing"}}, "it leaves signing, but the plan was in draft"),
        ({2: {"guards": []}}, "not held against its own guards"),
        ({2: {"lifecycle": ["toy", 1, "0" * 64]}}, "another toy version 1"),
        ({2: {"lifecycle": ["toy", 9, "0" * 64]}}, "toy version 9 is not in this program"),
    ],
)
def test_a_rewritten_chain_that_tells_an_impossible_story_is_found(
    database: Database, plan: toy.Plan, change: dict[int, dict[str, Any]], said: str
) -> None:
    relink(database, plan.stream, change)
    (finding,) = verify(database).findings
    assert (finding.what, finding.seq) == ("step", 2)
    assert said in finding.sentence


def test_a_missing_guard_is_found(database: Database, plan: toy.Plan) -> None:
    with database.lock, database.writer.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER keep_event_update" + ("" if database.is_sqlite else " ON event"))
    assert [finding.what for finding in verify(database).findings] == ["guard"]


class Agency:
    """One person with a frozen version that refers to what she said."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with writing(database) as session:
            team = self._add(session, Team(name="River"))
            self.first, self.second = (
                self._add(session, Account(sign_in_name=name, name=name, created_at=toy.AT)).id
                for name in ("one", "two")
            )
            person = self._add(
                session, Person(full_name="Rosa Vega", also_called=[], team_id=team.id, created_at=toy.AT)
            )
            self.plan = Plan(
                person_id=person.id,
                plan_type="isp",
                profile="toy",
                standing="draft",
                team_id=team.id,
                created_at=toy.AT,
            )
            self._add(session, self.plan)
            record(session, self._command(), "plan.written", stream=self.plan.stream, write=self._write)
        self.quote: UUID
        self.version: UUID

    def _command(self) -> Command:
        return Command(str(uuid4()), Actor(str(self.first), "coordinator", "one"), toy.AT)

    @staticmethod
    def _add(session: Session, row: Any) -> Any:
        session.add(row)
        session.flush()
        return row

    def _write(self, session: Session, _seq: int) -> Effect:
        quote = quotes.capture(
            session,
            person_id=self.plan.person_id,
            text=WORDS,
            attribution=quotes.Attribution.PARTICIPANT,
            speaker="Rosa Vega",
            method=quotes.Method.SPOKEN,
            said_on=date(2026, 3, 1),
            may_include=True,
            recorded_by=self.first,
            recorded_by_name="one",
            at=toy.AT,
        )
        version = self._add(
            session,
            Version(
                plan_id=self.plan.id,
                number=1,
                kind="first",
                plan_type="isp",
                profile="toy",
                profile_version="1",
                created_by=self.first,
                created_by_name="one",
                created_at=toy.AT,
            ),
        )
        who = {"changed_at": toy.AT, "changed_by": self.first, "changed_by_name": "one"}
        items = [
            self._add(
                session,
                Item(
                    version_id=version.id,
                    lineage_id=uuid4(),
                    kind="vision",
                    position=n,
                    details={"text": f"Line {n}"},
                    **who,
                ),
            )
            for n in range(3)
        ]
        self._add(session, ItemQuote(item_id=items[0].id, quote_id=quote.id, position=0))
        lines = [Draft("You want a home.", "home", BY_RULES), Draft("Near your sister.", "", "one")]
        replace_lines(session, items[1], lines, looked_by="one", at=toy.AT)
        freeze(session, version, at=toy.AT)
        self.quote, self.version = quote.id, version.id
        return Effect(data={"version": version.id})

    def id(self, value: UUID) -> Any:
        return value.hex if self.database.is_sqlite else value

    def erase(self, **more: Any) -> None:
        order = {"quote_id": self.quote, "authority": "Court order 7", "reason": "She asked.", "second_by": self.second}
        with writing(self.database) as session:
            erase(session, ErasureOrder(**{**order, **more}), self._command())


@pytest.fixture
def agency(database: Database) -> Agency:
    return Agency(database)


def test_versions_and_quotes_hold(agency: Agency) -> None:
    report = verify(agency.database)
    assert report.ok, report.sentence
    assert (report.versions, report.quotes) == (1, 1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE quote_text SET text = 'I want to live near my mother.'", "its words are not the ones"),
        ("UPDATE quote SET speaker = 'Carl'", "no longer says what it said when it was captured"),
        ("UPDATE quote SET attribution = 'other'", "no longer says what it said when it was captured"),
        ("DELETE FROM quote_text", "nobody erased them lawfully"),
        ("UPDATE version SET effective_on = '2027-01-01'", "no longer gives the fingerprint"),
        ("UPDATE item SET kind = 'need' WHERE position = 1", "no longer gives the fingerprint"),
        ("UPDATE item SET position = 5 WHERE position = 0", "no longer gives the fingerprint"),
        ("DELETE FROM item_quote", "no longer gives the fingerprint"),
        ("UPDATE easy_line SET text = 'You want less.' WHERE position = 0", "no longer gives the fingerprint"),
        ("UPDATE easy_line SET symbol = 'stop' WHERE position = 0", "no longer gives the fingerprint"),
        ("UPDATE easy_line SET made_by = 'rules', looked_by = ''", "no longer gives the fingerprint"),
        ("UPDATE easy_line SET position = 7 WHERE position = 1", "no longer gives the fingerprint"),
        ("DELETE FROM easy_line", "no longer gives the fingerprint"),
        ("UPDATE version SET frozen_at = NULL", "gone or no longer frozen"),
    ],
)
def test_a_changed_record_is_named(agency: Agency, change: str, said: str) -> None:
    tamper(agency.database, change)
    report = verify(agency.database)
    assert any(said in finding.sentence for finding in report.findings), report.sentence
    assert not report.ok


def test_a_quote_put_in_from_outside_is_named(agency: Agency) -> None:
    tamper(
        agency.database,
        (
            "INSERT INTO quote (id, person_id, meeting_id, attribution, speaker, method, said_on, place, language, "
            "may_include, recorded_by, recorded_by_name, recorded_at, length, digest) "
            "SELECT ?, person_id, meeting_id, attribution, speaker, method, said_on, place, language, "
            "may_include, recorded_by, recorded_by_name, recorded_at, length, digest FROM quote",
            (agency.id(uuid4()),),
        ),
    )
    assert "no event says that it was captured" in verify(agency.database).sentence


def test_lawful_erasure_takes_the_words_and_leaves_everything_valid(agency: Agency) -> None:
    agency.erase()
    report = verify(agency.database)
    assert report.ok, report.sentence
    assert [gone.sentence for gone in report.erased] == [
        f"The words of quote {agency.quote} were erased on 2026-03-02 under Court order 7."
    ]
    with reading(agency.database) as session:
        assert session.get(QuoteText, agency.quote) is None
        assert session.get(Quote, agency.quote) is not None


def test_the_erased_characters_are_not_left_in_the_file(sqlite_url: str) -> None:
    with toy.opened(sqlite_url) as database:
        agency = Agency(database)
        agency.erase()
        assert b"near my sister" not in kept_in(sqlite_url, database)


def kept_in(sqlite_url: str, database: Database) -> bytes:
    """Every byte of the closed file and what lies beside it."""
    with database.lock:
        database.writer.dispose()
    database.close()
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return b"".join(file.read_bytes() for file in path.parent.glob(path.name + "*"))


def test_whatever_is_deleted_leaves_no_characters_in_the_file(sqlite_url: str) -> None:
    with toy.opened(sqlite_url) as database:
        with writing(database) as session:
            session.add(HeldForm(session_digest=b"x" * 32, path="/my-plan", fields={"words": [WORDS]}, at=toy.AT))
        with writing(database) as session:
            assert forget_held(session, at=toy.AT + timedelta(days=2)) == 1
        assert b"near my sister" not in kept_in(sqlite_url, database)


@pytest.mark.parametrize(
    ("more", "code"),
    [({"authority": " "}, "no-authority"), ({"reason": ""}, "no-reason"), ({"second_by": None}, "same-person")],
)
def test_an_erasure_needs_two_people_an_authority_and_a_reason(agency: Agency, more: dict[str, Any], code: str) -> None:
    if "second_by" in more:
        more = {"second_by": agency.first}
    with pytest.raises(Refusal) as refused:
        agency.erase(**more)
    assert [reason.code for reason in refused.value.reasons] == [code]
    with reading(agency.database) as session:
        assert session.get(QuoteText, agency.quote) is not None


def test_an_erasure_written_past_the_verb_is_named(agency: Agency) -> None:
    with agency.database.lock, agency.database.writer.begin() as connection:
        values = (agency.id(agency.quote), agency.id(agency.first), agency.id(agency.second))
        _insert_erasure(connection, values, agency.database)
        connection.exec_driver_sql("DELETE FROM quote_text")
    assert "no event says that it was erased" in verify(agency.database).sentence


@pytest.mark.parametrize(
    "change",
    [
        "authority = 'Court order 8'",
        "reason = 'We asked.'",
        "at = '2026-03-05 09:00:00.000000'",
        "first_by = second_by, second_by = first_by",
    ],
)
def test_an_erasure_that_says_something_else_later_is_named(agency: Agency, change: str) -> None:
    agency.erase()
    tamper(agency.database, f"UPDATE erasure SET {change}")
    assert "no longer says by what right, why, by whom and when" in verify(agency.database).sentence


def _insert_erasure(connection: Connection, values: tuple[Any, ...], database: Database) -> None:
    sql = (
        "INSERT INTO erasure (quote_id, first_by, second_by, at, authority, reason) "
        "VALUES (?, ?, ?, '2026-03-02 00:00:00.000000', 'Law', 'Why')"
    )
    connection.exec_driver_sql(sql if database.is_sqlite else sql.replace("?", "%s"), values)


def test_hashes_alone_are_followed_too(database: Database, plan: toy.Plan) -> None:
    with chains.one_moment(database) as connection:
        assert chains.hashes_only(connection) == 9
    tamper(database, f"UPDATE event SET body = hash WHERE stream = '{plan.stream}' AND seq = 5")
    with chains.one_moment(database) as connection, pytest.raises(ValueError, match=f"Event 5 of {plan.stream}"):
        chains.hashes_only(connection)


def test_the_report_counts_what_else_was_found() -> None:
    found = [
        chains.Finding("gap", "Event 1 of a is missing.", "a", 1),
        chains.Finding("gap", "Event 2 of b is missing."),
    ]
    assert Report(findings=found).sentence.startswith("Event 1 of a is missing. 1 more were found.")


def test_words_that_no_event_vouches_for_are_not_saved(agency: Agency) -> None:
    def beside_an_event() -> None:
        with writing(agency.database) as session:
            record(session, toy.command(), "note.kept", stream="agency", write=lambda *_: Effect())
            quotes.capture(
                session,
                person_id=agency.plan.person_id,
                text="Too late.",
                attribution=quotes.Attribution.PARTICIPANT,
                speaker="Rosa Vega",
                method=quotes.Method.SPOKEN,
                said_on=date(2026, 3, 1),
                may_include=True,
                recorded_by=agency.first,
                recorded_by_name="one",
                at=toy.AT,
            )

    with pytest.raises(RuntimeError, match="no event vouches"):
        beside_an_event()
    report = verify(agency.database)
    assert report.ok, report.sentence
    assert report.quotes == 1
