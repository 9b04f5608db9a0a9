"""“I want to sign on a screen”, said once by whoever signs in a room of their own, and taken back whenever they like."""

from collections.abc import Sequence

from sqlmodel import Session

from engine.accounts import Role
from engine.deadlines import Watched
from engine.events import seal
from engine.firing import Command, Effect, Outcome, record
from engine.ids import new_id
from engine.refusals import NotFound, Reason, Refusal
from engine.signing_consents import (
    WORDS_VERSION,
    SigningConsent,
    newest_consent,
    seal_of_consent,
    signs_on_screen,
)
from engine.sittings import sitting_of
from workflows.accounts import stream_of
from workflows.acting import acting
from workflows.giving import how_given
from workflows.writers import writer

WORDS = (
    "You can sign on a screen, or with a pen on paper. Both count the same.",
    "Paper is yours on any day. It costs you nothing.",
    "You can go back to paper whenever you like. What you signed before still counts.",
    "For a screen you need a phone, a tablet or a computer with a web browser of the last few years.",
    "Copies are Word files. If you cannot open one, we print it for you.",
    "Tell your coordinator when your address, your phone number or your e-mail is a new one.",
    "I want to sign on a screen. I know that I can have paper instead.",
)
"""What is said before somebody signs on a screen, as WORDS_VERSION has it; the last line is what they say."""

OWN_ROOM = (Role.PARTICIPANT, Role.GUARDIAN)


def sign_on_screen(session: Session, command: Command, *, words: Sequence[str], language: str) -> Outcome:
    """They want to. `words` are the lines they were shown, kept as they stood."""
    return _say(session, command, given=True, words="\n".join(words), language=language)


def sign_on_paper(session: Session, command: Command) -> Outcome:
    """From now on with a pen. What they signed before still counts, and they can say yes to a screen again."""
    last = newest_consent(session, acting(session, command).account_id)
    if last is None or not last.given:
        raise Refusal("You sign on paper already. Nothing has changed.")
    return _say(session, command, given=False, words=last.words, language=last.language)


def require_consent(session: Session, command: Command) -> None:
    """Before a signature on a screen: whoever sits in a room of their own has said that they want to sign on one."""
    if sitting_of(session, command.actor) is None or signs_on_screen(session, writer(command)):
        return
    raise Refusal(
        reasons=[
            Reason(
                "consent",
                "Say first whether you want to sign on a screen. You can have paper instead; it counts the same.",
                "consent",
            )
        ]
    )


def _say(session: Session, command: Command, *, given: bool, words: str, language: str) -> Outcome:
    visitor = acting(session, command)
    if visitor.role not in OWN_ROOM:
        raise NotFound
    sat = how_given(session, command)

    def write(_session: Session, _seq: int) -> Effect:
        row = SigningConsent(
            id=new_id(),
            account_id=visitor.account_id,
            given=given,
            words_version=WORDS_VERSION,
            words=words,
            language=language,
            way=sat.way,
            helped_by=sat.helped_by,
            device=sat.device,
            sitting_id=sat.sitting_id,
            at=command.at,
        )
        session.add(row)
        session.flush()
        seal(session, "signing_consent", row.id, seal_of_consent(row))
        return Effect(data={"consent": row.id, "given": given, "words_version": WORDS_VERSION})

    stream = stream_of(visitor.account_id)
    kind = "signing.on_screen" if given else "signing.on_paper"
    watched = Watched(stream, visitor.account_id)
    return record(session, command, kind, stream=stream, write=write, watched=watched)
