"""The papers the tests print. Everybody in them is invented."""

from dataclasses import replace
from datetime import UTC, date, datetime

from documents.paper import (
    AnswerPaper,
    AttendeePaper,
    CorrectionPaper,
    FieldPaper,
    ItemPaper,
    MeetingPaper,
    ObservationPaper,
    PlanPaper,
    QuotePaper,
    ReviewDecisionPaper,
    SectionPaper,
    SignaturePaper,
)

FINGERPRINT = "9f2c41d7a0be6358c1e4f7092b6d8a35e0c7914f52ab86d3790e1fb4c2685da0"
KITCHEN = "I want my own kitchen.\nI want to cook on Fridays, and nobody hurries me."
MET = date(2026, 3, 11)


def fields(**values: str) -> tuple[FieldPaper, ...]:
    return tuple(FieldPaper(label=label.replace("_", " "), text=text) for label, text in values.items())


def quote(quote_id: str, text: str, **more: object) -> QuotePaper:
    paper = QuotePaper(
        id=quote_id,
        text=text,
        speaker="Rosa",
        attribution="participant",
        method="spoken",
        said_on=MET,
        place="at home",
        recorded_by="Lena Okafor, her coordinator",
    )
    return replace(paper, **more)


def service(name: str, provider: str, amount: str, often: str, long: str) -> ItemPaper:
    return ItemPaper(
        kind="Service or support",
        title=name,
        fields=fields(Who_provides_it=provider, Amount=amount, How_often=often, For_how_long=long),
    )


def rosas_isp() -> PlanPaper:
    return PlanPaper(
        plan_type="isp",
        person="Rosa Delgado",
        agency="Harbor Street Supports",
        title="Individualized Service Plan",
        version=3,
        status="In force since April 1, 2026",
        as_of=datetime(2026, 3, 20, 15, 30, tzinfo=UTC),
        fingerprint=FINGERPRINT,
        effective_on=date(2026, 4, 1),
        review_due=date(2026, 9, 28),
        facts=fields(Plan_of="Rosa Delgado, who likes to be called Rosa", Service_coordinator="Lena Okafor"),
        meeting=MeetingPaper(
            held_on=MET,
            place="Rosa’s kitchen table",
            facts=fields(How_Rosa_took_part="She led the meeting with her picture cards and chose who came."),
            attendees=(
                AttendeePaper(name="Rosa Delgado", role="The person", took_part="At the table, the whole meeting"),
                AttendeePaper(name="Marta Delgado", role="Her sister and guardian", took_part="By telephone"),
                AttendeePaper(name="Lena Okafor", role="Service coordinator", took_part="At the table; wrote it down"),
            ),
        ),
        sections=(
            SectionPaper(
                title="Participant’s Vision",
                in_their_terms="What a good life looks like to me",
                items=(
                    ItemPaper(
                        kind="Vision",
                        title="",
                        quotes=(
                            quote(
                                "q-vision", "I want my own kitchen.\nI want to cook on Fridays, and nobody hurries me."
                            ),
                            quote(
                                "q-abuela",
                                "Quiero cocinar como mi abuela — con calma.",
                                language="es",
                                method="typed",
                                said_on=date(2026, 3, 14),
                                place="",
                            ),
                        ),
                        fields=fields(What_the_team_understood="A home of her own, with time to cook."),
                    ),
                ),
                observations=(
                    ObservationPaper(
                        seen="Rosa smiled and pulled the picture of the stove towards her.",
                        observer="Jun Park",
                        capacity="support worker",
                        observed_on=MET,
                        place="at home",
                    ),
                ),
                answers=(
                    AnswerPaper(
                        respondent="Rosa Delgado",
                        answer="Yes, this is right",
                        way="in her own session",
                        given_on=date(2026, 3, 18),
                        helped_by="Jun Park, who read it aloud",
                    ),
                ),
            ),
            SectionPaper(
                title="Strengths and Preferences",
                in_their_terms="What I am good at, and what I like",
                items=(
                    ItemPaper(
                        kind="Strength",
                        title="Knows every bus line by its color",
                        fields=fields(How_this_plan_uses_it="She plans the ride to the market herself."),
                    ),
                    ItemPaper(
                        kind="Strength",
                        title="Remembers recipes after seeing them once",
                        fields=fields(How_this_plan_uses_it="Recipes are shown, not written."),
                    ),
                ),
            ),
            SectionPaper(title="Identified Needs", in_their_terms="What I need help with"),
            SectionPaper(
                title="Outcomes",
                in_their_terms="What I want to happen",
                items=(
                    ItemPaper(
                        kind="Outcome",
                        title="Rosa cooks dinner in her own kitchen twice a week",
                        quotes=(
                            quote(
                                "q-vision", "I want my own kitchen.\nI want to cook on Fridays, and nobody hurries me."
                            ),
                        ),
                        fields=fields(
                            How_we_will_know="She has cooked on eight evenings in a month, and says it was hers.",
                            By_when="September 30, 2026",
                        ),
                    ),
                ),
                answers=(
                    AnswerPaper(
                        respondent="Rosa Delgado",
                        answer="Change this",
                        way="in her own session",
                        given_on=date(2026, 3, 18),
                        comments=(quote("q-change", "three times. not two", method="aac", place=""),),
                    ),
                    AnswerPaper(
                        respondent="Marta Delgado, guardian",
                        answer="Yes, this is right",
                        way="by telephone",
                        given_on=date(2026, 3, 19),
                        comments=(
                            quote(
                                "q-marta", "She can do this.", speaker="Marta Delgado", attribution="other", place=""
                            ),
                        ),
                    ),
                ),
            ),
            SectionPaper(
                title="Specific Services and Supports",
                in_their_terms="Who helps me, and how",
                items=(
                    service("Support at home", "Harbor Street Supports", "10 hours", "Every week", "One year"),
                    service("Cooking class", "Eastside Kitchen", "2 hours", "Every Friday", "Twelve weeks"),
                    service("Travel training", "City Rides", "1 hour", "Every other week", "Six months"),
                ),
            ),
            SectionPaper(
                title="Backup Plan",
                in_their_terms="What happens if my helper cannot come",
                items=(
                    ItemPaper(
                        kind="Backup step",
                        title="Call Jun",
                        fields=fields(Who="Jun Park", How_to_reach_them="555 0100"),
                    ),
                    ItemPaper(
                        kind="Backup step",
                        title="Call the on-call line",
                        fields=fields(Who="Harbor Street Supports", How_to_reach_them="555 0101, day and night"),
                    ),
                ),
            ),
            SectionPaper(
                title="Risks and Mitigation",
                in_their_terms="What could go wrong, and what we do",
                items=(
                    ItemPaper(
                        kind="Risk",
                        title="The stove stays on",
                        fields=fields(
                            What_we_do_about_it="A timer Rosa chose switches it off. She decides the minutes."
                        ),
                        quotes=(
                            quote(
                                "q-hebrew",
                                "אני רוצה לבשל לבד.",
                                language="he",
                                speaker="Rosa",
                                method="recorded",
                                place="",
                            ),
                            quote("q-meaning", "She does not want to be watched.", attribution="interpreted"),
                        ),
                    ),
                ),
            ),
        ),
        signatures=(
            SignaturePaper(
                printed_name="Rosa Delgado",
                capacity="The person whose plan this is",
                outcome="signed",
                meaning="I agree to this plan.",
                method="electronic",
                signed_on=date(2026, 3, 24),
                recorded_at=datetime(2026, 3, 24, 18, 5, tzinfo=UTC),
            ),
            SignaturePaper(
                printed_name="Marta Delgado",
                capacity="Guardian",
                outcome="declined",
                reason="The hours at home are too few.",
                method="by telephone",
                signed_on=date(2026, 3, 25),
                recorded_at=datetime(2026, 3, 26, 9, 0, tzinfo=UTC),
                explained="What signing means, and that she can sign later.",
                offered_again_on=date(2026, 4, 25),
                own_words=quote(
                    "q-declined", "Not with ten hours.", speaker="Marta Delgado", attribution="other", place=""
                ),
            ),
            SignaturePaper(printed_name="Lena Okafor", capacity="Service coordinator", outcome="waiting"),
        ),
        review_decisions=(
            ReviewDecisionPaper(
                item="Travel training",
                decision="keep",
                reason="Rosa still wants to go alone by summer.",
                decided_by="Rosa Delgado and her team",
                decided_on=MET,
            ),
        ),
        corrections=(
            CorrectionPaper(
                what="Telephone number of Jun Park",
                before="555 0110",
                after="555 0100",
                corrected_by="Lena Okafor",
                corrected_on=date(2026, 3, 20),
            ),
        ),
    )


