"""One part of one plan, gathered for its reader: from the records to `web.reading_view.PartRead`."""

from datetime import date

from sqlmodel import Session

from web.frame import Frame, speaking_as
from web.i18n import gettext as _
from web.meaning import what_it_means
from web.own_room import Room
from web.reading_choices import Reading
from web.reading_view import PartRead, part_read
from web.since_last_time import sections_before, what_changed
from workflows.profiles import profile


def as_read(session: Session, frame: Frame, room: Room, number: int, *, everything: bool = False, on: date) -> PartRead:
    """Part `number`, counted from 1, of a room whose version is there to be read, for whoever this frame is of."""
    with speaking_as(frame):
        return _read(session, room, number, reader=frame.reading or Reading(), everything=everything, on=on)


def _read(session: Session, room: Room, number: int, *, reader: Reading, everything: bool, on: date) -> PartRead:
    section, version = room.sections[number - 1], room.version
    if version is None:
        return part_read(section, language="en", reading=reader)
    before = sections_before(session, room.plan, version, private_too=room.is_own)
    return part_read(
        section,
        language=version.language,
        reading=reader,
        changes=what_changed(before.get(section.lineage_id), section) if before else (),
        meaning=what_it_means(
            section,
            room.plan,
            version,
            profile(version.profile, on=on).on_silence.value,
            waits_for_answers=room.waits_for_answers,
            own=room.is_own,
        ),
        everything=everything,
        refusable=_refusable(room) if room.is_own else (),
    )


def _refusable(room: Room) -> tuple[str, str]:
    how = (
        _("Press “Change this”, or talk to someone. Then we look for another way with you.")
        if room.waits_for_answers
        else _("Talk to someone. Then we look for another way with you.")
    )
    return _("You can say no to this."), how
