"""How forms of copies and ways of giving them are called on pages."""

from engine.copies import Rendition, Way
from web.i18n import gettext as _


def rendition_options() -> list[tuple[str, str]]:
    """The forms, as they are chosen and shown."""
    return [
        (Rendition.STANDARD.value, _("Standard")),
        (Rendition.LARGE_PRINT.value, _("Large print")),
        (Rendition.EASY_READ.value, _("Easy Read")),
    ]


def rendition_words(rendition: str) -> str:
    """A form as it is written down. The recording is made for whoever takes it in their own room, and given by nobody."""
    return {**dict(rendition_options()), Rendition.AUDIO.value: _("A recording")}[rendition]


def way_options() -> list[tuple[str, str]]:
    """The ways staff give a copy in. One's own room is not among them: whoever it is for takes it there."""
    return [
        (Way.IN_PERSON.value, _("In person")),
        (Way.LETTER.value, _("By letter")),
        (Way.NOTICE.value, _("A notice by e-mail, without anything of the plan")),
    ]


def way_words(way: str) -> str:
    """A way as it is written down."""
    return {
        Way.IN_PERSON: _("in person"),
        Way.LETTER: _("by letter"),
        Way.NOTICE: _("a notice by e-mail"),
        Way.OWN_ROOM: _("in their own room"),
    }[Way(way)]
