"""The participant’s round: the four answers, what staff do with them, what a witness saw, and silence written down."""

from datetime import date
from uuid import UUID

from sqlmodel import Session

from engine import quotes
from engine.firing import Command, Effect, Outcome
from engine.ids import new_id
from engine.permissions import Action
from engine.plans import Plan
from engine.presses import SeenBy
from engine.quotes import Attribution, Method
from engine.refusals import NotFound, Reason, Refusal
from engine.rounds import (
    Answer,
    AnswerReply,
    Reply,
    Respondent,
    Round,
    RoundKind,
    Silence,
    WitnessedExpression,
    current_answers,
    open_round,
    replies_to,
)
from engine.words import exactly
from workflows import pressing, sending
from workflows.acting import step_of
from workflows.answer_tasks import KINDS
from workflows.arming import watch_path
from workflows.giving import RESPONDENTS
from workflows.loading import actions_open_to, authors_of
from workflows.moving import (
    local_day,
    note,
    person_of,
    tell_circle,
)
from workflows.pressing import refuse_other_section, review_round
from workflows.proving import require_own_voice
from workflows.writers import writer


def answer(
    session: Session,
    plan: Plan,
    command: Command,
    *,
    section: UUID,
    reply: Reply,
    comment: str = "",
    helped_by: str = "",
    language: str = "en",
    seen_by: SeenBy = SeenBy.TEAM,
) -> Outcome:
    """One of the four answers to a section, pressed and sent at once, from the respondent's own session only.

    Their comment is kept verbatim. Answers that stay with them until they send them: workflows.pressing.
    """
    pressing.press(session, plan, command, section=section, reply=reply, seen_by=seen_by, helped_by=helped_by)
    if comment:
        words = pressing.OwnWay(Method.TYPED, comment, language=language)
        pressing.keep_words(session, plan, step_of(command, "words"), section=section, words=words)
    return sending.send(session, plan, step_of(command, "sent"), sections=[section])


def reply_to(session: Session, plan: Plan, command: Command, *, answer_id: UUID, text: str, on: date) -> Outcome:
    """What staff did with an answer: the change made or not and why, or the talk that took place. It is shown back."""
    if not text.strip():
        raise Refusal(reasons=[Reason("asked", "Write what was done about it, so that it can be shown back.", "text")])
    if on > local_day(command.at):
        raise Refusal(reasons=[Reason("future", "Write it down on the day it happened or after.", "on")])

    def write(_seq: int) -> Effect:
        require_own_voice(session, plan, {"text": text}, signed=True)
        current = review_round(session, plan)
        row = session.get(Answer, answer_id)
        if row is None or row.round_id != current.id:
            raise NotFound()
        reply = AnswerReply(
            id=new_id(),
            answer_id=answer_id,
            kind=row.reply,
            text=exactly(text),
            on=on,
            by=writer(command),
            by_name=command.actor.name,
            at=command.at,
        )
        session.add(reply)
        session.flush()
        return Effect(
            data={"answer": answer_id, "reply": reply.id},
            done=_tasks_done(session, current),
            tell=tell_circle(session, plan, "answered", on=local_day(command.at)),
        )

    return note(session, plan, "answer.replied", command, write=write, needs=Action.REPLY)


def show_back(session: Session, plan: Plan, command: Command, *, reply_id: UUID) -> Outcome:
    """The person saw what was done about their answer: noted when their own page, in their own session, shows it."""

    def write(_seq: int) -> Effect:
        reply = session.get(AnswerReply, reply_id)
        answered = session.get(Answer, reply.answer_id) if reply else None
        asked = session.get(Round, answered.round_id) if answered else None
        if reply is None or answered is None or asked is None or asked.plan_id != plan.id:
            raise NotFound()
        if answered.respondent != RESPONDENTS.get(command.actor.role):
            raise Refusal("Only who gave the answer can see for themselves what was made of it.")
        reply.shown_back_at = command.at
        session.add(reply)
        session.flush()
        return Effect(data={"reply": reply.id})

    return note(session, plan, "answer.shown_back", command, write=write)


