"""From a posted form to a command: who, when, what it said, and on which state of the record it was filled in."""

from engine.clock import now
from engine.firing import Command
from engine.ids import read_id
from engine.refusals import Refusal
from web.asked import Asked, form_of
from web.csrf import FIELD
from web.forms import Form
from web.i18n import gettext as _
from web.identity import signed_in
from web.rendering import command_fields

__all__ = ["COMMAND", "EXPECTED", "command_fields", "command_of"]

_NEVER_WORDS = frozenset(
    [
        "answer",
        "asked",
        "from",
        "how",
        "meant",
        "wrote",
        "shown",
        "often",
        "task",
        "meets_on",
        "press",
        "attribution",
        "based_on",
        "decision",
        "capacity",
        "effective_on",
        "except",
        "expected",
        "fingerprint",
        "happened_on",
        "held_on",
        "item",
        "kind",
        "language",
        "lineage",
        "mark",
        "may_include",
        "method",
        "offered_again_on",
        "on",
        "part",
        "quote",
        "quote_id",
        "received_on",
        "rendition",
        "reply",
        "role",
        "said_on",
        "section",
        "seen_on",
        "signer",
        "signed_on",
        "slot",
        "team",
        "tried_at",
        "tried_on",
        "up",
        "why",
        "authority",
        "next_on",
        "report_due_on",
        "scope",
        "shares",
        "areas",
    ]
)
"""Fields that hold keys of choices, ids, digests and days. Whatever else was filled in is treated as somebody’s words."""

COMMAND, EXPECTED = "command", "expected"
"""The hidden fields that `command_fields()` writes into a form."""

STEP_UP_PASSWORD = "step_up_password"  # noqa: S105 - the name of a field
PASSKEY = "passkey"
"""Proves who signs, and is part of nothing that is kept."""

_NOT_SAID = frozenset({FIELD, COMMAND, EXPECTED, STEP_UP_PASSWORD, PASSKEY})


def command_of(request: Asked) -> Command:
    """The form as a command, at this moment. Raises Refusal when the form's own number is missing or was changed."""
    form = form_of(request)
    return Command(
        id=_number(form),
        actor=signed_in(request).actor,
        at=now(),
        content={name: list(said) for name, said in form.fields.items() if name not in _NOT_SAID},
        expected=_expected(form),
        personal=_holds_words(form),
    )


def _holds_words(form: Form) -> bool:
    """Whether a field that may hold free text was filled in."""
    own = _NEVER_WORDS | {FIELD, COMMAND, STEP_UP_PASSWORD, PASSKEY}
    return any(value for name, said in form.fields.items() if name not in own for value in said)


def _number(form: Form) -> str:
    number = read_id(form.text(COMMAND))
    if number is None:
        raise Refusal(
            _("Nothing was saved: this form has lost its number. Open the page again and send it from there.")
        )
    return str(number)


def _expected(form: Form) -> int | None:
    said = form.text(EXPECTED)
    if not said:
        return None
    if not (said.isascii() and said.isdigit() and len(said) < 12):
        raise Refusal(_("Nothing was saved: this form was changed on its way. Open the page again and send it there."))
    return int(said)
