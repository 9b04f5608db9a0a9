"""The table itself: complete, denied by default, and closed where it must never open."""

from pathlib import Path

import pytest

from engine.accounts import Role
from engine.permission_page import as_markdown
from engine.permissions import DENIED, MEANING, PLAN_CONTENT, ROLES, TABLE, Action, Scope, roles_for, scope_of


def test_every_action_has_a_cell_for_each_of_the_ten_roles() -> None:
    assert set(TABLE) == set(Action)
    assert len(ROLES) == 10
    for row in TABLE.values():
        assert set(row) == set(Role)


def test_every_scope_has_a_sentence() -> None:
    assert set(MEANING) == set(Scope)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PARTICIPANT])
def test_no_role_inherits_the_persons_answers(role: Role) -> None:
    assert scope_of(role, Action.ANSWER) is Scope.NONE
    assert scope_of(role, Action.WITHDRAW_QUOTE) is Scope.NONE


def test_only_a_guardian_answers_as_guardian() -> None:
    assert roles_for(Action.ANSWER_AS_GUARDIAN) == [Role.GUARDIAN]


@pytest.mark.parametrize("action", sorted(PLAN_CONTENT))
def test_the_administrator_has_no_plan_content(action: Action) -> None:
    assert scope_of(Role.ADMINISTRATOR, action) is Scope.NONE


def test_a_denial_beats_a_permission(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = {action: dict.fromkeys(Role, Scope.AGENCY) for action in Action}
    monkeypatch.setattr("engine.permissions.TABLE", opened)
    for action, roles in DENIED.items():
        for role in roles:
            assert scope_of(role, action) is Scope.NONE
    assert scope_of(Role.AUDITOR, Action.SHARE) is Scope.AGENCY


def test_what_the_table_does_not_say_is_denied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.permissions.TABLE", {})
    assert {scope_of(role, action) for role in Role for action in Action} == {Scope.NONE}


def test_the_table_grants_nothing_that_a_denial_takes_back() -> None:
    for action, roles in DENIED.items():
        for role in roles:
            assert TABLE[action][role] is Scope.NONE, f"{role} {action.value}: the table and the denial disagree"


def test_the_printed_page_is_the_table() -> None:
    page = Path(__file__).parents[2] / "docs" / "permissions.md"
    assert page.read_text("utf-8") == as_markdown(), (
        "docs/permissions.md is not what the table says. Write it again: "
        'python -c "from engine.permission_page import as_markdown; '
        "open('docs/permissions.md', 'w', encoding='utf-8').write(as_markdown())\""
    )
