"""Tom's meeting was last week; its notes are a draft now, rough as they are, with words nobody answers for yet."""

from workflows.demo import lines
from workflows.demo.tale import Chapters, Tale, came

NOTES = """\
Tom Baptiste, 22, first adult plan!! school meeting room, smells like paint. Tom, mom (Odette), Sam, Ms. Krantz (transition)
Tom: “I want a job with a vest. The orange kind.”
Odette: “He sleeps with the hard hat on.”
Ms Krantz says he is "settled" - Tom: “I am not settled. I am waiting.”
Tom said “When I get loud it means the plan changed and nobody told me.”
strong, early, on time always. counts trucks. needs: warning before changes, ear protection
if job coach out - Odette til 2pm
"""


def story(tale: Tale) -> Chapters:
    """Draft: one passage in quotation marks that nobody answers for, a line that is not finished, no day yet."""
    yield tale.ago(16)
    tom = tale.person(
        "sam",
        "Tom Baptiste",
        preferred_name="Tom",
        also_called=["Tom"],
        pronouns="he, him",
        how_i_say_yes_and_no="Thumb up, thumb down. Loud means neither.",
        program="HCBS waiver",
    )
    plan = tale.begin("sam", tom, "federal_hcbs")
    yield tale.ago(7)
    said = tale.meet(
        "sam",
        plan,
        tom,
        NOTES,
        came(
            ("Tom Baptiste", ""),
            ("Odette Baptiste", "mother"),
            ("Ms. Krantz", "transition teacher"),
            ("Sam Okoye", "service coordinator"),
        ),
        place="School",
    )
    yield tale.ago(5)
    tale.draft(
        "sam",
        plan,
        [
            lines.vision("Work that people can see.", said("a job with a vest")),
            lines.strength("Early, and on time always"),
            lines.need("Ms. Krantz calls him “settled”", said("I am not settled")),
            lines.need("A warning before a change", said("When I get loud")),
            lines.outcome("A job with a vest", ""),
            lines.backup("Odette, until 2 in the afternoon", "Odette Baptiste"),
            lines.risk("Noise on a site", "Ear protection, his own, on his hook."),
        ],
    )
