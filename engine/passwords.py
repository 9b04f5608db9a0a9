"""Passwords as argon2id digests (19 MiB, two passes), two at a time, so that a storm of tries cannot fill the memory."""

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from engine.refusals import Reason, Refusal

SHORTEST = 12
LONGEST = 200

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_two_at_a_time = BoundedSemaphore(2)
_NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$b3dud29yZHMtbm9ib2R5cw$jX7I7m4mYZGyk1s0qv3gPzLJ0m6o2G0cW9n5oE4c2Tg"
"""Compared with when there is no such account, so that the answer takes as long. No password gives it."""


def password_hash(password: str) -> str:
    """The digest to keep. Refuses a password that is too short or too long; any characters are welcome."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refusal(
            reasons=[
                Reason(
                    "password_length",
                    f"This password cannot be used: it has {len(password)} characters. "
                    f"Choose one with {SHORTEST} to {LONGEST}, for example four words in a row.",
                    "password",
                )
            ]
        )
    with _two_at_a_time:
        return _hasher.hash(password)


def password_fits(password: str, kept: str | None) -> bool:
    """Whether this is the password. Takes the same time when there is none to compare with."""
    with _two_at_a_time:
        try:
            return _hasher.verify(kept or _NOBODYS, password[:LONGEST]) and kept is not None
        except (VerificationError, InvalidHashError):
            return False
