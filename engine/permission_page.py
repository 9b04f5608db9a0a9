"""docs/permissions.md, printed from the table so that the two cannot drift. A test compares them and says how to print it anew."""

from engine.accounts import Role
from engine.permissions import BY_TWO_PEOPLE, MEANING, NOT_BY_AN_AUTHOR, ROLES, SHARES, Action, Scope, scope_of

_HEADINGS = {Role.COORDINATOR: "service coordinator"}


def as_markdown() -> str:
    """The whole page."""
    return "\n".join([*_OPENING, *_table(), "", "## What the words mean", "", *_meanings(), "", *_rules(), ""])


_OPENING = (
    "# Who may do what",
    "",
    "This page is printed from `engine/permissions.py`, and a test compares the two. What the table does not say is",
    "denied. Every record is reached through `engine/access.py`, which puts the cell’s meaning into the same query that",
    "fetches the record, and gives one answer for what is missing and for what is not yours.",
    "",
)


def _table() -> list[str]:
    headings = [_HEADINGS.get(role, role.value) for role in ROLES]
    rows = [["action", *headings], ["---"] * (len(ROLES) + 1)]
    for action in Action:
        scopes = [scope_of(role, action) for role in ROLES]
        rows.append([_marked(action), *("" if scope is Scope.NONE else scope.value for scope in scopes)])
    return [f"| {' | '.join(row)} |" for row in rows]


def _marked(action: Action) -> str:
    marks = ""
    if action in NOT_BY_AN_AUTHOR:
        marks += " ¹"
    if action in BY_TWO_PEOPLE:
        marks += " ²"
    return action.value + marks


def _meanings() -> list[str]:
    return [f"- **{scope.value if scope is not Scope.NONE else 'empty'}**: {MEANING[scope]}." for scope in Scope]


def _rules() -> list[str]:
    shared = "; ".join(f"to {action.value}, the person shares “{what}”" for action, what in SHARES.items())
    return [
        "## Rules on top of the table",
        "",
        "- A denial beats every permission.",
        "- No role inherits the person’s answers, and the administrator reads no plan.",
        "- An account that holds several roles acts in one at a time.",
        "- A role or relation that is taken away is gone at the next query: each query looks both up again.",
        "- Drafts are open only to those who may see a draft. Everybody else reads versions that were shared.",
        "- A guardian and a supporter see quotes that the person lets into the plan and has not withdrawn.",
        f"- For a supporter: {shared}.",
        "- A signature slot is filled by the account it names, and by nobody else.",
        "- ¹ Not by somebody who wrote any of the version.",
        "- ² By two people: one asks or writes in, another confirms. The same account is refused as the second.",
        "- Whose access is suspended is treated as somebody whose relation has ended, and is told nothing.",
    ]
