"""What the quoted words themselves show: whether somebody speaks of themselves, of another, or to another."""

from __future__ import annotations

import re

from workflows.drafting import words
from workflows.drafting.given_names import FIRST_NAMES

_WORD = re.compile(r"[^\W_](?:[\w-]*\w)?(?:['’]\w+)?")
LOOKED_AT = 1500
_OWN_OPENERS = frozenset(["would", "is", "was", "gets", "told"])
"""`would be 8 but no food`: clipped speech begins so as often as a chart does."""


def folded(text: str) -> list[str]:
    """Its words, small, apostrophes straight; of a long text the beginning."""
    return [hit.group().lower().replace("’", "'") for hit in _WORD.finditer(text, 0, LOOKED_AT)]


def speaks_of_self(text: str) -> bool:
    if "我" in text[:LOOKED_AT]:
        return True
    return any(word in words.OWN_VOICE or word.split("'")[0] in ("i", "j", "m") for word in folded(text))


def speaks_of_third(text: str) -> bool:
    return any(word in words.THIRD_PERSON for word in folded(text))


_HEADS = re.compile(
    r"(?:^|[.!?]\s+)\W*(?:an? (?:\w+ ){0,2}?\w+|my \w+|our \w+|this \w+|that \w+|somebody|someone|nobody|everybody|anybody|who)\b",
    re.I,
)
_PRONOUN = re.compile(r"\b(?:she|he|her|him|his|hers)\b", re.I)


def names_whom_it_speaks_of(text: str) -> bool:
    """`A man ought to have his keys`, `my brother says he …`: its own words say who is meant."""
    hit = _PRONOUN.search(text, 0, LOOKED_AT)
    return hit is not None and (_HEADS.search(text, 0, hit.start()) is not None or _opens_with_name(text, hit))


_NAMED = re.compile(r"(?P<who>[A-Z][a-z]+)(?P<does>['’]s| is| has| will| can)?\b(?=[ ,.])")


def _opens_with_name(text: str, pronoun: re.Match[str]) -> bool:
    """`Luanne's a retired aide and she's close`, `Darlene, and if she can't`: of whom it names first."""
    first = _NAMED.match(text)
    if first is None or first.end() > pronoun.start() or first.group("who").lower() in words.THIRD_PERSON:
        return False
    who = first.group("who").lower()
    known = who in FIRST_NAMES
    somebody = known or (first.group("does") is not None and who not in words.COMMON_CAPITALS | _NOTHING_NAMED)
    return somebody and (known or text[first.end() :].count(".") == 1)


_NOTHING_NAMED = words.word_set(
    "nobody somebody everybody that this there it she he what who where mom dad everyone someone"
)


def speaks_to_you(text: str) -> bool:
    return any(word in words.SECOND_PERSON for word in folded(text))


def names(text: str, given: tuple[str, ...]) -> bool:
    """Whether the words hold one of the names."""
    small = text.lower()
    near = {name.lower() for name in given if name.lower() in small}
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", small) for name in near)


def reads_like_a_chart(text: str, *, stands_apart: bool = False) -> bool:
    """`refuses meds`, `needs redirection`, `noncompliant`: words about somebody. `stands_apart`: they begin a sentence."""
    said = folded(text)
    opens = (
        bool(said)
        and said[0] in words.CHART_OPENERS
        and not (stands_apart and (speaks_of_self(text) or said[0] in _OWN_OPENERS))
    )
    named = (
        bool(said) and said[0] in ("her", "his", "their") and any(each in ("is", "was", "are") for each in said[1:4])
    )
    return (opens and not named) or any(word in words.CHART_WORDS for word in said)


def denies_saying(text: str) -> bool:
    """`Yo no dije eso`, `I never said that`."""
    return re.search(r"\b(?:didn['’]?t|did not|never|no|nunca) (?:say|said|dije|he dicho)\b", text, re.I) is not None


def is_whole(text: str) -> bool:
    """A sentence or a piece of one; not a word or two that the writer may be using."""
    return (
        len(folded(text)) >= 3
        or sum(character > "\u2e80" for character in text[:20]) >= 2
        or text[-1:] in "!?."
        or text.isupper()
    )


def looks_like_a_name(text: str) -> bool:
    """`WHATS GOOD`, `Liquid I.V.`: a few words, all with a capital letter, that end no sentence."""
    parts = text.split()
    capital = all(part[:1].isupper() or not part[:1].isalpha() for part in parts)
    ends = text[-1:] in ".!?…" and re.search(r"[A-Z]\.[A-Z]\.$", text) is None
    return 2 <= len(parts) <= 4 and capital and not ends and parts[0] not in ("I", "I'm", "I’m") and "..." not in text


def is_titled(text: str) -> bool:
    """`Jeopardy!` in a list of what somebody likes: up to three words with capitals, that speak as nobody."""
    parts = text.split()
    return 0 < len(parts) <= 3 and all(part[0].isupper() for part in parts) and not speaks_of_self(text)


_SMALL_IN_TITLES = words.word_set(
    "a an the of with in to and for on at by from or but is as my me your the you i w & de la el los las y en du des et"
)


def is_in_title_case(text: str) -> bool:
    """`Living Well with Lewy`, `All About Me (The Short One)`; not shouting, and no sentence that ends in a stop."""
    parts = [part for part in re.findall(r"[^\W\d_][\w'’-]*", text[:200]) if part]
    long = [part for part in parts if part.lower() not in _SMALL_IN_TITLES]
    if text.isupper() or len(long) < 2 or len(parts) < 3 or text[-1:] in ".!?…" or ". " in text:
        return False
    return all(part[0].isupper() for part in long) and sum(not part.isupper() for part in long) > 1
