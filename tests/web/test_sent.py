"""A form becomes a command; free text in it is treated as somebody's words."""

import pytest

from web.forms import read_form
from web.sent import _holds_words


@pytest.mark.parametrize(
    ("body", "holds"),
    [
        (b"command=4f0d4a5e-1a54-4b8c-9d4d-27c2a1f6a0e1&csrf_token=abc&expected=12", False),
        (b"answer=yes&section=4f0d4a5e-1a54-4b8c-9d4d-27c2a1f6a0e1", False),
        (b"words=&held_on=2026-03-20", False),
        (b"words=help", True),
        (b"reason=moved", True),
        (b"anything_new=x", True),
    ],
)
def test_whatever_is_not_a_key_a_day_or_an_id_holds_words(body: bytes, holds: bool) -> None:
    assert _holds_words(read_form("application/x-www-form-urlencoded", body)) is holds
