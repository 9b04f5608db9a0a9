"""The door for lawful erasure: one asks, another confirms, the words are gone everywhere, and the history holds."""

from collections.abc import Callable
from io import BytesIO
from uuid import UUID
from zipfile import ZipFile

import pytest
from lxml.etree import fromstring
from sqlmodel import Session, col, select

from engine import verification
from engine.database import Database, reading, writing
from engine.erasure_asks import ErasureAsk
from engine.events import history
from engine.firing import Command, Effect, record
from engine.items import Item, ItemQuote
from engine.meetings import Meeting
from engine.notes import TYPED
from engine.originals import Original, OriginalErasure, OriginalKind, OriginalText, keep_original, keep_text
from engine.people import Person
from engine.quotes import Attribution, Erasure, Method, Quote, QuoteText, capture, quotes_by_id
from engine.versions import Version
from tests.cast import NOW, plan_of, visitor_in
from tests.web.browser import ORIGIN, Browser, Opened

VisitAs = Callable[[str], Browser]
ORDER = "Order 12 of the county court"


def a_quote(house: Database) -> tuple[Person, Quote, str]:
    """Words of Rosa's that stand in her shared plan."""
    with reading(house) as session:
        plan = plan_of(session, "rosa")
        person = session.get_one(Person, plan.person_id)
        rows = session.exec(
            select(Quote, QuoteText)
            .join(QuoteText, col(QuoteText.quote_id) == col(Quote.id))
            .where(Quote.person_id == person.id, col(Quote.original_id).is_(None), col(Quote.meeting_id).is_not(None))
        ).all()
        quote, kept = next(row for row in rows if len(row[1].text) > 20)
        return person, quote, kept.text


def asks(browser: Browser, person: Person, what: str, *, status: int = 200, **more: str) -> Opened:
    path = f"/people/{person.id}/erasures"
    browser.visit(path)
    form = {"what": what, "authority": ORDER, "reason": "The court ordered it."} | more
    return browser.submit(path, form, status=status)


def only_ask(house: Database) -> ErasureAsk:
    with reading(house) as session:
        return session.exec(select(ErasureAsk)).one()


def confirms(browser: Browser, ask: ErasureAsk, *, status: int = 200, **form: str) -> Opened:
    browser.visit(f"/erasures/{ask.id}")
    return browser.submit(f"/erasures/{ask.id}/confirmed", form or {"sure": "yes"}, status=status)


def text_of(house: Database, quote: Quote) -> str | None:
    with reading(house) as session:
        return quotes_by_id(session, [quote.id], private_too=True)[quote.id].text


@pytest.fixture
def two(visit_as: VisitAs) -> tuple[Browser, Browser]:
    """Whoever asks and whoever confirms: a supervisor and a manager."""
    return visit_as("grace"), visit_as("priya")


def test_two_people_erase_words_and_plans_say_so_in_their_place(two: tuple[Browser, Browser], house: Database) -> None:
    grace, priya = two
    person, quote, words = a_quote(house)
    with writing(house) as session:
        meeting = session.get_one(Meeting, quote.meeting_id)
        meeting.notes = f"We sat outside. {words} Then we had tea."
        session.add(meeting)
        version = meeting.version
    page = asks(grace, person, f"quote.{quote.id}")
    assert "A second person has to confirm it." in page.text
    assert text_of(house, quote) == words, "nothing goes before a second person confirms it"
    ask = only_ask(house)
    assert words not in priya.visit("/erasures").html
    shown = priya.visit(f"/erasures/{ask.id}")
    assert ORDER in shown.text
    assert words not in shown.text
    assert "The characters are gone." in confirms(priya, ask).text
    assert text_of(house, quote) is None
    with reading(house) as session:
        meeting = session.get_one(Meeting, quote.meeting_id)
        assert meeting.notes == "We sat outside. [erased] Then we had tea."
        assert meeting.version == version + 1, "a form that was opened before is too old now"
        erasure = session.get_one(Erasure, quote.id)
        assert (erasure.first_by, erasure.second_by) == (ask.asked_by, visitor_in(house, "priya").account_id)
        event = next(row for row in reversed(history(session, f"person:{person.id}")) if row.kind == "words.erased")
        for part in (ORDER, "The court ordered it.", str(erasure.first_by), str(erasure.second_by), str(quote.id)):
            assert part.encode() in event.body
        assert words.encode() not in event.body
    report = verification.verify(house)
    assert report.findings == []
    assert [gone.sentence for gone in report.erased] == [
        f"The words of quote {quote.id} were erased on 2026-03-20 under {ORDER}."
    ]
    page = grace.visit(f"/people/{person.id}")
    assert f"These words were erased on March 20, 2026 under {ORDER}." in page.text
    assert words not in page.text


