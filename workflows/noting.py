"""Notes written elsewhere: keep them as they came, decide about each passage in view of the note, and remember places.

Nothing found in a note is anybody's words until a person says whose. Saying so is one event with the place, what was
proposed and why (as a salted digest, since a reason may hold names), and who confirmed it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from engine import originals
from engine.canonical import new_salt, salted_digest
from engine.events import events, seal
from engine.firing import Command, Effect
from engine.ids import new_id
from engine.life_areas import LifeArea
from engine.meetings import Meeting
from engine.notes import (
    TYPED,
    Decided,
    LineSource,
    PassageDecision,
    decision_at,
    notes_of_meeting,
    seal_of_decision,
    typed_note_of,
)
from engine.originals import Original, OriginalBytes, OriginalKind, OriginalText, keep_text, salted_digest_of_bytes
from engine.plans import Plan
from engine.quotes import Attribution, Method, Quote, QuoteMarkKind
from engine.refusals import Reason, Refusal
from engine.sayings import say
from engine.words import exactly
from workflows.acting import step_of
from workflows.mending import mark_quote, require_unused
from workflows.moving import note
from workflows.recording import capture_quote
from workflows.writers import writer

MOST_NOTES = 50
"""Notes kept with one meeting."""


@dataclass(frozen=True)
class NoteFile:
    """A note as a door read it: its bytes as they came, and their text under the name of the reader."""

    name: str
    media_type: str
    content: bytes
    text: str
    reader: str


@dataclass(frozen=True)
class Found:
    """A passage as it was proposed: where it stands, whose it seemed to be, why, and how sure that was."""

    start: int
    end: int
    proposed: str = ""
    why: str = ""
    sure: str = ""


@dataclass(frozen=True)
class Kept:
    """Whose words they are, as somebody confirmed. `words` is their place, which may differ from the passage's."""

    attribution: Attribution
    speaker: str
    method: Method
    said_on: date
    may_include: bool
    words: tuple[int, int]
    language: str = "und"
    interpreter: str = ""
    life_area: LifeArea | None = None


def keep_note(session: Session, plan: Plan, meeting: Meeting, command: Command, file: NoteFile) -> Original:
    """Keep a note with its meeting: the bytes under their digest, and the text that places count in."""
    exactly(file.text, about="note_file")
    command = replace(command, content={**command.content, "file": sha256(file.content).hexdigest()})
    kept: list[Original] = []

    def write(_seq: int) -> Effect:
        _refuse_again(session, meeting, file)
        original = originals.keep_original(
            session,
            person_id=plan.person_id,
            meeting_id=meeting.id,
            kind=OriginalKind.NOTE,
            name=file.name[:255],
            media_type=file.media_type,
            content=file.content,
            kept_by=writer(command),
            kept_by_name=command.actor.name,
            at=command.at,
        )
        keep_text(session, original, file.text, reader=file.reader)
        kept.append(original)
        return Effect(data={"meeting": meeting.id, "original": original.id, "digest": original.digest})

    outcome = note(session, plan, "note.kept", command, write=write)
    return kept[0] if kept else session.get_one(Original, UUID(str(outcome.event.data["original"])))


def typed_note(session: Session, plan: Plan, meeting: Meeting, command: Command) -> Original:
    """The meeting's typed notes as they stand now, kept so that words can point into them. Kept once for each text."""
    found = typed_note_of(session, meeting.id, meeting.notes)
    if found is not None:
        return found
    file = NoteFile("notes.txt", "text/plain; charset=utf-8", meeting.notes.encode(), meeting.notes, TYPED)
    return keep_note(session, plan, meeting, step_of(command, "typed"), file)


def confirm(
    session: Session, plan: Plan, meeting: Meeting, command: Command, original: Original, *, found: Found, kept: Kept
) -> Quote:
    """A person says whose words a passage holds: the exact characters at their place become a quote."""
    _require_open(session, command, original, found)
    read = session.get(OriginalText, original.id)
    start, end = kept.words
    if read is None or not 0 <= start < end <= len(read.text):
        raise Refusal("These words were not kept: they do not stand at that place in the note. Open the note again.")
    decision = _decision(command, original, found, kept.attribution.value)
    if not _was_done(session, command):
        seal(session, "passage_decision", decision.id, seal_of_decision(decision))
    quote = capture_quote(
        session,
        plan,
        command,
        text=read.text[start:end],
        attribution=kept.attribution,
        speaker=kept.speaker,
        method=kept.method,
        said_on=kept.said_on,
        may_include=kept.may_include,
        meeting=meeting,
        language=kept.language,
        life_area=kept.life_area,
        original=original,
        original_place=kept.words,
        interpreter=kept.interpreter,
        because=_said(decision),
    )
    if not _repeated(session, quote):
        decision.quote_id = quote.id
        session.add(decision)
        session.flush()
    return quote


