"""The ways a text can leave the records, each walked there and back by the product's own writers and readers."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from xml.etree.ElementTree import Element

import html5lib

from documents.paper import PlanPaper, SectionPaper
from documents.quote_exports import as_csv, as_json, from_csv, from_json
from documents.quote_records import QuoteRecord
from documents.quotes_in_docx import original_quotes
from engine.quotes import Spoken
from web.papers import document, quote_paper
from web.rendering import render

Spokens = Mapping[UUID, Spoken]
Found = dict[str, str]
"""Texts by quote id."""


def through_html(quotes: Spokens) -> Found:
    """The quote's own component, read as a browser reads it."""
    page = render("roundtrip/quotes.html", quotes=list(quotes.values())).encode("utf-8")
    tree = html5lib.parse(page, transport_encoding="utf-8", namespaceHTMLElements=False)
    articles = {element.get("id", ""): element for element in tree.iter("article")}
    return {
        str(identity): "".join(shown.itertext())
        for identity in quotes
        if (shown := _only(articles.get(f"q-{identity}"), "blockquote")) is not None
    }


def _only(article: Any, tag: str) -> Element | None:
    found: list[Element] = list(article.iter(tag)) if article is not None else []
    return found[0] if len(found) == 1 else None


def through_word(quotes: Spokens, *, at: datetime) -> Found:
    """A paper that shows every quotation, and the exact originals in it."""
    paper = PlanPaper(
        plan_type="isp",
        person="Robin Example",
        agency="Example",
        title="Quotations",
        version=1,
        status="",
        as_of=at,
        sections=(SectionPaper(title="Quotations", quotes=tuple(quote_paper(quote) for quote in quotes.values())),),
    )
    return original_quotes(document(paper))


def through_json(quotes: Sequence[QuoteRecord]) -> Found:
    return _texts(from_json(as_json(quotes)))


def through_csv(quotes: Sequence[QuoteRecord]) -> Found:
    return _texts(from_csv(as_csv(quotes)))


def _texts(quotes: Sequence[QuoteRecord]) -> Found:
    return {quote.id: quote.text for quote in quotes if quote.text is not None}
