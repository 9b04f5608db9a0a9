"""A date that can explain itself: the day, and the steps by which it was reached."""

from dataclasses import dataclass, replace
from datetime import date

from engine.dates.words import in_words


@dataclass(frozen=True)
class Computation:
    """A due date with its reasons.

    `due` is None while something it depends on has not happened; `waiting_for` then names what that is, and
    `not_before`, where known, is a day the date can never fall ahead of. A date that is known but may still
    come sooner (the earlier of two, one still open) has both a `due` and something in `waiting_for`.
    """

    due: date | None
    steps: tuple[str, ...] = ()
    waiting_for: tuple[str, ...] = ()
    not_before: date | None = None

    @property
    def known(self) -> bool:
        return self.due is not None

    @property
    def final(self) -> bool:
        """Known, and nothing still to come can move it."""
        return self.due is not None and not self.waiting_for

    def then(self, due: date, step: str) -> "Computation":
        """The next date in the same explanation; ready for more steps."""
        return replace(self, due=due, not_before=None, steps=(*self.steps, step))


Anchor = date | Computation


def starting(name: str, day: date | None) -> Computation:
    """A named anchor, such as “the last review”; without a day, everything counted from it is unknown."""
    if day is None:
        return unknown(name)
    return Computation(day, (f"Start: {name}, {in_words(day)}.",))


def unknown(name: str) -> Computation:
    return Computation(None, (f"Not known yet: {name}.",), (name,))


def as_computation(anchor: Anchor) -> Computation:
    if isinstance(anchor, Computation):
        return anchor
    return Computation(anchor, (f"Start: {in_words(anchor)}.",))
