"""Take effect: only now do services follow the signed version, and its review clocks begin."""

from sqlmodel import Session

from engine.firing import Command, Effect, Outcome
from engine.plans import Plan
from engine.versions import Version, VersionKind
from workflows.arming import REVIEW, TAKE_EFFECT, review_armings
from workflows.facts import PlanFacts
from workflows.moving import local_day, move, tell_circle, tell_staff
from workflows.profiles import profile
from workflows.proving import require_as_frozen


def take_effect(session: Session, plan: Plan, command: Command) -> Outcome:
    """Put the signed version in force, on its day or later. An amendment does not restart the review clocks."""

    def write(_facts: PlanFacts, _seq: int) -> Effect:
        version = session.get_one(Version, plan.working_version_id)
        require_as_frozen(session, plan, version)
        before = plan.in_force_version_id
        plan.in_force_version_id = version.id
        plan.in_force_since = local_day(command.at)
        plan.working_version_id = None
        session.add(plan)
        session.flush()
        on = local_day(command.at)
        restarts = version.kind != VersionKind.AMENDMENT
        return Effect(
            data={"version": version.id, "fingerprint": version.fingerprint, "instead_of": before},
            done=(TAKE_EFFECT,),
            cancel=(REVIEW,) if restarts else (),
            arm=review_armings(session, plan, profile(plan.profile, on=on), at=command.at) if restarts else (),
            tell=[*tell_circle(session, plan, "took_effect", on=on), *tell_staff(plan, "took_effect")],
        )

    return move(session, plan, "take_effect", command, write=write)
