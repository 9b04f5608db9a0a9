"""Tables whose past the database itself refuses to change: UPDATE, DELETE, replacing INSERT and TRUNCATE.

Each of the four has a hole if forgotten. Start-up compares the triggers present with this list.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, inspect

WHOLE = (
    ("event", ("stream", "seq")),
    ("definition", ("name", "version")),
    ("quote", ("id",)),
    ("quote_mark", ("id",)),
    ("keeping_decision", ("id",)),
    ("erasure", ("quote_id",)),
    ("original", ("id",)),
    ("original_erasure", ("original_id",)),
    ("companion", ("id",)),
    ("companion_review", ("id",)),
    ("answer", ("id",)),
    ("answer_words", ("answer_id", "quote_id")),
    ("understanding", ("id",)),
    ("press", ("id",)),
    ("sending_choice", ("id",)),
    ("agency_words", ("id",)),
    ("safeguarding_choice", ("id",)),
    ("safety_report", ("id",)),
    ("safety_step", ("id",)),
    ("talk_request", ("id",)),
    ("talk_held", ("request_id",)),
    ("meeting_ask", ("id",)),
    ("reminder_choice", ("id",)),
    ("reminder_task", ("id",)),
    ("reminder_done", ("task_id",)),
    ("meeting_ask_person", ("id",)),
    ("meeting_ask_words", ("quote_id",)),
    ("meeting_ask_step", ("id",)),
    ("witnessed_expression", ("id",)),
    ("signature", ("id",)),
    ("signing_consent", ("id",)),
    ("lost_passkeys", ("id",)),
    ("filed_page", ("id",)),
    ("copy_given", ("id",)),
    ("copy_receipt", ("id",)),
    ("part_not_agreed", ("id",)),
    ("witness_call", ("id",)),
    ("contact_attempt", ("id",)),
    ("acknowledgement", ("id",)),
    ("passage_mark", ("id",)),
    ("line_source", ("id",)),
    ("waiver", ("id",)),
    ("silence", ("id",)),
    ("left_out", ("id",)),
    ("trigger", ("id",)),
    ("suggestion_decision", ("suggestion_id",)),
    ("model_help", ("id",)),
    ("suspension_step", ("id",)),
    ("support_agreement", ("id",)),
    ("disagreement_step", ("id",)),
    ("own_picture", ("id",)),
    ("own_picture_end", ("picture_id",)),
)
"""Rows that are only ever added, and what makes each of them one of a kind."""


@dataclass(frozen=True)
class Guard:
    """One trigger: refuse `action` on `table` when `when` holds (SQL over OLD and NEW; empty means always).

    With `sqlite_only`, PostgreSQL needs none: there an INSERT replaces a row only by way of an UPDATE.
    """

    table: str
    action: str
    when: str = ""
    sqlite_only: bool = False
    also: str = ""

    @property
    def name(self) -> str:
        """The trigger's name; the list of names is what start-up compares."""
        return "_".join(part for part in ("keep", self.table, self.action.lower(), self.also) if part)


def guards(dialect: str) -> list[Guard]:
    """Every guard of a database but TRUNCATE's, which only PostgreSQL has."""
    every = [*_whole(), *_side_tables(), *_frozen(), Guard("stream", "DELETE")]
    return [guard for guard in every if dialect == "sqlite" or not guard.sqlite_only]


def tables() -> list[str]:
    """Every table that is guarded in some way."""
    return sorted({guard.table for guard in guards("sqlite")})


def install(connection: Connection) -> None:
    """Create the triggers; those that are there already are replaced.

    A migration calls it when some tables are still to come: each that adds a guarded table calls it again at its end.
    """
    present = set(inspect(connection).get_table_names())
    for statement in statements(connection.dialect.name, present):
        connection.exec_driver_sql(
            statement.replace("%", "%%") if "postgresql" in connection.dialect.name else statement
        )


def missing(connection: Connection) -> list[str]:
    """Names of guards that should be in the database and are not, or no longer do what they say."""
    if connection.dialect.name == "sqlite":
        return _missing_sqlite(connection)
    return _missing_postgres(connection)


