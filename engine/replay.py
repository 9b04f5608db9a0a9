"""Plays a stream's recorded steps against the definition they name. The mechanism's own proof: it knows no records."""

from collections.abc import Mapping
from typing import Any

from engine.lifecycle import SAME, Lifecycle, Move
from engine.registry import Registry


class Replay:
    """Where one stream stands after the steps it was given. `step` says what is impossible about one, or nothing."""

    def __init__(self, known: Registry) -> None:
        self._known = known
        self._lifecycle: Lifecycle | None = None
        self.state: str | None = None

    @property
    def definition(self) -> tuple[str | None, int | None]:
        """The name and version of the lifecycle the stream is on now."""
        return (self._lifecycle.name, self._lifecycle.version) if self._lifecycle else (None, None)

    def step(self, role: str, data: Mapping[str, Any]) -> str | None:
        """Take one recorded step; the sentence names what the definition does not allow."""
        name, version, fingerprint = data["lifecycle"]
        try:
            lifecycle = self._known.get(name, version)
        except LookupError as error:
            return str(error)
        if lifecycle.fingerprint != fingerprint:
            return f"it was made under another {name} version {version} than this program has"
        fault = self._take(lifecycle, role, data)
        if fault is None:
            self._lifecycle, self.state = lifecycle, data["to"]
        return fault

    def _take(self, lifecycle: Lifecycle, role: str, data: Mapping[str, Any]) -> str | None:
        if data["from"] != self.state:
            return f"it leaves {data['from'] or 'nothing'}, but the plan was in {self.state or 'no state yet'}"
        if "upgrade" in data:
            return self._upgraded(lifecycle, data)
        if self._lifecycle is None:
            return None if data["to"] == lifecycle.initial else f"no plan begins in {data['to']}"
        if self._lifecycle is not lifecycle:
            return "it follows another definition than the plan was on"
        move = lifecycle.move(data["verb"], data["from"])
        if move is None:
            return f"“{data['verb']}” is no step out of {data['from']}"
        return _made_as_defined(move, role, data)

    def _upgraded(self, lifecycle: Lifecycle, data: Mapping[str, Any]) -> str | None:
        before = self._lifecycle
        if before is None or data["upgrade"]["of"] != [before.name, before.version, before.fingerprint]:
            return "it upgrades from a definition the plan was not on"
        if data["to"] not in lifecycle.states or data["upgrade"]["states"].get(data["from"]) != data["to"]:
            return f"the upgrade does not lead from {data['from']} to {data['to']}"
        return None


def _made_as_defined(move: Move, role: str, data: Mapping[str, Any]) -> str | None:
    to = data["from"] if move.to == SAME else move.to
    if data["to"] != to:
        return f"“{move.verb}” leads to {to}, not to {data['to']}"
    if role not in move.by:
        return f"“{move.verb}” is not a step for the role {role}"
    if data["guards"] != [guard.__name__ for guard in move.needs]:
        return f"“{move.verb}” was not held against its own guards"
    return None
