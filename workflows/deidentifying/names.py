"""Finds names in a text: those the record knows, in every spelling, and those that stand where only a name would."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from workflows.deidentifying.folding import Word, fold, words
from workflows.deidentifying.known import Known, Name, NameKind
from workflows.deidentifying.word_lists import NO_NAMES, ORDINARY, SHORT_FORMS

GAP = re.compile(r"[\s\u00a0.,'’‘`´\-–]{0,4}")


@dataclass(frozen=True)
class Found:
    """A stretch of text that names somebody: `key` is the same for the same one, `shown` is put back."""

    start: int
    end: int
    kind: str
    key: str
    shown: str


@dataclass(frozen=True)
class _Spelling:
    words: tuple[str, ...]
    capitals: bool
    kind: str
    key: str
    shown: str


class Spellings:
    """Every spelling of every known name, by its first word."""

    def __init__(self, known: Known) -> None:
        self._by_first: dict[str, list[_Spelling]] = {}
        self._unspaced: list[tuple[str, Name]] = []
        parts: dict[tuple[str, ...], set[tuple[NameKind, str]]] = {}
        found: dict[tuple[tuple[str, ...], bool], list[Name]] = {}
        for name in known.names:
            for spelled, capitals in _spellings(name):
                found.setdefault((spelled, capitals), []).append(name)
                parts.setdefault(spelled, set()).add((name.kind, name.shown))
            self._unspaced += [(written, name) for written in name.written if _has_no_spaces(written)]
        for (spelled, capitals), names in found.items():
            self._add(spelled, capitals, names, shared=len(parts[spelled]) > 1)
        for spellings in self._by_first.values():
            spellings.sort(key=lambda one: -len(one.words))

    def _add(self, spelled: tuple[str, ...], capitals: bool, names: Sequence[Name], *, shared: bool) -> None:
        """What two people are called stands for neither alone; the person whose plan it is comes before strangers."""
        first = next((name for name in names if name.kind is NameKind.PERSON), names[0])
        close = [name for name in names if name.close]
        if shared and len(close) != 1:
            one = _Spelling(spelled, capitals, NameKind.OTHER, f"shared {' '.join(spelled)}", "")
        else:
            first = close[0] if close else first
            one = _Spelling(spelled, capitals, first.kind, first.shown, first.shown)
        self._by_first.setdefault(spelled[0], []).append(one)

    def find(self, text: str) -> Iterator[Found]:
        """Known names, the longest spelling first."""
        there = words(text)
        place = 0
        while place < len(there):
            found = self._at(text, there, place)
            if found is None:
                place += 1
                continue
            spelling, count = found
            start, end = there[place].start, there[place + count - 1].end
            shown = spelling.shown or text[start:end]
            yield Found(start, end, spelling.kind, spelling.key, shown)
            place += count
        for written, name in self._unspaced:
            for match in re.finditer(re.escape(written), text):
                yield Found(match.start(), match.end(), name.kind, name.shown, name.shown)

    def _at(self, text: str, there: Sequence[Word], place: int) -> tuple[_Spelling, int] | None:
        for spelling in self._by_first.get(there[place].folded, ()):
            count = len(spelling.words)
            stretch = there[place : place + count]
            if tuple(word.folded for word in stretch) != spelling.words:
                continue
            if any(not GAP.fullmatch(text[a.end : b.start]) for a, b in pairwise(stretch)):
                continue
            if (spelling.capitals or all(_may_be_a_word(part) for part in spelling.words)) and not all(
                word.capital for word in stretch
            ):
                continue
            if all(len(word) == 1 for word in spelling.words) and not _initials(text, stretch):
                continue
            if count == 1 and text[stretch[0].end : stretch[0].end + 2] in ("'t", "’t"):
                continue
            return spelling, count
        return None


def _spellings(name: Name) -> Iterator[tuple[tuple[str, ...], bool]]:
    for written in name.written:
        parts = [part for part in words(written) if part.folded]
        if not parts or _has_no_spaces(written):
            continue
        folded = tuple(part.folded for part in parts)
        if len(folded) > 1:
            yield folded, False
            yield (*folded[1:], folded[0]), False
            yield (folded[-1], *folded[:-1]), False
            yield ("".join(folded),), False
            for end in range(2, len(folded)):
                yield folded[:end], False
                yield folded[-end:], False
            if name.close:
                yield (folded[0][0], *folded[1:]), True
                yield (*folded[:-1], folded[-1][0]), True
                yield (folded[0], folded[-1]), False
                yield tuple(part[0] for part in folded), True
                yield ("".join(part[0] for part in folded),), True
        for part in folded if name.close or len(folded) == 1 else ():
            if len(part) > 1 and part not in (
                "de",
                "la",
                "del",
                "van",
                "der",
                "von",
                "el",
                "al",
                "bin",
                "y",
                "jr",
                "sr",
            ):
                yield (part,), False


def _may_be_a_word(part: str) -> bool:
    """Whether a part of a name counts only with its capital."""
    return part in ORDINARY or len(part) <= 2 or part in NO_NAMES


def _initials(text: str, stretch: Sequence[Word]) -> bool:
    """Single capitals with their stops, or one pair of capitals that means nothing else."""
    return len(stretch) > 1 and all(text[word.end : word.end + 1] == "." for word in stretch[:-1])


def _has_no_spaces(written: str) -> bool:
    """Scripts that put no space between words: a name is found anywhere."""
    return any(
        "\u3040" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7af" or "\u0e00" <= letter <= "\u0e7f"
        for letter in written
    )


def means_something_else(word: str) -> bool:
    """Whether two capitals are a common short form rather than initials."""
    return fold(word) in SHORT_FORMS


def apart(found: Sequence[Found]) -> list[Found]:
    """Without those that lie inside or across an earlier and longer one."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def legend(names: Sequence[Name], back: Mapping[str, str]) -> dict[str, str]:
    """For each token of a known name, what it is to the person."""
    roles = {(name.kind.value, name.shown): name.role for name in names if name.role}
    told: dict[str, str] = {}
    for token, shown in back.items():
        kind = token.strip("[]").partition("_")[0]
        if role := roles.get((kind, shown)):
            told[token] = role
    return told
