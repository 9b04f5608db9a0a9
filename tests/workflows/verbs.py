"""Fires any move by its name with a form that is filled in as it should be, so that tests can go through all of them."""

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from sqlmodel import Session

from engine.accounts import Role
from engine.firing import Command, Outcome
from engine.ids import new_id
from engine.items import items_of
from engine.plans import Plan
from engine.rounds import open_round
from engine.signatures import Outcome as SignerOutcome
from engine.signatures import newest_by_slot, signatures_of, slots_of
from engine.versions import Version
from workflows import agreeing, amending, happenings, missing, planning, reviewing, sharing, signing, taking_effect
from workflows.moving import local_day, move
from workflows.profiles import profile

CONTENT = {"reason": "Because it has to be.", "next_for_the_person": "A new plan elsewhere."}
"""What every form asks for, filled in; verbs that do not ask leave it alone."""

Fire = Callable[[Session, Plan, Command], Outcome]


def fire(session: Session, plan: Plan, verb: str, command: Command) -> Outcome:
    """The move itself, through its own verb."""
    return FIRE[verb](session, plan, command)


def open_slot(session: Session, plan: Plan) -> UUID:
    """A signature that nobody has answered for, or an id that no slot has."""
    current = open_round(session, plan.id)
    if current is None:
        return new_id()
    last = newest_by_slot(signatures_of(session, current.version_id))
    return next((slot.id for slot in slots_of(session, current.id) if slot.id not in last), new_id())


def fingerprint(session: Session, plan: Plan) -> str:
    """Of the version that is being asked about."""
    version = session.get(Version, plan.working_version_id) if plan.working_version_id else None
    return (version.fingerprint if version else None) or ""


def correctable(session: Session, plan: Plan, *, on: date) -> dict[UUID, dict[str, str]]:
    """One change to a field that may be corrected in the version in force."""
    if plan.in_force_version_id is None:
        return {}
    fields = [name.split(".") for name in profile(plan.profile, on=on).immaterial_fields.value]
    for item in items_of(session, plan.in_force_version_id):
        for kind, field in fields:
            if item.kind == kind:
                return {item.lineage_id: {field: "corrected"}}
    return {}


def _report(session: Session, plan: Plan, command: Command) -> Outcome:
    kind = "participant_request" if command.actor.role == Role.PARTICIPANT else "significant_change"
    on = local_day(command.at)
    return happenings.report_trigger(session, plan, command, kind=kind, happened_on=on, text="It happened.")


def _held(verb: Callable[..., Outcome]) -> Fire:
    return lambda session, plan, command: verb(
        session, plan, command, held_on=local_day(command.at), person_took_part="yes"
    )


FIRE: Mapping[str, Fire] = {
    "hold_meeting": lambda s, p, c: planning.hold_meeting(s, p, c),
    "request_second_review": sharing.request_second_review,
    "share": sharing.share,
    "approve": sharing.approve,
    "return_to_draft": sharing.return_to_draft,
    "recall": sharing.recall,
    "ask_for_changes": sharing.ask_for_changes,
    "agree": lambda s, p, c: agreeing.agree(s, p, c),
    "sign": lambda s, p, c: signing.sign(s, p, c, fingerprint=fingerprint(s, p)),
    "decline": lambda s, p, c: signing.decline(s, p, c, fingerprint=fingerprint(s, p), words="No."),
    "record_unable": lambda s, p, c: missing.record_missing(
        s, p, c, slot_id=open_slot(s, p), outcome=SignerOutcome.UNABLE
    ),
    "complete": signing.complete,
    "discard_revision": amending.discard_revision,
    "take_effect": taking_effect.take_effect,
    "open_review": lambda s, p, c: reviewing.open_review(s, p, c, because="asked"),
    "confirm_unchanged": _held(reviewing.confirm_unchanged),
    "revise": _held(reviewing.revise),
    "replan": _held(reviewing.replan),
    "amend": amending.amend,
    "correct": lambda s, p, c: amending.correct(s, p, c, changes=correctable(s, p, on=local_day(c.at))),
    "report_trigger": _report,
    "fall_due": lambda s, p, c: move(s, p, "fall_due", c),
    "close": happenings.close,
}
