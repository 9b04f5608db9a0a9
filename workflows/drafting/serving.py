"""Whether a note says once, for the whole talk, that an interpreter speaks for the person: in its head, its attendance, or a
sentence such as `his answers were voiced by Joe`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from workflows.drafting import words
from workflows.drafting.blanks import BLANK
from workflows.drafting.people import MAYBE, ME, OTHER, People, Token

HEAD = 700
"""Characters in which a note says who was there."""
_VOICED = (
    r"(?:answers|words|replies|responses|signs|signing|remarks|everything(?: (?:he|she|they) (?:says?|said|signs?|signed))?)"
    r"(?: (?:here|below|in this note))?,? (?:(?:is|are|was|were|being|all) ){0,2}"
    r"(?:voiced|interpreted|rendered|translated|put into English)(?: (?:aloud|into English|in English|live))?(?: (?:by|thru|through) (?P<who>[^\n.;,]{2,40}))?"
)
_ENGLISH = re.compile(r"\b(?:voiced|interpreted|rendered|translated|put) (?:into|in) English\b", re.I)
_ABSENT = words.word_set(
    "no without w/out not never declined refused cancelled canceled no-show noshow absent late out booked requested needed "
    "offered unavailable failed missed none next pending waiting need needs want wants request"
)
_IN_PART = words.word_set("only part portion half just until till consent except unless if when")
_HAVING = words.word_set("via through thru with w w/ uses , ;")
_SERVED = words.word_set("for")
_RENDERED = words.word_set("interpreted translated")
_REACHED = words.word_set("via through thru")


VOICED, VOICED_BY_KIN = "voiced", "voiced by kin"


def declared(people: People) -> str:
    """`His answers were voiced by Joe`; by a relative they may be what the relative thinks, rather than a rendering."""
    names = "|".join(re.escape(name) for name in people.given_names) or "(?!)"
    whose = rf"\b(?:his|her|their|(?:{names})['’]s|(?:{names})['’])"
    hit = re.search(rf"{whose} {_VOICED}", people.note[:6000], re.I)
    if hit is None or not (hit.group("who") or _ENGLISH.search(hit.group())) or "not" in hit.group().split():
        return ""
    by = re.findall(r"[^\W\d_]+", (hit.group("who") or "").lower())
    kin = {name for name, role in people.relations.items() if role in words.RELATIONS} | words.RELATIONS
    return VOICED_BY_KIN if any(word in kin for word in by) else VOICED


def is_somebody_elses(people: People, tokens: Sequence[Token], at: int, interprets: Callable[[Token], bool]) -> bool:
    """The interpreter named here was there for another, or what the person wants to be."""
    served = _whom(people, tokens, at, interprets)
    becoming = [token.lower for token in tokens[max(0, at - 3) : at]]
    return (served is not None and served.kind != ME) or any(word in ("as", "be", "become") for word in becoming)


_STAYED_AWAY = words.word_set("not didn't never cancelled canceled no-show noshow absent rescheduled late unavailable")


def stayed_away(people: People, tokens: Sequence[Token], at: int) -> bool:
    """`Interpreter did not come, rescheduled`"""
    return any(one.lower in _STAYED_AWAY for one in _sentence(people, tokens, at, 1)[:4])


def is_present(people: People, tokens: Sequence[Token], interprets: Callable[[Token], bool]) -> bool:
    """`Present: Dee, mom Ana, ASL interpreter Joe`: there for the whole talk, and for nobody else."""
    present = False
    if not people.named:
        return False
    for at, token in enumerate(tokens):
        if not interprets(token):
            continue
        served = _whom(people, tokens, at, interprets)
        if served is not None and served.kind != ME:
            return False
        becoming = is_somebody_elses(people, tokens, at, interprets)
        if token.start < HEAD and _says_role(token) and not becoming and not _is_limited(people, tokens, at):
            present = True
    return present


def _says_role(token: Token) -> bool:
    return any(part.strip(".,()") in words.INTERPRETERS for part in token.lower.split())


def _whom(people: People, tokens: Sequence[Token], at: int, interprets: Callable[[Token], bool]) -> Token | None:
    """`interpreter for mom`, `mom’s interpreter`, `Ana (via interpreter)`."""
    behind = _sentence(people, tokens, at, 1)
    served = next((place for place, one in enumerate(behind[:8]) if one.lower in _SERVED), None)
    if served is not None:
        named = [
            one for one in behind[served + 1 : served + 4] if one.kind in (ME, OTHER, MAYBE) and not interprets(one)
        ]
        return named[0] if named else None
    before = _sentence(people, tokens, at, -1)[-6:]
    opened = next((place for place in range(len(before) - 1, 0, -1) if before[place].text in "()"), 0)
    inside = {one.lower for one in before[opened + 1 :]}
    if opened and before[opened].text == "(" and inside & _HAVING and before[opened - 1].kind in (ME, OTHER, MAYBE):
        return before[opened - 1]  # `Ana (Spanish, interpreter)`
    owner = before[-1] if before and before[-1].possessive else None
    through = tokens[at].lower in _RENDERED or any(one.lower in _REACHED for one in before[-3:])
    people_before = [one for one in before if one.kind in (ME, OTHER, MAYBE) and one.lower not in _REACHED]
    named = [one for one in people_before if not interprets(one)]
    return owner or (named[-1] if through and named else None)


def _is_limited(people: People, tokens: Sequence[Token], at: int) -> bool:
    """They did not come, were there for a part, or only speak here."""
    near = [*_sentence(people, tokens, at, -1)[-4:], *_sentence(people, tokens, at, 1)[:12]]
    return any(one.lower in _ABSENT | _IN_PART or one.text[0] == BLANK for one in near)


def _sentence(people: People, tokens: Sequence[Token], at: int, step: int) -> list[Token]:
    """What stands in the same sentence and line, before (-1) or behind (1)."""
    found: list[Token] = []
    place = at + step
    while 0 <= place < len(tokens) and len(found) < 16:
        first, second = (tokens[at], tokens[place]) if step > 0 else (tokens[place], tokens[at])
        if people.parts(first, second) or "\n" in people.text[first.end : second.start]:
            break
        found.append(tokens[place])
        place += step
    return found if step > 0 else found[::-1]
