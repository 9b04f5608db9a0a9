"""What is chosen for a meeting, in the words of who chooses and in the words of who answers."""

from web.i18n import gettext as _

Choice = tuple[str, str, str]
"""Its key, its drawing, its words."""


def choices_of(step: str, *, own: bool) -> list[Choice]:
    """The buttons of one page, at most five."""
    return {
        "place": [
            ("home", "house", _("At my home") if own else _("At their home")),
            ("here", "staff", _("At your office")),
            ("elsewhere", "here", _("Somewhere else")),
            ("distance", "device", _("By phone or video")),
            ("any", "done", _("It does not matter")),
        ],
        "time_of_day": [
            ("morning", "sunrise", _("In the morning")),
            ("afternoon", "sun", _("In the afternoon")),
            ("evening", "moon", _("In the evening")),
            ("weekend", "days", _("On the weekend")),
            ("any", "done", _("It does not matter")),
        ],
        "interpreter": [
            ("none", "block", _("No interpreter")),
            ("language", "talk", _("Somebody who speaks my language")),
            ("sign", "speech", _("Somebody who signs with their hands")),
            ("ask me", "unsure", _("Ask me about it")),
        ],
        "travel": [
            ("none", "yes", _("I can get there")),
            ("ride", "here", _("I need a ride")),
            ("company", "helper", _("I want somebody to come with me")),
            ("no steps", "house", _("It must have no steps")),
            ("ask me", "unsure", _("Ask me about it")),
        ],
    }[step]


def chosen_words(step: str, key: str, *, own: bool) -> str:
    """What was chosen on one page; a page that was skipped says so."""
    return next((words for found, _icon, words in choices_of(step, own=own) if found == key), _("You left this open."))


def for_staff(step: str, key: str) -> str:
    """The same for whoever answers."""
    return {
        "place": {
            "home": _("at the person’s home"),
            "here": _("at the office"),
            "elsewhere": _("somewhere else; ask where"),
            "distance": _("by phone or video"),
            "any": _("it does not matter where"),
        },
        "time_of_day": {
            "morning": _("in the morning"),
            "afternoon": _("in the afternoon"),
            "evening": _("in the evening"),
            "weekend": _("on the weekend"),
            "any": _("it does not matter when"),
        },
        "interpreter": {
            "none": _("no interpreter"),
            "language": _("an interpreter for their language"),
            "sign": _("a sign language interpreter"),
            "ask me": _("ask them about an interpreter"),
        },
        "travel": {
            "none": _("they can get there"),
            "ride": _("they need a ride"),
            "company": _("they want somebody to come with them"),
            "no steps": _("the place must have no steps"),
            "ask me": _("ask them how they get there"),
        },
    }[step].get(key, _("left open"))


def asked_lines(ask: object) -> list[tuple[str, str]]:
    """What was asked for, line by line, for whoever answers."""
    heads = {
        "place": _("Where"),
        "time_of_day": _("When"),
        "interpreter": _("Interpreter"),
        "travel": _("Getting there"),
    }
    return [(head, for_staff(step, str(getattr(ask, step)))) for step, head in heads.items()]
