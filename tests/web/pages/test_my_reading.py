"""How the person likes to read, what hard words mean, and lines read aloud: remembered, without script, for nobody else."""

import re
from collections.abc import Callable

import pytest
from sqlmodel import select

from engine.database import Database, reading, writing
from engine.reading import ReadingPreference
from tests.cast import plan_of
from tests.web.browser import Browser
from web.speaking import voices

VisitAs = Callable[[str], Browser]


def room(house: Database, who: str = "Rosa Delgado") -> str:
    with reading(house) as session:
        return f"/my-plan/{plan_of(session, who).id}"


def choose(browser: Browser, **on: str) -> None:
    browser.visit("/my-plan/how-i-read")
    browser.submit("/my-plan/how-i-read", dict.fromkeys(on, "yes"))


def test_it_is_one_page_with_five_choices_at_most_and_it_is_remembered(house: Database, visit_as: VisitAs) -> None:
    rosa = visit_as("rosa")
    page = rosa.visit("/my-plan/how-i-read")
    assert 4 <= page.html.count('type="checkbox"') <= 5
    choose(rosa, bigger="yes", dark="yes", fewer="yes")
    again = visit_as("rosa")
    html = again.visit("/my-plan").html
    assert 'data-size="large"' in html
    assert 'data-screen="dark"' in html
    with reading(house) as session:
        row = session.exec(select(ReadingPreference)).one()
        assert (row.fewer_words, row.symbols, row.read_to_me) == (True, "some", False)


def test_the_finer_choices_are_kept_when_the_page_is_saved_again(house: Database, visit_as: VisitAs) -> None:
    rosa = visit_as("rosa")
    rosa.visit("/my-plan/how-i-read/size")
    rosa.submit("/my-plan/how-i-read/size", {"choice": "largest"})
    rosa.visit("/my-plan/how-i-read/symbols")
    rosa.submit("/my-plan/how-i-read/symbols", {"choice": "every"})
    choose(rosa, bigger="yes", pictures="yes")
    with reading(house) as session:
        row = session.exec(select(ReadingPreference)).one()
        assert (row.size, row.symbols) == ("largest", "every")


def test_staff_have_no_such_page_and_nobody_is_led_away_by_it(house: Database, visit_as: VisitAs) -> None:
    visit_as("sam").visit("/my-plan/how-i-read", status=404)
    rosa = visit_as("rosa")
    for elsewhere in ("//evil.example", "https://evil.example", "/people", "/my-plan/../people\\x"):
        page = rosa.visit(f"/my-plan/how-i-read?next={elsewhere}")
        assert page.form("/my-plan/how-i-read")["next"][0].startswith("/my-plan")


def test_a_part_says_limits_first_then_her_words_then_what_was_written(house: Database, visit_as: VisitAs) -> None:
    page = visit_as("rosa").visit(f"{room(house)}/parts/5").text
    order = [
        page.index(words)
        for words in (
            "This limits what you may do",
            "You can say no to this.",
            "We wrote",
            "They come 20 hours a week.",
            "What changed since last time",
            "Now it is: 20 hours a week",
            "What this means for you",
            "If you do nothing, things stay as they are now.",
            "We thought about these choices",
            "Keep things as they are",
            "Did we get this right?",
        )
    ]
    assert order == sorted(order)


def test_a_part_without_easy_read_lines_shows_what_staff_wrote(house: Database, visit_as: VisitAs) -> None:
    page = visit_as("marcus").visit(f"{room(house, 'Marcus Webb')}/read/4").html
    assert "as-written" in page


def test_somebody_who_wants_fewer_words_gets_the_first_idea_and_a_way_to_the_rest(
    house: Database, visit_as: VisitAs
) -> None:
    rosa = visit_as("rosa")
    choose(rosa, fewer="yes")
    page = rosa.visit(f"{room(house)}/parts/5").text
    assert "They come 20 hours a week." not in page
    assert "Keep things as they are" not in page
    assert "You can say no to this." in page, "A limit is never shortened."
    page = rosa.visit(f"{room(house)}/parts/5?words=all").text
    assert "They come 20 hours a week." in page


def test_the_first_plan_has_nothing_that_changed(house: Database, visit_as: VisitAs) -> None:
    page = visit_as("marcus").visit(f"{room(house, 'Marcus Webb')}/read/1").text
    assert "What changed since last time" not in page


