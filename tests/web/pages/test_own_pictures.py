"""The pages of a person's own pictures, the board of symbols, and who never sees or uses somebody else's photo."""

from collections.abc import Callable
from io import BytesIO
from uuid import UUID

from PIL import Image
from sqlmodel import select

from engine.database import Database, reading
from engine.own_pictures import SYMBOL, OwnPictureFile, pictures_of
from engine.quotes import quotes_of
from tests.cast import plan_of
from tests.documents.media.made import picture
from tests.web.browser import Browser
from web.symbol_board import BETWEEN, chosen, groups, picked, shown_again
from web.symbols import symbols

VisitAs = Callable[[str], Browser]


def kept(house: Database, person: str = "Rosa Delgado") -> list[UUID]:
    with reading(house) as session:
        return [row.id for row in pictures_of(session, plan_of(session, person).person_id)]


def keep(visitor: Browser, page: str, name: str = "My house", **more: str) -> None:
    visitor.visit(page)
    visitor.submit(page, {"name": name, **more}, files={"file": ("house.jpg", picture())})


def room(house: Database) -> str:
    with reading(house) as session:
        return f"/my-plan/{plan_of(session, 'Rosa Delgado').id}"


def person_page(house: Database) -> str:
    with reading(house) as session:
        return f"/people/{plan_of(session, 'Rosa Delgado').person_id}/pictures"


def test_she_keeps_a_photo_sees_it_and_takes_it_back(house: Database, visit_as: VisitAs) -> None:
    rosa = visit_as("rosa")
    keep(rosa, "/my-plan/pictures")
    (identity,) = kept(house)
    shown = rosa.client.get(f"/own-pictures/{identity}")
    assert shown.status_code == 200
    assert Image.open(BytesIO(shown.content)).getexif() == {}
    page = rosa.visit("/my-plan/pictures")
    assert "My house" in page.text
    rosa.submit(f"/my-plan/pictures/{identity}/away")
    assert kept(house) == []
    assert rosa.client.get(f"/own-pictures/{identity}").status_code == 404
    with reading(house) as session:
        assert session.exec(select(OwnPictureFile)).all() == []


def test_what_is_missing_stands_beside_its_field_and_nothing_is_kept(house: Database, visit_as: VisitAs) -> None:
    rosa = visit_as("rosa")
    rosa.visit("/my-plan/pictures")
    page = rosa.submit("/my-plan/pictures", {"name": "My house"}, status=422)
    assert "Choose a photo, or take one now." in page.text
    page = rosa.submit("/my-plan/pictures", {"name": ""}, files={"file": ("a.jpg", picture())}, status=422)
    assert "Say what the picture shows" in page.text
    page = rosa.submit("/my-plan/pictures", {"name": "x"}, files={"file": ("a.jpg", b"no picture")}, status=422)
    assert kept(house) == []


def test_staff_keep_one_with_her_yes_and_a_photo_she_gave_before(house: Database, visit_as: VisitAs) -> None:
    sam, page = visit_as("sam"), person_page(house)
    sam.visit(page)
    shown = sam.submit(page, {"name": "Buddy"}, files={"file": ("a.jpg", picture())}, status=422)
    assert "how the person said yes" in shown.text
    keep(sam, page, "Buddy", agreed_how="She smiled and nodded.")
    assert "She smiled and nodded." in sam.visit(page).text
    assert len(kept(house)) == 1


def test_the_board_says_exactly_what_was_picked_and_shows_it_again(house: Database, visit_as: VisitAs) -> None:
    rosa, base = visit_as("rosa"), f"{room(house)}/parts/3"
    keep(rosa, "/my-plan/pictures")
    (identity,) = kept(house)
    rosa.visit(f"{base}/board")
    for pressed in (
        {"add": "i"},
        {"add": "want"},
        {"group": "things"},
        {"add": "music"},
        {"add": f"{SYMBOL}{identity.hex}"},
    ):
        page = rosa.submit(f"{base}/board", pressed)
    assert page.html.count('<li><span class="symbols">') >= 2
    rosa.submit(f"{base}/board", {"away": "last"})
    page = rosa.submit(f"{base}/board", {"add": f"{SYMBOL}{identity.hex}"})
    page = rosa.submit(f"{base}/symbols")
    assert f"I{BETWEEN}want{BETWEEN}music{BETWEEN}My house" in page.text
    assert f"/own-pictures/{identity.hex}" in page.html
    rosa.visit(f"{room(house)}/check")
    rosa.submit(f"{room(house)}/send")
    with reading(house) as session:
        said = quotes_of(session, plan_of(session, "Rosa Delgado").person_id, private_too=True)[-1]
        assert (said.method, said.text) == ("symbols", f"I{BETWEEN}want{BETWEEN}music{BETWEEN}My house")
        assert said.pictures == (("My house", f"{SYMBOL}{identity.hex}"),)


def test_a_press_keeps_nothing_and_the_address_says_nothing(house: Database, visit_as: VisitAs) -> None:
    rosa, base = visit_as("rosa"), f"{room(house)}/parts/3"
    rosa.visit(f"{base}/board")
    page = rosa.submit(f"{base}/board", {"add": "sad"})
    assert page.path == f"{base}/board"
    with reading(house) as session:
        before = len(quotes_of(session, plan_of(session, "Rosa Delgado").person_id, private_too=True))
    assert "own-note" not in rosa.visit(f"{base}/words").html
    assert before >= 0


def test_each_page_of_the_board_is_calm_and_every_picture_it_names_is_there() -> None:
    pages = groups()
    assert len(pages) <= 8
    assert all(len(page.tiles) <= 12 for page in pages)
    keys = [tile.key for page in pages for tile in page.tiles]
    assert len(keys) == len(set(keys))
    assert {tile.symbol for page in pages for tile in page.tiles} - {""} <= set(symbols())


def test_words_are_shown_with_their_pictures_again_and_other_words_are_not() -> None:
    assert shown_again("bus · not · My dog", [("My dog", "own:1")])[-1] == ("My dog", "own:1")
    assert shown_again("music · more") == [("music", "music"), ("more", "more")]
    assert shown_again("something typed") == []
    assert chosen("music,music,nonsense,more") == "music · music · more"
    assert picked("own:1", {"own:1": "My dog"})[0].words == "My dog"
