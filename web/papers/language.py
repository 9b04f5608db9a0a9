"""In which language a paper speaks: English, unless whoever it is for reads another."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace

from documents.tongue import printed_in
from web.frame import current_frame, speaking_as
from web.i18n import languages
from web.spoken import spoken

_language: ContextVar[str] = ContextVar("language_of_this_paper", default="en")


@contextmanager
def paper_in(language: str) -> Iterator[None]:
    """Papers made inside have their headings and labels in this language. What people said and wrote stays as it is."""
    token = _language.set(language if language in languages() else "en")
    try:
        with speaking_as(replace(current_frame(), language=paper_language())), printed_in(spoken):
            yield
    finally:
        _language.reset(token)


def paper_language() -> str:
    """The language of the paper being made."""
    return _language.get()
