"""Sounds kept in memory by the digest of what they say: so many bytes, for so long, and two made at a time."""

import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import BoundedSemaphore, Lock

from web.speaking.program import LONGEST, Unspoken, spoken
from web.speaking.sound import packed

NORMAL, SLOW = 150, 100
"""Words a minute."""
MEDIA_TYPE = "audio/mpeg"

MOST_BYTES = 32_000_000
KEPT_SECONDS = 15 * 60
"""After this a sound is made again: words that were erased meanwhile are then in no memory either."""
_PATIENCE = 15


class Sounds:
    """The sounds of one process. `clock` counts seconds."""

    def __init__(self, *, most_bytes: int = MOST_BYTES, clock: Callable[[], float] = time.monotonic) -> None:
        self._secret = secrets.token_bytes(32)
        self._kept: OrderedDict[bytes, tuple[float, bytes]] = OrderedDict()
        self._size = 0
        self._most, self._clock = most_bytes, clock
        self._lock = Lock()
        self._makers = BoundedSemaphore(2)

    def of(self, text: str, *, voice: str, slow: bool = False) -> bytes:
        """The line as MP3. Raises Unspoken."""
        if len(text) > LONGEST:
            raise Unspoken("The line is longer than is read.")
        speed = SLOW if slow else NORMAL
        key = hmac.digest(self._secret, f"{voice}\0{speed}\0{text}".encode("utf-8", "surrogatepass"), "sha256")
        found = self._find(key)
        if found is not None:
            return found
        if not self._makers.acquire(timeout=_PATIENCE):
            raise Unspoken("Too many lines are being read at once.")
        try:
            made = packed(spoken(text, voice=voice, words_a_minute=speed))
        finally:
            self._makers.release()
        self._keep(key, made)
        return made

    def _find(self, key: bytes) -> bytes | None:
        with self._lock:
            self._forget_old()
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][1]

    def _keep(self, key: bytes, made: bytes) -> None:
        with self._lock:
            if key in self._kept or len(made) > self._most:
                return
            self._kept[key] = (self._clock(), made)
            self._size += len(made)
            while self._size > self._most:
                _key, (_at, gone) = self._kept.popitem(last=False)
                self._size -= len(gone)

    def _forget_old(self) -> None:
        before = self._clock() - KEPT_SECONDS
        for key in [key for key, (at, _sound) in self._kept.items() if at < before]:
            self._size -= len(self._kept.pop(key)[1])


sound_of = Sounds().of
