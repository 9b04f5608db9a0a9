"""How whoever looks at a page likes to read it, for every template as `frame.reading`. Applied by attributes, without script."""

from dataclasses import dataclass
from uuid import UUID

from engine.accounts import Role
from engine.database import Database, reading
from engine.reading import ReadingPreference, Size, Symbols, preference_of

IN_THE_ROOM = frozenset({Role.PARTICIPANT, Role.GUARDIAN, Role.SUPPORTER})
"""Roles that read in the person's room."""


@dataclass(frozen=True)
class Reading:
    """What was chosen, or what stands until somebody is asked."""

    size: str = Size.NORMAL
    fewer_words: bool = False
    symbols: str = Symbols.SOME
    read_to_me: bool = False
    dark: bool = False
    asked: bool = False


def reading_of(row: ReadingPreference | None) -> Reading:
    """The choices of a row; without one, nobody was asked yet."""
    if row is None:
        return Reading()
    return Reading(row.size, row.fewer_words, row.symbols, row.read_to_me, row.dark, asked=True)


def chosen_by(database: Database, account_id: UUID, role: str) -> Reading | None:
    """The choices of an account that reads in the room; None for staff, whose pages have no such choices."""
    if role not in IN_THE_ROOM:
        return None
    with reading(database) as session:
        return reading_of(preference_of(session, account_id))
