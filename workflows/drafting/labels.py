"""Marked words that nobody is quoted with: nicknames, titles, names of things, so-called words, song
words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from workflows.drafting import words
from workflows.drafting.calling import who_calls
from workflows.drafting.listed import by_list
from workflows.drafting.passage import Passage
from workflows.drafting.people import ME, PERSONS, POINT, THEY, WORD, Token
from workflows.drafting.said import speaks_to_you

LONGEST_LABEL = 6
LONGEST_SO_CALLED = 4
_AWAY = words.word_set(
    "since on at me us back in when before after about from for to today yesterday last again and but"
)


def is_label(passage: Passage) -> bool:
    said = passage.text
    inside = said.split()
    if not any(character.isalpha() or ord(character) > 0x2190 for character in said):
        return True
    if _is_sung(passage.lead) or _is_sung(passage.aside[:4]):
        return True
    if len(inside) > LONGEST_LABEL:
        return False
    lead = [token for token in passage.lead if token.text not in "\"'"]
    if who_calls(lead, said) is not None:
        return False
    if _is_nickname(passage, lead, inside) or _is_named(lead) or _is_inscription(lead):
        return True
    if passage.tail and passage.tail[0].lower in words.THINGS_THAT_SPEAK - {"word", "words", "line", "row"}:
        return True
    if by_list(passage) is not None or _is_announced(lead) or _is_announced_after(passage.tail):
        return False
    return _is_title(lead, said, inside) or _is_so_called(passage, lead, said, inside)


def _is_sung(tokens: Sequence[Token]) -> bool:
    return any(token.lower in words.SINGING for token in tokens[-6:])


def _is_nickname(passage: Passage, lead: Sequence[Token], inside: Sequence[str]) -> bool:
    """`Denise Kowalczyk ("Dee")` and `Denise "Dee" Kowalczyk`."""
    if not lead or len(inside) > 2 or not passage.text[0].isupper() or passage.text[-1] in ".!?":
        return False
    after = passage.tail[:1]
    bracketed = lead[-1].text in "([" and len(lead) > 1 and lead[-2].kind in PERSONS
    surname = lead[-1].kind in PERSONS and bool(after) and after[0].text[:1].isupper()
    closed = bool(after) and after[0].text in (")", "]", ",", ";")
    return (bracketed and closed) or surname


def _is_named(lead: Sequence[Token]) -> bool:
    """`calls the walker "Bessie"`, `goes by "Mac"`, `titled "..."`; not `called: "..."`."""
    near = lead[-5:]
    if near and near[-1].text == ":" and not any(token.lower in words.TITLES for token in near[:-1]):
        return False
    for token in near:
        if token.lower in words.NAMING - {"goes", "spelled", "names", "known"}:
            if any(other.lower in words.SPEECH and other.start > token.end for other in near):
                return False  # `what she named it she said “…”`
            return not _is_phone_call(near) and not _is_on_call(near) and _stands_close(token, near)
    lowered = [token.lower for token in near]
    return any(pair in (["goes", "by"], ["known", "as"]) for pair in _pairs(lowered))


def _is_phone_call(near: Sequence[Token]) -> bool:
    lowered = [token.lower for token in near]
    return any(pair in (["called", "out"], ["calls", "out"], ["calling", "out"]) for pair in _pairs(lowered))


def _is_on_call(near: Sequence[Token]) -> bool:
    """`CW re on call – “…”`: a duty."""
    lowered = [token.lower for token in near]
    return any(
        pair in (["on", "call"], ["by", "call"], ["video", "call"], ["zoom", "call"]) for pair in _pairs(lowered)
    )


def _stands_close(naming: Token, near: Sequence[Token]) -> bool:
    """`calls the walker “Bessie”`, not `hasn't called since Easter “she's busy”`."""
    if not naming.lower.startswith("call"):
        return True
    return not any(token.lower in _AWAY for token in near if token.start > naming.end)


def _pairs(lowered: Sequence[str]) -> list[list[str]]:
    return [list(pair) for pair in pairwise(lowered)]


def _is_inscription(lead: Sequence[Token]) -> bool:
    """`the sign on her door says "Knock"`: a thing speaks, no person does."""
    near = lead[-8:]
    verbs = [
        at for at, token in enumerate(near) if token.lower in ("says", "said", "saying", "reads", "reading", "that")
    ]
    things = [at for at, token in enumerate(near) if token.lower in words.THINGS_THAT_SPEAK]
    if not things:
        return False
    if near[things[-1]].lower in ("word", "words") and any(token.kind == ME for token in near[: things[-1]]):
        return False
    directly = things[-1] == len(near) - 1
    speaks = (
        bool(verbs)
        and things[0] < verbs[-1]
        and not any(token.kind in PERSONS for token in near[things[-1] + 1 : verbs[-1]])
    )
    told = bool(verbs) and things[-1] in (verbs[-1] - 1, verbs[-1] - 2)
    acting = any(token.kind in PERSONS and not token.possessive for token in lead[: len(lead) - len(near) + things[0]])
    return directly or (speaks and (told or not acting))


_OPENING = words.word_set("opened started began ended closed finished answered countered responded replied insisted")


def _is_announced(lead: Sequence[Token]) -> bool:
    """A colon, a name or a verb of speech right before the marks (a few small words may come between)."""
    if not lead:
        return False
    if lead[-1].text == ":" or lead[-1].kind in (ME, THEY):
        return True
    spoken = [token for token in lead if token.kind != POINT]
    if len(spoken) > 1 and spoken[-1].lower in ("her", "him", "them", "us", "me"):
        return spoken[-2].lower in words.SPEECH
    if len(spoken) > 1 and spoken[-1].lower in ("with", "on") and spoken[-2].lower in _OPENING:
        return True
    last = spoken[-1:]
    return bool(last) and last[0].lower in words.SPEECH_WITH_COLON | {"like", "whispers", "me"}


def _is_announced_after(tail: Sequence[Token]) -> bool:
    near = [token for token in tail[:4] if token.kind != POINT][:2]
    return any(token.lower in words.SPEECH for token in near) and any(token.kind in PERSONS for token in near)


def _is_title(lead: Sequence[Token], said: str, inside: Sequence[str]) -> bool:
    """Capitals on every long word, or a word like film, show or song before."""
    if ". " in said or "? " in said:
        return False
    cued = any(token.lower in words.TITLES for token in lead[-4:])
    long_words = [word for word in inside if len(word) > 3 or word[0].isupper()]
    capitals = bool(long_words) and all(word.strip("¡¿(")[:1].isupper() for word in long_words)
    shouted = said.isupper()
    if cued and lead and lead[-1].text != ":":
        return capitals or not _speaks_of_self(said)
    return capitals and not shouted and len(inside) > 1 and said[-1] not in ".!?," and not _speaks_of_self(said)


def _is_so_called(passage: Passage, lead: Sequence[Token], said: str, inside: Sequence[str]) -> bool:
    """A few words built into the writer's own sentence: `the “good kind” of pancakes`, `had a
    "behavior"`."""
    if len(inside) > LONGEST_SO_CALLED or said[-1] in ".!?" or _speaks_of_self(said) or speaks_to_you(said):
        return False
    before = bool(lead) and lead[-1].lower in words.DETERMINERS
    if said[0].isupper() and (len(inside) > 1 or not before):
        return False
    after = passage.tail[:1]
    goes_on = bool(after) and after[0].kind == WORD and after[0].lower in words.DETERMINERS | {"behavior", "behaviors"}
    adjective = bool(lead) and lead[-1].kind == WORD and bool(after) and after[0].kind == WORD
    told = any(token.lower in words.SPEECH for token in lead)
    return before or ((goes_on or adjective) and not told)


def _speaks_of_self(said: str) -> bool:
    return any(word.strip(".,!?¡¿;:…").lower().replace("’", "'") in words.FIRST_PERSON for word in said.split())
