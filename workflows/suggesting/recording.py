"""The verbs of a run: prepare it, send it, note each call, take an answer in. Nothing here speaks to the network."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, select

from engine import firing, guard
from engine.accounts import CLOCK
from engine.firing import Command, Effect
from engine.ids import new_id
from engine.model_runs import (
    ModelRun,
    Part,
    RunState,
    Suggestion,
    SuggestionState,
    Way,
    digests_of,
    keep_text,
    texts_of,
)
from engine.people import Person
from engine.permissions import Action
from engine.plans import Plan, Standing
from engine.quotes import quotes_by_id, quotes_of
from engine.refusals import Refusal
from workflows.deidentifying import Left
from workflows.deidentifying.known import Known
from workflows.loading import latest_meeting
from workflows.moving import local_day, note
from workflows.suggesting.answer import read_answer
from workflows.suggesting.guarding import Captured
from workflows.suggesting.judging import Bench, Judged, judge, lacking
from workflows.suggesting.lines import SourceLine, as_json, from_json
from workflows.suggesting.material import gather, version_in_hand, words_of
from workflows.suggesting.outgoing import Outgoing, left, make_ready
from workflows.suggesting.prompts import Prompt, prompt
from workflows.suggesting.who import who_is_known
from workflows.writers import writer

CLAIM = timedelta(minutes=20)
"""A run whose process died is given up after this long; longer than any time limit a setting allows."""


@dataclass(frozen=True)
class Question:
    """What is sent, and nothing else: two texts."""

    run_id: UUID
    rules: str
    asked: str


@dataclass(frozen=True)
class Call:
    """How one call ended. `said` is for people; tokens as the server counts them, where it does."""

    outcome: str
    said: str = ""
    model: str = ""
    answer: str = ""
    tokens_in: int | None = None
    tokens_out: int | None = None


def prepare(
    session: Session,
    plan: Plan,
    key: str,
    given: Mapping[str, str],
    command: Command,
    *,
    reads_words: bool,
    also: Sequence[str] = (),
    not_names: Sequence[str] = (),
) -> ModelRun:
    """Make the outgoing text ready, so that somebody can read it. Nothing leaves the machine here."""
    asked = prompt(key)
    _require_open(session, plan, asked)
    on = local_day(command.at)
    lines = gather(session, plan, asked, on=on, days=_days(given))
    known = who_is_known(session, plan, also=tuple(also), not_names=tuple(not_names))
    ready = make_ready(asked, plan.plan_type, given, lines, known, reads_words=reads_words)
    made: list[ModelRun] = []

    def write(_seq: int) -> Effect:
        run = _run(session, plan, asked, command, reads_words=reads_words, not_names=not_names)
        made.append(run)
        digests = _keep(session, run, ready, lines, given, also)
        return Effect(
            data={
                "run": run.id,
                "prompt": [asked.key, asked.version, asked.digest],
                "reads_words": reads_words,
                "lines": len(lines),
                "taken_out": dict(ready.counts),
                "digests": digests,
            }
        )

    outcome = note(session, plan, "model.prepared", command, write=write, needs=Action.ASK_MODEL)
    return made[0] if made else session.get_one(ModelRun, UUID(str(outcome.event.data["run"])))


def check(session: Session, run: ModelRun) -> tuple[list[Left], list[str]]:
    """The second look at a prepared run as it stands: what is left, and words that may be names and nobody answered for."""
    texts = texts_of(session, run.id)
    plan = session.get_one(Plan, run.plan_id)
    known = known_of(session, plan, run, texts)
    kept = json.loads(texts.get(Part.NAMES, "{}"))
    return left(texts.get(Part.RULES, ""), texts.get(Part.ASKED, ""), known), list(kept.get("maybe", []))


def known_of(session: Session, plan: Plan, run: ModelRun, texts: Mapping[str, str]) -> Known:
    """Who the record knows now, with what was added by hand for this run."""
    kept = json.loads(texts.get(Part.NAMES, "{}"))
    return who_is_known(session, plan, also=tuple(kept.get("also", ())), not_names=tuple(run.not_names))


def send(session: Session, run: ModelRun, command: Command, *, looked: bool, model: str) -> None:
    """Let a prepared run be asked. Refused while anything in it would tell who somebody is."""
    plan = session.get_one(Plan, run.plan_id)
    require_sendable(session, run, looked=looked)

    def write(_seq: int) -> Effect:
        session.refresh(run, with_for_update=True)
        if run.state != RunState.PREPARED:
            raise Refusal("This text was sent before. Look at what came of it, or prepare it anew.")
        run.state, run.way, run.model = RunState.WAITING, Way.SERVER, model
        run.sent_by, run.sent_by_name, run.sent_at = writer(command), command.actor.name, command.at
        session.add(run)
        session.flush()
        return Effect(data={"run": run.id, "model": model, "digests": digests_of(session, run.id)})

    note(session, plan, "model.sent", command, write=write, needs=Action.ASK_MODEL)


def require_sendable(session: Session, run: ModelRun, *, looked: bool) -> None:
    """Raises Refusal while an identifier is left, while nobody looked at words that may be names, or the text is gone."""
    texts = texts_of(session, run.id)
    if Part.ASKED not in texts:
        raise Refusal("The text of this run is gone: it was erased by law. Prepare it anew.")
    found, maybe = check(session, run)
    if found:
        named = ", ".join(f"{one.what} ({one.text})" for one in found[:5])
        raise Refusal(
            f"This was not sent: the text still holds {named}. Write it under “Take out as well” and prepare the text anew.",
            about="also",
        )
    if maybe and not looked:
        raise Refusal(
            f"This was not sent: look whether one of these words is somebody’s name: {', '.join(maybe[:12])}. "
            "Take it out, or say that none of them is.",
            about="looked",
        )


def claim(session: Session, *, at: datetime) -> Question | None:
    """One run that waits, for this process alone."""
    query = select(ModelRun).where(ModelRun.state == RunState.WAITING).order_by(col(ModelRun.id)).limit(1)
    run = session.exec(query).first()
    if run is None:
        return None
    taken = session.execute(
        update(ModelRun)
        .where(col(ModelRun.id) == run.id, col(ModelRun.state) == RunState.WAITING)
        .values(state=RunState.ASKING, claimed_until=at + CLAIM)
    )
    if taken.rowcount != 1:  # type: ignore[attr-defined]
        return None
    texts = texts_of(session, run.id)
    session.refresh(run)
    if Part.ASKED not in texts:
        _end(session, run, RunState.FAILED, "The text of this run was erased by law before it was sent.", at=at)
        return None
    return Question(run.id, texts[Part.RULES], texts[Part.ASKED])


def give_up_on_the_lost(session: Session, *, at: datetime) -> int:
    """Runs whose process went away: nobody knows what came of them, and nothing is sent again by itself."""
    query = select(ModelRun).where(ModelRun.state == RunState.ASKING, col(ModelRun.claimed_until) < at)
    lost = list(session.exec(query))
    for run in lost:
        _end(
            session,
            run,
            RunState.FAILED,
            "The program stopped while the model was asked, so nobody knows whether it answered. Prepare the text anew.",
            at=at,
        )
    return len(lost)


def note_call(session: Session, run_id: UUID, call: Call, *, attempt: int, at: datetime) -> None:
    """One call that was made: an event with what was asked, by digest, and how it ended. Never the text."""
    run = session.get_one(ModelRun, run_id)
    plan = session.get_one(Plan, run.plan_id)
    run.attempts = attempt
    session.add(run)
    command = Command(id=f"model-call:{run.id}:{attempt}", actor=CLOCK, at=at)
    data: dict[str, Any] = {
        "run": run.id,
        "attempt": attempt,
        "outcome": call.outcome,
        "model": call.model or run.model,
        "prompt": [run.prompt, run.prompt_version, run.prompt_digest],
        "digests": digests_of(session, run.id),
        "tokens": [call.tokens_in, call.tokens_out],
    }
    firing.record(session, command, "model.called", stream=plan.stream, write=lambda _s, _seq: Effect(data=data))


def fail(session: Session, run_id: UUID, said: str, *, at: datetime) -> None:
    """No answer came, or none that could be used."""
    run = session.get_one(ModelRun, run_id)
    if run.state == RunState.ASKING:
        _end(session, run, RunState.FAILED, said, at=at)


def take_answer(session: Session, run_id: UUID, call: Call, *, at: datetime) -> None:
    """Keep what the server answered, and judge it."""
    run = session.get_one(ModelRun, run_id)
    if run.state != RunState.ASKING:
        return
    run.model = (call.model or run.model)[:120]
    run.tokens_in, run.tokens_out = call.tokens_in, call.tokens_out
    plan = session.get_one(Plan, run.plan_id)
    digest = _keep_answer(session, run, call.answer)
    _judge(session, plan, run, call.answer, at=at)
    command = Command(id=f"model-answer:{run.id}", actor=CLOCK, at=at)
    firing.record(
        session,
        command,
        "model.answered",
        stream=plan.stream,
        write=lambda _s, _seq: Effect(data=_outcome(session, run, digest)),
    )


def paste(session: Session, run: ModelRun, command: Command, *, answer: str, model: str, looked: bool) -> None:
    """An answer from the agency's own tool, brought by hand: judged like any other."""
    plan = session.get_one(Plan, run.plan_id)
    if not answer.strip():
        raise Refusal("Paste the whole answer first.", about="answer")
    if not model.strip():
        raise Refusal("Write which tool answered: the plan will say it.", about="model")
    require_sendable(session, run, looked=looked)
    read_answer(answer)

    def write(_seq: int) -> Effect:
        session.refresh(run, with_for_update=True)
        if run.state not in (RunState.PREPARED, RunState.FAILED):
            raise Refusal("This run has its answer already. Prepare the text anew to ask once more.")
        if Part.ANSWER in texts_of(session, run.id):
            raise Refusal("This run has an answer that could not be read. Prepare the text anew.")
        run.way, run.model = Way.BY_HAND, model.strip()[:120]
        run.sent_by, run.sent_by_name, run.sent_at = writer(command), command.actor.name, command.at
        digest = _keep_answer(session, run, answer)
        _judge(session, plan, run, answer, at=command.at)
        return Effect(data=_outcome(session, run, digest))

    note(session, plan, "model.answer_pasted", command, write=write, needs=Action.ASK_MODEL)


