"""Life areas in words for the screen."""

from engine.life_areas import LifeArea
from web.i18n import gettext as _


def life_area_options() -> list[tuple[str, str]]:
    """Every area, in the order they are offered."""
    words = {
        LifeArea.HOME: _("Home"),
        LifeArea.DAILY_LIFE: _("Daily life"),
        LifeArea.WORK_AND_LEARNING: _("Work and learning"),
        LifeArea.PEOPLE: _("Family and friends"),
        LifeArea.COMMUNITY: _("Going out"),
        LifeArea.HEALTH: _("Health"),
        LifeArea.SAFETY: _("Being safe"),
        LifeArea.MONEY: _("Money"),
        LifeArea.FAITH_AND_CULTURE: _("Faith and culture"),
        LifeArea.RIGHTS: _("Rights and say"),
    }
    return [(area.value, words[area]) for area in LifeArea]


def read_life_area(chosen: str) -> LifeArea | None:
    """What a form chose; None for nothing, and for what is no area."""
    return LifeArea(chosen) if chosen in set(LifeArea) else None
