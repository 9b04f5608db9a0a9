"""The main job as one command."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.commands.terminal import ROOT, ownwords

NOTE = 'Meeting 3 March.\r\nRosa: "I want to cook on Fridays."\r\nLeo said "she burns the rice".\r\n"Not the blue bus."\r\n'


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_bytes(b"\xef\xbb\xbf" + NOTE.encode())
    return path


def test_every_offset_points_at_its_text(note: Path) -> None:
    done = ownwords("draft", str(note), "--person", "Rosa Delgado", "--json")
    found = json.loads(done.stdout)
    assert [quote["text"] for quote in found["quotes"]] == [
        "I want to cook on Fridays.",
        "she burns the rice",
        "Not the blue bus.",
    ]
    for row in (*found["quotes"], *found["facts"]):
        assert NOTE[row["start"] : row["end"]] == row["text"]


def test_only_shown_words_are_the_persons(note: Path) -> None:
    found = json.loads(ownwords("draft", str(note), "--person", "Rosa Delgado", "--json").stdout)
    assert [quote["attribution"] for quote in found["quotes"]] == ["participant", "other", "unconfirmed"]


def test_the_terminal_shows_what_is_to_be_confirmed(note: Path) -> None:
    shown = ownwords("draft", str(note), "--person", "Rosa Delgado").stdout
    plan, waiting = shown.split("To confirm")
    assert "I want to cook on Fridays." in plan
    assert "Not the blue bus." in waiting
    assert "[line 4]" in waiting


def test_it_writes_nothing_beside_the_note(note: Path, tmp_path: Path) -> None:
    ownwords("draft", str(note), "--person", "Rosa Delgado", OWNWORDS_DATA_FOLDER=str(tmp_path / "var"))
    assert list(tmp_path.iterdir()) == [note]


@pytest.mark.parametrize(
    ("content", "name"), [(b"", "note.txt"), (b"\xff\xfe\x00", "note.txt"), (b"PK\x03\x04 no", "note.docx")]
)
def test_a_note_that_cannot_be_read_gets_a_sentence(tmp_path: Path, content: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(content)
    done = ownwords("draft", str(tmp_path / name), "--person", "Rosa")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.endswith(".\n")
    assert "Traceback" not in done.stderr


def test_a_note_cannot_steer_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_bytes('Rosa: "hello \u009b31m there"\n'.encode())
    shown = ownwords("draft", str(tmp_path / "n.txt"), "--person", "Rosa").stdout
    assert "\u009b" not in shown
    assert "\\x9b31m" in shown


@pytest.mark.parametrize("way", [["--json"], ["--out", "plan.docx"]])
def test_drafting_imports_no_table(note: Path, way: list[str]) -> None:
    call = [
        "draft",
        str(note),
        "--person",
        "Rosa",
        *(part.replace("plan", str(note.with_name("plan"))) for part in way),
    ]
    look = (
        "import sys, web.cli\n"
        f"assert web.cli.main({call!r}) == 0\n"
        "print({'sqlalchemy', 'sqlmodel', 'litestar', 'pydantic'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "set()"


def test_the_word_file_holds_the_words_and_is_not_written_over(note: Path, tmp_path: Path) -> None:
    from documents.docx_text import docx_text

    paper = tmp_path / "plan.docx"
    call = ("draft", str(note), "--person", "Rosa Delgado", "--out", str(paper))
    assert ownwords(*call).returncode == 0
    assert "I want to cook on Fridays." in docx_text(paper.read_bytes())
    paper.write_bytes(b"worked on")
    refused = ownwords(*call)
    assert (refused.returncode, paper.read_bytes()) == (1, b"worked on")
    assert ownwords(*call, "--replace").returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["note.txt", "plan.docx"]


def test_a_folder_that_is_not_there_gets_a_sentence(note: Path, tmp_path: Path) -> None:
    done = ownwords("draft", str(note), "--person", "Rosa", "--out", str(tmp_path / "no" / "plan.docx"))
    assert done.returncode == 1
    assert "No such file or directory" in done.stderr
