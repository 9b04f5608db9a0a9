"""Turns of phrase that give words to the person: “in her own words”, “according to Rosa”."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from engine.guard.claims import Claim
from engine.guard.labels import labels
from engine.guard.listed import listed
from engine.guard.looks import Look
from engine.guard.people import DETERMINERS, ORDINARY, PARTICLES, ROLES, Names
from engine.guard.references import REFERENCE
from engine.guard.speech import KIN_AND_STAFF
from engine.guard.viewpoints import viewpoints

_ROLE = rf"(?:(?:{'|'.join(sorted(DETERMINERS - {'every', 'each'}))})\s+(?:{'|'.join(sorted(ROLES))}))"
_SPEECH_NOUN = (
    r"(?:words|word|quote|quotes|quotation|statement|statements|comment|comments|remark|remarks|answer|reply|response|"
    r"message|report|account|testimony|phrase)"
)
_DONE = (
    r"(?:said|stated|told|reported|expressed|described|requested|shared|explained|put|mentioned|indicated|voiced|asked|"
    r"verbalized|verbalised|dictated|worded|quoted|phrased|declared|relayed|spoken|noted|confirmed|denied)"
)
_INSTRUCTED = re.compile(
    r"(?:\b(?:to|can|may|could|might|will|should|must|let|lets|help|helps|write|writes|record|records|use|uses|keep|keeps|"
    r"ask|asks|invite|invites|and|if|when|until)\s[^.!?;\n:]{0,60})$"
)
_OTHERS = KIN_AND_STAFF - listed("i we you it plan notes record report")
_ENDS = re.compile(r"[.!?;\n]")
_FARTHEST = 600
"""Characters before and after a turn of phrase that belong to its claim at most."""


def claims(seen: Look, names: Names) -> Iterator[Claim]:
    """Each turn of phrase, with what it claims: the words after it, or before it where nothing follows."""
    found = list(_rules(names).finditer(seen.lower))
    ends = [end.start() for end in _ENDS.finditer(seen.lower)] if found else []
    for one in found:
        if claim := _claim(seen, one, ends, names):
            yield claim
    yield from labels(seen, names)


def _claim(seen: Look, found: re.Match[str], ends: Sequence[int], names: Names) -> Claim | None:
    at, after = bisect_left(ends, found.start()), bisect_left(ends, found.end())
    begin = max(ends[at - 1] + 1 if at else 0, found.start() - _FARTHEST)
    end = min(ends[after] if after < len(ends) else len(seen.lower), found.end() + _FARTHEST)
    if found.group("view") and _of_another(seen, max(0, found.start() - 90), found.start(), names):
        return None
    own = found.group("own") or found.group("instructed")
    before = seen.lower[max(begin, found.start() - 90) : found.start()]
    if own and _INSTRUCTED.search(before) and not re.match(r"\s*[:,\"“]", seen.lower[found.end() : end]):
        return None
    content, content_end = _skipped(seen.lower, found.end(), end), end
    if content >= end:
        content, content_end = _skipped(seen.lower, begin, found.start()), found.start()
        while content_end > content and seen.lower[content_end - 1] in " ,(-":
            content_end -= 1
    if content >= content_end:
        content, content_end = found.start(), found.end()
    near = REFERENCE.search(seen.plain, content, min(len(seen.plain), content + 140)) or REFERENCE.search(
        seen.plain, max(begin, found.start() - 60), found.start()
    )
    if near is not None and near.start() > content + 40 and content > found.end():
        near = None
    return Claim(found.start(), max(end, found.end()), content, content_end, near.group() if near else "")


def _of_another(seen: Look, begin: int, end: int, names: Names) -> bool:
    """Whether “in his view” is another's: somebody who speaks for themselves is named before, and the person is not."""
    before = list(re.finditer(r"[^\W\d_]+", seen.plain[begin:end]))
    for at, word in reversed(list(enumerate(before))):
        low = word.group().lower()
        if low in names.parts:
            return False
        if (
            low in _OTHERS
            or low.endswith(("ologist", "iatrist", "therapist", "ician"))
            or (at and word.group()[0].isupper() and len(low) > 1)
        ):
            return True
    return False


def _skipped(text: str, begin: int, end: int) -> int:
    while begin < end and not (text[begin].isalnum() or text[begin] in "[“\"'«"):
        begin += 1
    return begin


