"""Copies and signed pages in a real browser: on a phone, a tablet and a desk, with axe, and with script off."""

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from litestar import Litestar
from PIL import Image
from playwright.sync_api import Page, expect

from documents.proving import Answer, prove
from engine.database import Database, reading
from engine.paper_codes import PageKind, page_code, printed
from engine.rounds import rounds_of
from engine.signatures import slots_of
from engine.versions import Version
from tests.cast import plan_of
from tests.web.chromium import DESK, NARROWEST, PHONE, Chromium, Visit, chromium, serving, visiting
from workflows.demo import PASSWORD

pytestmark = pytest.mark.browser

TABLET = (820, 1180)


@pytest.fixture(scope="module")
def window() -> Iterator[Chromium]:
    with chromium() as browser:
        yield browser


def sign_in(visit: Visit, who: str) -> Page:
    page = visit.open("/sign-in")
    page.fill("#sign_in_name", who)
    page.fill("#password", PASSWORD)
    page.click("main button.main")
    page.wait_for_load_state()
    return page


def plan(house: Database, name: str) -> str:
    with reading(house) as session:
        return str(plan_of(session, name).id)


@pytest.mark.parametrize("size", [PHONE, TABLET, NARROWEST], ids=["phone", "tablet", "narrowest"])
def test_the_way_to_a_copy_of_one_s_own(
    demo: Litestar, house: Database, window: Chromium, size: tuple[int, int], tmp_path: Path
) -> None:
    with serving(demo) as address, visiting(window, address, size=size) as visit:
        page = sign_in(visit, "walter")
        page.goto(f"{address}/my-plan")
        page.get_by_role("link", name="Get my copy").click()
        visit.check()
        page.screenshot(path=tmp_path / "copy.png", full_page=True)
        boxes = [one.bounding_box() for one in page.locator(".answers .big-button").all()]
        assert len(boxes) == 5, "Easy Read, big letters, the whole plan, to listen to, to print"
        assert all(box and box["height"] >= 64 for box in boxes)
        edges = sorted((box["y"], box["y"] + box["height"]) for box in boxes if box)
        gaps = [top - bottom for (_, bottom), (top, _) in pairwise(edges) if top > bottom]
        assert all(gap >= 16 for gap in gaps), gaps
        page.get_by_role("link", name="A page to print").click()
        visit.check()
        page.screenshot(path=tmp_path / "print.png", full_page=True)


def test_a_copy_comes_without_script_and_says_so_in_the_list(demo: Litestar, house: Database, window: Chromium) -> None:
    room = f"/my-plan/{plan(house, 'walter')}/copy"
    with serving(demo) as address, visiting(window, address, size=PHONE, script=False) as visit:
        page = sign_in(visit, "walter")
        page.goto(address + room)
        with page.expect_download() as found:
            page.get_by_role("button", name="Easy Read, with pictures").click()
        path = found.value.path()
        assert prove(Path(path).read_bytes()).answer is Answer.INTACT
        assert found.value.suggested_filename.endswith("Easy Read.docx")


def test_staff_give_a_copy_and_file_a_page(demo: Litestar, house: Database, window: Chromium, tmp_path: Path) -> None:
    copies, papers = f"/plans/{plan(house, 'walter')}/copies", f"/plans/{plan(house, 'cilla')}/papers"
    with reading(house) as session:
        current = rounds_of(session, plan_of(session, "cilla").id)[0]
        slot = next(row for row in slots_of(session, current.id) if row.capacity == "participant")
        version = session.get_one(Version, slot.version_id)
        code = printed(page_code(PageKind.SIGNATURE, slot.id, version.fingerprint or ""))
    out = BytesIO()
    Image.new("L", (600, 800), 235).save(out, "JPEG")
    with serving(demo) as address, visiting(window, address, size=DESK) as visit:
        page = sign_in(visit, "sam")
        page.goto(address + copies)
        visit.check()
        page.select_option("#to", index=1)
        page.get_by_label("Large print").check()
        page.get_by_label("By letter").check()
        page.get_by_role("button", name="Write down this copy").click()
        expect(page.get_by_text("Large print · by letter")).to_be_visible()
        visit.check()
        page.screenshot(path=tmp_path / "copies.png", full_page=True)
        page.goto(f"{address}{papers}/new")
        visit.check()
        page.set_input_files("#file", {"name": "scan.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()})
        page.get_by_label("The page code").first.fill(code)
        page.get_by_label("“I say yes.”").check()
        page.screenshot(path=tmp_path / "new.png", full_page=True)
        page.get_by_role("button", name="File this page under my name").click()
        expect(page.get_by_text("filed by Sam Okoye")).to_be_visible()
        visit.check()
        page.screenshot(path=tmp_path / "papers.png", full_page=True)
