"""The program that speaks is given a text on its standard input and nothing else of it, and never keeps anybody waiting."""

import stat
from pathlib import Path

import pytest

from web.speaking.program import LONGEST, Unspoken, run, spoken
from web.speaking.voices import voice_for, voices

RECORDER = """#!/bin/sh
echo "$@" > {folder}/arguments
env > {folder}/environment
cat > {folder}/input
head -c 100 /dev/zero
"""


@pytest.fixture(autouse=True)
def _asked_anew() -> None:
    voices.cache_clear()


@pytest.fixture
def recorder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of that name which writes down what it is given."""
    place_program(tmp_path, RECORDER.format(folder=tmp_path))
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return tmp_path


def place_program(folder: Path, text: str) -> None:
    file = folder / "espeak-ng"
    file.write_text(text)
    file.chmod(file.stat().st_mode | stat.S_IEXEC)


def test_the_text_is_no_argument_and_in_no_variable(recorder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody:secret@host/name")
    spoken("Rosa wants a dog; $(touch x) -f /etc/passwd", voice="en-us", words_a_minute=150)
    assert "Rosa" not in (recorder / "arguments").read_text()
    assert (recorder / "input").read_text() == "Rosa wants a dog; $(touch x) -f /etc/passwd\n"
    environment = (recorder / "environment").read_text()
    assert "secret" not in environment
    assert "Rosa" not in environment


def test_brackets_are_read_and_are_no_phonemes(recorder: Path) -> None:
    spoken("[[h@loU]]", voice="en-us", words_a_minute=150)
    assert "[[" not in (recorder / "input").read_text()


def test_a_program_that_hangs_is_stopped_and_the_error_holds_no_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place_program(tmp_path, "#!/bin/sh\nexec sleep 30\n")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr("web.speaking.program.SECONDS", 0.3)
    with pytest.raises(Unspoken) as stopped:
        run(["--stdin"], "her words")
    assert "her words" not in str(stopped.value)
    assert stopped.value.__cause__ is None


def test_without_the_program_no_language_has_a_voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert voices() == frozenset()
    assert voice_for("en") is None
    with pytest.raises(Unspoken):
        run(["--voices"])


def test_a_program_that_makes_no_sound_is_not_taken_for_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place_program(tmp_path, "#!/bin/sh\ncat > /dev/null\n")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(Unspoken):
        spoken("a", voice="en-us", words_a_minute=150)


@pytest.mark.voice
@pytest.mark.parametrize(
    ("language", "voice"),
    [
        ("en", "en-us"),
        ("es", "es-419"),
        ("en-GB", "en-gb"),
        ("es_MX", "es-419"),
        ("vi", "vi"),
        ("und", None),
        ("ase", None),
    ],
)
def test_each_language_has_its_own_voice_or_none(language: str, voice: str | None) -> None:
    assert voice_for(language) == voice


@pytest.mark.voice
@pytest.mark.parametrize(
    "text", ["Yes.", "¿Quieres un perro?", "مرحبا", "a\nb\r\nc", "\x85\ufdd0\u202e", "<speak>x</speak>"]
)
def test_any_text_is_read_or_refused_in_its_own_way(text: str) -> None:
    assert spoken(text, voice="en-us", words_a_minute=150)[:4] == b"RIFF"


@pytest.mark.voice
def test_the_longest_line_that_is_read_is_read_within_its_time() -> None:
    assert len(spoken("word " * (LONGEST // 5), voice="en-us", words_a_minute=100)) > 1_000_000
