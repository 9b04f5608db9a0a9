"""What a handler is handed: the request, and through it the form, the settings, the frame."""

from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from engine.database import Database, reading
from engine.refusals import OutOfReach
from engine.settings import Settings
from web.forms import Form
from web.frame import Frame
from web.i18n import languages, preferred

Asked = Request[Any, Any, State]
AnyConnection = ASGIConnection[Any, Any, Any, Any]


def settings_of(connection: AnyConnection) -> Settings:
    """The settings this application was made with."""
    found: Settings = connection.app.state.settings
    return found


def database_of(connection: AnyConnection) -> Database:
    """The agency's records. Open a transaction with `reading(...)` or `writing(...)`."""
    found: Database = connection.app.state.database
    return found


def is_ready(connection: AnyConnection) -> bool:
    """Whether the records can be read right now."""
    try:
        with reading(database_of(connection)) as session:
            session.execute(text("SELECT 1 FROM account WHERE 1 = 0"))
    except (SQLAlchemyError, OutOfReach):
        return False
    return True


def form_of(request: Asked) -> Form:
    """The posted form, already decoded and checked for forgery at the door."""
    found: Form = request.scope["state"].get("form") or Form()
    return found


def frame_of(connection: AnyConnection) -> Frame:
    """The frame of the page that answers. Made from the signed-in session where there is one, and plain where not."""
    made = connection.scope.get("state", {}).get("frame")
    if isinstance(made, Frame):
        return made
    settings = settings_of(connection)
    return Frame(
        language=spoken_before_sign_in(connection),
        path=connection.scope["path"],
        agency=settings.agency,
        time_zone=settings.time_zone,
        demo=settings.demo,
    )


def spoken_before_sign_in(connection: AnyConnection) -> str:
    """The language of pages nobody is signed in to: what the address says, else what the browser prefers."""
    asked = chosen_in_address(connection)
    return asked or preferred(connection.headers.get("accept-language", ""))


def chosen_in_address(connection: AnyConnection) -> str:
    """The language that was pressed on the sign-in page; empty where none was, or one we do not speak."""
    asked = connection.query_params.get("language", "")
    return asked if asked in languages() else ""
