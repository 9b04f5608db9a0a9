"""Between staff text and the person's words: which quotes a plan may use, and how passages become references to them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from engine import guard, kinds
from engine.items import Item, ItemQuote
from engine.plans import Plan
from engine.quotes import Attribution, Spoken, quotes_of
from engine.refusals import NotFound, Reason, Refusal
from engine.words import exactly


@dataclass(frozen=True)
class Linked:
    """Checked details (a field's length is that of its references, not of the quotes), their staff text with references in place of equal quotations, and the quotes used inside."""

    details: dict[str, Any]
    used: tuple[UUID, ...]


def linked(
    session: Session, plan: Plan, kind: str, details: Mapping[str, Any], *, already: Iterable[UUID] = ()
) -> Linked:
    """Only the person's own words become references by themselves; another's words stay linked once somebody did it.

    `already` are quotes the line refers to: of two quotes with the same words, the one referred to is kept.
    """
    said = quotes_of(session, plan.person_id, private_too=True)
    words = _words(said, frozenset(already))
    with_references: dict[str, Any] = dict(details)
    used: list[UUID] = []
    for field in kinds.staff_fields(kind) if kind in kinds.KINDS else ():
        if isinstance(text := with_references.get(field), str):
            with_references[field], found = guard.linked(exactly(text, about=field), words)
            used += [identity for identity in found if identity not in used]
    return Linked(kinds.checked(kind, with_references), tuple(used))


def shown(details: Mapping[str, Any], words: Mapping[UUID, str]) -> dict[str, Any]:
    """Stored details as an editor shows them: quotes inside the text written out in marks."""
    return {
        field: guard.written_out(value, words) if isinstance(value, str) else value for field, value in details.items()
    }


def words_of(session: Session, plan: Plan) -> dict[UUID, str]:
    """Everything captured with the person that a draft may still show, for writing references out."""
    return written(quotes_of(session, plan.person_id))


def written(quotes: Iterable[Spoken]) -> dict[UUID, str]:
    """The characters of quotes that were not taken back, kept private or erased: of the others a draft shows a hole."""
    return {quote.id: quote.text for quote in quotes if quote.text is not None and not quote.taken_back}


def without_gone(session: Session, plan: Plan, text: str) -> str:
    """A text of staff with references in place of words that were taken back or made private meanwhile."""
    said = quotes_of(session, plan.person_id, private_too=True)
    return guard.linked(text, {quote.id: str(quote.text) for quote in _gone(said)})[0]


def _gone(quotes: Iterable[Spoken]) -> list[Spoken]:
    return [quote for quote in quotes if quote.text and (quote.private or quote.taken_back)]


def usable(quote: Spoken) -> bool:
    """Whether a quote may stand in a plan today: agreed to, meant, not private, not mistyped, not taken back, not erased."""
    return quote.may_include and quote.usable


def require_usable(session: Session, plan: Plan, ids: Sequence[UUID]) -> None:
    """Raises NotFound for another person's quote, and Refusal for words that may not be put in the plan."""
    known = {quote.id: quote for quote in quotes_of(session, plan.person_id)} if ids else {}
    for identity in ids:
        if identity not in known:
            raise NotFound
        if not usable(known[identity]):
            raise Refusal(
                reasons=[
                    Reason(
                        "consent",
                        "These words may not be put in the plan: the person did not agree to it. Ask them, "
                        "or leave the words out.",
                        "quote",
                    )
                ]
            )


def link_inline(session: Session, item: Item, used: Sequence[UUID]) -> None:
    """Keep rows for the quotes inside the staff text, beside those shown on their own."""
    links = {link.quote_id: link for link in links_at(session, item)}
    for quote_id, link in links.items():
        if link.inline and quote_id not in used:
            session.delete(link)
    for place, quote_id in enumerate(used):
        if quote_id not in links:
            session.add(ItemQuote(item_id=item.id, quote_id=quote_id, position=1000 + place, inline=True))
    session.flush()


def links_at(session: Session, item: Item) -> list[ItemQuote]:
    """Every reference of one line."""
    return list(session.exec(select(ItemQuote).where(ItemQuote.item_id == item.id)))


def referred_to(item: Item) -> list[UUID]:
    """The quotes inside the staff text of a line."""
    return [identity for value in item.details.values() for identity in guard.references(str(value))]


def _words(quotes: Sequence[Spoken], already: frozenset[UUID]) -> dict[UUID, str]:
    """In the order that lets the wanted one win where two quotes hold the same words: the last of a mapping wins."""
    # Words that were taken back or made private while a page was open become references too: the text then holds none
    # of their characters, shows a hole, and cannot be shared until somebody mends it.
    gone = _gone(quotes)
    allowed = [quote for quote in reversed(quotes) if usable(quote)]
    first = [quote for quote in allowed if quote.attribution == Attribution.PARTICIPANT and quote.id not in already]
    kept = [quote for quote in allowed if quote.id in already]
    return {quote.id: str(quote.text) for quote in [*gone, *first, *kept]}
