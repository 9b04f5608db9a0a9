"""How the person puts it, whatever they speak of: a wish, a rule for others, something that is not as it should be.

The weights and those of `placed` were fitted to notes, each set left out once, and rounded."""

from __future__ import annotations

import re
from typing import NamedTuple

from workflows.drafting.result import BACKUP, NEEDS, OUTCOMES, RISKS, SERVICES, STRENGTHS, VISION


class Leaning(NamedTuple):
    put: re.Pattern[str]
    to: dict[str, int]


def _put(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


BEFORE_ANY_WORD = {NEEDS: 4, VISION: 3, STRENGTHS: 2, BACKUP: -1, SERVICES: -4}
"""What words that point nowhere are most often about."""

LEANINGS = (
    Leaning(
        _put(
            r"\b(?:i want|i['’]?d (?:like|love)|i would (?:like|love)|i wan|i wana|i wanna|want to|i wish|quiero|let me"
            r"|i['’]?m (?:gonna|going to|getting)|i am going to|i intend|i hope|my own)\b"
        ),
        {OUTCOMES: 7, VISION: 6, STRENGTHS: -4, RISKS: -2},
    ),
    Leaning(
        _put(
            r"\b(?:no|not|never|nobody|without|too|but|still|can[’']?t|cannot|\w+n[’']t|dont|cant|wont|didnt|doesnt|they|he"
            r"|she|shes|hes|them|bc|because)\b"
        ),
        {NEEDS: 1, BACKUP: 2},
    ),
    Leaning(
        _put(
            r"\b(?:don['’]?t like|dont like|hates?|scared|afraid|hurts?|too (?:loud|hot|cold|fast|early|much|many|far|late))\b"
        ),
        {NEEDS: 3},
    ),
    Leaning(
        _put(
            r"^(?:no,? )?(?:please )?(?:don['’]?t|dont|do not|put|tell|ask|let|give|bring|make|keep|knock|wait|talk|call|write"
            r"|show|stop|come|look|help)\b"
        ),
        {NEEDS: 3, BACKUP: -3},
    ),
    Leaning(_put(r"\b(?:then|first)\b"), {BACKUP: 7, RISKS: 4}),
    Leaning(_put(r"\b(?:if|when)\b"), {RISKS: 4}),
    Leaning(
        _put(r"\b(?:i (?:can|do|know|make|run|am|got|have)|i['’]?(?:m|ve)|my)\b"),
        {STRENGTHS: 3},
    ),
)
