"""A treatment plan under the Wisconsin rules: returned once, agreed to with an exception, reviewed after six sessions."""

from datetime import date, timedelta

from documents.quotes_in_docx import original_quotes
from tests.journeys.agency import Agency
from tests.journeys.steps import (
    answer_all,
    begin,
    decide_all,
    move,
    paper_of,
    record_meeting,
    room_of,
    save_revision,
    sign_own,
    sign_staff,
    write_lines,
)

HER_WORDS = "the train doors close & i cant breathe"
HER_EXCEPTION = "not on Mondays\n— i work then"
LINES = (
    ("information", {"text": "Came by her own choice."}),
    ("assessment", {"text": "Screened.", "assessed_by": "N. Haddad"}),
    ("diagnosis", {"text": "Panic disorder"}),
    ("problem", {"text": "Panic on the train"}),
    ("goal", {"text": "Ride to work"}),
    ("objective", {"behavior": "Rides two stops", "measure": "Her own log", "timeframe": "8 weeks"}),
    (
        "intervention",
        {
            "text": "Exposure in small steps",
            "frequency": "weekly",
            "duration": "50 minutes",
            "modality": "individual",
            "responsible": "N. Haddad",
        },
    ),
    ("progress_measure", {"text": "Rides a week"}),
    ("crisis_plan", {"text": "Call Sage."}),
    ("discharge", {"text": "Eight calm weeks"}),
    ("consent", {"text": "Explained and agreed."}),
)


def test_a_treatment_plan_from_the_first_talk_to_its_review(agency: Agency) -> None:
    noor = agency.visit_as("noor")
    plan = begin(noor, agency, "Kit", "treatment_plan/wi_outpatient_dhs35")
    notes = f"Kit: “{HER_WORDS}”\n"
    meeting = record_meeting(noor, plan, notes=notes, names=["Kit", "N. Haddad"], held_on=date(2026, 3, 11)).path
    noor.submit(f"{meeting}/quotes", {"keep": "participant", "agreed": "yes"})
    noor.visit(f"{plan}/draft")
    noor.submit(f"{plan}/draft")
    write_lines(noor, plan, LINES)
    page = noor.visit(f"{plan}/edit")
    if HER_WORDS not in page.quotes[:1]:
        where = next(key for key, words in _options(page.html, "where-") if "Panic on the train" in words)
        noor.submit(f"{plan}/words", {"where": where})
    save_revision(noor, plan, date(2026, 3, 16))

    # Somebody who did not write it reads it first, returns it once, and then approves.
    move(noor, plan, "request_second_review")
    grace = agency.visit_as("grace")
    assert "Waits for a second review" in grace.visit("/").text
    move(grace, plan, "return_to_draft", reason="Say who Sage is.")
    page = noor.visit(f"{plan}/history")
    assert "The second reader returned the draft" in page.text
    move(noor, plan, "request_second_review")
    move(grace, plan, "approve")

    # She agrees, except for one thing, in her own words.
    kit = agency.visit_as("kit")
    page = answer_all(kit, plan)
    assert page.path == f"{room_of(plan)}/sent"
    move(noor, plan, "agree")
    parts = f"{room_of(plan)}/signature/parts"
    kit.visit(parts)
    kit.submit(parts, {"part": "2"})
    kit.submit(f"{parts}/2", {"words": HER_EXCEPTION})
    sign_own(kit, plan, "Kit")
    page = sign_staff(noor, plan)
    assert HER_EXCEPTION in page.quotes
    move(noor, plan, "complete")
    assert set(original_quotes(paper_of(noor, plan, 1)).values()) >= {HER_WORDS, HER_EXCEPTION}

    agency.on(date(2026, 3, 16))
    agency.sweep()
    noor = agency.visit_as("noor")
    page = noor.visit(plan)
    assert "In force since March 16, 2026." in page.text

    # Later of 90 days or the sixth session: 90 days alone open nothing.
    for week in range(5):
        _session(agency, plan, date(2026, 3, 17) + timedelta(weeks=week))
    agency.on(date(2026, 7, 1))
    agency.sweep()
    assert "In force since" in agency.visit_as("noor").visit(plan).text
    assert "Periodic review (you are here)" not in _spaced(agency.visit_as("noor").visit(plan).text)
    _session(agency, plan, date(2026, 7, 2))
    agency.on(date(2026, 7, 3))
    agency.sweep()
    noor = agency.visit_as("noor")
    assert "A review is under way" in noor.visit("/").text
    decide_all(noor, plan, decision="keep", reason="It helps.")
    page = move(noor, plan, "confirm_unchanged", held_on="2026-07-03", person_took_part="Kit was there.")
    assert "In force since March 16, 2026." in page.text


def _session(agency: Agency, plan: str, day: date) -> None:
    agency.on(day)
    noor = agency.visit_as("noor")
    noor.visit(f"{plan}/sessions")
    page = noor.submit(f"{plan}/sessions", {"held_on": day.isoformat()})
    assert page.status == 200


def _options(html: str, name: str) -> list[tuple[str, str]]:
    from tests.web.house_rules import parse_page, text_of

    tree = parse_page(html)
    select = next(each for each in tree.iter("select") if (each.get("id") or "").startswith(name))
    return [(option.get("value") or "", text_of(option)) for option in select.iter("option")]


def _spaced(text: str) -> str:
    return text.replace("(you", " (you").replace("  ", " ")
