"""Staff text as it may be shown: what is not proved is marked in it, on every screen and paper alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from sqlmodel import Session

from engine.guard import Finding
from engine.items import Item
from engine.plans import Plan
from engine.versions import Version
from web.papers.quotes import staff_text
from workflows.content import Content
from workflows.proving import Proof, proof, require_as_frozen, so_called

Shown = TypeVar("Shown")
"""A quote as a page or a paper takes it."""

NOT_SHOWN = "not shown to be anyone’s words yet"


@dataclass(frozen=True)
class Guarded(Generic[Shown]):
    """One version's staff text, held against everything that was captured."""

    held: Proof
    content: Content
    spoken: Mapping[UUID, Shown]

    def text(self, item: Item, field: str) -> str:
        """A field of a line: references point to the words below, and what is open says so."""
        return staff_text(self.stored(item, field), self.spoken)

    def stored(self, item: Item, field: str) -> str:
        """A field as it is stored, with its references, and with what is open marked."""
        stored = item.details.get(field)
        if not isinstance(stored, str):
            return "" if stored is None else str(stored)
        linked = self.content.quotes_at(item)
        return marked(stored, self.held.examine(stored, linked=linked))

    def other(self, text: str) -> str:
        """Text that belongs to no line: a reason, a decision, what was offered."""
        return marked(text, self.held.examine(text))

    def name(self, text: str) -> str:
        """A name, a place, a relation: nicknames and brands in quotation marks stand as they are."""
        return marked(text, [finding for finding in self.held.examine(text) if not so_called(finding)])


def guarded(
    session: Session, plan: Plan, version: Version, content: Content, spoken: Mapping[UUID, Shown]
) -> Guarded[Shown]:
    """Raises Refusal, naming the passage, where a frozen version does not hold the text that was proved and shared."""
    require_as_frozen(session, plan, version, content)
    return Guarded(proof(session, plan, content, frozen_at=version.frozen_at), content, spoken)


def marked(text: str, findings: Sequence[Finding]) -> str:
    """The text with each open passage in brackets that say so."""
    pieces: list[str] = []
    place = 0
    for finding in findings:
        if finding.start < place:
            continue
        pieces += [text[place : finding.start], f"[{NOT_SHOWN}: {text[finding.start : finding.end]}]"]
        place = finding.end
    return "".join([*pieces, text[place:]])
