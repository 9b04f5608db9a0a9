"""The names the participant goes by in a note, and whether a bare first name may be somebody else's too."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from workflows.drafting import words
from workflows.drafting.given_names import FEMALE, MALE, NAMES_THAT_ARE_WORDS

_NICKNAME = (
    r"""\s*\(\s*(?:(?:goes by|prefers|called|aka|a\.k\.a\.|likes)\s+)?["“”'‘’]?"""
    r"""([^\W\d_][\w'’.-]{0,19}(?:\s[A-Z][\w'’.-]{0,19})?)["“”'‘’]?\s*[),;]"""
)
_MIDDLE = r"""\s+["“”'‘’(]([^\W\d_][\w'’.-]{0,19})["“”'‘’)]\s+"""
_APOSTROPHES = str.maketrans({"’": "'"})


def participant_names(note: str, *, person: str, also_called: Sequence[str]) -> list[str]:
    """Longest first. A surname alone counts only where the caller gave it, or with the title the note
    itself puts before the full name: a mother may share it."""
    given = [name for name in (" ".join(person.split()), *(" ".join(name.split()) for name in also_called)) if name]
    parts = given[0].split() if given else []
    names = list(given)
    if len(parts) > 1:
        first, last = _first_name(parts), parts[-1]
        names += [first, f"{first} {last}", f"{first} {last[0]}.", *_found_in(note, given[0], first, last)]
        names += [f"{name} {last}" for name in given[1:] if " " not in name]
        names += [] if _is_initial_of_another(note, first, last) else [f"{first[0]}. {last}"]
    names += _initials_used(note, given, others=_capitalised(note))
    spelled = {variant for name in names for variant in _spellings(name)}
    spelled |= {name.lower() for name in spelled if _is_no_word(name)}
    return sorted(spelled, key=lambda name: (-len(name), name))


def _is_initial_of_another(note: str, first: str, last: str) -> bool:
    """`L. Peck` where Lena Peck is in the note beside Lorraine Peck."""
    found = re.findall(rf"\b({re.escape(first[0])}[a-z]+)\s+{re.escape(last)}\b", note)
    return any(name != first and not first.startswith(name) for name in found)


def _initials_used(note: str, given: Sequence[str], *, others: frozenset[str]) -> list[str]:
    """`K: “…”`, `DK says`: letters used as a name, where no other name in the note begins with the same letter."""
    if not given or not given[0].split():
        return []
    first = {
        name[0] for name in given if name[:1].isalpha() and name.split()[0].lower().strip(".") not in words.HONORIFICS
    }
    own = {part.lower() for name in given for part in re.split(r"[\s-]", name)}
    full = given[0].split()
    both = {"".join(part[0] for part in re.split(r"[\s-]", given[0]) if part[:1].isalpha()), full[0][0] + full[-1][0]}
    taken = {name[0] for name in others if name.lower() not in own}
    letters = [letter for letter in first if letter not in taken] + [pair for pair in both if len(pair) > 1]
    used = {hit.group(1) for pattern in (_LETTERS_USED, _LETTERS_BEHIND) for hit in pattern.finditer(note)}
    return [each for each in letters if each.isupper() and each != "I" and each in used]


_ACTING = "|".join(sorted(words.SPEECH | words.ELIDED - words.word_set("can is was did does has had")))
_LETTERS_USED = re.compile(rf"(?<![\w.&/-])([^\W\d_]{{1,4}})(?:\.?:|\.? \([\w ,]{{1,20}}\):|['’]s\b|\s(?:{_ACTING})\b)")


_LETTERS_BEHIND = re.compile(r"[”\"’'»][ \t]*(?:\(|[–—-][ \t]?)([^\W\d_]{1,2})\.?\)?[ \t\r]*$", re.M)
"""`“to fly on a plane” (E.)`, `“no more vans” -E.`, at the end of a line."""


def _capitalised(note: str) -> frozenset[str]:
    found = frozenset(hit.group() for hit in re.finditer(r"(?<![\w'’])[A-Z][a-z]+(?=[\s:,)('’=])", note[:20_000]))
    names = FEMALE | MALE
    roles = words.RELATIONS | words.JOBS
    beside = frozenset(
        hit.group(2)
        for hit in re.finditer(r"\b([A-Za-z]+)\s\(?([A-Z][a-z]+)\b", note[:20_000])
        if hit.group(1).lower() in roles
    )
    return beside | frozenset(name for name in found if name.lower() in names)


def _is_no_word(name: str) -> bool:
    return len(name) >= 3 and name.isascii() and name.isalpha() and name.lower() not in NAMES_THAT_ARE_WORDS


def names_pattern(names: Iterable[str]) -> str:
    """A pattern that matches none when there are no names. A small-letter name counts right before a
    colon."""
    exact = "|".join(re.escape(name) for name in names)
    if not exact:
        return r"(?!)"
    return rf"(?<![\w@])(?:(?:{exact})|(?i:{exact})(?=\s?:))(?![\w@])(?![-–]\w)"


def shared_names(note: str, names: Sequence[str], *, person: str) -> frozenset[str]:
    """Single-word names the note also gives to somebody else: `Maria G.`, `aide Maria`, `the other
    Maria`."""
    last = (person.split()[-1:] or [""])[0]
    told = {
        _bare(hit.group("name")) for pattern in _TOLD for hit in pattern.finditer(note) if not _is_theirs(hit, last)
    }
    single = [name for name in names if " " not in name and name in note]
    return frozenset(name for name in single if name.strip(_AROUND) in told or _has_other_surname(note, name, last))


_JOBS = "|".join(sorted(words.STAFF_JOBS))
_TOLD = (
    re.compile(r"(?i:\b(?:other|another|both|two|big|little|older|younger|old|young)) (?P<name>[^\s]+)"),
    re.compile(rf"(?i:\b(?:{_JOBS})) (?P<name>[^\s]+)"),
    re.compile(rf"(?<!\S)(?P<name>\S{{1,40}})\s\((?i:(?:[\w-]+ ){{0,2}}(?:{_JOBS}))\)"),
)


def _is_theirs(hit: re.Match[str], last: str) -> bool:
    """`Pt Ida`, who is the patient and no physical therapist, and `resident Ida Okun`, by the full name."""
    patient = hit.group().startswith(("Pt ", "pt "))
    return patient or (bool(last) and hit.string[hit.end() : hit.end() + len(last) + 1] == f" {last}")


_AROUND = ".,:;!?()[]\"'“”‘’*-–—"


def _bare(name: str) -> str:
    return name.strip(_AROUND).removesuffix("'s").removesuffix("’s")


def _has_other_surname(note: str, name: str, last: str) -> bool:
    theirs = rf"(?!{re.escape(last[:1])}[.\s]|{re.escape(last)})"
    surname = rf"(?<!\w){re.escape(name)}[ ]{theirs}([A-Z](?:\.|(?=[\s:,)]))|[A-Z][a-z]+(?=[:,)(]))"
    known = words.COMMON_CAPITALS | words.RELATIONS | words.JOBS
    return any(hit.group(1).lower() not in known for hit in re.finditer(surname, note))


def _first_name(parts: Sequence[str]) -> str:
    return parts[1] if len(parts) > 2 and parts[0].lower().strip(".") in words.HONORIFICS else parts[0]


def _found_in(note: str, full: str, first: str, last: str) -> list[str]:
    """Nicknames and titles the note itself ties to the full name."""
    found = [hit.group(1) for hit in re.finditer(re.escape(full) + _NICKNAME, note)]
    found += [hit.group(1) for hit in re.finditer(re.escape(first) + _MIDDLE + re.escape(last), note)]
    titles = "|".join(sorted(words.HONORIFICS - {"brother", "sister", "father"}))
    for hit in re.finditer(rf"\b((?i:{titles})\.?)\s+{re.escape(full)}", note):
        found += [f"{hit.group(1)} {last}"]
    kin = words.RELATIONS | words.JOBS | words.COMMON_CAPITALS
    return [name for name in found if name.split()[0].lower().strip(".") not in kin]


def _spellings(name: str) -> Iterable[str]:
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    for base in (name, plain, unicodedata.normalize("NFD", name)):
        yield from (base, base.translate(_APOSTROPHES), base.replace("'", "’"), base.upper())
        if base.endswith(".") and " " in base:  # `John B.` is also written `John B`.
            yield base[:-1]
        if ". " in base:  # `Sra. F` is also written `Sra F`.
            yield base.replace(". ", " ")
