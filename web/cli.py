"""The door from the terminal. A command's file is imported only when that command is called."""

import importlib
import os
import sys
from collections.abc import Iterator, Sequence

import click

from engine.refusals import OutOfReach, Refusal
from web import __version__

OK, REFUSED, MISUSED, BROKEN = 0, 1, 2, 70

# In the order of a life with the program; what each says of itself stands here so that --help imports nothing.
COMMANDS = {
    "demo": "Live through a plan with invented people.",
    "draft": "Find a person's own words in a meeting note and draft their plan.",
    "serve": "Serve the product to browsers.",
    "worker": "Watch deadlines, messages and models, without pages.",
    "sweep": "Deal with every deadline that has something due.",
    "deliver": "Send the messages that wait in the outbox.",
    "verify": "Show whether anything in the history or a Word file was changed.",
    "migrate": "Bring the database to the tables this program knows.",
    "doctor": "Look for everything that would keep the program from working.",
    "backup": "Copy the records to a new folder, checked, while the program runs.",
    "restore": "Put the records of a backup in place.",
    "test": "Run every check and test there is.",
    "bench": "Measure how fast and how right everything is, beside its budget.",
}


class Commands(click.Group):
    """Knows its commands by name; click asks for one only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names as --help and the suggestions show them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"web.commands.{cmd_name}")
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list below --help."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="ownwords")
def commands() -> None:
    """Ownwords: the plan is written with the person, in their own words.

    Each command has its own help: ./ownwords draft --help
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and answer with its exit code: 0 done, 1 refused or problems found, 2 wrongly called."""
    try:
        return _run(arguments)
    except BrokenPipeError:
        # Whoever read our output has gone; that is theirs to decide, and Python must not complain at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as problem:
        if os.environ.get("OWNWORDS_DEBUG"):
            raise
        return _say_what_happened(problem)


def _run(arguments: Sequence[str] | None) -> int:
    try:
        answer = commands.main(
            args=list(arguments) if arguments is not None else None, prog_name="ownwords", standalone_mode=False
        )
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as asked:
        asked.show()
        return MISUSED
    except click.ClickException as misuse:
        misuse.show()
        return misuse.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return 130
    return answer if isinstance(answer, int) else OK


def _say_what_happened(problem: Exception) -> int:
    if sentences := list(_sentences(problem)):
        click.echo("\n".join(sentences), err=True)
        return REFUSED
    click.echo(
        f"Something inside ownwords went wrong ({type(problem).__name__}). What was saved before is safe. "
        "Set OWNWORDS_DEBUG=1 and run the same command again to see where.",
        err=True,
    )
    return BROKEN


def _sentences(problem: Exception) -> Iterator[str]:
    """What to tell about a problem; nothing for one that is a defect of ours. Names, because imports cost time."""
    if isinstance(problem, OutOfReach) and isinstance(problem.__cause__, Exception):
        problem = problem.__cause__  # whoever is at the terminal can mend it, so they are told the cause
    if isinstance(problem, Refusal):
        yield from (reason.text for reason in problem.reasons)
    elif isinstance(problem, OSError) and problem.strerror:
        yield f"{problem.filename or 'A file'} cannot be used: {problem.strerror}."
    elif type(problem).__module__ == "sqlalchemy.exc":
        if type(problem).__name__ in ("OperationalError", "DatabaseError"):
            cause = str(getattr(problem, "orig", problem)).strip().splitlines()[0]
            yield f"The database cannot be used: {cause}. ./ownwords doctor looks for the reason."
        elif type(problem).__name__ in ("ArgumentError", "NoSuchModuleError"):
            yield "DATABASE_URL cannot be read as an address. ./ownwords doctor looks for the reason."
    elif getattr(problem, "title", "") == "Settings":
        yield "The settings are not in order, so nothing was done. ./ownwords doctor names each with its fix."
