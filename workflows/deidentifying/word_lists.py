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
