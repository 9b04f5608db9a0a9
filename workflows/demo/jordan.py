"""Jordan has an outpatient treatment plan in Wisconsin: reviewed after 90 days or six sessions, whichever is later."""

from datetime import timedelta

from engine.copies import Rendition
from engine.plans import PlanType
from workflows import happenings, planning
from workflows.demo.tale import Chapters, Tale, came
from workflows.demo.treatment import Course, treatment_lines

NOTES = """\
intake + planning, J. Hale, telehealth cam kept freezing so moved to phone then back
Jordan: “I want to sleep before two in the morning and not be a ghost at work.”
panic on the train 3x since Jan. stopped taking it, bikes, rain is a problem lol
Jordan: “When it starts I count the ceiling tiles. There are never enough tiles.”
PHQ 14 GAD 16. no SI. asked twice, different ways
Jordan said “I don't want pills first. I want to try the talking first.”
partner Sage knows, ok to call Sage in a crisis (roi signed)
weekly, 50 min. CBT for panic, sleep restriction maybe wk 3
"""


def story(tale: Tale) -> Chapters:
    """Signed and in force for eighty days; six sessions were held, so the review is due in ten."""
    in_force = tale.today - timedelta(days=80)
    yield tale.ago(101)
    jordan = tale.person(
        "noor",
        "Jordan Hale",
        sign_in="jordan",
        also_called=["Jordan"],
        pronouns="they, them",
        how_i_say_yes_and_no="Out loud. Maybe means no for today.",
        program="Outpatient clinic",
    )
    plan = tale.begin("noor", jordan, "wi_outpatient_dhs35", PlanType.TREATMENT)
    yield tale.ago(97, 16)
    said = tale.meet(
        "noor", plan, jordan, NOTES, came(("Jordan Hale", ""), ("Noor Haddad", "clinician")), place="Video"
    )
    yield tale.ago(96)
    course = Course(
        information="Panic on the train since January; came by own choice.",
        diagnosis="Panic disorder",
        problem="Panic away from home, and four hours of sleep",
        goal="Rides the train to work",
        behavior="Rides three stops with the breathing practiced in session",
        measure="Rides per week, written down by Jordan",
        timeframe="Within eight weeks",
        intervention="Cognitive behavioral therapy for panic, with exposure in steps",
        progress="Panic attacks per week",
        crisis="Call Sage, then the clinic’s line at 555-0150, then 988.",
        discharge="Eight weeks without a panic attack that kept Jordan home",
        consent="Options, side effects of each, and the right to stop were explained.",
    )
    planning.hold_meeting(tale.session, plan, tale.by("noor"))
    treatment_lines(tale, "noor", plan, course, said("I want to sleep"))
    tale.save("noor", plan, effective_on=in_force)
    yield tale.ago(92)
    tale.share("noor", plan)
    yield tale.ago(90, 22)
    tale.answer("jordan", plan)
    yield tale.ago(85)
    tale.ask_signatures("noor", plan)
    tale.sign(plan, "jordan", "noor")
    tale.complete("noor", plan)
    yield tale.ago(80, 1)
    tale.take_effect(plan)
    tale.give_copies(
        "noor",
        plan,
        ("Jordan Hale", Rendition.EASY_READ, "Handed over at the visit, and put into his backpack."),
        ("Noor Haddad, LCSW", Rendition.STANDARD, ""),
    )
    for days in (75, 66, 54, 40, 26, 12):
        yield tale.ago(days, 16)
        happenings.record_session(tale.session, plan, tale.by("noor"), held_on=tale.on)
