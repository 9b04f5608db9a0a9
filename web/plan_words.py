"""Choices and names in words for the screen: kinds of plan, methods, dates, and what people are to the person."""

from collections.abc import Sequence

from engine.plans import Standing
from engine.quotes import Method
from web.i18n import gettext as _
from web.standings import standing_words


def plan_type_words(plan_type: str) -> str:
    """What kind of plan it is."""
    return {"isp": _("Individualized Service Plan"), "treatment_plan": _("Treatment Plan")}[plan_type]


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


def part_words(part: str) -> str:
    """The part a member of staff has with a person."""
    return {
        "coordinator": _("covers as service coordinator"),
        "clinician": _("clinician"),
        "provider": _("provider"),
        "reviewer": _("second reviewer"),
    }.get(part, part)
