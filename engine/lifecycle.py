"""A lifecycle is a table of moves. It decides and explains; it never writes. The only user of `transitions`."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from transitions import EventData, Machine, MachineError, Transition
from transitions.core import Condition

from engine.canonical import digest
from engine.refusals import Reason
from engine.sayings import Saying, as_saying, say, several

SAME = "="
"""The destination of a move that is recorded without changing the state."""


@dataclass(frozen=True)
class Actor:
    """Who asks, in which role. A value: sessions and accounts stay outside the mechanism.

    `sitting` is the id of the sitting somebody acts in, and `way` its kind in words: every event they cause names both.
    """

    account: str
    role: str
    name: str
    on_behalf_of: str | None = None
    sitting: str = ""
    way: str = ""


@dataclass(frozen=True)
class Request:
    """What a guard may look at besides the facts: who asks, and what the form said."""

    actor: Actor
    data: Mapping[str, Any] = field(default_factory=dict)


Guard = Callable[[Any, Request], Reason | None]
"""A named, pure function: a reason why not, or nothing. It sees frozen facts, never a row."""


@dataclass(frozen=True)
class Ask:
    """Something the form of a move must say, such as a reason; asked on the page, checked when the move is made."""

    name: str
    sentence: str


@dataclass(frozen=True)
class Move:
    """From one of `sources`, by one of the roles in `by`, to `to`, when every guard in `needs` is silent."""

    verb: str
    sources: tuple[str, ...]
    to: str
    by: frozenset[str]
    needs: tuple[Guard, ...] = ()
    asks: tuple[Ask, ...] = ()
    title: str = ""


@dataclass(frozen=True)
class Decision:
    """Where the move would lead, and every reason why it may not."""

    to: str
    reasons: tuple[Reason, ...]

    @property
    def open(self) -> bool:
        """True when nothing stands in the way."""
        return not self.reasons


@dataclass(frozen=True)
class Option:
    """A move as a page shows it: the verb, where it leads, what the form asks, and what stands in the way."""

    verb: str
    title: str
    to: str
    asks: tuple[Ask, ...]
    reasons: tuple[Reason, ...]

    @property
    def open(self) -> bool:
        """True when firing the move with its form filled in would be done."""
        return not self.reasons


class Lifecycle:
    """One version of a lifecycle, checked when it is made. Raises ValueError with every fault it finds."""

    def __init__(
        self,
        *,
        name: str,
        version: int,
        states: tuple[str, ...],
        initial: str,
        final: tuple[str, ...],
        moves: Iterable[Move],
    ) -> None:
        self.name, self.version = name, version
        self.states, self.initial, self.final = states, initial, final
        self.moves = tuple(moves)
        faults = _faults(self)
        if faults:
            raise ValueError(f"The lifecycle {name} version {version} cannot be used: " + " ".join(faults))
        self._by_step = {(move.verb, source): move for move in self.moves for source in move.sources}
        self._machine = _machine_of(self)
        self.fingerprint = _fingerprint(self)

    def move(self, verb: str, state: str) -> Move | None:
        """The move of that name out of that state, if the table has one."""
        return self._by_step.get((verb, state))

    def verbs(self, state: str) -> list[str]:
        """The moves the table has out of a state, in the order they were written."""
        return [move.verb for move in self.moves if state in move.sources]

    def decide(self, verb: str, state: str, facts: object, request: Request) -> Decision:
        """Pure. All reasons are collected: the table's, the role's, each guard's, each question left empty."""
        if state not in self.states:
            raise ValueError(
                f"The state {state!r} is not in the lifecycle {self.name} version {self.version}; nothing was changed."
            )
        move = self.move(verb, state)
        if move is None:
            return Decision(state, (self._no_such_step(verb, state),))
        reasons = [*_role_reason(move, request), *_empty_answers(move, request)]
        step = _Step(state)
        try:
            self._machine.events[verb].trigger(step, facts=facts, request=request, reasons=reasons)
        except MachineError:  # pragma: no cover - the table above and the machine are built from one list
            reasons.append(self._no_such_step(verb, state))
        return Decision(state if move.to == SAME else move.to, tuple(reasons))

    def option(self, verb: str, state: str, facts: object, actor: Actor) -> Option:
        """The move as a page shows it; questions of its form are asked, not held against it."""
        move = self._by_step[verb, state]
        filled = Request(actor, {ask.name: "..." for ask in move.asks})
        decision = self.decide(verb, state, facts, filled)
        return Option(verb, move.title or verb, decision.to, move.asks, decision.reasons)

    def _no_such_step(self, verb: str, state: str) -> Reason:
        sources = sorted({source for move in self.moves if move.verb == verb for source in move.sources})
        wanted = _one_of([as_saying(state) for state in sources]) if sources else say("no state of this lifecycle")
        return Reason(
            "wrong-state",
            say(
                "“%(verb)s” is not possible while the plan is in %(state)s. It is possible in %(wanted)s.",
                verb=as_saying(verb.replace("_", " ").capitalize()),
                state=as_saying(state),
                wanted=wanted,
            ),
            "state",
        )


