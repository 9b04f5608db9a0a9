"""Nadia's treatment plan came back from its second review with a reason, was mended, and is being read again."""

from engine.plans import PlanType
from workflows import planning, sharing
from workflows.demo.tale import Chapters, Tale, came
from workflows.demo.treatment import Course, treatment_lines

NOTES = """\
N. Petrov 2nd visit, in office. tired, came straight from night shift
Nadia: “I cry in the car so that nobody has to see it.”
mother died in May. work (nursing home) = everybody dies there too
Nadia said “I want to cook her soup again without falling apart.”
PHQ 17, passive thoughts, no plan, no means, talked + wrote safety plan
church Sun, sister Vera daily on phone (good)
"""

COURSE = Course(
    information="Grief since May, working nights with dying people.",
    diagnosis="Prolonged grief, to be confirmed",
    problem="Crying spells and no rest after night shifts",
    goal="Cooks her mother’s soup",
    behavior="Does one thing of her mother’s each week, with her sister on the phone",
    measure="Entries in her notebook",
    timeframe="Ten weeks",
    intervention="Grief-focused therapy",
    progress="Nights slept through in a week",
    crisis="Ask for help.",
    discharge="Soup cooked, and three months of her own notebook",
    consent="What grief therapy is, what else there is, and that she may stop.",
)


def story(tale: Tale) -> Chapters:
    """Second review: returned once, asked for again three days ago."""
    yield tale.ago(35)
    nadia = tale.person(
        "noor",
        "Nadia Petrov",
        sign_in="nadia",
        also_called=["Nadia"],
        pronouns="she, her",
        how_i_say_yes_and_no="I say it quietly.",
        program="Outpatient clinic",
    )
    plan = tale.begin("noor", nadia, "generic_outpatient", PlanType.TREATMENT)
    yield tale.ago(28, 9)
    said = tale.meet(
        "noor", plan, nadia, NOTES, came(("Nadia Petrov", ""), ("Noor Haddad", "clinician")), place="Clinic"
    )
    yield tale.ago(26)
    planning.hold_meeting(tale.session, plan, tale.by("noor"))
    treatment_lines(tale, "noor", plan, COURSE, said("cook her soup"))
    tale.save("noor", plan, effective_on=tale.ago(-5).date())
    yield tale.ago(20)
    sharing.request_second_review(tale.session, plan, tale.by("noor"))
    yield tale.ago(12, 16)
    sharing.return_to_draft(
        tale.session,
        plan,
        tale.by(
            "grace",
            reason="The crisis plan names nobody to call. She wrote a safety plan with you: put the names from it in.",
        ),
    )
    yield tale.ago(4)
    crisis = tale.lines(plan, "crisis_plan")[0]
    names = "Call Vera first. Then the clinic’s line at 555-0150, any hour. Then 988."
    tale.change("noor", plan, crisis, text=names, who="Vera Petrov")
    tale.save("noor", plan, effective_on=tale.ago(-12).date())
    yield tale.ago(3)
    sharing.request_second_review(tale.session, plan, tale.by("noor"))
