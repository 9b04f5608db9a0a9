"""The treatment plan as a Word file."""

from documents.paper import PlanPaper
from documents.plan_parts import about, corrections, cover, how_it_was_made, quotes_of, review_decisions, sections
from documents.signature_block import marks_of, signature_block
from documents.word_file import word_file


def treatment_plan(paper: PlanPaper) -> bytes:
    """Who took part stands before the assessment, which was made with them; consent is its last section."""
    body = (
        cover(paper),
        how_it_was_made(paper.meeting),
        sections(paper.sections, paper_language=paper.language),
        review_decisions(paper.review_decisions),
        corrections(paper.corrections),
        signature_block(paper),
    )
    return word_file(body, about=about(paper), quotes=quotes_of(paper), signatures=marks_of(paper.signatures))
