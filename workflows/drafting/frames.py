"""Who the line is about where a quotation stands: the last one it has named as doing something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workflows.drafting import words
from workflows.drafting.blanks import BLANK
from workflows.drafting.given_names import FIRST_NAMES
from workflows.drafting.people import AUTHOR, MAYBE, ME, OTHER, POINT, THEY, WORD, People, Token

SUBJECT, LABEL, ELIDED, QUOTED, MENTION = "subject", "label", "elided", "quoted", "mention"
_FRESH_POINTS = frozenset(",;:–—-([|/→.!?…•")
_LABEL_POINTS = frozenset(":–—-")
_SMALL = words.word_set("her his the a my their our house job la el su no le les se ya also")
_SERVICE = re.compile(r"[A-Z]{2,4}(?: [A-Z]+)*")
"""`SLP, PT 2x` are services as often as people."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One thing the line tells of its people. `clause` counts the clauses of the line; `verb` is the word behind."""

    kind: str
    token: Token
    clause: int
    verb: str = ""
    under: bool = False
    """Whether it stands in a part of the sentence that only says when or why: `Yvonne after he went in: “…”`."""


def sightings(people: People, tokens: Sequence[Token]) -> list[Sighting]:
    """In reading order. What a closed bracket says is an aside and names no subject."""
    return list(_sightings(people, without_asides(tokens)))


def _sightings(people: People, tokens: Sequence[Token]) -> Iterator[Sighting]:
    fresh, clause, owner, under = True, 0, None, False
    for at, token in enumerate(tokens):
        if at and people.parts(tokens[at - 1], token):
            fresh, owner, under = True, None, False
            clause += 1
        if token.kind == POINT:
            if token.text[0] == BLANK:
                yield Sighting(QUOTED, token, clause)
            fresh = fresh or _opens_anew(tokens, at)
            under = under and token.text[0] not in ",;:–—" and token.text[0] != BLANK
            continue
        if token.kind == WORD or not _is_person(people, tokens, at):
            if fresh and token.lower in words.ELIDED and owner is None:
                yield Sighting(ELIDED, token, clause, token.lower)
            fresh = _stays_fresh(token, fresh=fresh)
            under = (under or token.lower in words.SUBORDINATE) and token.lower not in ("and", "but", "then")
            continue
        if token.possessive:
            owner = token
            acting = fresh and token.kind in (ME, OTHER) and _next_word(tokens, at) in words.BODY
            yield Sighting(SUBJECT if acting else MENTION, token, clause, under=under)
            fresh = fresh and not acting
            continue
        following = _next_word(tokens, at) if not _ends_here(people, tokens, at) else ""
        if (
            token.kind == OTHER and following in words.MODALS and token.lower in words.JOBS | words.RELATIONS
        ) or _is_listed(tokens, at, following):
            yield Sighting(MENTION, token, clause)
        elif fresh or following in words.SPEECH or token.kind == THEY or _acts(tokens, at, following):
            yield Sighting(_kind(tokens, at, first=fresh), token, clause, following, under)
        else:
            yield Sighting(MENTION, token, clause)
        fresh, owner = False, None


def _acts(tokens: Sequence[Token], at: int, following: str) -> bool:
    """`In an emergency Elaine calls her neighbor`: the person by name right before a verb, and no object of another."""
    before = tokens[at - 1].lower if at else ""
    free = before not in words.PREPOSITIONS | words.REPORTING | words.ASKING and not words.is_verb_like(before)
    return tokens[at].kind == ME and free and (following in words.ELIDED or words.is_verb_like(following))


def _opens_anew(tokens: Sequence[Token], at: int) -> bool:
    text = tokens[at].text[0]
    if text == "/" and at and tokens[at - 1].lower in ("w", "b", "c"):
        return False
    return text in _FRESH_POINTS or ord(text) > 0x2000


def _is_listed(tokens: Sequence[Token], at: int, following: str) -> bool:
    """`sleep, 1st period, his brother being away`: somebody in a list, doing nothing."""
    if tokens[at].kind != OTHER:
        return False
    listed = "," in [token.lower for token in tokens[max(0, at - 3) : at]]
    idle = following in words.NO_ACTION or following[:1].isdigit()
    return idle or (listed and following in ("being", "in", "at", "w", "with", "of", "on", "not"))


def _kind(tokens: Sequence[Token], at: int, *, first: bool) -> str:
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    labels = first and after is not None and after.text in _LABEL_POINTS and tokens[at].kind in (ME, OTHER, MAYBE)
    return LABEL if labels else SUBJECT


def _is_person(people: People, tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.lower in words.VAGUE and _next_word(tokens, at) not in words.SPEECH:
        return False
    if token.kind == OTHER and _SERVICE.fullmatch(token.text):
        labels = at + 1 < len(tokens) and tokens[at + 1].text == ":"
        return labels or _next_word(tokens, at) in words.SPEECH | words.ELIDED
    if token.kind != MAYBE:
        return True
    known = (
        token.lower in FIRST_NAMES
        or token.lower in people.relations
        or any(part in people.relations for part in token.lower.split())
    )
    quoted_before = at > 0 and tokens[at - 1].text[0] == BLANK
    return known or _next_word(tokens, at) in words.SPEECH | (words.ACTS if quoted_before else words.SPEECH)


def _next_word(tokens: Sequence[Token], at: int) -> str:
    for token in tokens[at + 1 : at + 5]:
        if token.kind == POINT:
            return ""
        if token.lower not in words.ADVERBS - words.SPEECH:
            return token.lower
    return ""


def _ends_here(people: People, tokens: Sequence[Token], at: int) -> bool:
    """`Fear. Typed slowly: “…”`: the next word begins another sentence."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return following is not None and following.text[0].isupper() and people.parts(tokens[at], following)


def _stays_fresh(token: Token, *, fresh: bool) -> bool:
    lower = token.lower
    if lower in words.CLAUSE_OPENERS:
        return True
    small = lower in words.LABEL_OPENERS or lower in words.ADVERBS or lower[0].isdigit()
    return fresh and (small or lower in _SMALL)


def without_asides(tokens: Sequence[Token]) -> list[Token]:
    """Closed brackets are left out; one that is still open where the quotation stands stays."""
    kept: list[Token] = []
    opened: list[int] = []
    for token in tokens:
        if token.text in "([":
            opened.append(len(kept))
        kept.append(token)
        if token.text in ")]" and opened:
            del kept[opened.pop() :]
    return kept


def is_author(token: Token) -> bool:
    return token.kind == AUTHOR or token.lower in words.ONE_WHO_WRITES


def is_they(token: Token) -> bool:
    return token.kind == THEY


def is_other(token: Token) -> bool:
    return token.kind in (OTHER, MAYBE)
