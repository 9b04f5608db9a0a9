"""Keep a clip or a picture as the quotation itself."""

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Unpack

from sqlmodel import Session

from engine.firing import Command
from engine.meetings import Meeting
from engine.originals import Original, OriginalKind, keep_original, keep_shown
from engine.plans import Plan
from engine.quotes import Attribution, Quote
from engine.refusals import Reason, Refusal
from workflows.recording import HowSaid, capture_quote
from workflows.writers import writer


@dataclass(frozen=True)
class KeptFile:
    """A file that can be kept, as a door prepared it: its bytes as they came, and the copy that pages show."""

    name: str
    kind: OriginalKind
    media_type: str
    content: bytes
    shown_type: str
    shown: bytes
    seconds: float | None = None


def capture_file(
    session: Session,
    plan: Plan,
    command: Command,
    *,
    file: KeptFile,
    meeting: Meeting | None = None,
    **said: Unpack[HowSaid],
) -> Quote:
    """The file is the quotation. It has no text of its own: a transcript stands beside it, under who wrote it down."""
    if said["attribution"] is Attribution.INTERPRETED:
        raise Refusal(
            reasons=[
                Reason(
                    "interpreted",
                    "A clip or a picture is what somebody expressed themselves, so it cannot be kept as an interpreter’s "
                    "meaning. Keep it as theirs, and write the interpreter’s words beside it as a translation.",
                    "keep",
                )
            ]
        )
    command = replace(command, content={**command.content, "file": sha256(file.content).hexdigest()})

    def keep() -> Original:
        return _keep(session, plan, command, file, meeting)

    return capture_quote(session, plan, command, text="", keep=keep, meeting=meeting, **said)


def _keep(session: Session, plan: Plan, command: Command, file: KeptFile, meeting: Meeting | None) -> Original:
    original = keep_original(
        session,
        person_id=plan.person_id,
        meeting_id=meeting.id if meeting else None,
        kind=file.kind,
        name=file.name[:255],
        media_type=file.media_type,
        content=file.content,
        kept_by=writer(command),
        kept_by_name=command.actor.name,
        at=command.at,
    )
    keep_shown(session, original, file.shown, media_type=file.shown_type)
    return original
