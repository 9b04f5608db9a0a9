"""The placing page: words beside the plan, filters, what waits for a place, near-alikes, and each outcome's thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from sqlmodel import Session, col, select

from engine import kinds
from engine.guard.likeness import likeness
from engine.items import Item
from engine.left_out import LeftOut, Why, left_out_of
from engine.meetings import Meeting
from engine.people import Person
from engine.plans import Plan
from engine.quotes import Spoken, quotes_of
from engine.versions import Version
from web.coverage_words import gap_words
from web.i18n import gettext as _
from web.life_area_words import life_area_options
from web.papers import staff_text
from web.spoken import spoken
from web.wording import day
from workflows.content import Content, read_content
from workflows.linking import usable
from workflows.placing import used_in, without_place
from workflows.threads import Coverage, Gap, Thread, covered, threads
from workflows.tying import CAN_BE_TIED

ALIKE = 0.75
"""How much of the letters two remarks share when they are shown side by side. Nothing is ever merged by it."""

WAITING, EVERY = "waiting", "all"


@dataclass(frozen=True)
class Asking:
    """What the address asks for; a filter that names nothing shows everything."""

    show: str = WAITING
    area: str = ""
    meeting: str = ""
    speaker: str = ""
    side: str = "words"

    def address(self, plan_id: UUID, **changed: str) -> str:
        """The same page with something changed."""
        asked = {"show": self.show, "area": self.area, "meeting": self.meeting, "speaker": self.speaker}
        asked = {**asked, "side": self.side, **changed}
        kept = {name: value for name, value in asked.items() if value}
        return f"/plans/{plan_id}/placing?{urlencode(kept)}"

    @property
    def query(self) -> str:
        """The filters, for a form to carry back."""
        asked = {"show": self.show, "area": self.area, "meeting": self.meeting, "speaker": self.speaker}
        return urlencode({name: value for name, value in {**asked, "side": self.side}.items() if value})


@dataclass(frozen=True)
class Place:
    """A line or a new line where words can be shown."""

    key: str
    label: str


@dataclass(frozen=True)
class Card:
    """One quotation with where it stands, why it is left out, and what looks like the same remark."""

    quote: Spoken
    waits: bool
    stands: tuple[tuple[Item, str], ...]
    left_out: LeftOut | None
    same_as: Spoken | None
    alike: tuple[Spoken, ...]


@dataclass(frozen=True)
class ThreadShown:
    """An outcome's thread with its gaps, and what could mend each."""

    thread: Thread
    label: str
    gaps: tuple[tuple[Gap, str], ...]
    needs: tuple[tuple[Item, str], ...]
    supports: tuple[tuple[Item, str], ...]
    could_need: tuple[tuple[Item, str], ...]
    could_support: tuple[tuple[Item, str], ...]
    by_when: tuple[str, ...]
    looked_at: str


@dataclass(frozen=True)
class PartShown:
    """A part of the plan as a place: its lines, and the one press that puts words there."""

    shape: kinds.SectionShape
    item: Item
    first: str
    places: tuple[Place, ...]
    lines: tuple[tuple[Item, str, tuple[Spoken, ...]], ...]


@dataclass(frozen=True)
class Placing:
    """Everything on the page."""

    plan: Plan
    person: Person
    asking: Asking
    cards: tuple[Card, ...]
    waiting: int
    parts: tuple[PartShown, ...]
    threads: tuple[ThreadShown, ...]
    coverage: Coverage
    filters: tuple[tuple[str, tuple[tuple[str, str, bool], ...]], ...]


def placing(session: Session, plan: Plan, version: Version, asking: Asking) -> Placing:
    """Reads the draft and the words beside it."""
    quotes = [quote for quote in quotes_of(session, plan.person_id) if usable(quote)]
    known = {quote.id: quote for quote in quotes}
    content = read_content(session, plan, version)
    waiting = {quote.id for quote in without_place(session, plan, content, quotes)}
    answered = left_out_of(session, plan.id)
    cards = tuple(
        _card(quote, quotes, content, waiting, answered, known) for quote in quotes if _asked(quote, asking, waiting)
    )
    found = threads(content, known)
    return Placing(
        plan=plan,
        person=session.get_one(Person, plan.person_id),
        asking=asking,
        cards=cards,
        waiting=len(waiting),
        parts=tuple(_part(plan, section, content, known) for section in content.under(None)),
        threads=tuple(thread_shown(thread, content, plan) for thread in found),
        coverage=covered(found),
        filters=_filters(session, plan, asking, quotes),
    )


def thread_shown(thread: Thread, content: Content, plan: Plan) -> ThreadShown:
    """A thread in words, with the lines that could mend its gaps."""

    def could(field: str) -> tuple[tuple[Item, str], ...]:
        if field not in kinds.KINDS[thread.item.kind].ties:
            return ()
        tied = {item.id for item in (thread.needs if field == "from_needs" else thread.supports)}
        rows = [item for item in content.items if item.kind in CAN_BE_TIED[field] and item.id not in tied]
        return tuple((item, short(item)) for item in rows)

    return ThreadShown(
        thread=thread,
        label=short(thread.item),
        gaps=tuple((gap, gap_words(gap)) for gap in thread.gaps),
        needs=tuple((item, short(item)) for item in thread.needs),
        supports=tuple((item, short(item)) for item in thread.supports),
        could_need=could("from_needs"),
        could_support=could("supported_by"),
        by_when=tuple(_day(value) for value in thread.by_when),
        looked_at=_day(plan.next_due_on.isoformat()) if plan.next_due_on and plan.next_due_what == "review" else "",
    )


