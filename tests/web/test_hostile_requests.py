"""Whatever is thrown at an open address: an answer of ours, never a failure, and the same on both databases."""

from collections.abc import Iterator

import pytest
from litestar.testing import TestClient

from engine.database import Database, open_database
from engine.schema import migrate
from engine.settings import Settings
from tests.web.browser import ORIGIN, Browser
from web.app import create_app

FORM = {"origin": ORIGIN, "content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made = open_database(database_url)
    migrate(made)
    yield made
    made.close()


@pytest.mark.parametrize(
    "body",
    [
        b"sign_in_name=a%00b&password=x",
        b"sign_in_name=%F0%9F%A6%8A&password=" + b"x" * 100_000,
        b"sign_in_name=" + b"%D9%A0" * 50_000 + b"&password=x",
        b"sign_in_name=%27%20OR%201=1--&password=x",
        b"sign_in_name=%7B%7B7*7%7D%7D&password=x&next=//elsewhere.example",
        b"",
        b"&&&==&",
    ],
)
def test_a_hostile_sign_in_is_only_a_wrong_one(settings: Settings, database: Database, body: bytes) -> None:
    client = TestClient(create_app(settings, database=database), base_url=ORIGIN, raise_server_exceptions=False)
    answer = client.post("/sign-in", content=body, headers=FORM, follow_redirects=False)
    assert answer.status_code == 422
    assert "49" not in answer.text.split("<main")[1]


def test_a_name_sent_twice_is_refused(settings: Settings, database: Database) -> None:
    client = TestClient(create_app(settings, database=database), base_url=ORIGIN, raise_server_exceptions=False)
    answer = client.post("/sign-in", content=b"sign_in_name=a&sign_in_name=b&password=x", headers=FORM)
    assert answer.status_code == 409


@pytest.mark.parametrize(
    "path",
    ["/%FF", "/%00", "/sign-in?next=%FF%00", "/static/%00", "/static/..%2f..%2fapp.py", "/a//b", "/" + "x" * 9000],
)
def test_a_hostile_address_is_only_an_address(browser_on_both: TestClient, path: str) -> None:  # type: ignore[type-arg]
    assert browser_on_both.get(path, follow_redirects=False).status_code in {200, 303, 400, 404}


@pytest.mark.parametrize("cookie", [b"x" * 5000, b"\xff\xfe", b"<script>", b"' OR 1=1", b"", b"a=b=c", "é".encode()])
def test_a_hostile_cookie_signs_nobody_in(browser_on_both: TestClient, cookie: bytes) -> None:  # type: ignore[type-arg]
    answer = browser_on_both.get("/", headers={"cookie": b"ownwords=" + cookie}, follow_redirects=False)  # type: ignore[dict-item]
    assert answer.headers["location"] == "/sign-in?next=%2F"


@pytest.fixture
def browser_on_both(settings: Settings, database: Database) -> TestClient:  # type: ignore[type-arg]
    return Browser(create_app(settings, database=database)).client
