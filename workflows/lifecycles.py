"""The two lifecycles as tables. ISP and treatment plan share one backbone; each adds its own gates.

A row reads: this verb, from these states, to that one, for these roles, when every gate is silent.
"""

from engine.accounts import SYSTEM, Role
from engine.firing import lifecycles
from engine.lifecycle import SAME, Ask, Guard, Lifecycle, Move
from engine.plans import PlanType, Standing
from workflows import gates

MEETING, DRAFT, SECOND, REVIEW = (
    Standing.PLANNING_MEETING.value,
    Standing.DRAFT.value,
    Standing.SECOND_REVIEW.value,
    Standing.PARTICIPANT_REVIEW.value,
)
SIGNING, SIGNED, PERIODIC, CLOSED = (
    Standing.SIGNING.value,
    Standing.SIGNED.value,
    Standing.PERIODIC_REVIEW.value,
    Standing.CLOSED.value,
)
OPEN = (MEETING, DRAFT, SECOND, REVIEW, SIGNING, SIGNED, PERIODIC)

_WRITERS = frozenset({Role.COORDINATOR.value, Role.CLINICIAN.value})
_REVIEWERS = frozenset({Role.SUPERVISOR.value, Role.CLINICIAN.value, Role.COORDINATOR.value})
_STAFF = _WRITERS | {Role.SUPERVISOR.value}
_CIRCLE = frozenset({Role.PARTICIPANT.value, Role.GUARDIAN.value})
_SIGNERS = _CIRCLE | _STAFF | {Role.PROVIDER.value}
_CLOCK = frozenset({SYSTEM})

_REASON = Ask("reason", "A reason is needed: it stays with the plan and is told to those it concerns.")
_NEXT_FOR_PERSON = Ask("next_for_the_person", "Write down what happens next for the person.")


def _share_gates(*own: Guard) -> tuple[Guard, ...]:
    return (
        gates.is_theirs_to_do,
        gates.required_sections_there,
        gates.lines_finished,
        gates.no_unproven_quotation,
        gates.effective_date_given,
        *own,
    )


def _backbone(*, own_share_gates: tuple[Guard, ...] = ()) -> list[Move]:
    theirs = gates.is_theirs_to_do
    return [
        Move(
            "hold_meeting",
            (MEETING,),
            DRAFT,
            _STAFF,
            (theirs, gates.meeting_recorded, gates.attendance_recorded, gates.person_was_there),
            title="Start the draft",
        ),
        Move("request_second_review", (DRAFT,), SECOND, _WRITERS, (theirs,), title="Ask for a second review"),
        Move(
            "share",
            (DRAFT,),
            REVIEW,
            _STAFF,
            (*_share_gates(*own_share_gates), gates.second_review_done),
            title="Share with the person",
        ),
        Move(
            "approve",
            (SECOND,),
            REVIEW,
            _REVIEWERS,
            (*_share_gates(*own_share_gates), gates.reviewer_is_no_author),
            title="Approve and share",
        ),
        Move(
            "return_to_draft",
            (SECOND,),
            DRAFT,
            _REVIEWERS,
            (theirs, gates.reviewer_is_no_author),
            (_REASON,),
            title="Return to the author",
        ),
        Move("recall", (REVIEW, SIGNING), DRAFT, _STAFF, (theirs,), (_REASON,), title="Take back to the draft"),
        Move("ask_for_changes", (REVIEW, SIGNING), DRAFT, _CIRCLE, (theirs,), (_REASON,), title="Ask for changes"),
        Move(
            "agree",
            (REVIEW,),
            SIGNING,
            _STAFF,
            (theirs, gates.every_section_answered, gates.every_change_answered, gates.every_talk_held),
            title="Go on to signing",
        ),
        Move("sign", (SIGNING,), SAME, _SIGNERS, (theirs, gates.has_own_open_slot), title="Sign"),
        Move("decline", (SIGNING,), SAME, _SIGNERS, (theirs, gates.has_own_open_slot), title="Say no"),
        Move(
            "record_unable",
            (SIGNING,),
            SAME,
            _STAFF,
            (theirs, gates.somebody_is_still_open),
            (_REASON,),
            title="Write down why a signature is missing",
        ),
        Move("complete", (SIGNING,), SIGNED, _STAFF | _CLOCK, (theirs, gates.signatures_complete), title="Complete"),
        Move(
            "discard_revision",
            (DRAFT, SECOND, REVIEW, SIGNING),
            SIGNED,
            _STAFF,
            (theirs, gates.has_version_in_force),
            (_REASON,),
            title="Discard this revision",
        ),
        Move(
            "take_effect",
            (SIGNED,),
            SAME,
            _STAFF | _CLOCK,
            (theirs, gates.something_to_take_effect, gates.effective_day_reached, gates.start_rule_satisfied),
            title="Take effect",
        ),
        Move(
            "open_review",
            (SIGNED,),
            PERIODIC,
            _STAFF | _CIRCLE | _CLOCK,
            (theirs, gates.has_version_in_force, gates.nothing_waits_to_take_effect),
            title="Open a review",
        ),
        Move(
            "confirm_unchanged",
            (PERIODIC,),
            SIGNED,
            _STAFF,
            (theirs, gates.every_item_decided, gates.nothing_to_change),
            title="Confirm the plan unchanged",
        ),
        Move(
            "revise",
            (PERIODIC,),
            DRAFT,
            _STAFF,
            (theirs, gates.every_item_decided, gates.something_changed),
            title="Revise the plan",
        ),
        Move("replan", (PERIODIC,), MEETING, _STAFF, (theirs, gates.every_item_decided), title="Plan anew"),
        Move(
            "amend",
            (SIGNED,),
            DRAFT,
            _STAFF,
            (theirs, gates.has_version_in_force, gates.nothing_waits_to_take_effect),
            (_REASON,),
            title="Amend the plan",
        ),
        Move(
            "correct",
            (SIGNED,),
            SAME,
            _STAFF,
            (theirs, gates.has_version_in_force, gates.nothing_waits_to_take_effect, gates.in_force_can_be_corrected),
            (_REASON,),
            title="Correct",
        ),
        Move(
            "report_trigger",
            OPEN,
            SAME,
            _STAFF | _CIRCLE | {Role.SUPPORTER.value, Role.PROVIDER.value, Role.MANAGER.value},
            (theirs,),
            title="Report that something happened",
        ),
        Move("fall_due", OPEN, SAME, _CLOCK, title="A deadline falls due"),
        Move("close", OPEN, CLOSED, _STAFF, (theirs,), (_REASON, _NEXT_FOR_PERSON), title="Close the plan"),
    ]


def _lifecycle(name: str, version: int, *, own_share_gates: tuple[Guard, ...] = ()) -> Lifecycle:
    return lifecycles.register(
        Lifecycle(
            name=name,
            version=version,
            states=tuple(standing.value for standing in Standing),
            initial=MEETING,
            final=(CLOSED,),
            moves=_backbone(own_share_gates=own_share_gates),
        )
    )


ISP = _lifecycle(PlanType.ISP.value, 1, own_share_gates=(gates.own_words_in_the_vision,))
TREATMENT_PLAN = _lifecycle(
    PlanType.TREATMENT.value, 1, own_share_gates=(gates.objectives_complete, gates.written_by_a_clinician)
)
