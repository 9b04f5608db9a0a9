"""Translations stand beside the words, are looked over by somebody else, and a frozen version keeps what it showed."""

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, delete, select

from engine.companions import CompanionText, companions_of
from engine.items import items_of
from engine.plans import Standing
from engine.quotes import quotes_by_id
from engine.refusals import NotFound, Refusal
from engine.shown_beside import ShownBeside, as_shown
from engine.versions import fingerprint, fingerprint_of, quote_links
from tests.erasures import ErasureOrder, erase
from tests.workflows.walk import Walk
from workflows import companions
from workflows.own_words import add_to

Walking = Callable[..., Walk]


def add(there: Walk, text: str = "Quiero mi propia puerta.", who: str = "sam", made_by: str = "Inés Soto") -> UUID:
    made = companions.add_translation(
        there.session, there.quote, there.by(who), text=text, language="es", made_by=made_by
    )
    return UUID(str(made.event.data["companion"]))


def shown(there: Walk) -> list[str | None]:
    quotes = quotes_by_id(there.session, [there.quote.id])
    version = there.version
    found = as_shown(there.session, quotes, version.id, frozen=version.frozen_at is not None)
    return [row.text for row in found[there.quote.id].beside]


def test_a_frozen_version_shows_what_it_was_frozen_with_and_its_fingerprint_covers_it(walk: Walking) -> None:
    there = walk().to(Standing.DRAFT)
    add(there)
    there.fire("share")
    frozen = there.version.fingerprint
    add(there, "Quiero mi puerta, con MI llave.")
    assert shown(there) == ["Quiero mi propia puerta."]
    assert fingerprint_of(there.session, there.version) == frozen
    items = items_of(there.session, there.version.id)
    links = quote_links(there.session, [item.id for item in items])
    assert fingerprint(there.version, items, links) != frozen, "without its translations it is another text"
    there.fire("recall")
    assert shown(there) == ["Quiero mi puerta, con MI llave."], "the next version shows the newest"


def test_a_version_without_translations_has_the_fingerprint_it_always_had(walk: Walking) -> None:
    there = walk().to(Standing.PARTICIPANT_REVIEW)
    items = items_of(there.session, there.version.id)
    links = quote_links(there.session, [item.id for item in items])
    assert fingerprint(there.version, items, links) == there.version.fingerprint


def test_the_database_keeps_what_a_frozen_version_shows(walk: Walking) -> None:
    there = walk().to(Standing.DRAFT)
    add(there)
    there.fire("share")
    with pytest.raises(DBAPIError), there.session.begin_nested():
        there.session.execute(delete(ShownBeside).where(col(ShownBeside.version_id) == there.version.id))


def test_who_made_it_or_wrote_it_down_does_not_look_it_over(walk: Walking) -> None:
    there = walk().to(Standing.DRAFT)
    companion = add(there)
    with pytest.raises(Refusal, match="somebody else looks it over"):
        companions.look_over(there.session, there.quote, companion, there.by("sam"), holds=True)
    own = add(there, made_by=" grace  Osei")
    with pytest.raises(Refusal, match="somebody else looks it over"):
        companions.look_over(there.session, there.quote, own, there.by("grace"), holds=True)
    with pytest.raises(Refusal, match="what does not hold"):
        companions.look_over(there.session, there.quote, companion, there.by("grace"), holds=False)
    companions.look_over(there.session, there.quote, companion, there.by("grace"), holds=True)
    found = {row.id: row for row in companions_of(there.session, [there.quote.id])[there.quote.id]}
    assert (found[companion].reviewed_by, found[companion].holds) == ("Grace Osei", True)


def test_a_translation_names_who_made_it_and_another_language_than_that_of_the_words(walk: Walking) -> None:
    there = walk().to(Standing.DRAFT)
    with pytest.raises(Refusal, match="name of who made this translation"):
        add(there, made_by="  ")
    with pytest.raises(Refusal, match="other than its own"):
        companions.add_translation(
            there.session,
            there.quote,
            there.by("sam"),
            text="My own door.",
            language=there.quote.language,
            made_by="Sam",
        )
    assert companions_of(there.session, [there.quote.id]) == {}


def test_what_stands_beside_other_words_is_not_looked_over_through_these(walk: Walking) -> None:
    there = walk().to(Standing.DRAFT)
    companion = add(there)
    first = there.quote
    other = add_to(there.session, first, there.by("ida"), text="The bus is too early.", may_include=True, language="en")
    with pytest.raises(Refusal, match="does not stand beside these words"):
        companions.look_over(there.session, other, companion, there.by("grace"), holds=True)
    assert companions_of(there.session, [first.id])[first.id][0].reviewed_by == ""


def test_one_that_does_not_hold_is_shown_with_no_version(walk: Walking) -> None:
    there = walk().to(Standing.DRAFT)
    companion = add(there)
    companions.look_over(there.session, there.quote, companion, there.by("grace"), holds=False, reason="It says less.")
    there.fire("share")
    assert shown(there) == []


@pytest.mark.parametrize("who", ["ida", "guardian", "lena", "bev", "dana", "avery"])
def test_nobody_from_elsewhere_adds_one(walk: Walking, who: str) -> None:
    there = walk(guardian=True).to(Standing.DRAFT)
    with pytest.raises(NotFound):
        add(there, who=who)


def test_erasure_takes_the_translation_with_the_words(walk: Walking) -> None:
    there = walk().to(Standing.DRAFT)
    add(there)
    there.fire("share")
    order = ErasureOrder(there.quote.id, "Court order 12", "Ordered", there.accounts["priya"].id)
    erase(there.session, order, there.by("grace"))
    left = there.session.exec(select(CompanionText).where(CompanionText.quote_id == there.quote.id)).all()
    assert left == []
    assert fingerprint_of(there.session, there.version) == there.version.fingerprint
