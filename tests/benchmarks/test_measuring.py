"""Benchmarks run on small numbers here, to see that they measure what they say; no time is asserted."""

import json
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from benchmarks import documents, memory, pages
from benchmarks.figures import Figure
from benchmarks.postgres import empty_database
from documents.isp import isp
from engine.refusals import Refusal
from tests.server import Server

ROOT = Path(__file__).resolve().parents[2]


def silent(_done: int, _of: int) -> None:
    return None


def test_the_command_keeps_what_it_prints(tmp_path: Path) -> None:
    done = bench("--only", "draft", "--json", "--results", str(tmp_path))
    assert done.returncode == 0, done.stderr
    printed = json.loads(done.stdout)
    assert [figure["unit"] for figure in printed["figures"]] == ["ms"]
    assert [json.loads(file.read_text()) for file in tmp_path.iterdir()] == [printed]


def test_an_unknown_benchmark_is_a_misuse_that_names_those_there_are(tmp_path: Path) -> None:
    done = bench("--only", "nonsense", "--results", str(tmp_path))
    assert done.returncode == 2
    assert "draft, words, documents, moves" in done.stderr


def bench(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(ROOT / "ownwords"), "bench", *arguments]
    environment = {"OWNWORDS_PYTHON": sys.executable, "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_pages_are_asked_for_over_http_at_both_sizes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("ROUNDS", 1), ("REQUESTS", 4), ("WARM", 2)):
        monkeypatch.setattr(pages, name, value)
    figures = pages.measure(tmp_path, sizes=(60, 700), progress=silent)
    assert len(figures) == 2 * len(pages.PAGES) + 1
    assert all(figure.value > 0 and figure.budget for figure in figures)


def test_memory_is_that_of_the_serving_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "REQUESTS", 30)
    (figure,) = memory.measure(tmp_path, plans=120, progress=silent)
    assert 30 < figure.value < 1_000


def test_both_papers_hold_the_same_text_in_ten_tables() -> None:
    printed = documents.blocks(isp(documents.plan()))
    assert sum(bool(block.rows) for block in printed) == 10
    (theirs, ours) = documents.measure()
    assert isinstance(theirs, Figure)
    assert ours.kept is (ours.value < theirs.value)


def test_papers_with_unequal_text_are_not_compared() -> None:
    with pytest.raises(ValueError, match="do not hold the same text"):
        documents.check_equal("The same words.", "The same word.")


@pytest.mark.postgres
def test_a_database_to_measure_on_is_new_and_gone_afterwards(postgres_server: Server) -> None:
    with empty_database(postgres_server.url()) as url:
        name = make_url(url).database
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)
    with psycopg.connect(postgres_server.url()) as connection:
        assert connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None


@pytest.mark.postgres
def test_without_an_address_a_server_runs_for_as_long_as_it_is_needed() -> None:
    with empty_database("") as url:
        folder = Path(str(make_url(url).query["host"]))
        with psycopg.connect(url) as connection:
            assert connection.execute("SHOW fsync").fetchone() == ("on",)
    assert not folder.exists()


def test_without_postgresql_a_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.postgres.shutil.which", lambda _name: None)
    monkeypatch.setattr("benchmarks.postgres.DEBIAN", Path("/nowhere"))
    with pytest.raises(Refusal, match="apt-get install"), empty_database(""):
        pass
