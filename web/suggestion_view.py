"""A run and its suggestions as their page shows them: each with its sources as they stand in the record, and what was decided."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from engine import kinds
from engine.model_runs import (
    ModelRun,
    Part,
    RunState,
    Suggestion,
    SuggestionDecision,
    SuggestionKind,
    SuggestionState,
    decisions_on,
    suggestions_of,
    texts_of,
)
from engine.people import Person
from engine.plans import Plan
from engine.quotes import Spoken, quotes_by_id
from web.i18n import gettext as _
from web.spoken import spoken
from workflows.deidentifying import Left
from workflows.suggesting.benches import lines_of
from workflows.suggesting.lines import SourceLine
from workflows.suggesting.preparing import check
from workflows.suggesting.prompts import Prompt, prompt


@dataclass(frozen=True)
class Source:
    """A line a suggestion rests on: captured words as such, everything else as the note or the plan has it."""

    ref: str
    what: str
    text: str
    quote: Spoken | None


@dataclass(frozen=True)
class Shown:
    """One suggestion. `fields` are (name in the form, title, text)."""

    row: Suggestion
    what: str
    where: str
    fields: tuple[tuple[str, str, str], ...]
    sources: tuple[Source, ...]
    words: Spoken | None
    line: Source | None
    decided: SuggestionDecision | None

    @property
    def waits(self) -> bool:
        """Whether somebody still has to decide."""
        return self.row.state == SuggestionState.WAITING

    @property
    def refused(self) -> bool:
        """Whether the program refused it."""
        return self.row.state == SuggestionState.REFUSED

    @property
    def can_be_worded(self) -> bool:
        """Whether it holds wording that somebody may change."""
        return self.row.kind != SuggestionKind.PLACE and bool(self.fields)


@dataclass(frozen=True)
class RunShown:
    """A run with its texts, the second look, and its suggestions."""

    run: ModelRun
    plan: Plan
    person: Person
    prompt: Prompt
    rules: str
    asked: str
    back: tuple[tuple[str, str], ...]
    also: tuple[str, ...]
    left: tuple[Left, ...]
    maybe: tuple[str, ...]
    suggestions: tuple[Shown, ...]
    answer: str

    @property
    def whole(self) -> str:
        """What is copied into a tool of one's own."""
        return f"{self.rules}\n\n{self.asked}"

    @property
    def under_way(self) -> bool:
        """Whether an answer is still to come."""
        return self.run.state in (RunState.WAITING, RunState.ASKING)

    @property
    def open_ones(self) -> tuple[Shown, ...]:
        """Suggestions somebody has to decide about."""
        return tuple(one for one in self.suggestions if one.waits)

    @property
    def to_copy(self) -> str:
        """The sentences of a message that somebody took, one on each line."""
        taken = (SuggestionState.ACCEPTED, SuggestionState.CHANGED)
        rows = [one for one in self.decided_ones if one.row.kind == SuggestionKind.READ and one.row.state in taken]
        return "\n".join(text for one in rows for _name, _title, text in one.fields)

    @property
    def refused_ones(self) -> tuple[Shown, ...]:
        """What the program refused."""
        return tuple(one for one in self.suggestions if one.refused)

    @property
    def decided_ones(self) -> tuple[Shown, ...]:
        """What somebody decided about."""
        return tuple(one for one in self.suggestions if one.decided)


def run_shown(session: Session, run: ModelRun) -> RunShown:
    """Reads a run with everything around it."""
    texts = texts_of(session, run.id)
    plan = session.get_one(Plan, run.plan_id)
    kept = json.loads(texts.get(Part.NAMES, "{}"))
    found, maybe = check(session, run) if run.state == RunState.PREPARED and texts else ([], [])
    return RunShown(
        run=run,
        plan=plan,
        person=session.get_one(Person, plan.person_id),
        prompt=prompt(run.prompt),
        rules=texts.get(Part.RULES, ""),
        asked=texts.get(Part.ASKED, ""),
        back=tuple(kept.get("back", {}).items()),
        also=tuple(kept.get("also", ())),
        left=tuple(found),
        maybe=tuple(maybe),
        suggestions=_suggestions(session, plan, run),
        answer=texts.get(Part.ANSWER, ""),
    )


def state_words(run: ModelRun) -> str:
    """Where a run stands, in words."""
    return {
        RunState.PREPARED.value: _("Made ready, not sent"),
        RunState.WAITING.value: _("Waiting to be sent"),
        RunState.ASKING.value: _("The model is being asked"),
        RunState.ANSWERED.value: _("Answered"),
        RunState.FAILED.value: _("No answer that could be used"),
    }[run.state]


def decision_words(decision: str) -> str:
    """What somebody decided, in words."""
    return {
        SuggestionState.ACCEPTED.value: _("Accepted"),
        SuggestionState.CHANGED.value: _("Changed and taken"),
        SuggestionState.REJECTED.value: _("Rejected"),
    }[decision]


def _suggestions(session: Session, plan: Plan, run: ModelRun) -> tuple[Shown, ...]:
    rows = suggestions_of(session, run.id)
    lines = lines_of(session, run) if rows else {}
    quotes = quotes_by_id(session, [UUID(line.quote) for line in lines.values() if line.quote])
    made = decisions_on(session, [row.id for row in rows])
    return tuple(_shown(plan, row, lines, quotes, made.get(row.id)) for row in rows)


def _shown(
    plan: Plan,
    row: Suggestion,
    lines: Mapping[str, SourceLine],
    quotes: Mapping[UUID, Spoken],
    decided: SuggestionDecision | None,
) -> Shown:
    sources = [_source(lines[ref], quotes) for ref in row.sources if ref in lines]
    updated = next((line for line in lines.values() if line.lineage and line.lineage == str(row.lineage_id)), None)
    return Shown(
        row=row,
        what=_what(row),
        where=_where(plan, row),
        fields=tuple(
            (f"{name}-{row.id}", _title(row, name), str(text)) for name, text in row.fields.items() if str(text).strip()
        ),
        sources=tuple(sources),
        words=quotes.get(row.quote_id) if row.quote_id else None,
        line=_source(updated, quotes) if updated else None,
        decided=decided,
    )


def _source(line: SourceLine, quotes: Mapping[UUID, Spoken]) -> Source:
    return Source(line.ref, line.what, line.text, quotes.get(UUID(line.quote)) if line.quote else None)


def _what(row: Suggestion) -> str:
    if row.kind == SuggestionKind.PLACE:
        return _("Show these words here") if row.quote_id else _("Take this line of the notes")
    if row.kind == SuggestionKind.READ:
        return _("To read")
    if row.kind == SuggestionKind.UPDATE:
        return {
            "keep": _("Keep this line"),
            "change": _("Change this line"),
            "retire": _("End this line"),
        }.get(row.decision, _("Update"))
    label = kinds.label_of(row.item_kind) if row.item_kind in kinds.KINDS else _("Line")
    return _("New line: %(kind)s") % {"kind": spoken(label).lower()}


def _where(plan: Plan, row: Suggestion) -> str:
    titles = {shape.key: shape.title for shape in kinds.SECTIONS[plan.plan_type]}
    return titles.get(row.section, "")


def _title(row: Suggestion, name: str) -> str:
    if name == "why":
        return _("Why")
    if row.item_kind in kinds.KINDS and name in kinds.KINDS[row.item_kind].model_fields:
        return kinds.title_of(row.item_kind, name)
    return _("Wording")
