"""The three lists people live in, over HTTP, with few and with many plans in the database.

Every request is of a random coordinator or team, so that nothing of ours is warm that would be cold in an agency's day. The
houses take turns within a round, so that a busy moment of the machine falls on each of them.
"""

import random
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from uuid import UUID

from benchmarks.figures import Figure, percentile
from benchmarks.house import Browser, House, serving, sign_in
from benchmarks.laid import laid
from benchmarks.seeding import DIRECTOR, Weight

BUDGET_MS, TIMES, NEARLY_MS, READY_MS = 150, 1.5, 5, 3000
ROUNDS, REQUESTS, WARM = 5, 200, 20

Chooser = Callable[[Weight, random.Random], tuple[UUID, str]]


@dataclass(frozen=True)
class Page:
    """A page that is measured, and who asks for it: an account and its role."""

    name: str
    path: str
    who: Chooser


PAGES = (
    Page("Caseload", "/people", lambda weight, dice: (_coordinator(weight, dice), "coordinator")),
    Page("Deadlines of a team", "/deadlines", lambda weight, dice: (_supervisor(weight, dice), "manager")),
    Page("Deadlines of all", "/deadlines", lambda _weight, _dice: (DIRECTOR, "manager")),
)


@dataclass
class Side:
    """One size: its house, and what it took. `turns` are the accounts that will ask, drawn beforehand."""

    plans: int
    house: House
    browser: Browser
    tokens: dict[UUID, str]
    turns: dict[str, list[UUID]]
    times: dict[str, list[list[float]]] = field(default_factory=dict)

    def p95(self, page: str) -> float:
        """The median of the rounds' 95th percentiles, in milliseconds."""
        return median(percentile(times, 0.95) for times in self.times[page])

    def middle(self, page: str) -> float:
        """The median of the rounds' medians."""
        return median(median(times) for times in self.times[page])


def measure(folder: Path, *, sizes: Sequence[int], progress: Callable[[int, int], None]) -> list[Figure]:
    """Each page's p95 at each size, and how long `serve` takes to be ready over the largest."""
    with ExitStack() as stack:
        sides = [_open(stack, folder, plans, progress) for plans in sizes]
        for side in sides:
            _ask(side, WARM)
        for turn in range(ROUNDS):
            progress(turn, ROUNDS)
            for page in PAGES:
                for side in sides:
                    side.times.setdefault(page.name, []).append(_times(side, page, REQUESTS))
        figures = [figure for page in PAGES for figure in _figures(page.name, sides)]
        return [*figures, _ready(sides[-1])]


def _open(stack: ExitStack, folder: Path, plans: int, progress: Callable[[int, int], None]) -> Side:
    file, weight = laid(folder, plans, progress=progress)
    dice = random.Random(plans)
    asking = {page.name: [page.who(weight, dice) for _ in range(WARM + ROUNDS * REQUESTS)] for page in PAGES}
    tokens = sign_in(file, [who for turns in asking.values() for who in turns])
    house = stack.enter_context(serving(file, data_folder=folder))
    turns = {name: [account for account, _ in found] for name, found in asking.items()}
    return Side(plans, house, house.browser(), tokens, turns)


def _ask(side: Side, requests: int) -> None:
    for page in PAGES:
        _times(side, page, requests)


def _times(side: Side, page: Page, requests: int) -> list[float]:
    turns = side.turns[page.name]
    side.browser.connection.close()  # While others had their turn the server may have hung up; the next request opens it.
    return [side.browser.get(page.path, side.tokens[turns.pop()])[0] for _ in range(requests)]


def _figures(page: str, sides: list[Side]) -> list[Figure]:
    few, many = sides[0], sides[-1]
    before, after = few.p95(page), many.p95(page)
    grown = after <= max(before * TIMES, before + NEARLY_MS)
    return [
        Figure(
            f"{page}, {few.plans:,} plans, p95",
            before,
            "ms",
            f"{BUDGET_MS} ms",
            before < BUDGET_MS,
            f"median {few.middle(page):.1f} ms",
        ),
        Figure(
            f"{page}, {many.plans:,} plans, p95",
            after,
            "ms",
            f"{BUDGET_MS} ms, {TIMES} times or {NEARLY_MS} ms more",
            after < BUDGET_MS and grown,
            f"median {many.middle(page):.1f} ms; {after / before:.2f} times",
        ),
    ]


def _ready(side: Side) -> Figure:
    took = side.house.ready_ms
    return Figure(f"serve is ready, {side.plans:,} plans", took, "ms", f"{READY_MS:,} ms", took <= READY_MS)


def _coordinator(weight: Weight, dice: random.Random) -> UUID:
    return weight.coordinator(dice.randrange(weight.coordinators))


def _supervisor(weight: Weight, dice: random.Random) -> UUID:
    return weight.supervisor(dice.randrange(weight.teams))
