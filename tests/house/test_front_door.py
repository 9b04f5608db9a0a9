"""./ownwords with environments that are missing, made by others, out of date, or asked for twice at once."""

import importlib.machinery
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
CALLER = [sys.executable, "ownwords", "--version"]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with a front door, two locks that pin nothing, and a command line of two lines."""
    folder = tmp_path / "a clone"
    (folder / "web").mkdir(parents=True)
    shutil.copy(ROOT / "ownwords", folder)
    for lock in ("requirements.lock", "requirements-dev.lock"):
        (folder / lock).write_text("")
    (folder / "web/__init__.py").touch()
    (folder / "web/cli.py").write_text(
        "import sys\ndef main():\n    print(sys.prefix, *sys.argv[1:])\n    return len(sys.argv)\n"
    )
    return folder


def run(
    folder: Path, *arguments: str, through: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("OWNWORDS_")}
    return subprocess.run(
        [sys.executable, str(through or folder / "ownwords"), *arguments],
        cwd=folder.parent,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_it_makes_the_environment_once_and_hands_over(clone: Path) -> None:
    first = run(clone, "one", "two words")
    assert first.returncode == 3
    assert first.stdout == f"{clone / '.venv'} one two words\n"
    made = (clone / ".venv").stat().st_mtime_ns
    assert run(clone, "one", PATH="").returncode == 2
    assert (clone / ".venv").stat().st_mtime_ns == made


def test_it_works_through_a_link_from_another_folder(clone: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(clone / "ownwords")
    assert str(clone / ".venv") in run(clone, through=link).stdout


def test_a_changed_lock_makes_a_new_environment(clone: Path) -> None:
    run(clone)
    (clone / ".venv/old").touch()
    (clone / "requirements.lock").write_text("# newer\n")
    assert run(clone).returncode == 1
    assert not (clone / ".venv/old").exists()
    assert not (clone / ".venv-before").exists()


def test_another_interpreter_makes_a_new_environment(clone: Path) -> None:
    run(clone)
    stamp = clone / ".venv/ownwords-run.stamp"
    stamp.write_text(stamp.read_text().replace(sys.implementation.cache_tag, "cpython-399"))
    (clone / ".venv/old").touch()
    run(clone)
    assert not (clone / ".venv/old").exists()


def test_the_tools_are_added_to_a_current_environment(clone: Path) -> None:
    run(clone)
    (clone / ".venv/old").touch()
    run(clone, "test")
    assert (clone / ".venv/old").exists()
    assert (clone / ".venv/ownwords-dev.stamp").exists()


def test_an_interrupted_environment_is_made_again(clone: Path) -> None:
    (clone / ".venv/lib").mkdir(parents=True)
    (clone / ".venv/ownwords-install.log").touch()
    assert run(clone).stdout.startswith(str(clone / ".venv"))


def test_an_environment_of_somebody_else_is_left_alone(clone: Path) -> None:
    (clone / ".venv").mkdir()
    (clone / ".venv/precious").touch()
    done = run(clone)
    assert done.returncode == 1
    assert "was made by something else" in done.stderr
    assert (clone / ".venv/precious").exists()


def test_when_a_new_environment_cannot_be_made_the_old_one_stays(clone: Path) -> None:
    run(clone)
    (clone / ".venv/old").touch()
    (clone / "requirements.lock").write_text("no-such-thing==1 --hash=sha256:" + "0" * 64 + "\n")
    done = run(clone, PIP_NO_INDEX="1", UV_NO_INDEX="1", UV_OFFLINE="1")
    assert done.returncode == 1
    assert "failed" in done.stderr
    assert "Traceback" not in done.stderr
    assert (clone / ".venv/old").exists()


def test_two_at_once_make_one_environment(clone: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("OWNWORDS_")}
    both = [
        subprocess.Popen([sys.executable, "ownwords"], cwd=clone, env=clean, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    answers = [each.communicate(timeout=120)[0] for each in both]
    assert answers[0] == answers[1] == f"{clone / '.venv'}\n"


def test_an_own_interpreter_is_used_as_it_is(clone: Path) -> None:
    done = run(clone, OWNWORDS_PYTHON=sys.executable)
    assert done.stdout == f"{sys.prefix}\n"
    assert not (clone / ".venv").exists()


@pytest.fixture
def door(clone: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("front_door", str(clone / "ownwords"))
    spec = importlib.util.spec_from_loader("front_door", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def test_an_interpreter_that_is_too_old_gets_a_sentence(door: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 8, 18))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(door.Unmade, match=r"needs Python 3\.11 or newer, and this is Python 3\.8"):
        door.interpreter()


def test_a_missing_pip_names_one_package(door: ModuleType) -> None:
    assert "pip" in door.pip_is_missing()
