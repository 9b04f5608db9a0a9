"""Amend, correct, discard a revision: three different things, and none of them touches the version that was signed."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlmodel import Session

from engine import kinds
from engine.firing import Command, Effect, Outcome
from engine.items import Item, items_of
from engine.plans import Plan
from engine.refusals import Reason, Refusal
from engine.sayings import say
from engine.versions import Version, VersionKind
from workflows import sharing
from workflows.arming import PATH
from workflows.easyread.writing import make_again_by_rules
from workflows.facts import PlanFacts
from workflows.moving import account_id, local_day, move, reason_of, tell_circle
from workflows.profiles import profile
from workflows.proving import require_own_voice


def amend(session: Session, plan: Plan, command: Command) -> Outcome:
    """Begin a version that changes part of the plan in force between reviews; it needs new answers and signatures."""
    reason = reason_of(command)

    def write(_facts: PlanFacts, _seq: int) -> Effect:
        require_own_voice(session, plan, {"reason": reason})
        in_force = session.get_one(Version, plan.in_force_version_id)
        version = sharing.next_version(session, plan, in_force, VersionKind.AMENDMENT, command, why=reason)
        return Effect(data={"version": version.id, "based_on": in_force.id})

    return move(session, plan, "amend", command, write=write)


def correct(session: Session, plan: Plan, command: Command, *, changes: Mapping[UUID, Mapping[str, Any]]) -> Outcome:
    """Mend fields that the profile lists as immaterial, by line: a new version, printed as a correction with who and when.

    The earlier signatures stay signatures of the version before.
    """
    reason = reason_of(command)

    def write(_facts: PlanFacts, _seq: int) -> Effect:
        require_own_voice(session, plan, {"reason": reason})
        rules = profile(plan.profile, on=local_day(command.at))
        in_force = session.get_one(Version, plan.in_force_version_id)
        version = sharing.next_version(session, plan, in_force, VersionKind.CORRECTION, command, why=reason)
        version.effective_on = in_force.effective_on
        mended = _mend(session, version, changes, allowed=rules.immaterial_fields.value, command=command)
        for item in items_of(session, version.id):
            make_again_by_rules(session, plan, item, command, language=version.language)
        sharing.freeze(session, plan, version, command)
        plan.in_force_version_id = version.id
        plan.working_version_id = None
        session.add(plan)
        session.flush()
        return Effect(
            data={
                "version": version.id,
                "fingerprint": version.fingerprint,
                "corrects": in_force.id,
                "fields": mended,
            },
            tell=tell_circle(session, plan, "corrected", on=local_day(command.at)),
        )

    return move(session, plan, "correct", command, write=write)


def discard_revision(session: Session, plan: Plan, command: Command) -> Outcome:
    """Stop writing and go back to the version in force; the draft stays in the list of versions."""
    reason = reason_of(command)

    def write(_facts: PlanFacts, _seq: int) -> Effect:
        require_own_voice(session, plan, {"reason": reason}, signed=True)
        ended = sharing.end_round(session, plan, command, end="discarded", reason=reason, asks_again=False)
        discarded = plan.working_version_id
        plan.working_version_id = None
        session.add(plan)
        session.flush()
        return Effect(
            data={"version": discarded, "round": ended},
            cancel=(PATH,),
            tell=tell_circle(session, plan, "recalled", on=local_day(command.at)) if ended else (),
        )

    return move(session, plan, "discard_revision", command, write=write)


def _mend(
    session: Session,
    version: Version,
    changes: Mapping[UUID, Mapping[str, Any]],
    *,
    allowed: tuple[str, ...],
    command: Command,
) -> list[str]:
    by_lineage = {item.lineage_id: item for item in items_of(session, version.id)}
    mended: list[str] = []
    for lineage, fields in changes.items():
        item = by_lineage.get(lineage)
        if item is None:
            raise Refusal("A line that was to be corrected is not in the plan in force. Open the plan again.")
        for name in fields:
            if f"{item.kind}.{name}" not in allowed:
                raise Refusal(reasons=[_material(item, name)])
        item.details = kinds.checked(item.kind, {**item.details, **fields})
        item.version += 1
        item.changed_at = command.at
        item.changed_by = account_id(command.actor) or item.changed_by
        item.changed_by_name = command.actor.name
        session.add(item)
        mended += [f"{item.kind}.{name}" for name in fields]
    if not mended:
        raise Refusal(reasons=[Reason("nothing", "Nothing was changed, so there is nothing to correct.", "changes")])
    session.flush()
    return mended


def _material(item: Item, field: str) -> Reason:
    return Reason(
        "material",
        say(
            "“%(field)s” cannot be corrected without new signatures. Amend the plan to change it.",
            field=kinds.title_of(item.kind, field),
        ),
        field,
    )
