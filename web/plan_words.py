"""Choices and names in words for the screen: kinds of plan, methods, dates, and what people are to the person."""

from collections.abc import Sequence

from engine.plans import Standing
from engine.quotes import Method
from web.i18n import gettext as _
from web.standings import standing_words


def plan_type_words(plan_type: str) -> str:
    """What kind of plan it is."""
    return {"isp": _("Individualized Service Plan"), "treatment_plan": _("Treatment Plan")}[plan_type]


def version_kind_words(kind: str) -> str:
    """How a version came about."""
    return {
        "first": _("the first one"),
        "revision": _("a revision"),
        "amendment": _("an amendment"),
        "correction": _("a correction"),
        "new plan": _("a new plan"),
    }.get(kind, kind)


def way_words(way: str) -> str:
    """In whose session something was said."""
    return {
        "own session": _("in their own session"),
        "hand-over": _("in a hand-over sitting"),
        "hand-over sitting": _("in a hand-over sitting"),
    }.get(way, way)


def review_words(key: str) -> str:
    """Why a review was opened, and how it ended."""
    return {
        "participant_request": _("the person asked for it"),
        "deadline": _("its day came"),
        "due": _("its day came"),
        "its day came": _("its day came"),
        "trigger": _("something happened"),
        "confirm_unchanged": _("the plan stays as it is"),
        "revise": _("the plan is being revised"),
        "replan": _("the plan is being made anew"),
    }.get(key, key.replace("_", " "))


def opened_words(what: str) -> str:
    """What of a record was opened."""
    return {
        "circle": _("the circle"),
        "copy": _("a copy"),
        "deadline": _("a date"),
        "document": _("the Word file"),
        "erasure": _("an erasure"),
        "erasures": _("the erasures"),
        "meeting": _("a meeting"),
        "note": _("a note"),
        "original": _("a file that was kept"),
        "person": _("the person’s page"),
        "plan": _("the plan"),
        "quote": _("a quote"),
        "signature": _("a signature"),
        "version": _("a version"),
        "words": _("a file with the words"),
    }.get(what, what)


def standing_options() -> list[tuple[str, str]]:
    """Every standing an open plan can have, in the order of a plan's life."""
    return [(standing.value, standing_words(standing)) for standing in Standing if standing is not Standing.CLOSED]


def due_words(kind: str) -> str:
    """What a date is about."""
    return {
        "review": _("Review"),
        "take_effect": _("Takes effect"),
        "path": _("No answer yet"),
        "answer_change": _("A change was asked for"),
        "answer_talk": _("A talk was asked for"),
        "answer_unsure": _("Talk it through"),
        "authority": _("A guardian’s authority"),
        "circle_question": _("A question about the circle"),
        "reminder_by_staff": _("A call or a letter is wanted"),
        "meeting_asked": _("A meeting was asked for"),
        "disagreement": _("Different answers"),
    }.get(kind) or kind.replace("_", " ").capitalize()


def method_options() -> list[tuple[str, str]]:
    """How something can be expressed."""
    words = {
        "spoken": _("Said it"),
        "signed": _("Signed it (sign language)"),
        "typed": _("Typed or wrote it"),
        "aac": _("Said it with a device"),
        "drawn": _("Drew it"),
        "recorded": _("Recorded it"),
        "photo": _("Showed it in a photo"),
        "symbols": _("Said it with symbols"),
    }
    return [(method.value, words[method.value]) for method in Method]


def chosen_words(options: Sequence[tuple[str, str]], key: str) -> str:
    """One choice of a list of choices, in words."""
    return dict(options).get(key, key)


def relation_words(kind: str) -> str:
    """What somebody in the circle is to the person."""
    return {
        "guardian": _("guardian"),
        "supporter": _("supporter"),
        "parent": _("parent"),
        "family": _("family"),
        "friend": _("friend"),
        "advocate": _("advocate"),
        "representative": _("representative"),
    }.get(kind, kind)


def authority_words(authority: str) -> str:
    """What kind of papers somebody with authority has."""
    return {
        "full": _("full guardianship"),
        "limited": _("limited guardianship"),
        "temporary": _("temporary guardianship"),
        "emergency": _("emergency guardianship"),
        "conservator": _("conservator, for money alone"),
        "power of attorney": _("power of attorney"),
        "parent of a minor": _("parent of a minor"),
    }.get(authority, authority)


def area_words(area: str) -> str:
    """What papers cover."""
    return {
        "services": _("services"),
        "health": _("health"),
        "finance": _("money"),
        "full": _("everything"),
    }.get(area, area)


def support_words(area: str) -> str:
    """What a supporter helps with."""
    return {
        "understanding": _("understanding choices"),
        "information": _("getting information"),
        "speaking": _("saying what they want"),
        "meetings": _("meetings"),
        "health": _("health"),
        "home": _("where they live"),
        "work": _("work and school"),
        "money": _("money"),
    }.get(area, area)


def suspension_words(step: str) -> str:
    """A step of a suspension, before the name of who took it."""
    return {
        "asked": _("Suspension asked for by"),
        "confirmed": _("Suspended by"),
        "not confirmed": _("Not suspended. Decided by"),
        "lift asked": _("Return of access asked for by"),
        "lifted": _("Access given back by"),
        "lift not confirmed": _("Still suspended. Decided by"),
    }.get(step, step)


def part_words(part: str) -> str:
    """The part a member of staff has with a person."""
    return {
        "coordinator": _("covers as service coordinator"),
        "clinician": _("clinician"),
        "provider": _("provider"),
        "reviewer": _("second reviewer"),
    }.get(part, part)
