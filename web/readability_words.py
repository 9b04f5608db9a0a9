"""Hints about staff text as sentences beside the field. Advice: nothing waits for it, and the person's words get none."""

from collections.abc import Iterator, Sequence

from engine import kinds
from engine.easy_read import EasyLine
from engine.items import Item
from web.i18n import gettext as _
from workflows.readability import EASY, PLAIN, Hint, hints_about

MOST = 8
"""Hints about one line of a plan that are shown: the gravest come first."""


def readability_hints(item: Item, language: str) -> Iterator[tuple[str, str]]:
    """The field and the sentence, at most a few for one line."""
    found = [
        (kinds.title_of(item.kind, field), hint)
        for field in kinds.staff_fields(item.kind)
        if isinstance(text := item.details.get(field), str)
        for hint in hints_about(text, language=language, aim=PLAIN)
    ]
    for title, hint in found[:MOST]:
        yield title, hint_words(hint)


def hints_about_lines(lines: Sequence[EasyLine], language: str) -> list[str]:
    """The same of Easy Read lines, which are meant to be easier still. Hard words in them have a page of their own."""
    found = [hint for line in lines for hint in hints_about(line.text, language=language, aim=EASY)]
    return [hint_words(hint) for hint in found if hint.kind != "jargon"][:MOST]


def hint_words(hint: Hint) -> str:
    """One hint as a sentence."""
    told = {"passage": _shortened(hint.passage), "instead": hint.instead, "figure": hint.figure}
    return _SENTENCES[hint.kind]() % told


def _shortened(passage: str) -> str:
    line = " ".join(passage.split())
    return line if len(line) <= 60 else line[:60].rsplit(" ", 1)[0] + " …"


_SENTENCES = {
    "blame": lambda: _("%(passage)s: this can hurt. Better: %(instead)s."),
    "long": lambda: _("A long sentence, %(figure)s words: %(passage)s Make two of it."),
    "hard": lambda: _("Hard to read, about grade %(figure)s: %(passage)s Use shorter words."),
    "initials": lambda: _("%(passage)s: write it out the first time."),
    "jargon": lambda: _("%(passage)s: not everybody knows this word. It means: %(instead)s."),
    "number": lambda: _("%(passage)s: say it in words, such as “two times a week” or “most days”."),
    "stiff": lambda: _("%(passage)s: simpler is %(instead)s."),
}
