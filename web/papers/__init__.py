"""Introduces records to papers: reads from the database and hands plain values to `documents`."""

from web.papers.plan import document, plan_paper
from web.papers.quotes import quote_paper, staff_text

__all__ = ["document", "plan_paper", "quote_paper", "staff_text"]
