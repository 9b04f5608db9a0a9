"""What a real browser makes of quotations: every code point as it was captured, and nothing turned around beside them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from engine.quotes import Spoken
from tests.awkward import everything
from tests.web.chromium import Chromium, chromium, visiting
from tests.web.guide import spoken
from web.rendering import environment, render
from web.static_files import STATIC_FOLDER

pytestmark = pytest.mark.browser

HOSTILE = {
    "override": "ab\u202ecd",
    "embedding": "ab\u202bcd \u202a",
    "isolates left open": "ab\u2066\u2067\u2068cd",
    "closed too often, then turned": "ab\u2069\u2069\u2069\u202c\u202c\u202ecd",
    "turned and never ended": "\u2067\u202e\u202b" * 60 + "cd",
    "right to left": "אני רוצה",
    "right to left and turned": "אני \u202dרוצה\u2069\u202e abc",
    "arabic numbers": "١٢٣ \u061c \u200f",
}

ORDER = """node => {
  const range = document.createRange(), found = [];
  const walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) for (let at = 0; at < walk.currentNode.data.length; at++) {
    range.setStart(walk.currentNode, at); range.setEnd(walk.currentNode, at + 1);
    const box = range.getBoundingClientRect();
    if (box.width) found.push([walk.currentNode.data[at], Math.round(box.left * 8), Math.round(box.top * 8)]);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def window() -> Iterator[Chromium]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(window: Chromium) -> Iterator[Page]:
    with visiting(window, "") as visit:
        yield visit.page


def opened(page: Page, html: str, folder: Path) -> Page:
    """From bytes, as over a wire, with our own style sheet."""
    style = (STATIC_FOLDER / "style.css").read_text(encoding="utf-8")
    file = folder / "page.html"
    file.write_bytes(html.replace("</title>", f"</title><style>{style}</style>", 1).encode("utf-8"))
    page.goto(file.as_uri())
    return page


def test_every_awkward_text_and_every_plane_is_read_back_from_the_page(page: Page, tmp_path: Path) -> None:
    texts = list(everything().values())
    quotes = [spoken(text) for text in texts]
    opened(page, render("roundtrip/quotes.html", quotes=quotes), tmp_path)
    found = page.evaluate("[...document.querySelectorAll('article > figure > blockquote')].map(e => e.textContent)")
    assert len(found) == len(texts)
    for text, shown in zip(texts, found, strict=True):
        assert shown == text
    assert page.evaluate("document.querySelectorAll('script').length") == 0


def reads_in_order(found: list[tuple[str, int, int]], text: str) -> None:
    """The characters stand on the screen as they stand in the text: line by line, each to the right of the one before."""
    assert "".join(letter for letter, _left, _top in found) == text
    places = [(top, left) for _letter, left, top in found]
    assert places == sorted(places), found


def stand_in_order(parts: list[list[tuple[str, int, int]]]) -> None:
    """Line by line, the parts of the line stand in the order they are written in."""
    places = [(min(top for _letter, _left, top in part), min(left for _, left, _top in part)) for part in parts]
    assert places == sorted(places), f"the parts of the line changed places: {places}"


def caption(page: Page, number: int) -> list[list[tuple[str, int, int]]]:
    parts = page.locator("figcaption").nth(number).locator("bdi")
    return [parts.nth(at).evaluate(ORDER) for at in range(parts.count())]


@pytest.mark.parametrize("attribution", ["participant", "other", "interpreted"])
def test_hostile_words_turn_nothing_that_stands_beside_them(page: Page, tmp_path: Path, attribution: str) -> None:
    quotes: list[Spoken] = []
    for text in HOSTILE.values():
        quotes += [spoken(text, attribution=attribution), spoken("calm words", speaker="Marta Webb")]
    opened(page, render("roundtrip/quotes.html", quotes=quotes), tmp_path)
    for number, quote in enumerate(quotes):
        parts = caption(page, number)
        own = quote.attribution == "participant"
        expected = [f"{quote.speaker} said it"] * own + ["March 11, 2026", "at home", "written down by Ana Moreno"]
        for part, text in zip(parts, expected, strict=True):
            reads_in_order(part, text)
        stand_in_order(parts)
        figure = page.locator("figure").nth(number)
        words, line = figure.locator("blockquote").bounding_box(), figure.locator("figcaption").bounding_box()
        assert words
        assert line
        assert words["y"] + words["height"] <= line["y"]
        if not own:
            label = figure.locator(".whose bdi").evaluate(ORDER)
            reads_in_order(label, "".join(letter for letter, _left, _top in label))


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_name_or_place_turns_nothing_but_itself(page: Page, tmp_path: Path, name: str) -> None:
    quote = spoken("calm words", speaker=f"Rosa{name}", place=f"home{name}", recorded_by_name="Ana")
    opened(page, render("roundtrip/quotes.html", quotes=[quote]), tmp_path)
    parts = caption(page, 0)
    reads_in_order(parts[1], "March 11, 2026")
    reads_in_order(parts[3], "written down by Ana")
    stand_in_order(parts)


def test_an_isolate_alone_would_not_hold(page: Page, tmp_path: Path) -> None:
    """Why names stand in boxes: Chromium lets a closing control inside `bdi` end the isolate. If this fails, it may be simpler."""
    source = "<title>x</title><p>A <bdi style='display:inline'>ab\u2069\u202ecd</bdi> <b>ONE two</b></p>"
    opened(page, environment().from_string(source).render(), tmp_path)
    lefts = [left for _letter, left, _top in page.locator("b").evaluate(ORDER)]
    assert lefts != sorted(lefts)