def no_quotation(session: Session, plan: Plan, command: Command, original: Original, *, found: Found) -> None:
    """A person says that a passage is a title, a label, a so-called word: nobody's words."""
    _require_open(session, command, original, found)
    decision = _decision(command, original, found, Decided.NO_QUOTATION)

    def write(_seq: int) -> Effect:
        _add(session, decision)
        return Effect(data={"original": original.id, **_said(decision)})

    note(session, plan, "passage.no_quotation", command, write=write)


def reopen(session: Session, plan: Plan, command: Command, original: Original, *, start: int, end: int) -> None:
    """Take back what was said about a passage, before it is used. The quote it became stays in the record, marked."""
    if _was_done(session, command):
        return
    before = decision_at(session, original.id, start, end)
    if before is None:
        raise Refusal("Nobody has decided about these words yet, so there is nothing to take back.")

    def write(_seq: int) -> Effect:
        data: dict[str, object] = {"original": original.id, "place": [start, end], "decision": before.id}
        if before.quote_id is not None:
            quote = session.get_one(Quote, before.quote_id)
            require_unused(session, quote)
            data |= {"quote": quote.id, "mark": mark_quote(session, command, quote.id, QuoteMarkKind.MISTYPED)}
        again = Found(start, end, before.proposed, before.why, before.sure)
        _add(session, _decision(command, original, again, Decided.REOPENED))
        return Effect(data=data)

    note(session, plan, "passage.reopened", command, write=write)


def point_lines(session: Session, plan: Plan, command: Command, places: Mapping[UUID, tuple[UUID, int, int]]) -> None:
    """Remember where lines of a draft, by lineage, stood in their notes."""
    if not places:
        return

    def write(_seq: int) -> Effect:
        for lineage, (original, start, end) in places.items():
            session.add(
                LineSource(id=new_id(), lineage_id=lineage, original_id=original, start=start, end=end, at=command.at)
            )
        session.flush()
        lines = [[lineage, original, start, end] for lineage, (original, start, end) in places.items()]
        return Effect(data={"lines": lines})

    note(session, plan, "draft.lines_placed", step_of(command, "places"), write=write)


def _decision(command: Command, original: Original, found: Found, decided: str) -> PassageDecision:
    return PassageDecision(
        id=new_id(),
        original_id=original.id,
        start=found.start,
        end=found.end,
        decision=decided,
        proposed=found.proposed,
        sure=found.sure,
        why=found.why,
        salt=new_salt(),
        by=writer(command),
        by_name=command.actor.name,
        at=command.at,
    )


def _add(session: Session, decision: PassageDecision) -> None:
    session.add(decision)
    session.flush()
    seal(session, "passage_decision", decision.id, seal_of_decision(decision))


def _said(decision: PassageDecision) -> dict[str, object]:
    return {
        "decision": decision.id,
        "passage": [decision.start, decision.end],
        "proposed": decision.proposed,
        "sure": decision.sure,
        "why": salted_digest(decision.why, decision.salt),
    }


def _require_open(session: Session, command: Command, original: Original, found: Found) -> None:
    session.refresh(original, with_for_update=True)
    before = decision_at(session, original.id, found.start, found.end)
    if before is not None and not _was_done(session, command):
        raise Refusal(
            say(
                "Nothing was kept: %(by_name)s decided about these words already. Take that back first, if "
                "it is not so.",
                by_name=before.by_name,
            )
        )


def _was_done(session: Session, command: Command) -> bool:
    return session.scalar(select(events.c.seq).where(events.c.command_id == command.id)) is not None


def _repeated(session: Session, quote: Quote) -> bool:
    return session.scalar(select(PassageDecision.id).where(PassageDecision.quote_id == quote.id)) is not None  # type: ignore[call-overload]


def _refuse_again(session: Session, meeting: Meeting, file: NoteFile) -> None:
    there: Sequence[tuple[Original, str]] = notes_of_meeting(session, meeting.id)
    if len(there) >= MOST_NOTES:
        raise Refusal(
            say(
                "This note was not kept: the meeting has %(most)s notes already. Keep it with another meeting.",
                most=MOST_NOTES,
            )
        )
    for original, reader in there:
        kept = session.get(OriginalBytes, original.id) if original.size == len(file.content) else None
        if kept and reader != TYPED and salted_digest_of_bytes(file.content, kept.salt) == original.digest:
            raise Refusal(
                reasons=[
                    Reason(
                        "again",
                        say(
                            "This very file is kept with the meeting already, as “%(name)s”. Open it there.",
                            name=original.name,
                        ),
                        "note_file",
                    )
                ]
            )
