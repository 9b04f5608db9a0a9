"""Messages through a real SMTP server: sent once, retried with the same words, and never silently lost."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes
from email.message import Message as Letter
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from sqlmodel import col, select

from engine.accounts import Account
from engine.database import Database, reading, writing
from engine.outbox import Message, MessageState
from engine.people import Person
from engine.settings import Settings
from tests.cast import NOW
from web.delivering import DeliveryReport, deliver


class Post:
    """A mail server that keeps what it is given, or behaves badly when told to."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.answer_to_recipient = ""
        self.answer_to_letter = ""
        self.drops_after_the_letter = False

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        if self.answer_to_recipient:
            return self.answer_to_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.letters.append(message_from_bytes(envelope.content, policy=default))
        if self.drops_after_the_letter:
            server.transport.abort()
        return self.answer_to_letter or "250 kept"


@contextmanager
def listening(post: Post) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def send(house: Database, tmp_path: Path, post: Post) -> Iterator[Callable[..., DeliveryReport]]:
    """Deliver at so many minutes after the demo's moment, through the server."""
    with writing(house) as session:
        for number, account in enumerate(session.exec(select(Account)).all()):
            account.email = f"reader{number}@example.org"
            session.add(account)
    with listening(post) as port:

        def deliver_at(minutes: float = 0, *, limit: int = 500, at_port: int = port) -> DeliveryReport:
            settings = Settings(
                data_folder=tmp_path,
                DATABASE_URL=house.url,
                smtp_host="127.0.0.1",
                smtp_port=at_port,
                smtp_tls="none",
                base_url="https://plans.example.org",
            )
            return deliver(house, settings, at=NOW + timedelta(minutes=minutes), limit=limit)

        yield deliver_at


def states(house: Database) -> dict[str, int]:
    with reading(house) as session:
        rows = session.exec(select(col(Message.state))).all()
    return {state: rows.count(state) for state in set(rows)}


def test_every_message_is_sent_once(house: Database, send: Callable[..., DeliveryReport], post: Post) -> None:
    waiting = states(house)[MessageState.WAITING]
    assert send().sent == waiting
    assert send(60).sent == 0
    assert len(post.letters) == waiting
    assert len({letter["Message-ID"] for letter in post.letters}) == waiting
    assert states(house) == {MessageState.SENT: waiting}


def test_no_letter_holds_a_name_or_the_text_of_a_plan(
    house: Database, send: Callable[..., DeliveryReport], post: Post
) -> None:
    send()
    with reading(house) as session:
        people = session.exec(select(Person)).all()
    names = {
        name for person in people for name in (person.full_name, *person.also_called, person.preferred_name) if name
    }
    for letter in post.letters:
        body = letter.get_content()  # type: ignore[attr-defined]
        assert "https://plans.example.org/" in body
        assert not [name for name in names if name in body or name in str(letter["Subject"])]


def test_a_server_that_is_down_is_tried_again_with_the_same_letter(
    house: Database, send: Callable[..., DeliveryReport], post: Post
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    assert send(limit=1, at_port=port).waiting == 1
    with reading(house) as session:
        tried = session.exec(select(Message).where(Message.attempts == 1)).one()
    assert tried.body is not None
    send(0.5, limit=500)
    assert str(tried.id) not in {str(letter["Message-ID"])[1:37] for letter in post.letters}
    send(1.5)
    again = next(letter for letter in post.letters if str(letter["Message-ID"])[1:37] == str(tried.id))
    sent = again.get_content().replace("\r\n", "\n")  # type: ignore[attr-defined]
    assert sent.strip() == tried.body.strip()


def test_a_no_for_now_is_tried_again_and_a_no_for_good_is_not(
    house: Database, send: Callable[..., DeliveryReport], post: Post
) -> None:
    post.answer_to_recipient = "451 later"
    assert send(limit=1).waiting == 1
    post.answer_to_recipient = "550 nobody here"
    report = send(2, limit=1)
    assert report.failed == 1
    with reading(house) as session:
        failed = session.exec(select(Message).where(Message.state == MessageState.FAILED)).one()
    assert failed.last_error is not None
    assert "550" in failed.last_error


def test_a_connection_that_breaks_after_the_letter_is_uncertain_and_never_sent_again(
    house: Database, send: Callable[..., DeliveryReport], post: Post
) -> None:
    post.drops_after_the_letter = True
    assert send(limit=1).uncertain == 1
    post.drops_after_the_letter = False
    send(24 * 60)
    given = [str(letter["Message-ID"]) for letter in post.letters]
    assert len(given) == len(set(given))
    assert states(house)[MessageState.UNCERTAIN] == 1


def test_somebody_who_left_gets_no_letter(house: Database, send: Callable[..., DeliveryReport], post: Post) -> None:
    with writing(house) as session:
        for account in session.exec(select(Account)).all():
            account.disabled_at = NOW
            session.add(account)
    assert send().sent == 0
    assert post.letters == []


def test_without_a_mail_server_messages_wait_and_can_be_read(house: Database, tmp_path: Path) -> None:
    before = states(house)
    assert deliver(house, Settings(data_folder=tmp_path, DATABASE_URL=house.url), at=NOW) == DeliveryReport()
    assert states(house) == before
