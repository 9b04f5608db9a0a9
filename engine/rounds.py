"""Round: one attempt at second review, participant review or signing, with its answers, its reasons and its end."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, Session, SQLModel, col, select

from engine.canonical import canonical, digest
from engine.columns import key, points_to
from engine.events import moment


class RoundKind(StrEnum):
    """Which attempt it is."""

    SECOND_REVIEW = "second review"
    PARTICIPANT_REVIEW = "participant review"
    SIGNING = "signing"


class Round(SQLModel, table=True):
    """Opened by one move and ended by another; at most one of a plan is open. Its answers and signatures stay."""

    __table_args__ = (
        Index(
            "uq_round_open",
            "plan_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: UUID = key()
    plan_id: UUID = points_to("plan.id")
    version_id: UUID = points_to("version.id")
    kind: str = Field(max_length=20)
    opened_at: datetime
    opened_by: UUID | None = points_to("account.id", optional=True, index=False)
    ended_at: datetime | None = None
    end: str = Field(default="", max_length=30)
    reason: str = ""


class Reply(StrEnum):
    """The four equal answers."""

    YES = "yes"
    CHANGE = "change"
    DONT_KNOW = "don’t know"
    TALK = "talk"


class Respondent(StrEnum):
    """Whose answer it is. A guardian’s answer stands beside the person’s, never over it."""

    PARTICIPANT = "participant"
    GUARDIAN = "guardian"


class Answer(SQLModel, table=True):
    """An answer to one section. Answers are added, never changed: the newest of a respondent counts.

    `section` is the lineage of the section answered; `comment_quote_id` the respondent's own words, kept as a quote.
    `way` says how it was given, `device` on whose device, `helped_by` who was with them. `at` is when it was sent,
    `pressed_at` when it was pressed (engine.presses). `seen_by` says who may read it: engine.presses.SeenBy.
    """

    id: UUID = key()
    round_id: UUID = points_to("round.id")
    section: UUID
    respondent: str = Field(max_length=12)
    account_id: UUID = points_to("account.id", index=False)
    reply: str = Field(max_length=12)
    comment_quote_id: UUID | None = points_to("quote.id", optional=True, index=False)
    way: str = Field(default="own session", max_length=30)
    helped_by: str = Field(default="", max_length=200)
    at: datetime
    detail: str = Field(default="", max_length=20, sa_column_kwargs={"server_default": ""})
    """With whom to talk, or how to go on after “I don’t know”."""
    seen_by: str = Field(default="team", max_length=12, sa_column_kwargs={"server_default": "team"})
    device: str = Field(default="", max_length=20, sa_column_kwargs={"server_default": ""})
    sitting_id: UUID | None = None
    press_id: UUID | None = points_to("press.id", optional=True, index=False)
    pressed_at: datetime | None = None


class AnswerWords(SQLModel, table=True):
    """More of the respondent's own words that went with an answer, beside `comment_quote_id`: a clip after a sentence."""

    __tablename__ = "answer_words"

    answer_id: UUID = Field(foreign_key="answer.id", primary_key=True)
    quote_id: UUID = Field(foreign_key="quote.id", primary_key=True)


class Understanding(SQLModel, table=True):
    """What the person told, in their own words, of what happens next. A quotation, and never scored."""

    id: UUID = key()
    round_id: UUID = points_to("round.id")
    respondent: str = Field(max_length=12)
    quote_id: UUID = points_to("quote.id", index=False)
    seen_by: str = Field(default="team", max_length=12)
    way: str = Field(default="own session", max_length=30)
    helped_by: str = Field(default="", max_length=200)
    device: str = Field(default="", max_length=20)
    sitting_id: UUID | None = None
    at: datetime


