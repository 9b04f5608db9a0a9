"""Passwords: long rather than clever, never the ones everybody tries, and moved on when the parameters move on."""

import pytest
from argon2 import PasswordHasher
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.passwords import LONGEST, fresher_hash, password_fits, password_hash
from engine.refusals import Refusal


@pytest.mark.parametrize(
    "password",
    ["four quiet green chairs", "ξένος άνεμος πάνω", "短い言葉をいくつか並べる秘密の文", "  spaces at both ends  "],
)
def test_any_characters_are_welcome_and_only_the_same_ones_fit(password: str) -> None:
    kept = password_hash(password)
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert password not in kept
    assert password_fits(password, kept)
    assert not password_fits(password + " ", kept)
    assert not password_fits(password.upper() + "x", kept)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "password_length"),
        ("x" * 5 + "abcdefgh" * 30, "password_length"),
        ("ana.moreno is here", "password_name"),
        ("ANA.MORENO 2026!", "password_name"),
        ("Password2026!!", "password_common"),
        ("1234567890123", "password_common"),
        ("qwertyuiop123456", "password_common"),
        ("aaaaaaaaaaaaaaaa", "password_common"),
        ("abababababababab", "password_common"),
        ("abcdefghijklmnopq", "password_common"),
        ("98765432109876", "password_common"),
    ],
)
def test_a_password_others_would_guess_is_refused_with_its_reason(password: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        password_hash(password, sign_in_name="ana.moreno")
    assert [reason.code for reason in refused.value.reasons] == [code]
    assert password not in refused.value.message


def test_the_two_spellings_of_an_accent_are_one_password() -> None:
    assert password_fits("cafe\u0301 con leche fria", password_hash("caf\u00e9 con leche fria"))


def test_nothing_fits_where_no_password_was_chosen() -> None:
    assert not password_fits("four quiet green chairs", None)
    assert not password_fits("", None)


def test_a_longer_password_with_the_same_beginning_does_not_fit() -> None:
    longest = "abcdefghij" * (LONGEST // 10)
    assert not password_fits(longest + "x", password_hash(longest))


def test_a_digest_made_with_other_parameters_is_made_anew_once() -> None:
    password = "four quiet green chairs"
    old = PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1).hash(password)
    assert password_fits(password, old)
    fresh = fresher_hash(password, old)
    assert fresh is not None
    assert password_fits(password, fresh)
    assert fresher_hash(password, fresh) is None
    assert fresher_hash(password, None) is None


@given(typed=st.text(max_size=300))
@settings(max_examples=15)
def test_whatever_is_typed_gets_an_answer(typed: str) -> None:
    assert password_fits(typed, None) is False
