"""The one next move of a plan, where its page is, and what stands in its way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from engine.lifecycle import Actor
from engine.plans import Plan, Standing
from engine.refusals import Reason
from web.i18n import gettext as _
from workflows.moving import options_for


@dataclass(frozen=True)
class NextMove:
    """Words for a link, the address it leads to, and the sentences in the way."""

    words: str
    href: str
    reasons: Sequence[Reason] = ()


def next_move(session: Session, plan: Plan, actor: Actor, *, on: date) -> NextMove | None:
    """What to do next, by where the plan stands. None once it is closed."""
    at = f"/plans/{plan.id}"
    reasons = {option.verb: option.reasons for option in options_for(session, plan, actor, on=on)}
    match plan.standing:
        case Standing.PLANNING_MEETING:
            missing = {reason.code for reason in reasons.get("hold_meeting", ())}
            if "no-meeting" in missing:
                return NextMove(_("Record the meeting"), f"{at}/meetings/new")
            return NextMove(_("Start the draft"), f"{at}/draft", reasons.get("hold_meeting", ()))
        case Standing.DRAFT:
            return NextMove(_("Go on writing"), f"{at}/edit", reasons.get("share", ()))
        case Standing.SECOND_REVIEW:
            return NextMove(_("See the second review"), at)
        case Standing.PARTICIPANT_REVIEW:
            return NextMove(_("See the answers"), f"{at}/round")
        case Standing.SIGNING:
            return NextMove(_("See the signatures"), f"{at}/signatures")
        case Standing.SIGNED:
            return NextMove(_("Open the plan"), at)
        case Standing.PERIODIC_REVIEW:
            return NextMove(_("Go on with the review"), f"{at}/review")
    return None
