"""Mei-Lin's plan has just begun: the meeting is still to come."""

from engine.people import Person
from workflows.demo.agency import add_person
from workflows.demo.cast import RIVER
from workflows.demo.tale import Chapters, Tale


def story(tale: Tale) -> Chapters:
    """Planning meeting: begun four days ago, nothing recorded yet."""
    yield tale.ago(4)
    meilin = add_person(
        tale.session,
        Person(
            full_name="Mei-Lin Chow (周美玲)",
            preferred_name="Mei-Lin",
            also_called=["Mei-Lin", "美玲"],
            pronouns="she, her",
            program="HCBS waiver",
            team_id=tale.teams[RIVER].id,
            coordinator_id=tale.accounts["sam"].id,
            created_at=tale.at,
        ),
        None,
    )
    tale.begin("sam", meilin, "federal_hcbs")
