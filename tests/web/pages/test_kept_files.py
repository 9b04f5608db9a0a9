"""A picture or a clip as the quotation: kept whole, shown without its surroundings, never run, never anybody's by guess."""

from collections.abc import Callable
from uuid import UUID

import pytest
from litestar import Litestar
from sqlmodel import select

from engine.accounts import Account
from engine.database import Database, reading
from engine.originals import Original, OriginalBytes, ShownCopy
from engine.quotes import Spoken, quotes_of
from tests.documents.media import made
from tests.web.browser import ORIGIN, Browser
from tests.web.pages.writing import Desk, desk, stranger, visiting

MakeAccount = Callable[..., Account]

FILLED = {"keep": "participant", "method": "drawn", "agreed": "yes", "life_area": "home"}


@pytest.fixture
def there(database: Database, account: MakeAccount) -> Desk:
    return desk(database, account)


@pytest.fixture
def browser(app: Litestar, there: Desk) -> Browser:
    found = visiting(app, there.coordinator)
    found.visit(f"/meetings/{there.meeting}/files/new")
    return found


def kept(database: Database, there: Desk) -> list[Spoken]:
    with reading(database) as session:
        return quotes_of(session, there.person)


def keep(browser: Browser, there: Desk, content: bytes, name: str = "room.jpg") -> None:
    browser.submit(f"/meetings/{there.meeting}/files", FILLED, files={"file": (name, content)})


def test_a_drawing_is_kept_as_the_quotation_and_shown_without_where_it_was_taken(
    browser: Browser, database: Database, there: Desk
) -> None:
    picture = made.picture()
    keep(browser, there, picture)
    (said,) = kept(database, there)
    assert (said.attribution, said.speaker, said.method, said.life_area) == ("participant", "Dee", "drawn", "home")
    assert said.is_a_file
    with reading(database) as session:
        assert session.get_one(OriginalBytes, said.original_id).content == picture
    assert browser.page is not None
    assert f'src="/quotes/{said.id}/file"' in browser.page.html
    shown = browser.client.get(f"/quotes/{said.id}/file")
    assert shown.headers["content-type"] == "image/jpeg"
    assert b"SECRET" not in shown.content


def test_the_original_comes_back_byte_for_byte_and_only_to_be_saved(
    browser: Browser, database: Database, there: Desk
) -> None:
    picture = made.picture("PNG")
    keep(browser, there, picture, "C:\\fakepath\\mi habitación <1>.png")
    (said,) = kept(database, there)
    answer = browser.client.get(f"/quotes/{said.id}/original")
    assert answer.content == picture
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "fakepath" not in answer.headers["content-disposition"]


@pytest.mark.parametrize("address", ["file", "original"])
def test_a_browser_is_told_never_to_run_what_was_kept(
    browser: Browser, database: Database, there: Desk, address: str
) -> None:
    keep(browser, there, made.picture())
    (said,) = kept(database, there)
    headers = browser.client.get(f"/quotes/{said.id}/{address}").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize(
    ("asked", "status", "place", "content"),
    [
        ("bytes=0-3", 206, "bytes 0-3/{size}", slice(0, 4)),
        ("bytes=10-", 206, "bytes 10-{last}/{size}", slice(10, None)),
        ("bytes=-5", 206, "bytes {fifth}-{last}/{size}", slice(-5, None)),
        ("bytes=0-999999999", 206, "bytes 0-{last}/{size}", slice(0, None)),
        ("bytes=999999999-", 416, "bytes */{size}", slice(0, 0)),
        ("bytes=5-2", 416, "bytes */{size}", slice(0, 0)),
        ("bytes=0-1,4-5", 200, None, slice(0, None)),
        ("lines=1-2", 200, None, slice(0, None)),
        ("bytes=-", 200, None, slice(0, None)),
    ],
)
def test_a_player_gets_the_part_it_asks_for(
    browser: Browser, database: Database, there: Desk, asked: str, status: int, place: str | None, content: slice
) -> None:
    keep(browser, there, made.sound("wav", "pcm_s16le"), "said.wav")
    (said,) = kept(database, there)
    with reading(database) as session:
        whole = session.get_one(ShownCopy, said.original_id).content
    answer = browser.client.get(f"/quotes/{said.id}/file", headers={"range": asked})
    assert answer.status_code == status
    size = len(whole)
    assert answer.headers.get("content-range") == (
        place.format(size=size, last=size - 1, fifth=size - 5) if place else None
    )
    assert answer.content == whole[content]