def statements(dialect: str, present: set[str]) -> Iterator[str]:
    """The SQL that installs the guards of these tables."""
    wanted = [guard for guard in guards(dialect) if guard.table in present]
    if dialect == "sqlite":
        for guard in wanted:
            yield f"DROP TRIGGER IF EXISTS {guard.name}"
            yield _sqlite(guard)
    else:
        yield _function("keep_refuse", _REFUSE)
        for guard in wanted:
            yield from _postgres(guard)
        for table in sorted({guard.table for guard in wanted}):
            yield f"DROP TRIGGER IF EXISTS keep_{table}_truncate ON {_quoted(table)}"
            yield (
                f"CREATE TRIGGER keep_{table}_truncate BEFORE TRUNCATE ON {_quoted(table)} "
                "FOR EACH STATEMENT EXECUTE FUNCTION keep_refuse()"
            )


def _missing_sqlite(connection: Connection) -> list[str]:
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    present = {name: sql for name, sql in rows}  # noqa: C416 - dict() of rows has no type
    return sorted(guard.name for guard in guards("sqlite") if present.get(guard.name) != _sqlite(guard))


def _missing_postgres(connection: Connection) -> list[str]:
    """A guard counts when its trigger is enabled, stands on its table and calls a function with our text."""
    present = {
        name: (table, source)
        for name, table, source in connection.exec_driver_sql(
            "SELECT t.tgname, c.relname, p.prosrc FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')"
        )
    }
    wanted = {guard.name: (guard.table, _body(guard)) for guard in guards("postgresql")}
    wanted |= {f"keep_{table}_truncate": (table, _REFUSE) for table in tables()}
    return sorted(name for name, what in wanted.items() if present.get(name) != what)


def _whole() -> Iterator[Guard]:
    for table, columns in WHOLE:
        yield Guard(table, "UPDATE")
        yield Guard(table, "DELETE")
        yield Guard(table, "INSERT", _already(table, columns), sqlite_only=True)
    # A replacing INSERT takes away every row it meets in any unique index.
    yield Guard("event", "INSERT", _already("event", ("command_id",)), sqlite_only=True, also="command")


def _side_tables() -> Iterator[Guard]:
    """Characters and bytes: they never change, they go only after an erasure, and do not come back after it."""
    yield from _let_go("quote_text", "quote_id", "erasure", ("quote_id",))
    yield from _let_go("companion_text", "quote_id", "erasure", ("companion_id",))
    for table in ("original_bytes", "original_text", "shown_copy"):
        yield from _let_go(table, "original_id", "original_erasure", ("original_id",))
    yield from _let_go("passage_decision", "original_id", "original_erasure", ("id",))
    yield from _let_go("own_picture_file", "picture_id", "own_picture_end", ("picture_id",))
    yield from _model_text()
    # Words that were not sent are the person's to take away, and nobody's to change.
    yield Guard("unsent_words", "UPDATE")
    yield Guard("unsent_words", "INSERT", _already("unsent_words", ("id",)), sqlite_only=True)


def _model_text() -> Iterator[Guard]:
    """What was sent to a model and came back goes only once words or a note of the person it was about were erased."""
    erased = (
        "EXISTS (SELECT 1 FROM erasure e JOIN quote q ON q.id = e.quote_id "
        "JOIN model_run r ON r.person_id = q.person_id WHERE r.id = OLD.run_id)"
    )
    note_erased = (
        "EXISTS (SELECT 1 FROM original_erasure e JOIN original o ON o.id = e.original_id "
        "JOIN model_run r ON r.person_id = o.person_id WHERE r.id = OLD.run_id)"
    )
    yield Guard("model_text", "UPDATE")
    yield Guard("model_text", "DELETE", f"NOT ({erased} OR {note_erased})")
    yield Guard("model_text", "INSERT", _already("model_text", ("run_id", "part")))


def _let_go(table: str, by: str, erasure: str, unique: tuple[str, ...]) -> Iterator[Guard]:
    erased = f"EXISTS (SELECT 1 FROM {erasure} WHERE {erasure}.{by} = {{}}.{by})"
    yield Guard(table, "UPDATE")
    yield Guard(table, "DELETE", "NOT " + erased.format("OLD"))
    yield Guard(table, "INSERT", f"{_already(table, unique)} OR {erased.format('NEW')}")


