"""What the record knows about who is who: names in all their spellings, and whose they are."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class NameKind(StrEnum):
    """Whose name it is; the token that stands for it begins with this word."""

    PERSON = "PERSON"
    CIRCLE = "CIRCLE"
    STAFF = "STAFF"
    OTHER = "NAME"


@dataclass(frozen=True)
class Name:
    """Somebody, by every name the record has. `shown` is put back in place of the token; `role` may be told.

    `close` says that notes about this person may well name them by one part or by initials.
    """

    kind: NameKind
    shown: str
    written: tuple[str, ...]
    role: str = ""
    close: bool = True


@dataclass(frozen=True)
class Known:
    """Everything the record knows that would tell who somebody is."""

    names: tuple[Name, ...] = ()
    days: tuple[date, ...] = ()
    places: tuple[str, ...] = ()
    not_names: frozenset[str] = field(default_factory=frozenset)


def together(*known: Iterable[Name]) -> tuple[Name, ...]:
    """Names without repeats; of two that are written alike and of one kind, the first stays."""
    found: dict[tuple[NameKind, str], Name] = {}
    for names in known:
        for name in names:
            if any(word.strip() for word in name.written):
                found.setdefault((name.kind, name.shown), name)
    return tuple(found.values())
