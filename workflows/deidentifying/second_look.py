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


def left_in(text: str, known: Known) -> list[Left]:
    """Identifiers that are still in a text about to leave. While there is one, nothing is sent."""
    bare = TOKEN.sub(" ", text.replace("\\r", " ").replace("\\n", " ").replace("\\t", " "))
    return list(dict.fromkeys([*_names(bare, known), *_shapes(bare), *_numbers(bare, known)]))


def may_be_names(text: str, known: Known) -> list[str]:
    """Words with a capital that may name somebody whom the record does not know, or a known name with a slip in it."""
    bare = TOKEN.sub(" ", text)
    parts = {part for part in _parts(known) if len(part) >= 5}
    found = []
    for hit in _CAPITAL.finditer(bare):
        word = hit.group()
        plain = _plain(word)
        if not word[0].isupper() or plain in NO_NAMES or plain in known.not_names:
            continue
        if (plain in GIVEN and plain not in ORDINARY) or any(_one_slip(plain, part) for part in parts):
            found.append(word)
    return list(dict.fromkeys(found))


def _names(bare: str, known: Known) -> Iterator[Left]:
    plain = _plain(re.sub(r"-\s*\n\s*", "", bare))
    words = set(re.findall(r"[^\W\d_]+", plain))
    for part in sorted(_parts(known)):
        if len(part) >= 3 and part not in ORDINARY and part not in NO_NAMES and part in words:
            yield Left("a name", part)
    squeezed = re.sub(r"[\W_]+", " ", plain)
    for name in known.names:
        for written in name.written:
            whole = re.sub(r"[\W_]+", " ", _plain(written)).strip()
            if len(whole.split()) > 1 and f" {whole} " in f" {squeezed} " and not _only_words(whole, written, bare):
                yield Left("a name", written)
            if any(letter > "\u2e7f" for letter in written) and _plain(written) in plain:
                yield Left("a name", written)
    for hit in _SPELLED_OUT.finditer(plain):
        letters = re.sub(r"[^a-z]", "", hit.group())
        if letters in _parts(known):
            yield Left("a name spelled letter by letter", hit.group())
    for name in known.names:
        for part in (word for written in name.written for word in written.split() if name.close):
            if _plain(part) in ORDINARY and re.search(rf"(?<!\w){re.escape(part)}['’]s\b", bare):
                yield Left("a name", part)


def _only_words(whole: str, written: str, bare: str) -> bool:
    """Whether a name made of ordinary words stands here as ordinary words: without its capitals."""
    return all(part in ORDINARY for part in whole.split()) and written not in bare


def _shapes(bare: str) -> Iterator[Left]:
    for what, pattern in _SHAPES:
        for hit in pattern.finditer(bare):
            yield Left(what, hit.group()[:60])


def _numbers(bare: str, known: Known) -> Iterator[Left]:
    days = {f"{day:%m%d%Y}" for day in known.days} | {f"{day:%Y%m%d}" for day in known.days}
    days |= {f"{day:%d%m%Y}" for day in known.days}
    for hit in _DIGITS.finditer(bare):
        digits = re.sub(r"\D", "", hit.group())
        if digits in days:
            yield Left("a day the record knows", hit.group())
        elif len(digits) >= 7:
            yield Left("a long number", hit.group())


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
