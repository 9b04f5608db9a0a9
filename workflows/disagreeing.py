"""Working on a disagreement: a task as soon as it is there, what staff did written down, and the profile's path with its clock.

Nothing here answers or signs for anybody. What lets a plan go on over a no is the profile's `on_guardian_objection`.
"""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from engine import quotes
from engine.dates import end_of_day, in_words, zone
from engine.deadlines import Arming, open_deadlines
from engine.disagreement_steps import DisagreementStep, DisagreementStepKind
from engine.firing import Command, Effect, Outcome
from engine.ids import new_id
from engine.permissions import Action
from engine.plans import Plan
from engine.quotes import Attribution, Method
from engine.refusals import Reason, Refusal
from engine.rounds import Round, RoundKind, open_round
from engine.sayings import say
from engine.settings import settings
from engine.words import exactly, steadily
from workflows import disagreements, paths
from workflows.agency_days import agency_holidays
from workflows.agency_tasks import agency_arming
from workflows.arming import path_arming
from workflows.moving import local_day, note
from workflows.profiles import Profile, profile
from workflows.proving import require_own_voice
from workflows.writers import writer

DISAGREEMENT = "disagreement"
"""The kind of deadline; the sweep has a handler for it."""

FOLLOWS = "written_follows"
"""The rule of the deadline that waits for what was agreed aloud to come in writing."""


def watch(session: Session, plan: Plan, *, at: datetime) -> tuple[list[Arming], tuple[str, ...]]:
    """What a new answer or signature brings: the task to arm if there is a disagreement now, what is done if there is none."""
    current = open_round(session, plan.id)
    if current is None or not disagreements.any_in(session, current):
        return [], (DISAGREEMENT,)
    anchor = f"round:{current.id}"
    watched = {(row.kind, row.anchor) for row in open_deadlines(session, plan.stream)}
    return ([], ()) if (DISAGREEMENT, anchor) in watched else ([_task(plan, anchor, at)], ())


def record_step(
    session: Session,
    plan: Plan,
    command: Command,
    *,
    kind: DisagreementStepKind,
    with_whom: str,
    way: str,
    text: str,
    on: date,
    words: str = "",
    witness: str = "",
    language: str = "en",
) -> Outcome:
    """Write down one thing that was done. A notice starts the profile's clock; a yes said aloud needs who heard it."""
    reasons = _wrong(kind, with_whom, way, text, words, witness, on, command)

    def write(_seq: int) -> Effect:
        if reasons:
            raise Refusal(reasons=reasons)
        require_own_voice(session, plan, {"text": text})
        current = _round(session, plan)
        said = _words(session, plan, command, with_whom, words, language)
        row = DisagreementStep(
            id=new_id(),
            plan_id=plan.id,
            version_id=current.version_id,
            kind=kind.value,
            with_whom=with_whom,
            way=way,
            text=exactly(text, about="text"),
            words_quote_id=said,
            witness=witness,
            on=on,
            by=writer(command),
            by_name=command.actor.name,
            at=command.at,
        )
        session.add(row)
        session.flush()
        talked = kind is DisagreementStepKind.TALKED
        return Effect(
            data={"step": row.id, "what": kind.value, "quote": said},
            done=(DISAGREEMENT,) if talked else (),
            arm=_clock(session, plan, current, row, command),
        )

    return note(session, plan, "disagreement.worked_on", command, write=write, needs=Action.REPLY)