def _frozen() -> Iterator[Guard]:
    met = (
        "EXISTS (SELECT 1 FROM version v WHERE v.frozen_at IS NOT NULL "
        "AND (v.id = NEW.id OR (v.plan_id = NEW.plan_id AND v.number = NEW.number)))"
    )
    yield Guard("version", "UPDATE", f"OLD.frozen_at IS NOT NULL OR {met}")
    yield Guard("version", "DELETE", "OLD.frozen_at IS NOT NULL")
    yield Guard("version", "INSERT", met)
    frozen = "EXISTS (SELECT 1 FROM version v WHERE v.id = {}.version_id AND v.frozen_at IS NOT NULL)"
    taken = (
        "EXISTS (SELECT 1 FROM item i JOIN version v ON v.id = i.version_id "
        "WHERE i.id = NEW.id AND v.frozen_at IS NOT NULL)"
    )
    yield Guard("item", "UPDATE", f"{frozen.format('OLD')} OR {frozen.format('NEW')} OR {taken}")
    yield Guard("item", "DELETE", frozen.format("OLD"))
    yield Guard("item", "INSERT", f"{frozen.format('NEW')} OR {taken}")
    yield Guard("easy_line", "UPDATE", f"{frozen.format('OLD')} OR {frozen.format('NEW')}")
    yield Guard("easy_line", "DELETE", frozen.format("OLD"))
    kept = (
        "EXISTS (SELECT 1 FROM easy_line l JOIN version v ON v.id = l.version_id "
        "WHERE l.id = NEW.id AND v.frozen_at IS NOT NULL)"
    )
    yield Guard("easy_line", "INSERT", f"{frozen.format('NEW')} OR {kept}")
    linked = (
        "EXISTS (SELECT 1 FROM item i JOIN version v ON v.id = i.version_id "
        "WHERE i.id = {}.item_id AND v.frozen_at IS NOT NULL)"
    )
    yield Guard("item_quote", "UPDATE", f"{linked.format('OLD')} OR {linked.format('NEW')}")
    yield Guard("item_quote", "DELETE", linked.format("OLD"))
    yield Guard("item_quote", "INSERT", linked.format("NEW"))
    yield Guard("shown_beside", "UPDATE")
    yield Guard("shown_beside", "DELETE", frozen.format("OLD"))
    yield Guard("shown_beside", "INSERT", f"{frozen.format('NEW')} OR {_already('shown_beside', _SHOWN)}")


_SHOWN = ("version_id", "companion_id")


def _already(table: str, columns: tuple[str, ...]) -> str:
    same = " AND ".join(f"k.{column} = NEW.{column}" for column in columns)
    return f"EXISTS (SELECT 1 FROM {_quoted(table)} k WHERE {same})"


def _quoted(table: str) -> str:
    return f'"{table}"'


def _sentence(guard: Guard) -> str:
    return f"Ownwords keeps {guard.table} as it was written: {guard.action} refused"


def _sqlite(guard: Guard) -> str:
    when = f"WHEN {guard.when} " if guard.when else ""
    return (
        f"CREATE TRIGGER {guard.name} BEFORE {guard.action} ON {_quoted(guard.table)} FOR EACH ROW {when}"
        f"BEGIN SELECT RAISE(ABORT, '{_sentence(guard)}'); END"
    )


def _postgres(guard: Guard) -> Iterator[str]:
    """PostgreSQL allows no subquery in WHEN, so each guard with a condition has its own function."""
    function = guard.name if guard.when else "keep_refuse"
    if guard.when:
        yield _function(function, _body(guard))
    yield f"DROP TRIGGER IF EXISTS {guard.name} ON {_quoted(guard.table)}"
    yield (
        f"CREATE TRIGGER {guard.name} BEFORE {guard.action} ON {_quoted(guard.table)} "
        f"FOR EACH ROW EXECUTE FUNCTION {function}()"
    )


def _function(name: str, body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"


def _body(guard: Guard) -> str:
    if not guard.when:
        return _REFUSE
    back = "OLD" if guard.action == "DELETE" else "NEW"
    return f" BEGIN IF {guard.when} THEN RAISE EXCEPTION '{_sentence(guard)}'; END IF; RETURN {back}; END "


_REFUSE = " BEGIN RAISE EXCEPTION 'Ownwords keeps % as it was written: % refused', TG_TABLE_NAME, TG_OP; END "
