"""For machines that watch: is the process alive, and can it reach the records?"""

import structlog
from litestar import MediaType, Response, get

from web.asked import Asked, is_ready

log = structlog.get_logger("ownwords.health")


@get("/health/live", opt={"public": True, "frameless": True}, media_type=MediaType.TEXT, sync_to_thread=False)
def live() -> str:
    """The process answers."""
    return "alive\n"


@get("/health/ready", opt={"public": True, "frameless": True}, media_type=MediaType.TEXT, sync_to_thread=True)
def ready(request: Asked) -> Response[str]:
    """The records can be read. Says no more than that: the address is open to everybody."""
    if is_ready(request):
        return Response("ready\n", media_type=MediaType.TEXT)
    return Response("the records cannot be read\n", status_code=503, media_type=MediaType.TEXT)
