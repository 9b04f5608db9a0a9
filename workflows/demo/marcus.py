"""Marcus speaks with a device. His guardian disagrees beside him, not over him; one signature is still missing."""

from pathlib import Path

from engine.disagreement_steps import DisagreementStepKind
from engine.life_areas import LifeArea
from engine.originals import OriginalKind
from engine.quotes import Attribution, Method
from engine.rounds import Reply
from engine.signatures import SigningMethod
from workflows import answering, choosing_parts, disagreeing, guardians, keeping_files, recording, staffing
from workflows.agreeing import StaffSigner
from workflows.demo import lines
from workflows.demo.tale import Chapters, Tale, came
from workflows.guardians import GuardianForm
from workflows.keeping_files import KeptFile
from workflows.loading import latest_meeting

NOTES = """\
Marcus Webb, planning mtg. Library room 2 (he picked it, quiet + window). w/ his talker, eye gaze mount new
here: Marcus, Gail (mom + guardian), Bev Tran (Lakeside), Sam (notes)

talker was off first 10 min, battery. waited. worth it.
Marcus (talker): “I want to live with Devon. Two rooms. One dog.”
Gail: “He has no idea what rent costs.” Marcus looked at her a long time
Marcus (talker): “I know what rent costs. I looked it up.”
Bev says he types faster in the am, and when nobody finishes his sentences for him
Marcus (talker): “Do not finish my sentences.”   <- put this in plan somewhere everybody sees it
eats: soft food, cut small. choking plan from SLP, renew it
nights: Gail wants somebody awake at night. Marcus (talker): “Asleep staff is fine. I have a button.”
work: photographs trains, has sold 4 prints!! wants a stall at the fall market
back up: Devon's sister has a key. then on call
"""


def _drawing() -> KeptFile:
    """Made with his eyes, on the talker’s screen."""
    content = (Path(__file__).parent / "pictures/two_rooms_one_dog.png").read_bytes()
    return KeptFile("two rooms one dog.png", OriginalKind.PICTURE, "image/png", content, "image/png", content)


def story(tale: Tale) -> Chapters:
    """Signing: he signed, she signed except for one thing, the provider has not yet."""
    yield tale.ago(70)
    marcus = tale.person(
        "sam",
        "Marcus Webb",
        sign_in="marcus",
        also_called=["Marcus"],
        pronouns="he, him",
        how_i_say_yes_and_no="Yes: I look up. No: I look at the floor. Give me ten seconds. My talker says the rest.",
        program="HCBS waiver",
    )
    papers = GuardianForm(name="Gail Webb", scope=("services", "health"), account_id=tale.accounts["gail"].id)
    guardian = guardians.add_guardian(tale.session, tale.by("sam"), marcus, papers)
    guardians.note_papers_seen(tale.session, tale.by("grace"), guardian, seen_on=tale.on)
    bev = tale.accounts["bev"]
    staffing.assign(tale.session, tale.by("grace"), marcus, bev, part="provider", starts_on=tale.on)
    plan = tale.begin("sam", marcus, "federal_hcbs")
    yield tale.ago(62)
    said = tale.meet(
        "sam",
        plan,
        marcus,
        NOTES,
        came(
            ("Marcus Webb", ""),
            ("Gail Webb", "mother and guardian"),
            ("Bev Tran", "Lakeside Supports"),
            ("Sam Okoye", "service coordinator"),
        ),
        place="Library, room 2",
        method=Method.AAC,
    )
    recording.record_observation(
        tale.session,
        plan,
        tale.by("sam"),
        text="He turned the talker up when he named the dog, and laughed.",
        seen_on=tale.on,
    )
    drawing = keeping_files.capture_file(
        tale.session,
        plan,
        tale.by("sam"),
        file=_drawing(),
        attribution=Attribution.PARTICIPANT,
        speaker="Marcus",
        method=Method.DRAWN,
        said_on=tale.on,
        may_include=True,
        meeting=latest_meeting(tale.session, plan),
        life_area=LifeArea.HOME,
        language="und",
    )
    yield tale.ago(58)
    tale.draft(
        "sam",
        plan,
        [
            lines.vision("A home of his own choosing, with a friend.", said("I want to live with Devon"), drawing.id),
            lines.strength("He photographs trains, and four prints were sold", "A stall at the fall market."),
            lines.preference("Time to answer: wait ten seconds, in silence", said("Do not finish my sentences")),
            lines.need("Food cut small, and somebody near who knows the choking plan"),
            lines.need("Help to read a lease and the rent", said("I know what rent costs")),
            lines.outcome(
                "Marcus and Devon have seen three places", "Dates of the visits, and what each of them said."
            ),
            lines.outcome("A stall at the fall market", "He was there with prints to sell."),
            lines.service("Residential supports", "Lakeside Supports", "Daily", notes="Asleep overnight, call button."),
            lines.service("Speech and language therapy", "County clinic", "Every two weeks"),
            lines.backup("Devon’s sister comes; she has a key", "Devon’s sister", "555-0126"),
            lines.backup("On-call line of Lakeside Supports", "Lakeside on call", "555-0100"),
            lines.risk("Choking", "Choking plan of the speech therapist, renewed each year."),
            lines.risk("Nights without awake staff", "Call button tested each evening.", said("Asleep staff is fine")),
        ],
        effective_on=tale.ago(-10).date(),
    )
    yield tale.ago(48)
    tale.share("sam", plan)
    yield tale.ago(44, 9)
    answered = ("vision", "strengths", "outcomes", "services", "backup", "risks")
    tale.answer("marcus", plan, answered, helped_by="Devon, who held the mount still")
    yield tale.ago(43)
    answering.witness(
        tale.session,
        plan,
        tale.by("bev"),
        section=tale.section(plan, "needs").lineage_id,
        seen="I read this part to him twice. He looked up both times and kept looking up.",
    )
    yield tale.ago(41, 21)
    tale.answer("gail", plan, ("vision", "strengths", "needs", "outcomes", "services", "backup"))
    tale.answer(
        "gail",
        plan,
        ("risks",),
        Reply.CHANGE,
        "I do not agree with asleep staff. He choked twice last winter, at night.",
    )
    yield tale.ago(39)
    disagreeing.record_step(
        tale.session,
        plan,
        tale.by("sam"),
        kind=DisagreementStepKind.TALKED,
        with_whom="Marcus Webb and Gail Webb",
        way="At their kitchen table",
        text="We went through the nights with the call button in view. Each kept their answer. An advocate was offered.",
        on=tale.on,
    )
    yield tale.ago(20)
    provider = StaffSigner("provider", "Bev Tran, Lakeside Supports", tale.accounts["bev"].id)
    tale.ask_signatures("sam", plan, [provider])
    yield tale.ago(18, 9)
    tale.picture(plan, "marcus", "a_star.png", SigningMethod.CHOSEN_MARK, "Star")
    yield tale.ago(17, 21)
    nights = tale.section(plan, "risks").lineage_id
    choosing_parts.choose_parts(
        tale.session,
        plan,
        tale.by("gail"),
        parts=[nights],
        words={nights: "Except for the nights. I want somebody awake, and I will ask again in three months."},
    )
    tale.sign(plan, "gail")
    yield tale.ago(16)
    tale.sign(plan, "sam")