class _Step:
    """The light subject the machine moves; thrown away after the decision."""

    __slots__ = ("state",)

    def __init__(self, state: str) -> None:
        self.state = state


class _Collecting(Condition):
    """A guard passes when it returns None; its reason is kept."""

    def check(self, event_data: EventData) -> bool:
        guard: Guard = self.func  # type: ignore[assignment]
        said = guard(event_data.kwargs["facts"], event_data.kwargs["request"])
        if said is not None:
            event_data.kwargs["reasons"].append(said)
        return said is None


class _AllGuards(Transition):
    """Asks every guard, in order, so that no reason is skipped."""

    condition_cls = _Collecting

    def _eval_conditions(self, event_data: EventData) -> bool:
        return all([condition.check(event_data) for condition in self.conditions])


class _Table(Machine):
    transition_cls = _AllGuards


def _machine_of(lifecycle: Lifecycle) -> Any:
    rows = [
        {"trigger": move.verb, "source": source, "dest": move.to, "conditions": list(move.needs)}
        for move in lifecycle.moves
        for source in move.sources
    ]
    return _Table(
        model=None,
        states=list(lifecycle.states),
        initial=lifecycle.initial,
        transitions=rows,
        auto_transitions=False,
        send_event=True,
        queued=False,
    )


def _one_of(words: list[Saying]) -> Saying:
    if len(words) == 1:
        return words[0]
    return say("%(first)s or %(last)s", first=several(words[:-1]), last=words[-1])


def _role_reason(move: Move, request: Request) -> list[Reason]:
    if request.actor.role in move.by:
        return []
    allowed = _one_of([as_saying(role) for role in sorted(move.by)])
    return [
        Reason(
            "role",
            say(
                "“%(verb)s” is for the %(allowed)s; you are here as %(role)s.",
                verb=as_saying(move.title or move.verb),
                allowed=allowed,
                role=as_saying(request.actor.role),
            ),
        )
    ]


def _empty_answers(move: Move, request: Request) -> list[Reason]:
    return [
        Reason("asked", ask.sentence, ask.name)
        for ask in move.asks
        if not str(request.data.get(ask.name) or "").strip()
    ]


def _fingerprint(lifecycle: Lifecycle) -> str:
    """Structure and guard names; a guard whose behaviour changes in a way that matters is a new version by rule."""
    shape = {
        "name": lifecycle.name,
        "version": lifecycle.version,
        "states": lifecycle.states,
        "initial": lifecycle.initial,
        "final": lifecycle.final,
        "moves": [
            [
                move.verb,
                move.sources,
                move.to,
                sorted(move.by),
                [guard.__name__ for guard in move.needs],
                [ask.name for ask in move.asks],
            ]
            for move in lifecycle.moves
        ],
    }
    return digest(json.dumps(shape, sort_keys=True).encode()).hex()


def _faults(lifecycle: Lifecycle) -> list[str]:
    return [
        *_state_faults(lifecycle),
        *_move_faults(lifecycle),
        *_reach_faults(lifecycle),
    ]


def _state_faults(lifecycle: Lifecycle) -> list[str]:
    faults = []
    known = lifecycle.states
    for state in sorted({state for state in known if known.count(state) > 1}):
        faults.append(f"The state {state!r} is named twice.")
    for state in (lifecycle.initial, *lifecycle.final):
        if state not in known:
            faults.append(f"The state {state!r} is not in the list of states.")
    return faults


def _move_faults(lifecycle: Lifecycle) -> list[str]:
    faults = []
    seen: set[tuple[str, str]] = set()
    for move in lifecycle.moves:
        for state in (*move.sources, *(() if move.to == SAME else (move.to,))):
            if state not in lifecycle.states:
                faults.append(f"The move {move.verb!r} names the unknown state {state!r}.")
        for source in move.sources:
            if (move.verb, source) in seen:
                faults.append(f"The move {move.verb!r} out of {source!r} stands twice.")
            if source in lifecycle.final:
                faults.append(f"The move {move.verb!r} leaves {source!r}, which is final.")
            seen.add((move.verb, source))
        if not move.by:
            faults.append(f"Nobody may make the move {move.verb!r}.")
        if not move.sources:
            faults.append(f"The move {move.verb!r} starts nowhere.")
        for guard in move.needs:
            if getattr(guard, "__name__", "<lambda>") == "<lambda>":
                faults.append(f"A guard of {move.verb!r} has no name.")
    return faults


def _reach_faults(lifecycle: Lifecycle) -> list[str]:
    steps = [(source, source if move.to == SAME else move.to) for move in lifecycle.moves for source in move.sources]
    reached = _closure({lifecycle.initial}, steps)
    ending = _closure(set(lifecycle.final), [(to, source) for source, to in steps])
    return [
        *(f"The state {state!r} can never be reached." for state in lifecycle.states if state not in reached),
        *(
            f"The state {state!r} is a trap: no path out of it ends."
            for state in lifecycle.states
            if state not in ending
        ),
    ]


def _closure(start: set[str], steps: list[tuple[str, str]]) -> set[str]:
    found = set(start)
    while grown := {to for source, to in steps if source in found} - found:
        found |= grown
    return found
