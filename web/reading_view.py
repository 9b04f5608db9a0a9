"""One part of the plan as its person reads it: limits first, then what was written line by line, what changed, what it means."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from web.frame import current_frame
from web.i18n import gettext as _
from web.plan_view import LineView, SectionView
from web.reading_choices import Reading
from web.symbols import says_no
from workflows.easyread.hard_words import Part, parted

LIMIT, CHOICE, AS_NOW = "restriction", "choice", "as_now"


@dataclass(frozen=True)
class ReadLine:
    """One line to read. `key` is its place on the page and in the address of its sound."""

    key: str
    parts: tuple[Part, ...]
    symbol: str = ""
    says_no: bool = False
    """Whether a plain picture would show the contrary of what the line says."""
    language: str = ""
    """Empty: the language of the plan."""
    label: str = ""
    """What the line is about, in the page’s own words, before what staff wrote."""

    @property
    def text(self) -> str:
        """The line without its links."""
        said = "".join(part.text for part in self.parts)
        return f"{self.label}: {said}" if self.label else said


@dataclass(frozen=True)
class Block:
    """The lines about one thing. `easy` says whether they are Easy Read lines or the text as staff wrote it."""

    lines: tuple[ReadLine, ...]
    easy: bool
    more: bool = False


@dataclass(frozen=True)
class Choice:
    """A choice that was considered."""

    name: ReadLine
    good: tuple[ReadLine, ...]
    bad: tuple[ReadLine, ...]


@dataclass(frozen=True)
class PartRead:
    """Everything on the page of a part but the person's words, in the order in which it stands there."""

    limits: tuple[Block, ...]
    blocks: tuple[Block, ...]
    changes: tuple[ReadLine, ...]
    meaning: tuple[ReadLine, ...]
    choices: tuple[Choice, ...]
    left_out: bool = False

    @property
    def shortened(self) -> bool:
        """Whether lines were left out for somebody who wants fewer words."""
        return self.left_out or any(block.more for block in self.blocks)

    def all_lines(self) -> Iterable[ReadLine]:
        """Every line, in order."""
        for block in (*self.limits, *self.blocks):
            yield from block.lines
        yield from self.changes
        yield from self.meaning
        for choice in self.choices:
            yield from (choice.name, *choice.good, *choice.bad)


def part_read(
    section: SectionView,
    *,
    language: str,
    reading: Reading,
    changes: Sequence[str] = (),
    meaning: Sequence[str] = (),
    everything: bool = False,
    refusable: Sequence[str] = (),
) -> PartRead:
    """The part with this reader's choices. `everything` shows all the words to somebody who else wants fewer.

    `refusable` ends each limit: that one can say no, and how.
    """
    lines = list(_flat(section.lines))
    fewer = reading.fewer_words and not everything
    return PartRead(
        limits=tuple(_limit(line, language, refusable) for line in lines if line.kind == LIMIT and line.fields),
        blocks=tuple(
            _block(line, language, fewer=fewer)
            for line in lines
            if line.kind not in (LIMIT, CHOICE, AS_NOW) and (line.fields or line.easy)
        ),
        changes=() if fewer else _numbered("changed", changes),
        meaning=_numbered("means", meaning),
        choices=() if fewer else tuple(_choices(lines, language)),
        left_out=fewer and bool(changes or any(line.kind in (CHOICE, AS_NOW) for line in lines)),
    )


def _block(line: LineView, language: str, *, fewer: bool) -> Block:
    if not line.easy:
        texts = [("", line.lead, ""), *((name, text, "") for name, text in line.fields[1:])]
    else:
        texts = [("", easy.text, easy.symbol) for easy in line.easy]
    kept = _first_idea(texts) if fewer and line.easy else texts
    return Block(
        tuple(
            ReadLine(
                _key(line.lineage_id, place),
                tuple(parted(text, language)),
                symbol,
                says_no(text, language),
                label=label,
            )
            for place, (label, text, symbol) in enumerate(kept)
        ),
        easy=bool(line.easy),
        more=len(kept) < len(texts),
    )


def _limit(line: LineView, language: str, refusable: Sequence[str]) -> Block:
    block = _block(line, language, fewer=False)
    return replace(block, lines=(*block.lines, *_numbered(f"{line.lineage_id.hex}-no", refusable)))


def _first_idea(texts: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Up to the first line that is not only a beginning such as “We will know it works when:”."""
    end = next((place for place, (_label, text, _symbol) in enumerate(texts, 1) if not text.endswith(":")), len(texts))
    return texts[:end]


def _choices(lines: Sequence[LineView], language: str) -> Iterable[Choice]:
    """Keeping things as they are is always among them, and stands last."""
    found = [line for line in lines if line.kind == CHOICE and line.fields]
    as_now = [line for line in lines if line.kind == AS_NOW]
    if not found and not as_now:
        return
    for line in found:
        yield _choice(line, line.values.get("text", ""), language)
    if as_now:
        for line in as_now:
            yield replace(_choice(line, "", language), name=_as_now(_key(line.lineage_id, 0)))
    else:
        yield Choice(_as_now("as-now"), (), ())


def _as_now(key: str) -> ReadLine:
    here = current_frame().language
    return ReadLine(key, tuple(parted(_("Keep things as they are"), here)), language=here)


def _choice(line: LineView, name: str, language: str) -> Choice:
    def points(field: str, first: int) -> tuple[ReadLine, ...]:
        rows = [row.strip() for row in line.values.get(field, "").splitlines() if row.strip()]
        return tuple(
            ReadLine(_key(line.lineage_id, first + place), tuple(parted(row, language)))
            for place, row in enumerate(rows)
        )

    return Choice(
        ReadLine(_key(line.lineage_id, 0), tuple(parted(name, language))), points("good", 1), points("bad", 100)
    )


def _numbered(name: str, texts: Sequence[str]) -> tuple[ReadLine, ...]:
    """Sentences of the interface, in the language of the page."""
    here = current_frame().language
    return tuple(ReadLine(f"{name}-{n}", tuple(parted(text, here)), language=here) for n, text in enumerate(texts, 1))


def _flat(lines: Iterable[LineView]) -> Iterable[LineView]:
    for line in lines:
        yield line
        yield from _flat(line.children)


def _key(lineage: UUID, place: int) -> str:
    return f"{lineage.hex}-{place}"
