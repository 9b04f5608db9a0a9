"""Column shapes that every table shares: keys, moments, and lists that are replaced whole."""

from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from engine.ids import new_id

IN_ONE_TREE = {"sqlite_with_rowid": False}
"""Keeps an SQLite table in the tree of its key. A rowid and an index beside it cost every write one page more."""


def key() -> Any:
    """A primary key made in Python, so that a record knows its name before it is saved."""
    return Field(default_factory=new_id, primary_key=True)


def points_to(target: str, *, index: bool = True, optional: bool = False) -> Any:
    """A foreign key; `target` is `table.column`."""
    if optional:
        return Field(default=None, foreign_key=target, index=index)
    return Field(foreign_key=target, index=index)


def json_value() -> Any:
    """A JSON value that is never changed in place: replace it whole, or the change is not saved."""
    return Field(sa_type=JSON)