def witness(session: Session, plan: Plan, command: Command, *, section: UUID, seen: str) -> Outcome:
    """Somebody who wrote no part of this version writes down what they saw the person express. Never counted as yes."""
    if not seen.strip():
        raise Refusal(reasons=[Reason("empty", "Write what you saw or heard.", "seen")])

    def write(_seq: int) -> Effect:
        current = review_round(session, plan)
        refuse_other_section(session, current, section)
        if writer(command) in authors_of(session, plan):
            raise Refusal("You wrote part of this plan, so the witness is somebody else. Ask a colleague who did not.")
        _refuse_unless_open(session, plan, command, Action.WITNESS)
        row = WitnessedExpression(
            id=new_id(),
            round_id=current.id,
            section=section,
            seen=exactly(seen, about="seen"),
            witness_id=writer(command),
            witness_name=command.actor.name,
            at=command.at,
        )
        session.add(row)
        session.flush()
        return Effect(data={"witnessed": row.id, "section": section})

    return note(session, plan, "answer.witnessed", command, write=write)


def record_silence(
    session: Session,
    plan: Plan,
    command: Command,
    *,
    kind: str,
    who: str,
    reason: str,
    on: date,
    explained: str = "",
    offered_again_on: date | None = None,
    words: str = "",
    method: Method = Method.SPOKEN,
    language: str = "en",
) -> Outcome:
    """A refusal or an unreachable person, with reason, date and name; the profile says what may follow, and when.

    `words` are what `who` said, kept as theirs under the name of who wrote them down.
    """
    if kind not in ("refused", "unreachable"):
        raise Refusal("Say whether they said no, or could not be reached.")
    if not reason.strip():
        raise Refusal(reasons=[Reason("asked", "Write what happened, with the reason if there is one.", "reason")])
    if on > local_day(command.at):
        raise Refusal(reasons=[Reason("future", "Write it down on the day it happened or after.", "on")])

    def write(_seq: int) -> Effect:
        require_own_voice(session, plan, {"reason": reason, "explained": explained})
        current = open_round(session, plan.id)
        if current is None or current.kind == RoundKind.SECOND_REVIEW:
            raise Refusal("Nobody is being asked at the moment. Share the plan first.")
        said = _said_to_staff(session, plan, command, who, words, method=method, language=language)
        row = Silence(
            id=new_id(),
            round_id=current.id,
            kind=kind,
            who=who,
            reason=exactly(reason, about="reason"),
            explained=exactly(explained, about="explained"),
            words_quote_id=said,
            offered_again_on=offered_again_on,
            recorded_by=writer(command),
            recorded_by_name=command.actor.name,
            on=on,
            at=command.at,
        )
        session.add(row)
        session.flush()
        return Effect(
            data={"silence": row.id, "kind": kind}, arm=watch_path(session, plan, current.kind, at=command.at)
        )

    return note(session, plan, f"silence.{kind}", command, write=write, needs=Action.RECORD_SILENCE)


def _tasks_done(session: Session, current: Round) -> list[str]:
    """The kinds of work that wait for nothing any more in this round."""
    given = [row for who in Respondent for row in current_answers(session, current.id, who).values()]
    replied = replies_to(session, [row.id for row in given])
    still = {KINDS[row.reply] for row in given if row.reply in KINDS and not replied.get(row.id)}
    return [kind for kind in KINDS.values() if kind not in still]


def _said_to_staff(
    session: Session, plan: Plan, command: Command, who: str, words: str, *, method: Method, language: str
) -> UUID | None:
    """What somebody said when they were asked: the person's words as the person's, anybody else's under their name."""
    if not words:
        return None
    person = person_of(session, plan)
    own = who in {person.full_name, person.preferred_name, *person.also_called}
    return quotes.capture(
        session,
        person_id=plan.person_id,
        text=words,
        attribution=Attribution.PARTICIPANT if own else Attribution.OTHER,
        speaker=person.full_name if own else who,
        method=method,
        said_on=local_day(command.at),
        may_include=False,
        recorded_by=writer(command),
        recorded_by_name=command.actor.name,
        at=command.at,
        language=language,
    ).id


def _refuse_unless_open(session: Session, plan: Plan, command: Command, action: Action) -> None:
    if not actions_open_to(session, command.actor, plan, {action}, on=local_day(command.at)):
        raise NotFound()
