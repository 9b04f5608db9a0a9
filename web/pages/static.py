"""Style, script, fonts. An address names the content, so a browser may keep it for ever."""

from pathlib import PurePosixPath

from litestar import Response, get
from litestar.params import FromPath

from engine.refusals import NotFound
from web.asked import Asked
from web.static_files import PREFIX, by_url


@get("/static/{name:path}", opt={"public": True, "frameless": True}, sync_to_thread=False)
def show(request: Asked, name: FromPath[PurePosixPath]) -> Response[bytes]:
    """One file, packed where the browser can unpack it."""
    file = by_url().get(PREFIX + str(name).lstrip("/"))
    if file is None:
        raise NotFound
    headers = {"cache-control": "public, max-age=31536000, immutable", "vary": "Accept-Encoding"}
    if file.zipped is not None and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(file.zipped, media_type=file.media_type, headers={**headers, "content-encoding": "gzip"})
    return Response(file.content, media_type=file.media_type, headers=headers)