@lru_cache(maxsize=512)
def _rules(names: Names) -> "re.Pattern[str]":
    """One pattern for all phrases. `own` and `instructed` are those that an instruction may hold as well."""
    person = _person(names)
    of_person = rf"(?:{person}['’]s|{person}['’]|her|his)" if person else r"(?:her|his)"
    of_person = rf"(?:{of_person}|{_ROLE}['’]s?)"
    them = (
        rf"(?:{person}|{_ROLE}|\b(?:him|them)\b|\b(?:her|herself)\b(?!\s+(?:mother|mom|mum|father|dad|sister|brother|family|team|staff|doctor|nurse|guardian|aunt|uncle|friend|parents|records?|file|chart|plan|assessments?|report|coordinator|teacher|therapist|[a-z]+ist)\b)|\b(?:she|he)\b)"
        if person
        else rf"(?:{_ROLE}|him|\bher\b(?=\s*[,.:;)]|\s*$)|\b(?:she|he)\b)"
    )
    not_possessive = r"(?!['’]s?\b)"
    adjective = r"(?:own|exact|very|actual|original|precise|literal|real|spoken)"
    phrases = [
        rf"(?P<own>in\s+(?:{of_person}|their|one's)\s+(?:(?:very|own|exact|actual|original|precise|literal|real|spoken)\s+)*(?:words|voice)\b)",
        rf"(?P<instructed>\b{of_person}\s+(?:{adjective}\s+)+(?:words|voice|phrase|phrasing)\b)(?=\s*(?:$|[,:.\"“]|(?:are|were|is|was|about|on|for)\b))",
        rf"in\s+the\s+(?:own\s+)?words\s+of\s+{them}{not_possessive}",
        rf"\b(?:to|i)\s+(?:use|quote|cite)\s+{of_person}\s+(?:own\s+)?words",
        rf"(?<!\[)\b(?:to\s+quote|quoting|quote\s+from|quoted\s+from|quote\s+by|quote\s*[:=])\s*(?:{them}{not_possessive})?",
        r"\b(?:quote[\s,-]+unquote|and\s+i\s+quote|end\s+quote|unquote|open\s+quote|verbatim\s*:|word\s+for\s+word\s*:|literally\s+said)",
        rf"\baccording\s+to\s+{them}{not_possessive}",
        rf"\bper\s+(?:{person}|the\s+(?:{'|'.join(sorted(ROLES))})){not_possessive}(?=\s*(?:[,.:;)\]]|$|\w))"
        if person
        else r"\bper\s+the\s+(?:client|participant|individual|consumer)\b(?!['’])",
        rf"\bper\s+(?:{of_person}|client|participant|individual|patient|pt|consumer|self)[\s-]+(?:own\s+)?(?:request|report|wish|wishes|words|statement|account)\b",
        rf"\b(?:at|on|upon)\s+{of_person}\s+(?:own\s+)?(?:request|word)\b",
        rf"\bby\s+{of_person}\s+own\s+(?:account|report|admission|words)\b",
        r"\b(?:by|per|via|based\s+on|according\s+to)\s+self[\s-]+report(?:s|ed|ing)?\b",
        rf"\bas\s+{them}\s+(?:\w+ly\s+|often\s+|always\s+|once\s+|also\s+|would\s+|has\s+|had\s+)*(?:puts?|says?|said|tells?|told|calls?|called|likes\s+to\s+(?:say|put)|stated|explained|described|phrased|wrote|signed)\b",
        rf"\b{_DONE}(?:\s+(?:directly|often|clearly|also|again|repeatedly|to\s+us|to\s+staff))?\s+by\s+{them}{not_possessive}(?!\s+(?:mother|mom|father|dad|sister|brother|family|team|staff|doctor|nurse|guardian)\b)",
        rf"\b{of_person}\s+{_SPEECH_NOUN}\s*(?:(?:is|was|were|are)\b(?!\s+(?:kept|written|recorded|shown|above|below|in|on|at|here|there|first|not|never|linked|read|what|used|respected|heard|listened|counted|taken|asked|given|passed|the)\b)|:|that\b|,\s*[\"“])",
        rf"\b{of_person}\s+(?:request|complaint|wish|answer|message)\s*(?::|(?:is|was)\s*:|that\s+(?:she|he|they|it|we|staff)\b)",
        rf"\b(?:heard|learned|learnt|know|understand|understood|gathered)\s+(?:it\s+)?(?:directly\s+)?from\s+{them}{not_possessive}\s+(?:herself\s+|himself\s+)?(?:that|how|why)\b",
        rf"\b{them}{not_possessive}\s+(?:has\s+|have\s+|had\s+|also\s+|often\s+|always\s+)*(?:lets?|made|makes|making)\s+(?:it\s+)?(?:us|staff|me|the\s+team|everyone|everybody|very|quite|perfectly|abundantly|absolutely)?\s*(?:it\s+)?(?:know|known|clear|plain)\s+(?:to\s+(?:us|staff|the\s+team|everyone)\s+)?(?:that|she|he|they)\b",
        rf"\b(?:statement|quotation|words|remark|testimony)\s+(?:from|by|of)\s+{them}{not_possessive}\s*(?::|is|was|that|,)",
        rf"\b{them}{not_possessive}\s+(?:was|were|is|has\s+been)\s+(?:quoted|heard)\s+(?:as\s+)?(?:saying|to\s+say|say|telling)\b",
        rf"\b{them}{not_possessive}\s+(?:gave|voiced|offered|has\s+given)\s+(?:(?:the|her|his|an|this)\s+)?(?:opinion|view|wish|answer|reason|statement)\s+(?:that|is|was|:)",
        rf"\b{them}{not_possessive}\s+(?:puts?|put)\s+it\b",
        rf"\b{them}{not_possessive}\s+(?:was|is|were)\s+(?:like|all)\s*[,:]",
        rf"\b{them}{not_possessive}\s+(?:goes|went)\s*[,:]\s*[\"“']",
        rf"\b{of_person}\s+(?:\w+\s+)?self[\s-]?report(?:s|ed)?\b",
        *viewpoints(of_person, them, not_possessive),
    ]
    return re.compile("|".join(f"(?:{phrase})" for phrase in phrases))


def _person(names: Names) -> str:
    """The person's names as one alternation, longest first; names that are ordinary words only as whole names."""
    whole = {r"\s+".join(re.escape(part) for part in name) for name in names.whole if len(name) > 1}
    parts = {
        re.escape(part) for part in names.parts if part not in ORDINARY and part not in PARTICLES and len(part) > 1
    }
    several = sorted(whole | parts, key=len, reverse=True)
    return rf"(?:\b(?:{'|'.join(several)})\b(?!-))" if several else ""
