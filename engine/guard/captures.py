"""What was captured with a person, made ready for looking up: by exact words, by look, and by words that are rare in it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Protocol
from uuid import UUID

from engine.guard.findings import Nearest
from engine.guard.likeness import common, difference, likeness, unseen
from engine.guard.listed import listed
from engine.guard.looks import Word, look, words
from engine.words import folded

_RARE = 16
"""A word or pair that stands in more captures than this points to none of them."""

_ALIKE = 0.75
_SPELLED_ALIKE = 0.82
_WORTH_SHOWING = 0.4
_WORK = 40_000_000
"""How much comparing one text may cost, in pairs of words; a text that needs more is found as it is."""

_COMMON = listed(
    "a an the and or but if of to in on at by for with from as is are was were be been it its this that these those "
    "there not no so do does did has have had can will i me my she he her his him they their them we our you your"
)
_FIRST = listed("i im ive id ill me my mine myself yo mi mis quiero necesito prefiero tengo estoy soy puedo conmigo")
_THIRD = listed("she he her his hers him they their them theirs herself himself su sus ella el")


class Spoken(Protocol):
    """A quote as the records give it."""

    @property
    def id(self) -> UUID: ...
    @property
    def text(self) -> str | None: ...
    @property
    def attribution(self) -> str: ...
    @property
    def may_include(self) -> bool: ...
    @property
    def usable(self) -> bool: ...


@dataclass(frozen=True)
class Capture:
    """One capture: its exact words, whether a plan may use them today, and whether the person said them (or meant them).

    `text` is empty where the characters were erased.
    """

    id: UUID
    text: str
    usable: bool = True
    own: bool = True


def captures_of(quotes: Iterable[Spoken]) -> list[Capture]:
    """The records' quotes as captures. One whose characters were erased keeps its place, without words."""
    return [
        Capture(quote.id, quote.text or "", quote.may_include and quote.usable, quote.attribution != "other")
        for quote in quotes
    ]


@dataclass(frozen=True)
class Hit:
    """A stretch of a text, in words, that is like a capture."""

    first: int
    last: int
    capture: Capture
    exact: bool


