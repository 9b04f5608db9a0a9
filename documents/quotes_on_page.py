"""What the page of a Word file shows of quotations: the words, what stands beside them, and what only looks like one.

The page is read as a reader sees it. Deleted and hidden text is left out, so hiding a word is changing it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePosixPath

from lxml import etree

from documents.archive import DAMAGED, Archive
from documents.own_words_styles import COMPANIONS, FORMS, LABELS, SOURCES, Form, imitates, is_speech_mark
from documents.word_tree import LEFT_OUT, attribute, child, is_on, is_unseen, local_name, main_part, text_of
from engine.refusals import Refusal

# What a word processor puts into a run of text without changing what it says or how it looks.
_HARMLESS = frozenset({"r", "t", "br", "cr", "tab", "noBreakHyphen", "softHyphen", "proofErr", "bookmarkStart"})
_HARMLESS |= {"bookmarkEnd", "lastRenderedPageBreak", "permStart", "permEnd"}
_UNREADABLE = frozenset({"vanish", "webHidden", "specVanish", "strike", "dstrike"})
_HARMLESS_SETTINGS = frozenset({"lang", "rtl", "noProof", "cs"})
# Word gives emoji the typeface it has for them, and a second spelling in a namespace of its own.
_EMOJI_FACES = frozenset({"Segoe UI Emoji", "Segoe UI Symbol", "Apple Color Emoji", "Noto Color Emoji"})
_EMOJI = "{http://schemas.microsoft.com/office/word/2015/wordml/symex}symEx"
_EITHER = frozenset({"AlternateContent", "Choice", "Fallback"})
_SETTINGS = frozenset({"pPr", "rPr", "tcPr", "trPr", "tblPr", "tblPrEx"})
_BOUND = ("dataBinding", "docPartObj", "docPartList", "comboBox", "dropDownList", "date", "picture", "checkbox")
Pictures = Callable[[str], str]
"""The digest of the picture behind a relation of the page."""

_OTHER_PAGES = ("header", "footer", "footnotes", "endnotes")


@dataclass(eq=False)
class PrintedQuote:
    """A content control and the paragraph it stands in. `strange` names what no paper of ours puts into one."""

    id: str
    form: Form | None
    locked: bool
    before: str
    words: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    strange: str = ""
    pictures: list[str] = field(default_factory=list)
    """The SHA-256 of each picture inside the control; empty for one whose part is missing."""

    @property
    def text(self) -> str:
        """The words with LF for each line break."""
        return "".join(self.words)


@dataclass
class QuotesOnPage:
    """`loose` are texts that take the form of a quotation and hold no captured words."""

    quotes: list[PrintedQuote] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)


def quotes_on_page(archive: Archive) -> QuotesOnPage:
    """Raises Refusal for a file without a page."""
    page = archive.xml(main_part(archive))
    if page is None or local_name(page) != "document":
        raise Refusal(DAMAGED)
    sheet = archive.xml("word/styles.xml")
    forms = _forms(sheet)
    found = QuotesOnPage()
    for root in (page, *_other_pages(archive)):
        _Walk(forms, found, lambda relation: picture_behind(archive, relation)).over(root)
    if look := _look_of_styles(sheet):
        for quote in found.quotes:
            quote.strange = quote.strange or look
    return found


def _look_of_styles(sheet: etree._Element | None) -> str:
    """Whether the styles themselves hide words or strike them through, which no style of ours does."""
    for element in () if sheet is None else sheet.iter(etree.Element):
        holder = element.getparent()
        if local_name(element) in _UNREADABLE and is_on(element) and holder is not None:
            style = next((one for one in element.iterancestors() if local_name(one) == "style"), None)
            if style is None or (attribute(style, "styleId") or "") in ("Normal", *FORMS):
                return f"another look ({local_name(element)}) in its style"
    return ""


def picture_behind(archive: Archive, relation: str) -> str:
    """The digest of the picture that a relation of the page leads to, or nothing for one that leads nowhere."""
    page = PurePosixPath(main_part(archive))
    links = archive.xml(str(page.parent / "_rels" / f"{page.name}.rels"))
    for link in () if links is None else links:
        if link.get("Id") == relation and link.get("TargetMode") != "External":
            target = str(link.get("Target", ""))
            content = archive.part(target.lstrip("/") if target.startswith("/") else str(page.parent / target))
            return sha256(content).hexdigest() if content is not None else ""
    return ""


def pictures_shown(drawing: etree._Element) -> list[str]:
    """The relations of the pictures of a drawing. Anything but one plain picture is named by nothing, and so differs."""
    inside = [str(etree.QName(one).localname) for one in drawing.iter() if isinstance(one.tag, str)]
    blips = [one for one in drawing.iter() if isinstance(one.tag, str) and etree.QName(one).localname == "blip"]
    if inside.count("txbxContent") or inside.count("srcRect") or inside.count("chart"):
        return []
    return [_attribute_named(one, "embed") for one in blips]


def _attribute_named(element: etree._Element, name: str) -> str:
    """An attribute by its local name, in whatever namespace."""
    return next((str(value) for key, value in element.attrib.items() if etree.QName(key).localname == name), "")


def _other_pages(archive: Archive) -> Iterator[etree._Element]:
    for name in archive.names():
        if name.startswith(tuple(f"word/{kind}" for kind in _OTHER_PAGES)) and name.endswith(".xml"):
            root = archive.xml(name)
            if root is not None:
                yield root


def _forms(sheet: etree._Element | None) -> dict[str, Form]:
    """Which styles look like a quotation: ours, those based on them, and those that set the same bar or ground."""
    forms: dict[str, Form] = dict(FORMS)
    styles = [] if sheet is None else [one for one in sheet if local_name(one) == "style"]
    for _ in range(len(styles)):
        before = len(forms)
        for style in styles:
            identity = attribute(style, "styleId") or ""
            base = child(style, "basedOn")
            if identity in forms:
                continue
            if base is not None and (form := forms.get(attribute(base, "val") or "")):
                forms[identity] = form
            elif any(imitates(element) for element in style.iter() if local_name(element)):
                forms[identity] = "own"
        if len(forms) == before:
            break
    return forms


@dataclass
class _Paragraph:
    form: Form | None
    style: str = ""
    pieces: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    quotes: list[PrintedQuote] = field(default_factory=list)


class _Walk:
    """One pass over a page, without recursion: a hostile file may nest deeper than Python's stack."""

    def __init__(self, forms: dict[str, Form], found: QuotesOnPage, pictures: Pictures) -> None:
        self._forms = forms
        self._found = found
        self._pictures = pictures
        self._paragraphs: list[_Paragraph] = []
        self._controls: list[PrintedQuote | None] = []
        self._label = ""
        self._waiting: list[PrintedQuote] = []

    def over(self, root: etree._Element) -> None:
        steps = etree.iterwalk(root, events=("start", "end"))
        for event, element in steps:
            kind = local_name(element)
            if event == "end":
                self._close(kind)
                continue
            if kind == "sdt":
                self._open_control(element)
            if kind == "drawing" and self._controls and (control := self._controls[-1]):
                control.pictures += [self._pictures(relation) for relation in pictures_shown(element)] or [""]
                steps.skip_subtree()
                continue
            self._look(element, kind)
            if kind in LEFT_OUT or is_unseen(element, kind):
                steps.skip_subtree()

    def _open_control(self, element: etree._Element) -> None:
        settings = child(element, "sdtPr")
        tag, lock = child(settings, "tag"), child(settings, "lock")
        identity = (attribute(tag, "val") or "") if tag is not None else ""
        paragraph = self._paragraphs[-1] if self._paragraphs else None
        quote = PrintedQuote(
            id=identity,
            form=paragraph.form if paragraph else None,
            locked=lock is not None and attribute(lock, "val") == "sdtContentLocked",
            before="".join([*dict.fromkeys(paragraph.marks), self._label, *paragraph.pieces]) if paragraph else "",
            strange=_bound(settings) or ("another control around it" if any(self._controls) else ""),
        )
        self._controls.append(quote)
        if paragraph:
            paragraph.quotes.append(quote)
        self._found.quotes.append(quote)

    def _look(self, element: etree._Element, kind: str) -> None:
        control = self._controls[-1] if self._controls else None
        if kind == "p":
            self._open_paragraph(element, control)
        elif control is not None and not control.strange:
            control.strange = _strange(element, kind)
        if self._paragraphs and is_speech_mark(element):
            self._paragraphs[-1].form = self._paragraphs[-1].form or "own"
            self._paragraphs[-1].marks.append(str(element.get("descr")))
        if _looks_alike(element, kind):
            self._note_look(element, kind)
        if piece := _piece(element, kind):
            self._take(piece)

    def _note_look(self, element: etree._Element, kind: str) -> None:
        """The bar or the ground set by hand: on a paragraph or run, or on what holds whole paragraphs."""
        if self._paragraphs and kind in ("pPr", "rPr"):
            self._paragraphs[-1].form = self._paragraphs[-1].form or "own"
            return
        holder = next((one for one in element.iterancestors() if local_name(one) in ("p", "tc", "tbl")), None)
        self._found.loose.append("" if holder is None else "".join(_texts(holder)))

    def _open_paragraph(self, element: etree._Element, control: PrintedQuote | None) -> None:
        style = child(child(element, "pPr"), "pStyle")
        name = (attribute(style, "val") or "") if style is not None else ""
        if control is not None:
            control.strange = control.strange or "a paragraph of its own"
            if control.words:
                control.words.append("\n")
        self._paragraphs.append(_Paragraph(self._forms.get(name), name))

    def _take(self, piece: str) -> None:
        if self._paragraphs:
            paragraph = self._paragraphs[-1]
            paragraph.pieces.append(piece)
            for quote in paragraph.quotes:
                if quote not in self._controls:
                    quote.after.append(piece)
        for control in self._controls:
            if control is not None:
                control.words.append(piece)

    def _close(self, kind: str) -> None:
        if kind == "sdt" and self._controls:
            self._controls.pop()
        elif kind == "p" and self._paragraphs:
            self._close_paragraph(self._paragraphs.pop())

    def _close_paragraph(self, paragraph: _Paragraph) -> None:
        """A line of who and when that stands apart belongs to the words right before it; a label to those right after."""
        text = "".join(paragraph.pieces)
        unused, self._label = (self._label, "") if not paragraph.quotes else ("", "")
        if unused:
            self._found.loose.append(unused)
        if paragraph.style in SOURCES | COMPANIONS and self._waiting and not paragraph.quotes:
            self._waiting[-1].after.append(f"\n{text}")
            return
        if paragraph.style in LABELS and not paragraph.quotes:
            self._label = f"{text}\n"
        elif (paragraph.form or paragraph.style in COMPANIONS) and not paragraph.quotes and text.strip():
            self._found.loose.append(text)
        self._waiting = paragraph.quotes


