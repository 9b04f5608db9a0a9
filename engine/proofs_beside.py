"""The proof of what stands beside quotes: files against their digests, transcripts and translations against theirs."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from engine.canonical import salted_digest
from engine.chains import Finding
from engine.companions import Companion, CompanionText, seal_of_companion
from engine.notes import PassageDecision, seal_of_decision
from engine.originals import (
    Original,
    OriginalBytes,
    OriginalErasure,
    OriginalText,
    ShownCopy,
    salted_digest_of_bytes,
    seal_of_original,
    seal_of_original_erasure,
    seal_of_shown,
    seal_of_text,
)
from engine.own_pictures import OwnPicture, OwnPictureEnd, OwnPictureFile, seal_of_picture
from engine.proofs import Erased, Proved, Sealed, check_rows
from engine.quote_marks import seal_of_mark
from engine.quotes import Erasure, QuoteMark
from engine.rounds import Answer, seal_of_answer
from engine.signing_consents import SigningConsent, seal_of_consent


def check_originals(session: Session, sealed: Sealed, proved: Proved) -> Iterator[Finding]:
    """Every kept file: its row as the chain sealed it, its bytes as its digest says, or a lawful erasure. One at a time."""
    waiting = dict(sealed.originals)
    for original in _one_by_one(session, Original):
        proved.originals += 1
        if fault := _fault_of_original(session, original, waiting.pop(original.id, None), sealed):
            yield Finding("original", f"The file “{original.name}” ({original.id}): {fault}.")
        elif (erasure := session.get(OriginalErasure, original.id)) is not None:
            on = erasure.at.date().isoformat()
            proved.erased.append(Erased(str(original.id), on, erasure.authority, what="The file"))
    for identity in waiting:
        yield Finding("original", f"The file {identity}, which the history knows, is gone.")


def check_decisions(session: Session, sealed: Sealed) -> Iterator[Finding]:
    """Every decision about a passage of a note that an event vouches for: as it was made, or gone with that very note."""

    def went_with_its_note(identity: UUID) -> bool:
        return sealed.notes[identity] in sealed.original_erasures

    yield from check_rows(
        session,
        PassageDecision,
        sealed.passage_decisions,
        seal_of_decision,
        name="The decision {} about a passage",
        may_be_gone=went_with_its_note,
    )


def check_answers(session: Session, sealed: Sealed) -> Iterator[Finding]:
    """Every answer that an event vouches for says what it said when it was sent."""
    yield from check_rows(session, Answer, sealed.answers, seal_of_answer, name="The answer {}")


def check_consents(session: Session, sealed: Sealed) -> Iterator[Finding]:
    """Every “on a screen” and “on paper” says what it said, with the words that were shown."""
    yield from check_rows(session, SigningConsent, sealed.consents, seal_of_consent, name="The consent {}")


def check_pictures(session: Session, sealed: Sealed) -> Iterator[Finding]:
    """Every picture of a person's own says what it said; the photo is the one that was kept, or was taken back."""
    yield from check_rows(session, OwnPicture, sealed.pictures, seal_of_picture, name="The picture {}")
    for picture in _one_by_one(session, OwnPicture):
        kept, ended = session.get(OwnPictureFile, picture.id), session.get(OwnPictureEnd, picture.id)
        if picture.id not in sealed.pictures:
            yield Finding("own_picture", f"The picture {picture.id}: no event says that it was kept.")
        elif (kept is None) != (ended is not None):
            yield Finding("own_picture", f"The picture {picture.id}: the photo and what became of it do not agree.")
        elif kept is not None and salted_digest_of_bytes(kept.content, kept.salt) != picture.digest:
            yield Finding("own_picture", f"The picture {picture.id}: the photo is not the one that was kept.")


def check_companions(session: Session, sealed: Sealed, proved: Proved) -> Iterator[Finding]:
    """Every transcript and translation: its row as it was sealed, its characters as its digest says."""
    waiting = dict(sealed.companions)
    for companion in _one_by_one(session, Companion):
        proved.companions += 1
        if fault := _fault_of_companion(session, companion, waiting.pop(companion.id, None)):
            yield Finding("companion", f"The {companion.kind} {companion.id} of quote {companion.quote_id}: {fault}.")
    for identity in waiting:
        yield Finding("companion", f"The transcript or translation {identity}, which the history knows, is gone.")


def check_marks(session: Session, sealed: Sealed) -> Iterator[Finding]:
    """Every mark that an event vouches for is there, and says what it said: no withdrawal can go unnoticed."""
    yield from check_rows(session, QuoteMark, sealed.marks, seal_of_mark, name="The mark {} on somebody’s words")


def _fault_of_original(session: Session, original: Original, given: bytes | None, sealed: Sealed) -> str | None:
    if given is None:
        return "no event says that it was kept"
    if seal_of_original(original) != given:
        return "its row no longer says what it said when it was kept"
    erasure = session.get(OriginalErasure, original.id)
    if erasure is not None:
        given_then = sealed.original_erasures.get(original.id)
        if fault := sealed.fault_of_erasure(original.id, erasure.at, given_then, seal_of_original_erasure(erasure)):
            return fault
    erased = erasure is not None
    kept = session.get(OriginalBytes, original.id)
    if kept is None:
        return None if erased else "its bytes are gone, and nobody erased them lawfully"
    if erased:
        return "it was erased, but its bytes are still here"
    if salted_digest_of_bytes(kept.content, kept.salt) != original.digest:
        return "its bytes are not the ones that were kept"
    return _fault_of_copies(session, original, kept.salt, sealed)


def _fault_of_copies(session: Session, original: Original, salt: bytes, sealed: Sealed) -> str | None:
    """What pages show of it: the text as it was read, or the copy of a picture or clip."""
    text, given_text = session.get(OriginalText, original.id), sealed.original_texts.get(original.id)
    if (text is None) != (given_text is None) or (text and seal_of_text(text, salt) != given_text):
        return "the text that was read from it is not the one that was kept"
    shown, given_shown = session.get(ShownCopy, original.id), sealed.shown_copies.get(original.id)
    if (shown is None) != (given_shown is None) or (shown and seal_of_shown(shown, salt) != given_shown):
        return "the copy that is shown of it is not the one that was made"
    return None


def _fault_of_companion(session: Session, companion: Companion, given: bytes | None) -> str | None:
    if given is None:
        return "no event says that it was added"
    if seal_of_companion(companion) != given:
        return "its row no longer says what it said when it was added"
    kept = session.get(CompanionText, companion.id)
    erased = session.get(Erasure, companion.quote_id) is not None
    if kept is None:
        return None if erased else "its words are gone, and nobody erased them lawfully"
    if erased:
        return "its quote was erased, but its words are still here"
    if salted_digest(kept.text, kept.salt) != companion.digest:
        return "its words are not the ones that were added"
    return None


def _one_by_one(session: Session, table: Any) -> Iterator[Any]:
    """Rows by key; what was read is let go again, so that large files never stand in memory together."""
    last: UUID | None = None
    while True:
        query = select(table).order_by(col(table.id)).limit(1)
        row = session.exec(query if last is None else query.where(col(table.id) > last)).first()
        if row is None:
            return
        last = row.id
        yield row
        session.expunge_all()
