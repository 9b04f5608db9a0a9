"""The copy of a clip or picture is made apart; the server itself never opens one."""

import json
import sys

from documents.apart import read_apart
from documents.media.kinds import Prepared, recognised, refused

LONGEST_WAIT = 60
"""Seconds until a file that keeps its reader busy is given up."""

MOST_MEMORY = 1_500_000_000
"""Bytes of address space of the child."""


def prepare(content: bytes) -> Prepared:
    """The copy to show, made in the child. Raises Refusal for every file that cannot be kept, in a sentence."""
    recognised(content)
    done = read_apart("documents.media.child:serve", content, seconds=LONGEST_WAIT, memory=MOST_MEMORY)
    head, _, shown = (done or b"").partition(b"\n")
    if not head:
        raise _given_up()
    said = json.loads(head)
    if "refused" in said:
        raise refused(said["refused"]["code"], said["refused"]["text"])
    return Prepared(**said, shown=shown)


def serve() -> None:
    """The child: one file from standard input; a line of JSON and the copy to standard output."""
    from engine.refusals import Refusal

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


def _given_up() -> Exception:
    return refused(
        "unreadable",
        "This file could not be opened: reading it took too long or too much memory. It may be damaged. Record it once "
        "more, or send it in another format.",
    )
