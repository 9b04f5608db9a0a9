"""A signature as pages show it: the row, the words that go with it, the picture, and every word said before the last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from documents.wording import language_name
from engine.originals import kinds_of
from engine.quotes import Spoken, quotes_by_id
from engine.rounds import Round, RoundKind, rounds_of
from engine.signatures import (
    Attempt,
    PartNotAgreed,
    Signature,
    SigningMethod,
    Slot,
    WitnessCall,
    attempts_of,
    fills,
    open_call,
    parts_not_agreed,
    signatures_of,
    slots_of,
)
from engine.words_beside import Beside
from web.signature_words import capacity_words, method_words, outcome_words, own_method_words, rendition_words


@dataclass(frozen=True)
class PartView:
    """A part that was not agreed with, and the signer's own words about it."""

    title: str
    words: Spoken | None


@dataclass(frozen=True)
class SignatureView:
    """One row, with all it points to."""

    row: Signature
    words: Spoken | None
    said: Spoken | None
    parts: tuple[PartView, ...]
    mark_kind: str
    words_open: bool = True
    """Whether the reader may read what was said with it. Where not, only that something was said is told."""

    @property
    def outcome(self) -> str:
        return outcome_words(self.row.outcome)

    @property
    def how(self) -> str:
        return method_words(self.row.method)

    @property
    def how_you(self) -> str:
        """The same, said to whoever signed."""
        return own_method_words(self.row.method)

    @property
    def as_whom(self) -> str:
        return capacity_words(self.row.capacity)

    @property
    def shown_as(self) -> str:
        return rendition_words(self.row.rendition)

    @property
    def language(self) -> str:
        """The language in which the text was shown."""
        return language_name(self.row.language)

    @property
    def seen_by(self) -> str:
        """Who saw it, and as what."""
        role = capacity_words(self.row.witness_capacity)
        return f"{self.row.witness}, {role}" if role else self.row.witness

    @property
    def fills(self) -> bool:
        """Whether its slot needs nothing more."""
        return fills(self.row)


@dataclass(frozen=True)
class SlotView:
    """One signature that is asked for: its last word, what was said before, and the tries to reach them."""

    slot: Slot
    last: SignatureView | None
    before: tuple[SignatureView, ...]
    attempts: tuple[Attempt, ...]
    call: WitnessCall | None

    @property
    def as_whom(self) -> str:
        return capacity_words(self.slot.capacity)

    @property
    def stands_for(self) -> str:
        """The capacity in whose place they are asked."""
        return capacity_words(self.slot.stands_for) if self.slot.stands_for else ""

    @property
    def done(self) -> bool:
        return self.last is not None and self.last.fills


def signing_round(session: Session, plan_id: UUID) -> Round | None:
    """The newest attempt at signing, under way or over."""
    return next((row for row in rounds_of(session, plan_id) if row.kind == RoundKind.SIGNING), None)


def slot_views(session: Session, current: Round, beside: Beside) -> list[SlotView]:
    """Every signature a round asks for, in its order."""
    slots = slots_of(session, current.id)
    rows = signature_views(session, current.version_id, beside)
    tries = attempts_of(session, [slot.id for slot in slots])
    found = []
    for slot in slots:
        said = [view for view in rows if view.row.slot_id == slot.id]
        call = None if current.ended_at else open_call(session, slot.id)
        last = said[-1] if said else None
        found.append(SlotView(slot, last, tuple(said[:-1]), tuple(tries.get(slot.id, ())), call))
    return found


def signature_views(session: Session, version_id: UUID, beside: Beside) -> list[SignatureView]:
    """Every signature, no and change of mind on a version, in order.

    Private words come without their characters; words that are not open to the reader do not come at all.
    """
    rows = signatures_of(session, version_id)
    parts = parts_not_agreed(session, [row.id for row in rows])
    ids = [row.words_quote_id for row in rows] + [row.said_quote_id for row in rows]
    ids += [part.words_quote_id for found in parts.values() for part in found]
    words = quotes_by_id(session, [identity for identity in ids if identity])
    kinds = kinds_of(session, [row.mark_id for row in rows if row.mark_id])
    return [_view(row, parts.get(row.id, ()), words, kinds, beside) for row in rows]


def speaks(row: Signature) -> bool:
    """Whether what they signed with may say more than that they did: a recording, or a page they wrote on."""
    return row.mark_id is not None and row.method not in (SigningMethod.DRAWN, SigningMethod.CHOSEN_MARK)


def _view(
    row: Signature,
    parts: Sequence[PartNotAgreed],
    words: Mapping[UUID, Spoken],
    kinds: Mapping[UUID, str],
    beside: Beside,
) -> SignatureView:
    is_open = beside.opens(row.account_id)
    kind = str(kinds.get(row.mark_id, "")) if row.mark_id else ""
    shown = words if is_open else {}
    says = speaks(row)
    said = bool(says or row.words_quote_id or row.said_quote_id or any(part.words_quote_id for part in parts))
    return SignatureView(
        row=row,
        words=shown.get(row.words_quote_id) if row.words_quote_id else None,
        said=shown.get(row.said_quote_id) if row.said_quote_id else None,
        parts=tuple(_part(part, shown) for part in parts),
        mark_kind=kind if is_open or not says else "",
        words_open=is_open or not said,
    )


def _part(part: PartNotAgreed, words: Mapping[UUID, Spoken]) -> PartView:
    return PartView(part.title, words.get(part.words_quote_id) if part.words_quote_id else None)
