"""What changed between two versions: lines added, taken out and changed, and words that came or went."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from engine.quotes import Spoken
from web.plan_view import LineView, SectionView


@dataclass(frozen=True)
class Piece:
    """A stretch of text: `kind` is same, added or removed."""

    kind: str
    text: str


@dataclass(frozen=True)
class FieldChange:
    """One field of a line, as pieces."""

    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class LineChange:
    """A line that is new, gone or different. The person's words only come or go; they never change."""

    kind: str
    label: str
    lead: str
    fields: tuple[FieldChange, ...] = ()
    words_added: tuple[Spoken, ...] = ()
    words_removed: tuple[Spoken, ...] = ()


@dataclass(frozen=True)
class SectionChange:
    """The changes in one part of the plan."""

    title: str
    changes: tuple[LineChange, ...]


def compare(before: list[SectionView], after: list[SectionView]) -> list[SectionChange]:
    """The parts in which something differs, line by line, followed by lineage."""
    earlier = {section.key: section for section in before}
    found = []
    for section in after:
        changes = tuple(_lines(earlier.get(section.key), section))
        if changes:
            found.append(SectionChange(section.title, changes))
    return found


def changes_in(before: SectionView | None, after: SectionView) -> list[LineChange]:
    """What differs in one part."""
    return list(_lines(before, after))


def _lines(before: SectionView | None, after: SectionView) -> Iterator[LineChange]:
    old = dict(_all(before.lines)) if before else {}
    new = dict(_all(after.lines))
    for lineage, line in new.items():
        if lineage not in old:
            yield _whole("added", line)
        else:
            yield from _changed(old[lineage], line)
    for lineage, line in old.items():
        if lineage not in new:
            yield _whole("removed", line)


def _all(lines: tuple[LineView, ...]) -> Iterator[tuple[UUID, LineView]]:
    for line in lines:
        yield line.lineage_id, line
        yield from _all(line.children)


def _whole(kind: str, line: LineView) -> LineChange:
    fields = tuple(FieldChange(name, (Piece(kind, words),)) for name, words in line.fields)
    added, removed = (line.quotes, ()) if kind == "added" else ((), line.quotes)
    return LineChange(kind, line.label, line.lead, fields, added, removed)


def _changed(before: LineView, after: LineView) -> Iterator[LineChange]:
    old, new = dict(before.fields), dict(after.fields)
    fields = tuple(
        FieldChange(name, tuple(_pieces(old.get(name, ""), new.get(name, ""))))
        for name in dict.fromkeys([*old, *new])
        if old.get(name, "") != new.get(name, "")
    )
    came = tuple(words for words in after.quotes if words.id not in {other.id for other in before.quotes})
    went = tuple(words for words in before.quotes if words.id not in {other.id for other in after.quotes})
    if fields or came or went:
        yield LineChange("changed", after.label, after.lead or before.lead, fields, came, went)


def _pieces(before: str, after: str) -> Iterator[Piece]:
    """Word by word; very long texts are shown whole, since finding the smallest change would take too long."""
    old, new = _tokens(before), _tokens(after)
    if len(old) * len(new) > 4_000_000:
        yield from (Piece("removed", before), Piece("added", after))
        return
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(old[a:b]))
            continue
        if a != b:
            yield Piece("removed", "".join(old[a:b]))
        if c != d:
            yield Piece("added", "".join(new[c:d]))


def _tokens(text: str) -> list[str]:
    words: list[str] = []
    for letter in text:
        if words and letter.isspace() == words[-1][-1].isspace():
            words[-1] += letter
        else:
            words.append(letter)
    return words
