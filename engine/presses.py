"""Press: an answer that is still only the person's. Nothing here is read by any page but their own, until they send it.

A press is kept the moment it is made and never changed; a later one of the same part counts. Words that go with it can be
taken away again until they are sent; from then on they are quotes, and the answer is an Answer (engine.rounds).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import LargeBinary, delete
from sqlmodel import Field, Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from engine.columns import key, points_to
from engine.plans import Plan
from engine.rounds import Answer, Respondent, Round, current_answers


class SeenBy(StrEnum):
    """Who may read an answer once it is sent: the team; the coordinator alone; or who else was asked to talk."""

    TEAM = "team"
    COORDINATOR = "coordinator"
    SUPERVISOR = "supervisor"


class Press(SQLModel, table=True):
    """One press of one of the four answers. `reply` is empty where the person took their answer back before sending.

    `detail` is what was pressed after it: with whom to talk, or how to go on after “I don’t know”.
    """

    id: UUID = key()
    round_id: UUID = points_to("round.id")
    version_id: UUID = points_to("version.id", index=False)
    section: UUID
    respondent: str = Field(max_length=12)
    account_id: UUID = points_to("account.id", index=False)
    reply: str = Field(max_length=12)
    detail: str = Field(default="", max_length=20)
    seen_by: str = Field(default=SeenBy.TEAM, max_length=12)
    way: str = Field(default="own session", max_length=30)
    helped_by: str = Field(default="", max_length=200)
    device: str = Field(default="", max_length=20)
    sitting_id: UUID | None = None
    at: datetime


class UnsentWords(SQLModel, table=True):
    """The person's own words about a part, or about what happens next (no `section`), before they are sent.

    The database refuses to change them. They go when the person takes them away, into a quote when they are sent, and for
    good when the plan goes on to signing, its revision is given up or it is closed; while it is taken back they wait.
    """

    __tablename__ = "unsent_words"

    id: UUID = key()
    round_id: UUID = points_to("round.id")
    section: UUID | None = None
    respondent: str = Field(max_length=12)
    account_id: UUID = points_to("account.id", index=False)
    method: str = Field(max_length=12)
    language: str = Field(default="en", max_length=20)
    text: str = ""
    file_name: str = Field(default="", max_length=255)
    file_kind: str = Field(default="", max_length=12)
    media_type: str = Field(default="", max_length=100)
    content: bytes | None = Field(default=None, sa_type=LargeBinary)
    shown_type: str = Field(default="", max_length=100)
    shown: bytes | None = Field(default=None, sa_type=LargeBinary)
    written_by: str = Field(default="", max_length=200, sa_column_kwargs={"server_default": ""})
    """Who wrote them down for the person, where somebody who helps did."""
    meant_at: datetime | None = None
    """When the person said that what somebody wrote down for them is what they meant."""
    at: datetime

    @property
    def are_theirs(self) -> bool:
        """Whether the person said or wrote them, or said that they are what they meant. Others are not sent."""
        return not self.written_by or self.meant_at is not None


class SendingChoice(SQLModel, table=True):
    """Whether each answer is sent as it is given. The newest of a respondent counts; none means no."""

    __tablename__ = "sending_choice"

    id: UUID = key()
    round_id: UUID = points_to("round.id")
    respondent: str = Field(max_length=12)
    as_i_go: bool
    at: datetime


@dataclass(frozen=True)
class Given:
    """How one part stands for who answers it: what was pressed last, and what of it was sent."""

    press: Press | None
    sent: Answer | None

    @property
    def reply(self) -> str:
        """The answer as the person sees it: the press that was not sent yet, else what was sent."""
        if self.unsent and self.press is not None:
            return self.press.reply
        return self.sent.reply if self.sent else ""

    @property
    def unsent(self) -> bool:
        """Whether there is an answer here that nobody else has."""
        if self.press is None or not self.press.reply:
            return False
        return self.sent is None or self.sent.press_id != self.press.id

    @property
    def detail(self) -> str:
        """What was pressed after the answer."""
        if self.unsent and self.press is not None:
            return self.press.detail
        return self.sent.detail if self.sent else ""

    @property
    def helped_by(self) -> str:
        """Who was with them when they answered, as their sitting said."""
        if self.press is not None and self.unsent:
            return self.press.helped_by
        return self.sent.helped_by if self.sent else ""

    @property
    def seen_by(self) -> str:
        """Who may read it, or will."""
        if self.press is not None and self.unsent:
            return self.press.seen_by
        return self.sent.seen_by if self.sent else SeenBy.TEAM


def given_so_far(session: Session, round_id: UUID, respondent: Respondent) -> dict[UUID, Given]:
    """Part by part, what this respondent pressed and sent. For their own room alone."""
    pressed = {row.section: row for row in _presses(session, round_id, respondent)}
    sent = current_answers(session, round_id, respondent)
    return {section: Given(pressed.get(section), sent.get(section)) for section in {**pressed, **sent}}


def words_unsent(session: Session, plan_id: UUID, respondent: Respondent) -> dict[UUID | None, list[UnsentWords]]:
    """The words that were not sent yet, by part; those too of a round that was taken back. For their own room alone."""
    query = select(UnsentWords).where(
        col(UnsentWords.round_id).in_(_rounds(plan_id)), UnsentWords.respondent == respondent
    )
    found: dict[UUID | None, list[UnsentWords]] = {}
    for row in session.exec(query.order_by(col(UnsentWords.id))):
        found.setdefault(row.section, []).append(row)
    return found


def let_go_of_unsent(session: Session, plan_id: UUID) -> None:
    """Nobody is asked to answer this text any more, so what was never sent goes: not even the person reads it again."""
    session.execute(delete(UnsentWords).where(col(UnsentWords.round_id).in_(_rounds(plan_id))))


def let_go_of_unsent_with(session: Session, person_id: UUID, words: Sequence[re.Pattern[str]]) -> None:
    """Words of this person were lawfully erased: what was typed and not sent goes where it holds them."""
    rounds = select(Round.id).join(Plan, col(Plan.id) == col(Round.plan_id)).where(col(Plan.person_id) == person_id)
    for row in session.exec(select(UnsentWords).where(col(UnsentWords.round_id).in_(rounds))):
        if any(found.search(row.text) for found in words):
            session.delete(row)
    session.flush()


def parts_answered(session: Session, round_id: UUID, respondent: Respondent = Respondent.PARTICIPANT) -> int:
    """To how many parts there is an answer, sent or not: all that anybody else is told before sending."""
    return sum(1 for given in given_so_far(session, round_id, respondent).values() if given.reply)


def sends_as_they_go(session: Session, round_id: UUID, respondent: Respondent) -> bool:
    """Whether this respondent chose to send each answer at once."""
    query = select(SendingChoice).where(SendingChoice.round_id == round_id, SendingChoice.respondent == respondent)
    newest = session.exec(query.order_by(col(SendingChoice.id).desc()).limit(1)).first()
    return newest is not None and newest.as_i_go


def last_part(session: Session, round_id: UUID, respondent: Respondent) -> UUID | None:
    """The part that was answered last."""
    rows = _presses(session, round_id, respondent)
    return rows[-1].section if rows else None


def _rounds(plan_id: UUID) -> SelectOfScalar[UUID]:
    return select(Round.id).where(Round.plan_id == plan_id)


def _presses(session: Session, round_id: UUID, respondent: Respondent) -> list[Press]:
    query = select(Press).where(Press.round_id == round_id, Press.respondent == respondent)
    return list(session.exec(query.order_by(col(Press.id))))
