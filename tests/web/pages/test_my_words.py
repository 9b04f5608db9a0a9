"""The person speaks about their own words, through the pages; and private words are read through no other door."""

from collections.abc import Callable
from io import BytesIO
from uuid import UUID
from zipfile import ZipFile

import pytest
from sqlmodel import select

from engine.database import Database, reading
from engine.items import Item, ItemQuote
from engine.plans import Plan, Standing
from engine.quotes import Quote, quotes_by_id
from engine.verification import verify
from tests.cast import plan_of
from tests.web.browser import Browser

VisitAs = Callable[[str], Browser]
STAFF = ["lena", "grace", "priya", "dana", "bev", "noor", "avery", "ada", "leo", "charlie", "gail"]


def in_plan(house: Database, who: str) -> tuple[UUID, str, UUID, UUID]:
    """One of the person's own quotes in the version that is out or in force: its id and words, the plan, the version."""
    with reading(house) as session:
        plan = plan_of(session, who)
        version = plan.working_version_id or plan.in_force_version_id
        query = select(Quote.id).join(ItemQuote).join(Item, Item.id == ItemQuote.item_id)  # type: ignore[arg-type]
        ids = session.exec(query.where(Item.version_id == version, Quote.attribution == "participant")).all()
        texts = quotes_by_id(session, list(ids))
        quote = next(row for row in texts.values() if row.text)
        assert version is not None
        assert quote.text is not None
        return quote.id, quote.text, plan.id, version


def press(browser: Browser, quote: UUID, what: str, **values: str) -> None:
    browser.visit(f"/my-plan/words/{quote}/{what}")
    browser.submit(f"/my-plan/words/{quote}/{what}", values)


def word_text(browser: Browser, version: UUID) -> str:
    answer = browser.client.get(f"/versions/{version}/document")
    assert answer.status_code == 200, answer.text[:200]
    with ZipFile(BytesIO(answer.content)) as archive:
        return "".join(
            archive.read(name).decode("utf-8", "replace") for name in archive.namelist() if name.endswith("xml")
        )


def test_she_takes_back_words_of_the_plan_she_is_reading_and_it_is_taken_back(
    house: Database, visit_as: VisitAs
) -> None:
    quote, words, plan_id, version = in_plan(house, "Rosa Delgado")
    rosa = visit_as("rosa")
    rosa.visit("/my-plan")
    page = rosa.click("My words")
    assert words in page.quotes
    rosa.visit(f"/my-plan/words/{quote}")
    page = rosa.click("Take it back")
    assert "is taken back and written again without them" in page.text
    page = rosa.submit(f"/my-plan/words/{quote}/take-back", {"reason": "I was joking."})
    assert "taken back on" in page.text
    with reading(house) as session:
        assert session.get_one(Plan, plan_id).standing == Standing.DRAFT
    sam = visit_as("sam")
    assert words not in sam.visit(f"/plans/{plan_id}/edit").quotes
    shown = sam.visit(f"/versions/{version}")
    assert "taken back on" in shown.text, "the version that was out stays as it was, marked"
    text = word_text(sam, version)
    assert "took these words back on" in text
    assert "rest on Rosa’s own words." in text
    assert verify(house).ok


def test_she_says_it_again_in_new_words(house: Database, visit_as: VisitAs) -> None:
    quote, _words, _plan, _version = in_plan(house, "Rosa Delgado")
    rosa = visit_as("rosa")
    press(rosa, quote, "not-meant")
    again = "  not LIKE that… i meant the BIG stage \u200d🎤\n"
    press(rosa, quote, "add", words=again, agreed="yes")
    page = rosa.visit(f"/my-plan/words/{quote}")
    assert again in page.quotes
    with reading(house) as session:
        row = session.exec(select(Quote).where(Quote.adds_to == quote)).one()
        assert quotes_by_id(session, [row.id])[row.id].may_include


