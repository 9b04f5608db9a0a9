"""A meeting, its notes, and the words kept from it: nobody's by default, and exactly as they came."""

import io
import zipfile
from collections.abc import Callable
from uuid import uuid4

import pytest
from httpx import Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar import Litestar
from sqlmodel import select

from engine.accounts import Account
from engine.database import Database, reading
from engine.meetings import Meeting, attendance_at, observations_of
from engine.notes import PassageDecision, notes_of_meeting
from engine.originals import OriginalBytes, OriginalText
from engine.quotes import Spoken, quotes_of
from engine.versions import PassageMark
from tests.web.browser import ORIGIN, Browser, Opened
from tests.web.house_rules import controls
from tests.web.pages.writing import NOTES, Desk, desk, visiting
from web.rendering import exact

MakeAccount = Callable[..., Account]

TYPED = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\ufffe\uffff"), min_size=1).filter(
    lambda text: all(letter >= " " or letter in "\t\n" for letter in text)
)
"""What can be typed into a field of a web page; a browser turns every line break there into LF."""


@pytest.fixture
def there(database: Database, account: MakeAccount) -> Desk:
    return desk(database, account)


@pytest.fixture
def browser(app: Litestar, there: Desk) -> Browser:
    found = visiting(app, there.coordinator)
    found.visit(f"/meetings/{there.meeting}")
    return found


def kept(database: Database, there: Desk) -> list[Spoken]:
    with reading(database) as session:
        return quotes_of(session, there.person)


def place(text: str) -> dict[str, str]:
    """Where a passage stands in the notes, as the page sends it."""
    start = NOTES.index(text)
    return {"start": str(start), "end": str(start + len(text))}


def test_every_passage_is_shown_with_why_and_none_is_anybodys_yet(browser: Browser) -> None:
    assert browser.page is not None
    assert browser.page.quotes == []
    assert "Perhaps Dee. The label “Dee” stands right before the words." in browser.page.text
    assert "Perhaps Barb (mom)." in browser.page.text
    assert "0 of 3 looked at" in browser.page.text


def test_a_passage_is_kept_with_exactly_its_characters(browser: Browser, database: Database, there: Desk) -> None:
    page = browser.submit(f"/meetings/{there.meeting}/quotes", {"keep": "participant", "agreed": "yes"})
    assert page.quotes == ["I want my own front door with MY key."]
    (quote,) = kept(database, there)
    assert (quote.text, quote.speaker, quote.attribution, quote.may_include) == (
        "I want my own front door with MY key.",
        "Dee",
        "participant",
        True,
    )
    assert quote.recorded_by_name == "L Torres"


def test_without_the_tick_nobody_agreed_and_the_page_says_so(browser: Browser, database: Database, there: Desk) -> None:
    page = browser.submit(f"/meetings/{there.meeting}/quotes", {"keep": "participant"})
    assert not kept(database, there)[0].may_include
    assert "may not stand in the plan" in page.text


def test_the_other_three_choices(browser: Browser, database: Database, there: Desk) -> None:
    action = f"/meetings/{there.meeting}/quotes"
    barb, dogs = "She can't be alone at night.", "I could do the dogs at the shelter."
    browser.submit(action, {**place(barb), "keep": "other", "speaker": "Barb"})
    browser.submit(action, {**place(dogs), "keep": "interpreted", "language": "en"})
    page = browser.submit(action, {**place("I want my own front door with MY key."), "keep": "label"})
    assert [(quote.text, quote.speaker, quote.attribution) for quote in kept(database, there)] == [
        (barb, "Barb", "other"),
        (dogs, "Dee", "interpreted"),
    ]
    assert "Not a quotation, says L Torres." in browser.visit(f"/meetings/{there.meeting}?from=1").text
    with reading(database) as session:
        (decision,) = session.exec(select(PassageDecision).where(PassageDecision.quote_id == None)).all()  # noqa: E711
        assert session.exec(select(PassageMark)).all() == []
    assert (decision.decision, decision.by_name) == ("no_quotation", "L Torres")
    assert "Nothing is waiting" in page.text


def test_somebody_else_without_a_name_is_asked_for_it(browser: Browser, there: Desk) -> None:
    action = f"/meetings/{there.meeting}/quotes"
    page = browser.submit(
        action, {**place("She can't be alone at night."), "keep": "other", "speaker": " "}, status=422
    )
    assert "Write the name of who said it." in page.text


def test_a_place_that_is_no_quotation_of_the_notes_is_refused(
    browser: Browser, database: Database, there: Desk
) -> None:
    action = f"/meetings/{there.meeting}/quotes"
    for wrong in ({"start": "0", "end": "9"}, {"start": "-1"}, {"end": "99999999"}, {"based_on": "7"}):
        page = browser.submit(action, {"keep": "participant", **wrong}, status=422)
        assert "Nothing was kept" in page.text
    browser.submit(action, {"keep": "nonsense"}, status=422)
    browser.submit(action, {"keep": "participant", "method": "nonsense"}, status=422)
    assert kept(database, there) == []


