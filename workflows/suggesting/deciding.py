"""A named person accepts, changes or rejects a suggestion, with a reason. Nothing a model wrote reaches a plan by another way."""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel import Session, select

from engine import kinds
from engine.firing import Command, Effect
from engine.items import Item, items_of
from engine.model_runs import (
    ModelHelp,
    ModelRun,
    Suggestion,
    SuggestionDecision,
    SuggestionKind,
    SuggestionState,
    note_help,
)
from engine.permissions import Action
from engine.plans import Plan
from engine.quotes import Attribution, quotes_by_id
from engine.refusals import Reason, Refusal
from engine.sayings import say
from engine.versions import Version
from engine.words import exactly
from workflows import editing
from workflows.acting import step_of
from workflows.lines import draft_of, sections_by_key
from workflows.linking import shown, usable, words_of
from workflows.moving import note
from workflows.suggesting.benches import bench_of
from workflows.suggesting.guarding import refusals_of
from workflows.writers import writer

ACCEPT, CHANGE, REJECT = "accept", "change", "reject"
_STATES = {ACCEPT: SuggestionState.ACCEPTED, CHANGE: SuggestionState.CHANGED, REJECT: SuggestionState.REJECTED}

LONGEST_REASON = 2_000


def decide(
    session: Session,
    plan: Plan,
    suggestion: Suggestion,
    decision: str,
    command: Command,
    *,
    reason: str,
    wording: Mapping[str, str] | None = None,
) -> None:
    """Decide about one suggestion. `wording` is how somebody reworded it, for `change`. The same form sent twice is done once."""
    session.refresh(suggestion, with_for_update=True)
    if decision not in _STATES:
        raise Refusal("Say whether you accept, change or reject it.", about=f"reason-{suggestion.id}")
    if suggestion.state == SuggestionState.REFUSED:
        raise Refusal(
            "The program refused this, so nobody can accept it. Write your own line in the draft, if one is needed."
        )
    if _decided(session, suggestion, command, _STATES[decision]):
        return
    if not exactly(reason, about="reason").strip():
        raise Refusal(
            reasons=[Reason("asked", "A reason is needed: it stays with the suggestion.", f"reason-{suggestion.id}")]
        )
    if len(reason) > LONGEST_REASON:
        raise Refusal(
            reasons=[
                Reason(
                    "long",
                    say("This reason is longer than %(most)s characters.", most=f"{LONGEST_REASON:,}"),
                    f"reason-{suggestion.id}",
                )
            ]
        )
    fields = _wording(session, plan, suggestion, decision, wording)
    item = None if decision == REJECT else _into_the_draft(session, plan, suggestion, fields, command)
    run = session.get_one(ModelRun, suggestion.run_id)

    def write(_seq: int) -> Effect:
        suggestion.state = _STATES[decision]
        if decision == CHANGE:
            suggestion.fields = dict(fields)  # what the model wrote stays in its answer, as it came
        session.add(suggestion)
        session.add(
            SuggestionDecision(
                suggestion_id=suggestion.id,
                decision=_STATES[decision],
                reason=reason,
                by=writer(command),
                by_name=command.actor.name,
                at=command.at,
            )
        )
        helped = _note_help(session, plan, suggestion, item, command, how=_STATES[decision])
        session.flush()
        return Effect(
            data={
                "suggestion": suggestion.id,
                "run": run.id,
                "model": run.model,
                "prompt": [run.prompt, run.prompt_version],
                "lineage": item.lineage_id if item else None,
                "helped": helped.id if helped else None,
            }
        )

    note(session, plan, f"suggestion.{_STATES[decision]}", command, write=write, needs=Action.EDIT_DRAFT)


def _decided(session: Session, suggestion: Suggestion, command: Command, state: SuggestionState) -> bool:
    made = session.get(SuggestionDecision, suggestion.id)
    if made is None:
        return False
    if str(made.by) == command.actor.account and made.decision == state:
        return True
    raise Refusal(
        say(
            "%(by_name)s decided about this already. Open the page again to see what was decided.", by_name=made.by_name
        )
    )


def _wording(
    session: Session, plan: Plan, suggestion: Suggestion, decision: str, wording: Mapping[str, str] | None
) -> dict[str, str]:
    fields = {name: str(text) for name, text in suggestion.fields.items()}
    if decision == REJECT:
        return fields
    if decision == CHANGE:
        if wording is None or suggestion.kind == SuggestionKind.PLACE:
            raise Refusal(
                "There is no wording here to change. Accept it, or reject it.", about=f"reason-{suggestion.id}"
            )
        fields |= {
            name: exactly(text, about=f"{name}-{suggestion.id}") for name, text in wording.items() if name in fields
        }
    bench = bench_of(session, plan, session.get_one(ModelRun, suggestion.run_id))
    sources = [bench.words.get(ref, bench.lines[ref].text) for ref in suggestion.sources if ref in bench.lines]
    found = [
        Reason("guard", sentence, f"{name}-{suggestion.id}")
        for name, text in fields.items()
        for sentence in refusals_of(text, bench.captured, sources)
    ]
    if found:
        raise Refusal(reasons=found)
    return fields


