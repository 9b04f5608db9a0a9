"""Supported decision-making: writing down what the person and a supporter agreed on. It gives the supporter no say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from engine.access import relation_for
from engine.authorities import SUPPORT_AREAS
from engine.firing import Command, Effect, record
from engine.ids import new_id
from engine.people import Relation, RelationKind
from engine.permissions import Action
from engine.refusals import Reason, Refusal
from engine.sayings import say
from engine.support_agreements import SupportAgreement
from engine.words import steadily
from workflows.acting import acting
from workflows.moving import local_day
from workflows.people import stream_of


@dataclass(frozen=True)
class AgreementForm:
    """What was agreed (SDM-02). `witnesses` or `notary` as the state asks for; `papers` says where the agreement is kept."""

    areas: Sequence[str]
    may_access_information: bool
    made_on: date | None
    ends_on: date | None = None
    witnesses: Sequence[str] = ()
    notary: str = ""
    papers: str = ""


def record_agreement(session: Session, command: Command, relation: Relation, form: AgreementForm) -> SupportAgreement:
    """Keep an agreement. One that gives no access to information takes away what the supporter could read, at once."""
    on = local_day(command.at)
    visitor = acting(session, command)
    relation_for(session, visitor, relation.id, Action.MANAGE_SUPPORTERS, on=on)
    reasons = _wrong(relation, form, on)

    def write(_session: Session, _seq: int) -> Effect:
        session.refresh(relation)
        if reasons or form.made_on is None:
            raise Refusal(reasons=reasons)
        row = SupportAgreement(
            id=new_id(),
            person_id=relation.person_id,
            relation_id=relation.id,
            areas=[area for area in SUPPORT_AREAS if area in form.areas],
            may_access_information=form.may_access_information,
            made_on=form.made_on,
            ends_on=form.ends_on,
            witnesses=[name.strip() for name in form.witnesses if name.strip()],
            notary=form.notary,
            papers=form.papers,
            recorded_by=visitor.account_id,
            recorded_by_name=visitor.name,
            at=command.at,
        )
        session.add(row)
        if not form.may_access_information:
            relation.scope = []
            relation.version += 1
            session.add(relation)
        session.flush()
        return Effect(data={"agreement": row.id, "relation": relation.id, "areas": row.areas})

    outcome = record(session, command, "supporter.agreed", stream=stream_of(relation.person_id), write=write)
    return session.get_one(SupportAgreement, UUID(str(outcome.event.data["agreement"])))


def _wrong(relation: Relation, form: AgreementForm, on: date) -> list[Reason]:
    reasons = []
    if relation.kind == RelationKind.GUARDIAN:
        reasons.append(Reason("kind", "An agreement on support is made with a supporter. A guardian has papers."))
    if not relation.holds_on(on):
        reasons.append(Reason("ended", "This supporter’s time has ended. Add them again first."))
    if not form.areas or not set(form.areas) <= set(SUPPORT_AREAS):
        reasons.append(Reason("areas", "Choose what the supporter helps with.", "areas"))
    if form.made_on is None or form.made_on > on:
        reasons.append(
            Reason("made_on", "Write the day the agreement was made; not one that is still to come.", "made_on")
        )
    elif form.ends_on and form.ends_on < form.made_on:
        reasons.append(Reason("dates", "The last day comes before the first. Check both.", "ends_on"))
    for name, text, most in (("notary", form.notary, 200), ("papers", form.papers, 500)):
        steadily(text, about=name)
        if len(text) > most:
            reasons.append(Reason(name, say("Write at most %(most)s characters here.", most=most), name))
    for name in form.witnesses:
        steadily(name, about="witnesses")
    if len(form.witnesses) > 10 or any(len(name) > 200 for name in form.witnesses):
        reasons.append(Reason("witnesses", "Write at most ten names, each with at most 200 characters.", "witnesses"))
    return reasons