def lines_of(session: Session, run: ModelRun) -> dict[str, SourceLine]:
    """The numbered lines of a run, as they were."""
    return {line.ref: line for line in from_json(texts_of(session, run.id).get(Part.LINES, ""))}


def bench_of(session: Session, plan: Plan, run: ModelRun) -> Bench:
    """What this run's wording is judged against, today."""
    texts = texts_of(session, run.id)
    lines = lines_of(session, run)
    kept = json.loads(texts.get(Part.NAMES, "{}"))
    quotes = quotes_by_id(session, [UUID(line.quote) for line in lines.values() if line.quote])
    return Bench(
        prompt=prompt(run.prompt),
        plan_type=plan.plan_type,
        lines=lines,
        words=words_of(list(lines.values()), quotes),
        back=kept.get("back", {}),
        known=known_of(session, plan, run, texts),
        captured=_captured(session, plan),
    )


def _captured(session: Session, plan: Plan) -> Captured:
    person = session.get_one(Person, plan.person_id)
    captures = guard.captures_of(quotes_of(session, person.id))
    return Captured(guard.known(captures), (person.full_name, person.preferred_name, *person.also_called))


def _judge(session: Session, plan: Plan, run: ModelRun, answer: str, *, at: datetime) -> None:
    try:
        answered = read_answer(answer)
    except Refusal as refusal:
        _end(session, run, RunState.FAILED, refusal.message, at=at)
        return
    bench = bench_of(session, plan, run)
    judged = judge(answered, bench)
    for number, one in enumerate(judged, 1):
        session.add(_suggestion(plan, run, one, number))
    run.lacking = lacking(judged, bench)
    run.passed_over = list(answered.passed_over)
    refused = sum(bool(one.refusals) for one in judged)
    said = f"{len(judged) - refused} to look at, {refused} refused."
    _end(session, run, RunState.ANSWERED, said if judged else "The answer suggests nothing.", at=at)


