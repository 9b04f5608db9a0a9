"""The Individualized Service Plan as a Word file."""

from documents.paper import PlanPaper
from documents.plan_parts import about, corrections, cover, how_it_was_made, quotes_of, review_decisions, sections
from documents.signature_block import marks_of, signature_block
from documents.word_file import word_file


def isp(paper: PlanPaper) -> bytes:
    """The person's vision stands before everything else; how the plan was made and who signed it stand at the end."""
    body = (
        cover(paper),
        sections(paper.sections, paper_language=paper.language),
        review_decisions(paper.review_decisions),
        corrections(paper.corrections),
        how_it_was_made(paper.meeting),
        signature_block(paper),
    )
    return word_file(body, about=about(paper), quotes=quotes_of(paper), signatures=marks_of(paper.signatures))
