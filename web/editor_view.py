"""The draft as its editor shows it: parts, lines with their fields, words shown with them, and what still asks for an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from engine import firing, guard, kinds
from engine.easy_read import out_of_date
from engine.guard import Finding, Kind, Piece
from engine.items import Item, SetAside
from engine.lifecycle import Actor
from engine.notes import sources_of
from engine.people import Person
from engine.plans import Plan
from engine.quotes import Spoken, quotes_of
from engine.refusals import Reason
from engine.versions import Version, Waiver
from web.i18n import gettext as _
from web.plan_words import method_options
from web.readability_words import readability_hints
from web.spoken import spoken
from workflows import content as contents
from workflows import proving
from workflows.content import Content, read_content
from workflows.linking import shown, usable, written
from workflows.moving import options_for
from workflows.proving import Proof, advice_in, open_in, proof
from workflows.setting_aside import set_aside_texts

ANCHORS: Mapping[str, str] = {
    "unproven": "asking",
    "not-answerable": "asking",
    "effective": "effective_on",
    "unfinished": "checks",
    "no-own-words": "part-vision",
    "bare-goals": "part-goals",
    "unplaced": "unused",
    "easy-read": "easy-read",
}
"""Where on the page each thing that stands in the way can be mended."""

ONE_LINE = 300
"""Fields that hold at most this many characters are one line high."""


@dataclass(frozen=True)
class FieldShown:
    """One field of a line. `name` is its name in the form and its id on the page."""

    name: str
    field: str
    title: str
    shape: str
    value: str
    needed: bool

    @property
    def rows(self) -> int:
        """The height of a longer text, so that most of it is seen without scrolling."""
        return min(12, max(2, self.value.count("\n") + 1 + len(self.value) // 80))


@dataclass(frozen=True)
class LineShown:
    """One line with everything its form needs; `place` counts from 0 among its neighbours."""

    item: Item
    label: str
    fields: tuple[FieldShown, ...]
    quotes: tuple[Spoken, ...]
    inline: tuple[Spoken, ...]
    missing: tuple[str, ...]
    place: int
    last: bool
    below: tuple["LineShown", ...]
    adds: tuple[tuple[str, str], ...]
    asking: tuple["Asking", ...] = ()
    hints: tuple[tuple[str, str], ...] = ()
    """What would make it easier to read: the field and the sentence. Advice, never a gate."""
    advice: tuple[str, ...] = ()
    """Sentences worth asking about; nothing waits for them."""

    @property
    def short(self) -> str:
        """The first words of a line, for a list."""
        said = next((field.value for field in self.fields if field.value.strip()), "")
        words = next((quote.text for quote in self.quotes if quote.text), "")
        return (said or words or _("not written yet"))[:70].replace("\n", " ")


@dataclass(frozen=True)
class Part:
    """A section of the plan, with its lines and the kinds that can be added."""

    shape: kinds.SectionShape
    item: Item
    lines: tuple[LineShown, ...]
    adds: tuple[tuple[str, str], ...]
    out_of_date: bool = False
    """Whether Easy Read lines of it are of a text that changed since."""


@dataclass(frozen=True)
class Asking:
    """A passage that is not shown to be anyone’s words yet: the field it stands in, and what may be done about it."""

    number: str
    field: str
    finding: Finding

    @property
    def what(self) -> str:
        """What kind of passage it is, in words."""
        return _kind_words(self.finding.kind)

    @property
    def shown(self) -> str:
        """The passage as a reader meets it."""
        return "".join(
            piece if isinstance(piece, str) else _("[own words]") for piece in guard.pieces(self.finding.passage)
        )

    def may(self, remedy: str) -> bool:
        """Whether this may be done about it."""
        return remedy in self.finding.remedies

    @property
    def differs(self) -> tuple[Piece, ...]:
        """Only the pieces in which the capture and the text differ."""
        nearest = self.finding.nearest
        return tuple(piece for piece in nearest.pieces if not piece.same)[:8] if nearest else ()


@dataclass(frozen=True)
class Aside:
    """A text set aside, with where it belongs in words."""

    row: SetAside
    where: str
    text: str


@dataclass(frozen=True)
class Editor:
    """Everything on the editor's page."""

    plan: Plan
    person: Person
    version: Version
    expected: int
    parts: tuple[Part, ...]
    quotes: tuple[Spoken, ...]
    unused: tuple[Spoken, ...]
    may_not: tuple[Spoken, ...]
    asking: tuple[tuple[Asking, LineShown], ...]
    methods: tuple[tuple[str, str], ...]
    asides: tuple[Aside, ...]
    checks: tuple[tuple[str, str], ...]
    waivers: tuple[Waiver, ...]
    reasons: tuple[Reason, ...]
    stood_at: Mapping[UUID, str]
    """By a line’s lineage: the address that shows where it stood in its note when the draft began."""

    def places(self) -> list[tuple[str, str]]:
        """Every line, and a new line of every kind, for showing words with it."""
        there: list[tuple[str, str]] = []
        for part in self.parts:
            lines = [line for top in part.lines for line in _flat(top)]
            there += [(str(line.item.id), f"{spoken(part.shape.title)}: {line.short}") for line in lines]
            there += [
                (
                    f"new/{part.item.id}/{kind}",
                    _("%(part)s: a new line (%(kind)s)") % {"part": part.shape.title, "kind": spoken(words).lower()},
                )
                for kind, words in part.adds
            ]
        return there


