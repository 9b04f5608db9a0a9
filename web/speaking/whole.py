"""Many lines in one recording, with a breath between them. It is made for one download and kept nowhere."""

from collections.abc import Sequence
from io import BytesIO
from threading import BoundedSemaphore
from wave import open as open_wave

import av

from web.speaking.kept import NORMAL
from web.speaking.program import LONGEST, Unspoken, spoken
from web.speaking.sound import BITS

MOST_CHARACTERS = 150_000
"""Two and a half hours. A plan of 27 pages has about 60,000."""
BREATH = 0.6
"""Seconds between two lines."""
_RATE = 24_000
_PATIENCE = 60
_makers = BoundedSemaphore(1)


def recorded(lines: Sequence[tuple[str, str]]) -> bytes:
    """Lines, each with its voice, as one MP3. Raises Unspoken."""
    if sum(len(text) for text, _voice in lines) > MOST_CHARACTERS or any(len(text) > LONGEST for text, _v in lines):
        raise Unspoken("The text is longer than is read.")
    if not _makers.acquire(timeout=_PATIENCE):
        raise Unspoken("Too many recordings are made at once.")
    try:
        return _made(lines)
    finally:
        _makers.release()


def _made(lines: Sequence[tuple[str, str]]) -> bytes:
    made = BytesIO()
    with av.open(made, "w", format="mp3") as taken:
        stream = taken.add_stream("libmp3lame", rate=_RATE)
        stream.bit_rate, stream.layout = BITS, "mono"
        for text, voice in lines:
            for wave in (spoken(text, voice=voice, words_a_minute=NORMAL), _SILENCE):
                resampler = av.AudioResampler(format="s16p", layout="mono", rate=_RATE)
                with av.open(BytesIO(wave), "r", format="wav") as given:
                    for frame in given.decode(audio=0):
                        for ready in resampler.resample(frame):
                            ready.pts = None
                            taken.mux(stream.encode(ready))
                for ready in resampler.resample(None):
                    ready.pts = None
                    taken.mux(stream.encode(ready))
        taken.mux(stream.encode(None))
    return made.getvalue()


def _silence() -> bytes:
    made = BytesIO()
    with open_wave(made, "wb") as wave:
        wave.setnchannels(1)
        wave.setsampwidth(2)
        wave.setframerate(_RATE)
        wave.writeframes(bytes(2 * int(_RATE * BREATH)))
    return made.getvalue()


_SILENCE = _silence()
