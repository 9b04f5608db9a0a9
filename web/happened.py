"""Events as sentences: what happened, for histories and for whoever sent a form that was too late."""

from web.i18n import gettext as _


def happened_words(kind: str) -> str:
    """One kind of event as a short sentence without its stop."""
    known = {
        "plan.begun": _("The plan was begun"),
        "meeting.recorded": _("A meeting was written down"),
        "meeting.changed": _("What is written about a meeting was changed"),
        "quote.captured": _("Words were written down"),
        "observation.recorded": _("An observation was written down"),
        "plan.hold_meeting": _("The draft was started"),
        "draft.saved": _("The draft was saved"),
        "draft.line_removed": _("A line was taken out of the draft"),
        "draft.passage_answered_for": _("Somebody answered for words in quotation marks"),
        "draft.check_set_aside": _("A check was set aside with a reason"),
        "plan.request_second_review": _("A second review was asked for"),
        "plan.return_to_draft": _("The second reader returned the draft"),
        "plan.share": _("The plan was shared with the person"),
        "plan.approve": _("The second reader approved, and the plan was shared with the person"),
        "answer.participant": _("The person answered a part"),
        "answer.guardian": _("The guardian answered a part"),
        "answer.replied": _("Staff replied to an answer"),
        "answer.shown_back": _("The reply was shown to the person"),
        "answer.witnessed": _("A witness wrote down what they saw the person express"),
        "silence.refused": _("It was written down that somebody said no to answering"),
        "silence.unreachable": _("It was written down that somebody could not be reached"),
        "plan.agree": _("Signatures were asked for"),
        "plan.sign": _("Somebody signed"),
        "plan.decline": _("Somebody said no to signing"),
        "plan.record_unable": _("It was written down why a signature is missing"),
        "plan.complete": _("The signing was completed"),
        "plan.recall": _("The plan was taken back to the draft"),
        "plan.ask_for_changes": _("Changes were asked for"),
        "plan.take_effect": _("The plan took effect"),
        "plan.open_review": _("A review was opened"),
        "review.decided": _("The review decided about a line"),
        "plan.confirm_unchanged": _("The review confirmed the plan unchanged"),
        "plan.revise": _("The review began a revision"),
        "plan.replan": _("The review began to plan anew"),
        "plan.amend": _("An amendment was begun"),
        "plan.correct": _("A detail was corrected"),
        "plan.discard_revision": _("The revision was discarded"),
        "plan.report_trigger": _("Something that happened was reported"),
        "deadline.fell_due": _("A date came"),
        "session.held": _("A session was held"),
        "plan.close": _("The plan was closed"),
        "plan.upgraded": _("The plan moved to a newer lifecycle"),
    }
    return known.get(kind, kind.replace(".", ": ").replace("_", " "))
