"""Second review, sharing with the person, and taking a version back: a version is frozen here and never thaws."""

from uuid import UUID

from sqlmodel import Session

from engine import versions
from engine.accounts import Role
from engine.easy_read import copy_lines
from engine.firing import Command, Effect, Outcome
from engine.ids import new_id
from engine.items import copy_items
from engine.plans import Plan
from engine.presses import let_go_of_unsent
from engine.refusals import Refusal
from engine.rounds import Round, RoundKind, open_round
from engine.sayings import say
from engine.signatures import let_go_of_choices
from engine.staff import holding
from engine.versions import Version, VersionKind, versions_of
from workflows.answer_tasks import KINDS
from workflows.arming import PATH
from workflows.content import easy_read_out_of_date, read_content
from workflows.facts import PlanFacts
from workflows.moving import account_id, local_day, move, reason_of, tell, tell_circle, tell_staff
from workflows.profiles import profile
from workflows.proving import require_own_voice, require_proved


def request_second_review(session: Session, plan: Plan, command: Command) -> Outcome:
    """Ask somebody who did not write the draft to read it."""

    def write(_facts: PlanFacts, _seq: int) -> Effect:
        version = session.get_one(Version, plan.working_version_id)
        current = begin_round(session, plan, version, RoundKind.SECOND_REVIEW, command)
        told = tell("second_review_requested", second_reviewers(session, plan), f"/plans/{plan.id}")
        return Effect(data={"version": version.id, "round": current.id}, tell=told)

    return move(session, plan, "request_second_review", command, write=write)


def return_to_draft(session: Session, plan: Plan, command: Command) -> Outcome:
    """The second reviewer gives the draft back, with a reason."""
    reason = reason_of(command)

    def write(_facts: PlanFacts, _seq: int) -> Effect:
        require_own_voice(session, plan, {"reason": reason}, signed=True)
        current = end_round(session, plan, command, end="returned", reason=reason)
        return Effect(data={"round": current}, tell=tell_staff(plan, "returned"))

    return move(session, plan, "return_to_draft", command, write=write)


def share(session: Session, plan: Plan, command: Command) -> Outcome:
    """Freeze the draft and give it to the person to read and answer."""
    return _share(session, plan, "share", command)


def approve(session: Session, plan: Plan, command: Command) -> Outcome:
    """The second reviewer approves: everything is checked again at this moment, frozen and shared."""
    return _share(session, plan, "approve", command)


def recall(session: Session, plan: Plan, command: Command) -> Outcome:
    """Take a shared version back, with a reason: the round ends, its answers and signatures are kept, the person is told."""
    return _back_to_draft(session, plan, "recall", command)


def ask_for_changes(session: Session, plan: Plan, command: Command) -> Outcome:
    """The person or their guardian sends the plan back, in their words."""
    return _back_to_draft(session, plan, "ask_for_changes", command)


def second_reviewers(session: Session, plan: Plan) -> list[UUID]:
    """The supervisors of the plan's team whose accounts are open."""
    return [row.id for row in holding(session, Role.SUPERVISOR, team=plan.team_id)]


def begin_round(session: Session, plan: Plan, version: Version, kind: RoundKind, command: Command) -> Round:
    """Open an attempt; the database refuses a second open one of the same plan."""
    current = Round(
        id=new_id(),
        plan_id=plan.id,
        version_id=version.id,
        kind=kind.value,
        opened_at=command.at,
        opened_by=account_id(command.actor),
    )
    session.add(current)
    session.flush()
    return current


def end_round(
    session: Session, plan: Plan, command: Command, *, end: str, reason: str = "", asks_again: bool = True
) -> UUID | None:
    """End the open attempt; what was answered and signed in it stays. What was never sent waits until they are asked again;
    what was typed for a signature that was not given goes.

    With `asks_again` false they are not, and it goes.
    """
    if not asks_again:
        let_go_of_unsent(session, plan.id)
    current = open_round(session, plan.id)
    if current is None:
        return None
    let_go_of_choices(session, current.id)
    current.ended_at = command.at
    current.end = end
    current.reason = reason
    session.add(current)
    session.flush()
    return current.id


def next_version(
    session: Session, plan: Plan, based_on: Version, kind: VersionKind, command: Command, *, why: str = ""
) -> Version:
    """A new draft with the text of another version, each line keeping its lineage. Becomes the version being written."""
    author = account_id(command.actor)
    version = Version(
        id=new_id(),
        plan_id=plan.id,
        number=versions_of(session, plan.id)[0].number + 1,
        kind=kind.value,
        based_on_id=based_on.id,
        plan_type=based_on.plan_type,
        profile=based_on.profile,
        profile_version=profile(plan.profile, on=local_day(command.at)).version,
        language=based_on.language,
        effective_on=based_on.effective_on if based_on.id != plan.in_force_version_id else None,
        interim_reason=based_on.interim_reason,
        interim_until=based_on.interim_until,
        why=why,
        created_by=author or based_on.created_by,
        created_by_name=command.actor.name,
        created_at=command.at,
    )
    session.add(version)
    session.flush()
    copy_items(session, from_version=based_on.id, to_version=version.id)
    copy_lines(session, from_version=based_on.id, to_version=version.id)
    plan.working_version_id = version.id
    session.add(plan)
    session.flush()
    return version


def freeze(session: Session, plan: Plan, version: Version, command: Command) -> None:
    """Give the text its fingerprint; from here the database refuses every change to it. Refuses a text with open passages,
    and Easy Read lines of another text.
    """
    require_proved(session, plan, version)
    _require_lines_of_this_text(session, plan, version)
    versions.freeze(session, version, at=command.at)


def _require_lines_of_this_text(session: Session, plan: Plan, version: Version) -> None:
    stale = easy_read_out_of_date(read_content(session, plan, version))
    if stale:
        raise Refusal(
            say(
                "Easy Read lines say what the text said before it changed: %(stale)s. Look at them beside "
                "the text again, or write them over.",
                stale=stale[0],
            )
        )


def _share(session: Session, plan: Plan, verb: str, command: Command) -> Outcome:
    def write(_facts: PlanFacts, _seq: int) -> Effect:
        version = session.get_one(Version, plan.working_version_id)
        end_round(session, plan, command, end="approved")
        freeze(session, plan, version, command)
        current = begin_round(session, plan, version, RoundKind.PARTICIPANT_REVIEW, command)
        return Effect(
            data={"version": version.id, "fingerprint": version.fingerprint, "round": current.id},
            tell=tell_circle(session, plan, "review_requested", on=local_day(command.at)),
        )

    return move(session, plan, verb, command, write=write)


def _back_to_draft(session: Session, plan: Plan, verb: str, command: Command) -> Outcome:
    reason = reason_of(command)

    def write(_facts: PlanFacts, _seq: int) -> Effect:
        if command.actor.role not in (Role.PARTICIPANT, Role.GUARDIAN):
            require_own_voice(session, plan, {"reason": reason}, signed=True)
        frozen = session.get_one(Version, plan.working_version_id)
        ended = end_round(
            session, plan, command, end="recalled" if verb == "recall" else "changes asked", reason=reason
        )
        version = next_version(session, plan, frozen, VersionKind(frozen.kind), command, why=frozen.why)
        told = (
            tell_circle(session, plan, "recalled", on=local_day(command.at))
            if verb == "recall"
            else tell_staff(plan, "changes_asked")
        )
        return Effect(
            data={"round": ended, "version": version.id, "based_on": frozen.id},
            cancel=(PATH, *KINDS.values()),
            tell=told,
        )

    return move(session, plan, verb, command, write=write)
