"""Which visible or spoken words of a page are neither in the pseudo language nor somebody’s own: those nobody translated."""

import re
from collections.abc import Iterator

from babel import Locale
from sqlalchemy import text
from sqlmodel import Session

from tests.cast import TODAY
from tests.web.catalog import NOT_WORDS, READ_ALOUD
from tests.web.house_rules import Tree
from tests.web.pseudo import ACCENTED, BEGIN, END, OPEN, RIGHT_TO_LEFT, SHUT
from workflows.easyread.hard_words import hard_words
from workflows.profiles import all_profiles

_MARKS = re.compile("|".join(map(re.escape, (BEGIN.strip(), END.strip(), OPEN, SHUT))))
_WORD = re.compile(r"[A-Za-z]{2,}")
_CODE = re.compile(r"[a-z_]+(?:[ -][a-z_]+){0,3}")
"""What the columns of the database call things: a page that shows it shows a key, not a word."""
_DATE = re.compile(
    r"\d+ CFR [\d.()a-z]+|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{1,2}, \d{4}|\d{1,2}:\d{2}[\s\u202f]?[AP]M|[0-9a-f-]{8,}"
)
_BETWEEN = re.compile(r",? and |, | ?\(|\)|[:;] | – | · |\{\w+\}")
"""How `babel` puts a list together, the pseudo language having no word of its own for it; and what else parts names."""

_OF_BABEL = {str(name) for name in Locale("en").languages.values()} | {ACCENTED, RIGHT_TO_LEFT}
"""Languages, as `babel` calls them where it does not know the reader's own."""

_AROUND = ' .,:;()–·“”‘’/|"!'
_HOLDS_NO_WORDS = {"script", "style", "code", "pre"}


class Written:
    """Everything people wrote into the records: names, plan text, words. Keys and codes are not among it."""

    def __init__(self, session: Session) -> None:
        found: set[str] = {"Ownwords Agency", "Ownwords"}
        tables = session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        for table in tables:
            for row in session.execute(text(f'SELECT * FROM "{table}"')):
                for value in row:
                    found.update(_leaves(value))
        names = {
            str(name)
            for column in ("sign_in_name FROM account", "relation FROM attendance")
            for name in session.execute(text(f"SELECT {column}")).scalars()
        }
        names |= {rules.name for rules in all_profiles(on=TODAY)} | {"generic"}
        names |= {word for hard in hard_words().values() for words in hard.words.values() for word in words}
        found |= names
        self._known: dict[str, bool] = {}
        self._all = "\n".join(
            " ".join(value.split()) for value in found if not _CODE.fullmatch(value) or value in names
        )

    def holds(self, words: str) -> bool:
        if words not in self._known:
            self._known[words] = words in self._all and self._as_words(words)
        return self._known[words]

    def _as_words(self, words: str) -> bool:
        return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", self._all) is not None


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if value[:1] in "[{":
            import json

            try:
                yield from _leaves(json.loads(value))
            except ValueError:
                yield value
        else:
            yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)


def untranslated(tree: Tree, written: Written) -> list[str]:
    """Stretches of words in order. Words in an element with a language of its own are whoever’s that language is."""
    body_language = tree.get("lang", "")
    found: list[str] = []
    for said in _said(tree, body_language):
        for piece in _MARKS.split(said):
            if not written.holds(" ".join(piece.split()) or "\n"):
                found += [rest for rest in _pieces(piece) if not written.holds(rest)]
    return found


def _pieces(piece: str) -> Iterator[str]:
    plain = _DATE.sub(" ", piece)
    whole = " ".join(plain.split()).strip(_AROUND)
    if not _WORD.search(whole):
        return
    for part in _BETWEEN.split(whole):
        rest = part.strip(_AROUND)
        if _WORD.search(rest) and rest not in NOT_WORDS | _OF_BABEL:
            yield rest


def _said(element: Tree, language: str) -> Iterator[str]:
    if element.tag in _HOLDS_NO_WORDS or not isinstance(element.tag, str):
        return
    for name, value in element.attrib.items():
        if name in READ_ALOUD or name.startswith(
            ("data-say", "data-warning", "data-closed", "data-start", "data-stay")
        ):
            yield value
    own = element.get("lang", language)
    if element.tag != "html" and own != language:
        return
    if element.text:
        yield element.text
    for child in element:
        yield from _said(child, language)
        if child.tail:
            yield child.tail
