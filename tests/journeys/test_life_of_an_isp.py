"""The whole life of an ISP through its pages: from the notes of a meeting to the next version, on both databases."""

from datetime import date
from pathlib import Path

import pytest

from documents.quotes_in_docx import original_quotes
from engine.database import reading
from engine.verification import verify
from tests.documents.office import text_of
from tests.journeys.agency import Agency
from tests.journeys.steps import (
    ISP_LINES,
    MORE_WORDS,
    NOTES,
    WORDS,
    answer_all,
    answer_part,
    begin,
    decide_all,
    finish_lines,
    move,
    paper_of,
    read_reply,
    record_meeting,
    room_of,
    save_revision,
    send,
    sign_own,
    sign_staff,
    write_lines,
)
from tests.web.browser import Browser

EFFECTIVE = date(2026, 4, 1)
HER_CHANGE = "i said NO stairs\nnot even one"


def drafted(agency: Agency) -> tuple[Browser, str]:
    """The coordinator with a draft that can be shared, made from the notes."""
    torres = agency.visit_as("lucia")
    plan = begin(torres, agency, "Dee", "isp/federal_hcbs")
    meeting = record_meeting(
        torres, plan, notes=NOTES, names=["Dee", "Barb", "L. Torres"], held_on=date(2026, 3, 11)
    ).path
    torres.submit(f"{meeting}/quotes", {"keep": "participant", "agreed": "yes"})
    torres.submit(f"{meeting}/quotes", {"keep": "other", "speaker": "Barb"})
    page = torres.submit(f"{meeting}/quotes", {"keep": "participant", "agreed": "yes"})
    assert page.quotes == [WORDS, "She can't be alone at night.", MORE_WORDS]
    torres.click("Start the draft from these notes")
    page = torres.submit(f"{plan}/draft")
    assert page.title == "Write the draft"
    assert page.quotes == [WORDS, MORE_WORDS]
    finish_lines(torres, plan)
    write_lines(torres, plan, [line for line in ISP_LINES if line[0] in ("service", "backup_step")])
    page = save_revision(torres, plan, EFFECTIVE)
    assert "Nothing. The plan can be shared." in page.text
    return torres, plan


