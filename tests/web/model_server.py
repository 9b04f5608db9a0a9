"""A model's server that does as a test tells it: it answers over real HTTP, well or in every bad way that servers have."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behave = Callable[["Asked"], None]


@dataclass
class Asked:
    """One request, and the ways to answer it."""

    handler: BaseHTTPRequestHandler
    body: dict[str, Any]
    headers: dict[str, str]

    @property
    def question(self) -> str:
        """What the model is asked, without the rules."""
        return str(self.body["messages"][1]["content"])

    @property
    def lines(self) -> dict[str, dict[str, Any]]:
        """The numbered lines by their number."""
        rows = [json.loads(row) for row in self.question.splitlines() if row.startswith('{"line"')]
        return {row["line"]: row for row in rows}

    def line(self, part_of_text: str) -> str:
        """The number of the line that holds this text."""
        return next(ref for ref, row in self.lines.items() if part_of_text in row.get("text", ""))

    def say(self, content: object, **more: Any) -> None:
        """A whole, well-formed answer with this content."""
        text = content if isinstance(content, str) else json.dumps(content)
        self.raw(200, json.dumps(completion(text, **more)).encode())

    def raw(self, status: int, body: bytes, **headers: str) -> None:
        """Exactly these bytes."""
        self.handler.send_response(status)
        self.handler.send_header("content-type", "application/json")
        self.handler.send_header("content-length", str(len(body)))
        for name, value in headers.items():
            self.handler.send_header(name.replace("_", "-"), value)
        self.handler.end_headers()
        self.handler.wfile.write(body)

    def half(self, body: bytes) -> None:
        """The first half, and then the line goes dead."""
        self.handler.send_response(200)
        self.handler.send_header("content-type", "application/json")
        self.handler.send_header("content-length", str(len(body)))
        self.handler.end_headers()
        self.handler.wfile.write(body[: len(body) // 2])
        self.handler.wfile.flush()
        self.handler.connection.shutdown(socket.SHUT_RDWR)

    def endless(self, piece: bytes, stop: threading.Event) -> None:
        """Piece after piece, until the other side has had enough."""
        self.handler.send_response(200)
        self.handler.send_header("content-type", "application/json")
        self.handler.end_headers()
        try:
            while not stop.is_set():
                self.handler.wfile.write(piece)
        except OSError:
            pass

    def reset(self) -> None:
        """Nothing at all: the connection is cut."""
        self.handler.connection.shutdown(socket.SHUT_RDWR)


@dataclass
class ModelServer:
    """Where it is, what it was asked, and what it does next. The last behaviour stays."""

    address: str = ""
    asked: list[Asked] = field(default_factory=list)
    behaviours: list[Behave] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def will(self, *behaviours: Behave) -> None:
        """What it does, one request after another."""
        self.behaviours = list(behaviours)

    def next(self) -> Behave:
        """The behaviour for this request."""
        return self.behaviours.pop(0) if len(self.behaviours) > 1 else self.behaviours[0]


def completion(content: str, **more: Any) -> dict[str, Any]:
    """The envelope around an answer."""
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}} | more
    return {
        "id": "c",
        "object": "chat.completion",
        "created": 1,
        "model": "paper-lantern-1",
        "choices": [choice],
        "usage": {"prompt_tokens": 120, "completion_tokens": 34, "total_tokens": 154},
    }


def answer(**lists: Any) -> dict[str, Any]:
    """An answer in its shape, with these lists filled."""
    return {"places": [], "lines": [], "updates": [], "reading": []} | lists


def new_line(kind: str, part: str, sources: list[str], **fields: str) -> dict[str, Any]:
    """One worded line."""
    named = [{"name": name, "text": text} for name, text in fields.items()]
    return {"label": "S1", "part": part, "kind": kind, "under": "", "fields": named, "sources": sources}


@contextmanager
def model_server() -> Iterator[ModelServer]:
    """A server on a port of its own, for the length of a test."""
    state = ModelServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            asked = Asked(self, body, {name.lower(): value for name, value in self.headers.items()})
            state.asked.append(asked)
            state.next()(asked)

        def do_GET(self) -> None:
            listed = {
                "object": "list",
                "data": [{"id": "paper-lantern-1", "object": "model", "created": 1, "owned_by": "x"}],
            }
            Asked(self, {}, {}).raw(200, json.dumps(listed).encode())

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    state.address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield state
    finally:
        state.stop.set()
        server.shutdown()
        server.server_close()
        thread.join()
