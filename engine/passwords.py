"""Passwords as argon2id digests (19 MiB, two passes), two at a time, so that a storm of tries cannot fill the memory."""

from itertools import pairwise
from threading import BoundedSemaphore
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from engine.refusals import Reason, Refusal
from engine.sayings import say

SHORTEST = 12
LONGEST = 200

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_two_at_a_time = BoundedSemaphore(2)
_NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$b3dud29yZHMtbm9ib2R5cw$jX7I7m4mYZGyk1s0qv3gPzLJ0m6o2G0cW9n5oE4c2Tg"
"""Compared with when there is no such account, so that the answer takes as long. No password gives it."""

_COMMONEST = frozenset(  # words in rows are easier to keep than a list of quoted ones
    [
        "password",
        "passwort",
        "contraseña",
        "contrasena",
        "motdepasse",
        "passwordpassword",
        "letmein",
        "welcome",
        "iloveyou",
        "sunshine",
        "princess",
        "football",
        "baseball",
        "basketball",
        "superman",
        "batman",
        "dragon",
        "monkey",
        "master",
        "shadow",
        "michael",
        "jennifer",
        "jordan",
        "hunter",
        "trustno",
        "changeme",
        "secret",
        "login",
        "admin",
        "administrator",
        "user",
        "guest",
        "test",
        "testing",
        "default",
        "example",
        "demo",
        "temporary",
        "qwerty",
        "qwertyuiop",
        "qwertyuiopasdf",
        "qwertyqwerty",
        "asdfghjkl",
        "asdfghjklqwerty",
        "zxcvbnm",
        "qazwsxedc",
        "qazwsx",
        "abcdefghijkl",
        "abcdefghijklm",
        "abcdefghijklmnop",
        "abcabcabcabc",
        "abcdabcdabcd",
        "abc",
        "passw",
        "passwrd",
        "spring",
        "summer",
        "autumn",
        "winter",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "ownwords",
        "correcthorsebatterystaple",
    ]
)
"""What is left of the commonest passwords when digits and punctuation are taken away."""


def password_hash(password: str, *, sign_in_name: str = "") -> str:
    """The digest to keep. Refuses, with a reason, a password others would guess; any characters are welcome."""
    refused = _why_not(password, sign_in_name)
    if refused is not None:
        raise Refusal(reasons=[refused])
    with _two_at_a_time:
        return _hasher.hash(_as_bytes(password))


def password_fits(password: str, kept: str | None) -> bool:
    """Whether this is the password. Takes the same time when there is none to compare with."""
    too_long = len(password) > LONGEST
    with _two_at_a_time:
        try:
            fits = _hasher.verify(kept or _NOBODYS, _as_bytes(password[:LONGEST]))
        except (VerificationError, InvalidHashError):
            return False
    return fits and kept is not None and not too_long


def fresher_hash(password: str, kept: str | None) -> str | None:
    """A new digest of a password that fits, when the kept one was made with other parameters; otherwise nothing."""
    if kept is None or not _hasher.check_needs_rehash(kept):
        return None
    with _two_at_a_time:
        return _hasher.hash(_as_bytes(password))


def _why_not(password: str, sign_in_name: str) -> Reason | None:
    if not SHORTEST <= len(password) <= LONGEST:
        return Reason(
            "password_length",
            say(
                "This password cannot be used: it has %(length)s characters. Choose one with %(shortest)s to "
                "%(most)s, for example four words in a row.",
                length=len(password),
                shortest=SHORTEST,
                most=LONGEST,
            ),
            "password",
        )
    folded = _as_typed_anywhere(password).casefold()
    name = sign_in_name.strip().casefold()
    if len(name) > 2 and name in folded:
        return Reason(
            "password_name",
            "This password cannot be used: it holds the sign-in name. Choose other words, for example four in a row.",
            "password",
        )
    letters = "".join(character for character in folded if character.isalpha())
    if len(set(folded)) < 5 or letters in _COMMONEST or _is_a_run(folded):
        return Reason(
            "password_common",
            "This password cannot be used: it is among the first that others would try. "
            "Choose four words that have nothing to do with each other.",
            "password",
        )
    return None


def _is_a_run(text: str) -> bool:
    """123456789012, abcdefghijkl and their like, forwards or backwards."""
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return steps in ({1}, {-1}) or text in "012345678901234567890" * 2 or text in "098765432109876543210" * 2


def _as_bytes(password: str) -> bytes:
    return _as_typed_anywhere(password).encode("utf-8", "surrogatepass")


def _as_typed_anywhere(password: str) -> str:
    """Keyboards spell é in two ways. A password is nobody's words, so here, and only here, text is normalised."""
    return normalize("NFKC", password)
