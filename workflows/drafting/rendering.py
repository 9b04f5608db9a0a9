"""Renderings of the person's words: by an interpreter the sentence names, in brackets behind the words, in a turn of its own.

What comes out is never verbatim, so that these ways only say `interpreted`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from workflows.drafting import doubts, words
from workflows.drafting.aac import free_of
from workflows.drafting.claims import Claim, addressed
from workflows.drafting.interpreting import Interpreting, in_own_voice, is_english
from workflows.drafting.marks import Span
from workflows.drafting.passage import Passage
from workflows.drafting.people import MAYBE, ME, OTHER, POINT, THEY, Token
from workflows.drafting.said import folded, speaks_of_self, speaks_of_third
from workflows.drafting.turns import Turn

_GLOSS = re.compile(r"[»”\"’][ \t]{0,2}[\[(](?P<said>[^\])\n“”\"«»:=]{8,300})[\])]")
_OPENED = re.compile(r"[\[(][^\])\n\[(“”\"«»]{0,24}$")
_IN_ENGLISH = re.compile(r"(?:[’']s|\bmy) English\b[^.!?\n]{0,24}:\s*$")
_STAGE = words.word_set(
    "he she they his her their in not to with no spoken said says pause laughs laughing crying smiling"
)
_VOICING = words.word_set(
    "voicing voiced voices interpreting interpreted interprets translating translated rendered rendering"
)
_THROUGH = words.word_set("through via thru w with by")
_FOR = words.word_set("for")
FEWEST_WORDS = 3
_FOR_WHOM = re.compile(r"\b(?:for|voicing)\b", re.I)
"""`Mr. Jacques (interpreter for Fritz)`, as some transcripts head what is said for somebody."""


def gloss_spans(note: str, taken: Sequence[Span]) -> list[Span]:
    """`«…» [I get up with the roosters]`: places to look at; one that renders nothing is dropped."""
    found = [
        hit
        for hit in _GLOSS.finditer(note)
        if _may_render(hit.group("said")) and not is_english(_words_that_end(note, hit.start() + 1))
    ]
    spans = [Span(*hit.span("said"), *hit.span("said"), closed=True, tentative=True) for hit in found]
    return free_of(spans, taken)


def _may_render(text: str) -> bool:
    said = folded(text)
    staged = said[:1] and (said[0] in _STAGE or said[0].endswith(("ing", "ed")))
    return len(said) >= FEWEST_WORDS and not staged and is_english(text)


def is_gloss(passage: Passage) -> bool:
    """English in a bracket right behind words in another language."""
    if passage.before is None or not is_english(passage.text):
        return False
    between = passage.note[passage.before : passage.span.outer_start]
    named = [token for token in passage.between[-3:] if token.kind in (ME, THEY)]
    opened = _OPENED.search(between) is not None or _IN_ENGLISH.search(between) is not None
    near = opened and len(between) < 60 and "\n" not in between
    return near and not named and not is_english(_words_that_end(passage.note, passage.before))


def stands_as_gloss(passage: Passage) -> bool:
    """Whether it was only looked at because of its bracket."""
    before = passage.note[passage.span.outer_start - 1 : passage.span.outer_start]
    return passage.span.tentative and before in ("[", "(")


def _words_that_end(note: str, end: int) -> str:
    """The quotation whose closing mark stands right before `end`."""
    return re.split(r"[“«\"‘]", note[max(0, end - 300) : end].rstrip('»”"’ \u00a0'))[-1]


def by_interpreter(passage: Passage, interpreting: Interpreting, *, last_theirs: bool) -> bool:
    """`Interp for Rosa: “…”`, `through the interpreter she said “…”`, `Devi voicing: “…”`, `[interpreter] “…”`."""
    lead = [token for token in passage.lead if token.text not in "\"'"]
    at = next((at for at in range(len(lead) - 1, -1, -1) if interpreting.is_one(lead[at])), None)
    kin = {name for name, role in passage.people.relations.items() if role in words.RELATIONS} | words.RELATIONS
    voicer = next((at for at in range(len(lead) - 1) if _is_voicing(lead[at], lead[at + 1], kin)), None)
    at = voicer if voicer is not None else at
    if at is None or not is_english(passage.text) or in_own_voice(lead) or _is_of_interpreter(passage, lead[at:]):
        return False
    if (voicer is None and not interpreting.in_reach(lead)) or doubts.about_telling(passage, Claim(None, "")):
        return False
    named = [token for token in lead if token.kind in (ME, THEY)]
    others = [
        token
        for place, token in enumerate(lead)
        if token.kind in (OTHER, MAYBE)
        and not interpreting.is_one(token)
        and not addressed(lead, place)
        and place != voicer
        and token.lower not in _THROUGH
    ]
    if others:
        return False
    alone = all(token.kind == POINT for token in lead[at + 1 :])
    bare = alone and not named and interpreting.says_role(lead[at]) and (interpreting.for_person or last_theirs)
    through = at > 0 and any(token.lower in _THROUGH for token in lead[max(0, at - 2) : at])
    if through and alone and at == 1:  # `Lucía was asked why. Via interpreter: “…”`
        return last_theirs or (interpreting.for_person and _is_about_person(passage))
    served = bool(named) or last_theirs or interpreting.for_person
    return bare or (through and (bool(named) or (alone and last_theirs))) or (served and _speaks_for(lead, at))


def _is_about_person(passage: Passage) -> bool:
    """The line names the person last, of all who do not interpret."""
    named = [token for token in passage.line[:-2] if token.kind in (ME, OTHER)]
    return bool(named) and named[-1].kind == ME


def _is_voicing(who: Token, doing: Token, kin: Collection[str]) -> bool:
    """Not a relative, who may be speaking for the person rather than for them to be heard."""
    return who.kind in (OTHER, MAYBE) and who.lower not in kin and doing.lower in _VOICING


def _speaks_for(lead: Sequence[Token], at: int) -> bool:
    """`for her`, `for Mr. Hassan`, `voicing for Joelle`; the interpreter stands first."""
    behind = [token for token in lead[at + 1 :] if token.kind != POINT]
    served = any(
        first.lower in _FOR and (second.kind in (ME, THEY) or second.lower in ("her", "him", "them", "the"))
        for first, second in pairwise(behind)
    )
    return served or any(token.lower in _VOICING for token in behind[:1])


def _is_of_interpreter(passage: Passage, lead: Sequence[Token]) -> bool:
    """Their own remark: `speaking as herself`, `the interpreter needs to move`, `told me after`."""
    own = any(word in ("interpreter", "interp", "intérprete") for word in folded(passage.text))
    alone = any(token.lower in ("herself", "himself", "themselves", "told", "asked", "asks", "aside") for token in lead)
    return own or alone or (speaks_of_third(passage.text) and not speaks_of_self(passage.text))


def rendering_turns(note: str, every: Sequence[Turn], own: Sequence[Turn]) -> list[Turn]:
    """An interpreter's turn right behind one of the person in another language."""
    ends = {turn.end for turn in own}
    return [turn for before, turn in pairwise(every) if before.end in ends and _renders(note, before, turn)]


def _renders(note: str, before: Turn, turn: Turn) -> bool:
    speaks = any(part.strip(".,()").lower() in words.INTERPRETERS for part in turn.speaker.split())
    text = note[turn.start : turn.end]
    own = any(word in ("interpreter", "interp", "intérprete", "excuse") for word in folded(text))
    elsewhere = _FOR_WHOM.search(turn.speaker) is not None or not is_english(note[before.start : before.end])
    return speaks and not own and is_english(text) and elsewhere
