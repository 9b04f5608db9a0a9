"""Answers: the writer has just asked, and the words answer."""

from __future__ import annotations

from itertools import pairwise

from workflows.drafting import said, words
from workflows.drafting.against import ANNOUNCING, about_person
from workflows.drafting.blanks import BLANK
from workflows.drafting.frames import is_other
from workflows.drafting.line import Line
from workflows.drafting.people import AUTHOR, MAYBE, ME, OTHER, POINT, THEY, Token


def answers(line: Line) -> bool:
    """`I asked Gordie re nights. “…”`, `When asked what helps: “…”`, `Q: what do you love? “…”`."""
    if about_person(line) or line.said.endswith("?") or not said.is_whole(line.said):
        return False
    told = [token for token in line.passage.line if token.start >= line.passage.span.outer_start - 120]
    since = max((at for at, token in enumerate(told) if token.text[0] == BLANK), default=-1) + 1
    since = max(since, max((at for at, token in enumerate(told) if token.lower in words.ASKED), default=since))
    asking = told[since:]
    if not asking or any(is_other(token) and not token.text.isupper() for token in told[max(0, since - 3) :]):
        return False
    direct = asking[-1].text == "?" or (asking[-1].text in ANNOUNCING and len(asking) > 1 and asking[-2].text == "?")
    asked_for = len(asking) > 1 and asking[1].lower in ("for", "to")
    return (asking[0].lower in words.ASKED and not asked_for) or direct


def asked_by_name(line: Line) -> Token | None:
    """`Asked Opal about breakfast. “…”`: whom the writer has asked, in a sentence that ends where the words begin."""
    told = list(line.passage.line)[-24:]
    since = max((at for at, token in enumerate(told) if token.text[0] == BLANK), default=-1) + 1
    asking = told[since:]
    at = max((at for at, token in enumerate(asking) if token.lower in ("asked", "pregunté")), default=None)
    if at is None or asking[-1].kind != POINT or line.said.endswith("?"):
        return None
    before = [token for token in asking[max(0, at - 2) : at] if token.lower not in words.ADVERBS | {"and", "so"}]
    behind = [token for token in asking[at + 1 :] if token.kind in (ME, OTHER, MAYBE, THEY, AUTHOR)]
    by_writer = not before or before[-1].kind in (AUTHOR, POINT)
    if not by_writer or not behind or behind[0] not in asking[at + 1 : at + 3] or behind[0].possessive:
        return None
    acting = [token for token in behind[1:] if not _only_told_of(asking, token)]
    ended = [line.people.boundaries.between(first.start, second.start) for first, second in pairwise(asking[at:])]
    known = behind[0].kind != MAYBE or behind[0].lower in line.people.relations
    return behind[0] if behind[0].kind in (ME, OTHER, MAYBE) and known and not acting and not any(ended) else None


def _only_told_of(asking: list[Token], token: Token) -> bool:
    """`if he sleeps`, `about mom`: in the question, by whoever answers."""
    behind = asking[asking.index(token) + 1 :]
    return token.kind != AUTHOR and not any(word.lower in words.SPEECH | words.ACTS for word in behind[:3])
