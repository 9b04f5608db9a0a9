"""What happens between a text that waits and an answer that was judged. Nothing here speaks to the network."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, select

from engine import firing
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
from engine.permissions import Action
from engine.plans import Plan
from engine.refusals import Refusal
from workflows.moving import note
from workflows.suggesting.answer import read_answer
from workflows.suggesting.benches import bench_of
from workflows.suggesting.judging import Judged, judge, lacking
from workflows.suggesting.preparing import require_sendable, words_taken_back
from workflows.writers import writer

CLAIM = timedelta(minutes=20)
"""A run whose process died is given up after this long; longer than any time limit a setting allows."""

_LOST = "The program stopped while the model was asked, so nobody knows whether it answered. Prepare the text anew."


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
    if words_taken_back(session, run):
        _end(session, run, RunState.FAILED, "Words in this text were taken back before it was sent.", at=at)
        return None
    return Question(run.id, texts[Part.RULES], texts[Part.ASKED])


def give_up_on_the_lost(session: Session, *, at: datetime) -> int:
    """Runs whose process went away: nobody knows what came of them, and nothing is sent again by itself."""
    query = select(ModelRun).where(ModelRun.state == RunState.ASKING, col(ModelRun.claimed_until) < at)
    lost = list(session.exec(query))
    for run in lost:
        left_behind(session, run.id, Call("unknown", _LOST), at=at)
    return len(lost)


def left_behind(session: Session, run_id: UUID, call: Call, *, at: datetime) -> None:
    """A call that may be on its way and whose end nobody waits for: an event like every other, and the run is over."""
    run = session.get_one(ModelRun, run_id)
    if run.state == RunState.ASKING:
        note_call(session, run_id, call, attempt=run.attempts + 1, at=at)
        _end(session, run, RunState.FAILED, call.said, at=at)


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
