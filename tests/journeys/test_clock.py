"""The clock alone: what waits for its day, what waits for people, and what a sweep never does twice."""

from datetime import date

from tests.journeys.agency import Agency
from tests.journeys.steps import (
    ISP_LINES,
    answer_all,
    begin,
    move,
    record_meeting,
    save_revision,
    sign_own,
    sign_staff,
    write_lines,
)

HIS_WORDS = "I want to live with my dog."


def test_in_maine_nothing_starts_until_everybody_has_signed(agency: Agency) -> None:
    torres = agency.visit_as("lucia")
    plan = begin(torres, agency, "Mo", "isp/maine")
    notes = f"Mo: “{HIS_WORDS}”\n"
    meeting = record_meeting(torres, plan, notes=notes, names=["Mo", "Gail Webb"], held_on=date(2026, 3, 11)).path
    torres.submit(f"{meeting}/quotes", {"keep": "participant", "agreed": "yes"})
    torres.visit(f"{plan}/draft")
    torres.submit(f"{plan}/draft")
    write_lines(torres, plan, [("vision", {"text": "Home with his dog"}), *ISP_LINES])
    page = torres.visit(f"{plan}/edit")
    where = next((action for action in page.links), None)
    assert where is not None
    save_revision(torres, plan, date(2026, 4, 1))
    move(torres, plan, "share")
    mo, gail = agency.visit_as("mo"), agency.visit_as("gail")
    answer_all(mo, plan)
    answer_all(gail, plan)
    move(torres, plan, "agree")
    sign_own(mo, plan, "Mo")
    sign_staff(torres, plan)

    # Its day comes and goes: one signature is missing, and nothing of the plan starts.
    agency.on(date(2026, 4, 2))
    agency.sweep()
    torres = agency.visit_as("lucia")
    page = torres.visit(plan)
    assert "In force since" not in page.text
    assert "Gail Webb" in page.text
    page = torres.visit(f"{plan}/moves/complete")
    assert "stand" in page.text
    assert not [form for form in page.tree.iter("form") if form.get("action") == f"{plan}/moves/complete"]

    # The last signature is the last condition.
    gail = agency.visit_as("gail")
    sign_own(gail, plan, "Gail")
    move(torres, plan, "complete")
    agency.sweep()
    page = torres.visit(plan)
    assert "In force since April 2, 2026." in page.text


def test_a_second_sweep_of_the_same_day_changes_nothing(agency: Agency) -> None:
    agency.sweep()
    again = agency.sweep()
    assert (again.reminded, again.fell_due, again.failed) == (0, 0, 0)
