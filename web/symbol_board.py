"""The board of symbols: few on a page, big, always in the same place. What is kept are exactly the words that were picked.

The words of the board are the person's own ones once they are picked, so a word that stood here once is never taken out or
given another picture: what was kept is shown with its pictures again by its words.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from engine.refusals import Reason, Refusal
from web.i18n import catalog, languages
from web.i18n import gettext as _
from web.symbols import symbols

BETWEEN = " · "
"""Stands between two picked words, so that the board’s own words can be told apart."""

MOST = 40
"""So many can be picked one after the other."""

OWN = "own"
"""The group of the person's own pictures."""

PICTURES = {
    "not": "no",
    "i": "",
    "like": "love",
    "different": "",
    "friend": "together",
    "helper": "help",
    "animal": "dog",
    "food": "eat",
    "later": "wait",
}
"""The picture of a word, where its key in the index is another one than its key here."""


@dataclass(frozen=True)
class Tile:
    """One word of the board. `symbol` is the key of its picture; empty where the word stands alone."""

    key: str
    words: str
    symbol: str


@dataclass(frozen=True)
class Group:
    """One page of the board."""

    key: str
    name: str
    tiles: tuple[Tile, ...]


def groups(own: Mapping[str, str] | None = None) -> list[Group]:
    """Every page, in order, in the reader's language; the person's own pictures last (`own`: symbol key to its name)."""
    found = [Group(key, name, tuple(_tiles(words))) for key, name, words in _pages(_)]
    if own:
        found.append(Group(OWN, _("My pictures"), tuple(Tile(key, name, key) for key, name in own.items())))
    return found


def picked(order: str, own: Mapping[str, str] | None = None) -> list[Tile]:
    """What `order` names: keys with a comma between them. What is no field of the board is left out."""
    known = {tile.key: tile for group in groups(own) for tile in group.tiles}
    return [known[key] for key in order.split(",") if key in known][:MOST]


def chosen(order: str, own: Mapping[str, str] | None = None) -> str:
    """The words that were picked, in the order of picking. Raises Refusal when none was."""
    tiles = picked(order, own)
    if not tiles:
        raise Refusal(reasons=[Reason("empty", _("Pick one or more of the symbols first."), "symbols")])
    return BETWEEN.join(tile.words for tile in tiles)


def shown_again(text: str, own: Sequence[tuple[str, str]] = ()) -> list[tuple[str, str]]:
    """Words that were picked, each with the key of its picture: by the board in any language, and their own pictures by name.

    `own` is (name, symbol key). A word without a picture has an empty key; no pair at all where the board knows none.
    """
    mine = dict(own)
    found = [(word, mine.get(word, _by_words().get(word, ""))) for word in text.split(BETWEEN)]
    return found if any(key for _word, key in found) else []


def _tiles(words: Mapping[str, str]) -> list[Tile]:
    return [Tile(key, said, _symbol(key)) for key, said in words.items()]


def _symbol(key: str) -> str:
    wanted = PICTURES.get(key, key)
    return wanted if wanted in symbols() else ""


@lru_cache(maxsize=1)
def _by_words() -> Mapping[str, str]:
    english = {words: _symbol(key) for _key, _name, page in _pages(str) for key, words in page.items()}
    return {catalog(language).gettext(words): key for language in sorted(languages()) for words, key in english.items()}


def _pages(_: Callable[[str], str]) -> list[tuple[str, str, Mapping[str, str]]]:
    """Each page with its words, as `_` says them."""
    return [
        (
            "say",
            _("To say"),
            {
                "i": _("I"),
                "want": _("want"),
                "like": _("like"),
                "not": _("not"),
                "yes": _("yes"),
                "help": _("help"),
                "talk": _("talk"),
                "what": _("what?"),
            },
        ),
        (
            "feelings",
            _("Feelings"),
            {
                "happy": _("happy"),
                "sad": _("sad"),
                "worried": _("worried"),
                "angry": _("angry"),
                "tired": _("tired"),
                "good": _("good"),
                "bad": _("bad"),
                "loud": _("too loud"),
            },
        ),
        (
            "people",
            _("People"),
            {
                "family": _("family"),
                "friend": _("friend"),
                "helper": _("helper"),
                "doctor": _("doctor"),
                "alone": _("alone"),
                "who": _("who?"),
            },
        ),
        (
            "places",
            _("Places"),
            {
                "home": _("home"),
                "work": _("work"),
                "school": _("school"),
                "shop": _("shop"),
                "church": _("church"),
                "garden": _("garden"),
                "outside": _("outside"),
                "where": _("where?"),
            },
        ),
        (
            "things",
            _("Things"),
            {
                "food": _("food"),
                "drink": _("drink"),
                "money": _("money"),
                "music": _("music"),
                "tv": _("TV"),
                "phone": _("phone"),
                "bus": _("bus"),
                "car": _("car"),
                "animal": _("animal"),
                "bed": _("bed"),
                "key": _("key"),
                "medicine": _("medicine"),
            },
        ),
        (
            "time",
            _("Time"),
            {
                "morning": _("morning"),
                "night": _("night"),
                "today": _("today"),
                "tomorrow": _("tomorrow"),
                "month": _("month"),
                "later": _("later"),
                "when": _("when?"),
            },
        ),
        (
            "changes",
            _("Changes"),
            {
                "more": _("more"),
                "less": _("less"),
                "same": _("the same"),
                "different": _("different"),
                "change": _("change"),
                "stop": _("stop"),
            },
        ),
    ]
