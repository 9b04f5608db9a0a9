"""Delia's plan is in force, and its review should have been held three weeks ago. Her uncle may no longer see it."""

from datetime import timedelta

from engine.authorities import AuthorityType
from engine.copies import Rendition
from engine.dates import plus_months
from workflows import guardians, suspending
from workflows.demo import lines
from workflows.demo.tale import Chapters, Tale, came
from workflows.guardians import GuardianForm

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
    tale.answer("delia", plan, helped_by="Omar, who turned the pages")
    yield tale.ago(begun + 10)
    tale.ask_signatures("lena", plan)
    tale.sign(plan, "delia", "lena")
    tale.complete("lena", plan)
    yield tale.ago(begun, 1)
    tale.take_effect(plan)
    tale.give_copies(
        "lena",
        plan,
        ("Delia Finch", Rendition.LARGE_PRINT, "Handed over at the visit; the first page was read to her."),
    )
    yield tale.ago(60)
    papers = GuardianForm(
        name="Paul Finch",
        scope=("services", "health"),
        account_id=tale.accounts["paul"].id,
        authority=AuthorityType.LIMITED,
        court="Hill County Probate Court",
        papers="Case 19-0417, copy in Delia’s folder",
    )
    uncle = guardians.add_guardian(tale.session, tale.by("lena"), delia, papers)
    guardians.note_papers_seen(tale.session, tale.by("dana"), uncle, seen_on=tale.on)
    yield tale.ago(12, 9)
    suspending.ask_suspension(
        tale.session,
        tale.by("lena"),
        uncle,
        reason="Omar saw a bruise after each visit. A report is with protective services, and she is afraid of him.",
    )
    yield tale.ago(12, 10)
    suspending.decide_suspension(tale.session, tale.by("dana"), uncle, confirm=True)
