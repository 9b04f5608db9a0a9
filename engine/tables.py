"""Every table in one import, for migrations and start-up checks."""

from sqlalchemy import MetaData
from sqlmodel import SQLModel

from engine import (
    accounts,
    deadlines,
    definitions,
    events,
    items,
    meetings,
    outbox,
    people,
    plans,
    quotes,
    reviews,
    rounds,
    signatures,
    upkeep,
    versions,
)

MODULES = (
    accounts,
    deadlines,
    definitions,
    events,
    items,
    meetings,
    outbox,
    people,
    plans,
    quotes,
    reviews,
    rounds,
    signatures,
    upkeep,
    versions,
)

metadata: MetaData = SQLModel.metadata
