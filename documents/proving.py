"""Proves the quotations of one of our Word files: the page against the originals that were put into the file.

What the file says of itself can show that somebody changed it without thinking of everything. Whoever changes the page,
the original and its digest together is found only by comparing with the records, which is the door's part.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from json import dumps

from documents.archive import Archive
from documents.quotes_in_docx import Original, originals, signature_pictures
from documents.quotes_on_page import PrintedQuote, QuotesOnPage, quotes_on_page
from documents.signatures_in_docx import signatures_on_page, what_differs
from engine.refusals import Refusal
from engine.words import in_the_open

MOST_BYTES = 64 * 1024 * 1024
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_AGAIN = "Download the plan again and check that file."


class Answer(StrEnum):
    """What can be said of the quotations of a file."""

    INTACT = "intact"
    CHANGED = "changed"
    SAVED_AGAIN = "saved again"


@dataclass(frozen=True)
class Difference:
    """One quotation that is not as it was captured. `beside` is who said it and when, as far as that is known.

    Without id, words and `beside` it is about the file as a whole.
    """

    quote: str
    beside: str
    words: str
    what: str

    @property
    def sentence(self) -> str:
        """Fit for a terminal: what cannot be seen stands as its code point."""
        if not (self.quote or self.words or self.beside):
            return self.what
        named = f"“{in_the_open(self.words)}”" if self.words else "a quotation without words"
        beside = f" ({in_the_open(self.beside, most=200)})" if self.beside else ""
        return f"{named}{beside}: {self.what}"


@dataclass
class Proof:
    """What was found in one file, in the order of its pages. `about` is the fingerprint the file names itself by."""

    originals: list[Original]
    page: QuotesOnPage
    about: str = ""
    language: str = "en"
    gone: str = ""
    signatures: dict[str, str] = field(default_factory=dict)
    """The digest of each picture that somebody signed with, as the file carries it."""
    differences: list[Difference] = field(default_factory=list)

    @property
    def answer(self) -> Answer:
        """A changed word outweighs a lost lock."""
        if self.differences:
            return Answer.CHANGED
        return Answer.SAVED_AGAIN if self.gone else Answer.INTACT


def prove(docx: bytes) -> Proof:
    """Read the file and compare its page with its originals. Raises Refusal for what is no plan of ours at all."""
    archive = _opened(docx)
    page = quotes_on_page(archive)
    about, language = _names_itself(archive)
    try:
        kept = originals(archive)
    except Refusal as refusal:
        return Proof([], page, about, language, differences=[Difference("", "", "", refusal.message)])
    if kept is None:
        return Proof([], page, about, language, gone=_without_originals(page))
    differences = list(_compared(kept, page))
    unlocked = any(not quote.locked for quote in page.quotes if any(one.id == quote.id for one in kept))
    gone = "Its quotations are no longer locked." if unlocked else ""
    signed = signature_pictures(archive)
    wrong = what_differs(signed, signatures_on_page(archive))
    differences += [Difference("", "", "", what) for what in wrong]
    return Proof(kept, page, about, language, gone, signed, differences)


def printed_digest(docx: bytes, *, salt: bytes) -> str:
    """One digest of all that the page prints as quotations, in order, with what stands beside each. In hex."""
    page = quotes_on_page(_opened(docx))
    said = [
        [quote.id, quote.form, quote.before, quote.text, "".join(quote.after), *quote.pictures] for quote in page.quotes
    ]
    return sha256(salt + dumps(said, ensure_ascii=False).encode("utf-8")).hexdigest()


def _opened(docx: bytes) -> Archive:
    if docx.startswith(_OLD_OR_LOCKED):
        raise Refusal(
            "This file cannot be checked. It is protected by a password, or was saved in the form of Word 2003 or earlier; "
            f"either way its proof is locked away or gone. {_AGAIN}"
        )
    if not docx.startswith(_ZIP) or len(docx) > MOST_BYTES:
        raise Refusal(f"This file cannot be checked. It is not a Word document (.docx) that was made here. {_AGAIN}")
    archive = Archive(docx)
    if twice := archive.stands_twice():
        raise Refusal(
            f"This file cannot be checked. It holds the part {in_the_open(twice)} twice, so two programs could show two "
            f"different pages. No program saves a file so; somebody made it by hand. {_AGAIN}"
        )
    return archive


def _names_itself(archive: Archive) -> tuple[str, str]:
    properties = archive.xml("docProps/core.xml")
    found = {} if properties is None else {str(one.tag).rpartition("}")[2]: one.text or "" for one in properties}
    return found.get("identifier", ""), found.get("language", "") or "en"


def _without_originals(page: QuotesOnPage) -> str:
    if not page.quotes and not page.loose:
        raise Refusal(
            "This file cannot be checked. It holds no quotation in the form Ownwords gives them, so it was not made here, "
            f"or nothing of what was made here is left. {_AGAIN}"
        )
    return "Its exact texts are gone."


def _compared(kept: list[Original], page: QuotesOnPage) -> Iterator[Difference]:
    known = {one.id: one for one in kept}
    shown = set()
    for quote in page.quotes:
        if original := known.get(quote.id):
            shown.add(quote.id)
            if what := _what_differs(original, quote):
                yield Difference(original.id, original.by or original.label, original.text, what)
        elif quote.form:
            yield Difference(
                quote.id, "".join(quote.after), quote.text, "the file carries no exact text of these words."
            )
    for text in page.loose:
        yield Difference(
            "", "", text, "this takes the form of captured words, and nothing that was captured stands in it."
        )
    for one in kept:
        if one.id not in shown:
            yield Difference(one.id, one.by or one.label, one.text, "these words were taken off the page.")


_PICTURE_ADDED = "the words stand there, but with a picture that was not put there."


def _what_differs(original: Original, quote: PrintedQuote) -> str:
    expected = original.on_page
    if quote.pictures != ([original.picture] if original.picture else []):
        return "the picture on the page is not the one that was kept." if original.picture else _PICTURE_ADDED
    if quote.text != expected:
        return where_it_differs(expected, quote.text)
    if quote.strange:
        return f"the words stand there, but with {quote.strange} that was not put there."
    if quote.form != ("own" if original.own else "reported"):
        return "the words stand in a form that is not theirs."
    before, after = _beside(original)
    if (quote.before, "".join(quote.after)) != (before, after):
        shown = "".join(quote.after)
        if quote.before == before and original.beside and shown.startswith(f"\n{original.by}"):
            return f"a transcript or translation under it was changed: {where_it_differs(after, shown)}"
        shown = (quote.before + shown).strip()
        return f"who said it and when was changed on the page. It shows “{in_the_open(shown, most=160)}”."
    return ""


def _beside(original: Original) -> tuple[str, str]:
    """What the paragraph holds around the words: the text of the mark or a label above, and the lines below."""
    return (original.label if original.own else f"{original.label}\n", original.below)


def where_it_differs(expected: str, shown: str) -> str:
    """The first place where two texts part, counted in characters from one, with a little of each."""
    place = next(
        (at for at, (one, other) in enumerate(zip(expected, shown, strict=False)) if one != other),
        min(len(expected), len(shown)),
    )
    before, after = (_a_little(text[place : place + 21]) for text in (expected, shown))
    return f"it differs from character {place + 1} on: {before or 'nothing more'} was captured, {after or 'nothing'} stands there."


def _a_little(text: str) -> str:
    return f"“{in_the_open(text, most=20)}”" if text else ""
