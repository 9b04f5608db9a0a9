"""Everything that would keep the program from working, found at once, each with its fix."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import ValidationError

from engine.refusals import Refusal
from engine.settings import Settings

if TYPE_CHECKING:
    from engine.database import Database

Result = Literal["good", "note", "problem"]

SAFE_SQLITE = (3, 51, 3)
PLENTY, ENOUGH = 2_000_000_000, 200_000_000


@dataclass(frozen=True)
class Finding:
    """One thing looked at. A note can wait; a problem cannot. `fix` is what to do, where there is something to do."""

    about: str
    result: Result
    said: str
    fix: str = ""


def look_over(environment: dict[str, str] | None = None) -> list[Finding]:
    """Every finding, in the order in which they should be mended."""
    found = list(unknown_settings(dict(os.environ) if environment is None else environment))
    try:
        settings = Settings()
    except ValidationError as problems:
        return [*found, *wrong_settings(problems)]
    found.append(Finding("settings", "good", f"{len(Settings.model_fields)} settings are in order"))
    found += [*data_folder(settings), *database(settings), *time(settings), *mail(settings), *model(settings)]
    found.append(passkeys(settings))
    found += [*sqlite(settings), *voice(), square_codes()]
    return found


def variable(name: str) -> str:
    """The environment variable that sets a setting."""
    return "DATABASE_URL" if name in ("database_url", "DATABASE_URL") else f"OWNWORDS_{name.upper()}"


# These are read by the front door or the tests, before there are settings.
OTHERS = {"OWNWORDS_PYTHON", "OWNWORDS_DEBUG", "OWNWORDS_REQUIRE_ALL"}


def unknown_settings(environment: dict[str, str]) -> Iterator[Finding]:
    """A misspelt setting would otherwise be passed over in silence."""
    known = {variable(name) for name in Settings.model_fields} | OTHERS
    for name in sorted(environment):
        if name.startswith("OWNWORDS_") and name not in known:
            near = get_close_matches(name, known, n=1)
            fix = f"Did you mean {near[0]}?" if near else "docs/operations.md lists every setting."
            yield Finding("settings", "note", f"{name} is set, and no setting has that name", fix)


def wrong_settings(problems: ValidationError) -> Iterator[Finding]:
    """Each with the value seen and what was expected."""
    for problem in problems.errors():
        name = variable(str(problem["loc"][0])) if problem["loc"] else "settings"
        said = problem["msg"].removeprefix("Value error, ").rstrip(".")
        shown = "" if "PASSWORD" in name or "KEY" in name or name == "DATABASE_URL" else f" is {problem['input']!r}"
        fix = f"Set {name} to a value that fits, or remove it; docs/operations.md lists every setting."
        yield Finding("settings", "problem", said if name in said else f"{name}{shown}: {said}", fix)


def data_folder(settings: Settings) -> Iterator[Finding]:
    """Is there a place to write, and room in it?"""
    folder = settings.data_folder.absolute()
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        fix = f"Let the account that runs ownwords write to {there}, or set OWNWORDS_DATA_FOLDER to another folder."
        yield Finding("data folder", "problem", f"{folder} may not be written", fix)
        return
    free = shutil.disk_usage(there).free
    said = f"{folder} has {free / 1e9:.1f} GB free"
    if free >= PLENTY:
        yield Finding("data folder", "good", said)
    else:
        fix = "Make room on that disk, or move the data folder to a larger one."
        yield Finding("data folder", "problem" if free < ENOUGH else "note", said, fix)


def database(settings: Settings) -> Iterator[Finding]:
    """Can it be reached, has it every migration, and does it guard its history?"""
    from sqlalchemy.exc import SQLAlchemyError

    from engine.database import open_database
    from engine.schema import require_current

    try:
        if (path := _sqlite_path(settings)) and not path.exists():
            yield Finding("database", "note", f"{path} does not exist yet", "./ownwords migrate makes it.")
            return
        opened = open_database(settings.url)
    except (SQLAlchemyError, ImportError) as problem:
        fix = "Use a form such as postgresql://user:password@host/name, or leave DATABASE_URL out for SQLite."
        yield Finding("database", "problem", f"DATABASE_URL cannot be read: {_first_line(problem)}", fix)
        return
    try:
        require_current(opened)
        yield Finding("database", "good", f"{opened.reader.dialect.name} answers, and its tables are current")
        yield _phone(opened)
    except Refusal as refusal:
        said, _, fix = refusal.message.partition(". ")
        yield Finding("database", "problem", said, fix)
    except SQLAlchemyError as problem:
        cause = _first_line(getattr(problem, "orig", None) or problem)
        yield Finding("database", "problem", f"The database cannot be used: {cause}", _database_fix(settings))
    finally:
        opened.close()


def _phone(opened: "Database") -> Finding:
    """Is there a number that a person answers, for the pages after sending and signing?"""
    from engine.agency_words import WHO_ANSWERS, words_for
    from engine.database import reading

    with reading(opened) as session:
        said = words_for(session, WHO_ANSWERS)
    if said:
        return Finding("phone number", "good", "people are told a number after they send their answers or sign")
    fix = "Sign in as administrator or manager, open /agency-words, and write a number that a person answers."
    return Finding("phone number", "note", "people are told no phone number after they send their answers or sign", fix)


def _database_fix(settings: Settings) -> str:
    if _sqlite_path(settings):
        return "Check who may read and write that file. If it is damaged, ./ownwords restore puts a backup in place."
    return "Check that the server runs, and the user, password and name in DATABASE_URL."


def time(settings: Settings) -> Iterator[Finding]:
    """The agency's day, and whether its holidays are known."""
    from engine.clock import now, today

    day = today(settings.time_zone)
    yield Finding("time zone", "good", f"today is {day:%-d %B %Y} in {settings.time_zone} ({now():%H:%M} UTC)")
    if settings.holidays == "US":
        return  # known to be there, and the library takes half a second to say so
    from engine.dates import holiday_calendar

    try:
        holiday_calendar(settings.holidays)
    except Refusal as refusal:
        yield Finding(
            "holidays", "problem", refusal.message.rstrip("."), "Set OWNWORDS_HOLIDAYS to US, or to a state as US-ME."
        )


