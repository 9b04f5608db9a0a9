"""Life area: the part of a life that words or an observation are about. Ours, short enough to choose from at a table.

The areas follow the life domains in common use in person-centered planning (recalled: Charting the LifeCourse names
six). A quote may have none.
"""

from enum import StrEnum


class LifeArea(StrEnum):
    """Where in a life it belongs."""

    HOME = "home"
    DAILY_LIFE = "daily_life"
    WORK_AND_LEARNING = "work_learning"
    PEOPLE = "people"
    COMMUNITY = "community"
    HEALTH = "health"
    SAFETY = "safety"
    MONEY = "money"
    FAITH_AND_CULTURE = "faith_culture"
    RIGHTS = "rights"
