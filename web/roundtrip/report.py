"""What became of one text, and of all of them."""

import json
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Literal

PATHS = ("database", "html", "word", "json", "csv", "backup")

Texts = dict[str, str | None]
"""What came back by each path; None where nothing did."""


@dataclass(frozen=True)
class Outcome:
    """One line of the answer. `changed` is never expected: a path gave back something else than went in."""

    id: str | int | None
    outcome: Literal["kept", "refused", "changed"]
    reason: str | None = None
    sha256: dict[str, str | None] = field(default_factory=lambda: dict.fromkeys(PATHS))

    def as_line(self) -> str:
        """In ASCII, so that no terminal and no reader can be turned by what an id holds."""
        return json.dumps(asdict(self))


@dataclass
class Totals:
    """How many of which."""

    kept: int = 0
    refused: int = 0
    changed: int = 0
    unreadable: int = 0

    def count(self, outcome: Outcome) -> None:
        """One more."""
        setattr(self, outcome.outcome, getattr(self, outcome.outcome) + 1)

    @property
    def sentence(self) -> str:
        """The whole, for whoever watches."""
        said = f"{self.kept:,} kept, {self.refused:,} refused"
        said += f", {self.changed:,} CAME BACK DIFFERENT" if self.changed else ""
        return said + (f"; of the refused, {self.unreadable:,} could not be read as a line" if self.unreadable else "")


def compared(identity: str | int | None, text: str, came_back: Texts) -> Outcome:
    """Kept when every path gave back exactly what went in."""
    digests = {path: None if came_back[path] is None else digest(came_back[path] or "") for path in PATHS}
    lost = [path for path in PATHS if came_back[path] != text]
    if lost:
        return Outcome(identity, "changed", f"Something else came back from: {', '.join(lost)}.", digests)
    return Outcome(identity, "kept", None, digests)


def digest(text: str) -> str:
    """Of the UTF-8 bytes, in hex."""
    return sha256(text.encode("utf-8")).hexdigest()
