"""The start page of staff: who waits, for what, and the next step as a link."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from engine import waiting
from engine.plans import Plan, Standing
from engine.visitors import Visitor
from engine.waiting import Waiting
from web.deadline_words import plan_type_words
from web.i18n import gettext as _
from web.i18n import ngettext
from workflows.moving import options_for


@dataclass(frozen=True)
class Step:
    """One line: the person, what waits, and the words and address of what to do next."""

    who: str
    plan: str
    what: str
    words: str
    href: str


def steps_for(session: Session, visitor: Visitor, *, on: date) -> list[Step]:
    """What waits for this visitor, in the order in which somebody else is held up by it."""
    return list(_steps(session, visitor, on))


def _steps(session: Session, visitor: Visitor, on: date) -> Iterator[Step]:
    for row in waiting.answers_for(session, visitor, on=on):
        yield _step(row, _answers(row), _("Read and reply"), "/round")
    for row in waiting.meetings_asked_for(session, visitor, on=on):
        yield _step(row, _("Asked for a meeting"), _("See what was asked for"), "/asked-meetings")
    for row in waiting.reminders_for(session, visitor, on=on):
        yield _step(row, _("Wants to be reminded by a call or a letter"), _("Call or write"), "/round")
    for row in waiting.answered_for(session, visitor, on=on):
        if _is_open(session, visitor, row, "agree", on=on):
            yield _step(row, _("%(name)s has answered everything") % {"name": row.called}, _("Go on to signing"))
    for row in waiting.signed_for(session, visitor, on=on):
        if _is_open(session, visitor, row, "complete", on=on):
            yield _step(row, _("Everybody who was asked to sign has answered"), _("Complete the signing"))
    for row in waiting.second_reviews_for(session, visitor, on=on):
        yield _step(row, _("Waits for a second review"), _("Read it"))
    for row in waiting.signatures_for(session, visitor, on=on):
        yield _step(row, _("Waits for your signature"), _("Read and sign"), "/signatures")
    for row in waiting.work_of(session, visitor, Standing.PERIODIC_REVIEW, on=on):
        yield _step(row, _("A review is under way"), _("Go on with the review"), "/review")
    for row in waiting.work_of(session, visitor, Standing.DRAFT, on=on):
        yield _step(row, _("A draft is not shared yet"), _("Go on writing"), "/edit")
    for row in waiting.work_of(session, visitor, Standing.PLANNING_MEETING, on=on):
        yield _step(row, _("The planning meeting comes next"), _("Open the plan"))


def _is_open(session: Session, visitor: Visitor, row: Waiting, verb: str, *, on: date) -> bool:
    options = options_for(session, session.get_one(Plan, row.plan_id), visitor.actor, on=on)
    return any(option.verb == verb and not option.reasons for option in options)


def _step(row: Waiting, what: str, words: str, page: str = "") -> Step:
    return Step(row.called, plan_type_words(row.plan_type), what, words, f"/plans/{row.plan_id}{page}")


def _answers(row: Waiting) -> str:
    changes = ngettext("Asks for one change", "Asks for %(num)s changes", row.changes) % {"num": row.changes}
    talks = ngettext("Wants to talk about one part", "Wants to talk about %(num)s parts", row.talks) % {
        "num": row.talks
    }
    if not row.talks:
        return changes
    return _("%(one)s. %(other)s") % {"one": changes, "other": talks} if row.changes else talks
