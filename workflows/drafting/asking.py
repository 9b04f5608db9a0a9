"""Answers: somebody has just asked, and the words answer."""

from __future__ import annotations

from collections.abc import Sequence

from workflows.drafting import said, words
from workflows.drafting.against import about_person
from workflows.drafting.announcing import ANNOUNCING
from workflows.drafting.blanks import BLANK
from workflows.drafting.frames import is_other
from workflows.drafting.line import Line
from workflows.drafting.people import AUTHOR, MAYBE, ME, OTHER, POINT, THEY, WORD, Token

_ASKING = words.word_set("asked asks ask pregunté preguntó pregunta")
_QUESTION = words.word_set(
    "what how who where when why which if whether about re regarding for to the qué cómo si por dónde sobre again directly "
    "straight privately alone himself herself his her"
)
_TO = frozenset(["a", "al", "à"])
_HIM = {"her": "she", "him": "he"}


def answers(line: Line) -> bool:
    """`I asked Gordie re nights. “…”`, `When asked what helps: “…”`, `Q: what do you love? “…”`."""
    if about_person(line) or line.said.endswith("?"):
        return False
    told = [token for token in line.passage.line if token.start >= line.passage.span.outer_start - 120]
    since = max((at for at, token in enumerate(told) if token.text[0] == BLANK), default=-1) + 1
    since = max(since, max((at for at, token in enumerate(told) if token.lower in words.ASKED), default=since))
    asking = told[since:]
    if not asking or any(is_other(token) and not token.text.isupper() for token in told[max(0, since - 3) :]):
        return False
    direct = asking[-1].text == "?" or (asking[-1].text in ANNOUNCING and len(asking) > 1 and asking[-2].text == "?")
    asked_for = len(asking) > 1 and asking[1].lower in ("for", "to")
    if asking[-1].text != "?" and not said.is_whole(line.said):
        return False
    return (asking[0].lower in words.ASKED and not asked_for) or direct


def asked_openly(line: Line) -> str:
    """Who asks in the sentence right before, without saying whom: `Chaplain asked if he wanted prayer. “…”`, or in
    the same one, up to a colon: `Kim asked about the stairs: “no stairs”`; or ""."""
    lead, told = list(line.passage.lead), list(line.passage.line)[-40:]
    if [token.lower for token in lead] in _SAYS_ANSWER:
        lead, told = [], told[: -len(lead)]
    within = any(token.kind != POINT for token in lead)
    if line.said.endswith("?") or about_person(line) or not told or (within and said.speaks_to_you(line.said)):
        return ""
    since = max((at for at, token in enumerate(told[:-1]) if token.text[0] == BLANK), default=-1) + 1
    asking = told[since:]
    ends = line.people.boundaries
    at = max((at for at, token in enumerate(asking) if token.lower in _ASKING), default=0)
    if not at or asking[-1].text not in (":" if within else ".?"):
        return ""
    if any(ends.between(asking[at].start, token.start) for token in asking[at:-1]):
        return ""
    asker, first = asking[at - 1], asking[at + 1]
    acting = any(_acts(asking, token) for token in asking[at + 1 :])
    questioning = first.lower in (_ABOUT if within else _QUESTION - {"to", "for"})
    plain = asker.kind in (OTHER, MAYBE) and (first.kind == WORD or first.lower == "who") and questioning
    return asker.text if plain and not acting and "we" not in said.folded(line.said) else ""


_SAYS_ANSWER = [[word, ":"] for word in ("answer", "reply", "response", "ans")]
_ABOUT = frozenset(["about", "re", "regarding"])


def asked_by_name(line: Line) -> Token | None:
    """`Deb asked Opal what she wants. “…”`: whom somebody has asked, in a sentence that ends where the words begin."""
    told = list(line.passage.line)[-40:]
    since = max((at for at, token in enumerate(told) if token.text[0] == BLANK), default=-1) + 1
    asking = told[since:]
    at = max((at for at, token in enumerate(asking) if token.lower in _ASKING or _i_told(asking, at)), default=None)
    if at is None or asking[-1].kind != POINT:
        return None
    asked = _whom(line, asking[at + 1 :])
    if asked is None or _is_passive(asking, at) or not _is_over(line, asking, at):
        return None
    if line.said.endswith("?") and (asking[-1].text != "." or not _tells_question(asking[at:-1], asked)):
        return None
    asks_itself = asking[-1].text != "?" and not _tells_question(asking[at:], asked)
    acting = [token for token in asking[at + 1 :] if token.start > asked.end and _acts(asking, token)]
    return None if acting or asks_itself else asked


def _i_told(asking: Sequence[Token], at: int) -> bool:
    """`I told him.`: the writer has spoken, and whoever was told answers."""
    return (
        asking[at].lower in ("told", "texted") and at > 0 and asking[at - 1].kind == AUTHOR and asking[-1].text == "."
    )


def _whom(line: Line, behind: Sequence[Token]) -> Token | None:
    """The one right behind `asked`, by name, or as `him` and `her` where that can only be the person."""
    first = next((token for token in behind[:2] if token.lower not in words.ADVERBS | _TO), None)
    if first is None or first.possessive:
        return None
    if first.lower in _HIM:
        meant = line.means_person(Token(THEY, first.text, _HIM[first.lower], first.start, first.end))
        return Token(ME, first.text, first.lower, first.start, first.end) if meant else None
    if first.lower in words.VAGUE:
        return None
    known = first.kind != MAYBE or first.lower in line.people.relations
    return first if first.kind in (ME, OTHER, MAYBE) and known else None


def _is_passive(asking: Sequence[Token], at: int) -> bool:
    """`Rosa was asked`, `to ask`: nobody asks here."""
    before = [token for token in asking[max(0, at - 2) : at] if token.lower not in words.ADVERBS]
    return bool(before) and before[-1].lower in words.COPULAS_PASSIVE | words.MODALS | words.NEGATIONS | {"to"}


def _is_over(line: Line, asking: Sequence[Token], at: int) -> bool:
    """The question ends where the words begin: no sentence stands between."""
    ends = line.people.boundaries
    return not any(ends.between(asking[at].start, token.start) for token in asking[at + 1 :])


def _tells_question(asking: Sequence[Token], asked: Token) -> bool:
    """`asked Ray what he thinks:`, and not `asked Ray: “…”`, which is the question itself."""
    behind = [token for token in asking if token.start >= asked.end and token.kind != POINT]
    behind = [token for token in behind if token.lower not in words.ADVERBS]
    return bool(behind) and (behind[0].lower in _QUESTION or asking[-1].text == ".")


def _acts(asking: Sequence[Token], token: Token) -> bool:
    """Somebody who speaks or does something since the question; not whom the question tells of: `if he sleeps`."""
    if token.kind not in (OTHER, MAYBE, ME, THEY, AUTHOR):
        return False
    behind = asking[list(asking).index(token) + 1 :]
    return token.kind == AUTHOR or any(word.lower in words.SPEECH | words.ACTS for word in behind[:3])
