"""From a paragraph to lines with one idea each. Splits only where both halves stand by themselves; changes no word."""

import re

_SHORT_FORMS = frozenset(
    [
        "dr",
        "mr",
        "mrs",
        "ms",
        "mx",
        "st",
        "sr",
        "jr",
        "no",
        "approx",
        "vs",
        "etc",
        "e.g",
        "i.e",
        "a.m",
        "p.m",
        "inc",
        "min",
        "max",
        "hr",
        "hrs",
        "wk",
        "dra",
        "sra",
        "srta",
        "pág",
        "núm",
        "aprox",
    ]
)
_END = re.compile(r"[.!?…]+[\"”’)\]]*(?=\s+[\"“‘(\[¿¡]*[A-ZÁÉÍÓÚÑ0-9])")
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")
_TWO_IDEAS = re.compile(
    r",?\s+(?:(?P<and>and|but|so|y|pero|así que))\s+"
    r"(?=(?:(?:she|he|they|we|you|it|this|staff|ella|él|ellas|ellos|nosotros|esto)\s+[a-záéíóúñ’']+))",
    re.IGNORECASE,
)
_ENOUGH = 3
"""Words that each half has at least, where a sentence is split at “and”, “but” or “so”."""


def ideas(text: str) -> list[str]:
    """The lines of a text, in order. Nothing is lost but bullets, semicolons and the word that joined two halves."""
    return [
        idea for row in text.splitlines() for sentence in _sentences(_BULLET.sub("", row)) for idea in _split(sentence)
    ]


def _sentences(row: str) -> list[str]:
    found: list[str] = []
    start = 0
    for end in _END.finditer(row):
        last = row[start : end.start()].split()
        if last and end.group().startswith(".") and _is_short_form(last[-1]):
            continue
        found.append(row[start : end.end()])
        start = end.end()
    found.append(row[start:])
    return [sentence.strip() for sentence in found if sentence.strip()]


def _is_short_form(word: str) -> bool:
    bare = word.lstrip('(“"').casefold()
    return bare in _SHORT_FORMS or (len(bare) == 1 and bare.isalpha() and bare != "i")


def _split(sentence: str) -> list[str]:
    return [tidy for half in re.split(r";\s+", sentence) for part in _at_joints(half) if (tidy := _as_line(part))]


def _at_joints(half: str) -> list[str]:
    parts: list[str] = []
    rest, place = half, 0
    while found := _TWO_IDEAS.search(rest, place):
        before, after = rest[: found.start()], rest[found.end() :]
        if len(before.split()) >= _ENOUGH and len(after.split()) >= _ENOUGH:
            joint = found.group("and").lower()
            parts.append(before)
            rest = after if joint in ("and", "y") else f"{joint} {after}"
            place = len(joint) + 1 if joint not in ("and", "y") else 0
        else:
            place = found.end()
    return [*parts, rest]


def _as_line(text: str) -> str:
    line = " ".join(text.split()).strip(" ,;")
    if not line or not any(letter.isalnum() for letter in line):
        return ""
    line = line[0].upper() + line[1:]
    return line if line[-1] in '.!?…:”"' else line + "."
