"""Dictation: `leonard said quote … unquote`. It has no capitals and no sentences, so only the last verb of speech counts,
and who stands right before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workflows.drafting import words
from workflows.drafting.genders import SHE, Genders, of_name, of_relation
from workflows.drafting.given_names import FIRST_NAMES
from workflows.drafting.people import People

_WORD = re.compile(r"[^\W\d_]+(?:['’]\w+)?")
_EARLIER = re.compile(r"\b(?:unquote|end quote|close quote|end of quote)\b|\n", re.I)
_BETWEEN = words.word_set("open begin start quote then also just again and so yesterday today quietly right back")
_SPOKEN_OF = words.word_set("of about to re on for with")
LONGEST_REACH = 120
LONGEST_TAIL = 12


def speaker(people: People, genders: Genders, note: str, place: int) -> tuple[str | None, str]:
    """The word that names who spoke before `place`, "" where it is the person, None where nobody plainly did; and the verb."""
    start = max([place - LONGEST_REACH, 0, *(hit.end() for hit in _EARLIER.finditer(note, max(0, place - 200), place))])
    told = [hit.group().lower() for hit in _WORD.finditer(note, start, place)]
    at = _last_verb(told)
    if at is None or len(told) - at > LONGEST_TAIL or (at and told[at - 1] in words.NEGATIONS | words.UNREAL):
        return None, ""
    own = {name.casefold() for name in people.given_names}
    others = {*people.relations, *FIRST_NAMES, *words.RELATIONS, *words.JOBS} - own
    if any(word in others | own and told[at + back] not in _SPOKEN_OF for back, word in enumerate(told[at + 1 :])):
        return None, ""
    who = next((word for word in reversed(told[:at]) if word not in words.ADVERBS | _BETWEEN), "")
    if _is_told_on(told, _last_place(told[:at], who), others):
        return None, ""
    if who in own:
        return "", told[at]
    if who in ("she", "he"):
        before = [hit.group().lower() for hit in _WORD.finditer(note, max(0, start - 400), place)]
        return ("" if _named_last(who, before, own, others, genders) else None), told[at]
    return (who if who in others else None), told[at]


def _last_place(told: Sequence[str], who: str) -> int:
    return max((at for at, word in enumerate(told) if word == who), default=0)


def _is_told_on(told: Sequence[str], at: int, others: set[str]) -> bool:
    """`greg says that leonard told him quote`: at second hand."""
    before = told[max(0, at - 8) : at]
    telling = [place for place, word in enumerate(before) if word in words.REPORTING and place]
    return before[-1:] == ["that"] or any(before[place - 1] in others for place in telling)


def _last_verb(told: Sequence[str]) -> int | None:
    """Not what the writer did: `she said and i wrote it on my hand quote`."""
    for at in range(len(told) - 1, -1, -1):
        by_writer = at > 0 and told[at - 1] in words.AUTHOR
        if told[at] in words.SPEECH and not by_writer:
            return at
    return None


def _named_last(pronoun: str, told: Sequence[str], own: set[str], others: set[str], genders: Genders) -> bool:
    if genders.person and genders.person != pronoun:
        return False
    could_be = [word for word in told if word in own or (word in others and _gender(word) in ("", pronoun))]
    return bool(could_be) and could_be[-1] in own


def _gender(word: str) -> str:
    return of_relation(word) or of_name(word) or ("" if word != "wife" else SHE)
