"""Verdicts where the note itself says whose words stand behind a mark, or in capitals."""

from __future__ import annotations

import re
from dataclasses import replace

from workflows.drafting import caution, doubts
from workflows.drafting.claims import Claim
from workflows.drafting.legend import Legend
from workflows.drafting.passage import Passage
from workflows.drafting.people import MAYBE, OTHER, People
from workflows.drafting.result import INTERPRETED, LIKELY, PARTICIPANT
from workflows.drafting.verdict import Verdict, proposed, unconfirmed

LEAST_CAPITALS = 2


def by_mark(people: People, legend: Legend, passage: Passage) -> Verdict | None:
    """`W/ “…”`: whoever is named in front of the mark is spoken to, or has spoken before."""
    introduced = legend.way(passage.span.outer_start)
    if introduced is None or _belongs_to_other(passage, introduced[0]):
        return None
    mark, way = introduced
    if way is None:
        return unconfirmed(f"The note says that “{mark}” stands for more than the person's own words.")
    behind = replace(passage, lead=(), line_start=passage.span.outer_start)
    doubt = doubts.another_time(passage) or doubts.about(behind, Claim(None, ""))
    if not doubt and "interpreter" in passage.text.lower():
        doubt = "These words speak of the interpreter."
    if not doubt and way.method == "aac" and _BY_ANOTHER.search(_since_last(passage)):
        doubt = (
            "The note tells right before of a key that was hit by mistake, or of words that were put into the device."
        )
    attribution = INTERPRETED if way.interpreted else PARTICIPANT
    if doubt:
        return proposed(people.full_name, doubt, attribution)
    why = f"The note says whose words stand behind “{mark}”."
    return Verdict(attribution, people.full_name, why, method=way.method)


_BY_ANOTHER = re.compile(
    r"\b(?:(?:pre-?)?program\w*|preset|pre-?loaded|stored (?:button|phrase|message)|bumped|brushed|by (?:mistake|accident)|accidental\w*)\b",
    re.I,
)


def _since_last(passage: Passage) -> str:
    """The line up to the mark, from the quotation before."""
    begin = max(passage.line_start, passage.before or 0)
    return passage.note[begin : passage.span.outer_start]


def in_capitals(people: People, legend: Legend, passage: Passage) -> Verdict | None:
    """Where the note says that capitals are the person's, and nobody else stands right before."""
    way, text = legend.capitals, passage.text
    if way is None or not text.isupper() or sum(letter.isalpha() for letter in text) < LEAST_CAPITALS:
        return None
    known = people.relations
    others = any(token.kind == OTHER or (token.kind == MAYBE and token.lower in known) for token in passage.lead)
    doubt = doubts.about(passage, Claim(None, "")) or doubts.about_device(passage) or caution.why_not(passage)
    if others or doubt:
        return None
    attribution = INTERPRETED if way.interpreted else PARTICIPANT
    why = "The note says that words in capitals are theirs."
    return Verdict(attribution, people.full_name, why, method=way.method, sure=LIKELY)


def _belongs_to_other(passage: Passage, mark: str) -> bool:
    """`Tou (E): “…”`: the mark says how somebody else put it."""
    before = passage.note[: passage.span.outer_start].rfind(mark)
    told = [token for token in passage.lead if token.end <= before]
    return bool(told) and told[-1].kind in (OTHER, MAYBE) and passage.note[told[-1].end : before].strip() == ""
