"""A missing program skips its tests by name, or fails them where everything is required."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.programs import Program

ROOT = Path(__file__).resolve().parents[1]
WITHOUT_POSTGRES = (
    "import tests.programs as programs\n"
    "programs.POSTGRES = programs.Program('PostgreSQL', ('no-such-program',), 'postgresql')\n"
)


def test_a_program_is_found_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = Program("Anything", ("any-thing",), "anything")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not program.found()
    (tmp_path / "any-thing").touch(mode=0o755)
    assert program.path() == tmp_path / "any-thing"


def test_the_newest_version_is_taken(tmp_path: Path) -> None:
    for version in ("9", "15"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin/thing").touch()
    program = Program("Thing", ("thing",), "thing", (f"{str(tmp_path)[1:]}/*/bin",))
    assert program.path() == tmp_path / "15/bin/thing"


@pytest.mark.parametrize(("required", "said"), [("", "1 skipped"), ("1", "1 error")])
def test_what_a_missing_program_does(tmp_path: Path, required: str, said: str) -> None:
    (tmp_path / "without_postgres.py").write_text(WITHOUT_POSTGRES)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rsE", "-p", "without_postgres", "-m", "postgres", "tests/test_databases.py"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{tmp_path}:{ROOT}", "OWNWORDS_REQUIRE_ALL": required},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said in done.stdout
    assert "sudo apt-get install -y --no-install-recommends postgresql" in done.stdout
