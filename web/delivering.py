"""Sends what waits in the outbox. Words are stored before the first attempt; every message ends visibly."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from aiosmtplib import SMTP, SMTPException, SMTPResponseException, SMTPServerDisconnected, SMTPTimeoutError
from sqlmodel import Session

from documents.notices import render
from engine import outbox, upkeep
from engine.accounts import Account
from engine.database import Database, writing
from engine.outbox import Message
from engine.settings import Settings
from web.frame import Frame, speaking_as
from web.spoken import spoken

PATIENCE = 20.0
"""Seconds a mail server may take for one answer."""


@dataclass(frozen=True)
class DeliveryReport:
    """What became of the messages that were due."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0
    uncertain: int = 0

    @property
    def sentence(self) -> str:
        """For the terminal and the heartbeat."""
        return f"{self.sent} sent, {self.waiting} to be tried again, {self.failed} failed, {self.uncertain} uncertain."


@dataclass(frozen=True)
class Words:
    """A message as its reader sees it."""

    subject: str
    body: str


def words_of(message: Message, settings: Settings) -> Words:
    """The stored words, or, before the first attempt, the words that will be stored."""
    if message.subject is not None and message.body is not None:
        return Words(message.subject, message.body)
    due = date.fromisoformat(message.due_on) if message.due_on else None
    notice = render(message.kind, link=settings.address + message.path, agency=settings.agency, due=due, speak=spoken)
    return Words(notice.subject, notice.body)


def deliver(
    database: Database,
    settings: Settings,
    *,
    at: datetime,
    limit: int = 50,
    clock: Callable[[], datetime] | None = None,
) -> DeliveryReport:
    """Send what is due. Without a mail server nothing is sent: messages wait and are read in the product."""
    if not settings.smtp_host:
        return DeliveryReport()
    tick = clock or (lambda: at)
    with writing(database) as session:
        claimed = outbox.claim(session, at=at, limit=limit)
    ends = Counter(_deliver_one(database, settings, message, at=tick()) for message in claimed)
    report = DeliveryReport(ends["sent"], ends["waiting"], ends["failed"], ends["uncertain"])
    with writing(database) as session:
        upkeep.beat(session, "deliver", at=at, said=report.sentence)
    return report


def _deliver_one(database: Database, settings: Settings, message: Message, *, at: datetime) -> str:
    with writing(database) as session:
        to = _address(session, message)
        words = _in_their_language(session, message, settings)
        if to is None:
            outbox.failed(session, message, at=at, error="The account has no mail address.", for_good=True)
            return "failed"
        if not outbox.store_words(session, message, to=to, subject=words.subject, body=words.body):
            return "waiting"
    end, error = asyncio.run(_send(settings, _letter(settings, message, to, words, at=at)))
    with writing(database) as session:
        if end == "sent":
            outbox.sent(session, message, at=at)
        elif end == "uncertain":
            outbox.uncertain(session, message, at=at, error=error)
        else:
            outbox.failed(session, message, at=at, error=error, for_good=end == "failed")
    return end


def _in_their_language(session: Session, message: Message, settings: Settings) -> Words:
    account = session.get(Account, message.recipient)
    with speaking_as(Frame(language=account.language if account else "en", time_zone=settings.time_zone)):
        return words_of(message, settings)


def _address(session: Session, message: Message) -> str | None:
    """Nobody who left is written to: a disabled account has no address any more."""
    account = session.get(Account, message.recipient)
    if account is None or account.disabled_at is not None:
        return None
    return account.email or None


def _letter(settings: Settings, message: Message, to: str, words: Words, *, at: datetime) -> EmailMessage:
    """The same letter at every attempt: its Message-ID is the message's own key."""
    letter = EmailMessage()
    letter["From"] = settings.mail_from
    letter["To"] = to
    letter["Subject"] = words.subject
    letter["Date"] = format_datetime(message.created_at or at)
    letter["Message-ID"] = f"<{message.id}@{make_msgid(domain='ownwords').rpartition('@')[2]}"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(words.body)
    return letter


async def _send(settings: Settings, letter: EmailMessage) -> tuple[str, str]:
    """How it ended: sent, waiting (try again), failed (for good) or uncertain, with what the server said."""
    server = SMTP(
        hostname=settings.smtp_host,
        port=settings.smtp_port,
        timeout=PATIENCE,
        use_tls=settings.smtp_tls == "tls",
        start_tls=settings.smtp_tls == "starttls",
    )
    handed_over = False
    try:
        await server.connect()
        if settings.smtp_user:
            await server.login(settings.smtp_user, settings.smtp_password)
        await server.mail(settings.mail_from)
        await server.rcpt(str(letter["To"]))
        handed_over = True
        await server.data(bytes(letter))
    except SMTPResponseException as said:
        return ("failed" if 500 <= said.code < 600 else "waiting"), f"{said.code} {said.message}"
    except (SMTPServerDisconnected, SMTPTimeoutError, SMTPException, OSError, TimeoutError) as said:
        return ("uncertain" if handed_over else "waiting"), str(said) or type(said).__name__
    finally:
        server.close()
    return "sent", ""