def editor(session: Session, plan: Plan, version: Version, actor: Actor, *, on: date) -> Editor:
    """Reads the draft and everything around it."""
    person = session.get_one(Person, plan.person_id)
    quotes = quotes_of(session, plan.person_id)
    content = read_content(session, plan, version)
    parts = _parts(plan, content, quotes, proof(session, plan, content))
    lines = {line.item.lineage_id: line for part in parts for top in part.lines for line in _flat(top)}
    used = {identity for ids in (*content.links.values(), *content.inline.values()) for identity in ids}
    return Editor(
        plan=plan,
        person=person,
        version=version,
        expected=firing.peek(session, plan.stream).seq,
        parts=parts,
        quotes=tuple(quote for quote in quotes if usable(quote)),
        unused=tuple(quote for quote in quotes if usable(quote) and quote.id not in used),
        may_not=tuple(quote for quote in quotes if quote.text is not None and not usable(quote)),
        asking=tuple((ask, line) for line in lines.values() for ask in line.asking),
        methods=tuple(method_options()),
        asides=_asides(session, version, lines, quotes),
        checks=_checks(plan, content, lines, person, quotes),
        waivers=tuple(session.exec(select(Waiver).where(Waiver.version_id == version.id)).all()),
        reasons=_in_the_way(session, plan, actor, on=on),
        stood_at={
            lineage: f"/meetings/{meeting_id}?note={source.original_id}&at={source.start}-{source.end}#here"
            for lineage, found in sources_of(session, list(lines)).items()
            for source, meeting_id in found
            if meeting_id is not None
        },
    )


def field_name(field: str, item_id: UUID) -> str:
    """A field's name in the one form of its line, unlike any other on the page."""
    return f"{field}-{item_id}"


def line_shown(
    item: Item, content: Content, quotes: Mapping[UUID, Spoken], siblings: Sequence[Item], held: Proof
) -> LineShown:
    """One line, with those below it."""
    below = content.under(item.id)
    place = [row.id for row in siblings].index(item.id)
    words = written(list(quotes.values()))
    values = shown(item.details, words)
    return LineShown(
        item=item,
        label=kinds.label_of(item.kind),
        fields=tuple(_field(item, field, values.get(field)) for field in kinds.typed_fields(item.kind)),
        quotes=tuple(quotes[identity] for identity in content.links.get(item.id, ()) if identity in quotes),
        inline=tuple(quotes[identity] for identity in content.inline.get(item.id, ()) if identity in quotes),
        missing=tuple(kinds.title_of(item.kind, field) for field in contents.gaps(item, content)),
        place=place,
        last=place == len(siblings) - 1,
        below=tuple(line_shown(row, content, quotes, below, held) for row in below),
        adds=_adds(kinds.CHILDREN.get(item.kind, ())),
        hints=tuple(readability_hints(item, content.language)),
        asking=tuple(
            Asking(f"{item.id}-{number}", kinds.title_of(item.kind, found.field), found.finding)
            for number, found in enumerate(open_in(item, content, held), start=1)
        ),
        advice=tuple(advice_in(item, content, held)),
    )


