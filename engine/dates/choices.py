"""Dates that depend on which of several things happens: later of, earlier of, the nth session."""

from collections.abc import Iterable
from datetime import date

from engine.dates.computation import Anchor, Computation, as_computation
from engine.dates.counting import plus_days
from engine.dates.words import counted, in_words, listed, ordinal


def later_of(first: Computation, second: Computation, *more: Computation) -> Computation:
    """The latest of all; unknown until every one is known, but never before the latest one that is."""
    options = (first, second, *more)
    waiting = _waiting(options)
    days = [option.due for option in options if option.due is not None]
    bounds = days + [option.not_before for option in options if option.not_before is not None]
    floor = max(bounds, default=None)
    if len(days) < len(options):
        step = f"The later of the two waits for {listed(list(waiting))}"
        if len(options) > 2:
            step = step.replace("of the two", "of these")
        if floor is not None:
            step += f"; it cannot fall before {in_words(floor)}"
        return Computation(None, (*_steps(options), f"{step}."), waiting, floor)
    due = max(days)
    return Computation(due, (*_steps(options), f"The later of these: {in_words(due)}."), waiting)


def earlier_of(first: Computation, second: Computation, *more: Computation) -> Computation:
    """The earliest that is known. While one still unknown may yet come first, `waiting_for` names it."""
    options = (first, second, *more)
    waiting = _waiting(options)
    days = [option.due for option in options if option.due is not None]
    if not days:
        bounds = [option.not_before for option in options]
        known = [bound for bound in bounds if bound is not None]
        floor = min(known) if len(known) == len(options) else None
        step = f"The earlier of these waits for {listed(list(waiting), last='or')}."
        return Computation(None, (*_steps(options), step), waiting, floor)
    due = min(days)
    open_ends = [option for option in options if option.due is None or option.waiting_for]
    waiting = _waiting(tuple(o for o in open_ends if o.not_before is None or o.not_before < due))
    step = f"The earlier of these: {in_words(due)}"
    if waiting:
        step += f", or sooner if {listed(list(waiting), last='or')} comes first"
    return Computation(due, (*_steps(options), f"{step}."), waiting)


def nth_session(sessions: Iterable[date], number: int, *, after: Anchor) -> Computation:
    """The day of the `number`th session after the anchor's day; unknown until it has happened.

    Each session is a dated row: two on one day are two. One on the anchor's own day came before it.
    """
    start = as_computation(after)
    if start.due is None:
        return start
    held = sorted(day for day in sessions if day > start.due)
    name = f"the {ordinal(number)} session"
    if len(held) < number:
        so_far = f"{counted(len(held), 'session')} held after {in_words(start.due)}"
        step = f"Not known yet: {name} ({so_far})."
        # Not the newest session held: earlier ones may still be written down.
        return Computation(None, (*start.steps, step), (name,), plus_days(start.due, 1))
    due = held[number - 1]
    return start.then(due, f"{name.capitalize()} after that day: {in_words(due)}.")


def nth_service_day(days: Iterable[date], number: int, *, since: Anchor) -> Computation:
    """The day on which service was given for the `number`th day; the anchor's own day counts where it was one.

    Two services on one day are one day. Unknown until it has happened.
    """
    start = as_computation(since)
    if start.due is None:
        return start
    given = sorted({day for day in days if day >= start.due})
    name = f"the {ordinal(number)} day of service"
    if len(given) < number:
        so_far = f"{counted(len(given), 'day')} of service since {in_words(start.due)}"
        # At most one more a day; not counted from the newest, since earlier ones may still be written down.
        return Computation(
            None, (*start.steps, f"Not known yet: {name} ({so_far})."), (name,), plus_days(start.due, number - 1)
        )
    due = given[number - 1]
    return start.then(due, f"{name.capitalize()}: {in_words(due)}.")


def _waiting(options: Iterable[Computation]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for option in options for name in option.waiting_for))


def _steps(options: Iterable[Computation]) -> tuple[str, ...]:
    """All steps in order, a shared start told once."""
    return tuple(dict.fromkeys(step for option in options for step in option.steps))