def toms_treatment_plan() -> PlanPaper:
    intervention = {"How_often": "Every week", "For_how_long": "50 minutes", "Modality": "One to one"}
    return PlanPaper(
        plan_type="treatment_plan",
        person="Tom Achterberg",
        agency="Riverbend Counseling",
        title="Treatment plan",
        version=1,
        status="Draft. Nobody has signed it, and it is not in force.",
        as_of=datetime(2026, 5, 4, 9, 0, tzinfo=UTC),
        sections=(
            SectionPaper(
                title="Problem List",
                in_their_terms="What is hard right now",
                items=(
                    ItemPaper(
                        kind="Problem",
                        title="Does not sleep through the night",
                        quotes=(
                            quote(
                                "t-sleep",
                                "I lie there and it goes round and round.",
                                speaker="Tom",
                                recorded_by="Dr. Ines Faro",
                                place="in the office",
                            ),
                        ),
                        fields=fields(Rank="1"),
                    ),
                ),
            ),
            SectionPaper(
                title="Goals, Objectives and Interventions",
                in_their_terms="What I am working on",
                items=(
                    ItemPaper(
                        kind="Goal",
                        title="Sleep five nights in seven",
                        fields=fields(Target_date="October 1, 2026"),
                        children=(
                            ItemPaper(
                                kind="Objective",
                                title="Keeps the same bedtime",
                                fields=fields(Measure="Sleep diary", Timeframe="Eight weeks"),
                                children=(
                                    ItemPaper(
                                        kind="Intervention",
                                        title="Cognitive behavioral therapy for insomnia",
                                        fields=fields(**intervention, Responsible="Dr. Ines Faro"),
                                    ),
                                    ItemPaper(
                                        kind="Intervention",
                                        title="Relaxation practice",
                                        fields=fields(**intervention, Responsible="Tom and Dr. Ines Faro"),
                                    ),
                                ),
                            ),
                        ),
                    ),
                ),
            ),
        ),
        signatures=(SignaturePaper(printed_name="Tom Achterberg", capacity="Participant", outcome="waiting"),),
    )
