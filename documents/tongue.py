"""The language of a paper's furniture: its headings, labels and lines. What people said and wrote is never put into another.

A door that knows the reader opens `printed_in`; without it papers speak English.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from engine.sayings import Saying, as_saying, say

_speak: ContextVar[Callable[[Saying], str]] = ContextVar("how_this_paper_speaks", default=str)


@contextmanager
def printed_in(speak: Callable[[Saying], str]) -> Iterator[None]:
    """Papers made inside speak as `speak` does."""
    token = _speak.set(speak)
    try:
        yield
    finally:
        _speak.reset(token)


def furniture(template: str, /, **values: object) -> str:
    """A heading, a label or a sentence of the paper's own, with `%(name)s` where a value belongs."""
    return _speak.get()(say(template, **values))


def printed(text: str) -> str:
    """A saying in the paper's language. Any other text is somebody's, and stays as it is."""
    return _speak.get()(text) if isinstance(text, Saying) else text


def called(text: str) -> str:
    """One of our own words from a table, in the paper's language."""
    return _speak.get()(as_saying(text))
