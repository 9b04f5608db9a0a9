"""espeak-ng as a program: given a text on its standard input, never as an argument that others on the machine could list."""

import os
import shutil
import subprocess
from pathlib import Path

COMMANDS = ("espeak-ng", "espeak")
SECONDS = 20
"""The longest a line may take. A page of text takes under a second."""
LONGEST = 6_000
"""Characters of one line that is read: about seven minutes."""
LARGEST = 60_000_000
"""Bytes of sound before it is packed."""


class Unspoken(Exception):
    """The line was not said: there is no program, it took too long, or it made no sound."""


def program() -> Path | None:
    """Where the program is, or nothing."""
    return next((Path(found) for command in COMMANDS if (found := shutil.which(command))), None)


def run(arguments: list[str], text: str = "") -> bytes:
    """What the program writes. Raises Unspoken."""
    found = program()
    if found is None:
        raise Unspoken("No voice is installed.")
    try:
        done = subprocess.run(  # noqa: S603 - the program's own path, and arguments that are ours
            [str(found), *arguments],
            input=text.encode("utf-8", "replace"),
            capture_output=True,
            timeout=SECONDS,
            check=True,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
        )
    except (OSError, subprocess.SubprocessError) as problem:
        # The text of a line is in no error: it would end in a log.
        raise Unspoken(type(problem).__name__) from None
    return done.stdout


def spoken(text: str, *, voice: str, words_a_minute: int) -> bytes:
    """The text as WAV. `[[` would begin phonemes to this program, so a space goes between."""
    plain = text.replace("[[", "[ [").replace("\x00", " ")
    wave = run(["-v", voice, "-s", str(words_a_minute), "-b", "1", "--stdin", "--stdout"], plain + "\n")
    if not 44 < len(wave) <= LARGEST:
        raise Unspoken("The program made no sound.")
    return wave
