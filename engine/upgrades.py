"""Moving one open plan to a newer version of its lifecycle: shown first, refused when a state has no place, recorded."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlmodel import Session

from engine.events import append, head_of, peek
from engine.firing import Command, Outcome, answered_before, digest_of
from engine.lifecycle import Lifecycle
from engine.refusals import Reason, Refusal
from engine.registry import lifecycles

KIND = "lifecycle.upgraded"


@dataclass(frozen=True)
class Upgrade:
    """Where each state of one version continues in another. A state that is left out cannot be upgraded from."""

    name: str
    of: int
    to: int
    states: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """What an upgrade would do to one plan."""

    stream: str
    was: tuple[str, int, str]
    becomes: tuple[str, int, str]


def preview(session: Session, upgrade: Upgrade, *, stream: str) -> Change:
    """What would change. Writes nothing; raises Refusal with the reason why it cannot be done."""
    head = peek(session, stream)
    return _change(upgrade, stream, head.state, head.lifecycle, head.definition)


def upgrade(session: Session, upgrade: Upgrade, command: Command, *, stream: str) -> Outcome:
    """Do it: one event with both fingerprints. Deadlines stay as they are; another upgrade can lead back."""
    head = head_of(session, stream)
    if (repeated := answered_before(session, command, KIND, head)) is not None:
        return repeated
    change = _change(upgrade, stream, head.state, head.lifecycle, head.definition)
    old, new = lifecycles.get(upgrade.name, upgrade.of), lifecycles.get(upgrade.name, upgrade.to)
    recorded = append(
        session,
        head,
        kind=KIND,
        actor=command.actor,
        at=command.at,
        data={
            "from": change.was[2],
            "to": change.becomes[2],
            "lifecycle": [new.name, new.version, new.fingerprint],
            "upgrade": {"of": [old.name, old.version, old.fingerprint], "states": dict(upgrade.states)},
        },
        command_id=command.id,
        command_digest=digest_of(command, KIND),
        state=change.becomes[2],
        lifecycle=new.name,
        definition=new.version,
    )
    return Outcome(recorded, change.becomes[2])


def _change(upgrade: Upgrade, stream: str, state: str | None, name: str | None, version: int | None) -> Change:
    old, new = lifecycles.get(upgrade.name, upgrade.of), lifecycles.get(upgrade.name, upgrade.to)
    if (name, version) != (old.name, old.version) or state is None:
        raise Refusal(
            reasons=[
                Reason(
                    "other-definition",
                    f"This plan is on {name} version {version}, and this upgrade leads from {old.name} version "
                    f"{old.version}. Choose the upgrade that begins where the plan is.",
                )
            ]
        )
    if _unmapped(upgrade, old, new, state):
        raise Refusal(
            reasons=[
                Reason(
                    "unmapped-state",
                    f"This plan cannot be upgraded while it is in {state}: {new.name} version {new.version} does not say "
                    "where that state continues. Finish this step first, or add the state to the upgrade.",
                )
            ]
        )
    return Change(stream, (old.name, old.version, state), (new.name, new.version, upgrade.states[state]))


def _unmapped(upgrade: Upgrade, old: Lifecycle, new: Lifecycle, state: str) -> bool:
    return state not in old.states or upgrade.states.get(state) not in new.states
