"""Accounts: made without a password, with a link that is shown once; roles given and taken; closed and opened again."""

from collections.abc import Callable
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine.access import require
from engine.accounts import Account, Role, roles_of
from engine.database import reading
from engine.deadline_lists import teams_seen
from engine.ids import read_id
from engine.passkeys import lost_passkeys_of, passkeys_of
from engine.people import Person, Team
from engine.permissions import Action
from engine.refusals import NotFound
from engine.staff import PAGE, accounts_by_name
from web.administering import chosen_id, saved
from web.answers import Answer, form_again, page, redirect
from web.asked import Asked, database_of, form_of, settings_of
from web.i18n import gettext as _
from web.i18n import languages
from web.identity import signed_in
from web.places import role_words
from web.sent import command_of
from workflows import accounts, passkeys
from workflows.accounts import AccountForm, Held
from workflows.acting import step_of

WITH_TEAM = (Role.SUPERVISOR, Role.MANAGER)
"""Roles that answer for a team."""


@get("/accounts", sync_to_thread=True)
def index(request: Asked) -> Answer:
    """Every account by name."""
    named = request.query_params.get("named", "").strip()[:100]
    after = _place(request.query_params.get("after", ""))
    with reading(database_of(request)) as session:
        require(session, signed_in(request).visitor, Action.MANAGE_ACCOUNTS)
        rows = accounts_by_name(session, named=named, after=after, limit=PAGE + 1)
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return page(
        request,
        "accounts/index.html",
        rows=[(row, [role_words(role) for role in row.roles]) for row in rows[:PAGE]],
        named=named,
        next=f"{last.id}.{last.name}" if last else "",
    )


@get("/accounts/new", sync_to_thread=True)
def new(request: Asked) -> Answer:
    """The form; with `person` in the address, for the account that is this person's own."""
    with reading(database_of(request)) as session:
        return _new(session, request)


@post("/accounts/new", sync_to_thread=True)
def create(request: Asked) -> Answer:
    """The account and its one-time link, which is shown on the answer and nowhere else."""
    with reading(database_of(request)) as session:
        require(session, signed_in(request).visitor, Action.MANAGE_ACCOUNTS)

    def write(session: Session) -> tuple[str, str, str]:
        command = command_of(request)
        account = accounts.create_account(session, command, _account_form(request))
        return account.name, account.language, accounts.invite(session, step_of(command, "invite"), account)

    made = saved(request, write, fields={"team": "team_id"})
    if made is None:
        with reading(database_of(request)) as session:
            return _new(session, request)
    return _link(request, *made)


@get("/accounts/{account_id:uuid}", sync_to_thread=True)
def show(request: Asked, account_id: FromPath[UUID]) -> Answer:
    """Who it is, its roles, and what can be done with it."""
    with reading(database_of(request)) as session:
        return _show(session, request, account_id)


@post("/accounts/{account_id:uuid}/roles", sync_to_thread=True)
def set_roles(request: Asked, account_id: FromPath[UUID]) -> Answer:
    """Exactly these roles from now on."""

    def write(session: Session, account: Account) -> object:
        return accounts.set_roles(session, command_of(request), account, _held(request, account.team_id))

    return _do(request, account_id, write)


@post("/accounts/{account_id:uuid}/link", sync_to_thread=True)
def invite(request: Asked, account_id: FromPath[UUID]) -> Answer:
    """A new one-time link, for a first password or a forgotten one; the one before it ends."""

    def write(session: Session) -> tuple[str, str, str]:
        account = _account(session, request, account_id)
        return account.name, account.language, accounts.invite(session, command_of(request), account)

    with reading(database_of(request)) as session:
        _account(session, request, account_id)
    made = saved(request, write)
    if made is None:
        with reading(database_of(request)) as session:
            return _show(session, request, account_id)
    return _link(request, *made)


@post("/accounts/{account_id:uuid}/passkeys", sync_to_thread=True)
def remove_passkeys(request: Asked, account_id: FromPath[UUID]) -> Answer:
    """Whoever lost a device adds one anew: no passkey of the account opens anything from now on."""

    def write(session: Session, account: Account) -> object:
        reason = form_of(request).words("reason")
        return passkeys.remove_lost_passkeys(session, command_of(request), account, reason=reason)

    return _do(request, account_id, write)


@post("/accounts/{account_id:uuid}/closed", sync_to_thread=True)
def close(request: Asked, account_id: FromPath[UUID]) -> Answer:
    """Nobody signs in with it any more; its history stays."""
    return _do(
        request, account_id, lambda session, account: accounts.disable_account(session, command_of(request), account)
    )


