"""Delia's plan is in force, and its review should have been held three weeks ago."""

from datetime import timedelta

from engine.dates import plus_months
from workflows.demo import lines
from workflows.demo.tale import Chapters, Tale, came

NOTES = """\
Delia Finch plan mtg, day center, noisy!! moved to the van. Delia, Lena, Omar (DSP)
Delia: “I want a goldfish. Not a picture of a goldfish.”
Omar says she waters every plant in the building w/out being asked
Delia said “I want to go to my sister's on the train. With a ticket I bought.”
seizures none since 2021. crosses streets w/out looking - works on it
"""


def story(tale: Tale) -> Chapters:
    """Signed; the review fell due 23 days ago."""
    in_force = plus_months(tale.today - timedelta(days=23), -12)
    begun = (tale.today - in_force).days
    yield tale.ago(begun + 30)
    delia = tale.person(
        "lena",
        "Delia Finch",
        sign_in="delia",
        preferred_name="Delia",
        also_called=["Delia"],
        pronouns="she, her",
        how_i_say_yes_and_no="I clap for yes.",
        program="HCBS waiver",
    )
    plan = tale.begin("lena", delia, "federal_hcbs")
    yield tale.ago(begun + 24)
    said = tale.meet(
        "lena",
        plan,
        delia,
        NOTES,
        came(("Delia Finch", ""), ("Omar Aziz", "direct support"), ("Lena Brandt", "service coordinator")),
        place="The van",
    )
    yield tale.ago(begun + 22)
    tale.draft(
        "lena",
        plan,
        [
            lines.vision("Things of her own to look after.", said("I want a goldfish")),
            lines.strength("She waters every plant in the building", "The plants are her job there."),
            lines.need("Somebody beside her at crossings"),
            lines.outcome("To her sister by train", "One trip, with a ticket she bought.", said("on the train")),
            lines.service("Day supports", "Maple Center", "Four days a week"),
            lines.backup("Her sister comes by car", "Fern Finch", "555-0155"),
            lines.risk("Crossing without looking", "Practice twice a week at the same corner."),
        ],
        effective_on=in_force,
    )
    yield tale.ago(begun + 18)
    tale.share("lena", plan)
    yield tale.ago(begun + 15, 16)
    tale.answer("delia", plan, helped_by="Omar turned the pages")
    yield tale.ago(begun + 10)
    tale.ask_signatures("lena", plan)
    tale.sign(plan, "delia", "lena")
    tale.complete("lena", plan)
    yield tale.ago(begun, 1)
    tale.take_effect(plan)
