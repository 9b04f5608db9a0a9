"""Every kind of message that anything tells has words, and nobody is told what they may not open."""

import ast
from pathlib import Path

from sqlmodel import col, select

from documents.notices import KINDS
from engine.database import Database, reading
from engine.outbox import Message
from engine.settings import ROOT
from tests.cast import visitor_in
from workflows.demo.cast import CAST

TELLS = {"tell", "tell_staff", "tell_circle", "Telling"}


def test_every_kind_told_anywhere_has_words() -> None:
    told = {kind for folder in ("workflows", "web") for file in (ROOT / folder).rglob("*.py") for kind in _kinds(file)}
    assert {"review_requested", "review_due_soon", "review_overdue", "declined", "talk_requested"} <= told
    assert told <= KINDS


def test_every_message_of_the_demo_has_words(house: Database) -> None:
    with reading(house) as session:
        assert set(session.exec(select(col(Message.kind)))) <= KINDS


def test_an_outsider_an_auditor_and_the_administrator_are_told_nothing(house: Database) -> None:
    with reading(house) as session:
        told = set(session.exec(select(col(Message.recipient))))
        of_dana = select(col(Message.kind)).where(Message.recipient == visitor_in(house, "dana").account_id)
        director = set(session.exec(of_dana))
    for name in ("charlie", "ada", "avery", "leo"):
        assert visitor_in(house, name).account_id not in told
    assert director == {"circle_waits"}, (
        "a manager is told that an authority waits for a second person, and nothing else"
    )
    assert visitor_in(house, "rosa").account_id in told
    assert len(CAST) > len(told)


def _kinds(file: Path) -> set[str]:
    """The first text in each call that tells, and what the four answers tell."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in TELLS:
            texts = [
                arg.value
                for arg in node.args
                if isinstance(arg, ast.Constant) and isinstance(arg.value, str) and not arg.value.startswith("/")
            ]
            found |= set(texts[:1])
        if isinstance(node, ast.Dict) and file.name == "answering.py":
            named = [key for key in node.keys if isinstance(key, ast.Attribute) and key.attr in ("TALK", "CHANGE")]
            if named:
                found |= {value.value for value in node.values if isinstance(value, ast.Constant)}  # type: ignore[misc]
    return found
