"""Accounts: the first administrator, new ones with their roles, links to choose a password, and closing the door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col, select

from engine.access import require
from engine.accounts import Account, AccountRole, Role, WebSession, roles_of
from engine.device_keys import forget_keys_of
from engine.events import head_of
from engine.firing import Command, Effect, Outcome, record
from engine.held_forms import let_go_without_session
from engine.ids import new_id
from engine.lifecycle import Actor
from engine.passkeys import forget_passkeys_of
from engine.people import Person, Team
from engine.permissions import Action
from engine.refusals import Reason, Refusal
from engine.sayings import say
from engine.set_up_links import end_links, make_link, spend
from engine.words import steadily
from workflows.acting import acting, identity_for


@dataclass(frozen=True)
class Held:
    """A role to give. `team_id` is the team a supervisor or manager answers for; a manager without one, for all."""

    role: Role
    team_id: UUID | None = None


@dataclass(frozen=True)
class AccountForm:
    """What the page of a new account says. `person_id` is whose own account it is, for the participant's role."""

    sign_in_name: str
    name: str
    roles: Sequence[Held]
    email: str = ""
    team_id: UUID | None = None
    person_id: UUID | None = None
    language: str = "en"


def first_administrator_link(session: Session, *, at: datetime) -> str | None:
    """A one-time token for the first administrator, or nothing when there is one already."""
    return None if _administrators(session) else make_link(session, at=at)


def has_administrator(session: Session) -> bool:
    """Whether somebody can make accounts."""
    return bool(_administrators(session))


def set_up_first_administrator(
    session: Session, token: str, *, sign_in_name: str, name: str, password_hash: str, at: datetime
) -> Account:
    """Use the link up and open the first account. `password_hash` was made before the transaction began."""
    # The agency's chain is locked first, so that two links opened at once make one administrator.
    head_of(session, "agency")
    if _administrators(session) or spend(session, token, at=at) is not None:
        raise Refusal("There is an administrator already. Sign in, or ask them for an account.")
    form = AccountForm(sign_in_name=sign_in_name, name=name, roles=[Held(Role.ADMINISTRATOR)])
    identity = new_id()
    actor = Actor(account=str(identity), role=Role.ADMINISTRATOR, name=name)
    command = Command(id=f"first-administrator:{identity}", actor=actor, at=at)
    account = _open(session, command, form, identity)
    account.password_hash = password_hash
    session.add(account)
    session.flush()
    return account


def create_account(session: Session, command: Command, form: AccountForm) -> Account:
    """Open an account without a password; `invite` gives the link to choose one."""
    require(session, acting(session, command), Action.MANAGE_ACCOUNTS)
    return _open(session, command, form, identity_for(session, command, "account:"))


def invite(session: Session, command: Command, account: Account) -> str:
    """A new one-time link for an account, for its first password or a forgotten one. Nobody else chooses it."""
    require(session, acting(session, command), Action.MANAGE_ACCOUNTS)
    _refuse_disabled(account)
    token = make_link(session, at=command.at, account_id=account.id)
    record(session, command, "account.invited", stream=stream_of(account.id), write=lambda *_: Effect())
    return token


def choose_password(session: Session, token: str, *, password_hash: str, at: datetime) -> Account:
    """Use the link up, keep the digest, and sign the account out wherever it was signed in."""
    account_id = spend(session, token, at=at)
    if account_id is None:
        raise Refusal("This link makes the first administrator. Open it again to fill in the name as well.")
    account = session.get_one(Account, account_id)
    _refuse_disabled(account)
    account.password_hash = password_hash
    account.version += 1
    session.add(account)
    end_sessions(session, account.id)
    roles = roles_of(session, account.id)
    actor = Actor(account=str(account.id), role=roles[0].role if roles else "", name=account.name)
    command = Command(id=f"password:{new_id()}", actor=actor, at=at)
    record(session, command, "account.password_chosen", stream=stream_of(account.id), write=lambda *_: Effect())
    return account


