"""Whoever helps can write for the person; it counts only once the person says that it is what they meant."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from engine.database import Database, reading
from engine.presses import UnsentWords
from engine.quotes import Quote, quotes_by_id
from tests.cast import plan_of
from tests.web.browser import Browser, Opened

VisitAs = Callable[[str], Browser]
TEXT = "the late bus,\nnot the early one"


def room(house: Database) -> str:
    with reading(house) as session:
        return f"/my-plan/{plan_of(session, 'rosa').id}"


def helped(visit_as: VisitAs) -> Browser:
    rosa = visit_as("rosa")
    rosa.visit("/my-plan/with-you")
    rosa.submit("/my-plan/with-you", {"kind": "chosen", "name": "Leo Delgado"})
    rosa.visit("/my-plan/with-you?kind=chosen")
    rosa.submit("/my-plan/with-you", {"kind": "chosen", "name": "Leo Delgado"})
    return rosa


def leo_writes(rosa: Browser, base: str) -> tuple[Opened, str]:
    rosa.visit(f"{base}/parts/3")
    rosa.submit(f"{base}/parts/3", {"answer": "change"})
    page = rosa.submit(f"{base}/parts/3/words", {"words": TEXT, "wrote": "helper"})
    action = next(form.get("action") or "" for form in page.tree.iter("form") if "/meant" in (form.get("action") or ""))
    return page, action


def waiting(house: Database) -> list[UnsentWords]:
    with reading(house) as session:
        return [row for row in session.exec(select(UnsentWords)) if row.text == TEXT]


def test_it_is_labelled_with_who_wrote_it_and_the_person_is_asked(house: Database, visit_as: VisitAs) -> None:
    page, _action = leo_writes(helped(visit_as), room(house))
    assert "Leo Delgado wrote this down." in page.text
    assert "Is that what you meant?" in page.text
    assert [(row.written_by, row.are_theirs) for row in waiting(house)] == [("Leo Delgado", False)]


def test_what_she_did_not_call_hers_is_not_sent(house: Database, visit_as: VisitAs) -> None:
    rosa, base = helped(visit_as), room(house)
    leo_writes(rosa, base)
    rosa.visit(f"{base}/check")
    rosa.submit(f"{base}/send")
    assert len(waiting(house)) == 1
    assert (
        TEXT.split("\n", maxsplit=1)[0] not in visit_as("sam").visit(base.replace("/my-plan", "/plans") + "/round").text
    )


def test_yes_makes_it_hers_and_keeps_who_wrote_it_down(house: Database, visit_as: VisitAs) -> None:
    rosa, base = helped(visit_as), room(house)
    _page, action = leo_writes(rosa, base)
    page = rosa.submit(action, {"meant": "yes"})
    assert "You said that it is what you meant." in page.text
    rosa.visit(f"{base}/check")
    rosa.submit(f"{base}/send")
    with reading(house) as session:
        rows = session.exec(select(Quote).where(Quote.recorded_by_name == "Leo Delgado")).all()
        words = [quote.text for quote in quotes_by_id(session, [row.id for row in rows], private_too=True).values()]
        assert words == [TEXT]
        assert [(row.speaker, row.method) for row in rows] == [("Rosa Delgado", "spoken")]
    assert waiting(house) == []


def test_no_lets_it_go(house: Database, visit_as: VisitAs) -> None:
    rosa, base = helped(visit_as), room(house)
    _page, action = leo_writes(rosa, base)
    page = rosa.submit(action, {"meant": "no"})
    assert TEXT.split("\n", maxsplit=1)[0] not in page.text
    assert waiting(house) == []


def test_alone_nobody_else_wrote_it(house: Database, visit_as: VisitAs) -> None:
    rosa, base = visit_as("rosa"), room(house)
    rosa.visit(f"{base}/parts/3")
    page = rosa.submit(f"{base}/parts/3", {"answer": "change"})
    assert "Who helps me wrote this" not in page.text
    refused = rosa.submit(f"{base}/parts/3/words", {"words": TEXT, "wrote": "helper"}, status=422)
    assert "nobody is with you" in refused.text


def test_who_helps_reads_how_she_says_yes_and_no_unless_she_keeps_it(house: Database, visit_as: VisitAs) -> None:
    rosa, says = helped(visit_as), "If I go quiet, ask me again later."
    assert "How they say yes and no" in rosa.visit("/my-plan").text
    assert says in rosa.click("How they say yes and no").text
    leo = visit_as("leo")
    beside = f"/people-you-support/{room(house).split('/')[-1]}/1"
    assert says in leo.visit(beside).text
    page = rosa.submit("/my-plan/yes-and-no", {"shown": "no"})
    assert says not in page.text
    assert "This page is for when you are alone." in page.text
    assert says not in leo.visit(beside).text
    rosa.visit("/my-plan/with-you")
    rosa.submit("/my-plan/with-you", {"kind": "nobody"})
    assert says in rosa.visit("/my-plan/yes-and-no").text
    assert says in rosa.submit("/my-plan/yes-and-no", {"shown": "yes"}).text
    assert says in leo.visit(beside).text


@pytest.mark.parametrize("who", ["sam", "gail", "leo"])
def test_it_is_her_own_page(visit_as: VisitAs, who: str) -> None:
    visit_as(who).visit("/my-plan/yes-and-no", status=404)
