"""Words that decide what a capital means. Each list is a text file beside this one, so that anybody can read and mend it."""

from pathlib import Path


def _read(name: str) -> frozenset[str]:
    return frozenset((Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8").split())


ORDINARY = _read("ordinary_words")
"""Names that are ordinary words too. A part of a name that is one counts only where it is written with a capital."""

NO_NAMES = _read("no_names")
"""Written with a capital inside a sentence, and nobody's name."""

BEFORE_A_NAME = _read("before_a_name")
"""A capital after one of these is taken for a name, wherever the sentence begins."""

GIVEN = _read("given_names")
"""Given names that are common where this is used: a second way to notice somebody the record does not know."""

SHORT_FORMS = _read("short_forms")
"""Two capitals that mean something else more often than somebody's initials."""

WRITTEN_SMALL = _read("written_small")
"""Words that notes and pages such as ours write small. A capital at a sentence's beginning tells nothing about these."""

_ENDINGS = ("s", "es", "d", "ed", "ing", "ly", "er", "ers", "est", "y", "al", "less", "ful")
_OF_THINGS = (
    "tion",
    "tions",
    "ment",
    "ments",
    "ness",
    "ship",
    "ability",
    "able",
    "ible",
    "ings",
    "ally",
    "ously",
    "izes",
    "ises",
    "ized",
    "ity",
)


def is_written_small(word: str) -> bool:
    """Whether a folded word, or what it is made from, is one that is written small inside a sentence."""
    if word in WRITTEN_SMALL or word in NO_NAMES or word.endswith(_OF_THINGS):
        return True
    stems = [word[: -len(ending)] for ending in _ENDINGS if word.endswith(ending) and len(word) > len(ending) + 3]
    return any(
        stem in WRITTEN_SMALL
        or f"{stem}e" in WRITTEN_SMALL
        or (stem[-1:] == stem[-2:-1] and stem[:-1] in WRITTEN_SMALL)
        for stem in stems
    )
