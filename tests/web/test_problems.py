"""Whatever goes wrong, the page is ours, true about saved work, and says nothing of what is inside."""

import json
from collections.abc import Callable

import pytest
from litestar import Litestar, get, post
from litestar.testing import TestClient

from engine.database import Database
from engine.ids import new_id
from engine.refusals import NotFound, Refusal, Stale
from engine.settings import Settings
from tests.web.browser import ORIGIN, Browser
from web.app import LARGEST_FORM, create_app
from web.security_headers import HEADERS


@get("/breaks", opt={"public": True}, sync_to_thread=True)
def breaks() -> str:
    """Fails the way nobody foresaw."""
    raise RuntimeError("a secret of the inside")


@get("/refuses", opt={"public": True}, sync_to_thread=True)
def refuses() -> str:
    """Says no."""
    raise Refusal("The plan was not shared: Backup Plan is empty. Write it, then share again.")


@get("/stale", opt={"public": True}, sync_to_thread=True)
def stale() -> str:
    """Was overtaken."""
    raise Stale("The plan changed while you wrote.", current=4, since=["Ben changed Outcomes."])


@get("/hidden", opt={"public": True}, sync_to_thread=True)
def hidden() -> str:
    """Is not for this visitor."""
    raise NotFound


@post("/takes", opt={"public": True}, sync_to_thread=True)
def takes() -> str:
    """Takes a form."""
    return "taken"


@get("/closed", sync_to_thread=True)
def closed() -> str:
    """Says nothing about who may see it, so nobody may without signing in."""
    return "inside"


@pytest.fixture
def app(settings: Settings, database: Database) -> Litestar:
    return create_app(settings, database=database, more_routes=[breaks, refuses, stale, hidden, takes, closed])


def test_a_failure_is_a_page_without_its_inside(browser: Browser) -> None:
    page = browser.visit("/breaks", status=500)
    assert "Everything saved before it is safe" in page.text
    assert "secret" not in page.html


def test_the_log_says_where_it_failed_and_nothing_that_was_typed(
    browser: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    browser.visit("/breaks", status=500)
    line = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert line["event"] == "page failed"
    assert line["passed_through"][0] == "builtins.RuntimeError"
    assert "secret" not in json.dumps(line)


def test_a_refusal_is_shown_as_it_is(browser: Browser) -> None:
    assert "Write it, then share again." in browser.visit("/refuses", status=409).text
    assert "Ben changed Outcomes." in browser.visit("/stale", status=409).text


def test_a_refusal_for_htmx_is_only_the_message(browser: Browser) -> None:
    assert browser.part("/refuses").strip().startswith('<div class="refusal"')


def test_what_is_not_there_and_what_is_not_yours_look_the_same(browser: Browser) -> None:
    nothing = browser.visit("/no-such-address", status=404)
    not_yours = browser.visit("/hidden", status=404)
    assert nothing.title == not_yours.title == "This page cannot be shown"


def test_a_closed_page_sends_a_visitor_to_sign_in_and_back(browser: Browser) -> None:
    page = browser.visit("/closed")
    assert page.form("/sign-in")["next"] == ["/closed"]


@pytest.mark.parametrize(
    "path", ["/", "/sign-in", "/no-such-address", "/breaks", "/health/live", "/static/nothing.css"]
)
def test_every_answer_carries_the_security_headers(app: Litestar, path: str) -> None:
    answer = TestClient(app, raise_server_exceptions=False).get(path, follow_redirects=False)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert answer.headers["cache-control"] == "no-store"


def test_over_https_browsers_are_told_to_stay_there_and_the_cookie_is_bound_to_the_host(
    settings: Settings, database: Database
) -> None:
    secure = settings.model_copy(update={"base_url": "https://plans.example"})
    client = TestClient(create_app(secure, database=database), base_url="https://plans.example")
    assert client.get("/sign-in").headers["strict-transport-security"] == "max-age=31536000"
    cookie = client.post("/sign-out", headers={"origin": "https://plans.example"}, follow_redirects=False)
    assert cookie.headers["set-cookie"].startswith("__Host-ownwords=")
    assert "Secure" in cookie.headers["set-cookie"]


def test_a_wrong_method_says_which_are_allowed(app: Litestar) -> None:
    answer = TestClient(app).put("/sign-in", headers={"origin": ORIGIN})
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]
    assert "Nothing was saved" in answer.text


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_a_form_that_is_too_large_is_told_so(app: Litestar, content_type: str) -> None:
    headers = {"origin": ORIGIN, "content-type": content_type}
    answer = TestClient(app, base_url=ORIGIN).post("/takes", content=b"a" * (LARGEST_FORM + 1), headers=headers)
    assert answer.status_code == 413
    assert "nothing of it was saved" in answer.text


def test_a_body_that_is_no_form_is_refused_at_the_door(app: Litestar) -> None:
    headers = {"origin": ORIGIN, "content-type": "text/plain"}
    answer = TestClient(app, base_url=ORIGIN).post("/takes", content=b"a=b", headers=headers)
    assert answer.status_code == 409
    assert "did not arrive as a form" in answer.text


def test_a_machine_can_ask_whether_we_are_well(app: Litestar, database: Database) -> None:
    client = TestClient(app)
    assert client.get("/health/live").text == "alive\n"
    assert client.get("/health/ready").text == "ready\n"
    assert "set-cookie" not in client.get("/health/ready").headers


def test_a_database_without_tables_is_not_ready(settings: Settings) -> None:
    answer = TestClient(create_app(settings)).get("/health/ready")
    assert answer.status_code == 503


def test_in_the_persons_room_a_problem_is_a_page_of_the_room(visit_as: Callable[[str], Browser]) -> None:
    """As large as the others, and with the two ways out at their place; a coordinator's is a page of theirs."""
    for path in ("/my-plan/not-there", f"/my-plan/{new_id()}/parts/1"):
        page = visit_as("rosa").visit(path, status=404)
        assert page.title == "This page cannot be shown"
        assert [words for words in page.links if words in ("Stop for now", "Talk to someone")] == [
            "Stop for now",
            "Talk to someone",
        ]
    assert "Stop for now" not in visit_as("sam").visit(f"/my-plan/{new_id()}/parts/1", status=404).links