def test_the_word_file_of_a_frozen_version_says_it_in_place_of_the_words(
    two: tuple[Browser, Browser], house: Database
) -> None:
    grace, priya = two
    with reading(house) as session:
        plan = plan_of(session, "rosa")
        person = session.get_one(Person, plan.person_id)
        query = select(Version.id, ItemQuote.quote_id, QuoteText.text).join(
            Item, col(Item.version_id) == col(Version.id)
        )
        query = query.join(ItemQuote, col(ItemQuote.item_id) == col(Item.id))
        query = query.join(QuoteText, col(QuoteText.quote_id) == col(ItemQuote.quote_id))
        rows = session.exec(query.where(Version.plan_id == plan.id, col(Version.frozen_at).is_not(None))).all()
        version_id, quote_id, words = next(row for row in rows if len(row[2]) > 10)
    before = page_of(priya, version_id)
    assert words in before
    asks(grace, person, f"quote.{quote_id}")
    confirms(priya, only_ask(house))
    after = page_of(priya, version_id)
    assert words not in after
    assert f"These words were erased on March 20, 2026 under {ORDER}." in after
    assert words not in priya.visit(f"/versions/{version_id}").text
    assert verification.verify(house).findings == []


def page_of(browser: Browser, version_id: UUID) -> str:
    answer = browser.client.get(f"/versions/{version_id}/document")
    assert answer.status_code == 200
    with ZipFile(BytesIO(answer.content)) as archive:
        root = fromstring(archive.read("word/document.xml"))
        kept = archive.read("customXml/ownwords-quotes.xml").decode()
    return "".join(root.itertext()) + kept


def test_whoever_asked_does_not_confirm_and_can_take_it_back(two: tuple[Browser, Browser], house: Database) -> None:
    grace, _priya = two
    person, quote, words = a_quote(house)
    asks(grace, person, f"quote.{quote.id}")
    ask = only_ask(house)
    assert "/confirmed" not in grace.visit(f"/erasures/{ask.id}").html
    own = grace.visit(f"/erasures/{ask.id}").form(f"/erasures/{ask.id}/refused")
    answer = grace.client.post(
        f"/erasures/{ask.id}/confirmed",
        data={**own, "sure": "yes"},
        headers={"origin": ORIGIN, "sec-fetch-site": "same-origin"},
    )
    assert answer.status_code == 422
    assert "somebody else has to confirm it: erasing takes two people" in answer.text
    grace.visit(f"/erasures/{ask.id}")
    assert text_of(house, quote) == words
    page = grace.submit(f"/erasures/{ask.id}/refused", {"reason": "I named the wrong words."})
    assert "not erased" in page.text
    assert "I named the wrong words." in page.text
    assert text_of(house, quote) == words
    assert verification.verify(house).findings == []


