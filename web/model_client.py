"""The one file that speaks to a model's server. It sends two texts and gives back one, or says in a sentence why not.

Nothing is followed elsewhere: no redirect, no proxy from the environment, no setting of the library's own from it. What is sent
and what comes back is never logged.
"""

import json
from collections.abc import Callable, Iterator
from time import monotonic
from typing import Any

import httpx2
from openai import APIConnectionError, APIStatusError, APITimeoutError, OpenAI, OpenAIError
from openai.types.chat import ChatCompletion
from pydantic import ValidationError

from engine.settings import Settings
from workflows.suggesting.answer import schema
from workflows.suggesting.calling import Call, Question

ATTEMPTS = 3
LONGEST_PAUSE = 20.0
"""Seconds that are waited at most before asking again, whatever the server says."""

MOST_BYTES = 2_000_000
"""Of one answer, with everything around it."""

_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})

Note = Callable[[int, Call], None]
Sleep = Callable[[float], None]


def ask(settings: Settings, question: Question, *, note: Note, sleep: Sleep) -> Call:
    """Ask, and ask again where that may help. `note` is told of every call that was made, with its number."""
    deadline = monotonic() + settings.model_seconds
    shaped, call = True, Call("failed", "The model was not asked.")
    with _client(settings) as client:
        for attempt in range(1, ATTEMPTS + 1):
            call, again, pause = _once(client, settings, question, shaped=shaped, deadline=deadline)
            note(attempt, call)
            if not again or monotonic() + pause >= deadline:
                break
            shaped = shaped and call.outcome != "shape not understood"
            sleep(pause)
    return call


def knock(settings: Settings) -> str:
    """What is wrong with the server, or "". Sends nothing about anybody."""
    try:
        with _client(settings, seconds=5) as client:
            offered = [row.id for row in client.models.list()]
    except APIStatusError as problem:
        return _status(problem.status_code)
    except APITimeoutError:
        return "The server did not answer within 5 seconds."
    except (APIConnectionError, OpenAIError, ValueError):
        return "The server cannot be reached."
    if settings.model_name not in offered:
        return f"The server does not offer {settings.model_name}."
    return ""


def _client(settings: Settings, *, seconds: float | None = None) -> OpenAI:
    limit = seconds or float(settings.model_seconds)
    return OpenAI(
        api_key=settings.model_key.get_secret_value() or "none",
        base_url=settings.model_address,
        organization=None,
        project=None,
        max_retries=0,
        timeout=httpx2.Timeout(limit, connect=min(limit, 10.0)),
        http_client=httpx2.Client(
            follow_redirects=False, trust_env=False, event_hooks={"request": [_say_nothing_about_us]}
        ),
    )


def _say_nothing_about_us(request: httpx2.Request) -> None:
    """The library would tell the machine's system, processor and versions with every call."""
    # The library reads its own mark for a raw answer from the request again; it tells nothing.
    told = [name for name in request.headers if name.lower().startswith("x-stainless") and "raw" not in name.lower()]
    for name in told:
        del request.headers[name]
    request.headers["user-agent"] = "ownwords"


def _once(
    client: OpenAI, settings: Settings, question: Question, *, shaped: bool, deadline: float
) -> tuple[Call, bool, float]:
    """One call: how it ended, whether asking again may help, and after how many seconds."""
    body: dict[str, Any] = {
        "model": settings.model_name,
        "messages": [
            {"role": "system", "content": question.rules},
            {"role": "user", "content": question.asked},
        ],
        "temperature": 0,
    }
    if shaped:
        shape = {"name": "suggestions", "strict": True, "schema": schema()}
        body["response_format"] = {"type": "json_schema", "json_schema": shape}
    try:
        with client.chat.completions.with_streaming_response.create(
            **body, timeout=max(0.1, deadline - monotonic())
        ) as answer:
            return _read(b"".join(_bytes(answer.iter_bytes(), deadline))), False, 0.0
    except _TooMuch:
        return Call("too large", "The answer is larger than 2 MB, so it was not read."), False, 0.0
    except (_TooLong, APITimeoutError):
        seconds = settings.model_seconds
        return Call("too slow", f"The model did not finish within {seconds} seconds, so nothing was taken."), False, 0.0
    except APIStatusError as problem:
        return _refused(problem, shaped=shaped)
    except (APIConnectionError, httpx2.HTTPError):
        return Call("no connection", "The connection to the model broke before the answer was whole."), True, 1.0
    except (OpenAIError, UnicodeError, ValueError):
        return Call("not understood", "The server answered in a way that could not be read."), False, 0.0


class _TooMuch(Exception):
    pass


class _TooLong(Exception):
    pass


def _bytes(chunks: Iterator[bytes], deadline: float) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > MOST_BYTES:
            raise _TooMuch
        if monotonic() > deadline:
            raise _TooLong
        yield chunk


def _read(raw: bytes) -> Call:
    try:
        said = ChatCompletion.model_validate(json.loads(raw))
    except (ValueError, ValidationError, RecursionError):
        return Call("not understood", "The server answered in a way that could not be read.")
    choice = said.choices[0] if said.choices else None
    usage = said.usage
    counted = (usage.prompt_tokens, usage.completion_tokens) if usage else (None, None)
    model = "".join(letter for letter in said.model if letter.isprintable())[:120]
    if choice is None or choice.message.refusal or not (choice.message.content or "").strip():
        return Call("no answer", "The model gave no answer.", model, "", *counted)
    if choice.finish_reason == "length":
        return Call(
            "cut off",
            "The model stopped in the middle of its answer, so nothing was taken from it.",
            model,
            "",
            *counted,
        )
    return Call("answered", "", model, str(choice.message.content), *counted)


def _refused(problem: APIStatusError, *, shaped: bool) -> tuple[Call, bool, float]:
    code = problem.status_code
    if shaped and code in (400, 404, 415, 422, 501) and b"response_format" in _body(problem):
        said = "The server does not take the shape of an answer; it was asked again without."
        return Call("shape not understood", said), True, 0.0
    return Call(f"status {code}", _status(code)), code in _AGAIN, _pause(problem)


def _body(problem: APIStatusError) -> bytes:
    try:
        return problem.response.content[:20_000]
    except (httpx2.HTTPError, RuntimeError):
        return b""


def _pause(problem: APIStatusError) -> float:
    said = problem.response.headers.get("retry-after", "")
    return min(float(said), LONGEST_PAUSE) if said.isascii() and said.isdigit() else 1.0


def _status(code: int) -> str:
    if 300 <= code < 400:
        return "The server points to another address. Nothing is sent there; set OWNWORDS_MODEL_ADDRESS to where it really is."
    known = {
        400: "The server did not take the request.",
        401: "The server does not know the key.",
        403: "The server does not let this key in.",
        404: "The server has nothing at this address, or no model of this name.",
        408: "The server gave up waiting.",
        413: "The text is too large for the server.",
        429: "The server is asked too often just now.",
    }
    return known.get(
        code, f"The server had a problem of its own ({code})." if code >= 500 else f"The server answered {code}."
    )
