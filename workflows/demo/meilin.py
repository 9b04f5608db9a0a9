"""Mei-Lin's plan has just begun: the meeting is still to come."""

from workflows.demo.tale import Chapters, Tale


def story(tale: Tale) -> Chapters:
    """Planning meeting: begun four days ago, nothing recorded yet."""
    yield tale.ago(4)
    meilin = tale.person(
        "sam",
        "Mei-Lin Chow (周美玲)",
        preferred_name="Mei-Lin",
        also_called=["Mei-Lin", "美玲"],
        pronouns="she, her",
        program="HCBS waiver",
    )
    tale.begin("sam", meilin, "federal_hcbs")
