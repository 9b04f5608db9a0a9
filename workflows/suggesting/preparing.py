"""Make a text ready, look at it a second time, and let it be sent: by a person, and never while it tells who somebody is."""

import json
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlmodel import Session

from engine.firing import Command, Effect
from engine.ids import new_id
from engine.model_runs import (
    ModelRun,
    Part,
    RunState,
    Way,
    digests_of,
    keep_text,
    runs_of,
    texts_of,
)
from engine.permissions import Action
from engine.plans import Plan, Standing
from engine.quotes import quotes_by_id
from engine.refusals import Refusal
from engine.sayings import say
from workflows.deidentifying import Left
from workflows.linking import usable
from workflows.loading import latest_meeting
from workflows.moving import local_day, note
from workflows.suggesting.benches import known_of
from workflows.suggesting.lines import SourceLine, as_json, from_json
from workflows.suggesting.material import gather, version_in_hand
from workflows.suggesting.outgoing import Outgoing, left, make_ready
from workflows.suggesting.prompts import Prompt, prompt
from workflows.suggesting.who import who_is_known
from workflows.writers import writer


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
    found = left(texts.get(Part.ASKED, ""), prompt(run.prompt), plan.plan_type, known)
    return found, list(kept.get("maybe", []))


def send(session: Session, run: ModelRun, command: Command, *, looked: bool, model: str) -> None:
    """Let a prepared run be asked. Refused while anything in it would tell who somebody is."""
    plan = session.get_one(Plan, run.plan_id)
    require_sendable(session, run, looked=looked)

    def write(_seq: int) -> Effect:
        session.refresh(run, with_for_update=True)
        if run.state != RunState.PREPARED:
            raise Refusal("This text was sent before. Look at what came of it, or prepare it anew.")
        if _under_way(session, plan):
            raise Refusal("Another question about this plan is under way. Wait for its answer, then send this one.")
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
    if gone := words_taken_back(session, run):
        raise Refusal(
            say(
                "This was not sent: words in it (%(gone)s) may not stand in a plan any more. Make the text "
                "ready again.",
                gone=gone,
            )
        )
    found, maybe = check(session, run)
    if found:
        named = ", ".join(f"{one.what} ({one.text})" for one in found[:5])
        raise Refusal(
            say(
                "This was not sent: the text still holds %(named)s. Write it under “Take out as well” and "
                "prepare the text anew.",
                named=named,
            ),
            about="also",
        )
    if maybe and not looked:
        raise Refusal(
            say(
                "This was not sent: look whether one of these words is somebody’s name: %(maybe)s. Take it "
                "out, or say that none of them is.",
                maybe=maybe[:12],
            ),
            about="looked",
        )


def _under_way(session: Session, plan: Plan) -> bool:
    return any(run.state in (RunState.WAITING, RunState.ASKING) for run in runs_of(session, plan.id))


def words_taken_back(session: Session, run: ModelRun) -> list[str]:
    """Numbers of quotations in a text that may be read, and that were taken back or made private since."""
    if not run.reads_words:
        return []
    lines = [line for line in from_json(texts_of(session, run.id).get(Part.LINES, "")) if line.quote]
    found = quotes_by_id(session, [UUID(line.quote) for line in lines])
    return [line.ref for line in lines if UUID(line.quote) not in found or not usable(found[UUID(line.quote)])]


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
