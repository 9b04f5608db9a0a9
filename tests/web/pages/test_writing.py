"""From the caseload to the draft: one plan written through the pages, as its coordinator would."""

from collections.abc import Callable

from litestar import Litestar
from sqlmodel import select

from engine.accounts import Account
from engine.database import Database, reading
from engine.items import items_of
from engine.plans import Plan
from engine.quotes import quotes_of
from engine.versions import Version
from tests.web.pages.writing import NOTES, desk, visiting

MakeAccount = Callable[..., Account]


def keep_first(browser, meeting: str, **values: str):  # type: ignore[no-untyped-def]
    """Decide on the first passage that waits, by its first form that offers this choice."""
    return browser.submit(f"/meetings/{meeting}/quotes", values)


def test_a_coordinator_writes_a_plan_from_caseload_to_editor(
    app: Litestar, database: Database, account: MakeAccount
) -> None:
    there = desk(database, account)
    browser = visiting(app, there.coordinator)
    browser.visit("/people")
    page = browser.click("Dee")
    assert "Start the draft" in page.links
    page = browser.visit(f"/meetings/{there.meeting}")
    assert page.quotes == []
    page = browser.submit(f"/meetings/{there.meeting}/quotes", {"keep": "participant", "agreed": "yes"})
    assert page.quotes == ["I want my own front door with MY key."]
    page = browser.visit(f"/plans/{there.plan}/draft")
    assert "nobody’s name yet" in page.text
    page = browser.submit(f"/plans/{there.plan}/draft")
    assert page.title == "Write the draft"
    assert page.quotes == ["I want my own front door with MY key."]
    with reading(database) as session:
        plan = session.get_one(Plan, there.plan)
        assert plan.standing == "draft"
        texts = [str(item.details.get("text", "")) for item in items_of(session, plan.working_version_id)]
        assert all(text in NOTES for text in texts)
        assert session.exec(select(Version)).one().number == 1
        assert [quote.text for quote in quotes_of(session, there.person)] == page.quotes