def _parts(plan: Plan, content: Content, quotes: Sequence[Spoken], held: Proof) -> tuple[Part, ...]:
    known = {quote.id: quote for quote in quotes}
    parts = []
    for section in content.under(None):
        shape = kinds.shape_of(plan.plan_type, str(section.details["key"]))
        rows = content.under(section.id)
        lines = tuple(line_shown(row, content, known, rows, held) for row in rows)
        changed = any(
            out_of_date(line.item, content.easy.get(line.item.lineage_id, ())) for top in lines for line in _flat(top)
        )
        parts.append(Part(shape, section, lines, _adds(shape.kinds), changed))
    return tuple(parts)


def _kind_words(kind: Kind) -> str:
    return {
        Kind.QUOTATION: _("Words in quotation marks that nobody answers for"),
        Kind.SOMEBODY_ELSE: _("Words that the sentence gives to somebody else"),
        Kind.CLAIM: _("This tells what the person said"),
        Kind.NEAR_COPY: _("Almost, but not exactly, what was captured"),
        Kind.COPY: _("Captured words, typed out"),
        Kind.FIRST_PERSON: _("This speaks as “I”"),
        Kind.REFERENCE: _("A reference that leads to no words that may stand here"),
    }[kind]


def _adds(allowed: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((kind, kinds.label_of(kind)) for kind in allowed)


def _field(item: Item, field: str, value: Any) -> FieldShown:
    return FieldShown(
        name=field_name(field, item.id),
        field=field,
        title=kinds.title_of(item.kind, field),
        shape=_shape(item.kind, field),
        value="" if value is None else str(value),
        needed=field in kinds.KINDS[item.kind].needed,
    )


def _shape(kind: str, field: str) -> str:
    """How a field is typed: a day, a number, one line, or a longer text."""
    info = kinds.KINDS[kind].model_fields[field]
    if field not in kinds.staff_fields(kind):
        return "number" if info.annotation is int else "day"
    lengths = [found for found in (getattr(rule, "max_length", None) for rule in info.metadata) if found]
    return "line" if lengths and min(lengths) <= ONE_LINE else "text"


def _flat(line: LineShown) -> list[LineShown]:
    return [line, *(found for row in line.below for found in _flat(row))]


def _asides(
    session: Session, version: Version, lines: Mapping[UUID, LineShown], quotes: Sequence[Spoken]
) -> tuple[Aside, ...]:
    words = written(quotes)
    return tuple(
        Aside(row, _where(row, lines), guard.written_out(row.text, words))
        for row in set_aside_texts(session, version.id)
    )


def _where(row: SetAside, lines: Mapping[UUID, LineShown]) -> str:
    if row.line is not None:
        return _("%(kind)s, taken out") % {"kind": kinds.KINDS[str(row.line["kind"])].label}
    line = lines.get(row.lineage_id)
    if line is None:
        return _("A line that was taken out")
    if row.field == proving.EASY_READ:
        return _("%(kind)s: Easy Read lines") % {"kind": line.label}
    return f"{spoken(line.label)}: {spoken(kinds.title_of(line.item.kind, row.field))}"


def _checks(
    plan: Plan, content: Content, lines: Mapping[UUID, LineShown], person: Person, quotes: Sequence[Spoken]
) -> tuple[tuple[str, str], ...]:
    """Checks that may be set aside with a reason, by their key."""
    found = [
        (
            f"unfinished:{line.item.lineage_id}",
            _("%(line)s still needs: %(fields)s")
            % {
                "line": f"{spoken(line.label)} “{line.short}”",
                "fields": ", ".join(map(spoken, line.missing)).lower(),
            },
        )
        for line in lines.values()
        if line.missing and f"unfinished:{line.item.lineage_id}" not in content.waived
    ]
    if contents.easy_read_out_of_date(content):
        found.append((contents.EASY_READ, _("The text changed since its Easy Read lines were looked at")))
    said = {quote.id: quote for quote in quotes}
    if (
        plan.plan_type == "isp"
        and "no-own-words" not in content.waived
        and not contents.words_in_vision(content, said)
    ):
        found.insert(0, ("no-own-words", _("The vision holds no words of %(name)s’s own") % {"name": person.called}))
    return tuple(found)


def _in_the_way(session: Session, plan: Plan, actor: Actor, *, on: date) -> tuple[Reason, ...]:
    options = {option.verb: option for option in options_for(session, plan, actor, on=on)}
    share = options.get("share")
    return share.reasons if share else ()
