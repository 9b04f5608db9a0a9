"""The board of words to point at: few, big, always in the same place. What is kept are exactly the words that were picked."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.refusals import Reason, Refusal
from web.i18n import gettext as _

BETWEEN = " · "
"""Stands between two picked words, so that the board’s own words can be told apart."""


@dataclass(frozen=True)
class Symbol:
    """One field of the board."""

    key: str
    words: str


def board() -> list[Symbol]:
    """Every field, in the order of the board, in the reader's language."""
    return [Symbol(key, words) for key, words in _words().items()]


def chosen(ticked: Sequence[str], order: str) -> str:
    """The words picked, in the order of picking where the page could tell it. Raises Refusal when none was picked.

    `order` is keys with a comma between them; it counts only as far as it names fields of the board.
    """
    known = _words()
    keys = [key for key in order.split(",") if key in known] or [key for key in ticked if key in known]
    if not keys:
        raise Refusal(reasons=[Reason("empty", _("Pick one or more of the symbols first."), "symbols")])
    return BETWEEN.join(known[key] for key in keys[:40])


def _words() -> dict[str, str]:
    return {
        "i": _("I"),
        "want": _("want"),
        "like": _("like"),
        "not": _("not"),
        "more": _("more"),
        "less": _("less"),
        "same": _("the same"),
        "different": _("different"),
        "who": _("who?"),
        "what": _("what?"),
        "when": _("when?"),
        "where": _("where?"),
        "home": _("home"),
        "work": _("work"),
        "bus": _("bus"),
        "outside": _("outside"),
        "family": _("family"),
        "friend": _("friend"),
        "helper": _("helper"),
        "alone": _("alone"),
        "food": _("food"),
        "money": _("money"),
        "music": _("music"),
        "animal": _("animal"),
        "morning": _("morning"),
        "night": _("night"),
        "today": _("today"),
        "later": _("later"),
        "happy": _("happy"),
        "sad": _("sad"),
        "worried": _("worried"),
        "tired": _("tired"),
    }
