"""What a quote's seal covers, and how its marks are read."""

from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from engine.canonical import canonical, digest
from engine.events import moment
from engine.quotes import LATER, SEALED, seal_of
from tests.cast import NOW


def row(**more: Any) -> SimpleNamespace:
    said = dict.fromkeys(SEALED, "x") | {"id": UUID(int=1), "said_on": date(2026, 3, 20), "recorded_at": NOW}
    return SimpleNamespace(**said, **dict.fromkeys(LATER) | {"life_area": "", "interpreter": ""} | more)


def test_a_quote_from_before_the_later_columns_keeps_its_seal() -> None:
    old = {name: getattr(row(), name) for name in SEALED}
    assert seal_of(row()) == digest(canonical({**old, "recorded_at": moment(NOW)}))


@pytest.mark.parametrize(
    "later",
    [
        {"life_area": "home"},
        {"noted_at": NOW},
        {"original_id": UUID(int=2)},
        {"original_start": 0},
        {"original_end": 7},
        {"adds_to": UUID(int=3)},
        {"interpreter": "Ana Ruiz"},
    ],
)
def test_the_seal_covers_each_later_column_that_says_something(later: dict[str, Any]) -> None:
    assert seal_of(row(**later)) != seal_of(row())
