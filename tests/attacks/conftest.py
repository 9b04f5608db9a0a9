"""The whole product over the demo, and somebody who knows how to talk past its forms."""

from collections.abc import Callable

import pytest
from litestar import Litestar

from engine.database import Database
from tests.attacks.attacker import Attacker
from tests.web.conftest import demo as demo
from tests.web.conftest import visit_as as visit_as


@pytest.fixture
def attack_as(demo: Litestar, house: Database) -> Callable[[str], Attacker]:
    """`attack_as("sam")`: somebody of the cast with a live session and no manners."""
    return lambda name: Attacker(demo, house, name)
