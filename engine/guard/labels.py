"""The person's name as a speaker's label (“Rosa: more tea”) or as a signature (“Home is best. – Rosa”)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from engine.guard.claims import Claim
from engine.guard.looks import Look
from engine.guard.people import DETERMINERS, ROLES, Names
from engine.guard.references import REFERENCE

_DOES = re.compile(
    r"(?!(?:yes|this|is|as|always|sometimes|less|his|hers|its|us|was|does|has|pass|plus|thanks|perhaps|lots)\b)[a-z]+s\b(?![’'])"
)
"""What staff write after a name and a colon about what the person does: “Rosa: stirs the pot”."""

_SPOKEN = re.compile(
    r"\b(?:is|are|was|were|isn't|aren't|don't|doesn't|didn't|can't|won't|no|yes|never|too|want|wants|like|hate|love|need|"
    r"es|son|esta|quiero|quiere|no|nunca)\b"
)
"""Words that make a sentence of what follows a weaker label; a list of tasks has none."""

_ABOUT_HER = re.compile(r"(?:who|whose|whom|which|aged?|born|with|from|\d)\b|[^\n]{1,80}?\s[-]\s")
_START = r"(?:^|\n)[\s\-*•>@#]*(?:\(?\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm|a\.m\.|p\.m\.)?[.)\]]?\s+)?"
_FARTHEST = 600


def labels(seen: Look, names: Names) -> Iterator[Claim]:
    """Each label or signature, with the words it claims."""
    patterns = _patterns(names)
    taken: set[int] = set()
    for pattern in patterns.labels:
        for found in pattern.finditer(seen.lower):
            weak = pattern is not patterns.labels[0]
            if found.start("name") not in taken and (claim := _claim(seen, found, weak=weak)):
                taken.add(found.start("name"))
                yield claim
    for pattern in patterns.signatures:
        for found in pattern.finditer(seen.lower):
            if claim := _signed(seen, found, weak=pattern is not patterns.signatures[0]):
                yield claim


def _signed(seen: Look, found: "re.Match[str]", *, weak: bool) -> Claim | None:
    begin = max(seen.lower.rfind("\n", 0, found.start()), found.start() - _FARTHEST, -1) + 1
    while begin < found.start() and not (seen.lower[begin].isalnum() or seen.lower[begin] == "["):
        begin += 1
    said = seen.lower[begin : found.start() + 1]
    if len(said.split()) < 2 or REFERENCE.search(said) or (weak and not _SPOKEN.search(said)):
        return None
    return Claim(begin, found.end("name"), begin, found.start() + 1)


def _claim(seen: Look, found: "re.Match[str]", *, weak: bool = False) -> Claim | None:
    line = seen.lower.find("\n", found.end(), found.end() + _FARTHEST)
    end = line if line >= 0 else min(len(seen.lower), found.end() + _FARTHEST)
    content = found.end()
    while content < end and not (seen.lower[content].isalnum() or seen.lower[content] in "[“\"'«"):
        content += 1
    said = seen.lower[content:end]
    if not said or _DOES.match(seen.plain[content:end]) or said[0].isdigit() or said[0] in "(+":
        return None
    if weak and (not _SPOKEN.search(said) or _ABOUT_HER.match(said)):
        return None
    near = REFERENCE.match(seen.plain, content)
    return Claim(found.start("name"), end, content, end, near.group() if near else "")


@dataclass(frozen=True)
class _Patterns:
    """The first of each counts by itself; the others count with a spoken sentence only."""

    labels: "tuple[re.Pattern[str], ...]"
    signatures: "tuple[re.Pattern[str], ...]"


@lru_cache(maxsize=512)
def _patterns(names: Names) -> _Patterns:
    whole = {r"\s+".join(re.escape(part) for part in name) for name in names.whole}
    called = sorted(whole | {re.escape(part) for part in names.parts if len(part) > 1}, key=len, reverse=True)
    initials = sorted({*names.initials, *(first[0] for first in names.first)}, key=len, reverse=True)
    roles = rf"(?:(?:{'|'.join(sorted(DETERMINERS))})\s+)?(?:{'|'.join(sorted(ROLES - {'person', 'persona'}))})"
    name = rf"(?P<name>{'|'.join(called) or '(?!)'})"
    other = rf"(?P<name>{'|'.join([roles, 'she', 'he', 'ella', *map(re.escape, initials)])})"
    aside, colon = r"(?:\([^()\n]{0,40}\)\s*)?", r"(?::|->|=>|>)"
    labels = [
        rf"{_START}[\"“]?{name}\b[\"”]?\s*{aside}{colon}\s*(?=\S)",
        rf"{_START}{name}\b\s*{aside}(?:\s-+\s|--+|[=|~]|\.\.+)\s*(?=\S)",
        rf"{_START}[\[<{{(]\s*{name}\s*[\]>}})]\s*(?=\S)",
        rf"(?<=[.!?;])\s+{name}\s*{aside}:\s*(?=\S)",
        rf"{_START}{name}\s+(?:on|about|re|regarding)\s+(?:her|his|the|what|why|how|where|who|living)\b[^.:\n]{{0,40}}:\s*(?=\S)",
        rf"{_START}{other}\s*{aside}{colon}\s*(?=\S)",
    ]
    signatures = [
        rf"[.!?][\"”')]?\s*[-~]+\s*{name}\s*(?=$|\n|[,(])",
        rf"\w[\"”')]?\s+[-~]+\s*{name}\s*[.]?\s*(?=$|\n)",
        rf"\w[.!?]?\s*[(\[]{name},\s*(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[^()\n]{{0,20}}[)\]]",
    ]
    return _Patterns(tuple(map(re.compile, labels)), tuple(map(re.compile, signatures)))
