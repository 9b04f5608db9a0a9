"""Keeps a serving process small: threads share their freed memory instead of each holding on to its own."""

import ctypes
import os
import sys

_ARENA_MAX = -8  # M_ARENA_MAX of glibc's malloc.h
_ARENAS = 2


def share_freed_memory() -> None:
    """Call before threads begin. glibc gives every thread a heap of its own, up to eight for each core; others do not."""
    if sys.platform != "linux" or "MALLOC_ARENA_MAX" in os.environ:
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_ARENA_MAX, _ARENAS)
