"""The turns a plan can take besides the straight way: taken back, said no to, corrected, amended, discarded, closed."""

from datetime import date

from tests.journeys.agency import Agency
from tests.journeys.steps import (
    ISP_LINES,
    answer_all,
    begin,
    move,
    record_meeting,
    room_of,
    save_revision,
    sign_own,
    sign_staff,
    write_lines,
)

HER_NO = "No. It is MY day, not theirs."
EFFECTIVE = date(2026, 4, 1)


def test_a_plan_is_taken_back_said_no_to_and_then_closed_with_what_comes_next(sqlite_agency: Agency) -> None:
    agency, plan = sqlite_agency, _shared(sqlite_agency)
    torres, dee = agency.visit_as("lucia"), agency.visit_as("dee")
    move(torres, plan, "recall", reason="The bus times were wrong.")
    assert "taken back" in dee.visit("/messages").text
    assert "Write the draft" in torres.visit(plan).links
    save_revision(torres, plan, EFFECTIVE)
    move(torres, plan, "share")
    answer_all(dee, plan)
    move(torres, plan, "agree")
    dee.visit(f"{room_of(plan)}/signature/no")
    page = dee.submit(f"{room_of(plan)}/signature/no", {"words": HER_NO})
    assert "You said no to signing" in page.text
    assert "You can still sign later" in page.text
    assert HER_NO in torres.visit(f"{plan}/signatures").quotes
    assert "You said no to signing" in dee.visit("/my-plan").text
    move(torres, plan, "close", reason="She moved.", next_for_the_person="Her new agency calls her on Monday.")
    assert "Her new agency calls her on Monday." in dee.visit("/my-plan").text


def test_a_correction_an_amendment_and_a_discarded_revision_are_three_things(sqlite_agency: Agency) -> None:
    agency, plan = sqlite_agency, _shared(sqlite_agency)
    torres, dee = agency.visit_as("lucia"), agency.visit_as("dee")
    answer_all(dee, plan)
    move(torres, plan, "agree")
    sign_own(dee, plan, "Dee")
    sign_staff(torres, plan)
    move(torres, plan, "complete")
    agency.on(EFFECTIVE)
    agency.sweep()
    torres = agency.visit_as("lucia")
    page = torres.visit(f"{plan}/correction")
    phone = next(name for name, values in page.form(f"{plan}/correction").items() if values == ["555-0142"])
    torres.submit(f"{plan}/correction", {phone: "555-0199", "reason": "The number was read out wrong."})
    page = torres.visit(plan)
    assert "555-0199" in page.text
    assert "In force since April 1, 2026." in page.text
    move(torres, plan, "amend", reason="She wants a dog.")
    assert "Meanwhile the version before stays in force." in torres.visit(plan).text
    move(torres, plan, "discard_revision", reason="The dog stays with her sister.")
    page = torres.visit(plan)
    assert "In force since April 1, 2026." in page.text
    page = torres.visit(f"{plan}/versions")
    assert {"Version 1", "Version 2", "Version 3"} <= set(page.links)


def _shared(agency: Agency) -> str:
    torres = agency.visit_as("lucia")
    plan = begin(torres, agency, "Dee", "isp/federal_hcbs")
    notes = "Dee: “My own day.”\n"
    meeting = record_meeting(torres, plan, notes=notes, names=["Dee"], held_on=date(2026, 3, 11)).path
    torres.submit(f"{meeting}/quotes", {"keep": "participant", "agreed": "yes"})
    torres.visit(f"{plan}/draft")
    torres.submit(f"{plan}/draft")
    write_lines(torres, plan, [("vision", {"text": "A day of her own"}), *ISP_LINES])
    save_revision(torres, plan, EFFECTIVE)
    move(torres, plan, "share")
    return plan
