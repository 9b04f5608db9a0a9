"""Every table in one import, for migrations and start-up checks."""

from sqlalchemy import MetaData
from sqlmodel import SQLModel

from engine import (  # noqa: F401 - imported so that each table is known
    accounts,
    agency_words,
    circle_questions,
    command_salts,
    companions,
    copies,
    deadlines,
    definitions,
    device_keys,
    disagreement_steps,
    easy_read,
    entry_cards,
    erasure_asks,
    events,
    filed_pages,
    held_forms,
    items,
    left_out,
    meetings,
    model_runs,
    notes,
    originals,
    outbox,
    passkeys,
    people,
    plans,
    presses,
    quotes,
    reading,
    reviews,
    rounds,
    safety,
    shown_beside,
    signatures,
    sittings,
    support_agreements,
    suspensions,
    talks,
    upkeep,
    versions,
)

metadata: MetaData = SQLModel.metadata
