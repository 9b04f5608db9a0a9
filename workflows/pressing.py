"""The person's answers while they are still only theirs: pressed, put into words, taken back.

Each is an event of a chain of its own, which no page of staff reads: nothing on the plan moves, and nobody is told.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from engine.firing import Command, Effect, Outcome, record
from engine.ids import new_id
from engine.items import items_of
from engine.originals import OriginalKind
from engine.permissions import Action
from engine.plans import Plan, Standing
from engine.presses import Press, SeenBy, SendingChoice, UnsentWords, given_so_far, words_unsent
from engine.quotes import Method
from engine.refusals import NotFound, Reason, Refusal
from engine.rounds import Reply, Respondent, Round, RoundKind, open_round
from engine.sayings import say
from engine.sittings import sitting_of
from engine.words import exactly
from workflows.giving import how_given, respondent_of
from workflows.keeping_files import KeptFile, with_file
from workflows.moving import refuse_others
from workflows.writers import writer

OWN_ANSWER = {
    Respondent.PARTICIPANT: Action.ANSWER,
    Respondent.GUARDIAN: Action.ANSWER_AS_GUARDIAN,
}

MOST_WORDS = 12
"""Notes, pictures and clips about one part that can wait to be sent at the same time."""

TALK_WITH = ("coordinator", "someone else", "advocate", "independent")
AFTER_DONT_KNOW = ("more", "later", "trusted")
AFTER_CHANGE = ("ask me",)
DETAILS = {Reply.TALK: TALK_WITH, Reply.DONT_KNOW: AFTER_DONT_KNOW, Reply.CHANGE: AFTER_CHANGE}
"""What can be pressed after an answer, and is kept with it."""


@dataclass(frozen=True)
class OwnWay:
    """The person's own words about a part, in one of the ways there are: text, or a file as a door prepared it."""

    method: Method
    text: str = ""
    file: KeptFile | None = None
    language: str = "en"
    by_helper: bool = False
    """Whether somebody who sits with the person wrote it down for them."""


def press(
    session: Session,
    plan: Plan,
    command: Command,
    *,
    section: UUID,
    reply: Reply | None,
    detail: str = "",
    seen_by: SeenBy | None = None,
    helped_by: str = "",
) -> Outcome:
    """One press, kept at once. None takes back what was not sent yet. A detail without change of answer adds to it."""
    respondent, given = respondent_of(command, plan.id, "answer"), how_given(session, command, helped_by=helped_by)
    if detail and detail not in DETAILS.get(reply or Reply.YES, ()):
        raise NotFound

    def write(current: Round) -> dict[str, object]:
        refuse_other_section(session, current, section)
        before = given_so_far(session, current.id, respondent).get(section)
        if reply is None and (before is None or not before.unsent):
            raise Refusal("There is no answer here that waits to be sent, so there is nothing to take back.")
        row = Press(
            id=new_id(),
            round_id=current.id,
            version_id=current.version_id,
            section=section,
            respondent=respondent.value,
            account_id=writer(command),
            reply=reply.value if reply else "",
            detail=detail,
            seen_by=_seen_by(respondent, reply, seen_by, before.seen_by if before and before.reply == reply else None),
            way=given.way,
            helped_by=given.helped_by,
            device=given.device,
            sitting_id=given.sitting_id,
            at=command.at,
        )
        session.add(row)
        session.flush()
        return {"press": row.id, "section": section, "reply": row.reply}

    return _on_own_chain(session, plan, command, respondent, "answer.pressed", write)


def keep_words(session: Session, plan: Plan, command: Command, *, section: UUID | None, words: OwnWay) -> Outcome:
    """Keep the person's own words about a part, or about what happens next, until they send them or take them away."""
    respondent = respondent_of(command, plan.id, "words")
    exactly(words.text, about="words")
    if not words.text and words.file is None:
        raise Refusal(reasons=[Reason("empty", "There is nothing to keep yet. Choose one of the ways first.", "words")])

    def write(current: Round) -> dict[str, object]:
        if section is not None:
            refuse_other_section(session, current, section)
        if len(words_unsent(session, plan.id, respondent).get(section, [])) >= MOST_WORDS:
            raise Refusal(
                say(
                    "There are %(most)s notes about this already. Send them, or take one away, and then add another.",
                    most=MOST_WORDS,
                )
            )
        file = words.file
        row = UnsentWords(
            id=new_id(),
            round_id=current.id,
            section=section,
            respondent=respondent.value,
            account_id=writer(command),
            method=words.method.value,
            language=words.language,
            text=words.text,
            written_by=_helper(session, command) if words.by_helper else "",
            at=command.at,
        )
        if file is not None:
            row.file_name, row.file_kind, row.media_type = file.name[:255], file.kind.value, file.media_type
            row.content, row.shown_type, row.shown = file.content, file.shown_type, file.shown
        session.add(row)
        session.flush()
        return {"words": row.id, "section": section, "method": row.method}

    return _on_own_chain(session, plan, with_file(command, words.file), respondent, "words.kept", write)