def _suggestion(plan: Plan, run: ModelRun, one: Judged, number: int) -> Suggestion:
    return Suggestion(
        id=new_id(),
        run_id=run.id,
        plan_id=plan.id,
        number=number,
        kind=one.kind,
        section=one.section,
        item_kind=one.item_kind,
        label=one.label,
        under=one.under,
        quote_id=UUID(one.line.quote) if one.line and one.line.quote else None,
        lineage_id=UUID(one.line.lineage) if one.line and one.line.lineage else None,
        decision=one.decision,
        fields=dict(one.fields),
        sources=list(one.sources),
        refusals=list(one.refusals),
        cautions=list(one.cautions),
        state=SuggestionState.REFUSED if one.refusals else SuggestionState.WAITING,
    )


def _run(
    session: Session, plan: Plan, asked: Prompt, command: Command, *, reads_words: bool, not_names: Sequence[str]
) -> ModelRun:
    version = version_in_hand(session, plan)
    run = ModelRun(
        id=new_id(),
        plan_id=plan.id,
        person_id=plan.person_id,
        version_id=version.id if version else None,
        prompt=asked.key,
        prompt_version=asked.version,
        prompt_digest=asked.digest,
        reads_words=reads_words,
        state=RunState.PREPARED,
        asked_by=writer(command),
        asked_by_name=command.actor.name,
        prepared_at=command.at,
        not_names=list(not_names),
        lacking=[],
        passed_over=[],
    )
    session.add(run)
    session.flush()
    return run


