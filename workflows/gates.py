"""The gates: pure, named, one sentence each for what would open them. The same sentence stands on the page and in a refusal."""

from engine.accounts import SYSTEM
from engine.lifecycle import Guard, Request
from engine.permissions import NOT_BY_AN_AUTHOR, Action, Scope, scope_of
from engine.refusals import Reason
from engine.sayings import say, several
from engine.signatures import is_signature
from workflows.facts import PlanFacts

_SHOWN = 5
"""Passages that one sentence names; the draft shows them all."""


def may(*actions: Action) -> Guard:
    """The permission table’s say about this plan, by relation to the person: the role alone is not enough.

    A role the table never opens the action to is turned away by the move itself, with the roles it is for; an author by
    the gate that says so.
    """

    def theirs(facts: PlanFacts, request: Request) -> Reason | None:
        actor = request.actor
        if actor.role == SYSTEM or any(action in facts.allowed for action in actions):
            return None
        if all(scope_of(actor.role, action) is Scope.NONE for action in actions):
            return None
        if actor.account in facts.authors and set(actions) <= NOT_BY_AN_AUTHOR:
            return None
        return Reason(
            "relation", "This plan is not yours to move. Ask the person’s service coordinator, or their supervisor."
        )

    theirs.__name__ = "_or_".join(f"may_{action.name.lower()}" for action in actions)
    return theirs


def meeting_recorded(facts: PlanFacts, _: Request) -> Reason | None:
    """Nothing is drafted out of thin air."""
    if facts.meeting_held or facts.interim:
        return None
    return Reason(
        "no-meeting",
        "There is no planning meeting yet. Record the meeting, or start an interim plan with its reason and end date.",
        "meeting",
    )


def attendance_recorded(facts: PlanFacts, _: Request) -> Reason | None:
    """Who was there is part of the meeting."""
    if facts.attendance or facts.interim:
        return None
    return Reason("no-attendance", "Nobody is written down as being there. Add who came to the meeting.", "attendance")


def person_was_there(facts: PlanFacts, _: Request) -> Reason | None:
    """The person, or their absence with the adjustments that were offered."""
    if facts.person_present or facts.absence_explained or facts.interim or not facts.meeting_held:
        return None
    return Reason(
        "absence",
        say(
            "%(person)s was not there. Write down why, and what was offered so that they could take part.",
            person=facts.person_called,
        ),
        "absence",
    )


def required_sections_there(facts: PlanFacts, _: Request) -> Reason | None:
    """The profile says which sections cannot be empty."""
    if not facts.missing_sections:
        return None
    return Reason(
        "sections",
        say("These parts of the plan are still empty: %(missing_sections)s.", missing_sections=facts.missing_sections),
        "sections",
    )


def lines_finished(facts: PlanFacts, _: Request) -> Reason | None:
    """A line that was begun is finished, or set aside with a reason."""
    if not facts.unfinished:
        return None
    return Reason(
        "unfinished",
        say("Some lines are not finished: %(unfinished)s.", unfinished=several(facts.unfinished[:5], between="; ")),
        "items",
    )


def no_unproven_quotation(facts: PlanFacts, _: Request) -> Reason | None:
    """Nobody puts words in a person's mouth."""
    if not facts.unproven:
        return None
    more = len(facts.unproven) - _SHOWN
    rest = say(" And %(more)s more.", more=more) if more > 0 else ""
    return Reason(
        "unproven",
        say(
            "Some text gives words to somebody without showing that they are theirs. %(shown)s%(rest)s",
            shown=several(facts.unproven[:_SHOWN], between=" "),
            rest=rest,
        ),
        "unproven",
    )


def no_words_taken_back(facts: PlanFacts, _: Request) -> Reason | None:
    """Words that were taken back since, or may not stand in the plan any more, are not shared."""
    if not facts.taken_back_in:
        return None
    return Reason(
        "taken-back",
        say(
            "Some words may not stand in the plan any more: they were taken back, or the agreement to "
            "show them was. Leave them out of: %(taken_back_in)s.",
            taken_back_in=several(facts.taken_back_in[:5], between="; "),
        ),
        "items",
    )


def easy_read_looked_at(facts: PlanFacts, _: Request) -> Reason | None:
    """Easy Read lines say what the text says: after a change somebody looks at them beside it."""
    if not facts.easy_read_out_of_date:
        return None
    return Reason(
        "easy-read",
        say(
            "The text changed since its Easy Read lines were looked at. Look at them beside the text "
            "again, or write them over: %(shown)s.",
            shown=several(facts.easy_read_out_of_date[:_SHOWN], between="; "),
        ),
        "easy-read",
    )


