"""Whether what a guardian or supporter has open is still theirs to read: one mark, the same for every reason why not."""

from litestar import Response, get
from litestar.status_codes import HTTP_200_OK

from engine.access_marks import access_mark
from engine.clock import today
from engine.database import reading
from web.asked import Asked, database_of, settings_of
from web.identity import signed_in


@get("/still-open", opt={"unseen": True}, sync_to_thread=True)
def show(request: Asked) -> Response[dict[str, str]]:
    """The mark as it is now. Asking keeps nobody signed in."""
    with reading(database_of(request)) as session:
        mark = access_mark(session, signed_in(request).visitor, on=today(settings_of(request).time_zone))
    return Response({"mark": mark}, status_code=HTTP_200_OK)
