"""After sending and after signing: who sees it, what happens next, by which day, by whom; a number; a copy to listen to."""

from collections.abc import Callable
from io import BytesIO

import av
import pytest

from engine.copies import copies_of, receipts_of
from engine.database import Database, reading
from engine.deadlines import open_deadlines
from tests.cast import TODAY, plan_of
from tests.web.browser import ORIGIN, Browser
from web.plan_aloud import lines_to_hear
from web.speaking import voices
from workflows.demo.agency import A_NUMBER
from workflows.moving import OF_ANSWERS
from workflows.recipients import signed_version

VisitAs = Callable[[str], Browser]


def room(house: Database, who: str) -> str:
    with reading(house) as session:
        return f"/my-plan/{plan_of(session, who).id}"


def send_a_change(rosa: Browser, base: str) -> str:
    rosa.visit(f"{base}/parts/3")
    rosa.submit(f"{base}/parts/3", {"answer": "change", "words": "not on Tuesdays"})
    rosa.visit(f"{base}/check")
    return rosa.submit(f"{base}/send").text


def test_after_sending_she_reads_who_sees_it_what_is_next_with_a_day_and_a_name(
    house: Database, visit_as: VisitAs
) -> None:
    text = send_a_change(visit_as("rosa"), room(house, "rosa"))
    with reading(house) as session:
        plan = plan_of(session, "rosa")
        dates = [row.due_on for row in open_deadlines(session, plan.stream) if row.kind in OF_ANSWERS]
        day = min(due for due in dates if due >= TODAY)
    assert "Sam Okoye reads your answers." in text
    assert f"You hear from them by {day:%B} {day.day}, {day.year} about what you asked." in text
    for words in ("Who will see this", "Leo Delgado", "If you change your mind", "I want a meeting", A_NUMBER):
        assert words in text, words


def test_after_signing_the_page_says_what_happens_and_how_to_change_ones_mind(
    house: Database, visit_as: VisitAs
) -> None:
    cilla, base = visit_as("cilla"), room(house, "cilla")
    cilla.visit(f"{base}/signature/by/name")
    page = cilla.submit(f"{base}/signature/by/name", {"written_name": "Cilla"})
    for words in (
        "What happens next",
        "The plan starts to count on",
        "Who will see this",
        "I changed my mind",
        "you can get your copy",
        A_NUMBER,
        "I want a meeting",
    ):
        assert words in page.text, words


def test_a_guardian_is_not_shown_who_is_in_the_circle(house: Database, visit_as: VisitAs) -> None:
    base = room(house, "marcus")
    page = visit_as("gail").visit(f"{base}/signature")
    assert "Who can see my plan" not in page.text


def test_without_a_number_no_number_stands_there_and_the_first_steps_say_so(house: Database, visit_as: VisitAs) -> None:
    administrator = visit_as("avery")
    assert "Write down a phone number" not in administrator.visit("/").text
    administrator.visit("/agency-words")
    forms = list(administrator.page.tree.iter("form")) if administrator.page else []
    command = next(
        field.get("value")
        for form in forms
        for field in form.iter("input")
        if field.get("name") == "command" and any(one.get("value") == "who_answers" for one in form.iter("input"))
    )
    administrator.submit("/agency-words", {"name": "who_answers", "who_answers": "", "command": command or ""})
    assert "Write down a phone number that a person answers" in administrator.visit("/").text
    text = send_a_change(visit_as("rosa"), room(house, "rosa"))
    assert A_NUMBER not in text
    assert "Call somebody" not in text


@pytest.mark.voice
def test_he_takes_his_signed_plan_as_one_recording_and_it_is_written_down(house: Database, visit_as: VisitAs) -> None:
    walter, base = visit_as("walter"), room(house, "walter")
    page = walter.visit(f"{base}/copy")
    assert "Listen to it" in page.text
    form = page.form(f"{base}/copy/listen")
    headers = {"origin": ORIGIN, "sec-fetch-site": "same-origin"}
    answer = walter.client.post(f"{base}/copy/listen", data=form, headers=headers)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "audio/mpeg"
    assert ".mp3" in answer.headers["content-disposition"]
    with av.open(BytesIO(answer.content)) as sound:
        seconds = float(sum(frame.samples for frame in sound.decode(audio=0))) / 24_000
    with reading(house) as session:
        plan = plan_of(session, "walter")
        version = signed_version(session, plan)
        assert version is not None
        lines = lines_to_hear(session, plan, version, "en")
        row = copies_of(session, plan.id)[0]
        assert (row.rendition, row.way, row.version_id) == ("audio", "in their own room", version.id)
        assert receipts_of(session, [row.id])
    assert seconds > 0.6 * len(lines) + len(" ".join(text for text, _voice in lines)) / 40
    assert visit_as("sam").visit(f"/plans/{base.split('/')[-1]}/copies").text.count("A recording") >= 1


@pytest.mark.voice
def test_every_line_of_the_signed_text_is_heard_and_no_private_word(house: Database) -> None:
    with reading(house) as session:
        plan = plan_of(session, "walter")
        version = signed_version(session, plan)
        assert version is not None
        heard = [text for text, _voice in lines_to_hear(session, plan, version, "en")]
    assert "You said:" in heard
    assert len(heard) > 30


def test_where_there_is_no_voice_nobody_is_offered_a_recording(
    house: Database, visit_as: VisitAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    voices.cache_clear()
    try:
        walter, base = visit_as("walter"), room(house, "walter")
        assert "Listen to it" not in walter.visit(f"{base}/copy").text
        assert walter.client.get(f"{base}/copy/listen").status_code == 404
    finally:
        voices.cache_clear()