def mail(settings: Settings) -> Iterator[Finding]:
    """Does the mail server answer, and let us in?"""
    if not settings.smtp_host:
        fix = "Set OWNWORDS_SMTP_HOST to send mail."
        yield Finding("mail", "note", "no mail is sent; messages can be read in the product", fix)
        return
    where = f"{settings.smtp_host}:{settings.smtp_port}"
    try:
        _knock(settings)
    except OSError as problem:  # every error of the standard library's mail client is one of these
        fix = "Check OWNWORDS_SMTP_HOST, _PORT, _TLS, _USER and _PASSWORD. Messages wait and are tried again."
        yield Finding("mail", "problem", f"{where} does not take mail from us: {_first_line(problem)}", fix)
        return
    yield Finding("mail", "good", f"{where} answers")


def _knock(settings: Settings) -> None:
    import smtplib

    kind = smtplib.SMTP_SSL if settings.smtp_tls == "tls" else smtplib.SMTP
    with kind(settings.smtp_host, settings.smtp_port, timeout=5) as server:
        if settings.smtp_tls == "starttls":
            server.starttls()
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
        server.noop()


def model(settings: Settings) -> Iterator[Finding]:
    """Is a model used at all, and does its server answer? Nothing about anybody is sent to find out."""
    by_hand = "; answers from your own tool can be pasted" if settings.model_by_hand else ""
    if not settings.model_address and not settings.model_name:
        yield Finding("model", "good", f"no model is asked{by_hand}; drafts are made by rules alone")
        return
    if not settings.asks_a_model:
        lacking = "OWNWORDS_MODEL_NAME" if settings.model_address else "OWNWORDS_MODEL_ADDRESS"
        yield Finding("model", "problem", f"{lacking} is missing, so no model is asked", "Set both, or neither.")
        return
    from web.model_client import knock

    if problem := knock(settings):
        fix = "Check OWNWORDS_MODEL_ADDRESS, _KEY and _NAME. Plans can be written without it."
        yield Finding("model", "problem", problem.rstrip("."), fix)
        return
    yield Finding("model", "good", f"{settings.model_name} is offered by the server{by_hand}")


def voice() -> Iterator[Finding]:
    """Can a line be read aloud on this machine?"""
    from web.speaking import voice_for, voices

    if not voices():
        yield Finding(
            "reading aloud",
            "note",
            "there is no voice on this machine, so the plan is not read aloud and nobody is offered it",
            "sudo apt-get install -y --no-install-recommends espeak-ng, then start ownwords again.",
        )
        return
    missing = [language for language in ("en", "es") if voice_for(language) is None]
    if missing:
        fix = "sudo apt-get install -y espeak-ng-data, then start ownwords again."
        yield Finding("reading aloud", "note", f"there is no voice for: {', '.join(missing)}", fix)
    else:
        yield Finding("reading aloud", "good", f"{len(voices())} languages can be read aloud, on this machine alone")


def square_codes() -> Finding:
    """Can the code of a signed page be read from its photo?"""
    from documents.square_codes import can_read

    if can_read():
        return Finding("signed pages", "good", "the code of a signed page is read from its scan or photo")
    said = "the reader of square codes is not installed, so the code of a signed page is typed from the page"
    return Finding(
        "signed pages", "note", said, "Start ./ownwords once more: it installs what requirements.lock names."
    )


def passkeys(settings: Settings) -> Finding:
    """Do browsers make passkeys for the address people type?"""
    from web.passkey_place import here

    if place := here(settings):
        return Finding("passkeys", "good", f"people can sign in with their own devices at {place.origin}")
    fix = (
        "Set OWNWORDS_BASE_URL to the https:// address people type; to try them here, to http://localhost and the port."
    )
    return Finding("passkeys", "note", f"browsers make none for {settings.address}; passwords and cards work", fix)


def sqlite(settings: Settings) -> Iterator[Finding]:
    """Versions before 3.51.3 can, rarely, lose a page when two connections fold the log at once."""
    if not _sqlite_path(settings) or sqlite3.sqlite_version_info >= SAFE_SQLITE:
        return
    yield Finding(
        "SQLite",
        "note",
        f"version {sqlite3.sqlite_version} has a rare defect in folding its log, mended in 3.51.3; ownwords folds it "
        "from one place only, which avoids it",
        "Run one serve process for each database file, and take a newer Python or SQLite when you can.",
    )


def _sqlite_path(settings: Settings) -> Path | None:
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(settings.url)
    except ArgumentError:
        return None
    return Path(url.database or "") if url.drivername.split("+")[0] == "sqlite" else None


def _first_line(problem: object) -> str:
    return (str(problem).strip().splitlines() or [type(problem).__name__])[0].rstrip(".")
