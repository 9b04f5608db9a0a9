"""What a gate may look at: one plan's facts at one moment, frozen, loaded once inside the transaction."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class SlotFacts:
    """One signature that is asked for, and what became of it (empty: nothing yet)."""

    slot_id: UUID
    capacity: str
    name: str
    account: str
    required: bool
    outcome: str


@dataclass(frozen=True)
class PlanFacts:
    """Everything the gates of both lifecycles need to know. Sentences are made by the gates, not here."""

    plan_type: str
    person_called: str
    today: date

    related: bool
    """Whether this actor stands to the person as their role demands: their caseload, their team, their own plan."""

    meeting_held: bool
    attendance: int
    person_present: bool
    absence_explained: bool
    interim: bool

    authors: frozenset[str]
    has_version: bool
    missing_sections: tuple[str, ...]
    unfinished: tuple[str, ...]
    unproven: tuple[str, ...]
    no_effective_date: bool
    second_review_needed: bool
    second_review_passed: bool
    reviewer: str

    unanswered: tuple[str, ...]
    open_changes: tuple[str, ...]
    open_talks: tuple[str, ...]
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

    def own_slot(self, account: str) -> SlotFacts | None:
        """The slot this account may fill."""
        return next((slot for slot in self.slots if slot.account == account), None)
