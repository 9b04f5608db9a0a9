"""Rosa: a year in force, a correction, a review she asked for, a version taken back, and one that waits for her answers."""

from engine.people import RelationKind
from engine.rounds import Reply
from workflows import amending, circle, happenings, reviewing, sharing
from workflows.circle import SupporterForm
from workflows.demo import lines
from workflows.demo.tale import Chapters, Tale, came
from workflows.planning import Line
from workflows.supporting import AgreementForm, record_agreement

FIRST_MEETING = """\
ISP mtg - Rosa Delgado ("Rosie" only to her brother!)  her place, kitchen, 10am
here: Rosa, Leo (brother, she invited him), me (Sam), Bev from Lakeside. job coach on vacation

- Rosa goes first, house rule. Rosa: “I want to sing in front of people. Not in my room with the door shut.”
- then she played us the voice memo from choir tryouts, 3 times
- Rosa said “I like the bus. The bus is where the people are.”  does the 14 alone since last fall
- Leo: “She shouldn't be on the bus after dark, call me old fashioned.” Rosa rolled her eyes
good at: names, birthdays, harmony, anything w/ a melody. Makes the coffee for everybody
likes: yellow, Celia Cruz, texting. NOT: being talked about like she's not in the room

money - wants her own debit card. Rosa: “Let me see it before you spend it.”  -> look at statement together 1st Mon
health: asthma, inhaler in the blue bag. forgot it twice in Nov
needs help w/ letters from the county, they are long + mean
back up: if pm staff cancels: 1 Leo (15 min) 2 Mrs. Ito next door 3 on call
24 hrs/wk comp supports now, stay at 24
next: call choir re Thursday rehearsals (Sam)
"""

REVIEW_MEETING = """\
Rosa D. review - she asked for it!! her kitchen again. Rosa, Leo, Sam. Bev by phone (bad line)
choir yes since April, 2 concerts. Rosa: “I sang. I sang the high part and nobody helped me.”
now wants more: Rosa said “Now I want to get paid for it. Even five dollars.”
bus after dark: happened twice, went fine. Leo ok w/ it if she texts. Rosa: “I text him a thumb. One thumb.”
Rosa doesn't want staff at rehearsal any more. “They sit there and look at their phone” she said
cut pm hrs Thu? -> yes her idea
"""