def test_a_form_sent_twice_keeps_one_quote(browser: Browser, database: Database, there: Desk) -> None:
    assert browser.page is not None
    sent = browser.page.form(f"/meetings/{there.meeting}/quotes")
    sent["keep"] = ["participant"]
    for _ in range(2):
        answer = browser.client.post(
            f"/meetings/{there.meeting}/quotes",
            data=sent,
            headers={"origin": ORIGIN, "sec-fetch-site": "same-origin"},
            follow_redirects=False,
        )
        assert answer.status_code == 303
    assert len(kept(database, there)) == 1


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=TYPED)
def test_typed_words_arrive_code_point_for_code_point(
    browser: Browser, database: Database, there: Desk, words: str
) -> None:
    answer = _post_words(browser, there, words.replace("\n", "\r\n"))
    assert kept(database, there)[-1].text == words
    # Not parsed: HTML calls some characters a mistake that XML and our records keep, such as C1 controls.
    assert f">{exact(words)}</blockquote>" in answer.text


def _post_words(browser: Browser, there: Desk, words: str) -> Response:
    action = f"/meetings/{there.meeting}/quotes"
    values = {"words": words, "keep": "participant", "method": "typed", "said_on": "2026-03-11", "agreed": "yes"}
    token = browser.client.get(f"/meetings/{there.meeting}").text.split('name="csrf_token" value="')[1].split('"')[0]
    sent = {"csrf_token": token, "command": str(uuid4()), **values}
    return browser.client.post(action, data=sent, headers={"origin": ORIGIN, "sec-fetch-site": "same-origin"})


def _write_down(browser: Browser, there: Desk, values: dict[str, str], *, status: int = 200) -> Opened:
    """The form for words written down directly: the last of its address on the page."""
    assert browser.page is not None
    action = f"/meetings/{there.meeting}/quotes"
    forms = [form for form in browser.page.tree.iter("form") if form.get("action") == action]
    sent = controls(forms[-1]) | {name: [value.replace("\n", "\r\n")] for name, value in values.items()}
    headers = {"origin": ORIGIN, "sec-fetch-site": "same-origin"}
    return browser._arrived(browser.client.post(action, data=sent, headers=headers), status)


@pytest.mark.parametrize(
    ("left_out", "sentence"),
    [
        ("keep", "Say whose words these are."),
        ("method", "Choose how the words were expressed."),
        ("words", "There are no words to keep yet."),
        ("said_on", "Write the day on which it was said."),
    ],
)
def test_words_written_down_need_everything_and_keep_what_was_typed(
    browser: Browser, database: Database, there: Desk, left_out: str, sentence: str
) -> None:
    values = {"words": "  two\n spaces ", "keep": "participant", "method": "spoken", "said_on": "2026-03-11"}
    page = _write_down(browser, there, values | {left_out: ""}, status=422)
    assert sentence in page.text
    if left_out != "words":
        # The CR that the browser put there is shown as what it is; the field shows one line break for the two.
        assert "  two&#13;\n spaces " in page.html
    assert kept(database, there) == []


def test_characters_that_cannot_be_kept_are_named_with_their_place(
    browser: Browser, database: Database, there: Desk
) -> None:
    answer = _post_words(browser, there, "one\r\ntwo\x0b")
    assert answer.status_code == 422
    assert "U+000B (line 2, character 4)" in answer.text
    assert kept(database, there) == []


def test_an_observation_is_no_quote_and_stands_in_no_quotation_marks(
    browser: Browser, database: Database, there: Desk
) -> None:
    page = browser.submit(f"/meetings/{there.meeting}/observations", {"observation": "She looked at the table."})
    assert page.quotes == []
    with reading(database) as session:
        assert observations_of(session, there.person)[0].observer_name == "L Torres"
    page = browser.submit(f"/meetings/{there.meeting}/observations", {"observation": " "}, status=422)
    assert "There is nothing written yet." in page.text


