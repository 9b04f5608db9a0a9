"""Whose answer it is, and how it came: what every press, answer and quotation of the person's round says of itself."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from engine.accounts import Role
from engine.firing import Command
from engine.refusals import NotFound
from engine.rounds import Respondent
from engine.sittings import sitting_of
from engine.words import exactly

RESPONDENTS = {Role.PARTICIPANT.value: Respondent.PARTICIPANT, Role.GUARDIAN.value: Respondent.GUARDIAN}


class AnsweredForAnother(NotFound):
    """Somebody tried to answer for the person from a role that cannot. It looks like nothing is there, and is an event.

    The event is the door's to write, in a transaction of its own: this one is rolled back (workflows.attempts).
    """

    kind = "answer.attempted"

    def __init__(self, plan_id: UUID, what: str) -> None:
        super().__init__(
            "Only the person whose plan it is, and their guardian beside them, can answer. "
            "You can write down what you saw instead, under your own name."
        )
        self.plan_id = plan_id
        self.said = {"act": what}


class SignedForAnother(AnsweredForAnother):
    """Somebody tried to fill a signature that is not theirs, asked of somebody in this capacity."""

    kind = "signature.tried_for_another"

    def __init__(self, plan_id: UUID, capacity: str) -> None:
        super().__init__(plan_id, "signature")
        self.said["capacity"] = capacity


@dataclass(frozen=True)
class How:
    """How something was given: in which sitting, who was with them, on whose device."""

    way: str = "own session"
    helped_by: str = ""
    device: str = ""
    sitting_id: UUID | None = None


def how_given(session: Session, command: Command, *, helped_by: str = "") -> How:
    """What the sitting says in which this command is given; `helped_by` counts where there is none."""
    sitting = sitting_of(session, command.actor)
    if sitting is None:
        return How(helped_by=exactly(helped_by, about="helped_by"))
    return How(sitting.way, sitting.helped_by, sitting.device, sitting.id)


def respondent_of(command: Command, plan_id: UUID, what: str) -> Respondent:
    """Whose answer this command gives. Raises AnsweredForAnother for every role that has none of its own."""
    respondent = RESPONDENTS.get(command.actor.role)
    if respondent is None:
        raise AnsweredForAnother(plan_id, what)
    return respondent
