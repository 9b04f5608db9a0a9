"""Priscilla said no to signing. Her words, the open door, and its date stand with the plan."""

from datetime import timedelta

from workflows import signing
from workflows.demo import lines
from workflows.demo.tale import Chapters, Tale, came

NOTES = """\
Priscilla Okafor ("Cilla"), plan mtg @ the bakery where she works, after shift, she wanted cake first. fair
Cilla: “I want Tuesday off. I told everybody. TUESDAY.”
Cilla: “And a key to the oven room.”
Renee (bakery) says she is the best froster they have had, 9 yrs
sister on phone, dropped off. Renee: “She asked for Tuesdays in March already”
Cilla said “I do not want a new staff every week. I want Joan.”
needs: rides, the early bus doesnt run. money ok. meds none
if Joan out: Renee can drive her home
"""


def story(tale: Tale) -> Chapters:
    """Signing: she declined; the plan in her own words was not the one on paper."""
    yield tale.ago(50)
    cilla = tale.person(
        "sam",
        "Priscilla Okafor",
        sign_in="cilla",
        preferred_name="Cilla",
        also_called=["Cilla"],
        pronouns="she, her",
        how_i_say_yes_and_no="I say yes. I say no. Believe me the first time.",
        program="HCBS waiver",
    )
    plan = tale.begin("sam", cilla, "federal_hcbs")
    yield tale.ago(41, 15)
    said = tale.meet(
        "sam",
        plan,
        cilla,
        NOTES,
        came(("Priscilla Okafor", ""), ("Renee Dubois", "bakery"), ("Sam Okoye", "service coordinator")),
        place="The bakery",
    )
    yield tale.ago(37)
    tale.draft(
        "sam",
        plan,
        [
            lines.vision("A week with a day of her own in it.", said("I want Tuesday off")),
            lines.strength("Nine years of frosting, the best they have had", "She trains the new ones."),
            lines.need("A ride to the early shift"),
            lines.outcome("The oven room opens to her", "She holds a key.", said("a key to the oven room")),
            lines.service("Supported employment", "Cedar Works", "Mondays to Fridays", said("I want Joan")),
            lines.service("Rides", "Cedar Works", "Each working day at 4:30 am"),
            lines.backup("Renee drives her home", "Renee Dubois", "555-0187"),
            lines.risk("The oven room alone", "She has done the training twice; Renee signs for the key."),
        ],
        effective_on=tale.ago(-6).date(),
    )
    yield tale.ago(30)
    tale.share("sam", plan)
    yield tale.ago(26, 18)
    tale.answer("cilla", plan)
    yield tale.ago(19)
    tale.ask_signatures("sam", plan)
    yield tale.ago(12, 18)
    tale.on_screen("cilla")
    signing.decline(
        tale.session,
        plan,
        tale.by("cilla"),
        fingerprint=tale.version(plan).fingerprint or "",
        words="It says Mondays to Fridays. I will sign when it says no Tuesday. Not before.",
        explained="Sam read her what happens without a signature: the plan before goes on. She can sign later.",
        offered_again_on=tale.today + timedelta(days=9),
    )