def short(item: Item) -> str:
    """The first words of a line, without the quotes inside it."""
    for field in kinds.staff_fields(item.kind):
        text = staff_text(str(item.details.get(field) or ""), ()).strip()
        if text:
            return text[:70].replace("\n", " ")
    return _("not written yet")


def _day(value: str) -> str:
    try:
        return day(date.fromisoformat(value))
    except ValueError:
        return value


def _asked(quote: Spoken, asking: Asking, waiting: set[UUID]) -> bool:
    return (
        (asking.show != WAITING or quote.id in waiting)
        and asking.area in ("", quote.life_area)
        and asking.meeting in ("", str(quote.meeting_id))
        and asking.speaker in ("", quote.speaker)
    )


def _card(
    quote: Spoken,
    quotes: Sequence[Spoken],
    content: Content,
    waiting: set[UUID],
    answered: Mapping[UUID, LeftOut],
    known: Mapping[UUID, Spoken],
) -> Card:
    row = answered.get(quote.id)
    used = set(used_in(content))
    return Card(
        quote=quote,
        waits=quote.id in waiting,
        stands=tuple(
            (item, f"{spoken(_title(content, item))}: {short(item)}")
            for item in content.items
            if quote.id in content.links.get(item.id, ()) or quote.id in content.inline.get(item.id, ())
        ),
        left_out=row if quote.id not in used else None,
        same_as=known.get(row.same_as) if row is not None and row.why == Why.DUPLICATE and row.same_as else None,
        alike=tuple(other for other in quotes if other.id != quote.id and _alike(quote, other)),
    )


def _alike(one: Spoken, other: Spoken) -> bool:
    if one.speaker != other.speaker or not one.text or not other.text:
        return False
    first, second = one.text.casefold()[:500], other.text.casefold()[:500]
    if min(len(first), len(second)) * 1.6 < max(len(first), len(second)):
        return False
    return likeness(first, second) >= ALIKE


def _title(content: Content, item: Item) -> str:
    key = str(content.section_of(item).details["key"])
    for shapes in kinds.SECTIONS.values():
        for shape in shapes:
            if shape.key == key:
                return shape.title
    return key


def _part(plan: Plan, section: Item, content: Content, known: Mapping[UUID, Spoken]) -> PartShown:
    shape = kinds.shape_of(plan.plan_type, str(section.details["key"]))
    rows = [item for item in content.items if item.parent_id is not None and content.section_of(item).id == section.id]
    one = next((item for item in rows if item.kind == "vision"), None)
    new = tuple(
        Place(f"new/{section.id}/{kind}", _("A new line (%(kind)s)") % {"kind": spoken(kinds.label_of(kind)).lower()})
        for kind in shape.kinds
    )
    return PartShown(
        shape=shape,
        item=section,
        first=str(one.id) if one is not None else new[0].key,
        places=(*(Place(str(item.id), f"{spoken(kinds.label_of(item.kind))}: {short(item)}") for item in rows), *new),
        lines=tuple(
            (
                item,
                f"{spoken(kinds.label_of(item.kind))}: {short(item)}",
                tuple(known[quote] for quote in content.links.get(item.id, ()) if quote in known),
            )
            for item in rows
        ),
    )


def _filters(
    session: Session, plan: Plan, asking: Asking, quotes: Sequence[Spoken]
) -> tuple[tuple[str, tuple[tuple[str, str, bool], ...]], ...]:
    def links(name: str, options: Sequence[tuple[str, str]], chosen: str) -> tuple[tuple[str, str, bool], ...]:
        return tuple((words, asking.address(plan.id, **{name: key}), key == chosen) for key, words in options)

    areas = {quote.life_area for quote in quotes if quote.life_area}
    ids = {quote.meeting_id for quote in quotes if quote.meeting_id}
    meetings = session.exec(select(Meeting).where(col(Meeting.id).in_(ids)).order_by(col(Meeting.held_on).desc()))
    speakers = sorted({quote.speaker for quote in quotes})
    shows = [(WAITING, _("Not used yet")), (EVERY, _("All words"))]
    found = [(_("Show"), links("show", shows, asking.show))]
    every = ("", _("Every one"))
    if areas:
        options = [every, *((key, words) for key, words in life_area_options() if key in areas)]
        found.append((_("Life area"), links("area", options, asking.area)))
    if len(ids) > 1:
        held = [every, *((str(row.id), day(row.held_on)) for row in meetings)]
        found.append((_("Meeting"), links("meeting", held, asking.meeting)))
    if len(speakers) > 1:
        found.append(
            (_("Who said it"), links("speaker", [every, *((name, name) for name in speakers)], asking.speaker))
        )
    return tuple(found)