def _keep(
    session: Session,
    run: ModelRun,
    ready: Outgoing,
    lines: Sequence[SourceLine],
    given: Mapping[str, str],
    also: Sequence[str],
) -> dict[str, str]:
    names = {"back": dict(ready.back), "also": list(also), "maybe": list(ready.maybe), "given": dict(given)}
    texts = {
        Part.RULES: ready.rules,
        Part.ASKED: ready.asked,
        Part.NAMES: json.dumps(names, ensure_ascii=False),
        Part.LINES: as_json(lines),
    }
    return {part.value: keep_text(session, run.id, part, text).hex() for part, text in texts.items()}


def _keep_answer(session: Session, run: ModelRun, answer: str) -> str:
    """The answer as it came. What a database cannot hold is left out of it: nothing of ours is lost by that."""
    kept = "".join(letter for letter in answer[:400_000] if letter >= " " or letter in "\t\n\r")
    kept = kept.encode("utf-8", "replace").decode("utf-8")
    return keep_text(session, run.id, Part.ANSWER, kept).hex()


def _outcome(session: Session, run: ModelRun, digest: str) -> dict[str, Any]:
    rows = session.exec(select(Suggestion.state).where(Suggestion.run_id == run.id)).all()
    return {
        "run": run.id,
        "model": run.model,
        "way": run.way,
        "state": run.state,
        "suggestions": len(rows),
        "refused": sum(state == SuggestionState.REFUSED for state in rows),
        "digests": {**digests_of(session, run.id), "answer": digest},
        "tokens": [run.tokens_in, run.tokens_out],
    }


def _end(session: Session, run: ModelRun, state: RunState, said: str, *, at: datetime) -> None:
    run.state, run.said, run.ended_at, run.claimed_until = state, said, at, None
    session.add(run)
    session.flush()


def _require_open(session: Session, plan: Plan, asked: Prompt) -> None:
    """A model comes after the planning meeting, never in place of it."""
    if plan.plan_type not in asked.plan_types:
        raise Refusal("This prompt is made for another kind of plan. Choose one that fits.")
    if plan.standing in (Standing.PLANNING_MEETING, Standing.CLOSED):
        raise Refusal(
            "A model is asked only once the draft was started from its meeting, and not after the plan is closed. "
            "Hold the planning meeting and start the draft first."
        )
    if latest_meeting(session, plan) is None and plan.in_force_version_id is None:
        raise Refusal(
            "A model is asked only after a planning meeting was recorded. Record the meeting with its notes first."
        )


def _days(given: Mapping[str, str]) -> int:
    said = given.get("days", "").strip()
    if not said:
        return 90
    if not (said.isascii() and said.isdigit() and 7 <= int(said[:6]) <= 365):
        raise Refusal("Write a number of days from 7 to 365.", about="days")
    return int(said)