def every_word_has_a_place(facts: PlanFacts, _: Request) -> Reason | None:
    """What the person said stands in the plan, or somebody says why it does not."""
    if not facts.words_without_place:
        return None
    count = facts.words_without_place
    show = say("Show the words with a line, or say why they are left out.")
    one = say(
        "One thing that %(person)s said stands nowhere in the plan yet. %(show)s", person=facts.person_called, show=show
    )
    many = say(
        "%(count)s things that %(person)s said stand nowhere in the plan yet. %(show)s",
        count=count,
        person=facts.person_called,
        show=show,
    )
    return Reason(
        "unplaced",
        one if count == 1 else many,
        "words",
    )


def effective_date_given(facts: PlanFacts, _: Request) -> Reason | None:
    """What is signed says from when it applies."""
    if not facts.no_effective_date:
        return None
    return Reason("effective", "The plan does not say from which day it applies. Choose the day.", "effective_on")


def second_review_done(facts: PlanFacts, _: Request) -> Reason | None:
    """Sharing straight from the draft passes only where the profile asks for no second review."""
    if not facts.second_review_needed:
        return None
    return Reason(
        "second-review",
        "The rules of this plan ask for a second review by somebody who did not write it. Ask for it first.",
        "second_review",
    )


def reviewer_is_no_author(facts: PlanFacts, request: Request) -> Reason | None:
    """Author and second reviewer are two people."""
    if request.actor.account not in facts.authors:
        return None
    return Reason(
        "author", "You wrote part of this version, so the second review is for somebody else. Ask another reviewer."
    )


def every_section_answered(facts: PlanFacts, _: Request) -> Reason | None:
    """An unanswered section passes only by the profile's path for refusal or unreachable, and is printed as such."""
    if not facts.unanswered or facts.silence_path_ran:
        return None
    return Reason(
        "unanswered",
        say(
            "%(person)s has not answered: %(unanswered)s. %(silence_path)s",
            person=facts.person_called,
            unanswered=facts.unanswered,
            silence_path=facts.silence_path,
        ),
        "answers",
    )


def reading_time_is_theirs(facts: PlanFacts, _: Request) -> Reason | None:
    """Nobody else closes the round before the time to read is over; the person finishes whenever they like."""
    if facts.reading_until is None or facts.sent_every_part:
        return None
    return Reason(
        "reading-time",
        say(
            "%(person)s has until the end of %(reading_until)s to read and answer (%(reading_rule)s). It "
            "can go on before that once %(person)s has sent an answer to every part.",
            person=facts.person_called,
            reading_until=facts.reading_until,
            reading_rule=facts.reading_rule,
        ),
        "answers",
    )


def every_change_answered(facts: PlanFacts, _: Request) -> Reason | None:
    """What the person wants changed is answered and shown back to them."""
    if not facts.open_changes:
        return None
    return Reason(
        "changes",
        say(
            "%(person)s asked for a change in: %(open_changes)s. Answer it and show it back, or take the "
            "plan back to the draft and change it.",
            person=facts.person_called,
            open_changes=facts.open_changes,
        ),
        "answers",
    )


def every_talk_held(facts: PlanFacts, _: Request) -> Reason | None:
    """Who wants to talk is talked with first; so are both, where the person and their guardian see it differently."""
    if not facts.open_talks:
        return _both_talked_with(facts)
    return Reason(
        "talks",
        say(
            "%(person)s wants to talk about: %(open_talks)s. Talk, and write down when and with whom.",
            person=facts.person_called,
            open_talks=facts.open_talks,
        ),
        "answers",
    )


def _both_talked_with(facts: PlanFacts) -> Reason | None:
    if not facts.untalked:
        return None
    return Reason(
        "disagreement",
        say(
            "%(person)s and somebody beside them gave different answers to: %(untalked)s. Talk with "
            "both, and write it down. Both answers stay.",
            person=facts.person_called,
            untalked=facts.untalked,
        ),
        "answers",
    )


def has_own_open_slot(facts: PlanFacts, request: Request) -> Reason | None:
    """One's own slot only, and once."""
    slot = facts.own_slot(request.actor.account, request.actor.role)
    if slot is None:
        return Reason("slot", "This round does not ask for your signature.", "slot")
    if is_signature(slot.outcome):
        return Reason("slot-filled", "You signed this version already. Your signature stays as it is.", "slot")
    if before := facts.before(slot):
        names = ", ".join(dict.fromkeys(other.name for other in before))
        return Reason(
            "turn",
            say("It is not your turn yet: %(names)s comes first. You are told when you can sign.", names=names),
            "slot",
        )
    return None


def somebody_is_still_open(facts: PlanFacts, _: Request) -> Reason | None:
    """Unable and unreachable are written down while a signature is still missing."""
    if any(not slot.fills for slot in facts.slots):
        return None
    return Reason("all-filled", "Every signature that was asked for has an answer already.", "slot")


