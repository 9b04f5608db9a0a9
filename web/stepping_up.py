"""Shows once more that it is them, before somebody signs for what they answer for: within the last five minutes.

A page calls `require_step_up` first and gives back what it returns, if anything. A form that was sent too late comes back
inside the page that asks, and goes on as it was once the password fits.
"""

from datetime import datetime, timedelta
from urllib.parse import quote

from sqlmodel import Session

from engine.accounts import Account, WebSession
from engine.clock import now
from engine.database import reading, writing
from engine.passwords import password_fits
from web import sessions
from web.answers import Answer, page, problem, redirect
from web.asked import Asked, database_of, form_of, settings_of
from web.csrf import FIELD
from web.i18n import gettext as _
from web.identity import cookie_name, signed_in
from web.passkey_use import asks_for, passkey_again, passkey_of_form
from web.sent import PASSKEY
from web.sent import STEP_UP_PASSWORD as PASSWORD
from web.sign_in_attempts import TooManyTries, note_attempt, note_success
from web.tried import OWN_ROOM

STEP_UP = timedelta(minutes=5)


def require_step_up(request: Asked) -> Answer | None:
    """Nothing where it was confirmed in the last five minutes; otherwise the way to confirm it, to be given back."""
    if is_confirmed(request):
        return None
    if request.method == "GET":
        return redirect(f"/confirm?next={quote(request.scope['path'], safe='')}")
    return confirm(request, again="")


def is_confirmed(request: Asked) -> bool:
    """Whether this browser's holder showed that it is them a moment ago."""
    with reading(database_of(request)) as session:
        row = _row(session, request)
        return row is not None and row.confirmed_at is not None and now() - row.confirmed_at <= STEP_UP


def confirm(request: Asked, *, again: str) -> Answer | None:
    """The password or the passkey, if the form carries one, else the page that asks. Nothing once it fits."""
    form, errors = form_of(request), dict[str, str]()
    try:
        if passkey_of_form(request):
            if _passkey_fits(request):
                return None
            errors[PASSKEY] = _("That is not a passkey of yours that works here. Try once more, or use your password.")
        elif form.text(PASSWORD):
            if _fits(request, form.text(PASSWORD)):
                return None
            errors[PASSWORD] = _("That is not your password. Check it and try once more.")
    except TooManyTries as tries:
        return problem(request, status=429, template="problems/too_many.html", sentence=str(tries))
    carried = [] if again else _carried(request)
    return page(
        request,
        "confirm/show.html",
        status=422 if errors else 200,
        action=again or request.scope["path"],
        carried=carried,
        field=PASSWORD,
        has_files=not again and bool(form.files),
        errors=errors,
        room=signed_in(request).role in OWN_ROOM,
        by_passkey=asks_for(request, signed_in(request).account_id),
        minutes=int(STEP_UP.total_seconds() // 60),
    )


def note_confirmed(session: Session, request: Asked, *, at: datetime) -> None:
    """It was shown: by the password, or by whatever other way in calls this."""
    row = _row(session, request)
    if row is not None:
        row.confirmed_at = at
        session.add(row)


def _fits(request: Asked, password: str) -> bool:
    database, at, visitor = database_of(request), now(), signed_in(request)
    with reading(database) as session:
        account = session.get_one(Account, visitor.account_id)
        name, known = account.sign_in_name, account.password_hash
    address = request.client.host if request.client else ""
    with writing(database) as session:
        attempt = note_attempt(session, name=name, address=address, at=at)
    if not password_fits(password, known):
        return False
    with writing(database) as session:
        note_success(session, attempt)
        note_confirmed(session, request, at=at)
    return True


def _passkey_fits(request: Asked) -> bool:
    if not passkey_again(request, signed_in(request)):
        return False
    with writing(database_of(request)) as session:
        note_confirmed(session, request, at=now())
    return True


def _carried(request: Asked) -> list[tuple[str, str]]:
    form = form_of(request)
    return [
        (name, value) for name, said in form.fields.items() if name not in (PASSWORD, PASSKEY, FIELD) for value in said
    ]


def _row(session: Session, request: Asked) -> WebSession | None:
    token = request.cookies.get(cookie_name(settings_of(request)), "")
    return session.get(WebSession, sessions.digest_of(token)) if token else None
