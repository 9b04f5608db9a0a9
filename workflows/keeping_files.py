"""Keep a clip or a picture as the quotation itself, and what somebody wrote down from it beside it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from sqlmodel import Session

from engine import companions, originals, quotes
from engine.companions import Companion, CompanionKind
from engine.firing import Command, Effect
from engine.life_areas import LifeArea
from engine.meetings import Meeting
from engine.originals import OriginalKind, ShownCopy
from engine.plans import Plan
from engine.quotes import Attribution, Method, Quote
from engine.refusals import Reason, Refusal
from workflows.moving import note
from workflows.recording import check_day, check_line
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
    attribution: Attribution,
    speaker: str,
    method: Method,
    said_on: date,
    may_include: bool,
    meeting: Meeting | None = None,
    place: str = "",
    language: str = "und",
    life_area: LifeArea | None = None,
    noted_at: datetime | None = None,
) -> Quote:
    """The file is the quotation. It has no text of its own: a transcript stands beside it, under who wrote it down."""
    if not speaker.strip():
        raise Refusal(reasons=[Reason("who", "Write the name of who it comes from.", "speaker")])
    if attribution is Attribution.INTERPRETED:
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
    check_line(speaker, "speaker", "The name")
    check_line(place, "place", "The place")
    check_line(language, "language", "The language", most=20)
    check_day(said_on, "said_on", command, "Words are kept on the day they were said, or after.")
    command = replace(command, content={**command.content, "file": sha256(file.content).hexdigest()})
    kept: list[Quote] = []

    def write(_seq: int) -> Effect:
        original = originals.keep_original(
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
        session.add(ShownCopy(original_id=original.id, media_type=file.shown_type, content=file.shown))
        quote = quotes.capture(
            session,
            person_id=plan.person_id,
            text="",
            attribution=attribution,
            speaker=speaker,
            method=method,
            said_on=said_on,
            may_include=may_include,
            recorded_by=writer(command),
            recorded_by_name=command.actor.name,
            at=command.at,
            meeting_id=meeting.id if meeting else None,
            place=place or (meeting.place if meeting else ""),
            language=language,
            life_area=life_area,
            noted_at=noted_at,
            original_id=original.id,
        )
        kept.append(quote)
        return Effect(
            data={
                "quote": quote.id,
                "digest": quote.digest,
                "attribution": attribution.value,
                "original": original.id,
                "original_digest": original.digest,
            }
        )

    outcome = note(session, plan, "quote.captured", command, write=write)
    return kept[0] if kept else session.get_one(Quote, UUID(str(outcome.event.data["quote"])))


def add_transcript(
    session: Session, plan: Plan, quote: Quote, command: Command, *, text: str, made_by: str, language: str = "und"
) -> Companion:
    """What somebody heard or saw in a recording, in writing. Never the quotation: it stands beside it, under a name."""
    if quote.original_id is None or quote.original_start is not None:
        raise Refusal("These words were written down when they were said, so there is nothing to transcribe.")
    if not made_by.strip():
        raise Refusal(reasons=[Reason("who", "Write the name of who wrote this down from the recording.", "made_by")])
    check_line(made_by, "made_by", "The name")
    check_line(language, "language", "The language", most=20)
    kept: list[Companion] = []

    def write(_seq: int) -> Effect:
        companion = companions.keep_companion(
            session,
            quote_id=quote.id,
            kind=CompanionKind.TRANSCRIPT,
            language=language,
            text=text,
            made_by=made_by,
            recorded_by=writer(command),
            recorded_by_name=command.actor.name,
            at=command.at,
        )
        kept.append(companion)
        return Effect(data={"quote": quote.id, "companion": companion.id, "digest": companion.digest})

    outcome = note(session, plan, "transcript.added", command, write=write)
    return kept[0] if kept else session.get_one(Companion, UUID(str(outcome.event.data["companion"])))
