"""Two answers side by side, for staff: the person's and that of somebody with authority, what was done, and what the rules say."""

from datetime import date
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine.clock import today
from engine.database import reading
from engine.disagreement_steps import DisagreementStepKind, steps_on
from engine.permissions import Action
from engine.plans import Plan
from engine.quotes import quotes_by_id
from engine.refusals import Refusal
from engine.rounds import Round, RoundKind, open_round, rounds_of, words_of_answers
from engine.versions import Version
from web.answers import Answer, form_again, page
from web.asked import Asked, database_of, form_of, settings_of
from web.doing import act
from web.forms import Form
from web.i18n import gettext as _
from web.pages.plans import find_plan
from web.plan_view import version_view
from web.sent import command_fields, command_of
from web.standings import plan_title
from workflows import disagreeing, disagreements, paths
from workflows.profiles import profile


@get("/plans/{plan_id:uuid}/disagreement", sync_to_thread=True)
def show(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """Each part with two different answers, both signatures where one said no, and what was done about it."""
    with reading(database_of(request)) as session:
        return _page(session, request, plan_id, Form())


@post("/plans/{plan_id:uuid}/disagreement", sync_to_thread=True)
def record(request: Asked, plan_id: FromPath[UUID]) -> Answer:
    """One thing that was done, under one's own name."""
    form = form_of(request)

    def write(session: Session) -> None:
        plan, _person = find_plan(session, request, plan_id, Action.REPLY, on=_today(request))
        if form.text("kind") not in set(DisagreementStepKind):
            raise Refusal(_("Choose what was done."), about="kind")
        disagreeing.record_step(
            session,
            plan,
            command_of(request),
            kind=DisagreementStepKind(form.text("kind")),
            with_whom=form.line("with_whom"),
            way=form.line("way"),
            text=form.words("text"),
            on=form.day("on") or _today(request),
            words=form.words("words"),
            witness=form.line("witness"),
        )

    return act(
        request,
        write,
        again=lambda session, typed: _page(session, request, plan_id, typed),
        then=f"/plans/{plan_id}/disagreement",
    )


def step_words() -> dict[str, str]:
    """What was done, as the form and the page say it."""
    return {
        "talked": _("Talked with both"),
        "help offered": _("Offered help: an advocate, a mediator, an appeal"),
        "notice": _("Gave the guardian notice"),
        "attempt": _("Tried to reach the guardian again"),
        "spoken agreement": _("The guardian said yes aloud"),
    }


def _page(session: Session, request: Asked, plan_id: UUID, form: Form) -> Answer:
    on = _today(request)
    plan, person = find_plan(session, request, plan_id, Action.SEE_DRAFT, on=on)
    current = open_round(session, plan.id) or next(iter(rounds_of(session, plan.id)), None)
    rules = profile(plan.profile, on=on)
    path = paths.signing_path(session, plan, rules, on=on)
    made = form_again if form.errors else page
    return made(
        request,
        "disagreements/show.html",
        plan=plan,
        person=person,
        title=plan_title(plan),
        pairs=_answers(session, plan, current) if current else [],
        signatures=_signatures(session, current) if current else [],
        steps=steps_on(session, current.version_id) if current else [],
        is_open=current is not None and current.ended_at is None and current.kind != RoundKind.SECOND_REVIEW,
        rule=rules.on_guardian_objection,
        path=path.sentence,
        step_words=step_words(),
        command=command_fields,
        today=on,
        form=form if form.errors else None,
        errors=form.errors,
    )


def _answers(session: Session, plan: Plan, current: Round) -> list[dict[str, Any]]:
    """The newest review round of this version: a signing round follows one, and its disagreement is still there."""
    review = next(
        (
            row
            for row in rounds_of(session, plan.id)
            if row.kind == RoundKind.PARTICIPANT_REVIEW and row.version_id == current.version_id
        ),
        None,
    )
    if review is None:
        return []
    titles = {
        row.lineage_id: row.title for row in version_view(session, plan, session.get_one(Version, review.version_id))
    }
    pairs = disagreements.in_answers(session, review)
    ids = words_of_answers(session, [row for pair in pairs for row in (pair.own, pair.beside)])
    words = quotes_by_id(session, [quote for found in ids.values() for quote in found])
    return [
        {
            "title": titles.get(pair.section, ""),
            "own": pair.own,
            "beside": pair.beside,
            "own_words": [words[quote] for quote in ids[pair.own.id] if quote in words],
            "beside_words": [words[quote] for quote in ids[pair.beside.id] if quote in words],
        }
        for pair in pairs
    ]


def _signatures(session: Session, current: Round) -> list[dict[str, Any]]:
    pairs = disagreements.in_signatures(session, current.version_id)
    ids = [row.words_quote_id for pair in pairs for row in (pair.own, pair.beside) if row.words_quote_id]
    words = quotes_by_id(session, ids)
    return [
        {
            "sides": [
                (row, words.get(row.words_quote_id) if row.words_quote_id else None) for row in (pair.own, pair.beside)
            ]
        }
        for pair in pairs
    ]


def _today(request: Asked) -> date:
    return today(settings_of(request).time_zone)
