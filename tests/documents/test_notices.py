import re
from datetime import date
from pathlib import Path

import pytest

from documents.notices import KINDS, render

LINK = "https://plans.example.org/my-plan"
WORKFLOWS = Path(__file__).parents[2] / "workflows"


@pytest.mark.parametrize("due", [None, date(2026, 4, 1)])
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_message_says_what_happened_what_to_do_and_where_and_nothing_more(kind, due):
    notice = render(kind, link=LINK, agency="Harbor Street Supports", due=due)
    assert "\n" not in notice.subject
    assert len(notice.subject) <= 60
    assert notice.body.count(LINK) == 1
    assert ("April 1, 2026" in notice.body) == (due is not None)
    assert notice.body.endswith("\n\nHarbor Street Supports\n")
    assert not re.search(r"[{}%<>\[\]]|—|None|please|sorry", notice.subject + notice.body)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_message_names_nobody_and_quotes_nobody(kind):
    """Every capital letter begins a sentence, so no name stands anywhere."""
    notice = render(kind, link=LINK, agency="x")
    words = notice.body.replace(LINK, "").removesuffix("x\n") + notice.subject
    inside = re.findall(r"(?<=[a-z,;] )[A-Z][\w’]*", words)
    assert set(inside) <= {"I"}
    assert not re.search('[“”"«»]', words)


def test_every_message_the_workflows_send_has_its_words():
    calls = r"\btell(?:_circle|_staff)?\((?:[^\"()]*\"|session, [^\"]*\")([a-z_]+)\""
    sent = {kind for file in WORKFLOWS.rglob("*.py") for kind in re.findall(calls, file.read_text())}
    assert {"review_requested", "took_effect", "second_review_requested"} <= sent
    assert sent <= KINDS


def test_the_reminders_of_the_clock_and_the_four_answers_have_their_words():
    assert {"review_due_soon", "review_overdue", "talk_requested", "changes_asked"} <= KINDS


def test_a_kind_without_words_is_a_mistake_that_shows():
    with pytest.raises(KeyError):
        render("surprise", link=LINK, agency="x")


@pytest.mark.parametrize("link", ["", "/my-plan", "javascript:alert(1)", "https://", LINK + "\nBcc: a@b.c", LINK + " "])
def test_a_link_that_is_no_address_is_a_mistake_that_shows(link):
    with pytest.raises(ValueError, match="web address"):
        render("closed", link=link, agency="x")


def test_an_agency_name_cannot_add_lines():
    assert "\n\nA B\n" in render("closed", link=LINK, agency="A\r\nB").body
