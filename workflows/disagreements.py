"""Where a person and somebody with authority beside them see a plan differently: read from what both gave, never stored.

Neither answer wins here. “I don’t know” takes no side, and what is meant for the coordinator alone is not held against another.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from engine.disagreement_steps import DisagreementStep, DisagreementStepKind, steps_on
from engine.presses import SeenBy
from engine.rounds import Answer, Reply, Respondent, Round, RoundKind, current_answers
from engine.signatures import Signature, newest_by_slot, signatures_of

OF_AUTHORITY = frozenset({"guardian", "parent", "representative"})
"""Capacities in which somebody signs beside the person."""

SAID_NO = frozenset({"declined", "refused"})


@dataclass(frozen=True)
class TwoAnswers:
    """Two answers to one section, both sent, that do not say the same."""

    section: UUID
    own: Answer
    beside: Answer


@dataclass(frozen=True)
class TwoSignatures:
    """One signed and the other said no."""

    own: Signature
    beside: Signature


def in_answers(session: Session, current: Round) -> list[TwoAnswers]:
    """The sections of a review round to which the person and their guardian gave different answers."""
    own = current_answers(session, current.id, Respondent.PARTICIPANT)
    beside = current_answers(session, current.id, Respondent.GUARDIAN)
    both = [TwoAnswers(section, own[section], beside[section]) for section in own if section in beside]
    return [pair for pair in both if _differ(pair.own, pair.beside)]


def in_signatures(session: Session, version_id: UUID) -> list[TwoSignatures]:
    """Where one of the person and somebody with authority signed a version and the other said no."""
    last = list(newest_by_slot(signatures_of(session, version_id)).values())
    own = [row for row in last if row.capacity == "participant"]
    beside = [row for row in last if row.capacity in OF_AUTHORITY]
    return [TwoSignatures(mine, theirs) for mine in own for theirs in beside if _parted(mine, theirs)]


def any_in(session: Session, current: Round) -> bool:
    """Whether a round holds a disagreement."""
    if current.kind == RoundKind.PARTICIPANT_REVIEW:
        return bool(in_answers(session, current))
    return current.kind == RoundKind.SIGNING and bool(in_signatures(session, current.version_id))


def untalked(session: Session, current: Round) -> list[UUID]:
    """The sections about which nobody has talked with both since the later of the two answers."""
    talks = [row for row in steps_on(session, current.version_id) if row.kind == DisagreementStepKind.TALKED]
    return [pair.section for pair in in_answers(session, current) if not _talked(pair, talks)]


def _differ(own: Answer, beside: Answer) -> bool:
    sides = {own.reply, beside.reply}
    open_to_all = own.seen_by == beside.seen_by == SeenBy.TEAM
    return open_to_all and len(sides) == 2 and Reply.DONT_KNOW.value not in sides


def _parted(own: Signature, beside: Signature) -> bool:
    one, other = own.outcome, beside.outcome
    return (one.startswith("signed") and other in SAID_NO) or (one in SAID_NO and other.startswith("signed"))


def _talked(pair: TwoAnswers, talks: list[DisagreementStep]) -> bool:
    return any(row.at >= max(pair.own.at, pair.beside.at) for row in talks)