@post("/accounts/{account_id:uuid}/opened", sync_to_thread=True)
def open_again(request: Asked, account_id: FromPath[UUID]) -> Answer:
    """Open it again; its old password does not come back."""
    return _do(
        request, account_id, lambda session, account: accounts.enable_account(session, command_of(request), account)
    )


@post("/accounts/{account_id:uuid}/language", sync_to_thread=True)
def set_language(request: Asked, account_id: FromPath[UUID]) -> Answer:
    """In which language its pages speak; its holder can choose another at any time."""
    language = form_of(request).text("language")
    if language not in languages():
        raise NotFound
    return _do(
        request,
        account_id,
        lambda session, account: accounts.set_language(session, command_of(request), account, language) or account,
    )


def _do(request: Asked, account_id: UUID, write: Callable[[Session, Account], object]) -> Answer:
    with reading(database_of(request)) as session:
        _account(session, request, account_id)
    if saved(request, lambda session: write(session, _account(session, request, account_id))) is None:
        with reading(database_of(request)) as session:
            return _show(session, request, account_id)
    return redirect(f"/accounts/{account_id}")


def _new(session: Session, request: Asked) -> Answer:
    form, visitor = form_of(request), signed_in(request).visitor
    require(session, visitor, Action.MANAGE_ACCOUNTS)
    whose = chosen_id(request, "person_id") or _asked_person(request)
    person = session.get(Person, whose) if whose else None
    answer = form_again if form.errors else page
    return answer(
        request,
        "accounts/new.html",
        person=person,
        teams=teams_seen(session, visitor),
        roles=_role_options(),
        speaks=language_of(person),
        form=form if form.errors else None,
        errors=form.errors,
    )


def _show(session: Session, request: Asked, account_id: UUID) -> Answer:
    form, account = form_of(request), _account(session, request, account_id)
    held = roles_of(session, account_id)
    team = session.get(Team, account.team_id) if account.team_id else None
    answer = form_again if form.errors else page
    return answer(
        request,
        "accounts/show.html",
        account=account,
        team=team,
        person=session.get(Person, account.person_id) if account.person_id else None,
        roles=_role_options(own=account.person_id is not None),
        held=[row.role for row in held],
        whole_agency=any(row.role == Role.MANAGER and row.team_id is None for row in held),
        own=account.id == signed_in(request).account_id,
        passkeys=len(passkeys_of(session, account.id)),
        lost=lost_passkeys_of(session, account.id),
        form=form if form.errors else None,
        errors=form.errors,
    )


def language_of(person: Person | None) -> str:
    """What the page of a new account proposes: the person’s own language where the pages speak it."""
    base = person.language.partition("-")[0] if person else ""
    return base if base in languages() else "en"


def _link(request: Asked, name: str, language: str, token: str) -> Answer:
    """The address says the language, since whoever opens it is not signed in yet."""
    spoken = f"?language={language}" if language != "en" and language in languages() else ""
    link = f"{settings_of(request).address}/set-up/{token}{spoken}"
    return page(request, "accounts/link.html", name=name, link=link)


def _account(session: Session, request: Asked, account_id: UUID) -> Account:
    require(session, signed_in(request).visitor, Action.MANAGE_ACCOUNTS)
    account = session.get(Account, account_id)
    if account is None:
        raise NotFound
    return account


def _account_form(request: Asked) -> AccountForm:
    form = form_of(request)
    team, person = chosen_id(request, "team_id"), chosen_id(request, "person_id")
    roles = [Held(Role.PARTICIPANT)] if person else _held(request, team)
    return AccountForm(
        sign_in_name=form.text("sign_in_name"),
        name=form.line("name"),
        roles=roles,
        email=form.line("email"),
        language=form.text("language") if form.text("language") in languages() else "en",
        team_id=team,
        person_id=person,
    )


def _held(request: Asked, team: UUID | None) -> list[Held]:
    """The ticked roles; a supervisor and a manager answer for the account's team, a director for the whole agency."""
    form, known = form_of(request), {role.value for role in Role}
    ticked = [Role(said) for said in form.all("roles") if said in known]
    everything = form.ticked("whole_agency")
    if Role.MANAGER in ticked and team is None and not everything:
        form.errors.add("whole_agency", _("Choose a team for the manager, or tick that they answer for all of them."))
    return [
        Held(role, team if role in WITH_TEAM and not (role is Role.MANAGER and everything) else None) for role in ticked
    ]


def _role_options(*, own: bool = False) -> list[tuple[str, str]]:
    return [(role.value, role_words(role.value)) for role in Role if own or role is not Role.PARTICIPANT]


def _asked_person(request: Asked) -> UUID | None:
    return read_id(request.query_params.get("person", ""))


def _place(text: str) -> tuple[str, UUID] | None:
    identity, _dot, name = text.partition(".")
    found = read_id(identity)
    return (name, found) if found else None
