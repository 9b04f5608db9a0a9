"""Introduces a draft from a note to the paper that prints it."""

from datetime import datetime
from typing import cast

from documents.draft_plan import DraftFact, DraftPaper, DraftQuote, DraftSection, draft_plan
from documents.paper import Attribution, Method
from web.draft_outline import open_questions, placeless
from workflows.drafting import Draft, Fact, Quotation, Section

TITLES = {"isp": "Draft of an Individualized Service Plan"}


def draft_as_word(draft: Draft, *, note: str, person: str, plan: str, source: str, at: datetime) -> bytes:
    """The draft as a Word file. `source` is the name of the note's file."""
    return draft_plan(
        DraftPaper(
            person=person,
            title=TITLES[plan],
            source=source,
            note=note,
            as_of=at,
            sections=tuple(_section(section, draft) for section in draft.sections),
            elsewhere=tuple(_quote(quote) for quote in placeless(draft)),
            to_confirm=tuple(_quote(quote) for quote in open_questions(draft)),
            unplaced=tuple(_fact(fact) for fact in draft.unplaced),
        )
    )


def _section(section: Section, draft: Draft) -> DraftSection:
    return DraftSection(
        title=section.name,
        lines=tuple(
            _quote(draft.quotes[line.index]) if line.kind == "quote" else _fact(draft.facts[line.index])
            for line in section.lines
        ),
    )


def _quote(quote: Quotation) -> DraftQuote:
    return DraftQuote(
        text=quote.text,
        start=quote.start,
        attribution=cast("Attribution", quote.attribution),
        speaker=quote.speaker,
        method=cast("Method | None", quote.method),
    )


def _fact(fact: Fact) -> DraftFact:
    return DraftFact(text=fact.text, start=fact.start)