def story(tale: Tale) -> Chapters:
    """Participant review: shared eight days ago, three parts answered."""
    yield tale.ago(372)
    rosa = tale.person(
        "sam",
        "Rosa Delgado",
        sign_in="rosa",
        preferred_name="Rosa",
        also_called=["Rosa"],
        pronouns="she, her",
        how_i_say_yes_and_no="I say it. If I go quiet, ask me again later.",
        program="HCBS waiver",
    )
    both = ("plan", "words")
    leo, charlie = tale.accounts["leo"].id, tale.accounts["charlie"].id
    brother = SupporterForm(name="Leo Delgado", kind=RelationKind.FAMILY, shares=both, account_id=leo)
    helper = circle.add_supporter(tale.session, tale.by("rosa"), rosa, brother)
    roommate = SupporterForm(name="Charlie Quill", kind=RelationKind.FRIEND, shares=both, account_id=charlie)
    friend = circle.add_supporter(tale.session, tale.by("rosa"), rosa, roommate)
    record_agreement(
        tale.session,
        tale.by("sam"),
        helper,
        AgreementForm(
            areas=("understanding", "speaking", "meetings"),
            may_access_information=True,
            made_on=tale.on,
            witnesses=("Ines Ortega", "Paul Adeyemi"),
            papers="Agreement of support, Rosa’s folder, part 2",
        ),
    )
    plan = tale.begin("sam", rosa, "federal_hcbs")
    yield tale.ago(365)
    said = tale.meet(
        "sam",
        plan,
        rosa,
        FIRST_MEETING,
        came(
            ("Rosa Delgado", ""),
            ("Leo Delgado", "brother"),
            ("Sam Okoye", "service coordinator"),
            ("Bev Tran", "Lakeside Supports"),
        ),
        place="Rosa’s kitchen",
    )
    yield tale.ago(363, 14)
    tale.draft(
        "sam",
        plan,
        [
            lines.vision("Rosa wants an audience.", said("sing in front of people")),
            lines.strength("Names, birthdays and harmony", "She welcomes people at choir by name."),
            lines.preference("Being part of the talk about her, never the subject of it", said("I like the bus")),
            lines.need("Somebody to read long letters from the county with her"),
            lines.need("A reminder for the inhaler when the blue bag is not packed"),
            lines.outcome("Rosa sings with a choir", "She has been at a rehearsal, then at a concert."),
            lines.outcome("Rosa sees her money", "Statement read together every first Monday.", said("Let me see it")),
            lines.service("Community supports", "Lakeside Supports", "24 hours a week"),
            lines.backup("If evening staff cannot come, call Leo", "Leo Delgado", "555-0119"),
            lines.backup("Then Mrs. Ito next door", "Mrs. Ito", "555-0143"),
            lines.risk("Asthma away from home", "Inhaler in the blue bag; staff carry a second one."),
        ],
        effective_on=tale.ago(345).date(),
    )
    yield tale.ago(361)
    for_her_aunt = "Quiero cantar delante de la gente. No en mi cuarto con la puerta cerrada."
    tale.translate("sam", said("sing in front"), for_her_aunt, language="es", made_by="Inés Soto", checked_by="grace")
    tale.share("sam", plan)
    yield tale.ago(357, 17)
    tale.answer("rosa", plan)
    yield tale.ago(355)
    tale.ask_signatures("sam", plan)
    tale.sign(plan, "rosa", "sam")
    tale.complete("sam", plan)
    yield tale.ago(345, 1)
    tale.take_effect(plan)
    yield tale.ago(210)
    amending.correct(
        tale.session,
        plan,
        tale.by("sam", reason="Mrs. Ito has a new phone number."),
        changes={tale.lines(plan, "backup_step")[1].lineage_id: {"reached_at": "555-0178"}},
    )
    yield tale.ago(46, 18)
    circle.end_relation(tale.session, tale.by("rosa"), friend)
    yield tale.ago(40, 20)
    happenings.report_trigger(
        tale.session,
        plan,
        tale.by("rosa"),
        kind="participant_request",
        happened_on=tale.on,
        text="I want to talk about my plan. It is OLD. I sing now.",
    )
    yield tale.ago(33)
    more = tale.meet(
        "sam",
        plan,
        rosa,
        REVIEW_MEETING,
        came(("Rosa Delgado", ""), ("Leo Delgado", "brother"), ("Sam Okoye", "service coordinator")),
        place="Rosa’s kitchen",
    )
    tale.decide(
        "sam",
        plan,
        keep="It still fits her.",
        change={"outcome": "She sings in a choir now and wants to be paid.", "service": "Thursday hours, her idea."},
    )
    reviewing.revise(tale.session, plan, tale.by("sam"), held_on=tale.on, person_took_part="She led it.")
    yield tale.ago(30)
    singing = tale.lines(plan, "outcome")[0]
    tale.change("sam", plan, singing, text="Rosa is paid for singing", how_we_will_know="She has been paid once.")
    tale.use("sam", plan, singing, more("get paid for it"))
    for line in _considered(tale):
        tale.add("sam", plan, line)
    tale.save("sam", plan, effective_on=tale.ago(-14).date())
    tale.easy("sam", plan)
    yield tale.ago(24)
    tale.share("sam", plan)
    yield tale.ago(22)
    sharing.recall(
        tale.session,
        plan,
        tale.by("sam", reason="The Thursday hours still stood in it. Rosa wants them gone, so they go."),
    )
    yield tale.ago(15)
    tale.change("sam", plan, tale.lines(plan, "service")[0], frequency="20 hours a week, none on Thursday evenings")
    tale.save("sam", plan, effective_on=tale.ago(-14).date())
    tale.easy("sam", plan, _EASY)
    yield tale.ago(8)
    tale.share("sam", plan)
    yield tale.ago(5, 19)
    tale.answer("rosa", plan, ("vision", "strengths"))
    tale.answer(
        "rosa",
        plan,
        ("services",),
        Reply.CHANGE,
        "20 is ok. But NOT the lady with the whistle. Somebody who likes music",
    )
    yield tale.ago(3, 20)
    tale.answer("rosa", plan, ("risks",), Reply.TALK, "Talk to me about the bus at night. Without Leo first.")


_EASY = {
    "Community supports": [
        "Lakeside Supports helps you.",
        "They come 20 hours a week.",
        "They do not come on Thursday evenings.",
    ],
    "Rosa wants an audience.": ["You want to sing for people."],
}
"""Lines that Sam wrote over those of the rules."""


def _considered(tale: Tale) -> list[Line]:
    return [
        lines.choice(
            "Go to rehearsal without staff",
            "You are with the choir, and nobody waits for you.\nYou text Leo when you leave.",
            "Nobody from Lakeside is there if you need the inhaler.",
        ),
        lines.as_now("Somebody from Lakeside is near.", "It is not what Rosa wants."),
        lines.limit(
            "The debit card pays 40 dollars a day, not more.",
            "In November the money for the month was gone in one week.",
            "Reading the statement together on Mondays. It helped, but not enough.",
            "Sam and Rosa look at the statement on the first Monday of each month.",
            tale.ago(-100).date(),
            "Rosa can have more on any day. She asks Leo or Sam.",
        ),
    ]