def test_a_hard_word_leads_to_what_it_means_and_back_to_its_line(house: Database, visit_as: VisitAs) -> None:
    rosa = visit_as("rosa")
    found = None
    for number in range(1, 8):
        page = rosa.visit(f"{room(house)}/parts/{number}")
        found = re.search(r'class="hard-word" href="([^"]+)"', page.html)
        if found:
            break
    assert found is not None, "No line of Rosa's plan holds a hard word."
    link = found.group(1).replace("&amp;", "&")
    line = re.search(r"line=([^&]+)", link)
    assert line is not None
    explained = rosa.visit(link)
    assert f"#line-{line.group(1)}" in explained.links["Back to where I was"]
    assert f'id="line-{line.group(1)}"' in page.html
    rosa.visit(f"{room(house)}/hard-words/no-such-word", status=404)
    strange = rosa.visit(f"{room(house)}/hard-words/provider?part=x&line=<b>&in=http://evil")
    assert strange.links["Back to where I was"] == f"{room(house)}/parts/1"


def sounds_of(browser: Browser, path: str) -> list[str]:
    return re.findall(r'<audio class="line-sound"[^>]* src="([^"]+)"', browser.visit(path).html)


@pytest.mark.voice
def test_every_line_is_read_to_her_alone_and_the_opening_is_noted(house: Database, visit_as: VisitAs) -> None:
    rosa = visit_as("rosa")
    assert sounds_of(rosa, f"{room(house)}/parts/1") == []
    choose(rosa, read_to_me="yes")
    addresses = sounds_of(rosa, f"{room(house)}/parts/1")
    assert any("/words-" in address for address in addresses), "Her own words are read as well."
    for address in addresses[:3]:
        answer = rosa.client.get(address)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "audio/mpeg"
        assert "no-store" in answer.headers["cache-control"]
        assert len(rosa.client.get(f"{address}?speed=slow").content) > len(answer.content)
        assert rosa.client.get(address, headers={"range": "bytes=0-99"}).status_code == 206
        assert visit_as("nadia").client.get(address).status_code == 404
        assert visit_as("bev").client.get(address).status_code == 404
    other_part = addresses[0].replace("/sound/1/", "/sound/2/")
    assert rosa.client.get(other_part).status_code == 404, "Only what stands on that part's page is read."


@pytest.mark.voice
def test_words_in_another_language_are_read_by_its_own_voice_or_not_at_all(
    house: Database, visit_as: VisitAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    from web.pages import my_reading

    asked: list[tuple[str, str]] = []

    def say(text: str, *, voice: str, slow: bool = False) -> bytes:
        asked.append((text, voice))
        return b"x"

    monkeypatch.setattr(my_reading, "sound_of", say)
    found = []
    for who, name in (("rosa", "Rosa Delgado"), ("marcus", "Marcus Webb")):
        visitor = visit_as(who)
        choose(visitor, read_to_me="yes")
        for number in range(1, 8):
            found += [
                visitor.client.get(address) for address in sounds_of(visitor, f"{room(house, name)}/read/{number}")
            ]
    assert {answer.status_code for answer in found} == {200}
    assert {voice for _text, voice in asked} <= {"en-us", "es-419"}


def test_where_there_is_no_voice_nobody_is_offered_one(
    house: Database, visit_as: VisitAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    voices.cache_clear()
    monkeypatch.setenv("PATH", "/nowhere")
    try:
        rosa = visit_as("rosa")
        assert "Read it to me" not in rosa.visit("/my-plan/how-i-read").text
        with writing(house) as session:
            for row in session.exec(select(ReadingPreference)):
                row.read_to_me = True
        assert sounds_of(rosa, f"{room(house)}/parts/1") == []
    finally:
        voices.cache_clear()


def test_no_template_can_give_staff_text_the_form_of_her_words() -> None:
    from pathlib import Path

    from web.rendering import environment

    ui = environment().globals["ui"]
    for text in ("Staff text", None, 7, {"text": "x", "attribution": "participant"}):
        with pytest.raises(ValueError, match="Staff text cannot be one"):
            ui.quote(text)  # type: ignore[attr-defined]
    templates = Path("web/templates")
    users = {
        path.relative_to(templates).as_posix()
        for path in templates.rglob("*.html")
        if "own-words" in re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.DOTALL)
    }
    assert users == {"components/quote.html"}, "Only the quote component draws the form of somebody's own words."
