"""Takes out of a text what tells who somebody is, and leaves a token in its place."""

import re
from datetime import date

from workflows.deidentifying.known import Known
from workflows.deidentifying.names import Found, Spellings, apart, means_something_else
from workflows.deidentifying.patterns import PATTERNS, day_meant
from workflows.deidentifying.strangers import standing_like_names
from workflows.deidentifying.tokens import LOOKS_LIKE_ONE, TOKEN, Tokens

_LABEL = re.compile(r"(?m)^[ \t]*([A-Z])(?=\s?:)")
_BEFORE_A_VERB = re.compile(r"(?<![\w.])([A-Z])\.(?=\s+[a-z])")


def take_out(text: str, known: Known, tokens: Tokens, *, spellings: Spellings | None = None) -> str:
    """The text with tokens. Over-careful on purpose: what is taken out comes back, what is sent does not.

    `spellings` are those of `known`, made once for many texts.
    """
    by_name = spellings or Spellings(known)
    found = [Found(hit.start(), hit.end(), "TEXT", hit.group(), hit.group()) for hit in LOOKS_LIKE_ONE.finditer(text)]
    text = _with_tokens(text, found, tokens, over_tokens=True)
    for kind, pattern in PATTERNS:
        text = _with_tokens(text, _shaped(text, kind, pattern), tokens)
    text = _with_tokens(text, [hit for day in known.days for hit in _days(text, day)], tokens)
    text = _with_tokens(text, [hit for place in known.places for hit in _places(text, place)], tokens)
    named = [hit for hit in by_name.find(text) if not means_something_else(text[hit.start : hit.end])]
    text = _with_tokens(text, named, tokens)
    text = _with_tokens(text, list(_single_letters(text, known)), tokens)
    return _with_tokens(text, list(standing_like_names(text, known)), tokens)


def _with_tokens(text: str, found: list[Found], tokens: Tokens, *, over_tokens: bool = False) -> str:
    """The stretches replaced. What lies inside a token that is there already is left alone."""
    taken = [] if over_tokens else [hit.span() for hit in TOKEN.finditer(text)]
    free = [one for one in found if not any(start < one.end and one.start < end for start, end in taken)]
    for one in reversed(apart(free)):
        token = tokens.token(str(one.kind), one.key, one.shown)
        text = f"{text[: one.start]}{token}{text[one.end :]}"
    return text


def _shaped(text: str, kind: str, pattern: re.Pattern[str]) -> list[Found]:
    return [
        Found(hit.start(), hit.end(), kind, _same(kind, hit.group()), hit.group()) for hit in pattern.finditer(text)
    ]


def _same(kind: str, written: str) -> str:
    """What makes two of a kind the same: a day by the day it is, a telephone number by its digits, the rest by its letters."""
    if kind == "DATE":
        return day_meant(written)
    if kind == "PHONE":
        return re.sub(r"\D", "", written)[-10:]
    return " ".join(written.lower().split())


def _days(text: str, day: date) -> list[Found]:
    """A day the record knows, also where only its digits stand together."""
    spelled = {f"{day:%m%d%Y}", f"{day:%Y%m%d}", f"{day:%d%m%Y}", f"{day:%m%d%y}"}
    return [
        Found(hit.start(), hit.end(), "DATE", day.isoformat(), hit.group())
        for spelling in spelled
        for hit in re.finditer(rf"(?<!\d){spelling}(?!\d)", text)
    ]


def _places(text: str, place: str) -> list[Found]:
    spelled = r"\s+".join(re.escape(word) for word in place.split())
    return [
        Found(hit.start(), hit.end(), "ADDRESS", place.casefold(), hit.group())
        for hit in re.finditer(rf"(?<!\w){spelled}(?!\w)", text, re.IGNORECASE)
    ]


def _single_letters(text: str, known: Known) -> list[Found]:
    """“M: ...” at the start of a line, and “M. said”, where the record has somebody of that letter."""
    letters: dict[str, list[tuple[str, str]]] = {}
    for name in known.names:
        if name.close:
            for letter in {written.strip()[:1].upper() for written in name.written if written.strip()}:
                letters.setdefault(letter, []).append((str(name.kind), name.shown))
    found = []
    for pattern in (_LABEL, _BEFORE_A_VERB):
        for hit in pattern.finditer(text):
            who = list(dict.fromkeys(letters.get(hit.group(1), [])))
            if len(who) == 1:
                found.append(Found(hit.start(1), hit.end(1), who[0][0], who[0][1], who[0][1]))
            elif who:
                found.append(Found(hit.start(1), hit.end(1), "NAME", f"letter {hit.group(1)}", hit.group(1)))
    return found