def test_private_words_are_read_through_no_other_door(house: Database, visit_as: VisitAs) -> None:
    quote, words, plan_id, version = in_plan(house, "Rosa Delgado")
    with reading(house) as session:
        person_id = session.get_one(Plan, plan_id).person_id
    rosa = visit_as("rosa")
    press(rosa, quote, "private")
    assert words in rosa.visit(f"/my-plan/words/{quote}").quotes
    assert words in visit_as("sam").visit(f"/people/{person_id}").quotes
    doors = [
        f"/people/{person_id}",
        f"/people/{person_id}/words.json",
        f"/people/{person_id}/words.csv",
        f"/plans/{plan_id}",
        f"/plans/{plan_id}/edit",
        f"/plans/{plan_id}/placing",
        f"/plans/{plan_id}/history",
        f"/plans/{plan_id}/round",
        f"/plans/{plan_id}/versions",
        f"/versions/{version}",
        f"/quotes/{quote}",
        f"/quotes/{quote}/file",
        f"/my-plan/words/{quote}",
        f"/my-plan/{plan_id}/read/1",
        "/messages",
        "/deadlines",
        "/coverage",
        "/my-plan",
        "/people?named=" + words[:20],
    ]
    for who in STAFF:
        browser = visit_as(who)
        for door in doors:
            answer = browser.client.get(door, headers={"accept": "text/html"})
            assert words not in answer.text, f"{who} reads private words at {door}"
        answer = browser.client.get(f"/versions/{version}/document")
        if answer.status_code == 200:
            assert words not in word_text(browser, version), f"{who} reads private words in the Word file"
    assert words not in word_text(visit_as("sam"), version), "paper travels: private words are on none"
    assert verify(house).ok


@pytest.mark.parametrize("who", ["sam", "gail", "leo", "grace", "dana", "marcus"])
def test_nobody_presses_for_her(house: Database, visit_as: VisitAs, who: str) -> None:
    quote, _words, plan_id, _version = in_plan(house, "Rosa Delgado")
    browser = visit_as(who)
    for what in ("take-back", "not-meant", "private", "add"):
        browser.visit(f"/my-plan/words/{quote}/{what}", status=404)
    with reading(house) as session:
        assert session.get_one(Plan, plan_id).standing == Standing.PARTICIPANT_REVIEW


def test_her_coordinator_writes_down_what_she_said_and_she_reads_who_did(house: Database, visit_as: VisitAs) -> None:
    quote, _words, plan_id, _version = in_plan(house, "Rosa Delgado")
    sam = visit_as("sam")
    sam.visit(f"/quotes/{quote}")
    said = f"/quotes/{quote}/said"
    refused = sam.submit(said, {"mark": "withdrawn", "method": "spoken", "seen": " "}, status=422)
    assert "Write what they said" in refused.text
    sam.submit(said, {"mark": "withdrawn", "method": "spoken", "seen": "On the phone: take that out."})
    page = visit_as("rosa").visit(f"/my-plan/words/{quote}")
    assert "as Sam Okoye wrote down" in page.text
    assert "If you did not, say it again" in page.text
    with reading(house) as session:
        assert session.get_one(Plan, plan_id).standing == Standing.DRAFT


def test_a_translation_stands_beside_the_words_and_is_looked_over_by_somebody_else(
    house: Database, visit_as: VisitAs
) -> None:
    quote, words, _plan, version = in_plan(house, "Rosa Delgado")
    sam = visit_as("sam")
    sam.visit(f"/quotes/{quote}")
    at = f"/quotes/{quote}/beside"
    page = sam.submit(at, {"words": "Quiero cantar.", "language": "es", "made_by": "Maria Lopez"})
    assert "Translated by Maria Lopez" in page.text
    assert "It says the same" not in page.text, "who wrote it down does not look it over"
    grace = visit_as("grace")
    page = grace.visit(f"/quotes/{quote}")
    assert words in page.quotes
    beside = next(f.get("action") for f in page.tree.iter("form") if (f.get("action") or "").startswith(f"{at}/"))
    page = grace.submit(beside or "", {"holds": "yes"})
    assert "looked over by Grace Osei" in page.text
    assert "Quiero cantar." not in word_text(sam, version), "a frozen version shows what it was frozen with"
    assert verify(house).ok
