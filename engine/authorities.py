"""Authority: what lets somebody answer and sign beside the person. It has a type, areas, papers, dates and two witnesses.

Guardianship is one type; a power of attorney and the parent of a minor are others. All stand in one kind of relation.
"""

from enum import StrEnum


class AuthorityType(StrEnum):
    """What the papers are (GD-01)."""

    FULL = "full"
    LIMITED = "limited"
    TEMPORARY = "temporary"
    EMERGENCY = "emergency"
    CONSERVATOR = "conservator"
    POWER_OF_ATTORNEY = "power of attorney"
    PARENT = "parent of a minor"


AREAS = ("services", "health", "finance", "full")
"""What papers may cover."""

DECIDING_AREAS = ("services", "health", "full")
"""What papers must cover for somebody to answer or sign a plan (GD-01)."""

ENDS = frozenset({AuthorityType.TEMPORARY, AuthorityType.EMERGENCY, AuthorityType.PARENT})
"""Types that say themselves that they end: their last day is written down with them."""

MONEY_ALONE = frozenset({AuthorityType.CONSERVATOR})
"""Types that reach no decision about services or health."""

SUPPORT_AREAS = ("understanding", "information", "speaking", "meetings", "health", "home", "work", "money")
"""What somebody may agree with a supporter to have help with."""
