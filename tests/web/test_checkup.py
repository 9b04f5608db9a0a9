"""The doctor finds all problems at once, and each has a fix."""

import json
from pathlib import Path

from engine.database import open_database
from engine.schema import migrate
from tests.web.commands.terminal import ownwords


def look(folder: Path, **environment: str) -> tuple[int, dict[str, str], dict[str, str]]:
    """The exit code, the problems and the notes, by what they are about."""
    done = ownwords("doctor", "--json", OWNWORDS_DATA_FOLDER=str(folder), **environment)
    findings = json.loads(done.stdout)["findings"]
    assert all(each["fix"] for each in findings if each["result"] != "good")
    by = [{each["about"]: each["said"] for each in findings if each["result"] == kind} for kind in ("problem", "note")]
    return done.returncode, by[0], by[1]


def test_a_new_machine_is_told_what_comes_next(tmp_path: Path) -> None:
    code, problems, notes = look(tmp_path)
    assert (code, problems) == (0, {})
    assert "does not exist yet" in notes["database"]
    assert "can be read in the product" in notes["mail"]
    assert list(tmp_path.iterdir()) == []


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    code, problems, _ = look(
        tmp_path,
        DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing",
        OWNWORDS_SMTP_HOST="127.0.0.1",
        OWNWORDS_SMTP_PORT="1",
        OWNWORDS_HOLIDAYS="US-XX",
    )
    assert code == 1
    assert set(problems) == {"database", "mail", "holidays"}


def test_a_wrong_setting_is_named_with_what_was_seen(tmp_path: Path) -> None:
    code, problems, notes = look(tmp_path, OWNWORDS_PORT="99999", OWNWORDS_TIMEZONE="UTC")
    assert code == 1
    assert "OWNWORDS_PORT is '99999'" in problems["settings"]
    assert "OWNWORDS_TIMEZONE" in notes["settings"]


def test_a_current_database_is_good_and_an_empty_one_waits_for_its_migrations(
    tmp_path: Path, database_url: str
) -> None:
    if database_url.startswith("sqlite"):
        Path(database_url.removeprefix("sqlite:///")).touch()
    assert "pending" in look(tmp_path, DATABASE_URL=database_url)[1]["database"]
    database = open_database(database_url)
    migrate(database)
    database.close()
    assert "database" not in look(tmp_path, DATABASE_URL=database_url)[1]


def test_a_file_that_is_no_database_is_named_as_such(tmp_path: Path) -> None:
    (tmp_path / "ownwords.db").write_bytes(b"a shopping list, much too long for a header" * 100)
    code, problems, _ = look(tmp_path)
    assert code == 1
    assert "not a database" in problems["database"]


def test_it_says_when_people_are_told_no_phone_number(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'ownwords.db'}")
    migrate(database)
    database.close()
    _, _, notes = look(tmp_path)
    assert "no phone number" in notes["phone number"]
