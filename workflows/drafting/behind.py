"""A speaker shown behind the words: `“…,” said Dee`, `“…” – Dee`."""

from __future__ import annotations

from collections.abc import Sequence

from workflows.drafting import words
from workflows.drafting.claims import DASHES, Claim, addressed
from workflows.drafting.passage import Passage
from workflows.drafting.people import AUTHOR, MAYBE, ME, OTHER, THEY, Token

_DESCRIBING = words.word_set("put puts answered describes described sees remembers explains names")
_AUXILIARIES = words.word_set("has have had will would can could may might should")
_PUT_FORWARD = words.word_set("offered finished fired shot swore greeted")


def by_words_behind(passage: Passage) -> Claim | None:
    """`“…,” said Dee`, `“…” Dee said.`, `“…” – Dee`, `“…” (Dee)`."""
    tail = list(passage.tail)
    if not tail:
        return None
    if len(tail) > 2 and tail[0].kind == ME and tail[0].text.islower() and tail[1].text == ".":
        del tail[1]  # `“…,” ct. said.`
    bracketed = tail[0].text in "(["
    lead_in = tail[0].text in DASHES or bracketed
    while tail and tail[0].text in ",.–—-([":
        tail.pop(0)
    if not tail:
        return None
    if lead_in and tail[0].kind in (ME, OTHER) and not tail[0].possessive:
        signed = _signed_behind(passage, tail)
        if signed is not None:
            return signed
    if passage.meets_next and not passage.text.rstrip().endswith((",", "…", "-")):
        return None
    if bracketed or _asks_next(passage, tail):
        return None
    return _verb_behind(tail, leads_on=passage.text.endswith(","))


def _asks_next(passage: Passage, tail: Sequence[Token]) -> bool:
    """`“Ask me.” Kim asked. She knew.`: no question was put here."""
    asks = len(tail) > 1 and tail[1].lower in words.ASKING and tail[0].text[0].isupper()
    return asks and passage.text[-1:] in ".!…"


def _signed_behind(passage: Passage, tail: Sequence[Token]) -> Claim | None:
    rest = [token for token in tail[1:] if token.text != "."]
    if passage.meets_next and not (rest and rest[0].text in ")]"):
        return None
    if rest and rest[0].text not in ")];":
        return None
    if tail[0].kind == OTHER and not tail[0].text[0].isupper():
        return None
    return Claim(tail[0], f"“{tail[0].text}” stands right behind the words as their signature.")


def _verb_behind(tail: Sequence[Token], *, leads_on: bool) -> Claim | None:
    first = tail[0]
    if first.lower in ("was", "is"):
        return _how_it_was_put(tail)
    if first.lower in words.SPEECH | _PUT_FORWARD and len(tail) > 1 and tail[1].kind in (ME, OTHER, MAYBE, THEY):
        whose, rest = tail[1], tail[2:]
        verb = first
    elif first.kind in (ME, OTHER, MAYBE, THEY, AUTHOR):
        at = 1
        while at < len(tail) and tail[at].lower in words.ADVERBS - words.SPEECH:
            at += 1
        if (
            at >= len(tail)
            or tail[at].lower not in words.SPEECH | _PUT_FORWARD
            or any(token.lower in words.COPULAS_PASSIVE | _AUXILIARIES for token in tail[1:at])
        ):
            return None
        whose, verb, rest = first, tail[at], tail[at + 1 :]
    else:
        return None
    if whose.possessive or not (leads_on or _closes(rest)):
        return None
    return Claim(whose, f"“{whose.text} … {verb.text}” stands right behind the words.", verb=verb.lower)


def _how_it_was_put(tail: Sequence[Token]) -> Claim | None:
    """`“…” was how he put it`, `“…,” was the first thing Dee said`."""
    for at, token in enumerate(tail[1:8], 1):
        if token.kind in (ME, OTHER, MAYBE, THEY):
            verb = tail[at + 1] if at + 1 < len(tail) else None
            if token.possessive and at == 1 and verb is not None and verb.lower in words.GIVEN | {"line", "words"}:
                return Claim(token._replace(possessive=False), "What follows says whose it is.", verb=verb.lower)
            told = verb is not None and (verb.lower in words.SPEECH or verb.lower in _DESCRIBING)
            opens = tail[1].lower in ("how", "what") or "thing" in [each.lower for each in tail[1:at]]
            return Claim(token, "What follows says who put it so.", verb="said") if told and opens else None
    return None


def _closes(rest: Sequence[Token]) -> bool:
    """Nothing follows but small words up to a stop."""
    for at, token in enumerate(rest):
        if token.text in ".,;)]:" or token.text in DASHES or token.text in "([":
            return True
        if token.lower in ("and", "&", "when", "while", "as", "with", "w"):
            return True
        small = token.lower in words.ADVERBS or token.kind == AUTHOR or token.lower == "to" or addressed(rest, at)
        if not small:
            return False
    return True