def _bound(settings: etree._Element | None) -> str:
    """A control that Word fills from elsewhere when the file is opened shows other words than it holds."""
    for element in () if settings is None else settings:
        if etree.QName(element).localname in _BOUND:
            return "a control that is filled from elsewhere"
        if etree.QName(element).localname == "showingPlcHdr":
            return "a placeholder"
    return ""


def _strange(element: etree._Element, kind: str) -> str:
    parent = element.getparent()
    within = "" if parent is None else local_name(parent)
    if isinstance(element, (etree._Comment, etree._ProcessingInstruction)) or within in LEFT_OUT:
        return ""
    if kind == "br" and attribute(element, "type") not in (None, "textWrapping"):
        return "a page break"
    if kind == "rPr":
        odd = [one for one in element if not _is_harmless_setting(one)]
        return f"another look ({etree.QName(odd[0]).localname})" if odd else ""
    if (
        kind in _HARMLESS
        or kind in _EITHER
        or element.tag == _EMOJI
        or kind in ("sdt", "sdtPr", "sdtEndPr", "sdtContent")
    ):
        return ""
    return f"something else than text ({etree.QName(element).localname})"


def _is_harmless_setting(element: etree._Element) -> bool:
    if isinstance(element, (etree._Comment, etree._ProcessingInstruction)):
        return True
    name = local_name(element)
    if name in _EITHER:
        return all(_is_harmless_setting(one) for one in element)
    if name == "rFonts":  # the hint which typeface of the style serves, or the one for emoji, and no other
        faces = {str(face) for key, face in element.attrib.items() if etree.QName(key).localname != "hint"}
        return faces <= _EMOJI_FACES
    return name in _HARMLESS_SETTINGS


def _looks_alike(element: etree._Element, kind: str) -> bool:
    if isinstance(element, (etree._Comment, etree._ProcessingInstruction)):
        return False
    if kind in _SETTINGS:
        return any(imitates(one) for one in element.iter(etree.Element))
    return imitates(element)


def _piece(element: etree._Element, kind: str) -> str:
    if element.tag == _EMOJI:
        return chr(int(str(element.get(f"{{{etree.QName(element).namespace}}}char", "FFFD")), 16))
    return text_of(element, kind)


def _texts(holder: etree._Element) -> Iterator[str]:
    return (one.text or "" for one in holder.iter(etree.Element) if local_name(one) == "t")
