"""Every page of the room by measure: 320 px, 400 % zoom, the largest letters, text spacing, focus, forced colours, and no motion."""

import pytest

from tests.web.chromium import Chromium
from tests.web.proof.lived_in import Proving
from tests.web.proof.looks import focus_walk, forced_colours, motion, small_for_a_finger, spills, spills_with_spacing
from tests.web.proof.states import IN_THE_ROOM, NOBODY, STAFF, tell

pytestmark = pytest.mark.browser

ZOOMED = (320, 256)
"""A window of 1280 by 1024 at 400 %."""

Begin = dict[str, list[str]]


@pytest.fixture(scope="module")
def begin(proving: Proving) -> Begin:
    return tell(proving)


@pytest.mark.parametrize("who", [*IN_THE_ROOM, NOBODY], ids=lambda who: who or "nobody")
def test_every_page_of_the_room_holds(proving: Proving, begin: Begin, window: Chromium, who: str) -> None:
    faults = []
    with proving.visit(window, who, size=ZOOMED) as visit:
        page = visit.page
        for path in proving.pages(who, *begin[who]):
            visit.open(path)
            page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            found = {
                "at 320 px": spills(page),
                "with spacing": spills_with_spacing(page),
                "by Tab": focus_walk(page),
                "in forced colours": forced_colours(page),
                "without motion": motion(page),
            }
            page.evaluate("document.documentElement.dataset.size = 'largest'")
            found["with the largest letters"] = [*spills(page), *spills_with_spacing(page)]
            faults += [f"{path} {how}: {one}" for how, several in found.items() for one in several]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("who", STAFF)
def test_every_page_of_staff_holds(proving: Proving, begin: Begin, window: Chromium, who: str) -> None:
    faults = []
    with proving.visit(window, who, size=ZOOMED, touch=True) as visit:
        page = visit.page
        for path in proving.pages(who, *begin[who]):
            visit.open(path)
            found = {
                "at 320 px": spills(page),
                "with spacing": spills_with_spacing(page),
                "by Tab": focus_walk(page),
                "in forced colours": forced_colours(page),
                "under a finger": small_for_a_finger(page),
                "without motion": motion(page),
            }
            faults += [f"{path} {how}: {one}" for how, several in found.items() for one in several]
    assert not faults, "\n".join(faults)
