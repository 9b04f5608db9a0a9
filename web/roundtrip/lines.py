"""Reads the lines of a JSONL file one after the other: each is an id and a text, or a sentence why it is neither."""

import codecs
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from engine.refusals import Refusal

MOST_BYTES = 32 * 1024 * 1024
"""Of one line. A text of 200,000 characters takes at most 2.4 MB of it, with every character escaped."""

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class Line:
    """`fault` says why nothing can be captured from this line; then `text` is None."""

    number: int
    id: str | int | None = None
    text: str | None = None
    fault: str | None = None


def read_lines(file: BinaryIO) -> Iterator[Line]:
    """Every line that holds anything, in order. Raises Refusal for a file that is no UTF-8 text at all."""
    number = 0
    while data := file.readline(MOST_BYTES + 1):
        number += 1
        if number == 1:
            data = _without_mark(data)
        if len(data) > MOST_BYTES:
            _skip_rest(file, data)
            megabytes = MOST_BYTES // 1024 // 1024
            yield Line(number, fault=f"Line {number} is longer than {megabytes} MB. Split the text.")
        elif data.strip(b" \t\r\n"):
            yield _line(number, data)


def _without_mark(data: bytes) -> bytes:
    if data.startswith(_WIDE):
        raise Refusal("This file is written in UTF-16. Save it as UTF-8, one JSON object on each line.")
    return data.removeprefix(codecs.BOM_UTF8)


def _skip_rest(file: BinaryIO, data: bytes) -> None:
    while data and not data.endswith(b"\n"):
        data = file.readline(MOST_BYTES)


def _line(number: int, data: bytes) -> Line:
    try:
        found = json.loads(data.decode("utf-8"), object_pairs_hook=_once)
    except UnicodeDecodeError as problem:
        return Line(number, fault=f"Line {number} is not UTF-8 (at byte {problem.start + 1}).")
    except json.JSONDecodeError as problem:
        return Line(number, fault=f"Line {number} is not JSON (at character {problem.pos + 1}: {problem.msg}).")
    except (ValueError, RecursionError) as problem:
        return Line(number, fault=f"Line {number} is not JSON that can be read here ({problem}).")
    return _checked(number, found)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A name that stands twice in one object has two meanings; neither is chosen."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _checked(number: int, found: object) -> Line:
    if not isinstance(found, dict):
        return Line(number, fault=f"Line {number} is not an object. It takes the form {{“id”: ..., “text”: ...}}.")
    identity, text = found.get("id"), found.get("text")
    if not isinstance(identity, str | int) or isinstance(identity, bool):
        return Line(number, fault=f"Line {number} has no “id” that is a text or a whole number.")
    if not isinstance(text, str):
        return Line(number, identity, fault=f"Line {number} has no “text” that is a text.")
    return Line(number, identity, text)