def test_a_clip_is_played_and_what_is_in_it_stands_beside_it_under_a_name(
    browser: Browser, database: Database, there: Desk
) -> None:
    keep(browser, there, made.video("webm", "libvpx", with_sound="libopus"), "signing.webm")
    assert browser.page is not None
    assert "<video" in browser.page.html
    (said,) = kept(database, there)
    browser.click("Write down what is in it")
    browser.submit(
        f"/quotes/{said.id}/beside",
        {"kind": "transcript", "words": " MORE\n home ", "made_by": "Lena Ortiz", "language": "en"},
    )
    (said,) = kept(database, there)
    assert [(beside.text, beside.made_by) for beside in said.beside] == [(" MORE\n home ", "Lena Ortiz")]
    assert "Written down from it by Lena Ortiz" in browser.page.text
    assert browser.page.quotes == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "whatever its name says"),
        (b"\xff\xd8\xff" + b"not a picture" * 40, "damaged"),
        (b"", "Choose the picture or the recording"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_the_field_and_the_rest_stays(
    browser: Browser, database: Database, there: Desk, content: bytes, sentence: str
) -> None:
    page = browser.submit(
        f"/meetings/{there.meeting}/files",
        FILLED | {"speaker": "Barb"},
        files={"file": ("room.jpg" if content else "", content)},
        status=422,
    )
    assert sentence in page.text
    assert page.form(f"/meetings/{there.meeting}/files")["speaker"] == ["Barb"]
    assert kept(database, there) == []


@pytest.mark.parametrize(
    ("left_out", "sentence"),
    [("keep", "Say whose it is."), ("method", "Choose how it was expressed.")],
)
def test_nothing_is_kept_until_somebody_says_whose_it_is_and_how(
    browser: Browser, database: Database, there: Desk, left_out: str, sentence: str
) -> None:
    values = {name: value for name, value in FILLED.items() if name != left_out}
    page = browser.submit(
        f"/meetings/{there.meeting}/files", values, files={"file": ("a.jpg", made.picture())}, status=422
    )
    assert sentence in page.text
    with reading(database) as session:
        assert session.exec(select(Original)).all() == []


def test_a_file_larger_than_any_limit_is_refused_before_it_is_read(browser: Browser, there: Desk) -> None:
    answer = browser.client.post(
        f"/meetings/{there.meeting}/files",
        content=b"x" * (42 * 1024 * 1024),
        headers={"origin": ORIGIN, "content-type": "multipart/form-data; boundary=x"},
    )
    assert answer.status_code == 413


def test_somebody_elses_coordinator_finds_nothing(
    app: Litestar, browser: Browser, database: Database, account: MakeAccount, there: Desk
) -> None:
    keep(browser, there, made.picture())
    (said,) = kept(database, there)
    other = visiting(app, stranger(database, account))
    for address in ("file", "original"):
        assert other.client.get(f"/quotes/{said.id}/{address}").status_code == 404


def test_words_that_were_written_down_have_no_file(browser: Browser, database: Database, there: Desk) -> None:
    browser.visit(f"/meetings/{there.meeting}")
    browser.submit(
        f"/meetings/{there.meeting}/quotes",
        {"words": "my key", "keep": "participant", "method": "spoken", "start": "", "end": "", "said_on": "2026-03-11"},
    )
    (said,) = kept(database, there)
    assert isinstance(said.id, UUID)
    assert browser.client.get(f"/quotes/{said.id}/file").status_code == 404