def _clock(session: Session, plan: Plan, current: Round, row: DisagreementStep, command: Command) -> list[Arming]:
    """The day on which the profile's path opens, once everything it asks for before that is written down."""
    rules = profile(plan.profile, on=local_day(command.at))
    if current.kind != RoundKind.SIGNING:
        return []
    if row.kind == DisagreementStepKind.SPOKEN_AGREEMENT:
        return _follow_up(current, row, rules)
    path = paths.signing_path(session, plan, rules, on=local_day(command.at))
    if path.opens_on is None or row.kind not in (DisagreementStepKind.NOTICE, DisagreementStepKind.ATTEMPT):
        return []
    rule = rules.on_guardian_objection
    arming = path_arming(path.opens_on, path.sentence, rules, round_kind=current.kind, at=command.at)
    cited = {"rule_version": rule.version, "citation": rule.citation, "tag": rule.tag.value}
    return [replace(arming, rule="on_guardian_objection", anchor_on=row.on, **cited)]  # type: ignore[arg-type]


def _follow_up(current: Round, row: DisagreementStep, rules: Profile) -> list[Arming]:
    rule = rules.on_guardian_objection
    if rule.value.wait is None:
        return []
    counted = rule.value.wait.after(row.on, calendar=agency_holidays())
    if counted.due is None:
        return []
    said = f"{row.with_whom} said yes aloud on {in_words(row.on)}. The same in writing is still to come."
    return [
        Arming(
            kind=DISAGREEMENT,
            profile=rules.id,
            rule=FOLLOWS,
            rule_version=rule.version,
            anchor=f"round:{current.id}",
            anchor_on=row.on,
            due_on=counted.due,
            due_at=end_of_day(counted.due, in_zone=zone(settings().time_zone)),
            zone=settings().time_zone,
            sentence=said,
            citation=rule.citation,
            tag=rule.tag.value,
            steps=counted.steps,
            reminders=(1,),
            repeat_days=7,
        )
    ]


def _task(plan: Plan, anchor: str, at: datetime) -> Arming:
    return agency_arming(
        plan,
        DISAGREEMENT,
        rule="talk_with_both",
        anchor=anchor,
        began="Seen",
        sentence="The person and somebody beside them gave different answers. Talk with both; both answers stay.",
        days=settings().talk_days,
        repeat_days=3,
        at=at,
    )


def _round(session: Session, plan: Plan) -> Round:
    current = open_round(session, plan.id)
    if current is None or current.kind == RoundKind.SECOND_REVIEW:
        raise Refusal(
            "Nobody is being asked at the moment, so there is nothing to talk about yet. Share the plan first."
        )
    return current


def _words(session: Session, plan: Plan, command: Command, who: str, words: str, language: str) -> UUID | None:
    """What somebody said aloud, kept exactly, under their own name."""
    if not words:
        return None
    return quotes.capture(
        session,
        person_id=plan.person_id,
        text=words,
        attribution=Attribution.OTHER,
        speaker=who,
        method=Method.SPOKEN,
        said_on=local_day(command.at),
        may_include=False,
        recorded_by=writer(command),
        recorded_by_name=command.actor.name,
        at=command.at,
        language=language,
    ).id


def _wrong(
    kind: DisagreementStepKind,
    with_whom: str,
    way: str,
    text: str,
    words: str,
    witness: str,
    on: date,
    command: Command,
) -> list[Reason]:
    reasons = []
    for name, line, most in (("with_whom", with_whom, 200), ("way", way, 60), ("witness", witness, 200)):
        steadily(line, about=name)
        if len(line) > most:
            reasons.append(Reason(name, say("Write at most %(most)s characters here.", most=most), name))
    if not with_whom.strip():
        reasons.append(Reason("with_whom", "Write with whom.", "with_whom"))
    if not way.strip():
        reasons.append(Reason("way", "Write how: at a table, by phone, by letter.", "way"))
    if not text.strip():
        reasons.append(Reason("text", "Write what was done and what came of it.", "text"))
    if on > local_day(command.at):
        reasons.append(Reason("on", "Write it down on the day it happened or after.", "on"))
    if kind is DisagreementStepKind.SPOKEN_AGREEMENT and not (words.strip() and witness.strip()):
        reasons.append(Reason("words", "A yes said aloud is kept with the exact words and with who heard it.", "words"))
    return reasons
