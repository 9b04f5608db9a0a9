"""The exact original of every quotation, kept inside the Word file beside what its page shows.

A page can show one kind of line break only; this part keeps CR, LF and CR LF apart, and every other character too.
"""

from collections.abc import Iterable
from hashlib import sha256

from lxml import etree

from documents.archive import Archive
from documents.paper import QuotePaper
from engine.refusals import Refusal

PART_NAME = "customXml/ownwords-quotes.xml"
NAMESPACE = "urn:ownwords:quotes:1"

_QUOTE = f"{{{NAMESPACE}}}quote"
_ROOT = f"{{{NAMESPACE}}}quotes"


def originals_part(quotes: Iterable[QuotePaper]) -> bytes:
    """The part's bytes, a quote once however often the paper shows it. Raises ValueError for two texts of one id."""
    root = etree.Element(_ROOT, nsmap={"q": NAMESPACE})
    seen: dict[str, str] = {}
    for quote in quotes:
        if seen.setdefault(quote.id, quote.text) != quote.text:
            raise ValueError(f"Two texts have the quote id {quote.id}.")
    for quote_id, text in seen.items():
        element = etree.SubElement(root, _QUOTE, id=quote_id, sha256=_digest(text))
        element.text = text
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def original_quotes(docx: bytes) -> dict[str, str]:
    """The quotations of one of our Word files by id, character for character.

    Word renames the part when it saves the file, so it is found by what is in it. Raises Refusal for a file without
    originals, and for an original that no longer agrees with its own digest.
    """
    archive = Archive(docx)
    for name in archive.names():
        if name.startswith("customXml/") and name.endswith(".xml"):
            root = archive.xml(name)
            if root is not None and root.tag == _ROOT:
                return dict(_original(element) for element in root.iterchildren(_QUOTE))
    raise Refusal(
        "The quotations of this file cannot be checked. It carries no originals, so it was not made here "
        "or was rebuilt by another program. Download the plan again and check that file."
    )


def _original(element: etree._Element) -> tuple[str, str]:
    quote_id, text = str(element.get("id", "")), element.text or ""
    if len(element) or element.get("sha256") != _digest(text):
        raise Refusal(
            f"The original of quotation {quote_id} in this file is not what was put there. The file was "
            "changed afterwards. Download the plan again; the words kept here are untouched."
        )
    return quote_id, text


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8")).hexdigest()
