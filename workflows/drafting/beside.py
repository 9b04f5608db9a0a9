"""Somebody else beside the person's words: who may have spoken for them, is credited, or is named as the source."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workflows.drafting import words
from workflows.drafting.claims import Claim, addressed, explains_last_name, is_code, is_interpreter
from workflows.drafting.passage import Passage
from workflows.drafting.people import MAYBE, OTHER, POINT, Token

_KIN = "mom|mother|dad|father|sister|brother|staff|aide|guardian|family|niece|nephew|daughter|son|wife|husband"
STAND_IN = re.compile(
    rf"\b(?:{_KIN})\b[^.;\n]{{0,40}}\b(?:answer(?:ed|ing|s)|speak(?:s|ing)|spoke|talk(?:s|ed|ing)|said|says|saying"
    r"|typ(?:ed|ing|es)|wrote|writ(?:es|ing)|press(?:ed|ing|es)|held|holding|guid(?:ed|ing)|hand|wrist|program"
    r"|finish(?:ed|ing)|filled|suggest|whisper|prompt|cue|fed|reminded)",
    re.I,
)
UNMET = re.compile(r"^\W*(?:if|unless)\b[^,]*,", re.I)
"""`If the aide does not come, typed:`: who is named in a condition does nothing."""
_FOR_THEM = re.compile(r"\b(?:for|on behalf of|speaking for|as|in) (?:her|him|them)\b(?! own| turn| mind)", re.I)
_TOLD_BY = re.compile(
    r"\b(?:per|according to|as told (?:by|to)|reported by|relayed by|via|through|quoted by|from)\b", re.I
)


def about_others(passage: Passage, claim: Claim) -> str | None:
    aside, lead = [] if passage.aside_leads_on else list(passage.aside), list(passage.lead)
    aside_text = text_of(passage, aside)
    if STAND_IN.search(UNMET.sub("", text_of(passage, lead))) and not _harmless(lead, claim):
        return "Somebody else may have spoken or typed for the person."
    if aside and (explains_last_name(passage.text, aside) or _watches(aside)):
        return None
    if aside and (STAND_IN.search(aside_text) or _stands_for(aside, aside_text)):
        return "The words right behind name somebody else as their source."
    if _credited(passage):
        return "The words right behind credit somebody else."
    if _TOLD_BY.search(text_of(passage, lead)) and _told_by_other(lead):
        return "The note has these words from somebody else."
    if (
        claim.verb == ""
        and not claim.by_sentence
        and claim.whose is not None
        and any(
            token.kind in (OTHER, MAYBE)
            and not addressed(lead, at)
            and not is_interpreter(token)
            and not is_code(lead, at)
            and claim.whose.start
            and token.start > claim.whose.end
            for at, token in enumerate(lead)
        )
    ):
        return "Somebody else is named beside the person."
    return None


def _harmless(lead: Sequence[Token], claim: Claim) -> bool:
    """The verb the stand-in pattern saw is the person's own: `when mom left Dee said`."""
    if not claim.verb or claim.whose is None:
        return False
    others = [token for token in claim.before_verb if token.kind == OTHER]
    verbs = [token for token in claim.before_verb if token.lower in words.REPORTING | words.PROMPTED]
    return (
        not verbs
        and not _FOR_THEM.search(" ".join(token.text for token in lead))
        and all(token.end < claim.whose.start or token.start > claim.whose.end for token in others)
    )


def _watches(aside: Sequence[Token]) -> bool:
    """`“…” (Trent laughed)`."""
    spoken = [token for token in aside if token.kind != POINT]
    return len(spoken) >= 2 and spoken[0].kind in (OTHER, MAYBE) and spoken[1].lower in words.ACTS


def _stands_for(aside: Sequence[Token], text: str) -> bool:
    others = any(token.kind in (OTHER, MAYBE) and not is_interpreter(token) for token in aside)
    first = [token for token in aside if token.kind != POINT][:1]
    sourced = bool(first) and (first[0].kind == OTHER or first[0].lower in ("per", "from", "via", "through", "by"))
    named = bool(first) and first[0].kind == MAYBE and len([t for t in aside if t.kind != POINT]) <= 2
    return others and (
        _TOLD_BY.search(text) is not None
        or (sourced and _short(aside))
        or named
        or any(token.lower in ("words", "idea", "typed", "wrote") for token in aside[:5])
    )


def _credited(passage: Passage) -> bool:
    """`“…” according to Kim`, `“…” – no, Kim said that`; not what leads on to the next quotation."""
    for tokens in (list(passage.tail[:10]), list(passage.aside[:10])):
        for at, token in enumerate(tokens[:-1]):
            other = tokens[at + 1].kind in (OTHER, MAYBE)
            told = (
                token.lower in ("per", "to") and other and (token.lower == "per" or tokens[at - 1].lower == "according")
            )
            speaks = token.kind in (OTHER, MAYBE) and tokens[at + 1].lower in words.SPEECH
            asks = tokens[at + 1].lower in words.ASKING and passage.text[-1:] in ".!…"
            speaks = speaks and not asks and _ends_there(tokens[at + 2 :])
            joined = at > 0 and tokens[at - 1].lower in ("and", "but", "so") and _tells_else(tokens[at + 2 :])
            if told or (speaks and not joined and not passage.meets_next and not _begins_anew(passage, tokens, at)):
                return True
    return False


def _tells_else(rest: Sequence[Token]) -> bool:
    """`and Peg says it's true`, and not `and Peg said that`."""
    spoken = [token for token in rest if token.kind != POINT]
    return bool(spoken) and spoken[0].lower not in words.ADVERBS | {"that", "it", "this", "so"}


def _ends_there(rest: Sequence[Token]) -> bool:
    """`Kim said that`; not `Trey told me I could write it down`, which tells something else."""
    told = [
        token for token in rest if token.kind != POINT and token.lower not in words.ADVERBS | {"that", "it", "this"}
    ]
    return len(told) <= 3


def _begins_anew(passage: Passage, tokens: Sequence[Token], at: int) -> bool:
    """`“Van.” Hank said he drives fine`: a sentence of its own."""
    whole = passage.text[-1] in ".!?" and at == 0 and tokens[0].text[0].isupper()
    behind = [token for token in tokens[at + 2 : at + 4] if token.kind != POINT]
    tells_else = len(behind) == 1 and behind[0].lower not in words.ADVERBS | {"that", "it", "this", "so"}
    return whole and (len(behind) == 2 or tells_else)


def _short(aside: Sequence[Token]) -> bool:
    return len([token for token in aside if token.kind != POINT]) <= 3 and aside[0].text in "(["


def _told_by_other(lead: Sequence[Token]) -> bool:
    for at, token in enumerate(lead):
        if token.lower in ("per", "via", "through", "by") or (
            token.lower == "to" and at and lead[at - 1].lower in ("according", "told")
        ):
            following = lead[at + 1 : at + 4]
            if any(t.kind in (OTHER, MAYBE) and not is_interpreter(t) for t in following):
                return True
    return False


def text_of(passage: Passage, tokens: Sequence[Token]) -> str:
    return passage.note[tokens[0].start : tokens[-1].end] if tokens else ""
