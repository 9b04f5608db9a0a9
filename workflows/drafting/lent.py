"""Turns of a transcript that stand under the person's name and say that somebody else wrote them: a phone in other hands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from workflows.drafting import words
from workflows.drafting.given_names import FIRST_NAMES

_HANDS_IT_ON = (
    r"^\W*(?:auto(?:matic)?[ -]?reply|out of office)\b|^\W*(?:{names})['’]?s\s+(?:mom|mum|dad|mother|father|sister|brother|aide|staff|wife"
    r"|husband|son|daughter)\b\W|^\W*(?:(?:forwarded|fwd|fw|copied|screenshot)\b|(?:typed|written|sent|texted|dictated|posted)\s+(?:by|for|thru|through|from)\s+(?!me\b|myself\b))"
    r"|^\W{0,3}(?!(?:i|im|i['’]m|me|am|still|is|not|keep|just|sorry|slow)\b)(?:[\w.'’]+\s+){1,4}(?:typing|texting|writing|answering|replying)\b"
    r"(?!\s+(?:w|with|one|slow|on my|to me|me)\b)"
    r"|\b(?:this(?:\s+is|['’]s)?|its|it['’]s)\s+(?!me\b)[\w.]+(?:[\s,]+[\w'’]+){0,3}?\s+"
    r"(?:using|on|with|from|borrowing)\s+(?!my\b)[^\n]{0,20}\b(?:phone|cell|device|tablet|ipad|account)\b"
    r"|\b(?:isn['’]?t|is not|not|aint|ain['’]t)\s+(?:actually\s+)?(?:{names})\b"
    r"|\b(?:typing|texting|writing|answering|replying)\s+(?:this\s+|it\s+)?for\s+(?:him|her|them|{names})\b"
    r"|\b(?:his|her|their)\s+(?:phone|ipad|tablet|account)\b[^\n]{0,30}\b(?:with me|from me|i have|i got)\b"
)
_TELLING = (
    r"(?:is|was|has|had|said|says|wants|wanted|needs|went|left|asked|told|likes|will|did|does|cant|can['’]t|gets|got)"
)
_INTRODUCED = re.compile(
    r"(?:^|[\s,!.(\[])(?:this is|this['’]s|its|it['’]s|it is|here is|here['’]s)\s+(?:actually\s+)?(?:(?:his|her|their|the|your)\s+)?"
    r"(?P<who>[^\W\d_][\w.'’-]*)",
    re.I,
)
_SIGNS_IN = re.compile(
    r"^\W*[(\[](?P<boxed>[^\W\d_]\w*)[)\]]|^\W*(?P<who>[^\W\d_][\w.'’-]*)(?:\s+[A-Z][\w'’-]+)?\s+(?:again|here)\b", re.I
)
_BY_NAME = re.compile(
    r"(?:^|[\s,!.])(?:[Tt]his is|[Tt]his['’]s|[Ii]t['’]s me,?) (?P<who>[A-Z][a-zà-ÿ]{2,})\b(?! [a-z]+(?:ing|ed)\b)"
)
LOOKED_AT = 80


def says_who_else(text: str, own: Sequence[str], known: Sequence[str]) -> bool:
    """`this is tasha typing`, `[mom typing] …`, `not Tessa, its her brother`. `known` are the note's other people."""
    begin = text[:LOOKED_AT]
    handing_on, telling_of = _patterns(tuple(own))
    if handing_on.search(begin):
        return True
    small_own = {part.lower() for name in own for part in name.split()}
    people = {part.lower() for name in known for part in name.split()} | words.RELATIONS | words.JOBS | FIRST_NAMES
    for pattern in (_INTRODUCED, _SIGNS_IN):
        hit = pattern.search(begin)
        found = (hit.groupdict().get("boxed") or hit.group("who")) if hit else ""
        who = found.lower().strip(".,'’")
        if who in people - small_own - words.COMMON_CAPITALS or (who in words.HONORIFICS and who not in small_own):
            return True
    named = _BY_NAME.search(begin)
    if named and named.group("who").lower() not in small_own | words.COMMON_CAPITALS:
        return True
    return telling_of.search(text[:300]) is not None


@lru_cache(maxsize=64)
def _patterns(own: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Who hands it on, and `Tessa had a good day`: a name at the begin of a sentence, of whoever is said to speak."""
    names = "|".join(re.escape(name) for name in own) or "(?!)"
    return re.compile(_HANDS_IT_ON.replace("{names}", names), re.I), re.compile(
        rf"(?:^|[.!?:,]\s+)(?:{names})\s+{_TELLING}\b"
    )
