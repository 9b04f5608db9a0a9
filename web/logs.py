"""What the program writes down about itself: JSON lines on standard error, and never a person's words.

An exception's message and its local variables can hold anything that was typed, so a failure is noted by its type and
the lines of code it passed through. That is enough to find it, and safe to send to somebody who may not read the record.
"""

import logging
import sys
import traceback
from types import TracebackType

import structlog


def keep_logs() -> None:
    """Sets the form of the log for this process. Calling it again changes nothing."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )


def passed_through(error: BaseException) -> list[str]:
    """Types and places of an exception and of what caused it, innermost last; no message and no value."""
    lines = [f"{type(error).__module__}.{type(error).__qualname__}", *_places(error.__traceback__)]
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None and cause is not error:
        lines += ["caused by", *passed_through(cause)]
    return lines


def _places(found: TracebackType | None) -> list[str]:
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(found)]
