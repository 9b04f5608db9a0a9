"""Every version in the demo story, printed from its records."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from sqlmodel import Session, select

from documents.docx_text import docx_text
from documents.paper import PlanPaper
from documents.quotes_in_docx import original_quotes
from engine.database import open_database, reading
from engine.plans import Plan
from engine.quotes import quotes_by_id
from engine.rounds import WitnessedExpression
from engine.schema import migrate
from engine.settings import Settings
from engine.versions import Version
from web.papers.plan import document, plan_paper
from workflows.demo import load

TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    database = open_database(f"sqlite:///{tmp_path_factory.mktemp('story') / 'story.db'}")
    migrate(database)
    load(database, today=TODAY)
    with reading(database) as session:
        yield session
    database.close()


def papers(session: Session) -> list[PlanPaper]:
    pairs = session.exec(select(Plan, Version).where(Version.plan_id == Plan.id)).all()
    return [plan_paper(session, plan, version, Settings(), on=TODAY) for plan, version in pairs]


def test_every_version_prints_with_its_quotations_as_they_were_captured(story):
    printed = [document(paper) for paper in papers(story)]
    assert len(printed) >= 12
    for data in printed:
        originals = original_quotes(data)
        captured = quotes_by_id(story, [UUID(quote_id) for quote_id in originals])
        assert originals == {str(quote_id): quote.text for quote_id, quote in captured.items()}


def test_what_a_witness_saw_is_printed_as_seen_and_not_as_an_answer(story):
    seen = {row.seen for row in story.exec(select(WitnessedExpression))}
    assert seen
    all_of_them = papers(story)
    answered = {answer.answer for paper in all_of_them for part in paper.sections for answer in part.answers}
    observed = {one.seen for paper in all_of_them for part in paper.sections for one in part.observations}
    assert seen <= observed
    assert not seen & answered


def test_the_persons_own_vision_stands_before_what_the_team_understood(story):
    texts = [docx_text(document(paper)) for paper in papers(story) if paper.plan_type == "isp"]
    both = [text for text in texts if "What the team understood" in text]
    assert both
    for text in both:
        assert text.index(" said it") < text.index("What the team understood")


def test_a_paper_names_the_meeting_its_version_was_made_after_and_none_that_came_later(story):
    named = {paper.version: paper.meeting.held_on for paper in papers(story) if paper.person == "Rosa Delgado"}
    assert named[1] == named[2] == date(2025, 11, 25)
    assert named[3] == named[4] == date(2026, 10, 23)
