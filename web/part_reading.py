"""One part of one plan, gathered for its reader: from the records to `web.reading_view.PartRead`."""

from datetime import date

from sqlmodel import Session

from web.meaning import what_it_means
from web.own_room import Room
from web.reading_choices import Reading
from web.reading_view import PartRead, part_read
from web.since_last_time import sections_before, what_changed
from workflows.profiles import profile


def reading_of_part(
    session: Session, room: Room, number: int, *, reader: Reading, everything: bool = False, on: date
) -> PartRead:
    """Part `number`, counted from 1, of a room whose version is there to be read."""
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
    )
