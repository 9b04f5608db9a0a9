"""The agency of the demo before its story begins: its administrator, its teams, and an account for everybody on the staff."""

from engine.agency_words import WHO_ANSWERS
from workflows import accounts, keeping_safe, people
from workflows.accounts import AccountForm, Held
from workflows.demo.cast import CAST, HILL, MEMBERS, RIVER, Member
from workflows.demo.tale import Tale

ADMINISTRATOR = "avery"
A_NUMBER = "Call 555-0100. Ana answers, Monday to Friday from 9 to 5."


def open_agency(tale: Tale) -> None:
    """The first administrator by their one-time link; then teams, and accounts whose holders choose the password."""
    token = accounts.first_administrator_link(tale.session, at=tale.at)
    first = MEMBERS[ADMINISTRATOR]
    tale.accounts[ADMINISTRATOR] = accounts.set_up_first_administrator(
        tale.session,
        token or "",
        sign_in_name=first.sign_in,
        name=first.name,
        password_hash=tale.password_hash,
        at=tale.at,
    )
    keeping_safe.set_words(tale.session, tale.by(ADMINISTRATOR), name=WHO_ANSWERS, text=A_NUMBER)
    for name in (RIVER, HILL):
        tale.teams[name] = people.create_team(tale.session, tale.by(ADMINISTRATOR), name=name)
    for member in CAST:
        if member.sign_in != ADMINISTRATOR and not member.has_a_plan:
            tale.open_account(member, _form(tale, member))


def _form(tale: Tale, member: Member) -> AccountForm:
    team = tale.teams[member.team].id if member.team else None
    held = [Held(member.role, team)]
    return AccountForm(sign_in_name=member.sign_in, name=member.name, roles=held, team_id=team)
