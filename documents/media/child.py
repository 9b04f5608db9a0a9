"""A file from outside is opened in a process of its own, with little memory and little time: decoders have holes."""

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

from documents.media.kinds import Prepared, recognised, refused

LONGEST_WAIT = 60
"""Seconds until a file that keeps its reader busy is given up."""

MOST_MEMORY = 1_500_000_000
"""Bytes of address space of the child."""

_ROOT = Path(__file__).parents[2]


def prepare(content: bytes) -> Prepared:
    """The copy to show, made in the child. Raises Refusal for every file that cannot be kept, in a sentence."""
    recognised(content)
    try:
        done = subprocess.run(
            [sys.executable, "-c", "from documents.media.child import serve; serve()"],
            cwd=_ROOT,
            env={"PYTHONPATH": str(_ROOT), "PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
            input=content,
            capture_output=True,
            timeout=LONGEST_WAIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _given_up() from None
    head, _, shown = done.stdout.partition(b"\n")
    if done.returncode != 0 or not head:
        raise _given_up()
    said = json.loads(head)
    if "refused" in said:
        raise refused(said["refused"]["code"], said["refused"]["text"])
    return Prepared(**said, shown=shown)


def serve() -> None:
    """The child: one file from standard input; a line of JSON and the copy to standard output."""
    from engine.refusals import Refusal

    _with_little()
    content = sys.stdin.buffer.read()
    try:
        made = _prepared(content)
    except Refusal as refusal:
        reason = refusal.reasons[0]
        sys.stdout.buffer.write(json.dumps({"refused": {"code": reason.code, "text": reason.text}}).encode() + b"\n")
        return
    head = {name: getattr(made, name) for name in ("kind", "media_type", "shown_type", "seconds")}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + made.shown)


def _prepared(content: bytes) -> Prepared:
    """The libraries are loaded here only: the server itself never opens a file with them."""
    kind = recognised(content)
    if kind.kind == "picture":
        from documents.media.pictures import shown_picture

        return shown_picture(content, kind)
    from documents.media.clips import shown_clip

    return shown_clip(content, kind)


def _with_little() -> None:
    """Limits that the system holds, where it has them (not on Windows)."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_WAIT, LONGEST_WAIT))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _given_up() -> Exception:
    return refused(
        "unreadable",
        "This file could not be opened: reading it took too long or too much memory. It may be damaged. Record it once "
        "more, or send it in another format.",
    )
