"""Question and answer, line under line: `Q: What do you want? ⏎ A: “A boat.”`"""

from __future__ import annotations

import re

from workflows.drafting import words
from workflows.drafting.claims import Claim
from workflows.drafting.passage import Passage
from workflows.drafting.people import AUTHOR, MAYBE, ME, OTHER, THEY, Token

_ANSWER = re.compile(
    r"[ \t>*•-]*(?:\d+[.)]?[ \t]*)?(?:\*\*)?(?:A|Ans|Answer|R|Resp|Response|Respuesta)(?:\*\*)?[.:](?:\*\*)?[ \t]*\Z",
    re.I,
)
_QUESTION = re.compile(
    r"[ \t>*•-]*(?:\*\*)?(?:(?:Q|Question|P|Pregunta)[ \t]*\d*[ \t]*[.:)]|\d+[.)])[^\n]*\?[^\n?]{0,30}\Z|[^\n]*\?(?:\*\*)?[ \t]*\Z",
    re.I,
)
_FILLED_IN = re.compile(
    r"\b(?:completed|filled (?:out|in)|answered|answers(?: given)?|provided|submitted|informants?|respondents?|responses?)"
    r"(?: by| from|:)[ \t]*(?P<who>[^\n.;,]{2,40})",
    re.I,
)


def by_answer(passage: Passage) -> Claim | None:
    """Only where the question is put to `you` or names nobody, and nobody else is said to have filled the answers in."""
    note, place = passage.note, passage.span.outer_start
    begin = note.rfind("\n", 0, place) + 1
    if not _ANSWER.fullmatch(note[begin:place]):
        return None
    gap = max(0, begin - 40)
    ended = gap + len(note[gap : max(0, begin - 1)].rstrip())
    start = note.rfind("\n", max(0, ended - 400), ended) + 1
    above = note[start:ended]
    if not _QUESTION.fullmatch(above):
        return None
    asked = [token for token in passage.people.tokens(start, ended) if len(token.text) > 1 or token.kind == ME]
    to_them = any(token.lower in words.SECOND_PERSON for token in asked)
    others = [
        at for at, token in enumerate(asked) if token.kind in (OTHER, MAYBE, AUTHOR) and token.lower not in words.VAGUE
    ]
    spoken_of = bool(others) or any(token.kind in (ME, THEY) for token in asked)
    if (spoken_of and not to_them) or any(_is_asked(asked, at) for at in others) or _by_another(passage):
        return None
    whose = Token(ME, "the answer", "the answer", 0, 0)
    return Claim(whose, "It answers the question in the line above, which is put to the person.", verb="answered")


def _is_asked(asked: list[Token], at: int) -> bool:
    """`Q (to Reva):`, `Reva, what do you want?`; not `if Dean is at work`, `your staff`."""
    before = asked[at - 1].lower if at else ""
    behind = asked[at + 1].text if at + 1 < len(asked) else ""
    return not at or before in ("to", "for", "(", ",", ":", ".", "ask") or behind in (":", ")", ",")


def _by_another(passage: Passage) -> bool:
    for hit in _FILLED_IN.finditer(passage.note[:4000]):
        who = passage.people.tokens(*hit.span("who"))
        if any(token.kind in (OTHER, MAYBE, AUTHOR) for token in who) and not any(token.kind == ME for token in who):
            return True
    return False
