"""Sittings in words: how somebody came in, on whose device, who was with them, and in which one something happened."""

import json

from engine.events import Event
from engine.sittings import Help, Sitting, SittingKind, WayIn
from web.i18n import gettext as _


def way_of(event: Event) -> str:
    """The kind of sitting an event came from, as people say it; empty for everything that came from none."""
    if b'"sitting"' not in event.body:
        return ""
    said = json.loads(event.body)["data"].get("sitting")
    return _kind(str(said[1])) if isinstance(said, list) and len(said) > 1 else ""


def came_in(sitting: Sitting) -> str:
    """How the room was opened, and whose device it was."""
    if sitting.is_handed_over:
        return _("Handed over by %(name)s, on their device") % {"name": sitting.handed_over_by_name}
    return {
        WayIn.CARD: _("With a card"),
        WayIn.PASSKEY: _("With a passkey"),
    }.get(WayIn(sitting.way_in), _("With a password"))


def was_with(sitting: Sitting) -> str:
    """What the person said about who is with them."""
    said = {
        Help.NOT_ASKED: _("Did not say"),
        Help.NOBODY: _("Nobody"),
        Help.CHOSEN: _("Somebody they chose"),
        Help.STAFF: _("A staff member"),
        Help.GUARDIAN: _("Their guardian"),
    }[Help(sitting.helped_by_kind)]
    return f"{said}: {sitting.helped_by_name}" if sitting.helped_by_name else said


def _kind(kind: str) -> str:
    return _("hand-over sitting") if kind == SittingKind.HAND_OVER else _("own session")
