"""What a serving process holds after a busy morning over many plans, with two sign-ins at the same moment."""

import random
import threading
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from sqlmodel import Session

from benchmarks.figures import Figure
from benchmarks.house import House, NotAnswered, in_database, serving, sign_in
from benchmarks.laid import laid
from benchmarks.seeding import DIRECTOR, Weight
from engine.accounts import Account
from engine.passwords import password_hash

BUDGET_MB, REQUESTS = 200, 2_000
PASSWORD = "rosemary-and-thyme-by-the-door"


def measure(folder: Path, *, plans: int, progress: Callable[[int, int], None]) -> list[Figure]:
    """The peak, because that is what the machine must have."""
    file, weight = laid(folder, plans, progress=progress)
    dice = random.Random(plans)
    visits = [_visit(weight, dice) for _ in range(REQUESTS)]
    tokens = sign_in(file, [(account, role) for account, role, _ in visits])
    names = in_database(file, lambda session: _give_passwords(session, weight))
    with serving(file, data_folder=folder) as house:
        browser = house.browser()
        for number, (account, _, path) in enumerate(visits):
            progress(number, REQUESTS)
            browser.get(path, tokens[account])
        before = house.memory_mb
        _sign_in_at_once(house, names)
        peak, after = house.peak_mb or house.memory_mb, house.memory_mb
    name = f"Memory of serve, {plans:,} plans, {REQUESTS:,} requests"
    beside = f"before the two sign-ins {before:.0f}, after them {after:.0f}"
    return [Figure(name, peak, "MB", f"{BUDGET_MB} MB", peak <= BUDGET_MB, beside)]


def _visit(weight: Weight, dice: random.Random) -> tuple[UUID, str, str]:
    """Who asks, in which role, for what: mostly coordinators, with their lists and plans."""
    number = dice.randrange(weight.coordinators)
    coordinator = weight.coordinator(number)
    match dice.randrange(8):
        case 0 | 1:
            return coordinator, "coordinator", "/people"
        case 2:
            return coordinator, "coordinator", "/deadlines"
        case 3 | 4:
            plan = number + weight.coordinators * dice.randrange(weight.plans // weight.coordinators)
            return coordinator, "coordinator", f"/plans/{weight.plan(plan)}"
        case 5:
            return weight.supervisor(dice.randrange(weight.teams)), "manager", "/deadlines"
        case 6:
            return DIRECTOR, "manager", "/deadlines"
        case _:
            return coordinator, "coordinator", dice.choice(("/", "/messages"))


def _give_passwords(session: Session, weight: Weight) -> list[str]:
    accounts = [session.get_one(Account, weight.coordinator(number)) for number in (0, 1)]
    for account in accounts:
        account.password_hash = password_hash(PASSWORD)
    return [account.sign_in_name for account in accounts]


def _sign_in_at_once(house: House, names: list[str]) -> None:
    together = threading.Barrier(len(names))
    answers: list[int] = []

    def one(name: str) -> None:
        browser = house.browser()
        together.wait()
        answers.append(browser.send("/sign-in", {"sign_in_name": name, "password": PASSWORD, "next": "/"}))

    threads = [threading.Thread(target=one, args=[name]) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if answers != [303] * len(names):
        raise NotAnswered(f"The sign-ins were answered with {answers}.")