def _into_the_draft(
    session: Session, plan: Plan, suggestion: Suggestion, fields: Mapping[str, str], command: Command
) -> Item | None:
    """What an accepted suggestion does to the draft; nothing where there is only something to read, or a line to keep."""
    if suggestion.kind == SuggestionKind.READ or suggestion.decision == "keep":
        return None
    version = draft_of(session, plan)
    step = step_of(command, "line")
    if suggestion.kind == SuggestionKind.UPDATE:
        return _update(session, plan, version, suggestion, fields, step)
    if suggestion.kind == SuggestionKind.PLACE:
        return _place(session, plan, version, suggestion, step)
    parent = _above(session, version, suggestion)
    details = {name: text for name, text in fields.items() if text.strip()}
    return editing.add_line(
        session,
        plan,
        kind=suggestion.item_kind,
        parent=parent,
        details=details,
        command=step,
        quotes=_own_words(session, plan, suggestion),
    )


def _place(session: Session, plan: Plan, version: Version, suggestion: Suggestion, step: Command) -> Item:
    section = sections_by_key(session, version)[suggestion.section]
    quotes = [suggestion.quote_id] if suggestion.quote_id else []
    details: dict[str, object] = {}
    if not quotes:
        bench = bench_of(session, plan, session.get_one(ModelRun, suggestion.run_id))
        line = bench.lines.get(suggestion.sources[0]) if suggestion.sources else None
        if line is None:
            raise Refusal("The line this rests on was erased by law. Nothing was added.")
        details = {"notes" if suggestion.item_kind == "service" else _first_text(suggestion.item_kind): line.text}
    return editing.add_line(
        session, plan, kind=suggestion.item_kind, parent=section, details=details, command=step, quotes=quotes
    )


def _update(
    session: Session, plan: Plan, version: Version, suggestion: Suggestion, fields: Mapping[str, str], step: Command
) -> Item:
    item = next((row for row in items_of(session, version.id) if row.lineage_id == suggestion.lineage_id), None)
    if item is None:
        raise Refusal("The line this updates is not in the draft any more. Reject the suggestion, or write a new line.")
    if suggestion.decision == "retire":
        editing.remove_line(session, plan, item, step)
        return item
    stands = shown(item.details, words_of(session, plan))
    details = {**stands, **{name: text for name, text in fields.items() if name in stands}}
    return editing.save_line(
        session, plan, item, details=details, before=stands, based_on=item.version, command=step
    ).item


def _above(session: Session, version: Version, suggestion: Suggestion) -> Item:
    """The section, or the line it stands under: one of the plan, or one that was suggested and accepted before."""
    if not suggestion.under:
        return sections_by_key(session, version)[suggestion.section]
    lineage: UUID | None
    try:
        lineage = UUID(suggestion.under)
    except ValueError:
        lineage = _lineage_of_label(session, suggestion)
    item = next((row for row in items_of(session, version.id) if row.lineage_id == lineage), None)
    if item is None:
        raise Refusal("Accept the line that this stands under first; it is the one above it in the answer.")
    return item


def _lineage_of_label(session: Session, suggestion: Suggestion) -> UUID | None:
    above = session.exec(
        select(Suggestion).where(
            Suggestion.run_id == suggestion.run_id,
            Suggestion.label == suggestion.under,
            Suggestion.number < suggestion.number,
        )
    ).first()
    if above is None:
        return None
    return session.exec(select(ModelHelp.lineage_id).where(ModelHelp.suggestion_id == above.id)).first()


def _own_words(session: Session, plan: Plan, suggestion: Suggestion) -> list[UUID]:
    """The person's own words among the sources are shown with the line: by reference, as everywhere."""
    bench = bench_of(session, plan, session.get_one(ModelRun, suggestion.run_id))
    named = [bench.lines[ref].quote for ref in suggestion.sources if ref in bench.lines and bench.lines[ref].quote]
    found = quotes_by_id(session, [UUID(identity) for identity in named])
    return [quote.id for quote in found.values() if usable(quote) and quote.attribution == Attribution.PARTICIPANT]


def _note_help(
    session: Session, plan: Plan, suggestion: Suggestion, item: Item | None, command: Command, *, how: str
) -> ModelHelp | None:
    """The plan will say that a model helped with this line, or, for one that was taken out, with its part."""
    if item is None or plan.working_version_id is None:
        return None
    lineage = item.lineage_id
    if suggestion.decision == "retire":
        version = session.get_one(Version, plan.working_version_id)
        lineage = sections_by_key(session, version)[suggestion.section].lineage_id
    return note_help(
        session,
        suggestion,
        version_id=plan.working_version_id,
        lineage_id=lineage,
        how=how,
        by_name=command.actor.name,
        at=command.at,
    )


def _first_text(kind: str) -> str:
    return kinds.staff_fields(kind)[0]