def test_a_meeting_is_recorded_with_everybody_and_its_notes_exactly(
    app: Litestar, database: Database, there: Desk
) -> None:
    browser = visiting(app, there.coordinator)
    browser.visit(f"/plans/{there.plan}/meetings/new")
    page = browser.submit(
        f"/plans/{there.plan}/meetings/new",
        {
            "held_on": "2026-03-12",
            "place": "the library",
            "chosen_by_person": "yes",
            "person_present": "no",
            "absence_reason": "She was ill.",
            "adjustments_offered": "A call from home.",
            "name-1": "Barb",
            "relation-1": "mother",
            "invited-1": "yes",
            "name-2": "Job coach",
            "came-2": "no",
            "why-2": "no-show",
            "notes": "  tab\there\n\nDee: “ok”  ",
        },
    )
    with reading(database) as session:
        meeting = session.exec(select(Meeting).where(Meeting.place == "the library")).one()
        assert meeting.notes == "  tab\there\n\nDee: “ok”  "
        assert [(row.name, row.present, row.invited_by_person) for row in attendance_at(session, meeting.id)] == [
            ("Barb", True, True),
            ("Job coach", False, False),
        ]
    assert page.title == "Meeting on March 12, 2026"


def test_a_day_that_does_not_exist_keeps_everything_that_was_typed(app: Litestar, there: Desk) -> None:
    browser = visiting(app, there.coordinator)
    browser.visit(f"/plans/{there.plan}/meetings/new")
    page = browser.submit(
        f"/plans/{there.plan}/meetings/new",
        {"held_on": "2026-02-30", "name-1": "Barb", "notes": "a long note"},
        status=422,
    )
    assert "There is no day “2026-02-30”." in page.text
    assert page.form(f"/plans/{there.plan}/meetings/new")["name-1"] == ["Barb"]
    assert "a long note" in page.html


def test_notes_may_be_typed_and_brought_in_as_a_file_beside_each_other(
    app: Litestar, database: Database, there: Desk
) -> None:
    browser = visiting(app, there.coordinator)
    action = f"/plans/{there.plan}/meetings/new"
    browser.visit(action)
    page = browser.submit(action, {"notes": ""}, files={"note_file": ("note.exe", b"MZ\0\0")}, status=422)
    assert "a program" in page.text
    browser.visit(action)
    note = "\ufeffDee: “My key.”\r\nsecond\rline\n".encode()
    browser.submit(action, {"place": "by file", "notes": "typed"}, files={"note_file": ("note.txt", note)})
    with reading(database) as session:
        meeting = session.exec(select(Meeting).where(Meeting.place == "by file")).one()
        ((original, reader),) = notes_of_meeting(session, meeting.id)
        assert session.get_one(OriginalBytes, original.id).content == note
        assert session.get_one(OriginalText, original.id).text == "Dee: “My key.”\r\nsecond\rline\n"
    assert (meeting.notes, original.name, reader) == ("typed", "note.txt", "ownwords-text 1")
    page = browser.visit(f"/meetings/{meeting.id}")
    assert "note.txt" in page.links
    browser.submit(f"/meetings/{meeting.id}", {"place": "elsewhere"}, files={"note_file": ("", b"")})
    with reading(database) as session:
        again = session.get_one(Meeting, meeting.id)
        assert (again.place, again.notes) == ("elsewhere", meeting.notes)


def test_a_packed_file_that_is_no_word_document_is_told_so(app: Litestar, there: Desk) -> None:
    browser = visiting(app, there.coordinator)
    action = f"/plans/{there.plan}/meetings/new"
    browser.visit(action)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("nothing.txt", "nothing")
    page = browser.submit(action, {"notes": ""}, files={"note_file": ("note.docx", packed.getvalue())}, status=422)
    assert "note_file" in page.html


def test_two_people_changing_one_meeting_keep_both_texts(app: Litestar, database: Database, there: Desk) -> None:
    first, second = visiting(app, there.coordinator), visiting(app, there.coordinator)
    for browser in (first, second):
        browser.visit(f"/meetings/{there.meeting}")
    first.submit(f"/meetings/{there.meeting}", {"notes": "what the first wrote"})
    page = second.submit(f"/meetings/{there.meeting}", {"notes": "what the second wrote"}, status=422)
    assert "somebody else changed this meeting" in page.text
    assert "what the first wrote" in page.text
    assert "what the second wrote" in page.html
    with reading(database) as session:
        assert session.get_one(Meeting, there.meeting).notes == "what the first wrote"


def test_notes_full_of_markup_and_very_long_notes_are_shown_as_they_are(
    app: Litestar, database: Database, account: MakeAccount
) -> None:
    hostile = "Dee: “<script>alert(1)</script> {{ 7*7 }} '; DROP TABLE quote; --”\n"
    there = desk(database, account, notes=hostile + "Dee: “again and again”\n" * 40, name="Long")
    browser = visiting(app, there.coordinator)
    page = browser.visit(f"/meetings/{there.meeting}")
    assert "<script>alert(1)</script> {{ 7*7 }}" in page.text
    assert "Show the next ones (16 follow)" in page.links
    page = browser.click("Show the next ones (16 follow)")
    assert "25 before these are waiting too" in page.links
