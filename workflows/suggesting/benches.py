"""A run read back from what was kept: its lines, who the record knows, and what its answer is judged against."""

import json
from collections.abc import Mapping
from uuid import UUID

from sqlmodel import Session

from engine import guard
from engine.model_runs import (
    ModelRun,
    Part,
    texts_of,
)
from engine.people import Person
from engine.plans import Plan
from engine.quotes import quotes_by_id, quotes_of
from workflows.deidentifying.known import Known
from workflows.deidentifying.second_look import SecondLook
from workflows.suggesting.guarding import Captured
from workflows.suggesting.lines import SourceLine, from_json
from workflows.suggesting.material import standing_in, words_of
from workflows.suggesting.prompts import prompt
from workflows.suggesting.who import who_is_known
from workflows.suggesting.wording import Bench


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
        look=SecondLook(known_of(session, plan, run, texts)),
        captured=_captured(session, plan),
        standing=standing_in(session, plan),
    )


def known_of(session: Session, plan: Plan, run: ModelRun, texts: Mapping[str, str]) -> Known:
    """Who the record knows now, with what was added by hand for this run."""
    kept = json.loads(texts.get(Part.NAMES, "{}"))
    return who_is_known(session, plan, also=tuple(kept.get("also", ())), not_names=tuple(run.not_names))


def _captured(session: Session, plan: Plan) -> Captured:
    """All of them, those kept private among them: nobody reads these here, and near copies of them are refused too."""
    person = session.get_one(Person, plan.person_id)
    captures = guard.captures_of(quotes_of(session, person.id, private_too=True))
    return Captured(guard.known(captures), (person.full_name, person.preferred_name, *person.also_called))
