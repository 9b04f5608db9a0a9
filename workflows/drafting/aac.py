"""What a device said, written down without quotation marks: `AAC: WANT HOME DAD`, `Theo (AAC): want dog
now`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workflows.drafting import words
from workflows.drafting.marks import Span
from workflows.drafting.names import names_pattern

_KIND = (
    r"(?i:aac|sgd|aac device|talker|device|speech device|dynavox|proloquo|proloquo2go|touchchat|tobii"
    r"|eye ?gaze|letter ?board)"
)
_STOP = re.compile(r"\n|[(\[{→←\"“”«»]|\s[–—-]+\s|\s//|\s\||$")
_MARKS = "\"“”«»‘’'"


def device_utterances(note: str, names: Sequence[str], taken: Sequence[Span]) -> list[Span]:
    """Capitals or the person's own words only: `Device: charges at night` is the writer speaking about
    it."""
    used = r"\s*[(\[,]?\s*(?:via |on |with |w/ |using )?(?:his |her |their )?"
    named = rf"{names_pattern(names)}{used}{_KIND}(?: device)?[)\]]?"
    label = re.compile(rf"(?:^|(?<=[.;!?–—→|]\s))[ \t>*•-]*(?:(?P<named>{named})|{_KIND})[ \t]*:[ \t]*(?=\S)", re.M)
    spans: list[Span] = []
    for hit in label.finditer(note):
        end = _stop(note, hit.end())
        if note[hit.end()] not in _MARKS and end > hit.end() and _is_uttered(note[hit.end() : end], hit):
            spans.append(Span(hit.end(), end, hit.end(), end, closed=True))
    return _free(spans, taken)


def _stop(note: str, start: int) -> int:
    hit = _STOP.search(note, start)
    end = hit.start() if hit else len(note)
    return end - (len(note[start:end]) - len(note[start:end].rstrip()))


def _is_uttered(said: str, hit: re.Match[str]) -> bool:
    shouted = said.isupper() and len(said.split()) <= 30
    own = any(word.strip(".,!?").lower().replace("’", "'") in words.FIRST_PERSON for word in said.split()[:12])
    return bool(said.strip()) and len(said) < 2000 and (shouted or own or hit.group("named") is not None)


def _free(spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """Those that no marked quotation crosses. Both lists are in order."""
    free: list[Span] = []
    at = 0
    for span in spans:
        while at < len(taken) and taken[at].outer_end <= span.start:
            at += 1
        if at == len(taken) or taken[at].outer_start >= span.end:
            free.append(span)
    return free
