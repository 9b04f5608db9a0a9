"""Every kind of answer a page can give: a page or its part, a way on, a file, and the ways we say no."""

from typing import Any
from urllib.parse import quote

from litestar import MediaType, Response
from litestar.status_codes import (
    HTTP_200_OK,
    HTTP_303_SEE_OTHER,
    HTTP_404_NOT_FOUND,
    HTTP_409_CONFLICT,
    HTTP_422_UNPROCESSABLE_ENTITY,
    HTTP_503_SERVICE_UNAVAILABLE,
)

from engine.out_of_reach import NOT_SAVED, NOT_SHOWN, because
from engine.refusals import NotFound, OutOfReach, Refusal, Stale
from engine.sayings import Saying
from web.asked import Asked, form_of, frame_of
from web.rendering import render

Answer = Response[str]

RETRY_AFTER = 30
"""Seconds after which a browser or a machine may ask again, when the records were out of reach."""


def page(
    request: Asked, template: str, *, part: str | None = None, status: int = HTTP_200_OK, **context: object
) -> Answer:
    """A page; or only its block `part`, when htmx asks for a part."""
    wanted = part if part and wants_part(request) else None
    return html(render(template, frame_of(request), part=wanted, **context), status=status)


def form_again(request: Asked, template: str, *, part: str | None = None, **context: object) -> Answer:
    """The same form once more, with what was typed and what to do about it. Nothing was saved."""
    if getattr(context.get("errors"), "try_later", False):
        return _later(page(request, template, part=part, status=HTTP_503_SERVICE_UNAVAILABLE, **context))
    return page(request, template, part=part, status=HTTP_422_UNPROCESSABLE_ENTITY, **context)


def wants_part(request: Asked) -> bool:
    """Whether htmx asks for a piece of the page that is open."""
    return request.headers.get("hx-request") == "true" and request.headers.get("hx-request-type") != "full"


def html(text: str, *, status: int = HTTP_200_OK) -> Answer:
    """Ready-made HTML."""
    return Response(text, status_code=status, media_type=MediaType.HTML)


def redirect(to: str) -> Answer:
    """The way on after something was saved. `to` is a path of ours: an address elsewhere raises ValueError."""
    if not is_our_path(to):
        raise ValueError(f"{to!r} is not a path of this application.")
    # A header carries only ASCII; what is percent-encoded already stays as it is.
    location = quote(to, safe="/?#&=%:;,+@!$'()*~[]")
    return Response("", status_code=HTTP_303_SEE_OTHER, headers={"location": location}, media_type=MediaType.TEXT)


def is_our_path(to: str) -> bool:
    """Whether a browser would stay with us when it follows this. `//`, a backslash or a control would lead away."""
    return to.startswith("/") and not to.startswith("//") and "\\" not in to and to.isprintable()


def download(content: bytes, *, filename: str, media_type: str) -> Response[bytes]:
    """A file to keep, under a name in any script."""
    return Response(
        content,
        media_type=media_type,
        headers={
            "content-disposition": disposition(filename),
            "content-security-policy": "sandbox; default-src 'none'",
        },
    )


def disposition(filename: str) -> str:
    """`attachment` with a plain name for old browsers and the real one beside it (RFC 6266)."""
    name = "".join(letter for letter in filename if letter.isprintable() and letter not in '/\\:*?"<>|').strip(" .")
    name = name[:150] or "download"
    plain = "".join(letter if letter.isascii() and letter not in "%;" else "_" for letter in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def refused(request: Asked, refusal: Refusal) -> Answer:
    """The refusal as a page, with its own sentences. What is not there and what is not yours look the same."""
    if isinstance(refusal, NotFound):
        return not_found(request, refusal.message)
    if isinstance(refusal, OutOfReach):
        return _later(
            problem(
                request,
                status=HTTP_503_SERVICE_UNAVAILABLE,
                template="problems/out_of_reach.html",
                sentence=_of_this_step(request, refusal.message),
                typed=typed_in(request),
            )
        )
    return problem(
        request,
        status=HTTP_409_CONFLICT,
        template="problems/refused.html",
        sentences=[reason.text for reason in refusal.reasons],
        since=list(refusal.since) if isinstance(refusal, Stale) else [],
    )


def not_found(request: Asked, sentence: str = "") -> Answer:
    """Nothing here, or not for this account. Says nothing of the record."""
    return problem(request, status=HTTP_404_NOT_FOUND, template="problems/not_found.html", sentence=sentence)


def typed_in(request: Asked) -> list[str]:
    """The sentences somebody typed into the form that arrived: shown again where nothing else keeps them."""
    form = form_of(request)
    if any("password" in name for name in form.fields):
        return []
    texts = [text for values in form.fields.values() for text in values]
    return [text for text in dict.fromkeys(texts) if " " in text.strip()]


def _of_this_step(request: Asked, message: str) -> str:
    """Whoever sent a form wants to know about the form, also when a page could not be read for it."""
    if request.method == "GET" or not isinstance(message, Saying) or message.values.get("what") != NOT_SHOWN:
        return message
    return because(NOT_SAVED, message.values["why"])


def _later(answer: Answer) -> Answer:
    answer.headers["retry-after"] = str(RETRY_AFTER)
    return answer


def problem(request: Asked, *, status: int, template: str, **context: Any) -> Answer:
    """A page that says what went wrong; for htmx only the message, to stand where the answer would have stood."""
    return page(request, template, part="message", status=status, **context)
