"""The Easy Read page of one part of a draft: what staff wrote, and beside it the lines a reader gets."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from engine import kinds
from engine.easy_read import BY_RULES, EasyLine, out_of_date
from engine.items import Item
from engine.own_pictures import names_of
from engine.people import Person
from engine.plans import Plan
from engine.refusals import NotFound
from engine.versions import Version
from web.frame import current_frame
from web.i18n import gettext as _
from web.readability_words import hints_about_lines
from web.symbols import needs_sign, symbols
from workflows.content import Content, read_content
from workflows.easyread.rules import IN_POINTS
from workflows.linking import shown, words_of


@dataclass(frozen=True)
class Beside:
    """One item: its text as staff wrote it, field by field, and its lines."""

    item: Item
    label: str
    text: tuple[tuple[str, str], ...]
    lines: tuple[EasyLine, ...]
    out_of_date: bool
    hints: tuple[str, ...] = ()
    language: str = "en"

    @property
    def typed(self) -> str:
        """The lines as they stand in their field, one to a row."""
        return "\n".join(line.text for line in self.lines)

    @property
    def pictured(self) -> list[tuple[EasyLine, bool]]:
        """Each line, and whether the sign for no stands before its picture."""
        return [(line, needs_sign(line.symbol, line.text, self.language)) for line in self.lines]

    @property
    def rows(self) -> int:
        """The height of the field."""
        return max(3, len(self.lines) + 1)

    @property
    def state(self) -> str:
        """Where the lines come from and whether somebody looked at them, in words."""
        if not self.lines:
            return _("No lines yet. The reader gets the text as it is.")
        if self.out_of_date:
            return _("Out of date: the text changed since these lines were looked at.")
        looked = next((line.looked_by for line in self.lines if line.looked_by), "")
        if looked:
            return _("Looked at beside the text by %(name)s.") % {"name": looked}
        return _("Made by rules. Nobody has looked at them beside the text yet.")

    @property
    def by_people(self) -> bool:
        """Whether somebody wrote any of the lines."""
        return any(line.made_by != BY_RULES for line in self.lines)


@dataclass(frozen=True)
class EasyReadPage:
    """Everything on the page."""

    plan: Plan
    person: Person
    section: Item
    shape: kinds.SectionShape
    besides: tuple[Beside, ...]
    parts: tuple[tuple[str, str, bool], ...]
    """Every part as (key, title, whether something in it is out of date)."""
    pictures: tuple[tuple[str, str], ...]
    own_pictures: tuple[tuple[str, str], ...] = ()
    """The person's own, as (symbol, name); they stand first in every list."""

    @property
    def some_by_people(self) -> bool:
        """Whether making lines anew would set somebody's aside."""
        return any(beside.by_people for beside in self.besides)


def easy_read_page(session: Session, plan: Plan, part: str) -> EasyReadPage:
    """The page of the part with that key. Raises NotFound for a part the plan does not have."""
    version = session.get_one(Version, plan.working_version_id)
    content = read_content(session, plan, version)
    section = next((item for item in content.under(None) if item.details.get("key") == part), None)
    if section is None:
        raise NotFound
    return EasyReadPage(
        plan=plan,
        person=session.get_one(Person, plan.person_id),
        section=section,
        shape=kinds.shape_of(plan.plan_type, part),
        besides=tuple(
            beside(session, plan, item, content) for item in _below(content, section) if item.kind not in IN_POINTS
        ),
        parts=tuple(
            (shape.key, shape.title, _any_out_of_date(content, shape.key)) for shape in kinds.SECTIONS[plan.plan_type]
        ),
        own_pictures=tuple(names_of(session, plan.person_id).items()),
        pictures=tuple(
            sorted(
                ((key, symbol.name_in(current_frame().language)) for key, symbol in symbols().items()),
                key=lambda one: one[1].casefold(),
            )
        ),
    )


def beside(session: Session, plan: Plan, item: Item, content: Content) -> Beside:
    """One item with its lines."""
    values = shown(item.details, words_of(session, plan))
    lines = tuple(content.easy.get(item.lineage_id, ()))
    return Beside(
        item=item,
        label=kinds.KINDS[item.kind].label,
        text=tuple(
            (kinds.title_of(item.kind, field), str(values[field]))
            for field in kinds.typed_fields(item.kind)
            if values.get(field) not in ("", None)
        ),
        lines=lines,
        out_of_date=out_of_date(item, lines),
        hints=tuple(hints_about_lines(lines, content.language)),
        language=content.language,
    )


def _below(content: Content, parent: Item) -> Sequence[Item]:
    return [found for child in content.under(parent.id) for found in (child, *_below(content, child))]


def _any_out_of_date(content: Content, part: str) -> bool:
    return any(
        out_of_date(item, content.easy.get(item.lineage_id, ()))
        for section in content.under(None)
        if section.details.get("key") == part
        for item in _below(content, section)
    )
