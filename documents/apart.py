"""A file from outside is opened in a process of its own, with little memory and little time: decoders have holes."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).parents[1]


def read_apart(function: str, content: bytes, *, seconds: int, memory: int) -> bytes | None:
    """What a function of ours writes to standard output, given the file on standard input, in a process of its own.

    `function` is `module:name`; `memory` is in bytes of address space. None when it took too long or broke down.
    """
    module, _, name = function.partition(":")
    code = f"from documents.apart import with_little; with_little({seconds}, {memory}); from {module} import {name}; {name}()"
    try:
        done = subprocess.run(  # noqa: S603 - our own code, and the name of one of our own functions
            [sys.executable, "-c", code],
            cwd=_ROOT,
            env={"PYTHONPATH": str(_ROOT), "PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
            input=content,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 else None


def with_little(seconds: int, memory: int) -> None:
    """Limits that the system holds, where it has them (not on Windows). No file can be written."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
