"""An account's passkeys: made, named and taken away by their owner alone, who is told of it; each is an event."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col

from engine.access import require
from engine.accounts import Account, WebSession
from engine.deadlines import Watched
from engine.firing import Command, Effect, Outcome, record
from engine.held_forms import let_go_without_session
from engine.ids import new_id
from engine.lifecycle import Actor
from engine.outbox import Telling
from engine.passkeys import MOST, LostPasskeys, Passkey, forget_passkeys_of, passkey_with, passkeys_of
from engine.permissions import Action
from engine.refusals import NotFound, Reason, Refusal
from engine.sayings import say
from engine.sittings import sitting_of
from engine.words import exactly, steadily
from workflows.accounts import end_sessions, stream_of
from workflows.acting import acting

PAGE = "/how-i-sign-in"
LONGEST_NAME = 80


@dataclass(frozen=True)
class NewPasskey:
    """What a device gave us, already proved."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


def add_passkey(session: Session, command: Command, made: NewPasskey, *, name: str) -> Passkey:
    """A device of their own opens the account from now on. Raises Refusal on a device that belongs to somebody else."""
    account_id = _owner(session, command)

    def write(_session: Session, _seq: int) -> Effect:
        if len(passkeys_of(session, account_id)) >= MOST:
            raise Refusal(
                say(
                    "You have %(most)s passkeys, and that is the most. Remove one that you do not use any more.",
                    most=MOST,
                )
            )
        if passkey_with(session, made.credential_id) is not None:
            raise Refusal("This device has a passkey here already. You can sign in with it as it is.")
        row = Passkey(
            id=new_id(),
            account_id=account_id,
            credential_id=made.credential_id,
            public_key=made.public_key,
            sign_count=made.sign_count,
            name=_name(name),
            made_at=command.at,
        )
        session.add(row)
        session.flush()
        return Effect(data={"passkey": row.id}, tell=_tell(account_id, "passkey_added"))

    outcome = _record(session, command, "passkey.added", account_id, write)
    return session.get_one(Passkey, UUID(str(outcome.event.data["passkey"])))


def name_passkey(session: Session, command: Command, passkey_id: UUID, *, name: str) -> Outcome:
    """What its owner calls it. The event says that it was named, not how."""
    account_id = _owner(session, command)

    def write(_session: Session, _seq: int) -> Effect:
        row = own_passkey(session, account_id, passkey_id)
        row.name = _name(name)
        session.add(row)
        return Effect(data={"passkey": row.id})

    return _record(session, command, "passkey.named", account_id, write)


def remove_passkey(session: Session, command: Command, passkey_id: UUID, *, stays: bytes) -> Outcome:
    """It opens nothing from now on, and every other browser of the account is signed out: one may hold what it opened.

    `stays` is the digest of the token of the browser that asks.
    """
    account_id = _owner(session, command)

    def write(_session: Session, _seq: int) -> Effect:
        row = own_passkey(session, account_id, passkey_id)
        session.delete(row)
        session.execute(
            delete(WebSession).where(
                col(WebSession.account_id) == account_id,
                col(WebSession.token_digest) != stays,
                # A session that handed its device over opens nothing until its owner proves who they are.
                col(WebSession.asleep_at).is_(None),
            )
        )
        let_go_without_session(session)
        return Effect(data={"passkey": passkey_id}, tell=_tell(account_id, "passkey_removed"))

    return _record(session, command, "passkey.removed", account_id, write)


def remove_lost_passkeys(session: Session, command: Command, account: Account, *, reason: str) -> Outcome:
    """An administrator takes every passkey of somebody who lost their device, with a reason; the owner is told.

    It can only close: nobody gets in by it, so one person is enough. The owner signs in with their password, or with a link
    from the account's page, and adds a device anew. Every browser of the account is signed out.
    """
    visitor = acting(session, command)
    require(session, visitor, Action.MANAGE_ACCOUNTS)
    if visitor.account_id == account.id:
        raise Refusal("Your own passkeys stand under “How I sign in”. Remove them there, or ask another administrator.")
    if not exactly(reason, about="reason").strip():
        raise Refusal(
            reasons=[Reason("reason", "Write why: how you know that it is them, and what was lost.", "reason")]
        )

    def write(_session: Session, _seq: int) -> Effect:
        known = [row.id for row in passkeys_of(session, account.id)]
        if not known:
            raise Refusal(say("%(name)s has no passkey now. Nothing was changed.", name=account.name))
        forget_passkeys_of(session, account.id)
        row = LostPasskeys(
            id=new_id(),
            account_id=account.id,
            reason=reason,
            how_many=len(known),
            by=visitor.account_id,
            by_name=visitor.name,
            at=command.at,
        )
        session.add(row)
        session.flush()
        data = {"passkeys": known, "lost": row.id, "sessions_ended": end_sessions(session, account.id)}
        return Effect(data=data, tell=_tell(account.id, "passkeys_removed_for_you"))

    return _record(session, command, "passkeys.removed_by_administrator", account.id, write)


def note_perhaps_copied(session: Session, command: Command, passkey: Passkey) -> Outcome:
    """The device counts backwards: a copy of its key may be about. Its owner is told, and the try does not count."""

    def write(_session: Session, _seq: int) -> Effect:
        return Effect(data={"passkey": passkey.id}, tell=_tell(passkey.account_id, "passkey_perhaps_copied"))

    return _record(session, command, "passkey.perhaps_copied", passkey.account_id, write)


def own_passkey(session: Session, account_id: UUID, passkey_id: UUID) -> Passkey:
    """One of this account's own passkeys. Raises NotFound for every other."""
    found = session.get(Passkey, passkey_id)
    if found is None or found.account_id != account_id:
        raise NotFound
    return found


def owner_of(account: Account, role: str) -> Actor:
    """Who acts when a device speaks for an account that has not signed in yet."""
    return Actor(account=str(account.id), role=role, name=account.name)


def _owner(session: Session, command: Command) -> UUID:
    sitting = sitting_of(session, command.actor)
    if sitting is not None and sitting.is_handed_over:
        raise Refusal(
            "This device belongs to somebody else, so it keeps no passkey of yours. "
            "Sign in on a device of your own, and add it there."
        )
    return acting(session, command).account_id


def _name(typed: str) -> str:
    name = steadily(" ".join(typed.split()), about="name")
    if not name or len(name) > LONGEST_NAME:
        raise Refusal(
            reasons=[
                Reason(
                    "name",
                    say("Write what you call this device, in at most %(most)s letters.", most=LONGEST_NAME),
                    "name",
                )
            ]
        )
    return name


def _tell(account_id: UUID, kind: str) -> list[Telling]:
    return [Telling(kind=kind, recipient=account_id, path=PAGE)]


def _record(session: Session, command: Command, kind: str, account_id: UUID, write: object) -> Outcome:
    stream = stream_of(account_id)
    return record(session, command, kind, stream=stream, write=write, watched=Watched(stream, account_id))  # type: ignore[arg-type]