class Known:
    """All captures of one person. Building costs once; each look-up is linear in the text that is looked at."""

    def __init__(self, captures: Iterable[Capture]) -> None:
        self.captures = tuple(captures)
        self.by_id = {capture.id: capture for capture in self.captures}
        self.by_text: dict[str, Capture] = {}
        self._by_look: dict[str, int] = {}
        self._words: list[list[str]] = []
        self._which: list[Capture] = []
        self._by_content: dict[tuple[str, ...], int] = {}
        for capture in sorted(self.captures, key=lambda capture: (not capture.usable, not capture.own)):
            if not capture.text:
                continue
            self.by_text.setdefault(folded(capture.text), capture)
            spelled = [word.text for word in words(look(capture.text))]
            key = "".join(spelled)
            if key and key not in self._by_look:
                self._by_look[key] = len(self._words)
                content = _content(spelled)
                if len(content) > 1:
                    self._by_content.setdefault(content, len(self._words))
                self._words.append(spelled)
                self._which.append(capture)
        self._index()

    def _index(self) -> None:
        holders: Counter[str] = Counter()
        for spelled in self._words:
            holders.update(set(_keys(spelled)))
        self._places: dict[str, list[int]] = {}
        self._needed: list[int] = []
        for which, spelled in enumerate(self._words):
            keys = {key for key in _keys(spelled) if holders[key] <= _RARE}
            for key in keys:
                self._places.setdefault(key, []).append(which)
            self._needed.append(max(1 if len(spelled) <= 5 else 2, round(0.25 * min(len(keys), len(spelled)))))

    def same_look(self, spelled: Sequence[Word]) -> Capture | None:
        """The capture that differs in nothing a reader hears: marks, spaces, letters' case and invisible characters."""
        which = self._by_look.get("".join(word.text for word in spelled))
        return None if which is None else self._which[which]

    def cleaned(self, spelled: Sequence[Word], names: frozenset[str]) -> Capture | None:
        """The capture whose grammar a sentence cleans: the same telling words in their order, small words put in or changed."""
        texts = [word.text for word in spelled]
        which = self._by_content.get(_content(texts))
        return None if which is None or _shifted(self._words[which], texts, names) else self._which[which]

    def near(self, passage: str) -> Capture | None:
        """The capture a whole passage is a near-copy of, wherever it stands."""
        spelled = words(look(passage))
        same = self.same_look(spelled)
        if same is not None:
            return same
        texts = [word.text for word in spelled]
        best, alike = self._best(texts)
        if best is None or len(self._words[best]) < 2:
            return None
        letters = likeness(" ".join(self._words[best]), " ".join(texts))
        return self._which[best] if alike >= _ALIKE or letters >= _SPELLED_ALIKE else None

    def nearest(self, passage: str) -> Nearest | None:
        """The capture most like a passage, with the difference, where there is one worth showing."""
        spelled = words(look(passage))
        same = self.by_text.get(folded(passage)) or self.same_look(spelled)
        if same is not None:
            return _nearest(same, passage, 1.0)
        texts = [word.text for word in spelled]
        best, alike = self._best(texts)
        if best is None:
            return None
        letters = likeness(" ".join(self._words[best][:400]), " ".join(texts[:400]))
        return (
            _nearest(self._which[best], passage, max(alike, letters)) if max(alike, letters) >= _WORTH_SHOWING else None
        )

    def hits(self, spelled: Sequence[Word], names: frozenset[str]) -> list[Hit]:
        """Stretches of a text that copy a capture, exactly or nearly. Pronouns shifted to “she” make no copy."""
        texts = [word.text for word in spelled]
        votes: dict[int, list[int]] = {}
        for at, key in _keyed(texts):
            for which in self._places.get(key, ()):
                votes.setdefault(which, []).append(at)
        found: list[Hit] = []
        budget = _WORK
        for which, places in votes.items():
            captured = self._words[which]
            if len(captured) < 3:
                continue
            reach = len(captured) + max(2, len(captured) // 3)
            at = 0
            while at < len(places):
                last = at
                while last + 1 < len(places) and places[last + 1] - places[at] < reach:
                    last += 1
                if len(set(places[at : last + 1])) < self._needed[which]:
                    at += 1
                    continue
                begin = max(0, places[at] - reach + (places[last] - places[at]))
                end = min(len(texts), places[last] + reach - (places[last] - places[at]) + 1)
                budget -= len(captured) * (end - begin) // 16 + 50
                if budget < 0:
                    return [*found, Hit(0, len(texts), self._which[which], False)]
                hit = self._compared(which, texts, begin, end, names)
                if hit is not None:
                    found.append(hit)
                    while at < len(places) and places[at] < hit.last:
                        at += 1
                else:
                    at += max(1, (last + 1 - at) // 2)
        return _apart(found)

    def _compared(self, which: int, texts: list[str], begin: int, end: int, names: frozenset[str]) -> Hit | None:
        captured, window = self._words[which], texts[begin:end]
        length = len(captured)
        together = common(captured, window)
        if together < max(2, 0.5 * length):
            return None
        blocks = [
            block
            for block in SequenceMatcher(None, captured, window, autojunk=False).get_matching_blocks()
            if block.size
        ]
        whole = next((block for block in blocks if block.size == length), None)
        if whole is not None:
            return Hit(begin + whole.b, begin + whole.b + length, self._which[which], True) if length >= 4 else None
        first, last = blocks[0].b, blocks[-1].b + blocks[-1].size
        stretch = window[first:last]
        same = sum(block.size for block in blocks)
        content = {word for block in blocks for word in captured[block.a : block.a + block.size]} - _COMMON
        alike = same / max(length, len(stretch))
        before = texts[max(0, begin + first - 3) : begin + first]
        if _shifted(captured, [*before, *stretch, *window[last : last + 2]], names):
            return None
        wide = window[max(0, first - blocks[0].a) : last + (length - blocks[-1].a - blocks[-1].size)]
        letters = likeness(" ".join(captured), " ".join(wide)) if length <= 400 else alike
        if length >= 4 and len(content) >= 2 and (alike >= _ALIKE or letters >= _SPELLED_ALIKE + 0.03):
            return Hit(begin + first, begin + last, self._which[which], False)
        return None

    def _best(self, texts: list[str]) -> tuple[int | None, float]:
        votes: Counter[int] = Counter()
        for _at, key in _keyed(texts[:2000]):
            votes.update(self._places.get(key, ()))
        best, alike = None, 0.0
        for which, _count in votes.most_common(6):
            here = likeness(self._words[which][:2000], texts[:2000])
            if here > alike:
                best, alike = which, here
        return best, alike


def _content(spelled: Sequence[str]) -> tuple[str, ...]:
    """The telling words of a text without their endings: “bus too loud” and “The bus is too loud” have the same."""
    return tuple(_stem(word) for word in spelled if word not in _COMMON)


def _stem(word: str) -> str:
    for ending in ("ing", "ies", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word.removesuffix("e") if len(word) > 3 else word


def _keys(spelled: Sequence[str]) -> list[str]:
    """What a text is looked up by: its rarer words, and pairs of neighbours."""
    return [key for _at, key in _keyed(spelled)]


def _keyed(spelled: Sequence[str]) -> list[tuple[int, str]]:
    keys = [(at, word) for at, word in enumerate(spelled) if word not in _COMMON]
    keys += [(at, f"{word} {spelled[at + 1]}") for at, word in enumerate(spelled[:-1])]
    keys.sort()
    return keys


def _shifted(captured: Sequence[str], stretch: Sequence[str], names: frozenset[str]) -> bool:
    """Whether the capture speaks as “I” and the text speaks about the person: a description, not a copy."""
    said = set(stretch)
    return bool(_FIRST & set(captured)) and not _FIRST & said and bool((_THIRD | names) & said)


def _nearest(capture: Capture, passage: str, alike: float) -> Nearest:
    return Nearest(
        capture=capture.id,
        text=capture.text,
        usable=capture.usable,
        likeness=round(alike, 3),
        pieces=difference(capture.text, passage),
        unseen=unseen(capture.text, passage) if alike == 1.0 and capture.text != passage else (),
    )


def _apart(hits: list[Hit]) -> list[Hit]:
    """Of hits that overlap, the longest."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.first - hit.last, hit.first)):
        if all(hit.last <= other.first or other.last <= hit.first for other in kept[-200:]):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.first)