def signatures_complete(facts: PlanFacts, _: Request) -> Reason | None:
    """The last slot is filled, or the profile's path for silence, refusal or inability has run on its date."""
    waiting = [slot.name for slot in facts.slots if slot.required and not slot.fills]
    if not waiting or facts.signing_path_ran:
        return None
    return Reason(
        "signatures",
        say(
            "These signatures are still missing: %(waiting)s. %(signing_path)s",
            waiting=waiting,
            signing_path=facts.signing_path,
        ),
        "slots",
    )


def has_version_in_force(facts: PlanFacts, _: Request) -> Reason | None:
    """A first plan has nothing to go back to, to look at again or to amend."""
    if facts.version_in_force:
        return None
    return Reason(
        "nothing-in-force",
        "No version of this plan is in force yet. This is possible once one has taken effect; a plan that is not wanted "
        "any more can be closed.",
    )


def effective_day_reached(facts: PlanFacts, _: Request) -> Reason | None:
    """Never before its day."""
    if not facts.has_version or facts.effective_on is None or facts.effective_on <= facts.today:
        return None
    return Reason(
        "not-yet",
        say(
            "The plan takes effect on %(effective_on)s, and that day has not come. It then does so by itself.",
            effective_on=facts.effective_on,
        ),
        "effective_on",
    )


def start_rule_satisfied(facts: PlanFacts, _: Request) -> Reason | None:
    """What must have happened before services follow this version is the profile's say."""
    if facts.start_rule_met or not facts.has_version:
        return None
    return Reason("start-rule", facts.start_rule, "slots")


def something_to_take_effect(facts: PlanFacts, _: Request) -> Reason | None:
    """A version that is in force already cannot take effect again."""
    if facts.has_version:
        return None
    return Reason("nothing-waiting", "The version that was signed last is in force already.")


def _lines(count: int) -> str:
    return say("One line has") if count == 1 else say("%(count)s lines have", count=count)


def every_item_decided(facts: PlanFacts, _: Request) -> Reason | None:
    """Keep, change or retire, with a reason, for every item."""
    if not facts.undecided_items:
        return None
    return Reason(
        "undecided",
        say(
            "%(lines)s no decision yet (the first is %(first)s). Say for each whether to keep, change or "
            "retire it, and why.",
            lines=_lines(len(facts.undecided_items)),
            first=facts.undecided_items[0],
        ),
        "decisions",
    )


def nothing_to_change(facts: PlanFacts, _: Request) -> Reason | None:
    """Unchanged means that every item is kept."""
    if not facts.changed_items:
        return None
    return Reason(
        "changes-decided",
        say(
            "The review decided to change or retire: %(changed_items)s. Revise the plan instead.",
            changed_items=facts.changed_items[:5],
        ),
        "decisions",
    )


def in_force_can_be_corrected(facts: PlanFacts, _: Request) -> Reason | None:
    """A correction touches only the fields that the profile lists as immaterial."""
    if facts.correctable:
        return None
    return Reason(
        "no-correction",
        "The plan in force has no line that its rules let be corrected without new signatures. Amend the plan instead.",
    )


def something_changed(facts: PlanFacts, _: Request) -> Reason | None:
    """Revising needs something to revise."""
    if facts.changed_items:
        return None
    return Reason(
        "nothing-changed",
        "The review decided to keep everything. Confirm the plan unchanged, or decide what to change first.",
        "decisions",
    )


def own_words_in_the_vision(facts: PlanFacts, _: Request) -> Reason | None:
    """ISP: the vision holds the person's own words, or the plan says that there are none and why."""
    if facts.words_in_vision or facts.no_words_explained:
        return None
    return Reason(
        "no-own-words",
        say(
            "The vision holds no words of %(person)s’s own. Link what they said, or set this aside with "
            "the reason why there are none.",
            person=facts.person_called,
        ),
        "vision",
    )


def objectives_complete(facts: PlanFacts, _: Request) -> Reason | None:
    """Treatment plan: every goal has an objective, and every objective an intervention."""
    if not facts.bare_goals:
        return None
    return Reason(
        "bare-goals",
        say(
            "These goals or objectives have nothing under them yet: %(bare_goals)s.",
            bare_goals=several(facts.bare_goals[:5], between="; "),
        ),
        "goals",
    )


def written_by_a_clinician(facts: PlanFacts, _: Request) -> Reason | None:
    """Treatment plan: a clinician has written part of it."""
    if facts.clinician_wrote:
        return None
    return Reason(
        "no-clinician",
        "No clinician has written part of this treatment plan. Ask the clinician to add theirs.",
        "items",
    )


def nothing_waits_to_take_effect(facts: PlanFacts, _: Request) -> Reason | None:
    """One thing at a time: the signed version first takes effect."""
    if not facts.has_version:
        return None
    return Reason(
        "waiting-version",
        say(
            "A signed version waits to take effect%(day)s. Once it is in force, this is possible.",
            day=_from_its_day(facts),
        ),
        "effective_on",
    )


def _from_its_day(facts: PlanFacts) -> str:
    return say(" on %(day)s", day=facts.effective_on) if facts.effective_on else ""
