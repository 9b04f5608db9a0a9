"""Who interprets in a note, and whether for the person. An interpreter's English is the meaning, never verbatim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from workflows.drafting import serving, words
from workflows.drafting.people import MAYBE, ME, OTHER, POINT, THEY, People, Token

_FOREIGN = re.compile(r"[^\x00-\u024f\u1e00-\u1eff\u2010-\u2bff\ufe0f\U0001f000-\U0001faff]")
_ENGLISH = words.word_set(
    "the i i'm you he she it we they is are was were am my your his her our want wants like don't not no to of and in "
    "on at for with have has had do does this that be can will would me there here go home want when nobody"
)
_ELSEWHERE = words.word_set(
    "el la los las de que y no en mi me se es un una con por para yo le lo su mis quiero je ne pas et les des une mon ma "
    "est suis ako ang sa ng na ko hindi tôi không là và của người ich nicht und der die das mein ist bin"
)
_ONLY_ENGLISH = _ENGLISH - _ELSEWHERE


_CODED = re.compile(
    r"[\"“'‘]?\b(?P<code>[A-Z][a-z]{0,2})[:.]?[\"”'’]?\s*(?:=|is|means|marks|stands for)\s*[^.\n;]{0,30}\b"
    r"(?:[Ii]nterp\w*|rendering|rendition|translation|terp)\b"
)
"""`“N:” is Nadine's rendering`, `I = interp`."""
_SIGNED = words.word_set("signs signed")
HEAD = 400
"""Within the first characters of a note, `via Vietnamese interpreter` speaks of the whole meeting."""


class Interpreting:
    def __init__(self, people: People) -> None:
        self.people = people
        tokens = people.tokens(0, len(people.text))
        self.at_work = any(token.lower.split()[0] in words.INTERPRETERS for token in tokens)
        self.codes = frozenset(hit.group("code").lower() for hit in _CODED.finditer(people.note))
        self.names = frozenset(self._names(tokens)) | self.codes if self.at_work else frozenset()
        declared = serving.declared(people)
        self.by_kin = declared == serving.VOICED_BY_KIN
        self.for_person = declared == serving.VOICED or (
            self.at_work and (self._serves(tokens) or serving.is_present(people, tokens, self.is_one))
        )

    def is_one(self, token: Token) -> bool:
        parts = token.lower.replace("(", " ").split()
        return any(part in words.INTERPRETERS or part in self.names for part in parts)

    def says_role(self, token: Token) -> bool:
        """`Interp`, `[interpreter]`, or the letter the note has for the interpreter; not their name alone."""
        return token.lower in self.codes or any(
            part.strip(".,()") in words.INTERPRETERS for part in token.lower.split()
        )

    def in_reach(self, tokens: Sequence[Token]) -> bool:
        """Not by `without an interpreter`, `interp was out`."""
        return any(self.is_one(token) and not _is_away(tokens, at) for at, token in enumerate(tokens))

    def rendered(self, text: str, tokens: Sequence[Token], verb: str) -> bool:
        """Whether English of the person must be the interpreter's, since they speak or sign another language. What somebody
        signed is English only by whoever voiced it."""
        by_hand = verb in words.BY_HAND and verb not in _SIGNED
        if (
            not (self.for_person or self.by_kin)
            or by_hand
            or any(token.lower in ("english", "eng") for token in tokens)
        ):
            return False
        return is_english(text) and not text.isupper()

    def _names(self, tokens: Sequence[Token]) -> set[str]:
        found = {name for name, relation in self.people.relations.items() if relation in words.INTERPRETERS}
        for at, token in enumerate(tokens):
            if token.lower in words.INTERPRETERS:
                found |= _named_beside(tokens, at)
            elif token.lower.split()[-1] in words.INTERPRETERS and (titled := _titled_before(tokens, at)) is not None:
                found.update(_called(titled.lower))  # `Ms. Pham, certified Vietnamese interpreter`
            role, _blank, name = token.text.partition(" ")
            if role.lower() in words.INTERPRETERS and name.istitle():
                found.update(_called(name.lower()))  # `Interp Mai Yang in person`
        own = {part.lower() for name in self.people.given_names for part in name.split()}
        return {name for name in found - own if len(name) > 1 and name not in words.HONORIFICS}

    def _serves(self, tokens: Sequence[Token]) -> bool:
        """Some sentence names the person and an interpreter, and no other interpreted person stands nearer."""
        for at, token in enumerate(tokens):
            elsewhere = serving.is_somebody_elses(self.people, tokens, at, self.is_one)
            if not self.is_one(token) or elsewhere or serving.stayed_away(self.people, tokens, at):
                continue
            near = [one for one in tokens[max(0, at - 6) : at + 5] if one.kind in (ME, OTHER, MAYBE)]
            others = [one for one in near if one.kind == OTHER and not self.is_one(one)]
            before = [one.lower for one in tokens[max(0, at - 2) : at]]
            if any(word in ("no", "without", "not") for word in before):
                return False
            if any(one.kind == ME for one in near) and not others:
                return True
            if token.start < HEAD and any(word in ("via", "through", "thru") for word in _before(tokens, at)):
                return True
        return False


def _before(tokens: Sequence[Token], at: int) -> list[str]:
    return [one.lower for one in tokens[max(0, at - 3) : at]]


def _named_beside(tokens: Sequence[Token], at: int) -> set[str]:
    """`Interp present: Colleen R.`, `Doug (interp)`."""
    titled = _titled_before(tokens, at)
    found = set(_called(titled.lower)) if titled is not None else set()
    behind = [one for one in tokens[at + 1 : at + 4] if one.lower not in ("present", ":", "=", "is", "was")][:1]
    before = tokens[at - 2 : at - 1] if at > 1 and tokens[at - 1].text == "(" else []
    beside = [one for one in [*behind, *before] if one.kind in (MAYBE, OTHER) and one.text.istitle()]
    near = [one.lower for one in beside if one.start - tokens[at].end < 14]
    return found | {part for name in near for part in _called(name)}


def _titled_before(tokens: Sequence[Token], at: int) -> Token | None:
    """`Ms. Linh Pham, certified Vietnamese interpreter`"""
    for place in range(at - 1, max(0, at - 5), -1):
        token = tokens[place]
        if token.text == "," and place > 0:
            name = tokens[place - 1]
            titled = name.kind in (OTHER, MAYBE) and name.lower.split()[0] in words.HONORIFICS - _KIN_TITLES
            return name if titled and " " in name.text else None
        if token.kind == POINT:
            return None
    return None


_KIN_TITLES = words.word_set("father sister brother")


def _called(name: str) -> list[str]:
    """`ms l carrasquillo`: the first name and the surname, up to whoever the list names next."""
    parts = _without_title(name)
    own = list(takewhile(lambda part: part not in words.RELATIONS | words.JOBS, parts))
    return [part for part in own if len(part) > 1][:2]


def _without_title(name: str) -> list[str]:
    return [part for part in name.split() if part.rstrip(".") not in words.HONORIFICS]


def _is_away(tokens: Sequence[Token], at: int) -> bool:
    before = [token.lower for token in tokens[max(0, at - 3) : at]]
    return any(word in ("no", "without", "out", "w/out") for word in before)


def is_english(text: str) -> bool:
    """By its small words; a text that shows neither counts as English when it has no foreign letters."""
    said = [hit.lower().replace("’", "'") for hit in re.findall(r"[^\W\d_]+(?:['’]\w+)?", text[:500])]
    english = sum(word in _ONLY_ENGLISH for word in said)
    other = sum(word in _ELSEWHERE - _ENGLISH for word in said)
    return _FOREIGN.search(text) is None and english >= other and not re.search(r"[^\x00-\x7f“”‘’…–—]", text)


def in_own_voice(tokens: Sequence[Token]) -> bool:
    """`with her own voice`, `his English`, `in English, herself`: nobody stands between."""
    lowered = [token.lower for token in tokens]
    owned = [word for before, word in pairwise(lowered) if before in ("his", "her", "own")]
    alone = "english" in lowered and any(word in ("himself", "herself", "own") for word in lowered)
    return alone or any(word in ("voice", "english", "speech") for word in owned)


def speaks_for_self(tokens: Sequence[Token], whose: Token, said: str) -> bool:
    """`The interpreter told me on the way out`, `Ms. Dean, for herself`, `“The interpreter asks …”`: their own remark."""
    lowered = [token.lower for token in tokens if token.start >= whose.end]
    alone = any(word in ("herself", "himself", "themselves", "themself") for word in lowered)
    if alone or re.search(r"\b(?:the|this is the|as the) (?:interpreter|interp)\b", said, re.I):
        return True
    behind = [token for token in tokens if token.start >= whose.end and token.kind != POINT]
    told = bool(behind) and behind[0].lower in ("told", "asked", "asks", "tells")
    return told and not any(token.kind in (ME, THEY) for token in behind[1:3])
