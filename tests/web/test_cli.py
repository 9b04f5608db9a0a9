"""The command line as somebody at a terminal meets it."""

from pathlib import Path

import click
import pytest

from engine.refusals import Reason, Refusal
from tests.web.commands.terminal import ROOT, ownwords
from web import cli


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_helps_with_an_example(name: str) -> None:
    command = cli.commands.get_command(click.Context(cli.commands), name)
    assert command is not None
    with click.Context(command, info_name=f"ownwords {name}") as context:
        shown = command.get_help(context)
    assert f"./ownwords {name}" in shown
    assert "Example" in shown


def test_every_command_file_is_in_the_list() -> None:
    files = {path.stem for path in (ROOT / "web/commands").glob("*.py")} - {"__init__"}
    assert files == set(cli.COMMANDS)


def test_help_names_every_command() -> None:
    done = ownwords("--help")
    assert done.returncode == 0
    assert all(f"  {name} " in done.stdout for name in cli.COMMANDS)


@pytest.mark.parametrize("wrong", [["nonsense"], [], ["backup", "--nonsense"], ["restore"]])
def test_a_wrong_call_is_told_how_it_should_be(wrong: list[str]) -> None:
    done = ownwords(*wrong)
    assert done.returncode == 2
    assert "Usage: ownwords" in done.stderr


def test_it_can_be_called_from_any_folder(tmp_path: Path) -> None:
    assert ownwords("--version", cwd=tmp_path).stdout.startswith("ownwords")


def test_no_command_imports_tables_or_a_server_before_it_runs() -> None:
    import subprocess
    import sys

    heavy = "{'sqlalchemy', 'sqlmodel', 'litestar', 'pydantic', 'docx', 'alembic'}"
    look = f"import sys, web.cli\nfor n in web.cli.COMMANDS: web.cli.commands.get_command(None, n)\nprint({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


@click.command()
def broken() -> None:
    raise ZeroDivisionError


@click.command()
def refusing() -> None:
    raise Refusal(reasons=[Reason("a", "The first."), Reason("b", "The second.")])


@click.command()
def unreadable() -> None:
    Path("/no/such/file").read_text()


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        (broken, 70, "Something inside ownwords went wrong (ZeroDivisionError)"),
        (refusing, 1, "The first.\nThe second.\n"),
        (unreadable, 1, "/no/such/file cannot be used: No such file or directory.\n"),
    ],
)
def test_no_stack_trace_reaches_a_user(
    command: click.Command, code: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("OWNWORDS_DEBUG", raising=False)
    monkeypatch.setattr(cli, "commands", command)
    assert cli.main([]) == code
    shown = capsys.readouterr().err
    assert shown.startswith(said)
    assert "Traceback" not in shown


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL cannot be read"),
        ({"DATABASE_URL": "oracle+nothing://x/y"}, "DATABASE_URL cannot be read"),
        ({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing"}, "The database cannot be used"),
        ({"OWNWORDS_PORT": "many"}, "The settings are not in order"),
    ],
)
def test_a_wrong_setting_gets_a_sentence(environment: dict[str, str], said: str) -> None:
    done = ownwords("backup", **environment)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
