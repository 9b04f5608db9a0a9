"""The browser's door: puts settings, records, pages and answers together, once."""

from collections.abc import Sequence

from litestar import Litestar, Router
from litestar.datastructures import State
from litestar.types import ControllerRouterHandler

from engine.database import Database, open_database
from engine.settings import Settings
from web.csrf import check_forgery
from web.identity import must_be_signed_in, who_is_asking
from web.last_visits import LastVisits
from web.logs import keep_logs
from web.pages import ROUTES
from web.problems import HANDLERS
from web.security_headers import add_security_headers

LARGEST_FORM = 2 * 1024 * 1024
"""Bytes. A page that takes a file says its own limit with `request_max_body_size`."""


def create_app(
    settings: Settings, *, database: Database | None = None, more_routes: Sequence[ControllerRouterHandler] = ()
) -> Litestar:
    """The whole product as one ASGI application. Opens the records of the settings unless it is handed some."""
    keep_logs()
    records = database or open_database(settings.url)
    return Litestar(
        # One router, registered once: handed over one by one, two handlers of one address would make Litestar
        # wrap the first of them for its thread twice, and every answer of it would be a coroutine.
        route_handlers=[Router(path="/", route_handlers=[*ROUTES, *more_routes])],
        exception_handlers=HANDLERS,
        guards=[who_is_asking, check_forgery, must_be_signed_in],
        before_send=[add_security_headers],
        request_max_body_size=LARGEST_FORM,
        state=State({"settings": settings, "database": records, "last_visits": LastVisits(records)}),
        openapi_config=None,
        logging_config=None,
        debug=False,
    )