def set_roles(session: Session, command: Command, account: Account, roles: Sequence[Held]) -> Outcome:
    """Give exactly these roles. Whoever is signed in with a role that goes loses it at the next request."""
    visitor = acting(session, command)
    require(session, visitor, Action.MANAGE_ACCOUNTS)
    if visitor.account_id == account.id:
        raise Refusal("Nobody changes the roles of their own account. Ask another administrator to do it.")

    def write(_session: Session, _seq: int) -> Effect:
        _refuse_roles(session, roles, account.person_id, account.team_id)
        if Role.ADMINISTRATOR not in {held.role for held in roles}:
            _refuse_last_administrator(session, account)
        session.execute(delete(AccountRole).where(col(AccountRole.account_id) == account.id))
        _give(session, account.id, roles, account.team_id)
        kept = [held.role.value for held in roles]
        session.execute(
            delete(WebSession).where(col(WebSession.account_id) == account.id, col(WebSession.role).not_in(kept))
        )
        let_go_without_session(session)
        return Effect(data={"roles": _as_data(roles)})

    return record(session, command, "account.roles_set", stream=stream_of(account.id), write=write)


def set_language(session: Session, command: Command, account: Account, language: str) -> Outcome | None:
    """In which language the pages of this account speak: its holder says so, or an administrator.

    None where nothing changes. The door knows which languages it speaks.
    """
    visitor = acting(session, command)
    if visitor.account_id != account.id:
        require(session, visitor, Action.MANAGE_ACCOUNTS)
    if account.language == language:
        return None

    def write(_session: Session, _seq: int) -> Effect:
        account.language = language
        account.version += 1
        session.add(account)
        return Effect(data={"language": language})

    return record(session, command, "account.language_chosen", stream=stream_of(account.id), write=write)


def disable_account(session: Session, command: Command, account: Account) -> Outcome:
    """Close an account: every session and link of it ends with this transaction. Its history stays."""
    visitor = acting(session, command)
    require(session, visitor, Action.MANAGE_ACCOUNTS)
    if visitor.account_id == account.id:
        raise Refusal("Nobody closes the account they are signed in with. Ask another administrator to do it.")

    def write(_session: Session, _seq: int) -> Effect:
        _refuse_last_administrator(session, account)
        account.disabled_at = command.at
        forget_keys_of(session, account.id)
        forget_passkeys_of(session, account.id)
        account.version += 1
        session.add(account)
        sessions = end_sessions(session, account.id)
        end_links(session, account.id, at=command.at)
        return Effect(data={"sessions_ended": sessions})

    return record(session, command, "account.disabled", stream=stream_of(account.id), write=write)


def enable_account(session: Session, command: Command, account: Account) -> Outcome:
    """Open an account again; its old password and its passkeys do not come back."""
    require(session, acting(session, command), Action.MANAGE_ACCOUNTS)

    def write(_session: Session, _seq: int) -> Effect:
        account.disabled_at = None
        account.password_hash = None
        account.version += 1
        session.add(account)
        return Effect()

    return record(session, command, "account.enabled", stream=stream_of(account.id), write=write)


def end_sessions(session: Session, account_id: UUID) -> int:
    """Sign an account out of every browser; returns how many there were."""
    ended = session.execute(delete(WebSession).where(col(WebSession.account_id) == account_id))
    let_go_without_session(session)
    return int(ended.rowcount)  # type: ignore[attr-defined]


def own_account(session: Session, command: Command, person: Person) -> Account:
    """The person's own account; where there is none, a new one without a password, opened by who lets them in.

    Raises Refusal when it was closed: then an administrator decides.
    """
    query = (
        select(Account)
        .join(AccountRole, col(AccountRole.account_id) == col(Account.id))
        .where(Account.person_id == person.id, AccountRole.role == Role.PARTICIPANT)
        .order_by(col(Account.disabled_at).is_not(None), col(Account.id))
    )
    found = session.exec(query).first()
    if found is None:
        identity = identity_for(session, command, "account:")
        form = AccountForm(
            sign_in_name=f"own-{identity.hex[-12:]}",
            name=person.full_name,
            roles=[Held(Role.PARTICIPANT)],
            person_id=person.id,
            language=person.language,
        )
        return _open(session, command, form, identity)
    if found.disabled_at is not None:
        raise Refusal(
            say(
                "%(person)s’s own account is closed, so their room cannot be opened. Ask an administrator to "
                "open the account again.",
                person=person.called,
            )
        )
    return found


