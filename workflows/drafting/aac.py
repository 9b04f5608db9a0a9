"""What a device said, written down without quotation marks: `AAC: WANT HOME DAD`, `Theo (AAC): want dog
now`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workflows.drafting import words
from workflows.drafting.codes import codes_in
from workflows.drafting.marks import Span
from workflows.drafting.names import names_pattern

_KIND = (
    r"(?i:aac|sgd|aac device|talker|device|speech device|dynavox|proloquo|proloquo2go|touchchat|tobii"
    r"|eye ?gaze|letter ?board|ipad|tablet)"
)
_BY_HAND = r"(?i:typed?|typing|text(?:ed|s)?|chat|written|wrote|signed|sign|asl)"
_STOP = re.compile(r"\n|[(\[{→←\"“”«»]|\s[–—-]+\s|\s//|\s\||$")
_NEXT_LABEL = re.compile(
    r"(?:(?<=[.!?…])|(?<=\s[-–—/|]))[ \t]+(?=[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)?(?: ?\([^)\n]{1,30}\))?[ \t]?:(?:\s|$))"
)
_MARKS = "\"“”«»‘’'"


def device_utterances(note: str, names: Sequence[str], taken: Sequence[Span]) -> list[Span]:
    """Capitals or the person's own words only: `Device: charges at night` is the writer speaking about
    it."""
    codes = "".join(sorted(codes_in(note)))
    kinds = rf"(?:{_KIND}|{_BY_HAND}{f'|[{codes}]' if codes else ''})(?: device)?"
    used = r"(?: (?:last|first) words?)?\s*[(\[,]?\s*(?:via |on |with |w/ |using )?(?:his |her |their )?"
    verb = r"(?: (?:opens|begins|starts|says|said|adds|added|answers|answered|again|then|ends|closes))?"
    named = rf"{names_pattern(names)}\.?{verb}{used}{kinds}(?:, typed live| live)?[)\]]?"
    label = re.compile(
        rf"(?:^|(?<=[.;:!?–—→|”\"]\s)|(?<=\bfrom )(?=[A-Z]))[ \t>*•-]*(?:(?P<named>{named})|{_KIND})[ \t]*:[ \t]*(?=\S)",
        re.M,
    )
    spans: list[Span] = []
    found: list[tuple[re.Match[str], int]] = []
    for hit in label.finditer(note):
        end = _stop(note, hit.end())
        if note[hit.end()] not in _MARKS and end > hit.end():
            found.append((hit, end))
    often = _speaks_often([(hit, note[hit.end() : end]) for hit, end in found])
    for hit, end in found:
        uttered = note[hit.end() : end]
        if not _is_remark(uttered) and (often or _is_uttered(uttered, hit)):
            spans.append(Span(hit.end(), end, hit.end(), end, closed=True))
    return free_of(spans, taken)


def _speaks_often(found: Sequence[tuple[re.Match[str], str]]) -> bool:
    """Where the note writes the device's words down so again and again, its label is a speaker's."""
    speaking = [
        hit.group("named") is not None or hit.group().strip().lower().startswith("aac") or _is_uttered(said, hit)
        for hit, said in found
    ]
    return sum(speaking) >= 3 or (len(speaking) > 1 and 2 * sum(speaking) >= len(speaking) + 1)


def _is_remark(said: str) -> bool:
    """`Device: needs charging`, `AAC: used for choices`: the writer about the device."""
    first = said.split()[0].strip(".,:").lower() if said.split() else ""
    return first in words.REPORTS | _ABOUT_DEVICES or len(said) >= 2000


_ABOUT_DEVICES = words.word_set(
    "needs need charge charges charged charging mounted mount battery used uses using device new old funding repair "
    "broken broke is was are were has had will should updated update see trial trialed goal goals backup none yes/no"
)


def _stop(note: str, start: int) -> int:
    hit = _STOP.search(note, start)
    end = hit.start() if hit else len(note)
    following = _NEXT_LABEL.search(note, start, min(end + 1, len(note)))
    end = following.start() if following else end
    return end - (len(note[start:end]) - len(note[start:end].rstrip()))


def _is_uttered(said: str, hit: re.Match[str]) -> bool:
    shouted = said.isupper() and len(said.split()) <= 30
    own = any(word.strip(".,!?").lower().replace("’", "'") in words.FIRST_PERSON for word in said.split()[:12])
    return bool(said.strip()) and len(said) < 2000 and (shouted or own or hit.group("named") is not None)


def free_of(spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """Those that no marked quotation crosses. Both lists are in order."""
    free: list[Span] = []
    at = 0
    for span in spans:
        while at < len(taken) and taken[at].outer_end <= span.start:
            at += 1
        if at == len(taken) or taken[at].outer_start >= span.end:
            free.append(span)
    return free
