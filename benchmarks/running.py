"""Every benchmark by name, in the order they run, each turned into figures that stand beside their budgets."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure
from benchmarks.postgres import empty_database
from engine.refusals import Refusal

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Run:
    """How a run was asked for. `folder` is where laid databases stay between runs."""

    folder: Path
    database_url: str = ""
    quick: bool = False

    @property
    def many(self) -> int:
        """Plans in the large database."""
        return 100_000 if self.quick else 1_000_000


@dataclass(frozen=True)
class Benchmark:
    """A name for --only, what to show while it works, and how to get its figures."""

    name: str
    doing: str
    measure: Callable[[Run, Progress], list[Figure] | tuple[list[Figure], list[str]]]


@dataclass(frozen=True)
class Measured:
    """What a benchmark found, or the sentence that says why there is nothing. `table` tells more, line by line."""

    name: str
    figures: tuple[Figure, ...] = ()
    table: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def run(asked: Run, only: Sequence[str], *, progress: Callable[[str], Any] | None = None) -> Iterator[Measured]:
    """Run each, or those named. `progress` gets what is being done and gives a context with something to call."""
    for benchmark in BENCHMARKS:
        if only and benchmark.name not in only:
            continue
        with progress(benchmark.doing) if progress else nullcontext(_silent) as show:
            try:
                found = benchmark.measure(asked, show)
                figures, table = found if isinstance(found, tuple) else (found, [])
                yield Measured(benchmark.name, tuple(figures), tuple(table))
            except Refusal as refused:
                yield Measured(benchmark.name, left_out=tuple(reason.text for reason in refused.reasons))


def _silent(_done: int, _of: int) -> None:
    return None


def _drafting(_asked: Run, _show: Progress) -> list[Figure]:
    from benchmarks import drafting

    return drafting.measure()


def _words(_asked: Run, _show: Progress) -> tuple[list[Figure], list[str]]:
    from benchmarks import drafting

    return drafting.judge_sets()


def _documents(_asked: Run, _show: Progress) -> list[Figure]:
    from benchmarks import documents

    return documents.measure()


def _moves(asked: Run, _show: Progress) -> list[Figure]:
    from benchmarks import moves

    return [_of_rate(found, "moves/s") for found in moves.measure(rounds=3 if asked.quick else 9)]


def _moves_on_postgres(asked: Run, _show: Progress) -> list[Figure]:
    from benchmarks import moves

    with empty_database(asked.database_url) as url:
        found = moves.measure(postgres_url=url, rounds=3 if asked.quick else 9)
    return [_of_rate(one, "moves/s") for one in found if "PostgreSQL" in one.name or "psycopg" in one.name]


def _verify(asked: Run, _show: Progress) -> list[Figure]:
    from benchmarks import verify

    return [_of_rate(found, "events/s") for found in verify.measure(size=30_000 if asked.quick else 300_000)]


def _pages(asked: Run, show: Progress) -> list[Figure]:
    from benchmarks import pages

    return pages.measure(asked.folder, sizes=(1_000, asked.many), progress=show)


def _memory(asked: Run, show: Progress) -> list[Figure]:
    from benchmarks import memory

    return memory.measure(asked.folder, plans=asked.many, progress=show)


def _of_rate(found: Any, unit: str) -> Figure:
    """A rate with its share of a rival, as the figures of moves and verify come."""
    if found.budget is None:
        return Figure(found.name, found.per_second, unit)
    if found.budget == 1:
        return Figure(found.name, found.per_second, unit, found.beside, found.kept)
    name = f"{found.name}, beside {found.beside}"
    return Figure(name, 100 * found.share, "%", f"{found.budget:.0%}", found.kept)


BENCHMARKS = (
    Benchmark("draft", "Drafting a note", _drafting),
    Benchmark("words", "Finding the person's words in notes", _words),
    Benchmark("documents", "Printing a plan to Word", _documents),
    Benchmark("moves", "Moving plans on SQLite", _moves),
    Benchmark("moves-postgres", "Moving plans on PostgreSQL", _moves_on_postgres),
    Benchmark("verify", "Proving history", _verify),
    Benchmark("pages", "Asking for pages", _pages),
    Benchmark("memory", "Asking for 2,000 pages", _memory),
)
