"""The pictures: inert files of a named set, words that choose them, and never a picture that says the contrary."""

import re
from hashlib import sha256

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from lxml import etree
from PIL import Image

from tests.web.draw_symbols import DOTS, SOURCE, digest_of
from web.papers.symbols import MULBERRY, line_paper, picture_of
from web.rendering import environment
from web.static_files import static_url
from web.symbols import INDEX, NO, needs_sign, says_no, symbol_for, symbols

MULBERRY_FILES = sorted((INDEX.parent / "mulberry").glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {f"{SVG}{name}" for name in ("svg", "g", "path", "circle", "ellipse", "rect", "line", "polygon", "polyline")}


@pytest.mark.parametrize("path", MULBERRY_FILES, ids=lambda path: path.stem)
def test_a_drawing_is_inert(path):
    """Only shapes: no script, no style that could load, no link, no event, nothing from elsewhere, no entity."""
    data = path.read_bytes()
    assert b"<!" not in data
    for element in etree.fromstring(data).iter():
        if element.tag == f"{SVG}style":
            assert re.fullmatch(r"([.,\w]+\{[a-z0-9#:;.-]+\})+", element.text or "")
            continue
        assert element.tag in SHAPES, element.tag
        for name, value in element.attrib.items():
            assert not re.search(r"^on|href|^style$|src", name, re.IGNORECASE), name
            assert not re.search(r"url\s*\(|:\s*//|javascript:|@import", str(value), re.IGNORECASE), value


def test_every_drawing_of_the_set_is_named_in_its_list_with_its_digest_and_is_used():
    readme = (INDEX.parent / "mulberry" / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([^`]+)` .*`([0-9a-f]{64})` \|$", readme, re.M))
    assert rows == {path.name: sha256(path.read_bytes()).hexdigest() for path in MULBERRY_FILES}
    used = {symbol.file for symbol in symbols().values() if symbol.file}
    assert used == {f"mulberry/{path.name}" for path in MULBERRY_FILES}
    assert "Attribution-Share Alike" in (INDEX.parent / "mulberry" / "LICENSE.txt").read_text(encoding="utf-8")


def test_a_drawing_is_served_as_a_drawing_and_its_licence_as_text(app: Litestar):
    client = TestClient(app)
    answer = client.get(static_url("symbols/mulberry/house.svg"))
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert answer.content == (INDEX.parent / "mulberry" / "house.svg").read_bytes()
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert client.get(static_url("symbols/mulberry/LICENSE.txt")).status_code == 200


@pytest.mark.parametrize("key", symbols())
def test_every_picture_has_its_print_drawn_from_what_stands_there_now(key):
    with Image.open(INDEX.parent / "print" / f"{key}.png") as made:
        assert made.size == (DOTS, DOTS)
        assert made.info[SOURCE] == digest_of(symbols()[key])
    assert len(picture_of(key)) < 12_000


@pytest.mark.parametrize("key", symbols())
def test_every_picture_has_words_in_both_languages_and_one_source(key):
    symbol = symbols()[key]
    assert symbol.en
    assert symbol.es
    assert bool(symbol.file) != bool(symbol.icon)


def test_no_word_stands_under_two_pictures():
    for language in ("en", "es"):
        words = [word.casefold() for one in symbols().values() for word in getattr(one, language)]
        assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("You live in your own house.", "home"),
        ("You go shopping every week.", "shop"),
        ("You listen to music at night.", "music"),
        ("Ana helps you water the plants every morning.", "garden"),
        ("You watch TV.", "tv"),
        ("Household things.", ""),
        ("Your key worker comes.", ""),
        ("It works well.", ""),
        ("", ""),
    ],
)
def test_the_longest_words_that_stand_whole_in_a_line_choose_its_picture(line, key):
    assert symbol_for(line) == key


@pytest.mark.parametrize(
    ("line", "key"), [("Va a la tienda.", "shop"), ("Escucha música.", "music"), ("Vive en casa.", "home")]
)
def test_spanish_lines_have_their_own_words(line, key):
    assert symbol_for(line, "es-MX") == key


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("You do not watch TV.", "en"),
        ("You don’t like music.", "en"),
        ("You can't go to the shop.", "en"),
        ("Nobody takes your money.", "en"),
        ("Never at night.", "en"),
        ("You go without your key.", "en"),
        ("Nunca va a la tienda.", "es"),
        ("Nadie toma su dinero.", "es"),
        ("Sin música.", "es"),
        ("No va a la escuela.", "es"),
    ],
)
def test_a_line_that_says_no_is_never_given_a_plain_picture(line, language):
    assert says_no(line, language)
    assert symbol_for(line, language) == ""
    assert needs_sign("music", line, language)
    assert not needs_sign("stop", line, language)


def test_words_that_only_begin_like_no_are_not_no():
    assert not any(says_no(line) for line in ("Notes are kept.", "North Street.", "Now and then.", "At noon."))
    assert not says_no("Noches de música.", "es")


def test_the_sign_for_no_stands_before_the_picture_on_screen_and_on_paper():
    shown = str(environment().get_template("components/symbol.html").module.symbol("tv", True))
    assert shown.index("mistake_no_wrong") < shown.index("flatscreen_tv")
    plain = str(environment().get_template("components/symbol.html").module.symbol("tv", False))
    assert "mistake_no_wrong" not in plain
    assert line_paper("You do not watch TV.", "tv", "en").sign == picture_of(NO)
    assert line_paper("You watch TV.", "tv", "en").sign == b""


def test_paper_says_whose_the_drawings_are_and_nothing_about_our_own():
    assert line_paper("You watch TV.", "tv", "en").credit == MULBERRY
    assert "Steve Lee" in MULBERRY
    assert "CC BY-SA 4.0" in MULBERRY
    assert line_paper("Talk to Ana.", "talk", "en").credit == ""
    assert line_paper("Something.", "no such picture", "en").picture == b""
