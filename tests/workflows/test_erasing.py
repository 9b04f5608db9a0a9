"""Erasing by two people, on both databases: who may, what goes in one transaction, what stays and is said to stay."""

from collections.abc import Callable

import pytest
from sqlmodel import col, select

from engine.companions import CompanionText
from engine.erasure_asks import AskState, ErasureAsk, ErasureOf
from engine.held_forms import HeldForm, hold
from engine.meetings import Meeting
from engine.plans import Standing
from engine.presses import UnsentWords
from engine.quotes import Erasure, Method, Quote, QuoteText, quotes_by_id
from engine.refusals import NotFound, Refusal
from engine.versions import fingerprint_of
from tests.cast import NOW
from tests.workflows.test_own_words import told
from tests.workflows.walk import Walk
from web.papers.quotes import quote_paper
from workflows import companions, erasing, pressing
from workflows.pressing import OwnWay

Walking = Callable[..., Walk]
ORDER = "Order 12 of the county court"


def asked(there: Walk, who: str = "grace") -> ErasureAsk:
    return erasing.ask(
        there.session,
        there.person.id,
        there.by(who),
        kind=ErasureOf.QUOTE,
        target=there.quote.id,
        authority=ORDER,
        reason="Ordered.",
    )


def words(there: Walk) -> str | None:
    return quotes_by_id(there.session, [there.quote.id])[there.quote.id].text


def test_the_words_what_stands_beside_them_and_their_salts_go_and_the_frozen_version_holds(walk: Walking) -> None:
    there = walk().to(Standing.DRAFT)
    companions.add_translation(
        there.session, there.quote, there.by("sam"), text="Mi puerta.", language="es", made_by="Inés Soto"
    )
    there.fire("share")
    frozen = there.version.fingerprint
    erasing.confirm(there.session, asked(there), there.by("priya"))
    assert there.session.exec(select(QuoteText).where(QuoteText.quote_id == there.quote.id)).all() == []
    assert there.session.exec(select(CompanionText).where(CompanionText.quote_id == there.quote.id)).all() == []
    erasure = there.session.get_one(Erasure, there.quote.id)
    assert [erasure.first_by, erasure.second_by] == [there.accounts["grace"].id, there.accounts["priya"].id]
    assert fingerprint_of(there.session, there.version) == frozen
    assert "words_erased" in told(there.session, there.accounts["sam"])
    assert "erasure_decided" in told(there.session, there.accounts["grace"])


def test_paper_says_in_their_place_when_and_under_which_authority(walk: Walking) -> None:
    there = walk().to(Standing.PARTICIPANT_REVIEW)
    erasing.confirm(there.session, asked(there), there.by("priya"))
    paper = quote_paper(quotes_by_id(there.session, [there.quote.id])[there.quote.id])
    assert paper.text == f"These words were erased on March 2, 2026 under {ORDER}."
    assert paper.erased


def test_whoever_asked_is_not_the_second_person(walk: Walking) -> None:
    there = walk().to(Standing.DRAFT)
    ask = asked(there)
    with pytest.raises(Refusal, match="somebody else has to confirm it"):
        erasing.confirm(there.session, ask, there.by("grace"))
    assert words(there) is not None


@pytest.mark.parametrize("who", ["sam", "ida"])
def test_nobody_else_asks_or_confirms(walk: Walking, who: str) -> None:
    there = walk().to(Standing.DRAFT)
    with pytest.raises(NotFound):
        asked(there, who)
    ask = asked(there)
    with pytest.raises(NotFound):
        erasing.confirm(there.session, ask, there.by(who))
    assert words(there) is not None


def test_what_was_decided_is_not_decided_again(walk: Walking) -> None:
    there = walk().to(Standing.DRAFT)
    ask = asked(there)
    erasing.refuse(there.session, ask, there.by("priya"), reason="The order names somebody else.")
    assert (ask.state, ask.why_not) == (AskState.REFUSED, "The order names somebody else.")
    with pytest.raises(Refusal, match="refused by Priya Raman before"):
        erasing.confirm(there.session, ask, there.by("priya"))
    again = asked(there)
    erasing.confirm(there.session, again, there.by("priya"))
    with pytest.raises(Refusal, match="erased by Priya Raman before"):
        erasing.refuse(there.session, again, there.by("priya"), reason="Too late.")


def test_other_places_with_the_same_words_are_named_and_left_alone(walk: Walking) -> None:
    there = walk().to(Standing.DRAFT)
    said = words(there)
    assert said is not None
    meeting = there.session.get_one(Meeting, there.quote.meeting_id)
    more = {name: getattr(meeting, name) for name in ("person_id", "held_on", "written_by", "created_at")}
    other = Meeting(notes=f"Again: {said}", **more)
    there.session.add(other)
    there.session.flush()
    assert erasing.stays_elsewhere(there.session, there.quote.id).notes == (other.held_on.isoformat(),)
    erasing.confirm(there.session, asked(there), there.by("priya"))
    assert other.notes == f"Again: {said}"


def test_words_are_cut_out_of_typed_notes_only_where_they_stand_by_themselves(walk: Walking) -> None:
    there = walk().to(Standing.DRAFT)
    said = words(there)
    meeting = there.session.get_one(Meeting, there.quote.meeting_id)
    meeting.notes = f"x{said}\n“{said}”\n"
    there.session.add(meeting)
    erasing.confirm(there.session, asked(there), there.by("priya"))
    assert meeting.notes == f"x{said}\n“[erased]”\n"


def test_a_quote_of_somebody_else_is_not_found(walk: Walking) -> None:
    there = walk().to(Standing.DRAFT)
    other = there.session.exec(select(Quote).where(col(Quote.person_id) != there.person.id)).first()
    assert other is not None
    with pytest.raises(NotFound):
        erasing.ask(
            there.session,
            there.person.id,
            there.by("grace"),
            kind=ErasureOf.QUOTE,
            target=other.id,
            authority=ORDER,
            reason="Ordered.",
        )


def test_what_was_typed_and_not_sent_and_forms_kept_at_a_locked_screen_go_where_they_hold_the_words(
    walk: Walking,
) -> None:
    there = walk().to(Standing.PARTICIPANT_REVIEW)
    session, said = there.session, words(there)
    assert said
    section = there.sections()[0].lineage_id
    for text in (f"As I said: {said}", "something else"):
        own = OwnWay(Method.TYPED, text=text)
        pressing.keep_words(session, there.plan, there.by("ida"), section=section, words=own)
    for digest, text in ((b"1" * 32, f"she says {said} again"), (b"2" * 32, "nothing of it")):
        hold(session, digest, "/plans", {"note": [text], "command": [""]}, at=NOW)
    erasing.confirm(session, asked(there), there.by("priya"))
    assert [row.text for row in session.exec(select(UnsentWords))] == ["something else"]
    assert [row.session_digest for row in session.exec(select(HeldForm))] == [b"2" * 32]
