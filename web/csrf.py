"""Whether a form that arrives was sent from our own open page. Runs before every page that changes something."""

from asyncio import to_thread
from hmac import compare_digest
from typing import Any
from urllib.parse import urlsplit

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from web.answers import Answer, problem, typed_in
from web.asked import AnyConnection, Asked, settings_of
from web.forms import Form, read_form

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FIELD = "csrf_token"
SMALL = 64 * 1024


class Forged(Exception):
    """The form did not come from a page of ours in this session."""


async def check_forgery(connection: ASGIConnection[Any, Any, Any, Any], _handler: BaseRouteHandler) -> None:
    """A guard for the whole application, after `who_is_asking`. Leaves the decoded form on the request."""
    if not isinstance(connection, Request) or connection.method in SAFE_METHODS:
        return
    _check_where_it_came_from(connection)
    body = await connection.body()
    content_type = connection.headers.get("content-type", "")
    if len(body) > SMALL:
        form = await to_thread(read_form, content_type, body)
    else:
        form = read_form(content_type, body)
    connection.scope["state"]["form"] = form
    _check_token(connection, form)


def on_forged(request: Asked, _error: Forged) -> Answer:
    """Nothing was saved, and how to go on."""
    return problem(request, status=403, template="problems/forged.html", typed=typed_in(request))


def _check_where_it_came_from(connection: AnyConnection) -> None:
    """Browsers say where a form came from: `Sec-Fetch-Site` on secure addresses, `Origin` everywhere."""
    site = connection.headers.get("sec-fetch-site")
    origin = connection.headers.get("origin")
    if site is not None and site != "same-origin":
        raise Forged
    if origin is not None and not _is_ours(connection, origin):
        raise Forged
    if site is None and origin is None:
        raise Forged


def _is_ours(connection: AnyConnection, origin: str) -> bool:
    ours = {connection.headers.get("host", ""), urlsplit(settings_of(connection).address).netloc}
    try:
        return urlsplit(origin).netloc in ours - {""}
    except ValueError:
        return False


def _check_token(connection: AnyConnection, form: Form) -> None:
    """Only a session has a token, a locked one too; before that, where the form came from is what counts."""
    state = connection.scope["state"]
    visitor = state.get("signed_in") or state.get("locked")
    sent = form.fields.get(FIELD, ("",))[0]
    if visitor is not None and not compare_digest(sent.encode(), visitor.csrf.encode()):
        raise Forged
