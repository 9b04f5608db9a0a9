"""A one-time link: the first administrator's account, or a password for a new one. Opening it changes nothing."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlmodel import Session

from engine.accounts import Account
from engine.clock import now
from engine.database import reading, writing
from engine.passwords import password_hash
from engine.refusals import Refusal
from engine.set_up_links import link_for
from web.answers import Answer, form_again, page, redirect
from web.asked import Asked, database_of, form_of
from web.forms import Form
from web.i18n import gettext as _
from workflows import accounts


@get("/set-up/{token:str}", opt={"public": True}, sync_to_thread=True)
def show(request: Asked, token: FromPath[str]) -> Answer:
    """The form, while the link is good."""
    with reading(database_of(request)) as session:
        account = _whose(session, token)
    return page(request, "set_up/show.html", token=token, account=account, form=Form(), errors={})


@post("/set-up/{token:str}", opt={"public": True}, sync_to_thread=True)
def create(request: Asked, token: FromPath[str]) -> Answer:
    """The account can sign in from now on, or the form again. The digest is made before the transaction begins."""
    form, database = form_of(request), database_of(request)
    with reading(database) as session:
        account = _whose(session, token)
    name = form.text("sign_in_name") if account is None else account.sign_in_name
    if form.text("password") != form.text("again"):
        form.errors.add("again", _("The two passwords are not the same. Type the same one in both fields."))
    else:
        try:
            kept = password_hash(form.text("password"), sign_in_name=name)
            with writing(database) as session:
                _use(session, token, form, name=name, kept=kept, account_id=account.id if account else None)
            return redirect("/sign-in")
        except Refusal as refusal:
            form.errors.add_refusal(refusal, name="password")
    return form_again(request, "set_up/show.html", token=token, account=account, form=form, errors=form.errors)


def _whose(session: Session, token: str) -> Account | None:
    """The account of a good link; None for the first administrator's. Raises Refusal when it opens nothing."""
    account_id = link_for(session, token, at=now()).account_id
    return session.get(Account, account_id) if account_id else None


def _use(session: Session, token: str, form: Form, *, name: str, kept: str, account_id: UUID | None) -> None:
    if account_id is None:
        accounts.set_up_first_administrator(
            session, token, sign_in_name=name, name=form.line("name"), password_hash=kept, at=now()
        )
    else:
        accounts.choose_password(session, token, password_hash=kept, at=now())
