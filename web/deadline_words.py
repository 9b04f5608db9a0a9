"""Deadlines as words: what is due, how near it is, how well its rule is founded, and what would move it."""

from datetime import date

from engine.deadline_lists import Counts, counted
from engine.deadlines import Deadline, DeadlineState
from engine.plans import PlanType
from web.i18n import gettext as _
from web.i18n import ngettext
from workflows.answer_tasks import CHANGE, TALK, UNSURE
from workflows.arming import PATH, REVIEW, TAKE_EFFECT
from workflows.asking import QUESTION
from workflows.authority_dates import AUTHORITY
from workflows.disagreeing import DISAGREEMENT
from workflows.meeting_asks import MEETING
from workflows.profiles import AnchorName, Tag
from workflows.reminders import REMIND


def what_is_due(kind: str) -> str:
    """What the day is for."""
    return {
        REVIEW: _("Periodic review"),
        TAKE_EFFECT: _("Takes effect"),
        PATH: _("Silence may be answered for"),
        CHANGE: _("Answer a change that was asked for"),
        TALK: _("Talk with who asked to"),
        UNSURE: _("Talk through what was not clear"),
        AUTHORITY: _("An authority runs out, or a court wants its report"),
        QUESTION: _("A question about the circle"),
        REMIND: _("Call or write to somebody who wants to be reminded"),
        MEETING: _("Answer who asked for a meeting"),
        DISAGREEMENT: _("Two people see the plan differently"),
    }[kind]


def plan_type_words(plan_type: str) -> str:
    """The kind of plan, short."""
    return {PlanType.ISP: _("ISP"), PlanType.TREATMENT: _("Treatment plan")}[PlanType(plan_type)]


def nearness(due_on: date, *, on: date, soon_within: int) -> tuple[str, str]:
    """The shape and the word: late, soon or later."""
    days = (due_on - on).days
    if days < 0:
        return "late", _("Late")
    return ("soon", _("Soon")) if days <= soon_within else ("far", _("Later"))


def days_words(due_on: date, *, on: date) -> str:
    """How many days, and on which side of today."""
    days = (due_on - on).days
    if days < 0:
        return ngettext("1 day late", "%(num)s days late", -days) % {"num": f"{-days:,}"}
    if days == 0:
        return _("today")
    return ngettext("1 day left", "%(num)s days left", days) % {"num": f"{days:,}"}


def foundation(citation: str, tag: str) -> str:
    """The citation with how well it is founded; the citation never stands alone."""
    return ", ".join(part for part in (citation, tag_words(tag)) if part)


def tag_words(tag: str) -> str:
    """How well a rule is founded; empty for a date that no rule sets."""
    return Tag(tag).words if tag else ""


def anchor_words(anchor: str) -> str:
    """What a date is counted from. A date of the plan's own round is counted from the round."""
    known = {name.value: name.words for name in AnchorName}
    if anchor.startswith("round:"):
        return _("the day an answer was sent")
    if anchor == "asked to talk" or anchor.startswith("asked for a meeting:"):
        return _("the day it was asked for")
    if anchor == "reminder":
        return _("the day somebody wanted to be reminded")
    return known.get(anchor) or _("the %(round)s that is under way") % {"round": anchor}


def state_words(state: str) -> str:
    """Whether anybody still waits for the day."""
    return {
        DeadlineState.WAITING: _("Open: the day is being watched."),
        DeadlineState.DUE: _("Open: the day came, and what it asks for has not happened yet."),
        DeadlineState.STUCK: _(
            "Open, but its reminders stopped because something went wrong. Ask the person who runs Ownwords to look."
        ),
        DeadlineState.DONE: _("Done: nobody waits for it any more."),
        DeadlineState.CANCELLED: _("Ended: it is no longer asked for."),
    }[DeadlineState(state)]


def what_moves_it(deadline: Deadline) -> list[str]:
    """What would give another date, and what would not."""
    if deadline.kind == TAKE_EFFECT:
        return [
            _("Another effective day needs a new version, and new signatures."),
            _("The day does not move because signatures are late: the plan takes effect when its start rule is met."),
        ]
    if deadline.kind == PATH:
        return [
            _("An answer or a signature ends the wait."),
            _("Taking the plan back to the draft ends it too; sharing it again counts anew."),
        ]
    return [
        _("It is counted from %(anchor)s. A later such day counts it anew.")
        % {"anchor": anchor_words(deadline.anchor)},
        _("A completed review ends it and begins the next one. Opening a review does not."),
        _("An amendment or a correction does not move it, and neither does the day itself going by."),
    ]


def counts_sentence(counts: Counts, *, days: int) -> str:
    """How many are late and how many are near, as one sentence."""
    if not counts.overdue and not counts.soon:
        return _("Nothing is late, and nothing falls due in the next %(days)s days.") % {"days": days}
    if not counts.overdue:
        late = _("Nothing is late.")
    else:
        late = ngettext("1 date is late.", "%(num)s dates are late.", counts.overdue) % {"num": counted(counts.overdue)}
    if not counts.soon:
        soon = _("Nothing falls due in the next %(days)s days.") % {"days": days}
    else:
        soon = ngettext(
            "1 falls due in the next %(days)s days.", "%(num)s fall due in the next %(days)s days.", counts.soon
        ) % {"num": counted(counts.soon), "days": days}
    return f"{late} {soon}"
