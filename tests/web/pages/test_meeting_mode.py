"""Meeting mode without script: one entry for each page, kept exactly, under the right name, once."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from litestar import Litestar
from sqlmodel import select

from engine import clock
from engine.accounts import Account, Role
from engine.database import Database, reading
from engine.events import history
from engine.meetings import Meeting, attendance_at, observations_of
from engine.people import Person
from engine.plans import Plan
from engine.quotes import Quote, Spoken, quotes_of
from engine.verification import verify
from tests.web.browser import ORIGIN, Browser
from tests.web.pages.test_meetings import TYPED
from tests.web.pages.writing import Desk, desk, stranger, visiting

MakeAccount = Callable[..., Account]


@pytest.fixture
def there(database: Database, account: MakeAccount) -> Desk:
    return desk(database, account, notes="")


@pytest.fixture
def browser(app: Litestar, there: Desk) -> Browser:
    found = visiting(app, there.coordinator)
    found.visit(f"/meetings/{there.meeting}/mode")
    return found


def quotes(database: Database, there: Desk) -> list[Spoken]:
    with reading(database) as session:
        return quotes_of(session, there.person)


def token(browser: Browser, there: Desk) -> str:
    html = browser.client.get(f"/meetings/{there.meeting}/mode").text
    return html.split('name="csrf_token" value="')[1].split('"')[0]


def send(browser: Browser, there: Desk, what: str = "entries", *, json: bool = True, **fields: str) -> Any:
    """One form of the page, as its script sends it."""
    body = {"csrf_token": token(browser, there), "command": str(uuid4()), "author": str(there.coordinator.id), **fields}
    headers = {"origin": ORIGIN, "sec-fetch-site": "same-origin", "accept": "application/json" if json else "text/html"}
    path = f"/meetings/{there.meeting}/mode/{what}"
    return browser.client.post(path, data=body, headers=headers, follow_redirects=False)


SAID = {"kind": "said", "how": "spoken", "words": "My key. Mine.", "language": "en"}


def test_an_entry_is_kept_and_the_next_page_shows_it_first(browser: Browser, database: Database, there: Desk) -> None:
    action = f"/meetings/{there.meeting}/mode/entries"
    page = browser.submit(action, {**SAID, "how": "aac", "life_area": "home", "agreed": "yes", "read_back": "yes"})
    (quote,) = quotes(database, there)
    assert (quote.text, quote.speaker, quote.attribution, quote.method) == (
        "My key. Mine.",
        "Dee",
        "participant",
        "aac",
    )
    assert (quote.life_area, quote.may_include, quote.read_back, quote.recorded_by_name) == (
        "home",
        True,
        True,
        "L Torres",
    )
    assert page.quotes == ["My key. Mine."]
    page = browser.submit(action, {**SAID, "words": "And a cat"})
    assert page.quotes == ["And a cat", "My key. Mine."]


def test_the_next_entry_begins_with_the_choices_of_the_last_and_nobodys_name_is_in_the_address(
    browser: Browser, there: Desk
) -> None:
    fields = {**SAID, "kind": "other", "speaker": "Barb", "how": "signed", "life_area": "safety", "read_back": "yes"}
    answer = send(browser, there, json=False, **fields)
    assert answer.headers["location"].startswith(f"/meetings/{there.meeting}/mode?saved=yes")
    assert "Barb" not in answer.headers["location"]
    page = browser.visit(answer.headers["location"].split("#")[0])
    sent = page.form(f"/meetings/{there.meeting}/mode/entries")
    assert (sent["kind"], sent["how"], sent["life_area"], sent["read_back"]) == (
        ["other"],
        ["signed"],
        ["safety"],
        ["later"],
    )


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(words=TYPED)
def test_words_are_kept_code_point_for_code_point(
    browser: Browser, database: Database, there: Desk, words: str
) -> None:
    assert send(browser, there, **{**SAID, "words": words.replace("\n", "\r\n")}).status_code == 200
    assert quotes(database, there)[-1].text == words


def test_a_number_sent_twice_is_kept_once_and_with_other_words_refused(
    browser: Browser, database: Database, there: Desk
) -> None:
    command = str(uuid4())
    first = send(browser, there, **SAID, command=command, read_back="yes")
    again = send(browser, there, **SAID, command=command, read_back="yes")
    assert first.json()["id"] == again.json()["id"]
    other = send(browser, there, **{**SAID, "words": "other"}, command=command, read_back="yes")
    assert other.status_code == 422
    assert "sent before with other content" in other.json()["sentences"][0]
    assert [quote.text for quote in quotes(database, there)] == ["My key. Mine."]


def test_what_was_seen_is_an_observation_also_when_a_gesture_was_chosen(
    browser: Browser, database: Database, there: Desk
) -> None:
    send(browser, there, kind="saw", words="She smiled at the dog.")
    send(browser, there, **{**SAID, "how": "gesture", "words": "Turned to the window."})
    assert quotes(database, there) == []
    with reading(database) as session:
        seen = observations_of(session, there.person)
    assert [(row.text, row.observer_name) for row in seen] == [
        ("Turned to the window.", "L Torres"),
        ("She smiled at the dog.", "L Torres"),
    ]


def test_interpreted_words_carry_the_meaning_and_who_interpreted_is_kept(
    browser: Browser, database: Database, there: Desk
) -> None:
    answer = send(browser, there, **SAID, interpreted="yes", interpreter=" ")
    assert answer.json()["sentences"] == ["Write who interpreted: the words that stand here are theirs."]
    send(browser, there, **SAID, interpreted="yes", interpreter="Ana Ruiz")
    (quote,) = quotes(database, there)
    assert (quote.attribution, quote.speaker, quote.interpreter) == ("interpreted", "Dee", "Ana Ruiz")
    assert "through an interpreter, Ana Ruiz" in browser.visit(f"/meetings/{there.meeting}/mode").text
    assert _verifies(database)


def test_somebody_elses_words_need_their_name(browser: Browser, database: Database, there: Desk) -> None:
    assert "Write the name of who said it." in send(browser, there, **{**SAID, "kind": "other"}).text
    send(browser, there, **{**SAID, "kind": "other"}, speaker="", speaker_name="Uncle Ray")
    assert [(quote.speaker, quote.attribution) for quote in quotes(database, there)] == [("Uncle Ray", "other")]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"kind": "dreamt"}, "Say whether the person said it"),
        ({"how": "shouted"}, "Choose how the words were expressed."),
        ({"life_area": "moon"}, "Choose one of the parts of life"),
        ({"words": ""}, "There are no words to keep yet."),
        ({"words": "one\r\ntwo\x0b"}, "U+000B (line 2, character 4)"),
        ({"speaker_name": "\x01"}, "U+0001"),
    ],
)
def test_what_cannot_be_kept_is_said_and_the_page_keeps_what_was_typed(
    browser: Browser, database: Database, there: Desk, changed: dict[str, str], sentence: str
) -> None:
    assert sentence in send(browser, there, **SAID | changed).json()["sentences"][0]
    answer = send(browser, there, json=False, **SAID | changed)
    assert answer.status_code == 422
    assert sentence in answer.text.replace("&#39;", "'")
    if "words" not in changed:
        assert ">\nMy key. Mine.</textarea>" in answer.text
    assert quotes(database, there) == []


def test_the_devices_clock_is_kept_beside_ours_where_it_can_be_right(
    browser: Browser, database: Database, there: Desk
) -> None:
    at = clock.now()
    earlier = at - timedelta(minutes=20)
    for said in (earlier, at + timedelta(hours=1), at - timedelta(days=400)):
        send(browser, there, **SAID, noted_at=said.isoformat())
    send(browser, there, **SAID, noted_at="soon")
    first, *others = quotes(database, there)
    assert first.noted_at is not None
    assert abs(first.noted_at - earlier) < timedelta(seconds=1)
    assert [quote.noted_at for quote in others] == [None, None, None]
    assert "by the device’s clock; received at" in browser.visit(f"/meetings/{there.meeting}/mode").text


def test_another_accounts_entry_is_not_sent_under_this_name(browser: Browser, database: Database, there: Desk) -> None:
    answer = send(browser, there, **SAID, author=str(uuid4()))
    assert (answer.status_code, answer.json()["other_author"]) == (409, True)
    assert quotes(database, there) == []


def test_read_back_can_be_said_afterwards_and_the_newest_counts(
    browser: Browser, database: Database, there: Desk
) -> None:
    entry = send(browser, there, **SAID).json()["id"]
    assert "Read back, not agreed" in send(browser, there, "read-back", entry=entry, agreed="no").json()["html"]
    assert "Read back and confirmed" in send(browser, there, "read-back", entry=entry, agreed="yes").json()["html"]
    assert quotes(database, there)[0].read_back is True
    with reading(database) as session:
        plan = session.get_one(Plan, there.plan)
        assert [event.kind for event in history(session, plan.stream)][-2:] == ["quote.read_back", "quote.read_back"]


def test_a_slip_of_the_keyboard_keeps_both_and_only_the_second_can_be_used(
    browser: Browser, database: Database, there: Desk
) -> None:
    entry = send(browser, there, **{**SAID, "words": "my jey"}, agreed="yes", life_area="home").json()["id"]
    browser.visit(f"/meetings/{there.meeting}/mode/again/{entry}")
    page = browser.submit(f"/meetings/{there.meeting}/mode/again/{entry}", {"words": "my key"})
    first, second = quotes(database, there)
    assert (first.text, first.mistyped, first.usable) == ("my jey", True, False)
    assert (second.text, second.usable, second.may_include, second.life_area) == ("my key", True, True, "home")
    assert "Mistyped: it was written down again" in page.text
    assert f"#entry-{second.id}" in page.html
    assert _verifies(database)


def test_confirmed_words_are_no_slip_and_the_page_says_why(browser: Browser, database: Database, there: Desk) -> None:
    entry = send(browser, there, **SAID, read_back="yes").json()["id"]
    page = browser.visit(f"/meetings/{there.meeting}/mode/again/{entry}")
    assert "Dee confirmed these words" in page.text
    assert f"/mode/again/{entry}" not in browser.visit(f"/meetings/{there.meeting}/mode").html
    answer = send(browser, there, f"again/{entry}", json=False, words="something kinder")
    assert answer.status_code == 422
    assert len(quotes(database, there)) == 1


def test_an_observer_takes_back_what_they_saw_and_it_stays_marked(
    browser: Browser, database: Database, there: Desk
) -> None:
    entry = send(browser, there, kind="saw", words="She left early.").json()["id"]
    assert "taken back since: it was a mistake" in send(browser, there, "taken-back", entry=entry).json()["html"]
    with reading(database) as session:
        assert observations_of(session, there.person)[0].text == "She left early."


def test_who_came_is_saved_one_by_one_and_the_same_key_changes_the_same_row(
    browser: Browser, database: Database, there: Desk
) -> None:
    send(
        browser,
        there,
        "people",
        row="made-offline",
        name="Uncle Ray",
        relation="uncle",
        do="away",
        why="He was at work",
    )
    html = send(browser, there, "people", row="made-offline", name="Uncle Ray", came="came", invited="person").json()[
        "html"
    ]
    assert "invited by Dee" in html
    with reading(database) as session:
        rows = {row.name: row for row in attendance_at(session, there.meeting)}
    assert sorted(rows) == ["Barb", "Dee", "Uncle Ray"]
    assert rows["Uncle Ray"].present
    assert rows["Uncle Ray"].invited_by_person
    send(browser, there, "people", row=str(rows["Uncle Ray"].id), name="Uncle Ray", do="remove")
    with reading(database) as session:
        assert sorted(row.name for row in attendance_at(session, there.meeting)) == ["Barb", "Dee"]


def test_whom_the_person_did_not_want_is_on_no_record_and_stays_when_the_notes_are_saved(
    browser: Browser, database: Database, there: Desk
) -> None:
    send(browser, there, "people", row="x", name="Mr. Blunt", relation="former roommate", do="away", not_wanted="yes")
    assert "Dee did not want them here" in browser.visit(f"/meetings/{there.meeting}/mode").text
    assert "Mr. Blunt" not in browser.visit(f"/meetings/{there.meeting}/record").text
    page = browser.visit(f"/meetings/{there.meeting}")
    assert "Mr. Blunt" not in page.text
    browser.submit(f"/meetings/{there.meeting}", {"notes": "We met."})
    with reading(database) as session:
        assert "Mr. Blunt" in [row.name for row in attendance_at(session, there.meeting)]


def test_whoever_was_not_wanted_does_not_read_it(
    app: Litestar, browser: Browser, database: Database, there: Desk, account: MakeAccount
) -> None:
    with reading(database) as session:
        team_id = session.get_one(Person, there.person).team_id
    supervisor = account("Sue Visor", Role.SUPERVISOR, team_id=team_id)
    send(browser, there, "people", row="x", name="Sue Visor", do="away", not_wanted="yes")
    theirs = visiting(app, supervisor).client.get(f"/meetings/{there.meeting}/mode").text
    assert "did not want them here</summary>" not in theirs


def test_where_and_when_are_saved_field_by_field(browser: Browser, database: Database, there: Desk) -> None:
    send(browser, there, "facts", place="Dee’s porch")
    send(browser, there, "facts", chosen_by_person_asked="yes", chosen_by_person="yes")
    send(browser, there, "facts", started="10:00")
    answer = send(browser, there, "facts", ended="09:30")
    assert answer.json()["sentences"] == ["A meeting ends after it begins. Look at both times again."]
    send(browser, there, "facts", now="ended", noted_at=clock.now().isoformat())
    with reading(database) as session:
        meeting = session.get_one(Meeting, there.meeting)
        assert (meeting.place, meeting.chosen_by_person, meeting.time_chosen_by_person) == ("Dee’s porch", True, False)
        assert meeting.started_at == datetime(2026, 3, 11, 14, tzinfo=UTC)
        assert meeting.ended_at is not None
        assert meeting.notes == ""
    record = browser.visit(f"/meetings/{there.meeting}/record").text
    assert "(chosen by Dee)" in record


def test_a_meeting_begins_now_with_its_start(browser: Browser, database: Database, there: Desk) -> None:
    browser.visit(f"/plans/{there.plan}/meetings/new")
    page = browser.submit(f"/plans/{there.plan}/meetings/begin", {})
    assert "Meeting with Dee" in page.text
    with reading(database) as session:
        begun = session.exec(select(Meeting).where(Meeting.id != there.meeting)).one()
        assert begun.started_at is not None


def test_nobody_else_reaches_it(
    app: Litestar, browser: Browser, database: Database, there: Desk, account: MakeAccount
) -> None:
    entry = send(browser, there, **SAID).json()["id"]
    other = visiting(app, stranger(database, account))
    assert other.client.get(f"/meetings/{there.meeting}/mode").status_code == 404
    csrf = other.client.get("/who-am-i").json()["csrf"]
    headers = {"origin": ORIGIN, "sec-fetch-site": "same-origin", "accept": "application/json"}
    for what, more in (("entries", SAID), ("people", {"row": "x", "name": "x"}), ("read-back", {"entry": entry})):
        body = {"csrf_token": csrf, "command": str(uuid4()), **more}
        answer = other.client.post(f"/meetings/{there.meeting}/mode/{what}", data=body, headers=headers)
        assert answer.status_code == 404
    assert len(quotes(database, there)) == 1


def test_an_entry_of_another_meeting_is_not_marked_through_this_one(
    browser: Browser, database: Database, there: Desk
) -> None:
    send(browser, there, **SAID)
    with reading(database) as session:
        quote_id = session.exec(select(Quote.id)).one()
    browser.visit(f"/plans/{there.plan}/meetings/new")
    browser.submit(f"/plans/{there.plan}/meetings/begin", {})
    with reading(database) as session:
        begun = session.exec(select(Meeting.id).where(Meeting.id != there.meeting)).one()
    elsewhere = Desk(there.coordinator, there.person, there.plan, UUID(str(begun)))
    assert send(browser, elsewhere, "read-back", entry=str(quote_id), agreed="yes").status_code == 404


def _verifies(database: Database) -> bool:
    return verify(database).ok
