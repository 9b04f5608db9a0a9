"""Keep a clip, a picture or a scan: as the quotation itself, or as what somebody signed with."""

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

    def keep() -> Original:
        return keep_file(session, plan, command, file, meeting=meeting)

    return capture_quote(session, plan, with_file(command, file), text="", keep=keep, meeting=meeting, **said)


def keep_file(
    session: Session, plan: Plan, command: Command, file: KeptFile, *, meeting: Meeting | None = None
) -> Original:
    """The file as it came, and the copy that pages show."""
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


def with_file(command: Command, file: KeptFile | None) -> Command:
    """The command says which file it carries, so that the same form with another file is another command."""
    if file is None:
        return command
    return replace(command, content={**command.content, "file": sha256(file.content).hexdigest()})
