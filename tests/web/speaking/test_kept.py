"""Sounds are kept in memory, so many and so long, and made once for each text, voice and speed."""

import pytest

from web.speaking import kept
from web.speaking.kept import KEPT_SECONDS, NORMAL, SLOW, Sounds
from web.speaking.program import LONGEST, Unspoken

Made = list[tuple[str, str, int]]


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Made:
    """What the program was asked to say."""
    asked: Made = []

    def say(text: str, *, voice: str, words_a_minute: int) -> bytes:
        asked.append((text, voice, words_a_minute))
        return text.encode()

    monkeypatch.setattr(kept, "spoken", say)
    monkeypatch.setattr(kept, "packed", lambda wave: wave * 10)
    return asked


def test_the_same_line_is_made_once_and_another_voice_or_speed_is_another_line(made: Made) -> None:
    sounds = Sounds()
    for _again in range(2):
        sounds.of("Yes.", voice="en-us")
        sounds.of("Yes.", voice="es-419")
        sounds.of("Yes.", voice="en-us", slow=True)
    assert made == [("Yes.", "en-us", NORMAL), ("Yes.", "es-419", NORMAL), ("Yes.", "en-us", SLOW)]


def test_no_more_is_kept_than_there_is_room_for_the_oldest_goes_first(made: Made) -> None:
    sounds = Sounds(most_bytes=45)
    for text in ("aa", "bb", "cc", "bb", "aa"):
        sounds.of(text, voice="en-us")
    assert [text for text, _voice, _speed in made] == ["aa", "bb", "cc", "aa"]


def test_a_sound_is_forgotten_after_a_while_so_that_erased_words_are_in_no_memory(made: Made) -> None:
    clock = Clock()
    sounds = Sounds(clock=clock)
    sounds.of("one", voice="en-us")
    clock.seconds = KEPT_SECONDS - 1
    sounds.of("one", voice="en-us")
    assert len(made) == 1
    clock.seconds = KEPT_SECONDS + 1
    sounds.of("another", voice="en-us")
    assert sounds._size == len("another") * 10
    sounds.of("one", voice="en-us")
    assert len(made) == 3


def test_a_line_that_is_too_long_is_not_begun(made: Made) -> None:
    with pytest.raises(Unspoken):
        Sounds().of("x" * (LONGEST + 1), voice="en-us")
    assert made == []


@pytest.mark.voice
def test_a_line_becomes_a_small_file_that_every_browser_plays() -> None:
    quick, slow = (
        Sounds().of("You get a bus pass.", voice="en-us"),
        Sounds().of("You get a bus pass.", voice="en-us", slow=True),
    )
    assert quick[:3] == b"ID3"
    assert len(quick) < 60_000
    assert len(slow) > len(quick)
