"""Give copies of the signed plan, and write down who has theirs. Each is a row of its own that never changes."""

from datetime import date
from uuid import UUID

from sqlmodel import Session

from engine.accounts import Role
from engine.copies import CopyGiven, CopyReceipt, Rendition, Way, receipts_of
from engine.firing import Command, Effect, Outcome
from engine.ids import new_id
from engine.outbox import Telling
from engine.permissions import Action
from engine.plans import Plan
from engine.refusals import NotFound, Reason, Refusal
from engine.sayings import say
from engine.versions import Version
from engine.words import exactly
from workflows.moving import local_day, note, tell
from workflows.proving import require_own_voice
from workflows.recipients import Recipient, recipients, signed_version
from workflows.writers import writer

_NEEDS_AN_ACCOUNT = frozenset({Way.NOTICE, Way.OWN_ROOM})
_THEMSELVES = "They said so themselves."
_TOOK_IT = "They took it in their own room."


def give_copy(
    session: Session,
    plan: Plan,
    command: Command,
    *,
    to: str,
    rendition: Rendition,
    language: str,
    way: Way,
    given_on: date,
) -> Outcome:
    """A copy for one of those the plan names as responsible: `to` is their key in the list of recipients."""
    if rendition is Rendition.AUDIO:
        raise _refused("A recording is taken in one’s own room. Choose another form.", "rendition")

    def write(_seq: int) -> Effect:
        version = _signed(session, plan)
        one = next((row for row in recipients(session, plan, version, on=local_day(command.at)) if row.key == to), None)
        if one is None:
            raise _refused("Choose who the copy is for: somebody who signed, or is in the circle.", "to")
        _refuse_no_such_copy(version, one, command, language=language, way=way, given_on=given_on)
        row = _row(session, plan, version, one, command, rendition=rendition, way=way, given_on=given_on)
        told = _told(row) if way is Way.NOTICE else []
        return Effect(data=_said(row), tell=told)

    return note(session, plan, "copy.given", command, write=write, needs=Action.GIVE_COPY)


def take_own_copy(session: Session, plan: Plan, command: Command, *, rendition: Rendition) -> Outcome:
    """The person, or their guardian, takes their copy in their own room. They have it: that is written down too.

    A plan that has ended is still theirs to keep. Whether they may read it is the room’s to have asked.
    """

    def write(_seq: int) -> Effect:
        if command.actor.role not in (Role.PARTICIPANT, Role.GUARDIAN):
            raise NotFound
        version = _signed(session, plan)
        me = writer(command)
        own = Recipient(str(me), command.actor.name, str(command.actor.role), me)
        row = _row(
            session, plan, version, own, command, rendition=rendition, way=Way.OWN_ROOM, given_on=local_day(command.at)
        )
        _receive(session, row.id, command, received_on=row.given_on, how=_TOOK_IT)
        return Effect(data=_said(row))

    return note(session, plan, "copy.taken", command, write=write)


def acknowledge(
    session: Session, plan: Plan, command: Command, *, copy_id: UUID, received_on: date, how: str = ""
) -> Outcome:
    """Somebody has their copy: they say so themselves, or staff write down how they know."""
    row = session.get(CopyGiven, copy_id)
    if row is None or row.plan_id != plan.id:
        raise NotFound
    theirs = row.account_id is not None and str(row.account_id) == command.actor.account

    def write(_seq: int) -> Effect:
        if receipts_of(session, [copy_id]):
            raise Refusal("It is written down already that this copy was received.")
        if not theirs:
            if not how.strip():
                raise _refused("Write how you know that they have it, such as: signed for by post.", "how")
            require_own_voice(session, plan, {"how": how})
        if not row.given_on <= received_on <= local_day(command.at):
            raise _refused("The day it was received lies between the day it was given and today.", "received_on")
        _receive(session, copy_id, command, received_on=received_on, how=_THEMSELVES if theirs else how)
        return Effect(data={"copy": copy_id})

    needs = Action.SEE_PLAN if theirs else Action.GIVE_COPY
    return note(session, plan, "copy.received", command, write=write, needs=needs)


def _signed(session: Session, plan: Plan) -> Version:
    version = signed_version(session, plan)
    if version is None:
        raise Refusal(
            "There is no copy to give yet: copies are made from the signed version, and nobody has signed one. Until then "
            "the person reads the plan in their own room."
        )
    return version


def _refuse_no_such_copy(
    version: Version, one: Recipient, command: Command, *, language: str, way: Way, given_on: date
) -> None:
    if language != version.language:
        raise _refused("There is no signed text in that language. Choose the language of the version.", "language")
    if way in _NEEDS_AN_ACCOUNT and one.account_id is None:
        raise _refused(
            say("%(name)s has no way to sign in here. Give the copy in person or by letter.", name=one.name), "way"
        )
    if given_on > local_day(command.at):
        raise _refused("The day a copy was given cannot lie ahead of today.", "given_on")
    if version.frozen_at is not None and given_on < local_day(version.frozen_at):
        raise _refused("On that day this version did not exist yet.", "given_on")


def _row(
    session: Session,
    plan: Plan,
    version: Version,
    one: Recipient,
    command: Command,
    *,
    rendition: Rendition,
    way: Way,
    given_on: date,
) -> CopyGiven:
    row = CopyGiven(
        id=new_id(),
        plan_id=plan.id,
        version_id=version.id,
        fingerprint=version.fingerprint or "",
        recipient=one.name,
        capacity=one.capacity,
        account_id=one.account_id,
        relation_id=one.relation_id,
        parts=list(one.parts),
        own_parts_only=one.own_parts_only,
        rendition=rendition.value,
        language=version.language,
        way=way.value,
        given_on=given_on,
        by=writer(command),
        by_name=command.actor.name,
        at=command.at,
    )
    session.add(row)
    session.flush()
    return row


def _receive(session: Session, copy_id: UUID, command: Command, *, received_on: date, how: str) -> None:
    exactly(how, about="how")
    session.add(
        CopyReceipt(
            id=new_id(),
            copy_id=copy_id,
            received_on=received_on,
            how=how,
            by=writer(command),
            by_name=command.actor.name,
            at=command.at,
        )
    )
    session.flush()


def _told(row: CopyGiven) -> list[Telling]:
    """A notice that there is a copy, with a way to it. It names nobody and holds nothing of the plan."""
    if row.account_id is None:
        return []
    return tell("copy_ready", [row.account_id], f"/copies/{row.id}")


def _said(row: CopyGiven) -> dict[str, object]:
    return {
        "copy": row.id,
        "version": row.version_id,
        "fingerprint": row.fingerprint,
        "rendition": row.rendition,
        "way": row.way,
        "capacity": row.capacity,
    }


def _refused(sentence: str, about: str) -> Refusal:
    return Refusal(reasons=[Reason("copy", sentence, about)])
