"""The moves of a plan as pages offer them: in whose permission, in which words, with what follows."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.lifecycle import Option
from engine.permissions import Action
from engine.plans import Standing
from web.i18n import gettext as _

ACTIONS: Mapping[str, Action] = {
    "request_second_review": Action.ASK_SECOND_REVIEW,
    "share": Action.SHARE,
    "approve": Action.GIVE_SECOND_REVIEW,
    "return_to_draft": Action.GIVE_SECOND_REVIEW,
    "recall": Action.RECALL,
    "agree": Action.SHARE,
    "record_unable": Action.RECORD_SILENCE,
    "complete": Action.COMPLETE,
    "discard_revision": Action.DISCARD,
    "take_effect": Action.COMPLETE,
    "open_review": Action.OPEN_REVIEW,
    "confirm_unchanged": Action.DECIDE_REVIEW,
    "revise": Action.DECIDE_REVIEW,
    "replan": Action.DECIDE_REVIEW,
    "amend": Action.AMEND,
    "correct": Action.CORRECT,
    "report_trigger": Action.REPORT_TRIGGER,
    "close": Action.CLOSE,
}
"""The moves staff make from the plan's page, and the row of the permission table each needs."""

_FIRST: Mapping[str, tuple[str, ...]] = {
    Standing.PLANNING_MEETING: ("hold_meeting",),
    Standing.DRAFT: ("share",),
    Standing.SECOND_REVIEW: ("approve",),
    Standing.PARTICIPANT_REVIEW: ("agree",),
    Standing.SIGNING: ("complete",),
    Standing.SIGNED: ("take_effect", "open_review"),
    Standing.PERIODIC_REVIEW: ("confirm_unchanged", "revise"),
}


@dataclass(frozen=True)
class Offer:
    """A move on the page: its words, its address, and what stands in its way."""

    verb: str
    words: str
    href: str
    reasons: tuple[str, ...]

    @property
    def open(self) -> bool:
        """True when nothing stands in the way."""
        return not self.reasons


def offers(
    plan_id: object, standing: str, options: list[Option], *, second_review: bool
) -> tuple[Offer | None, list[Offer]]:
    """The next move, and the others this role may think of. Moves that are for other roles are left out."""
    mine = [option for option in options if not any(reason.code == "role" for reason in option.reasons)]
    shown = [_offer(plan_id, option) for option in mine if option.verb in ACTIONS or option.verb == "hold_meeting"]
    wanted = ("request_second_review",) if second_review and standing == Standing.DRAFT else _FIRST.get(standing, ())
    first = _next(shown, wanted)
    return first, [offer for offer in shown if offer is not first]


def words_of(verb: str) -> str:
    """The button of a move: a verb that says what happens."""
    return {
        "hold_meeting": _("Start the draft"),
        "request_second_review": _("Ask for a second review"),
        "share": _("Share with the person"),
        "approve": _("Approve and share"),
        "return_to_draft": _("Return to the author"),
        "recall": _("Take back to the draft"),
        "agree": _("Go on to signing"),
        "record_unable": _("Write down why a signature is missing"),
        "complete": _("Complete the signing"),
        "discard_revision": _("Discard this revision"),
        "take_effect": _("Put in force"),
        "open_review": _("Open a review"),
        "confirm_unchanged": _("Confirm the plan unchanged"),
        "revise": _("Revise the plan"),
        "replan": _("Plan anew"),
        "amend": _("Amend the plan"),
        "correct": _("Correct a detail"),
        "report_trigger": _("Report that something happened"),
        "close": _("Close the plan"),
    }[verb]


def what_follows(verb: str) -> list[str]:
    """What happens when the move is made, for the page that asks whether to make it."""
    return {
        "request_second_review": [
            _("The draft stays as it is while somebody who did not write it reads it."),
            _("They approve it, or return it with a reason."),
        ],
        "share": [
            _("The text is frozen: any later change is a new version."),
            _("The person can read it in their own room and answer each part."),
        ],
        "approve": [
            _("Everything is checked once more, and the text is frozen."),
            _("The person can read it in their own room and answer each part."),
        ],
        "return_to_draft": [_("The author gets the draft back with your reason.")],
        "recall": [
            _("The round ends. Its answers and signatures are kept."),
            _("A new draft begins with the same text, and the person is told."),
        ],
        "agree": [_("Everybody who has to sign is asked to, for exactly this text.")],
        "record_unable": [_("It stands under your name, and never counts as a signature.")],
        "complete": [_("The version is signed, and takes effect on its day.")],
        "discard_revision": [_("The version in force stays in force. The draft stays in the list of versions.")],
        "take_effect": [_("From now on services follow this version.")],
        "open_review": [_("The plan in force stays in force while you look at it again.")],
        "confirm_unchanged": [_("The review is complete, and the next one is watched.")],
        "revise": [
            _("A new version begins with the text in force, without the lines to be retired."),
            _("The version in force stays in force until the new one takes effect."),
        ],
        "replan": [_("A new planning meeting comes first. The version in force stays in force.")],
        "amend": [_("A new version begins with the text in force. It needs new answers and signatures.")],
        "report_trigger": [_("It is written into the plan’s history, and the coordinator is told.")],
        "close": [_("The plan ends. Nothing is deleted.")],
    }[verb]


def _offer(plan_id: object, option: Option) -> Offer:
    own = {"hold_meeting": "draft", "correct": "correction"}
    href = f"/plans/{plan_id}/{own.get(option.verb, f'moves/{option.verb}')}"
    return Offer(option.verb, words_of(option.verb), href, tuple(reason.text for reason in option.reasons))


def _next(shown: list[Offer], wanted: tuple[str, ...]) -> Offer | None:
    """The first wanted move that is open, or else the first wanted one with its reasons."""
    candidates = [offer for verb in wanted for offer in shown if offer.verb == verb]
    return next((offer for offer in candidates if offer.open), candidates[0] if candidates else None)
