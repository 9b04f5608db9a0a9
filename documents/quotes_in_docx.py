"""The exact original of every quotation, kept inside the Word file beside what its page shows.

A page can show one kind of line break only; this part keeps CR, LF and CR LF apart, and every other character too.
"""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType

from lxml import etree

from documents.archive import Archive
from documents.own_words import CLIP, beside, companions, is_own
from documents.paper import QuotePaper
from engine.refusals import Refusal
from engine.words import folded

PART_NAME = "customXml/ownwords-quotes.xml"
NAMESPACE = "urn:ownwords:quotes:1"

_QUOTE = f"{{{NAMESPACE}}}quote"
_SIGNATURE = f"{{{NAMESPACE}}}signature"
_ROOT = f"{{{NAMESPACE}}}quotes"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What a program that writes the part anew may fold, trim or drop. Such texts stand there a second time, as bytes.
_DELICATE = re.compile("^[\\s\ufeff]|[\\s\ufeff]$|[\r\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]|[^\\S\n ]")


@dataclass(frozen=True, kw_only=True)
class Original:
    """A quotation as it was put into the file: its exact text, and what the page shows before and after it."""

    id: str
    text: str
    label: str
    by: str
    own: bool
    file: str = ""
    picture: str = ""
    beside: tuple[tuple[str, str], ...] = ()
    """Transcripts and translations: who made each, and its text, as the page shows them."""

    @property
    def below(self) -> str:
        """What the page shows under the words."""
        return "".join(["\n", self.by, *(f"\n{label}\n{text}" for label, text in self.beside)])

    @property
    def on_page(self) -> str:
        """What the control shows as text: the words with LF for each line break, and for a clip where it is."""
        return CLIP[self.file] if self.file in CLIP and not self.picture else folded(self.text)


def originals_part(
    quotes: Iterable[QuotePaper], *, paper_language: str, signatures: Mapping[str, bytes] = MappingProxyType({})
) -> bytes:
    """The part's bytes, a quote once however often the paper shows it. Raises ValueError for two texts of one id.

    `signatures` are the pictures that somebody signed with: their digests stand there beside the quotations.
    """
    root = etree.Element(_ROOT, nsmap={"q": NAMESPACE})
    root.set(_SPACE, "preserve")
    seen: dict[str, QuotePaper] = {}
    for quote in quotes:
        if seen.setdefault(quote.id, quote).text != quote.text:
            raise ValueError(f"Two texts have the quote id {quote.id}.")
    for quote in seen.values():
        label, by = beside(quote, paper_language=paper_language)
        element = etree.SubElement(root, _QUOTE, id=quote.id, sha256=_digest(quote.text), label=label, by=by)
        element.set("form", "own" if is_own(quote) else "reported")
        if quote.file is not None:
            element.set("file", quote.file.kind)
            element.set("picture", sha256(quote.file.picture).hexdigest() if quote.file.picture else "")
        if quote.beside:
            element.set("beside", json.dumps(companions(quote), ensure_ascii=False))
        if _DELICATE.search(quote.text):
            element.set("utf8", b64encode(quote.text.encode("utf-8")).decode("ascii"))
        element.text = quote.text
    for identity, content in signatures.items():
        etree.SubElement(root, _SIGNATURE, id=identity, picture=sha256(content).hexdigest())
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def original_quotes(docx: bytes) -> dict[str, str]:
    """The quotations of one of our Word files by id, character for character.

    Word renames the part when it saves the file, so it is found by what is in it. Raises Refusal for a file without
    originals, and for an original that no longer agrees with its own digest.
    """
    found = originals(Archive(docx))
    if found is None:
        raise Refusal(
            "The quotations of this file cannot be checked. It carries no exact texts, so it was not made here "
            "or was rebuilt by another program. Download the plan again and check that file."
        )
    return {one.id: one.text for one in found}


def originals(archive: Archive) -> list[Original] | None:
    """Every original in the order of the part, or None for a file that has no such part. Raises Refusal as above."""
    parts = _parts(archive)
    if len(parts) > 1:
        raise Refusal(
            "This file carries two lists of exact texts, and no paper is made so. It was changed afterwards. "
            "Download the plan again; the words kept here are untouched."
        )
    if not parts:
        return None
    found: dict[str, Original] = {}
    for element in parts[0].iterchildren(_QUOTE):
        one = _original(element)
        if found.setdefault(one.id, one) is not one:
            raise _changed(one.id)
    return list(found.values())


def signature_pictures(archive: Archive) -> dict[str, str]:
    """The digest of each picture that somebody signed with, by signature, as it was put into the file."""
    return {
        str(element.get("id", "")): str(element.get("picture", ""))
        for part in _parts(archive)[:1]
        for element in part.iterchildren(_SIGNATURE)
    }


def _parts(archive: Archive) -> list[etree._Element]:
    return [
        root
        for name in archive.names()
        if name.lower().startswith("customxml/") and name.lower().endswith(".xml")
        if (root := archive.xml(name)) is not None and root.tag == _ROOT
    ]


def _original(element: etree._Element) -> Original:
    quote_id, text, expected = str(element.get("id", "")), element.text or "", element.get("sha256")
    if expected != _digest(text):
        text = _from_bytes(element, shown=text)
    if len(element) or expected != _digest(text):
        raise _changed(quote_id)
    return Original(
        id=quote_id,
        text=text,
        label=str(element.get("label", "")),
        by=str(element.get("by", "")),
        own=element.get("form") == "own",
        file=str(element.get("file", "")),
        picture=str(element.get("picture", "")),
        beside=_companions(element),
    )


def _companions(element: etree._Element) -> tuple[tuple[str, str], ...]:
    try:
        return tuple((str(label), str(text)) for label, text in json.loads(str(element.get("beside", "[]"))))
    except (ValueError, TypeError, RecursionError):
        raise _changed(str(element.get("id", ""))) from None


def _from_bytes(element: etree._Element, *, shown: str) -> str:
    """The text from its bytes, where a program that saved the file has only folded or trimmed what stands beside."""
    try:
        text = b64decode(str(element.get("utf8", "")), validate=True).decode("utf-8")
    except ValueError:
        return shown
    return text if _bare(text) == _bare(shown) else shown


def _bare(text: str) -> str:
    return re.sub("[\\s\x7f-\x9f\ufeff\u2028\u2029]", "", folded(text))


def _changed(quote_id: str) -> Refusal:
    return Refusal(
        f"The exact text of quotation {quote_id} in this file is not what was put there. The file was "
        "changed afterwards. Download the plan again; the words kept here are untouched."
    )


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8")).hexdigest()
