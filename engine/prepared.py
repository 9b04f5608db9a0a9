"""Core statements for the hot path: compiled once per dialect, then run on the driver's own cursor.

A Session spends tens of microseconds on each statement before the database hears of it, and a move makes seven.
Column types still do their work, in and out; the driver's errors arrive as SQLAlchemy's, without any values.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.expression import ClauseElement
from sqlmodel import Session

Processor = Callable[[Any], Any] | None


class Prepared:
    """One statement. Bound values are given by name; a name that is left out is an error, never a NULL.

    `make` is given the dialect's name, for statements that are spelled differently on the two databases.
    """

    def __init__(self, make: Callable[[str], ClauseElement], *, columns: Iterable[str] | None = None) -> None:
        self._make = make
        self._columns = list(columns) if columns is not None else None
        self._spelled: dict[str, _Spelled] = {}

    def run(self, session: Session, values: Mapping[str, Any], *, changes_one: str = "") -> Any:
        """The driver's cursor after the statement.

        With `changes_one`, raises RuntimeError with that sentence unless exactly one row was changed; inside
        `together` the answer is not there yet, so it is looked at on leaving.
        """
        hand = _hand(session)
        cursor = self._run(hand, values)
        if changes_one:
            if hand.gathered is None:
                _require_one(cursor, changes_one)
            else:
                hand.gathered.append((cursor, changes_one))
        return cursor

    def first(self, session: Session, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """The first row, its columns as their types say, or None."""
        hand = _hand(session)
        return self.read_first(session, self._run(hand, values))

    def read_first(self, session: Session, cursor: Any) -> tuple[Any, ...] | None:
        """The first row of a statement that was run before, such as one of several sent together."""
        row = cursor.fetchone()
        return None if row is None else self._spelled[_hand(session).name].read(row)

    def _run(self, hand: "_Hand", values: Mapping[str, Any]) -> Any:
        spelled = self._spelled.get(hand.name) or self._spell(hand.dialect)
        cursor = hand.driver.cursor()
        try:
            cursor.execute(spelled.sql, spelled.bind(values))
        except hand.error as error:
            raise _ours(error, spelled.sql, hand) from error
        return cursor

    def _spell(self, dialect: Dialect) -> "_Spelled":
        spelled = _Spelled(self._make(dialect.name), dialect, self._columns)
        self._spelled[dialect.name] = spelled
        return spelled


@contextmanager
def together(session: Session) -> Iterator[None]:
    """Statements that need no answer from each other travel in one round trip where the database is a network away.

    Only statements of this module may stand inside: a Session reads each answer before it goes on.
    """
    hand = _hand(session)
    if hand.name != "postgresql":
        yield
        return
    hand.gathered = []
    try:
        with hand.driver.pipeline():
            yield
        for cursor, sentence in hand.gathered:
            _require_one(cursor, sentence)
    except hand.error as error:
        raise _ours(error, "statements sent together", hand) from error
    finally:
        hand.gathered = None


def _require_one(cursor: Any, sentence: str) -> None:
    if cursor.rowcount != 1:
        raise RuntimeError(sentence)


def hold(session: Session, connection: Connection) -> None:
    """Tell a session's statements which connection is theirs for its whole life, so that none has to ask."""
    session.info["hand"] = _Hand(connection, None)


class _Hand:
    """The driver's connection behind one transaction of a session; behind all of them when `transaction` is None."""

    __slots__ = ("dialect", "driver", "error", "gathered", "name", "transaction")

    def __init__(self, connection: Connection, transaction: object) -> None:
        self.transaction = transaction
        self.gathered: list[tuple[Any, str]] | None = None
        self.dialect = connection.dialect
        self.name = connection.dialect.name
        self.driver: Any = connection.connection.dbapi_connection
        self.error: type[Exception] = connection.dialect.dbapi.Error  # type: ignore[union-attr]


def _hand(session: Session) -> _Hand:
    """Found once per transaction: asking a Session for its connection costs more than a statement on SQLite."""
    hand: _Hand | None = session.info.get("hand")
    if hand is None or (hand.transaction is not None and hand.transaction is not session.get_transaction()):
        connection = session.connection()
        hand = session.info["hand"] = _Hand(connection, session.get_transaction())
    return hand


def _ours(error: Exception, sql: str, hand: _Hand) -> BaseException:
    """The error as SQLAlchemy would have raised it, but never with the values, which may be somebody's words."""
    return DBAPIError.instance(
        sql,
        None,
        error,
        hand.error,
        hide_parameters=True,
        dialect=hand.dialect,
    )


class _Spelled:
    """A statement as one database wants it, with what each value needs on its way in and out."""

    def __init__(self, statement: ClauseElement, dialect: Dialect, columns: list[str] | None) -> None:
        compiled: Any = statement.compile(dialect=dialect, column_keys=columns)
        self.sql = str(compiled)
        self._by_name = not compiled.positional
        names = list(compiled.positiontup if compiled.positional else compiled.binds)
        self._binds = [(name, _on_the_way_in(compiled.binds[name].type, dialect)) for name in names]
        self._reads = [
            (place, process)
            for place, column in enumerate(getattr(statement, "selected_columns", ()))
            if (process := _on_the_way_out(column.type, dialect)) is not None
        ]

    def bind(self, values: Mapping[str, Any]) -> Any:
        """The values in the shape the driver takes."""
        if self._by_name:
            return {name: values[name] if way is None else way(values[name]) for name, way in self._binds}
        return [values[name] if way is None else way(values[name]) for name, way in self._binds]

    def read(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        """A row as the column types want it."""
        if not self._reads:
            return row
        read = list(row)
        for place, process in self._reads:
            read[place] = process(read[place])
        return tuple(read)


def _on_the_way_in(column_type: Any, dialect: Dialect) -> Processor:
    process: Processor = column_type.dialect_impl(dialect).bind_processor(dialect)
    return process


def _on_the_way_out(column_type: Any, dialect: Dialect) -> Processor:
    process: Processor = column_type.dialect_impl(dialect).result_processor(dialect, None)
    return process
