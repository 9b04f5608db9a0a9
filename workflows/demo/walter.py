"""Walter is 84, on an aging waiver. His review is under way, begun after its day."""

from datetime import timedelta

from engine.dates import plus_months
from engine.people import RelationKind
from engine.signatures import SigningMethod
from workflows import circle, reviewing, witnessing
from workflows.circle import SupporterForm
from workflows.demo import lines
from workflows.demo.tale import Chapters, Tale, came

NOTES = """\
W. Lindqvist, 84, home visit, 2nd floor, elevator out again. Sam + niece Karin. aging waiver
Walter: “I have buried two dogs in this yard. I am not going anywhere.”
Karin: “Uncle Walter, nobody said going.” (she did say it, in the car)
Walter: “What I want is to get down to the workbench without asking.”
falls: one, 10/2, the rug. no fx. vision poor L eye. bp pills am
good: fixes clocks, still. people bring them from 3 towns
Walter: “I'll take the help on Tuesdays. Not a stranger. The one with the loud laugh.” = Dolores, HHA
meals: MOW ok but Walter said “too much beige”
if Dolores out: Karin, then agency - they must call first, he does not open the door
"""


def story(tale: Tale) -> Chapters:
    """Periodic review: due nine days ago, opened six days ago, some lines decided."""
    due = tale.today - timedelta(days=9)
    in_force = plus_months(due, -12)
    begun = (tale.today - in_force).days
    yield tale.ago(begun + 31)
    walter = tale.person(
        "sam",
        "Walter Lindqvist",
        sign_in="walter",
        preferred_name="Walter",
        also_called=["Walter"],
        pronouns="he, him",
        how_i_say_yes_and_no="Plainly. Sit on my right side, that ear works.",
        program="Aging waiver",
    )
    family = SupporterForm(name="Karin Lindqvist", kind=RelationKind.FAMILY)
    circle.add_supporter(tale.session, tale.by("walter"), walter, family)
    plan = tale.begin("sam", walter, "federal_hcbs")
    yield tale.ago(begun + 27)
    said = tale.meet(
        "sam",
        plan,
        walter,
        NOTES,
        came(("Walter Lindqvist", ""), ("Karin Lindqvist", "niece"), ("Sam Okoye", "service coordinator")),
        place="At home",
    )
    yield tale.ago(begun + 25)
    tale.draft(
        "sam",
        plan,
        [
            lines.vision("To stay where he is.", said("I am not going anywhere")),
            lines.strength("He repairs clocks for three towns", "The workbench is part of every week."),
            lines.need("The stairs to the workbench", said("get down to the workbench")),
            lines.outcome(
                "Walter reaches the workbench on his own", "He has, on five days of a week.", said("workbench")
            ),
            lines.service("Home health aide", "Northside Home Care", "Tuesdays", said("the help on Tuesdays")),
            lines.service("Meals", "Meals on Wheels", "Five days a week"),
            lines.backup("Karin comes", "Karin Lindqvist", "555-0131"),
            lines.backup("The agency sends somebody, and calls first", "Northside Home Care", "555-0132"),
            lines.risk("A fall on the stairs", "Second rail, the rug is taped."),
        ],
        effective_on=in_force,
    )
    yield tale.ago(begun + 21)
    tale.share("sam", plan)
    yield tale.ago(begun + 17, 15)
    tale.answer("walter", plan, helped_by="Karin, who read it aloud")
    yield tale.ago(begun + 12)
    tale.ask_signatures("sam", plan)
    witnessing.observe_assent(
        tale.session,
        plan,
        tale.by("grace"),
        slot_id=tale.slot(plan, "participant").id,
        seen="I read the last page to him. He nodded twice and put his hand flat on the paper. His hand shook too much for a pen.",
    )
    yield tale.ago(begun + 11, 11)
    tale.picture(plan, "walter", "walters_name.png", SigningMethod.DRAWN, "His name, drawn with a finger")
    tale.sign(plan, "sam")
    tale.complete("sam", plan)
    yield tale.ago(begun, 1)
    tale.take_effect(plan)
    yield tale.ago(6)
    reviewing.open_review(tale.session, plan, tale.by("sam"), because="due")
    yield tale.ago(2, 15)
    tale.decide("sam", plan, keep="Talked through with Walter: stays as it is.", upto=4)
