"""How the person is reminded: one press says how, one more how often, and one stops them."""

from litestar import get, post
from sqlmodel import Session

from engine.accounts import Account, Role
from engine.database import reading, writing
from engine.refusals import NotFound
from engine.reminders import How, choice_of
from web.answers import Answer, page, redirect
from web.asked import Asked, database_of, form_of, settings_of
from web.identity import signed_in
from web.sent import command_fields, command_of
from web.signed_in import SignedIn
from workflows import reminders


@get("/my-plan/reminders", sync_to_thread=True)
def show(request: Asked) -> Answer:
    """What was chosen, and the ways there are. Mail is among them where there is an address and a server."""
    visitor = _own(request)
    with reading(database_of(request)) as session:
        choice = choice_of(session, visitor.account_id)
        return page(
            request,
            "my_plan/reminders.html",
            chosen=choice.how if choice else "",
            every=choice.every_days if choice else None,
            by_mail=_has_mail(session, request, visitor),
            command=command_fields,
        )


@post("/my-plan/reminders", sync_to_thread=True)
def choose(request: Asked) -> Answer:
    """One press. Whoever wants none is asked nothing more."""
    visitor, pressed = _own(request), form_of(request).text("how")
    if pressed not in set(How):
        raise NotFound
    with writing(database_of(request)) as session:
        if pressed == How.MAIL and not _has_mail(session, request, visitor):
            raise NotFound
        reminders.choose(session, command_of(request), how=How(pressed))
    return redirect("/my-plan/reminders" if pressed == How.NONE else "/my-plan/reminders/often")


@get("/my-plan/reminders/often", sync_to_thread=True)
def how_often(request: Asked) -> Answer:
    """Every two days, every week, every two weeks, or once."""
    visitor = _own(request)
    with reading(database_of(request)) as session:
        choice = choice_of(session, visitor.account_id)
    if choice is None or choice.how == How.NONE:
        return redirect("/my-plan/reminders")
    return page(request, "my_plan/reminders_often.html", every=choice.every_days, command=command_fields)


@post("/my-plan/reminders/often", sync_to_thread=True)
def choose_how_often(request: Asked) -> Answer:
    """It is kept, and the page says what was chosen."""
    _own(request)
    typed = form_of(request).text("often")
    if typed not in {str(days) for days in reminders.EVERY}:
        raise NotFound
    with writing(database_of(request)) as session:
        reminders.choose(session, command_of(request), every_days=int(typed))
    return redirect("/my-plan/reminders")


def _own(request: Asked) -> SignedIn:
    visitor = signed_in(request)
    if visitor.role != Role.PARTICIPANT:
        raise NotFound
    return visitor


def _has_mail(session: Session, request: Asked, visitor: SignedIn) -> bool:
    account = session.get(Account, visitor.account_id)
    return bool(settings_of(request).smtp_host and account is not None and account.email)