def take_words_away(session: Session, plan: Plan, command: Command, *, words_id: UUID) -> Outcome:
    """What was not sent is the person's to take away, and nothing of it is left."""
    respondent = respondent_of(command, plan.id, "words")

    def write(_current: Round) -> dict[str, object]:
        waiting = [row for rows in words_unsent(session, plan.id, respondent).values() for row in rows]
        row = next((row for row in waiting if row.id == words_id), None)
        if row is None:
            raise NotFound
        session.delete(row)
        session.flush()
        return {"words": words_id}

    return _on_own_chain(session, plan, command, respondent, "words.taken_away", write)


def say_meant(session: Session, plan: Plan, command: Command, *, words_id: UUID, meant: bool) -> Outcome:
    """“Is that what you meant?” Yes keeps the words, with who wrote them down; no lets them go, and nothing of them is left."""
    respondent = respondent_of(command, plan.id, "words")

    def write(_current: Round) -> dict[str, object]:
        waiting = [row for rows in words_unsent(session, plan.id, respondent).values() for row in rows]
        row = next((row for row in waiting if row.id == words_id and not row.are_theirs), None)
        if row is None:
            raise NotFound
        kept = UnsentWords(**{**row.model_dump(), "id": new_id(), "meant_at": command.at})
        session.delete(row)
        session.flush()
        if meant:
            session.add(kept)
            session.flush()
        return {"words": words_id, "meant": meant, "kept": kept.id if meant else None}

    return _on_own_chain(session, plan, command, respondent, "words.meant", write)


def choose_sending(session: Session, plan: Plan, command: Command, *, as_i_go: bool) -> Outcome:
    """Share each answer as it is given, or keep them until they are sent."""
    respondent = respondent_of(command, plan.id, "sending")

    def write(current: Round) -> dict[str, object]:
        row = SendingChoice(
            id=new_id(), round_id=current.id, respondent=respondent.value, as_i_go=as_i_go, at=command.at
        )
        session.add(row)
        session.flush()
        return {"as_i_go": as_i_go}

    return _on_own_chain(session, plan, command, respondent, "sending.chosen", write)


def kept_file(row: UnsentWords) -> KeptFile | None:
    """The file of words that were not sent yet, as it goes into the record."""
    if row.content is None or row.shown is None:
        return None
    return KeptFile(
        name=row.file_name,
        kind=OriginalKind(row.file_kind),
        media_type=row.media_type,
        content=row.content,
        shown_type=row.shown_type,
        shown=row.shown,
    )


def review_round(session: Session, plan: Plan) -> Round:
    """The round in which the plan can be answered. Raises Refusal where there is none."""
    current = open_round(session, plan.id)
    if current is None or current.kind != RoundKind.PARTICIPANT_REVIEW or plan.standing != Standing.PARTICIPANT_REVIEW:
        raise Refusal(
            "This plan is not waiting for answers now. It may have been taken back to be changed; "
            "you will be told when it can be read again."
        )
    return current


def refuse_other_section(session: Session, current: Round, section: UUID) -> None:
    """Raises NotFound for a part that this version does not have."""
    known = {item.lineage_id for item in items_of(session, current.version_id) if item.kind == "section"}
    if section not in known:
        raise NotFound


def _helper(session: Session, command: Command) -> str:
    """Who sits with the person, as they were named. Raises Refusal where nobody does."""
    sitting = sitting_of(session, command.actor)
    name = (sitting.helped_by_name or sitting.helped_by) if sitting else ""
    if not name:
        raise Refusal("You said that nobody is with you. Save the words as your own, or say who is with you.")
    return name


def own_chain(current: Round, respondent: Respondent) -> str:
    """The stream of what one respondent pressed in one round."""
    return f"answers:{current.id}:{respondent.value[:8]}"


def _on_own_chain(
    session: Session,
    plan: Plan,
    command: Command,
    respondent: Respondent,
    kind: str,
    write: Callable[[Round], dict[str, object]],
) -> Outcome:
    current = review_round(session, plan)

    def checked(_session: Session, _seq: int) -> Effect:
        session.refresh(plan)
        refuse_others(session, plan, command, OWN_ANSWER[respondent])
        return Effect(data=write(review_round(session, plan)))

    return record(session, command, kind, stream=own_chain(current, respondent), write=checked)


def _seen_by(respondent: Respondent, reply: Reply | None, asked: SeenBy | None, before: str | None) -> str:
    """What was chosen; else what was chosen before; else the narrowest that still gets work done."""
    if respondent is not Respondent.PARTICIPANT:
        return SeenBy.TEAM
    if asked is not None:
        return asked
    if before is not None:
        return before
    return SeenBy.COORDINATOR if reply in (Reply.CHANGE, Reply.TALK) else SeenBy.TEAM
