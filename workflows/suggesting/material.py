"""Gathers the lines of a run from the record: quotations that may stand in a plan, facts of the notes, and lines of the plan."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session

from engine import guard, kinds
from engine.items import Item, items_of, links_of
from engine.meetings import Meeting, meetings_of, observations_of
from engine.notes import TYPED, notes_of_meeting, text_of
from engine.people import Person
from engine.plans import Plan, sessions_of
from engine.quotes import Attribution, Spoken, quotes_of
from engine.refusals import Refusal
from engine.sayings import say
from engine.versions import Version
from engine.words import folded
from workflows.drafting import draft_note
from workflows.drafting.result import SECTION_NAMES
from workflows.linking import usable
from workflows.loading import latest_meeting
from workflows.suggesting.lines import SourceLine, without_words
from workflows.suggesting.lines import Spoken as LinesSpoken
from workflows.suggesting.prompts import Prompt

MOST_CHARACTERS = 60_000
MOST_LINES = 400

_ISP = dict(
    zip(SECTION_NAMES, ("vision", "strengths", "needs", "outcomes", "services", "backup", "risks"), strict=True)
)
_TREATMENT = {
    "vision": "information",
    "strengths": "information",
    "needs": "problems",
    "outcomes": "goals",
    "services": "information",
    "backup": "crisis",
    "risks": "crisis",
}


def gather(session: Session, plan: Plan, prompt: Prompt, *, on: date, days: int = 90) -> list[SourceLine]:
    """Every line this prompt draws on. Raises Refusal when there is nothing, or more than a model takes at once."""
    person = session.get_one(Person, plan.person_id)
    quotes = [quote for quote in quotes_of(session, plan.person_id) if usable(quote) and quote.usable]
    meetings = _meetings(session, plan, prompt, on=on, days=days)
    if "recent" in prompt.draws_on:
        since = on - timedelta(days=days)
        quotes = [quote for quote in quotes if quote.said_on >= since]
    elif "words" not in prompt.draws_on:
        quotes = []
    refs = {quote.id: f"Q{number}" for number, quote in enumerate(quotes, 1)}
    spoken = LinesSpoken(
        {folded(str(quote.text)): refs[quote.id] for quote in quotes},
        refs,
        guard.known(guard.captures_of(quotes_of(session, person.id, private_too=True))),
        (person.full_name, *_names(person)),
    )
    drafts = [
        (meeting, draft_note(text[:200_000], person=person.full_name, also_called=_names(person)))
        for meeting in meetings
        for text in _notes(session, meeting)
    ]
    parts = {folded(found.text): found.section for _, draft in drafts for found in draft.quotes if found.section}
    lines = [_quotation(quote, refs[quote.id], _part(plan, parts.get(folded(str(quote.text))))) for quote in quotes]
    facts = [(meeting, fact) for meeting, draft in drafts for fact in draft.facts]
    lines += [
        SourceLine(
            f"N{number}",
            f"note of {_ago(meeting, on)}",
            without_words(fact.text, spoken),
            about=_part(plan, fact.section),
        )
        for number, (meeting, fact) in enumerate(facts, 1)
        if fact.text.strip()
    ]
    lines += _seen(session, plan, meetings, prompt, spoken, on=on, days=days)
    if "plan" in prompt.draws_on or "recent" in prompt.draws_on:
        lines += _plan_lines(session, plan, spoken)
    _refuse_too_much(lines)
    return lines


def words_of(lines: Sequence[SourceLine], quotes: Mapping[UUID, Spoken]) -> dict[str, str]:
    """The words behind the quotations of a run, by number."""
    found = {}
    for line in lines:
        spoken = quotes.get(UUID(line.quote)) if line.quote else None
        if spoken is not None and spoken.text is not None:
            found[line.ref] = spoken.text
    return found


def version_in_hand(session: Session, plan: Plan) -> Version | None:
    """The text a run speaks of: what is being written, else what is in force."""
    found = plan.working_version_id or plan.in_force_version_id
    return session.get(Version, found) if found else None


def standing_in(session: Session, plan: Plan) -> frozenset[tuple[str, str]]:
    """Each part of the text in hand with the words shown in it, by id, and with its lines, by their text."""
    version = version_in_hand(session, plan)
    items = items_of(session, version.id) if version else []
    by_id = {item.id: item for item in items}
    shown = links_of(session, [item.id for item in items])
    found: set[tuple[str, str]] = set()
    for item in items:
        top = item
        while top.parent_id is not None:
            top = by_id[top.parent_id]
        part = str(top.details.get("key", ""))
        found |= {(part, str(identity)) for identity in shown.get(item.id, ())}
        found |= {(part, str(item.details.get(field) or "")) for field in kinds.staff_fields(item.kind)}
    return frozenset(found)


def _meetings(session: Session, plan: Plan, prompt: Prompt, *, on: date, days: int) -> list[Meeting]:
    if "recent" in prompt.draws_on:
        since = on - timedelta(days=days)
        return [meeting for meeting in meetings_of(session, plan.person_id) if since <= meeting.held_on <= on]
    latest = latest_meeting(session, plan)
    return [latest] if latest else []


def _notes(session: Session, meeting: Meeting) -> list[str]:
    """What was typed, and the notes written elsewhere that were brought in. A transcript is all words: it stays here."""
    brought = [original for original, reader in notes_of_meeting(session, meeting.id) if _is_a_note(reader)]
    texts = [text_of(session, original.id) for original in brought]
    return [meeting.notes, *(read.text for read in texts if read is not None)]


def _is_a_note(reader: str) -> bool:
    """By the name of what read it: not erased, not the kept copy of what was typed, and no transcript."""
    return bool(reader) and reader != TYPED and not any(kind in reader for kind in ("-turns", "-vtt", "-srt"))


def _quotation(quote: Spoken, ref: str, about: str) -> SourceLine:
    whose = {
        Attribution.PARTICIPANT.value: "the person",
        Attribution.INTERPRETED.value: "the person, through an interpreter",
    }.get(quote.attribution, quote.speaker)
    return SourceLine(
        ref,
        "quotation",
        str(quote.text),
        about=about,
        whose=whose,
        how=quote.method,
        life_area=quote.life_area,
        quote=str(quote.id),
    )


def _seen(
    session: Session,
    plan: Plan,
    meetings: Sequence[Meeting],
    prompt: Prompt,
    spoken: LinesSpoken,
    *,
    on: date,
    days: int,
) -> list[SourceLine]:
    ids = {meeting.id for meeting in meetings}
    since = on - timedelta(days=days) if "recent" in prompt.draws_on else None
    rows = [
        row
        for row in observations_of(session, plan.person_id)
        if row.meeting_id in ids or (since is not None and row.seen_on >= since)
    ]
    lines = [
        SourceLine(f"O{number}", "observation", without_words(row.text, spoken), life_area=row.life_area)
        for number, row in enumerate(reversed(rows), 1)
    ]
    if since is not None:
        held = [day for day in sessions_of(session, plan.id) if day >= since]
        if held:
            lines.append(SourceLine(f"O{len(rows) + 1}", "count", f"Sessions held in this time: {len(held)}."))
    return lines


def _plan_lines(session: Session, plan: Plan, spoken: LinesSpoken) -> list[SourceLine]:
    version = version_in_hand(session, plan)
    if version is None:
        return []
    items = items_of(session, version.id)
    by_id = {item.id: item for item in items}
    lines: list[SourceLine] = []
    for item in items:
        if item.kind == "section" or not (text := _written(item)):
            continue
        top = item
        while top.parent_id is not None:
            top = by_id[top.parent_id]
        lines.append(
            SourceLine(
                f"P{len(lines) + 1}",
                "line of the plan",
                without_words(text, spoken),
                about=str(top.details.get("key", "")),
                kind=item.kind,
                lineage=str(item.lineage_id),
            )
        )
    return lines


def _written(item: Item) -> str:
    parts = [
        f"{kinds.title_of(item.kind, field)}: {item.details[field]}"
        for field in kinds.staff_fields(item.kind)
        if str(item.details.get(field) or "").strip()
    ]
    return "; ".join(parts)


def _names(person: Person) -> list[str]:
    return list(dict.fromkeys(name for name in (person.preferred_name, *person.also_called) if name))


def _part(plan: Plan, section: str | None) -> str:
    key = _ISP.get(section or "", "")
    return _TREATMENT.get(key, "") if plan.plan_type == "treatment_plan" else key


def _ago(meeting: Meeting, on: date) -> str:
    days = (on - meeting.held_on).days
    return "the meeting" if days <= 0 else f"a meeting {days} days ago"


def _refuse_too_much(lines: Sequence[SourceLine]) -> None:
    if not lines:
        raise Refusal(
            "There is nothing to ask about: no notes, no captured words and no lines of a plan. Write down the planning "
            "meeting first, or begin the draft."
        )
    size = sum(len(line.text) for line in lines)
    if size > MOST_CHARACTERS or len(lines) > MOST_LINES:
        raise Refusal(
            say(
                "The notes are too long for a model: %(size)s characters in %(lines)s lines, and at most "
                "%(most)s in %(most_2)s lines fit. Choose a shorter time, or go on without a model.",
                size=f"{size:,}",
                lines=len(lines),
                most=f"{MOST_CHARACTERS:,}",
                most_2=MOST_LINES,
            )
        )
