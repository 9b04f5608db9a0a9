"""Delivering from the terminal, without a mail server and without a database."""

from pathlib import Path

from tests.web.commands.terminal import ownwords


def test_without_a_mail_server_it_says_where_messages_are(tmp_path: Path) -> None:
    done = ownwords("deliver", OWNWORDS_DATA_FOLDER=str(tmp_path))
    assert done.returncode == 1
    assert "can be read in the product" in done.stderr


def test_an_empty_outbox_is_no_problem(tmp_path: Path) -> None:
    place = {"OWNWORDS_DATA_FOLDER": str(tmp_path), "OWNWORDS_SMTP_HOST": "127.0.0.1", "OWNWORDS_SMTP_PORT": "1"}
    assert ownwords("migrate", **place).returncode == 0
    done = ownwords("deliver", "--json", **place)
    assert done.returncode == 0
    assert done.stdout == '{"sent": 0, "waiting": 0, "failed": 0, "uncertain": 0}\n'
