"""Model run: one question to a language model, what was sent, what came back, and what became of each suggestion.

What leaves the machine and what comes back stand in a side table under a salted digest, as the words of a quote do. A
suggestion is nobody's text until a named person decides about it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, delete
from sqlmodel import Field, Session, SQLModel, col, select

from engine.canonical import new_salt, salted_digest
from engine.columns import json_value, key, points_to
from engine.ids import new_id
from engine.versions import Version


class RunState(StrEnum):
    """Where a run stands."""

    PREPARED = "prepared"
    WAITING = "waiting"
    ASKING = "asking"
    ANSWERED = "answered"
    FAILED = "failed"


class Way(StrEnum):
    """How an answer came in."""

    SERVER = "server"
    BY_HAND = "by hand"


class Part(StrEnum):
    """What a run's text is: as it goes out, as it came back, the names behind the tokens, and the numbered lines."""

    RULES = "rules"
    ASKED = "asked"
    ANSWER = "answer"
    NAMES = "names"
    LINES = "lines"


class ModelRun(SQLModel, table=True):
    """One run. `said` is how it ended, in a sentence; `lacking` names parts of the plan the answer says nothing about."""

    __tablename__ = "model_run"

    id: UUID = key()
    plan_id: UUID = points_to("plan.id")
    person_id: UUID = points_to("person.id")
    version_id: UUID | None = points_to("version.id", optional=True)
    prompt: str = Field(max_length=40)
    prompt_version: int
    prompt_digest: str = Field(max_length=64)
    reads_words: bool
    state: str = Field(max_length=12)
    way: str = Field(default="", max_length=12)
    model: str = Field(default="", max_length=120)
    asked_by: UUID = points_to("account.id", index=False)
    asked_by_name: str = Field(max_length=200)
    prepared_at: datetime
    not_names: list[str] = json_value()
    sent_by: UUID | None = points_to("account.id", optional=True, index=False)
    sent_by_name: str = Field(default="", max_length=200)
    sent_at: datetime | None = None
    claimed_until: datetime | None = None
    attempts: int = 0
    ended_at: datetime | None = None
    said: str = ""
    lacking: list[str] = json_value()
    passed_over: list[str] = json_value()
    tokens_in: int | None = None
    tokens_out: int | None = None


class ModelText(SQLModel, table=True):
    """The characters of one part and their salt. They never change, and go only after an erasure of the person's words."""

    __tablename__ = "model_text"

    run_id: UUID = Field(foreign_key="model_run.id", primary_key=True)
    part: str = Field(primary_key=True, max_length=12)
    text: str
    salt: bytes = Field(sa_type=LargeBinary(16))


class SuggestionKind(StrEnum):
    """What is suggested: words or a line of the notes in a part, a new line, an update of a line, or something to read."""

    PLACE = "place"
    LINE = "line"
    UPDATE = "update"
    READ = "read"


class SuggestionState(StrEnum):
    """What became of it. `REFUSED` is the program's own no: nobody can accept it."""

    WAITING = "waiting"
    REFUSED = "refused"
    ACCEPTED = "accepted"
    CHANGED = "changed"
    REJECTED = "rejected"


class Suggestion(SQLModel, table=True):
    """One suggestion. `fields` hold wording with names put back; `refusals` and `cautions` are sentences.

    `quote_id` is set where captured words are to be shown, `lineage_id` where a line is to be updated. `label` is what the
    answer calls it and `under` the label of what it stands under.
    """

    id: UUID = key()
    run_id: UUID = points_to("model_run.id")
    plan_id: UUID = points_to("plan.id")
    number: int
    kind: str = Field(max_length=10)
    section: str = Field(default="", max_length=30)
    item_kind: str = Field(default="", max_length=30)
    label: str = Field(default="", max_length=20)
    under: str = Field(default="", max_length=60)
    quote_id: UUID | None = points_to("quote.id", optional=True, index=False)
    lineage_id: UUID | None = None
    decision: str = Field(default="", max_length=10)
    fields: dict[str, Any] = json_value()
    sources: list[str] = json_value()
    refusals: list[str] = json_value()
    cautions: list[str] = json_value()
    state: str = Field(max_length=10)


class SuggestionDecision(SQLModel, table=True):
    """What a named person decided about a suggestion, and why. One for each, and never changed."""

    __tablename__ = "suggestion_decision"

    suggestion_id: UUID = Field(foreign_key="suggestion.id", primary_key=True)
    decision: str = Field(max_length=10)
    reason: str
    by: UUID = points_to("account.id", index=False)
    by_name: str = Field(max_length=200)
    at: datetime


