"""Wherever captured words stand on a page, no other text shares their block: nothing in them can reach it."""

from collections.abc import Callable

from sqlmodel import select

from engine.database import Database, reading, writing
from engine.items import Item
from engine.meetings import Meeting
from engine.quotes import Attribution, Method
from engine.versions import Version
from tests.cast import TODAY, command_in, plan_of
from tests.web.browser import Browser, Opened
from tests.web.house_rules import Tree, text_of
from workflows.quoting import use_quote
from workflows.recording import capture_quote

VisitAs = Callable[[str], Browser]

HOSTILE = "not mine \u2069\u202c\u202e at all \u2067"
BLOCKS = {"p", "div", "li", "dd", "dt", "td", "th", "blockquote", "pre", "figcaption", "h1", "h2", "h3", "summary"}
BLOCKS |= {"textarea", "option", "bdi", "section", "main", "article", "figure", "legend", "label", "title"}
"""Elements that are a paragraph of their own to the bidirectional algorithm; `bdi` by our own style sheet."""


def companions(page: Opened) -> list[str]:
    """The whole text of each smallest block in which the hostile words stand."""
    found: list[str] = []

    def walk(element: Tree, block: Tree) -> None:
        block = element if element.tag in BLOCKS or "people-wrote" in (element.get("class") or "").split() else block
        if HOSTILE in (element.text or "") or any(HOSTILE in (child.tail or "") for child in element):
            found.append(text_of(block).strip("\n "))
        for child in element:
            walk(child, block)

    walk(page.tree, page.tree)
    return found


def test_captured_words_share_their_block_with_nothing(house: Database, visit_as: VisitAs) -> None:
    with writing(house) as session:
        plan = plan_of(session, "Tom Baptiste")
        meeting = session.exec(select(Meeting).where(Meeting.person_id == plan.person_id)).first()
        assert meeting
        quote = capture_quote(
            session,
            plan,
            command_in(house, "sam"),
            text=HOSTILE,
            attribution=Attribution.PARTICIPANT,
            speaker="Tom Baptiste",
            method=Method.SPOKEN,
            said_on=TODAY,
            may_include=True,
            meeting=meeting,
        )
        assert plan.working_version_id
        item = session.exec(
            select(Item).where(Item.version_id == plan.working_version_id, Item.kind != "section")
        ).first()
        assert item
        use_quote(session, plan, item, quote.id, command_in(house, "sam"))
        plan_id, person, meeting_id, version = plan.id, plan.person_id, meeting.id, plan.working_version_id
    sam = visit_as("sam")
    shown = 0
    for path in (
        f"/people/{person}",
        f"/meetings/{meeting_id}",
        f"/meetings/{meeting_id}/record",
        f"/plans/{plan_id}",
        f"/plans/{plan_id}/edit",
        f"/plans/{plan_id}/round",
        f"/plans/{plan_id}/history",
        f"/versions/{version}",
        "/",
    ):
        found = companions(sam.visit(path))
        shown += len(found)
        assert set(found) <= {HOSTILE}, path
    assert shown >= 5
    with reading(house) as session:
        assert session.get_one(Version, version).frozen_at is None
