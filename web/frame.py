"""What stands around every page: who looks, in which language, and the form token. Small, and the same everywhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from web.reading_choices import Reading


@dataclass(frozen=True)
class Place:
    """One entry of the list at the left. `here` is true while the visitor is inside it."""

    label: str
    href: str
    here: bool = False


@dataclass(frozen=True)
class Viewer:
    """Who is signed in, as the frame shows them."""

    name: str
    role: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Frame:
    """Handed to every template as `frame`. It needs no session, so the pages that say “not found” can use it too.

    `handed_over_by` names whose device it is while the person has it; `locks_after` is in seconds without a touch, 0 where no session stands behind the page.
    `passkeys_at` is the one address at which passkeys work, empty where they work at none.
    """

    language: str = "en"
    csrf: str = ""
    viewer: Viewer | None = None
    handed_over_by: str = ""
    helped: bool = False
    account: str = ""
    locks_after: int = 0
    passkeys_at: str = ""
    path: str = "/"
    agency: str = "Ownwords"
    time_zone: str = "UTC"
    demo: bool = False
    access_mark: str = ""
    reading: Reading | None = None
    """How whoever reads in the person’s room likes to read; None on staff pages."""


frame_of_this_page: ContextVar[Frame | None] = ContextVar("frame_of_this_page", default=None)
"""Set while a template is rendered, so that macros, filters and gettext know the language without being told."""


@contextmanager
def speaking_as(frame: Frame) -> Iterator[None]:
    """Sentences made before the page is rendered are in its language too."""
    token = frame_of_this_page.set(frame)
    try:
        yield
    finally:
        frame_of_this_page.reset(token)


def current_frame() -> Frame:
    """The frame of the page being rendered, or a plain one."""
    return frame_of_this_page.get() or Frame()
