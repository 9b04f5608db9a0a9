"""Standings and plan types as words, and the way through them."""

from engine.plans import Plan, PlanType, Standing
from web.i18n import gettext as _


def standing_words(standing: str) -> str:
    """A standing as people say it."""
    return {
        Standing.PLANNING_MEETING: _("Planning meeting"),
        Standing.DRAFT: _("Draft"),
        Standing.SECOND_REVIEW: _("Second review"),
        Standing.PARTICIPANT_REVIEW: _("Participant review"),
        Standing.SIGNING: _("Signing"),
        Standing.SIGNED: _("Signed"),
        Standing.PERIODIC_REVIEW: _("Periodic review"),
        Standing.CLOSED: _("Closed"),
    }[Standing(standing)]


def standing_steps(*, second_review: bool = True) -> list[tuple[str, str]]:
    """The way of a plan, in order; a plan that has no second review does not pass it."""
    return [
        (standing.value, standing_words(standing))
        for standing in Standing
        if second_review or standing is not Standing.SECOND_REVIEW
    ]


def plan_title(plan: Plan) -> str:
    """What kind of plan it is."""
    return {
        PlanType.ISP: _("Individualized Service Plan"),
        PlanType.TREATMENT: _("Treatment Plan"),
    }[PlanType(plan.plan_type)]