def test_what_is_missing_is_said_and_kept_on_the_page(two: tuple[Browser, Browser], house: Database) -> None:
    grace, priya = two
    person, quote, words = a_quote(house)
    page = asks(grace, person, "", authority="", reason="", status=422)
    assert "Choose what is to be erased." in page.text
    page = asks(grace, person, f"quote.{quote.id}", authority="", reason="", status=422)
    assert "Name the law or the order" in page.text
    assert "Write why these words are erased." in page.text
    asks(grace, person, f"quote.{quote.id}")
    page = asks(priya, person, f"quote.{quote.id}", status=422)
    assert "waits for a second person" in page.text
    ask = only_ask(house)
    page = confirms(priya, ask, sure="", status=422)
    assert "Tick that you checked the authority." in page.text
    page = priya.submit(f"/erasures/{ask.id}/refused", {"reason": " "}, status=422)
    assert "Write why nothing is erased." in page.text
    assert text_of(house, quote) == words
    confirms(priya, ask)
    assert "Nothing is left to erase there" in asks(grace, person, f"quote.{quote.id}", status=422).text
    asks(grace, person, f"note.{quote.id}", status=404)


def test_a_note_goes_with_every_quotation_read_from_it(two: tuple[Browser, Browser], house: Database) -> None:
    grace, priya = two
    person, before, _words = a_quote(house)
    text = "Rosa: “I want a red door.”\nRosa: “No more bingo.”\n"
    with writing(house) as session:
        actor = visitor_in(house, "sam").actor
        kept: list[Original] = []

        def write(session: Session, _seq: int) -> Effect:
            note = keep_original(
                session,
                person_id=person.id,
                meeting_id=before.meeting_id,
                kind=OriginalKind.NOTE,
                name="visit.txt",
                media_type="text/plain",
                content=text.encode(),
                kept_by=before.recorded_by,
                kept_by_name="Sam",
                at=NOW,
            )
            keep_text(session, note, text, reader="ownwords-text")
            for words in ("I want a red door.", "No more bingo."):
                start = text.index(words)
                capture(
                    session,
                    person_id=person.id,
                    text=words,
                    attribution=Attribution.PARTICIPANT,
                    speaker=person.called,
                    method=Method.SPOKEN,
                    said_on=before.said_on,
                    may_include=True,
                    recorded_by=before.recorded_by,
                    recorded_by_name="Sam",
                    at=NOW,
                    meeting_id=before.meeting_id,
                    original_id=note.id,
                    original_place=(start, start + len(words)),
                )
            kept.append(note)
            return Effect(data={})

        record(
            session, Command(id="a-note", actor=actor, at=NOW), "note.kept", stream=f"person:{person.id}", write=write
        )
        note_id = kept[0].id
    asks(grace, person, f"note.{note_id}")
    ask = only_ask(house)
    assert "The characters of 2 quotations" in priya.visit(f"/erasures/{ask.id}").text
    confirms(priya, ask)
    with reading(house) as session:
        assert session.get(OriginalText, note_id) is None
        assert session.get_one(OriginalErasure, note_id).authority == ORDER
        gone = session.exec(select(Quote.id).where(Quote.original_id == note_id)).all()
        assert len(gone) == 2
        assert [quote.text for quote in quotes_by_id(session, gone).values()] == [None, None]
    report = verification.verify(house)
    assert report.findings == []
    assert any(one.sentence.startswith(f"The file {note_id} was erased on") for one in report.erased)


def test_typed_notes_that_nothing_was_read_from_go_too(two: tuple[Browser, Browser], house: Database) -> None:
    grace, priya = two
    person, quote, words = a_quote(house)
    with writing(house) as session:
        meeting = session.get_one(Meeting, quote.meeting_id)
        meeting.notes = "Something that a court wants gone."
        session.add(meeting)
    asks(grace, person, f"typed.{quote.meeting_id}")
    confirms(priya, only_ask(house))
    with reading(house) as session:
        assert session.get_one(Meeting, quote.meeting_id).notes == ""
        assert session.exec(select(OriginalText).where(OriginalText.reader == TYPED)).all() == []
    assert text_of(house, quote) == words, "words that were written down by themselves stay"
    assert verification.verify(house).findings == []


def test_only_supervisors_and_managers_have_the_page(visit_as: VisitAs, house: Database) -> None:
    person, _quote, _words = a_quote(house)
    for name in ("sam", "rosa"):
        browser = visit_as(name)
        browser.visit("/erasures", status=404)
        browser.visit(f"/people/{person.id}/erasures", status=404)