def stream_of(account_id: UUID) -> str:
    """The chain of an account's events."""
    return f"account:{account_id}"


def _open(session: Session, command: Command, form: AccountForm, identity: UUID) -> Account:
    def write(_session: Session, _seq: int) -> Effect:
        name = _free_sign_in_name(session, form.sign_in_name)
        if not form.name.strip():
            raise Refusal(reasons=[Reason("empty", "Write the name this account’s work is signed with.", "name")])
        _refuse_roles(session, form.roles, form.person_id, form.team_id)
        session.add(
            Account(
                id=identity,
                sign_in_name=name,
                name=steadily(form.name.strip(), about="name"),
                email=form.email.strip() or None,
                team_id=form.team_id,
                person_id=form.person_id,
                language=form.language,
                created_at=command.at,
            )
        )
        session.flush()
        _give(session, identity, form.roles, form.team_id)
        return Effect(data={"roles": _as_data(form.roles), "team": form.team_id, "person": form.person_id})

    record(session, command, "account.created", stream=stream_of(identity), write=write)
    return session.get_one(Account, identity)


def _free_sign_in_name(session: Session, typed: str) -> str:
    """Small letters without spaces around them, as signing in looks it up."""
    name = steadily(typed.strip().lower(), about="sign_in_name")
    if not name or any(character.isspace() for character in name) or len(name) > 120:
        raise Refusal(
            reasons=[Reason("name", "Write a sign-in name without spaces, at most 120 characters.", "sign_in_name")]
        )
    if session.exec(select(Account.id).where(Account.sign_in_name == name)).first() is not None:
        raise Refusal(
            reasons=[
                Reason(
                    "taken",
                    say("The sign-in name “%(name)s” is in use. Choose another one.", name=name),
                    "sign_in_name",
                )
            ]
        )
    return name


def _refuse_roles(session: Session, roles: Sequence[Held], person_id: UUID | None, team_id: UUID | None) -> None:
    reasons = []
    held = [given.role for given in roles]
    if not roles or len(set(held)) != len(held):
        reasons.append(Reason("roles", "Choose at least one role, and each role once.", "roles"))
    if (Role.PARTICIPANT in held) != (person_id is not None):
        reasons.append(
            Reason("person", "An account in the participant’s role is one person’s own: choose whose, or another role.")
        )
    if person_id is not None and session.get(Person, person_id) is None:
        reasons.append(Reason("person", "There is no such person here. Add the person first.", "person"))
    for given in roles:
        if given.team_id is not None and session.get(Team, given.team_id) is None:
            reasons.append(Reason("team", "There is no such team. Make the team first.", "team"))
        if given.role is Role.SUPERVISOR and given.team_id is None and team_id is None:
            reasons.append(Reason("team", "A supervisor answers for a team. Choose which.", "team"))
    if reasons:
        raise Refusal(reasons=reasons)


def _give(session: Session, account_id: UUID, roles: Sequence[Held], own_team: UUID | None) -> None:
    """A supervisor for whom no team is named answers for their own; a manager for whom none is named, for all."""
    for held in roles:
        team = held.team_id or (own_team if held.role is Role.SUPERVISOR else None)
        session.add(AccountRole(account_id=account_id, role=held.role.value, team_id=team))
    session.flush()


def _as_data(roles: Sequence[Held]) -> list[list[str | None]]:
    return [[held.role.value, str(held.team_id) if held.team_id else None] for held in roles]


def _administrators(session: Session) -> list[UUID]:
    query = (
        select(Account.id)
        .join(AccountRole, col(AccountRole.account_id) == col(Account.id))
        .where(AccountRole.role == Role.ADMINISTRATOR, col(Account.disabled_at).is_(None))
    )
    return list(session.exec(query.limit(2)))


def _refuse_last_administrator(session: Session, account: Account) -> None:
    if _administrators(session) == [account.id]:
        raise Refusal(
            "This is the last administrator’s account, so it was left as it is: nobody could make accounts any more. "
            "Give another account the role first."
        )


def _refuse_disabled(account: Account) -> None:
    if account.disabled_at is not None:
        raise Refusal("This account is closed. Open it again first, then make the link.")
