"""From a planning-meeting note to a draft: find the quotations, say whose they are, propose where they
belong."""

from workflows.drafting.draft import draft_note
from workflows.drafting.result import Draft, Fact, Quotation, Section
from workflows.drafting.turns import Turn

__all__ = ["Draft", "Fact", "Quotation", "Section", "Turn", "draft_note"]
