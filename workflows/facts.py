"""What a gate may look at: one plan's facts at one moment, frozen, loaded once inside the transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from engine.accounts import Role
from engine.permissions import Action
from engine.signatures import is_signature


@dataclass(frozen=True)
class SlotFacts:
    """One signature that is asked for, and what became of it (empty: nothing yet)."""

    slot_id: UUID
    capacity: str
    name: str
    account: str
    required: bool
    outcome: str
    place: int = 1
    fills: bool = False
    ended: bool = False


@dataclass(frozen=True)
class PlanFacts:
    """Everything the gates of both lifecycles need to know. Sentences are made by the gates, not here."""

    plan_type: str
    person_called: str
    today: date

    allowed: frozenset[Action]
    """What the permission table opens to this actor on this plan today, of the actions that moves ask for."""

    meeting_held: bool
    attendance: int
    person_present: bool
    absence_explained: bool
    interim: bool

    authors: frozenset[str]
    """Accounts that wrote any of the text that is not in force yet."""
    has_version: bool
    missing_sections: tuple[str, ...]
    unfinished: tuple[str, ...]
    unproven: tuple[str, ...]
    taken_back_in: tuple[str, ...]
    easy_read_out_of_date: tuple[str, ...]
    words_without_place: int
    no_effective_date: bool
    second_review_needed: bool

    reading_until: date | None
    """The last day of the time the person has to read, where the profile guarantees one and it has not passed."""
    reading_rule: str
    sent_every_part: bool
    """Whether the person themselves has sent an answer to every part."""
    unanswered: tuple[str, ...]
    open_changes: tuple[str, ...]
    open_talks: tuple[str, ...]
    untalked: tuple[str, ...]
    """Sections to which the person and their guardian gave different answers, and nobody has talked with both."""
    silence_path_ran: bool
    silence_path: str

    slots: tuple[SlotFacts, ...]
    signing_path_ran: bool
    signing_path: str

    version_in_force: bool
    effective_on: date | None
    start_rule_met: bool
    start_rule: str
    undecided_items: tuple[str, ...]
    changed_items: tuple[str, ...]
    correctable: bool

    words_in_vision: bool
    no_words_explained: bool
    bare_goals: tuple[str, ...]
    clinician_wrote: bool

    def own_slot(self, account: str, role: str) -> SlotFacts | None:
        """The slot this account may fill in this role, an open one first."""
        own = [slot for slot in self.slots if slot.account == account and signs_as(role, slot.capacity)]
        return next((slot for slot in own if not is_signature(slot.outcome)), own[0] if own else None)

    def before(self, slot: SlotFacts) -> list[SlotFacts]:
        """Whose turn comes first and is not over yet."""
        return [other for other in self.slots if other.place < slot.place and not other.ended]


_OF_THE_CIRCLE: Mapping[str, frozenset[str]] = {
    Role.PARTICIPANT: frozenset({"participant"}),
    Role.GUARDIAN: frozenset({"guardian", "parent", "representative"}),
}


def signs_as(role: str, capacity: str) -> bool:
    """The person’s slot is filled as the person, a guardian’s as a guardian; staff fill theirs in any staff role."""
    circle = {capacity for capacities in _OF_THE_CIRCLE.values() for capacity in capacities}
    return capacity in _OF_THE_CIRCLE.get(role, frozenset()) or (role not in _OF_THE_CIRCLE and capacity not in circle)