def test_notes_become_a_plan_in_force_that_is_reviewed_and_begun_anew(agency: Agency) -> None:
    torres, plan = drafted(agency)
    assert set(original_quotes(paper_of(torres, plan, 1)).values()) == {WORDS, MORE_WORDS}
    move(torres, plan, "share")

    # She reads it in her own room, asks for a change in one part and for a talk about another.
    dee = agency.visit_as("dee")
    dee.visit("/")
    assert dee.click("Start reading").title == "How do you like to read?"
    page = dee.submit("/my-plan/how-i-read")
    assert page.quotes == [WORDS], page.path
    for number in (1, 2, 3, 7):
        answer_part(dee, plan, number, "yes")
    answer_part(dee, plan, 5, "dont_know")
    answer_part(dee, plan, 4, "change", HER_CHANGE)
    page = answer_part(dee, plan, 6, "talk")
    assert "talk" in page.title
    assert " ".join(HER_CHANGE.split()) in dee.visit(f"{room_of(plan)}/check").text
    send(dee, plan)

    # Nothing goes on before both were dealt with and shown back.
    agency.on(date(2026, 3, 13))
    torres = agency.visit_as("lucia")
    assert "Asks for one change. Wants to talk about one part" in torres.visit("/").text
    page = torres.visit(plan)
    assert "2 things stand in the way" in page.text
    torres.click("The answers")
    assert HER_CHANGE in torres.visit(f"{plan}/round").quotes
    torres.submit(f"{plan}/round/replies", {"text": "We looked at two flats on the ground floor."})
    torres.submit(f"{plan}/round/replies", {"text": "We talked it through at her table."})
    torres.submit(f"{plan}/round/replies", {"text": "We talked on the phone about who comes."})
    assert "Dee asked for a change in: Outcomes" in torres.visit(plan).text
    dee = agency.visit_as("dee")
    page = dee.visit("/my-plan")
    assert "There is an answer for you" in page.text
    assert "two flats on the ground floor" in dee.click("See the answer").text
    page = read_reply(dee, plan, 4)
    dee.submit(page.path, {"answer": "yes"})
    read_reply(dee, plan, 6)
    send(dee, plan)
    assert "Dee has answered everything" in torres.visit("/").text
    move(torres, plan, "agree")

    # Everybody signs exactly this text.
    assert "Complete the signing" not in torres.visit("/").text
    dee.visit("/my-plan")
    dee.click("Read about signing")
    page = sign_own(dee, plan, "Dee")
    assert "You signed this on March 13, 2026" in page.text
    page = dee.visit("/my-plan")
    assert "You signed. Others are still asked to sign." in page.text
    assert "Waits for your signature" in torres.visit("/").text
    page = sign_staff(torres, plan)
    assert "not yet" not in page.text
    assert "Complete the signing" in torres.visit("/").text
    page = move(torres, plan, "complete")
    assert "It then does so by itself" in page.text
    assert "Everybody has answered. The plan starts to count on April 1, 2026." in dee.visit("/my-plan").text

    # It takes effect on its date, by the clock alone, and not a day before.
    agency.on(date(2026, 3, 31))
    agency.sweep()
    assert "In force since" not in agency.visit_as("lucia").visit(plan).text
    agency.on(EFFECTIVE)
    assert agency.sweep().failed == 0
    page = agency.visit_as("lucia").visit(plan)
    assert "In force since April 1, 2026." in page.text
    assert "April 1, 2027" in page.text
    assert "This plan counts now, since April 1, 2026." in agency.visit_as("dee").visit("/my-plan").text

    # The review is foretold, comes due on its day, and opens when the day has passed.
    agency.on(date(2027, 4, 1))
    agency.sweep()
    assert "Due today" in agency.visit_as("lucia").visit("/").text
    agency.on(date(2027, 4, 2))
    agency.sweep()
    torres = agency.visit_as("lucia")
    assert "A review is under way" in torres.visit("/").text
    page = torres.click("Go on with the review")
    assert "because: its day came" in page.text
    decide_all(torres, plan, decision="keep", reason="It still holds.", but={"stove was left": "retire"})
    page = move(torres, plan, "revise", held_on="2027-04-02", person_took_part="Dee was there.")

    # The next version begins with the same words, while the first one stays in force.
    assert "Meanwhile the version before stays in force." in page.text
    assert set(page.quotes) == {WORDS, MORE_WORDS}
    assert "stove was left" not in page.text
    torres.visit(f"{plan}/versions")
    assert "stove was left" in torres.click("What changed").text
    assert "This plan counts now" in agency.visit_as("dee").visit("/my-plan").text
    write_lines(torres, plan, [("risk", {"text": "The bus is late", "mitigation": "She calls the driver."})])
    save_revision(torres, plan, date(2027, 5, 1))
    page = move(torres, plan, "share")
    dee = agency.visit_as("dee")
    page = answer_all(dee, plan)
    assert page.path == f"{room_of(plan)}/sent"
    move(torres, plan, "agree")
    sign_own(dee, plan, "Dee")
    sign_staff(torres, plan)
    move(torres, plan, "complete")
    agency.on(date(2027, 5, 1))
    agency.sweep()
    page = agency.visit_as("lucia").visit(plan)
    assert "In force since May 1, 2027." in page.text
    assert "Version 2" in page.text
    page = agency.visit_as("lucia").visit(f"{plan}/history")
    assert "draft: " not in page.text
    report = verify(agency.database)
    assert report.ok, report.sentence


@pytest.mark.word
def test_the_word_file_says_her_words_byte_for_byte_and_in_another_reader(
    sqlite_agency: Agency, tmp_path: Path
) -> None:
    torres, plan = drafted(sqlite_agency)
    paper = paper_of(torres, plan, 1)
    assert set(original_quotes(paper).values()) == {WORDS, MORE_WORDS}
    text = text_of(paper, tmp_path)
    assert WORDS in text
    assert MORE_WORDS in text
    assert "She can't be alone at night." not in text


def test_a_form_from_a_page_that_is_old_is_told_what_happened_and_nothing_is_done_twice(
    sqlite_agency: Agency,
) -> None:
    torres, plan = drafted(sqlite_agency)
    other = sqlite_agency.visit_as("lucia")
    other.visit(f"{plan}/moves/share")
    move(torres, plan, "share")
    page = other.submit(f"{plan}/moves/share", status=422)
    assert "What happened since you opened the page:" in page.text
    with reading(sqlite_agency.database):
        assert torres.visit(f"{plan}/history").text.count("The plan was shared with the person") == 1
