"""Tables whose past the database itself refuses to change: UPDATE, DELETE, replacing INSERT and TRUNCATE.

Each of the four has a hole if forgotten. Start-up compares the triggers present with this list.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, text

WHOLE = (
    ("event", ("stream", "seq")),
    ("quote", ("id",)),
    ("quote_mark", ("id",)),
    ("erasure", ("quote_id",)),
    ("answer", ("id",)),
    ("witnessed_expression", ("id",)),
    ("signature", ("id",)),
    ("passage_mark", ("id",)),
    ("waiver", ("id",)),
    ("silence", ("id",)),
    ("trigger", ("id",)),
)
"""Rows that are only ever added."""


@dataclass(frozen=True)
class Guard:
    """One trigger: refuse `action` on `table` when `when` holds (SQL over OLD and NEW; empty means always)."""

    table: str
    action: str
    when: str = ""

    @property
    def name(self) -> str:
        """The trigger's name; the list of names is what start-up compares."""
        return f"keep_{self.table}_{self.action.lower()}"


def guards() -> list[Guard]:
    """Every guard but TRUNCATE's, which only PostgreSQL has."""
    return [*_whole(), *_quote_text(), *_frozen()]


def tables() -> list[str]:
    """Every table that is guarded in some way."""
    return sorted({guard.table for guard in guards()})


def install(connection: Connection) -> None:
    """Create the triggers; those that are there already are replaced."""
    for statement in statements(connection.dialect.name):
        connection.execute(text(statement.replace(":", "\\:")))


def missing(connection: Connection) -> list[str]:
    """Names of guards that should be in the database and are not."""
    if connection.dialect.name == "sqlite":
        present = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars()
        wanted = {guard.name for guard in guards()}
    else:
        present = connection.execute(
            text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')")
        ).scalars()
        wanted = {guard.name for guard in guards()} | {f"keep_{table}_truncate" for table in tables()}
    return sorted(wanted - set(present))


def statements(dialect: str) -> Iterator[str]:
    """The SQL that installs the guards."""
    if dialect == "sqlite":
        for guard in guards():
            yield f"DROP TRIGGER IF EXISTS {guard.name}"
            yield _sqlite(guard)
    else:
        yield _POSTGRES_REFUSE
        for guard in guards():
            yield f"DROP TRIGGER IF EXISTS {guard.name} ON {_quoted(guard.table)}"
            yield from _postgres(guard)
        for table in tables():
            yield f"DROP TRIGGER IF EXISTS keep_{table}_truncate ON {_quoted(table)}"
            yield (
                f"CREATE TRIGGER keep_{table}_truncate BEFORE TRUNCATE ON {_quoted(table)} "
                "FOR EACH STATEMENT EXECUTE FUNCTION keep_refuse()"
            )


def _whole() -> Iterator[Guard]:
    for table, columns in WHOLE:
        yield Guard(table, "UPDATE")
        yield Guard(table, "DELETE")
        yield Guard(table, "INSERT", _already(table, columns))


def _quote_text() -> Iterator[Guard]:
    erased = "EXISTS (SELECT 1 FROM erasure WHERE erasure.quote_id = {}.quote_id)"
    yield Guard("quote_text", "UPDATE")
    yield Guard("quote_text", "DELETE", "NOT " + erased.format("OLD"))
    yield Guard("quote_text", "INSERT", f"{_already('quote_text', ('quote_id',))} OR {erased.format('NEW')}")


def _frozen() -> Iterator[Guard]:
    yield Guard("version", "UPDATE", "OLD.frozen_at IS NOT NULL")
    yield Guard("version", "DELETE", "OLD.frozen_at IS NOT NULL")
    yield Guard("version", "INSERT", "EXISTS (SELECT 1 FROM version v WHERE v.id = NEW.id AND v.frozen_at IS NOT NULL)")
    frozen = "EXISTS (SELECT 1 FROM version v WHERE v.id = {}.version_id AND v.frozen_at IS NOT NULL)"
    yield Guard("item", "UPDATE", f"{frozen.format('OLD')} OR {frozen.format('NEW')}")
    yield Guard("item", "DELETE", frozen.format("OLD"))
    yield Guard(
        "item",
        "INSERT",
        f"{frozen.format('NEW')} OR EXISTS (SELECT 1 FROM item i JOIN version v ON v.id = i.version_id "
        "WHERE i.id = NEW.id AND v.frozen_at IS NOT NULL)",
    )
    linked = (
        "EXISTS (SELECT 1 FROM item i JOIN version v ON v.id = i.version_id "
        "WHERE i.id = {}.item_id AND v.frozen_at IS NOT NULL)"
    )
    yield Guard("item_quote", "UPDATE", f"{linked.format('OLD')} OR {linked.format('NEW')}")
    yield Guard("item_quote", "DELETE", linked.format("OLD"))
    yield Guard("item_quote", "INSERT", linked.format("NEW"))


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
    if not guard.when:
        yield (
            f"CREATE TRIGGER {guard.name} BEFORE {guard.action} ON {_quoted(guard.table)} "
            "FOR EACH ROW EXECUTE FUNCTION keep_refuse()"
        )
        return
    back = "OLD" if guard.action == "DELETE" else "NEW"
    yield (
        f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {guard.when} THEN RAISE EXCEPTION '{_sentence(guard)}'; END IF; RETURN {back}; END $$"
    )
    yield (
        f"CREATE TRIGGER {guard.name} BEFORE {guard.action} ON {_quoted(guard.table)} "
        f"FOR EACH ROW EXECUTE FUNCTION {guard.name}()"
    )


_POSTGRES_REFUSE = (
    "CREATE OR REPLACE FUNCTION keep_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "RAISE EXCEPTION 'Ownwords keeps % as it was written: % refused', TG_TABLE_NAME, TG_OP; END $$"
)
