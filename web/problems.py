"""What happens when something goes wrong: a sentence that is true about saved work, never a stack trace."""

from typing import Any

import structlog
from litestar.exceptions import HTTPException
from litestar.status_codes import (
    HTTP_400_BAD_REQUEST,
    HTTP_404_NOT_FOUND,
    HTTP_405_METHOD_NOT_ALLOWED,
    HTTP_413_REQUEST_ENTITY_TOO_LARGE,
    HTTP_500_INTERNAL_SERVER_ERROR,
)

from engine.clock import now
from engine.refusals import NotFound, Refusal
from web.answers import Answer, not_found, problem, refused
from web.asked import Asked, database_of
from web.csrf import Forged, on_forged
from web.identity import (
    KeptToTheRoom,
    Locked,
    NotSignedIn,
    maybe_signed_in,
    on_kept_to_the_room,
    on_locked,
    on_not_signed_in,
)
from web.logs import passed_through
from workflows.attempts import note_attempt
from workflows.giving import AnsweredForAnother

log = structlog.get_logger("ownwords.web")


def on_refusal(request: Asked, refusal: Refusal) -> Answer:
    """The engine said no, in a sentence fit to show. Who tried to answer for somebody else is noted, too."""
    visitor = maybe_signed_in(request)
    if isinstance(refusal, AnsweredForAnother) and visitor is not None:
        note_attempt(database_of(request), visitor.actor, refusal, at=now())
        return refused(request, NotFound())
    return refused(request, refusal)


def on_http_exception(request: Asked, error: HTTPException) -> Answer:
    """What the framework found before any page of ours ran. Nothing was saved in any of these cases."""
    if error.status_code == HTTP_404_NOT_FOUND:
        return not_found(request)
    if error.status_code >= HTTP_500_INTERNAL_SERVER_ERROR:
        return on_failure(request, error)
    templates = {
        HTTP_405_METHOD_NOT_ALLOWED: "problems/wrong_method.html",
        HTTP_413_REQUEST_ENTITY_TOO_LARGE: "problems/too_large.html",
    }
    template = templates.get(error.status_code)
    if template is None:
        # A path or query that does not parse names nothing of ours; saying more would only help a guesser.
        return problem(request, status=HTTP_400_BAD_REQUEST, template="problems/not_understood.html")
    answer = problem(request, status=error.status_code, template=template)
    answer.headers.update({name: value for name, value in (error.headers or {}).items() if name.lower() == "allow"})
    return answer


def on_failure(request: Asked, error: Exception) -> Answer:
    """Our own mistake. The transaction was rolled back, so what was saved before is as it was."""
    log.error(
        "page failed", path=request.scope["path"], method=request.scope["method"], passed_through=passed_through(error)
    )
    return problem(request, status=HTTP_500_INTERNAL_SERVER_ERROR, template="problems/failed.html")


HANDLERS: dict[Any, Any] = {
    Refusal: on_refusal,
    NotSignedIn: on_not_signed_in,
    Locked: on_locked,
    KeptToTheRoom: on_kept_to_the_room,
    Forged: on_forged,
    HTTPException: on_http_exception,
    Exception: on_failure,
}
