"""Documentation that fails: every command and every setting is written down, and every link leads somewhere."""

import re
from pathlib import Path

import pytest

from engine.settings import Settings
from web import cli
from web.checkup import OTHERS, variable

ROOT = Path(__file__).resolve().parents[2]
OPERATIONS = (ROOT / "docs/operations.md").read_text()
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_is_explained(name: str) -> None:
    assert f"| `{name}` |" in OPERATIONS


def test_no_command_is_explained_that_does_not_exist() -> None:
    table = OPERATIONS.split("## Settings")[0]
    assert set(re.findall(r"^\| `([a-z]+)` \|", table, re.MULTILINE)) == set(cli.COMMANDS)


@pytest.mark.parametrize("name", sorted({variable(name) for name in Settings.model_fields} | OTHERS))
def test_every_setting_is_explained(name: str) -> None:
    assert f"| `{name}` |" in OPERATIONS


def test_no_setting_is_explained_that_does_not_exist() -> None:
    known = {variable(name) for name in Settings.model_fields} | OTHERS
    assert set(re.findall(r"OWNWORDS_[A-Z_]+", OPERATIONS)) <= known


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_a_page_shows_exists(page: Path) -> None:
    shown = set(re.findall(r"\./ownwords ([a-z]+)", page.read_text()))
    assert shown <= set(cli.COMMANDS)


def test_the_architecture_page_shows_every_folder_and_no_other() -> None:
    shown = set(re.findall(r"^\| `([a-z/]+)/` \|", (ROOT / "docs/architecture.md").read_text(), re.MULTILINE))
    roots = {"engine", "workflows", "documents", "web", "tests", "benchmarks"}
    inside = {
        f"{root}/{path.name}"
        for root in ("engine", "workflows", "documents", "web")
        for path in (ROOT / root).iterdir()
        if path.is_dir() and path.name != "__pycache__" and any(each.is_file() for each in path.rglob("*.*"))
    }
    assert shown == roots | inside
