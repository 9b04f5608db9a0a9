"""Ruth has not answered and could not be reached. It is written down with date and name, and never taken for a yes."""

from datetime import timedelta

from workflows import answering
from workflows.demo import lines
from workflows.demo.tale import Chapters, Tale, came

NOTES = """\
Ruth A. - her sister's porch, she is between places. Lena + Ruth + sister Adaeze
Ruth: “A door that locks from my side. That is the whole plan.”
Adaeze: “And she should see the eye doctor”
Ruth said “After the door.”
sews. fixed my coat zipper while we talked
phone is off a lot, says text Adaeze
"""


def story(tale: Tale) -> Chapters:
    """Participant review: shared, two tries to reach her."""
    yield tale.ago(58)
    ruth = tale.person(
        "lena",
        "Ruth Abara",
        sign_in="ruth",
        preferred_name="Ruth",
        also_called=["Ruth"],
        pronouns="she, her",
        program="HCBS waiver",
    )
    plan = tale.begin("lena", ruth, "federal_hcbs")
    yield tale.ago(52)
    said = tale.meet(
        "lena",
        plan,
        ruth,
        NOTES,
        came(("Ruth Abara", ""), ("Adaeze Abara", "sister"), ("Lena Brandt", "service coordinator")),
        place="Adaeze’s porch",
    )
    yield tale.ago(50)
    tale.draft(
        "lena",
        plan,
        [
            lines.vision("A place that is hers.", said("A door that locks")),
            lines.strength("She sews, and mends what others throw away"),
            lines.need("A place to live, and an eye examination", said("After the door")),
            lines.outcome("A lease in her own name", "She has the key."),
            lines.service("Housing search", "Keystone Housing", "Weekly"),
            lines.backup("Adaeze’s porch", "Adaeze Abara", "555-0171"),
            lines.risk("Nights without a place", "Adaeze’s couch is always open, both said."),
        ],
        effective_on=tale.ago(10).date(),
    )
    yield tale.ago(44)
    tale.share("lena", plan)
    for days, reason in (
        (30, "Called twice, the phone is off. Texted Adaeze, who has not seen her since Friday."),
        (16, "Went to Adaeze’s porch. She is well, in another town until the first, and will call."),
    ):
        yield tale.ago(days, 15)
        answering.record_silence(
            tale.session,
            plan,
            tale.by("lena"),
            kind="unreachable",
            who="Ruth Abara",
            reason=reason,
            on=tale.on,
            offered_again_on=tale.on + timedelta(days=14),
        )
