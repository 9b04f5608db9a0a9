"""What of a version a visitor is shown: everything their role reads, or, to a provider, the lines that name them."""

from dataclasses import replace
from uuid import UUID

from sqlmodel import Session

from engine.accounts import Role
from engine.plans import Plan
from engine.versions import Version
from engine.visitors import Visitor
from web.plan_view import LineView, SectionView, version_view
from workflows.own_parts import parts_of


def sections_for(session: Session, visitor: Visitor, plan: Plan, version: Version) -> list[SectionView]:
    """The parts of a version as this visitor may read them."""
    sections = version_view(session, plan, version)
    if visitor.role is not Role.PROVIDER:
        return sections
    return own_lines(sections, set(parts_of(session, version.id, visitor.name)))


def own_lines(sections: list[SectionView], named: set[UUID]) -> list[SectionView]:
    """Only the lines with these lineages, with what stands under them; parts without any are left out."""
    kept = [replace(section, lines=_kept(section.lines, named), quotes=()) for section in sections]
    return [section for section in kept if section.lines]


def _kept(lines: tuple[LineView, ...], named: set[UUID]) -> tuple[LineView, ...]:
    found: list[LineView] = []
    for line in lines:
        if line.lineage_id in named:
            found.append(line)
        else:
            found += _kept(line.children, named)
    return tuple(found)
