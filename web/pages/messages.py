"""What this account was told: readable here even where no mail is sent."""

from litestar import get

from engine.accounts import Role
from engine.database import reading
from engine.outbox import MessageState, messages_to
from web.answers import Answer, page
from web.asked import Asked, database_of, settings_of
from web.delivering import words_of
from web.i18n import gettext as _
from web.identity import signed_in
from web.sent import command_fields
from workflows.reminders import REMINDER


@get("/messages", sync_to_thread=True)
def index(request: Asked) -> Answer:
    """The newest fifty, with how each of them was sent."""
    visitor, settings = signed_in(request), settings_of(request)
    with reading(database_of(request)) as session:
        rows = messages_to(session, visitor.account_id)
    return page(
        request,
        "my_plan/messages.html" if visitor.role in (Role.PARTICIPANT, Role.GUARDIAN) else "messages/index.html",
        messages=[(row, words_of(row, settings), _how_sent(row.state, bool(settings.smtp_host))) for row in rows],
        by_mail=bool(settings.smtp_host),
        reminder=REMINDER,
        command=command_fields,
    )


def _how_sent(state: str, by_mail: bool) -> str:
    if state == MessageState.WAITING and not by_mail:
        return _("Shown here only: no mail is set up.")
    return {
        MessageState.WAITING: _("Waiting to be sent by mail."),
        MessageState.SENDING: _("Being sent by mail."),
        MessageState.SENT: _("Sent by mail."),
        MessageState.FAILED: _("Could not be sent by mail."),
        MessageState.HERE: _("Shown here only, as it was wanted."),
        MessageState.UNCERTAIN: _("Perhaps sent by mail: the connection broke."),
    }[MessageState(state)]
