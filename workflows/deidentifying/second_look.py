"""The second look at what would leave: another way of reading than the one that took things out, so that one slip does not pass both."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from workflows.deidentifying.known import Known
from workflows.deidentifying.tokens import TOKEN
from workflows.deidentifying.word_lists import GIVEN, NO_NAMES, ORDINARY

_MARKS = re.compile("[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]")
_SPELLED_OUT = re.compile(r"(?<!\w)(?:[^\W\d_][ .\-_*]){2,}[^\W\d_](?!\w)")
_DIGITS = re.compile(r"\d[\d\s().,/\\:_-]{3,}\d")
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("an e-mail address", re.compile(r"\S@\S|\bat\s+\w+\s+dot\s+\w+", re.IGNORECASE)),
    ("a web address", re.compile(r"://|\bwww\.", re.IGNORECASE)),
    ("a day", re.compile(r"\b\d{1,4}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,4}\b")),
    (
        "a street address",
        re.compile(r"\b\d+\w?\s+(?:\S+\s+){0,3}(?:street|avenue|boulevard|road|lane|drive|court)\b", re.IGNORECASE),
    ),
)
_CAPITAL = re.compile(r"(?<![\w\[])[^\W\d_][^\W\d_]+(?![\w\]])")


@dataclass(frozen=True)
class Left:
    """Something that would still tell who somebody is: what it is, and the characters."""

    what: str
    text: str


class SecondLook:
    """What the record knows, made ready for looking at many texts."""

    def __init__(self, known: Known) -> None:
        self._not_names = known.not_names
        self._parts = _parts(known)
        self._alone = {part for part in self._parts if len(part) >= 3 and part not in ORDINARY | NO_NAMES}
        self._long = {part for part in self._parts if len(part) >= 5}
        self._whole: dict[tuple[str, ...], str] = {}
        self._unspaced: set[str] = set()
        for written in (written for name in known.names for written in name.written):
            whole = tuple(re.findall(r"[^\W_]+", _plain(written)))
            if len(whole) > 1:
                self._whole.setdefault(whole, written)
            if any(letter > "\u2e7f" for letter in written):
                self._unspaced.add(_plain(written))
        self._longest = max((len(whole) for whole in self._whole), default=1)
        self._ordinary = {
            part
            for name in known.names
            if name.close
            for written in name.written
            for part in written.split()
            if _plain(part) in ORDINARY
        }
        days = ("%m%d%Y", "%Y%m%d", "%d%m%Y")
        self._days = {day.strftime(spelled) for day in known.days for spelled in days}

    def left(self, text: str) -> list[Left]:
        """Identifiers that are still in a text about to leave. While there is one, nothing is sent."""
        bare = TOKEN.sub(" ", text.replace("\\r", " ").replace("\\n", " ").replace("\\t", " "))
        return list(dict.fromkeys([*self._names(bare), *_shapes(bare), *self._numbers(bare)]))

    def maybe(self, text: str) -> list[str]:
        """Words with a capital that may name somebody no record knows, or a known name with a slip in it."""
        found = []
        for hit in _CAPITAL.finditer(TOKEN.sub(" ", text)):
            word, plain = hit.group(), _plain(hit.group())
            if not word[0].isupper() or plain in NO_NAMES or plain in self._not_names:
                continue
            if (plain in GIVEN and plain not in ORDINARY) or any(_one_slip(plain, part) for part in self._long):
                found.append(word)
        return list(dict.fromkeys(found))

    def _names(self, bare: str) -> Iterator[Left]:
        plain = _plain(re.sub(r"-\s*\n\s*", "", bare))
        for part in sorted(self._alone & set(re.findall(r"[^\W\d_]+", plain))):
            yield Left("a name", part)
        there = re.findall(r"[^\W_]+", plain)
        for at in range(len(there)):
            for length in range(2, self._longest + 1):
                written = self._whole.get(tuple(there[at : at + length]))
                if written and not _only_words(written, bare):
                    yield Left("a name", written)
        for written in self._unspaced:
            if written in plain:
                yield Left("a name", written)
        for hit in _SPELLED_OUT.finditer(plain):
            if re.sub(r"[^a-z]", "", hit.group()) in self._parts:
                yield Left("a name spelled letter by letter", hit.group())
        for part in self._ordinary:
            if re.search(rf"(?<!\w){re.escape(part)}['’]s\b", bare):
                yield Left("a name", part)

    def _numbers(self, bare: str) -> Iterator[Left]:
        for hit in _DIGITS.finditer(bare):
            digits = re.sub(r"\D", "", hit.group())
            if digits in self._days:
                yield Left("a day the record knows", hit.group())
            elif len(digits) >= 7:
                yield Left("a long number", hit.group())


def left_in(text: str, known: Known) -> list[Left]:
    """The second look at one text."""
    return SecondLook(known).left(text)


def may_be_names(text: str, known: Known) -> list[str]:
    """The words of one text that somebody should look at."""
    return SecondLook(known).maybe(text)


def _only_words(written: str, bare: str) -> bool:
    """Whether a name made of ordinary words stands here as ordinary words: without its capitals."""
    return all(_plain(part) in ORDINARY for part in written.split()) and written not in bare


def _shapes(bare: str) -> Iterator[Left]:
    for what, pattern in _SHAPES:
        for hit in pattern.finditer(bare):
            yield Left(what, hit.group()[:60])


def _parts(known: Known) -> set[str]:
    return {
        part
        for name in known.names
        for written in name.written
        if name.close or len(written.split()) == 1
        for part in re.findall(r"[^\W\d_]+", _plain(written))
    }


def _plain(text: str) -> str:
    """Without case and accents; another way than the first pass takes."""
    opened = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text))
    return _MARKS.sub("", opened).casefold().replace("ø", "o").replace("ł", "l").replace("đ", "d").replace("ı", "i")


def _one_slip(word: str, name: str) -> bool:
    """Whether one letter too many, too few, or different lies between them."""
    if word == name or abs(len(word) - len(name)) > 1:
        return False
    short, long = sorted((word, name), key=len)
    place = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    if len(short) == len(long):
        return short[place + 1 :] == long[place + 1 :]
    return short[place:] == long[place + 1 :]
