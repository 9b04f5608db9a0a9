"""Sending: from here on the answers are the record's, the words are quotes, and whoever writes the plan is told."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from engine import quotes
from engine.events import seal
from engine.firing import Command, Effect, Outcome
from engine.ids import new_id
from engine.outbox import Telling
from engine.plans import Plan
from engine.presses import Given, SeenBy, UnsentWords, given_so_far, words_unsent
from engine.quote_marks import add_mark
from engine.quotes import Attribution, Method, Quote, QuoteMarkKind
from engine.refusals import Refusal
from engine.rounds import Answer, AnswerWords, Reply, Respondent, Round, Understanding, seal_of_answer
from workflows import disagreeing
from workflows.answer_tasks import tasks_for
from workflows.giving import How, how_given, respondent_of
from workflows.keeping_files import keep_file
from workflows.moving import local_day, note, person_of, staff_of, tell
from workflows.pressing import OWN_ANSWER, kept_file, review_round
from workflows.sharing import second_reviewers
from workflows.writers import writer


@dataclass(frozen=True)
class _Waiting:
    """One part with something to send: an answer, words, or both."""

    section: UUID
    given: Given
    words: list[UnsentWords]


def send(
    session: Session,
    plan: Plan,
    command: Command,
    *,
    sections: Collection[UUID] | None = None,
) -> Outcome:
    """Everything that waits, or these parts of it. One deliberate act of the person, or of their guardian beside them."""
    respondent, how = respondent_of(command, plan.id, "sending"), how_given(session, command)

    def write(_seq: int) -> Effect:
        current = review_round(session, plan)
        unsent = _theirs(session, plan, respondent)
        waiting = _waiting(given_so_far(session, current.id, respondent), unsent, sections)
        of_what_is_next = unsent.get(None, []) if sections is None else []
        if not waiting and not of_what_is_next:
            raise Refusal("There is nothing here that waits to be sent. What you sent before is kept.")
        sent = [_send_part(session, plan, current, respondent, command, part) for part in waiting]
        told = [_told(session, plan, current, respondent, command, row, how) for row in of_what_is_next]
        differ, agree = disagreeing.watch(session, plan, at=command.at)
        return Effect(
            data={
                "round": current.id,
                "answers": [_said(row) for row in sent],
                "understanding": [row.id for row in told],
            },
            arm=[*tasks_for(plan, current, sent, at=command.at), *differ],
            done=agree,
            tell=_tell(session, plan, sent),
        )

    return note(session, plan, f"answer.{respondent.value}", command, write=write, needs=OWN_ANSWER[respondent])


def waits(session: Session, plan: Plan, respondent: Respondent, section: UUID) -> bool:
    """Whether this part has something that nobody else has yet."""
    current = review_round(session, plan)
    given, unsent = given_so_far(session, current.id, respondent), _theirs(session, plan, respondent)
    return bool(_waiting(given, unsent, [section]))


def _theirs(session: Session, plan: Plan, respondent: Respondent) -> dict[UUID | None, list[UnsentWords]]:
    """Words that wait, without those that somebody wrote down and the person did not call theirs yet."""
    every = words_unsent(session, plan.id, respondent)
    kept = {section: [row for row in rows if row.are_theirs] for section, rows in every.items()}
    return {section: rows for section, rows in kept.items() if rows}


def _waiting(
    given: dict[UUID, Given], unsent: dict[UUID | None, list[UnsentWords]], sections: Collection[UUID] | None
) -> list[_Waiting]:
    """Parts whose answer nobody has yet, and parts that were sent and have new words. Words alone are no answer."""
    return [
        _Waiting(section, part, unsent.get(section, []))
        for section, part in given.items()
        if (sections is None or section in sections) and (part.unsent or (part.reply and unsent.get(section)))
    ]


def _send_part(
    session: Session, plan: Plan, current: Round, respondent: Respondent, command: Command, part: _Waiting
) -> Answer:
    given = part.given
    kept = [_quote(session, plan, respondent, command, row, seen_by=given.seen_by) for row in part.words]
    pressed = given.press
    row = Answer(
        id=new_id(),
        round_id=current.id,
        section=part.section,
        respondent=respondent.value,
        account_id=writer(command),
        reply=given.reply,
        comment_quote_id=kept[0].id if kept else None,
        detail=given.detail,
        seen_by=given.seen_by,
        way=pressed.way if pressed else "own session",
        helped_by=pressed.helped_by if pressed else "",
        device=pressed.device if pressed else "",
        sitting_id=pressed.sitting_id if pressed else None,
        press_id=pressed.id if pressed else None,
        pressed_at=pressed.at if pressed else None,
        at=command.at,
    )
    session.add(row)
    session.flush()
    session.add_all([AnswerWords(answer_id=row.id, quote_id=more.id) for more in kept[1:]])
    session.flush()
    seal(session, "answer", row.id, seal_of_answer(row))
    return row


def _told(
    session: Session,
    plan: Plan,
    current: Round,
    respondent: Respondent,
    command: Command,
    words: UnsentWords,
    how: How,
) -> Understanding:
    quote = _quote(session, plan, respondent, command, words, seen_by=SeenBy.TEAM)
    row = Understanding(
        id=new_id(),
        round_id=current.id,
        respondent=respondent.value,
        quote_id=quote.id,
        way=how.way,
        helped_by=how.helped_by,
        device=how.device,
        sitting_id=how.sitting_id,
        at=command.at,
    )
    session.add(row)
    session.flush()
    return row


def _quote(
    session: Session, plan: Plan, respondent: Respondent, command: Command, words: UnsentWords, *, seen_by: str
) -> Quote:
    """The words as a quote, code point for code point; the row they waited in goes."""
    own = respondent is Respondent.PARTICIPANT
    person, file = person_of(session, plan), kept_file(words)
    original = keep_file(session, plan, command, file) if file is not None else None
    quote = quotes.capture(
        session,
        person_id=plan.person_id,
        text=words.text,
        attribution=Attribution.PARTICIPANT if own else Attribution.OTHER,
        speaker=person.full_name if own else command.actor.name,
        method=Method(words.method),
        said_on=local_day(words.at),
        may_include=False,
        recorded_by=writer(command),
        recorded_by_name=words.written_by or command.actor.name,
        at=command.at,
        language=words.language,
        noted_at=words.at,
        original_id=original.id if original else None,
    )
    if seen_by != SeenBy.TEAM:
        add_mark(
            session, quote.id, QuoteMarkKind.PRIVATE, by=writer(command), by_name=command.actor.name, at=command.at
        )
    session.delete(words)
    session.flush()
    return quote


def _said(row: Answer) -> dict[str, object]:
    """What the event says of an answer: of one that is not for everybody, only that it was sent."""
    said: dict[str, object] = {"answer": row.id, "section": row.section}
    return said | {"reply": row.reply} if row.seen_by == SeenBy.TEAM else said


def _tell(session: Session, plan: Plan, sent: list[Answer]) -> list[Telling]:
    """The coordinator once, of what is most urgent; whoever else was asked to talk. Never what was answered."""
    replies = {row.reply for row in sent}
    kind = "talk_requested" if Reply.TALK in replies else "changes_asked" if Reply.CHANGE in replies else "answers_sent"
    told = tell(kind, staff_of(plan), f"/plans/{plan.id}/round")
    if any(row.seen_by == SeenBy.SUPERVISOR for row in sent):
        told += tell("talk_requested", second_reviewers(session, plan), f"/plans/{plan.id}/round")
    return list({telling.recipient: telling for telling in told}.values())