class ModelHelp(SQLModel, table=True):
    """A model helped with a line of a version: the plan says so for as long as the line is carried on."""

    __tablename__ = "model_help"

    id: UUID = key()
    version_id: UUID = points_to("version.id")
    lineage_id: UUID = Field(index=True)
    suggestion_id: UUID = points_to("suggestion.id", index=False)
    how: str = Field(max_length=10)
    model: str = Field(max_length=120)
    by_name: str = Field(max_length=200)
    at: datetime


def keep_text(session: Session, run_id: UUID, part: Part, text: str) -> bytes:
    """Keep these characters; the salted digest is what an event may carry."""
    salt = new_salt()
    session.add(ModelText(run_id=run_id, part=part, text=text, salt=salt))
    session.flush()
    return salted_digest(text, salt)


def texts_of(session: Session, run_id: UUID) -> dict[str, str]:
    """What is kept of a run, by part; nothing after an erasure took it."""
    return {row.part: row.text for row in session.exec(select(ModelText).where(ModelText.run_id == run_id))}


def digests_of(session: Session, run_id: UUID) -> dict[str, str]:
    """The salted digests of a run's texts, by part, in hex."""
    rows = session.exec(select(ModelText).where(ModelText.run_id == run_id))
    return {row.part: salted_digest(row.text, row.salt).hex() for row in rows}


def runs_of(session: Session, plan_id: UUID) -> list[ModelRun]:
    """A plan's runs, newest first."""
    return list(session.exec(select(ModelRun).where(ModelRun.plan_id == plan_id).order_by(col(ModelRun.id).desc())))


def suggestions_of(session: Session, run_id: UUID) -> list[Suggestion]:
    """What an answer suggests, in its order."""
    query = select(Suggestion).where(Suggestion.run_id == run_id).order_by(col(Suggestion.number))
    return list(session.exec(query))


def decisions_on(session: Session, suggestion_ids: Sequence[UUID]) -> dict[UUID, SuggestionDecision]:
    """What was decided about these suggestions."""
    query = select(SuggestionDecision).where(col(SuggestionDecision.suggestion_id).in_(list(suggestion_ids)))
    return {row.suggestion_id: row for row in session.exec(query)} if suggestion_ids else {}


def help_in(session: Session, version: Version) -> Mapping[UUID, list[ModelHelp]]:
    """By lineage, where a model helped with this version or with one before it of the same plan."""
    query = (
        select(ModelHelp)
        .join(Version, col(Version.id) == col(ModelHelp.version_id))
        .where(col(Version.plan_id) == version.plan_id, col(Version.number) <= version.number)
        .order_by(col(ModelHelp.id))
    )
    found: dict[UUID, list[ModelHelp]] = {}
    for row in session.exec(query):
        found.setdefault(row.lineage_id, []).append(row)
    return found


def note_help(
    session: Session,
    suggestion: Suggestion,
    *,
    version_id: UUID,
    lineage_id: UUID,
    how: str,
    by_name: str,
    at: datetime,
) -> ModelHelp:
    """Write down that a model helped with a line."""
    run = session.get_one(ModelRun, suggestion.run_id)
    helped = ModelHelp(
        id=new_id(),
        version_id=version_id,
        lineage_id=lineage_id,
        suggestion_id=suggestion.id,
        how=how,
        model=run.model,
        by_name=by_name,
        at=at,
    )
    session.add(helped)
    session.flush()
    return helped


def let_go_of_words(session: Session, person_id: UUID) -> None:
    """Erasure: whatever was sent about this person and came back goes, and so does what was refused or not taken."""
    runs = list(session.exec(select(col(ModelRun.id)).where(ModelRun.person_id == person_id)))
    if not runs:
        return
    session.execute(delete(ModelText).where(col(ModelText.run_id).in_(runs)))
    for suggestion in session.exec(select(Suggestion).where(col(Suggestion.run_id).in_(runs))):
        # The sentences that refuse or caution may repeat what a line said.
        suggestion.fields, suggestion.refusals, suggestion.cautions = {}, [], []
        session.add(suggestion)
    for run in session.exec(select(ModelRun).where(col(ModelRun.id).in_(runs))):
        run.said, run.lacking, run.passed_over = "", [], []
        session.add(run)
    session.flush()
