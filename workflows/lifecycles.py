"""The two lifecycles as tables. ISP and treatment plan share one backbone; each adds its own gates.

A row reads: this verb, from these states, to that one, for whoever may do this by the permission table, when every gate
is silent.
"""

from engine.accounts import SYSTEM
from engine.firing import lifecycles
from engine.lifecycle import SAME, Ask, Guard, Lifecycle, Move
from engine.permissions import Action, roles_for
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

_CLOCK = frozenset({SYSTEM})

ACTIONS: dict[str, frozenset[Action]] = {}
"""What the permission table must open for each move, one of them; filled as the rows below are written."""

_REASON = Ask("reason", "A reason is needed: it stays with the plan and is told to those it concerns.")
_WORDS_PLACED = 2
"""The version of the lifecycles since which every captured word of the person has a place in the plan, or a reason why not,
and taking words back takes back the version they stand in."""

_EASY_READ = 3
"""The version since which Easy Read lines are looked at again once their text changed, before a plan is shared."""

_READING_TIME = 3
"""The version since which nobody else closes the person's round before the time to read that the profile guarantees."""

_NEXT_FOR_PERSON = Ask("next_for_the_person", "Write down what happens next for the person.")


def _share_gates(version: int, *own: Guard) -> tuple[Guard, ...]:
    words_placed = (gates.every_word_has_a_place,) if version >= _WORDS_PLACED else ()
    easy_read = (gates.easy_read_looked_at,) if version >= _EASY_READ else ()
    return (
        *words_placed,
        gates.required_sections_there,
        gates.lines_finished,
        gates.no_unproven_quotation,
        gates.no_words_taken_back,
        *easy_read,
        gates.effective_date_given,
        *own,
    )


def _backbone(version: int, *, own_share_gates: tuple[Guard, ...] = ()) -> list[Move]:
    takes_back = (Action.RECALL, Action.WITHDRAW_QUOTE) if version >= _WORDS_PLACED else (Action.RECALL,)
    return [
        _move(
            "hold_meeting",
            (MEETING,),
            DRAFT,
            (Action.EDIT_DRAFT,),
            gates.meeting_recorded,
            gates.attendance_recorded,
            gates.person_was_there,
            title="Start the draft",
        ),
        _move("request_second_review", (DRAFT,), SECOND, (Action.ASK_SECOND_REVIEW,), title="Ask for a second review"),
        _move(
            "share",
            (DRAFT,),
            REVIEW,
            (Action.SHARE,),
            *_share_gates(version, *own_share_gates),
            gates.second_review_done,
            title="Share with the person",
        ),
        _move(
            "approve",
            (SECOND,),
            REVIEW,
            (Action.GIVE_SECOND_REVIEW,),
            *_share_gates(version, *own_share_gates),
            gates.reviewer_is_no_author,
            title="Approve and share",
        ),
        _move(
            "return_to_draft",
            (SECOND,),
            DRAFT,
            (Action.GIVE_SECOND_REVIEW,),
            gates.reviewer_is_no_author,
            asks=(_REASON,),
            title="Return to the author",
        ),
        _move("recall", (REVIEW, SIGNING), DRAFT, takes_back, asks=(_REASON,), title="Take back to the draft"),
        _move(
            "ask_for_changes",
            (REVIEW, SIGNING),
            DRAFT,
            (Action.ASK_FOR_CHANGES,),
            asks=(_REASON,),
            title="Ask for changes",
        ),
        _move(
            "agree",
            (REVIEW,),
            SIGNING,
            (Action.COMPLETE,),
            *((gates.reading_time_is_theirs,) if version >= _READING_TIME else ()),
            gates.every_section_answered,
            gates.every_change_answered,
            gates.every_talk_held,
            title="Go on to signing",
        ),
        _move("sign", (SIGNING,), SAME, (Action.SIGN,), gates.has_own_open_slot, title="Sign"),
        _move("decline", (SIGNING,), SAME, (Action.SIGN,), gates.has_own_open_slot, title="Say no"),
        _move(
            "record_unable",
            (SIGNING,),
            SAME,
            (Action.RECORD_SILENCE,),
            gates.somebody_is_still_open,
            asks=(_REASON,),
            title="Write down why a signature is missing",
        ),
        _move(
            "complete",
            (SIGNING,),
            SIGNED,
            (Action.COMPLETE,),
            gates.signatures_complete,
            title="Complete",
            by_clock=True,
        ),
        _move(
            "discard_revision",
            (DRAFT, SECOND, REVIEW, SIGNING),
            SIGNED,
            (Action.DISCARD,),
            gates.has_version_in_force,
            asks=(_REASON,),
            title="Discard this revision",
        ),
        _move(
            "take_effect",
            (SIGNED,),
            SAME,
            (Action.COMPLETE,),
            gates.something_to_take_effect,
            gates.effective_day_reached,
            gates.start_rule_satisfied,
            title="Take effect",
            by_clock=True,
        ),
        _move(
            "open_review",
            (SIGNED,),
            PERIODIC,
            (Action.OPEN_REVIEW, Action.ASK_FOR_REVIEW),
            gates.has_version_in_force,
            gates.nothing_waits_to_take_effect,
            title="Open a review",
            by_clock=True,
        ),
        _move(
            "confirm_unchanged",
            (PERIODIC,),
            SIGNED,
            (Action.DECIDE_REVIEW,),
            gates.every_item_decided,
            gates.nothing_to_change,
            title="Confirm the plan unchanged",
        ),
        _move(
            "revise",
            (PERIODIC,),
            DRAFT,
            (Action.DECIDE_REVIEW,),
            gates.every_item_decided,
            gates.something_changed,
            title="Revise the plan",
        ),
        _move("replan", (PERIODIC,), MEETING, (Action.DECIDE_REVIEW,), gates.every_item_decided, title="Plan anew"),
        _move(
            "amend",
            (SIGNED,),
            DRAFT,
            (Action.AMEND,),
            gates.has_version_in_force,
            gates.nothing_waits_to_take_effect,
            asks=(_REASON,),
            title="Amend the plan",
        ),
        _move(
            "correct",
            (SIGNED,),
            SAME,
            (Action.CORRECT,),
            gates.has_version_in_force,
            gates.nothing_waits_to_take_effect,
            gates.in_force_can_be_corrected,
            asks=(_REASON,),
            title="Correct",
        ),
        _move("report_trigger", OPEN, SAME, (Action.REPORT_TRIGGER,), title="Report that something happened"),
        Move("fall_due", OPEN, SAME, _CLOCK, title="A deadline falls due"),
        _move("close", OPEN, CLOSED, (Action.CLOSE,), asks=(_REASON, _NEXT_FOR_PERSON), title="Close the plan"),
    ]


