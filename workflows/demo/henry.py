"""Henry moved to be near his daughter. His plan was closed, with what comes next for him."""

from workflows import happenings
from workflows.demo import lines
from workflows.demo.tale import Chapters, Tale, came

NOTES = """\
Henry Boateng, 71, plan mtg, his front room, game on (muted, mostly). Lena, Henry
Henry: “I fish on Fridays. Put that first, before the pills.”
knee bad. drives still, day only
Henry said “When Abena has her baby I am gone from here. Write that down too.”
"""


def story(tale: Tale) -> Chapters:
    """Closed sixty days ago."""
    yield tale.ago(300)
    henry = tale.person(
        "lena",
        "Henry Boateng",
        sign_in="henry",
        preferred_name="Henry",
        also_called=["Henry"],
        pronouns="he, him",
        program="Aging waiver",
    )
    plan = tale.begin("lena", henry, "federal_hcbs")
    yield tale.ago(294)
    said = tale.meet(
        "lena", plan, henry, NOTES, came(("Henry Boateng", ""), ("Lena Brandt", "service coordinator")), place="At home"
    )
    yield tale.ago(290)
    tale.draft(
        "lena",
        plan,
        [
            lines.vision("Fridays at the water, and then his grandchild.", said("I fish on Fridays")),
            lines.strength("Drives by day, knows every landing on the river"),
            lines.need("Help with the knee on stairs"),
            lines.outcome("Fishing on Fridays", "He was at the water three Fridays of four."),
            lines.service("Homemaker", "Northside Home Care", "Twice a week"),
            lines.backup("His neighbor looks in", "Mr. Pruitt", "555-0190"),
            lines.risk("The stairs in winter", "Salt by the door, rail repaired."),
        ],
        effective_on=tale.ago(270).date(),
    )
    yield tale.ago(286)
    tale.share("lena", plan)
    yield tale.ago(282, 15)
    tale.answer("henry", plan)
    yield tale.ago(278)
    tale.ask_signatures("lena", plan)
    tale.sign(plan, "henry", "lena")
    tale.complete("lena", plan)
    yield tale.ago(270, 1)
    tale.take_effect(plan)
    yield tale.ago(100)
    happenings.report_trigger(
        tale.session, plan, tale.by("lena"), kind="residence_move", happened_on=tale.on, text="Abena had her baby."
    )
    yield tale.ago(60)
    happenings.close(
        tale.session,
        plan,
        tale.by(
            "lena",
            reason="Henry moved to Columbus to live with his daughter.",
            next_for_the_person="He is on the waiver list there; his new coordinator has his plan, with his agreement.",
        ),
    )
