"""Introduces records to papers: reads one version from the database and hands it to `documents` as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import cast
from uuid import UUID

from sqlmodel import Session, select

from documents.easy_read_plan import easy_read_plan
from documents.isp import isp
from documents.paper import (
    AttendeePaper,
    FieldPaper,
    ItemPaper,
    MeetingPaper,
    PlanPaper,
    PlanType,
    QuotePaper,
    SectionPaper,
)
from documents.tongue import called, furniture, printed
from documents.treatment_plan import treatment_plan
from documents.wording import day
from engine import kinds
from engine import plans as plan_records
from engine.copies import Rendition
from engine.items import Item
from engine.meetings import Meeting, MeetingPurpose, attendance_to_print
from engine.own_pictures import content_of
from engine.people import Person
from engine.plans import Plan
from engine.quotes import quotes_by_id
from engine.rounds import Round
from engine.sayings import as_saying
from engine.settings import Settings
from engine.shown_beside import as_shown
from engine.versions import PassageMark, Version, Waiver
from engine.words_beside import ALL_OF_IT, Beside
from web.covering import coverage_of
from web.papers.guarded import Guarded, guarded
from web.papers.own_parts import Own
from web.papers.quotes import quote_papers, staff_text
from web.papers.rounds import answers, corrections, decisions, rounds_on, signatures, witnessed
from web.papers.symbols import line_paper
from workflows.content import Content, read_content
from workflows.profiles import profile
from workflows.suggesting.disclosing import Helped, helped_parts

TITLES = {
    plan_records.PlanType.ISP.value: as_saying("Individualized Service Plan"),
    plan_records.PlanType.TREATMENT.value: as_saying("Treatment Plan"),
}


_VERSIONS = {"revision": "Revision", "amendment": "Amendment", "correction": "Correction", "new plan": "New plan"}
"""How a version came about, as its cover says it."""


def document(paper: PlanPaper, rendition: Rendition = Rendition.STANDARD) -> bytes:
    """The Word file of a paper, in one of its forms. Each is made from the same values."""
    if rendition is Rendition.EASY_READ:
        return easy_read_plan(paper)
    paper = replace(paper, large=rendition is Rendition.LARGE_PRINT)
    return treatment_plan(paper) if paper.plan_type == "treatment_plan" else isp(paper)


def plan_paper(
    session: Session,
    plan: Plan,
    version: Version,
    settings: Settings,
    *,
    on: date,
    own: Own | None = None,
    beside: Beside = ALL_OF_IT,
) -> PlanPaper:
    """One version as it is printed: its text, who took part, the answers, the signatures, and what was set aside.

    With `own`, the part of it that is somebody's to work from, and nothing of the rest. `beside` is what its reader may
    read of the words that were said with answers and signatures.
    """
    person = session.get_one(Person, plan.person_id)
    content = read_content(session, plan, version)
    said = quotes_by_id(session, _quote_ids(content))
    spoken = quote_papers(session, as_shown(session, said, version.id, frozen=version.frozen_at is not None))
    attempts = rounds_on(session, version)
    shown = guarded(session, plan, version, content, spoken)
    helped = helped_parts(session, version, content.items)
    paper = PlanPaper(
        plan_type=cast("PlanType", plan.plan_type),
        person=person.full_name,
        agency=settings.agency,
        title=TITLES[plan.plan_type],
        version=version.number,
        status=_status(plan, version),
        as_of=version.frozen_at or version.created_at,
        language=version.language,
        fingerprint=version.fingerprint or "",
        effective_on=version.effective_on,
        review_due=plan.next_due_on if plan.in_force_version_id == version.id else None,
        facts=(
            FieldPaper(label=furniture("In their own words"), text=coverage_of(session, plan, version, person)),
            *_facts(session, version, shown, on=on),
            _help_fact(len(helped)),
        ),
        meeting=_meeting(session, version, person, shown),
        sections=tuple(
            replace(
                _section(session, plan, section, shown, attempts, settings, beside),
                model_help=_help_words(helped.get(section.lineage_id)) if helped else "",
            )
            for section in content.under(None)
        ),
        signatures=signatures(session, version, settings, shown, beside),
        review_decisions=decisions(session, version, settings, shown),
        corrections=corrections(session, version, settings, shown),
        band=not_in_force(session, plan, version),
    )
    return paper if own is None else own.alone(paper)


def not_in_force(session: Session, plan: Plan, version: Version) -> str:
    """The sentence that stands first on an earlier version once another one counts; empty on every other."""
    if plan.in_force_version_id in (None, version.id):
        return ""
    counts = session.get_one(Version, plan.in_force_version_id)
    if counts.number < version.number:
        return ""
    return furniture("This is not the plan in force. Version %(counts)s is.", counts=counts.number)


def _help_fact(parts: int) -> FieldPaper:
    said = (
        furniture("Helped with %(parts)s of the sections; each says so", parts=parts)
        if parts
        else furniture("Helped with no section")
    )
    return FieldPaper(label=furniture("Language model"), text=said)


def _help_words(helped: Helped | None) -> str:
    if helped is None:
        return furniture("Written without a language model.")
    lines = furniture("one line") if len(helped.lines) == 1 else furniture("%(lines)s lines", lines=len(helped.lines))
    return furniture(
        "A language model (%(models)s) helped with %(lines)s of this section. Each was looked at and "
        "decided about by %(decided_by)s.",
        models=", ".join(helped.models),
        lines=lines,
        decided_by=helped.decided_by,
    )


def _quote_ids(content: Content) -> list[UUID]:
    found = [quote for links in (content.links, content.inline) for ids in links.values() for quote in ids]
    return list(dict.fromkeys(found))


def _status(plan: Plan, version: Version) -> str:
    if plan.in_force_version_id == version.id:
        since = (
            furniture(" since %(in_force_since)s", in_force_since=plan.in_force_since) if plan.in_force_since else ""
        )
        return furniture("In force%(since)s", since=since)
    if version.frozen_at is None:
        return furniture("Draft, not shared yet")
    if plan.working_version_id == version.id:
        return furniture("%(standing)s, not in force", standing=called(plan.standing.capitalize()))
    return furniture("An earlier version, not in force")


def _facts(session: Session, version: Version, shown: Guarded[QuotePaper], *, on: date) -> tuple[FieldPaper, ...]:
    rules = profile(version.profile, on=on)
    rows = [FieldPaper(label=furniture("Rules"), text=f"{rules.name} ({version.profile_version})")]
    if version.kind != "first":
        rows.append(
            FieldPaper(
                label=furniture("Kind of version"), text=called(_VERSIONS.get(version.kind, version.kind.capitalize()))
            )
        )
    if version.why:
        rows.append(FieldPaper(label=furniture("Why"), text=shown.other(version.why)))
    if version.interim_reason:
        until = (
            furniture(", until %(interim_until)s", interim_until=version.interim_until) if version.interim_until else ""
        )
        rows.append(FieldPaper(label=furniture("Interim plan"), text=f"{shown.other(version.interim_reason)}{until}"))
    for waiver in session.exec(select(Waiver).where(Waiver.version_id == version.id)):
        rows.append(
            FieldPaper(label=furniture("Check set aside"), text=f"{shown.other(waiver.reason)} ({waiver.by_name})")
        )
    marks = session.exec(select(PassageMark).where(PassageMark.plan_id == version.plan_id)).all()
    text = " ".join(str(value) for item in shown.content.items for value in item.details.values())
    for mark in marks:
        if mark.passage in text:
            who = (
                furniture("said by %(said_by)s", said_by=mark.said_by)
                if mark.kind == "other"
                else furniture("a title or label, nobody’s words")
            )
            rows.append(
                FieldPaper(
                    label=f"“{mark.passage}”",
                    text=furniture("%(who)s (says %(marked_by_name)s)", who=who, marked_by_name=mark.marked_by_name),
                )
            )
    return tuple(rows)


def _meeting(session: Session, version: Version, person: Person, shown: Guarded[QuotePaper]) -> MeetingPaper | None:
    meeting = _meeting_behind(session, version)
    if meeting is None:
        return None
    facts = []
    if not meeting.person_present:
        facts.append(FieldPaper(label=furniture("The person was not there"), text=shown.other(meeting.absence_reason)))
        facts.append(FieldPaper(label=furniture("What was offered"), text=shown.other(meeting.adjustments_offered)))
    if meeting.interpreter:
        facts.append(FieldPaper(label=furniture("Interpreter"), text=shown.name(meeting.interpreter)))
    if meeting.chosen_by_person:
        facts.append(FieldPaper(label=furniture("Time and place"), text=furniture("Chosen by the person")))
    return MeetingPaper(
        held_on=meeting.held_on,
        place=shown.name(meeting.place),
        attendees=tuple(
            AttendeePaper(
                name=shown.name(row.name),
                role=shown.name(row.relation) or (furniture("the person") if row.name == person.full_name else ""),
                took_part=_took_part(row.present, row.invited_by_person, shown.other(row.stayed_away_because)),
            )
            for row in attendance_to_print(session, meeting.id)
        ),
        facts=tuple(facts),
    )


def _meeting_behind(session: Session, version: Version) -> Meeting | None:
    """The newest meeting written down before the version was frozen, a planning meeting first: what came later is not its."""
    query = select(Meeting).where(Meeting.plan_id == version.plan_id)
    if version.frozen_at is not None:
        query = query.where(Meeting.created_at <= version.frozen_at)
    rows = session.exec(query).all()
    return max(rows, key=lambda row: (row.purpose == MeetingPurpose.PLANNING, row.held_on, row.id), default=None)


def _took_part(present: bool, invited: bool, why_away: str) -> str:
    was = furniture("Was there") if present else furniture("Was asked and did not come")
    return "".join([was, furniture(", invited by the person") if invited else "", f": {why_away}" if why_away else ""])


def _section(
    session: Session,
    plan: Plan,
    section: Item,
    shown: Guarded[QuotePaper],
    rounds: Sequence[Round],
    settings: Settings,
    beside: Beside,
) -> SectionPaper:
    shape = kinds.shape_of(plan.plan_type, str(section.details["key"]))
    return SectionPaper(
        title=shape.title,
        in_their_terms=shape.for_the_person,
        items=tuple(
            _item(item, shown, content_of(session, _symbols(shown.content))) for item in shown.content.under(section.id)
        ),
        quotes=_quotes(section, shown),
        observations=witnessed(session, section.lineage_id, rounds, settings),
        answers=answers(session, section.lineage_id, rounds, settings, shown, beside),
    )


def _item(item: Item, shown: Guarded[QuotePaper], own: Mapping[str, bytes]) -> ItemPaper:
    names = [name for name in kinds.typed_fields(item.kind) if item.details.get(name) not in ("", None)]
    values = {name: shown.text(item, name) for name in names}
    lead = next((name for name in names if name in kinds.staff_fields(item.kind)), None)
    if item.kind == "vision":
        lead = None  # what the team understood stands below the person's own words, not over them
    return ItemPaper(
        kind=kinds.label_of(item.kind),
        title=values[lead] if lead else "",
        fields=tuple(
            FieldPaper(label=kinds.title_of(item.kind, name), text=_value(item.details[name], values[name]))
            for name in names
            if name != lead
        )
        + _ties(item, shown)
        + _kept_private(item, shown.content, shown.spoken),
        quotes=_quotes(item, shown),
        children=tuple(_item(child, shown, own) for child in shown.content.under(item.id)),
        lineage=str(item.lineage_id),
        easy=tuple(
            line_paper(line.text, line.symbol, shown.content.language, own)
            for line in shown.content.easy.get(item.lineage_id, ())
        ),
    )


def _symbols(content: Content) -> list[str]:
    return [line.symbol for lines in content.easy.values() for line in lines]


def _value(stored: object, text: str) -> str:
    """Dates are written out; everything else is as it stands."""
    if isinstance(stored, str) and len(stored) == 10 and stored[4:5] == "-":
        try:
            return day(date.fromisoformat(stored))
        except ValueError:
            return text
    return text


def _quotes(item: Item, shown: Guarded[QuotePaper]) -> tuple[QuotePaper, ...]:
    return tuple(shown.spoken[quote] for quote in _ids(item, shown.content) if quote in shown.spoken)


def _ties(item: Item, shown: Guarded[QuotePaper]) -> tuple[FieldPaper, ...]:
    """The needs an outcome grew out of, and the supports that serve it, by their own first words."""
    by_lineage = {str(row.lineage_id): row for row in shown.content.items}
    rows = []
    for field in kinds.KINDS[item.kind].ties:
        tied = [by_lineage[lineage] for lineage in item.details.get(field) or () if lineage in by_lineage]
        if tied:
            text = "; ".join(_first_words(row, shown) for row in tied)
            rows.append(FieldPaper(label=kinds.title_of(item.kind, field), text=text))
    return tuple(rows)


def _first_words(item: Item, shown: Guarded[QuotePaper]) -> str:
    texts = (staff_text(shown.stored(item, name), ()).strip() for name in kinds.staff_fields(item.kind))
    return next((text[:200] for text in texts if text), printed(kinds.label_of(item.kind)))


def _kept_private(item: Item, content: Content, spoken: Mapping[UUID, QuotePaper]) -> tuple[FieldPaper, ...]:
    """That words stood here which the person keeps to themselves since: the mark of the hole, and nothing of the words."""
    if all(quote in spoken for quote in _ids(item, content)):
        return ()
    sentence = furniture("The person keeps words that stood here between themselves and their coordinator.")
    return (FieldPaper(label=furniture("Words kept private"), text=sentence),)


def _ids(item: Item, content: Content) -> list[UUID]:
    return list(dict.fromkeys([*content.links.get(item.id, []), *content.inline.get(item.id, [])]))
