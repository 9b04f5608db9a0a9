"""The ways a text can leave the records, each walked there and back by the product's own writers and readers."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

import html5lib

from documents.archive import Archive
from documents.paper import PlanPaper, SectionPaper
from documents.quote_exports import as_csv, as_json, from_csv, from_json
from documents.quote_records import QuoteRecord
from documents.quotes_in_docx import PART_NAME
from documents.quotes_on_page import quotes_on_page
from engine.quotes import Spoken
from engine.words import folded
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
    return _as_another_reads(document(paper))


def _as_another_reads(docx: bytes) -> Found:
    """The originals as a reader that is not ours finds them in the file, where the page shows the same words."""
    shown = {one.id: folded(one.text) for one in quotes_on_page(Archive(docx)).quotes}
    with ZipFile(BytesIO(docx)) as parts:
        root = fromstring(parts.read(PART_NAME))  # noqa: S314  we wrote it a moment ago
    found = {one.get("id", ""): one.text or "" for one in root}
    return {identity: text for identity, text in found.items() if shown.get(identity) == folded(text)}


def through_json(quotes: Sequence[QuoteRecord]) -> Found:
    return _texts(from_json(as_json(quotes)))


def through_csv(quotes: Sequence[QuoteRecord]) -> Found:
    return _texts(from_csv(as_csv(quotes)))


def _texts(quotes: Sequence[QuoteRecord]) -> Found:
    return {quote.id: quote.text for quote in quotes if quote.text is not None}