def _move(
    verb: str,
    sources: tuple[str, ...],
    to: str,
    actions: tuple[Action, ...],
    *needs: Guard,
    asks: tuple[Ask, ...] = (),
    title: str,
    by_clock: bool = False,
) -> Move:
    """A row for whoever the permission table opens one of the actions to; for the clock only where it says so."""
    ACTIONS[verb] = frozenset(actions)
    roles = {role.value for action in actions for role in roles_for(action)}
    by = frozenset(roles) | (_CLOCK if by_clock else frozenset())
    return Move(verb, sources, to, by, (gates.may(*actions), *needs), asks, title)


def _lifecycle(name: str, version: int, *, own_share_gates: tuple[Guard, ...] = ()) -> Lifecycle:
    return lifecycles.register(
        Lifecycle(
            name=name,
            version=version,
            states=tuple(standing.value for standing in Standing),
            initial=MEETING,
            final=(CLOSED,),
            moves=_backbone(version, own_share_gates=own_share_gates),
        )
    )


_ISP_GATES = (gates.own_words_in_the_vision,)
_TREATMENT_GATES = (gates.objectives_complete, gates.written_by_a_clinician)

# A plan stays with the version it began under; the first ones are kept for plans that are on them.
_lifecycle(PlanType.ISP.value, 1, own_share_gates=_ISP_GATES)
_lifecycle(PlanType.TREATMENT.value, 1, own_share_gates=_TREATMENT_GATES)
_lifecycle(PlanType.ISP.value, 2, own_share_gates=_ISP_GATES)
_lifecycle(PlanType.TREATMENT.value, 2, own_share_gates=_TREATMENT_GATES)
ISP = _lifecycle(PlanType.ISP.value, 3, own_share_gates=_ISP_GATES)
TREATMENT_PLAN = _lifecycle(PlanType.TREATMENT.value, 3, own_share_gates=_TREATMENT_GATES)
