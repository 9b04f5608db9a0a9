"""The ways we say no, in sentences fit to show: what cannot happen, why, and what can be done instead."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.sayings import as_saying, say


@dataclass(frozen=True)
class Reason:
    """One sentence that stands in the way. `about` names the field or record it belongs to, for the page.

    The text is English, and a saying: the door can say it in the reader's language.
    """

    code: str
    text: str
    about: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", as_saying(self.text))


class Refusal(Exception):
    """Something cannot be done; the message can be shown to the person who asked, as it is."""

    def __init__(self, message: str = "", *, reasons: Sequence[Reason] = (), about: str | None = None) -> None:
        self.reasons = tuple(reasons) or (Reason("refused", message, about),)
        only = self.reasons[0].text if len(self.reasons) == 1 else ""
        self.message = as_saying(message) if message else only or " ".join(reason.text for reason in self.reasons)
        self.about = about
        super().__init__(self.message)


class NotFound(Refusal):
    """The record is not there, or not for this account: the two are never told apart."""

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message
            or say(
                "This page cannot be shown. Either there is nothing at this address, or it is not open to your account. "
                "Go back to your start page to find what you are looking for."
            )
        )


class Stale(Refusal):
    """The form was filled in on an older version of the record. `since` says what happened meanwhile."""

    def __init__(self, message: str, *, current: int, since: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.current = current
        self.since = tuple(since)


class OutOfReach(Refusal):
    """The records cannot be read or written just now, and the message says so. The same form may be sent again."""
