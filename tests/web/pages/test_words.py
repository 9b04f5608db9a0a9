"""A person's own words as files: character for character, for those who may read them, and noted in their access events."""

from collections.abc import Callable
from uuid import uuid4

from sqlmodel import Session

from documents.quote_exports import from_csv, from_json
from engine.database import Database, reading, writing
from engine.openings import openings_of
from engine.people import Person
from engine.quotes import Attribution, Method, QuoteMark, QuoteMarkKind, quotes_of
from tests.awkward import AWKWARD
from tests.cast import NOW, TODAY, command_in, plan_of, visitor_in
from tests.web.browser import Browser
from workflows.recording import capture_quote

VisitAs = Callable[[str], Browser]


def person_of(session: Session) -> Person:
    return session.get_one(Person, plan_of(session, "rosa").person_id)


def test_both_files_give_back_every_word_and_all_that_is_known_of_it(house: Database, visit_as: VisitAs) -> None:
    with reading(house) as session:
        person = person_of(session)
    sam = visit_as("sam")
    page = sam.visit(f"/people/{person.id}")
    with writing(house) as session:
        plan = plan_of(session, "rosa")
        for text in AWKWARD.values():
            capture_quote(
                session,
                plan,
                command_in(house, "sam"),
                text=text,
                attribution=Attribution.PARTICIPANT,
                speaker="Rosa Delgado",
                method=Method.TYPED,
                said_on=TODAY,
                may_include=True,
            )
    with reading(house) as session:
        captured = quotes_of(session, person.id)
    sheet = sam.client.get(page.links["for a spreadsheet (CSV)"])
    whole = sam.client.get(page.links["for another program (JSON)"])
    assert sheet.headers["content-disposition"].startswith('attachment; filename="Words of Rosa Delgado.csv"')
    assert from_csv(sheet.content) == from_json(whole.content)
    found = from_json(whole.content)
    assert [(one.id, one.text, one.sealed) for one in found] == [
        (str(quote.id), quote.text, quote.digest.hex()) for quote in captured
    ]
    assert {one.person for one in found} == {"Rosa Delgado"}
    with reading(house) as session:
        noted = [opening.what for opening in openings_of(session, person.id)]
    assert {"words:csv", "words:json"} <= set(noted)


def test_the_person_takes_their_own_words_with_them(house: Database, visit_as: VisitAs) -> None:
    rosa = visit_as("rosa")
    page = rosa.visit("/my-plan")
    answer = rosa.client.get(page.links["A file with everything I said"])
    assert answer.status_code == 200
    assert [one.speaker for one in from_csv(answer.content)]


def test_a_supporter_who_may_read_words_takes_no_file_of_them(house: Database, visit_as: VisitAs) -> None:
    with reading(house) as session:
        person = person_of(session)
    charlie = visit_as("charlie").client
    for ending in ("csv", "json"):
        assert charlie.get(f"/people/{person.id}/words.{ending}").status_code == 404
    assert visit_as("dana").client.get(f"/people/{person.id}/words.json").status_code == 404


def test_private_words_are_in_the_file_of_the_person_and_their_coordinator_alone(
    house: Database, visit_as: VisitAs
) -> None:
    with writing(house) as session:
        person = person_of(session)
        quote = quotes_of(session, person.id)[0]
        by = visitor_in(house, "rosa").account_id
        session.add(QuoteMark(id=uuid4(), quote_id=quote.id, kind=QuoteMarkKind.PRIVATE, at=NOW, by=by))
    for who, reads in (("sam", True), ("rosa", True), ("grace", False)):
        answer = visit_as(who).client.get(f"/people/{person.id}/words.json")
        found = {one.id for one in from_json(answer.content)} if answer.status_code == 200 else set()
        assert (str(quote.id) in found) == reads, who