class WitnessedExpression(SQLModel, table=True):
    """What somebody not an author saw or heard the person express about a section. Never counted as yes."""

    __tablename__ = "witnessed_expression"

    id: UUID = key()
    round_id: UUID = points_to("round.id")
    section: UUID
    seen: str
    witness_id: UUID = points_to("account.id", index=False)
    witness_name: str = Field(max_length=200)
    at: datetime


class AnswerReply(SQLModel, table=True):
    """What staff did with an answer: a change answered and shown back, or a talk that took place."""

    __tablename__ = "answer_reply"

    id: UUID = key()
    answer_id: UUID = points_to("answer.id")
    kind: str = Field(max_length=12)
    text: str
    on: date
    by: UUID = points_to("account.id", index=False)
    by_name: str = Field(max_length=200)
    at: datetime
    shown_back_at: datetime | None = None


class Silence(SQLModel, table=True):
    """A refusal, an unreachable person or an inability, with reason, date and name: an outcome, not a failure."""

    id: UUID = key()
    round_id: UUID = points_to("round.id")
    kind: str = Field(max_length=20)
    who: str = Field(max_length=200)
    reason: str
    explained: str = ""
    words_quote_id: UUID | None = points_to("quote.id", optional=True, index=False)
    offered_again_on: date | None = None
    recorded_by: UUID = points_to("account.id", index=False)
    recorded_by_name: str = Field(max_length=200)
    on: date
    at: datetime


def open_round(session: Session, plan_id: UUID) -> Round | None:
    """The attempt that is under way."""
    return session.exec(select(Round).where(Round.plan_id == plan_id, col(Round.ended_at).is_(None))).first()


def rounds_of(session: Session, plan_id: UUID) -> list[Round]:
    """Every attempt, newest first."""
    return list(session.exec(select(Round).where(Round.plan_id == plan_id).order_by(col(Round.id).desc())))


def current_answers(session: Session, round_id: UUID, respondent: Respondent) -> dict[UUID, Answer]:
    """The newest answer of a respondent to each section."""
    query = select(Answer).where(Answer.round_id == round_id, Answer.respondent == respondent)
    return {answer.section: answer for answer in session.exec(query.order_by(col(Answer.id)))}


def answers_of(session: Session, round_id: UUID) -> list[Answer]:
    """Every answer ever given in a round, in order."""
    return list(session.exec(select(Answer).where(Answer.round_id == round_id).order_by(col(Answer.id))))


def replies_to(session: Session, answer_ids: list[UUID]) -> dict[UUID, list[AnswerReply]]:
    """What staff did with these answers."""
    replies: dict[UUID, list[AnswerReply]] = {}
    if answer_ids:
        query = select(AnswerReply).where(col(AnswerReply.answer_id).in_(answer_ids)).order_by(col(AnswerReply.id))
        for reply in session.exec(query):
            replies.setdefault(reply.answer_id, []).append(reply)
    return replies


def words_of_answers(session: Session, answers: Sequence[Answer]) -> dict[UUID, list[UUID]]:
    """The ids of the quotes that went with each of these answers, in the order they were kept."""
    found = {row.id: [row.comment_quote_id] if row.comment_quote_id else [] for row in answers}
    if found:
        query = select(AnswerWords).where(col(AnswerWords.answer_id).in_(list(found)))
        for row in session.exec(query.order_by(col(AnswerWords.quote_id))):
            found[row.answer_id].append(row.quote_id)
    return found


def told_of_what_is_next(session: Session, round_id: UUID) -> list[Understanding]:
    """What was told in a round of what happens next, in order."""
    query = select(Understanding).where(Understanding.round_id == round_id).order_by(col(Understanding.id))
    return list(session.exec(query))


def seal_of_answer(answer: Any) -> bytes:
    """The digest of all that an answer's row says; the event that sends it carries it. A row will do."""
    said = {name: getattr(answer, name) for name in Answer.model_fields}
    moments = {"at": moment(answer.at), "pressed_at": moment(answer.pressed_at) if answer.pressed_at else None}
    return digest(canonical({**said, **moments}))
