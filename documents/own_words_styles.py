"""How quotations look on paper. The bar and the ground of a person's own words stand here and nowhere else.

A quotation is one paragraph, so that its bar and ground are one piece in every program that shows it.
"""

from typing import Literal

from lxml import etree

from documents.style_sheet import MUTED, character_style, color, paragraph_style, size, spacing

MARK_WIDTH, MARK_HEIGHT = 26, 18
"""In points. The first line hangs out by exactly the mark's width, so that no tab stands before the words."""

MARK_NAME = "Speech mark"

Form = Literal["own", "reported"]

FORMS: dict[str, Form] = {
    "OwnWords": "own",
    "OwnWordsRtl": "own",
    "ReportedWords": "reported",
    "ReportedWordsRtl": "reported",
    "ReportedWordsLabel": "reported",
    "OwnWordsSource": "own",
    "ReportedWordsSource": "reported",
}
"""The paragraph styles of quotations by their id."""

COMPANIONS = frozenset({"BesideWords"})
"""Transcripts and translations, each a paragraph under the words it stands beside."""

LABELS = frozenset({"ReportedWordsLabel"})
SOURCES = frozenset({"OwnWordsSource", "ReportedWordsSource"})
"""What stands before words and after them as a paragraph of its own, where the words could turn it around."""

_IN_A_CELL = {
    "OwnWords": '<w:ind w:left="940" w:right="160" w:hanging="520"/>',
    "OwnWordsRtl": '<w:ind w:left="940" w:right="160" w:hanging="520"/>',
    "ReportedWords": '<w:ind w:left="420" w:right="160"/>',
    "ReportedWordsRtl": '<w:ind w:left="420" w:right="160"/>',
}
"""The bar beside somebody’s words stands outside the paragraph; at the edge of a cell it would be cut off."""

_BAR = "7A4200"
_GROUND = "FFF4DC"
_WHITE = "FFFFFF"
_INDENT = 20 * MARK_WIDTH


def with_room_in_a_cell(cell: str) -> str:
    """The paragraphs of a table's cell, with room for the bar of the quotations among them."""
    for style, room in _IN_A_CELL.items():
        named = f'<w:pStyle w:val="{style}"/>'
        cell = cell.replace(f"{named}</w:pPr>", f"{named}{room}</w:pPr>")
    return cell


def _box(side: str, bar: str, ground: str) -> str:
    """A bar on the reading side. The other edges have the ground's color and only give it room.

    Two quotations in a row stay two: without a line between them, Word and LibreOffice draw one box around both.
    """
    edge = f'w:val="single" w:sz="4" w:space="7" w:color="{ground}"'
    gap = f'w:val="single" w:sz="48" w:space="6" w:color="{_WHITE}"'
    sides = {"top": edge, "left": edge, "bottom": edge, "right": edge, "between": gap, side: bar}
    borders = "".join(f"<w:{name} {line}/>" for name, line in sides.items())
    return f'<w:pBdr>{borders}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>'


def _styles(turned: str) -> str:
    """The two paragraph styles, for scripts that run left to right or, `turned`, right to left."""
    side, direction = ("right", "<w:bidi/>") if turned else ("left", "")
    own = _box(side, f'w:val="single" w:sz="48" w:space="8" w:color="{_BAR}"', _GROUND) + direction
    plain = _box(side, f'w:val="single" w:sz="12" w:space="8" w:color="{MUTED}"', _WHITE) + direction
    room = f'<w:ind w:left="{_INDENT + 160}" w:right="160"'
    return paragraph_style(
        f"OwnWords{turned}",
        f"Own Words{turned}",
        paragraph=f'<w:keepLines/>{own}{spacing(before=180, after=220, line=300)}{room} w:hanging="{_INDENT}"/>',
        run=size(17),
    ) + paragraph_style(
        f"ReportedWords{turned}",
        f"Reported Words{turned}",
        paragraph=f"<w:keepLines/>{plain}{spacing(before=160, after=200)}{room}/>",
    )


def _apart(style_id: str, name: str, based_on: str, *, before: int, after: int) -> str:
    """The line of who and when as a paragraph of its own: the same box, drawn close to the words.

    A box begins where its first line does, and there the words have their mark.
    """
    left = 160 if based_on == "OwnWords" else _INDENT + 160
    room = f'<w:ind w:left="{left}" w:right="160" w:firstLine="0"/>'
    keep = "<w:keepNext/>" if style_id in LABELS else ""
    return paragraph_style(
        style_id, name, based_on=based_on, paragraph=f"{keep}<w:keepLines/>{spacing(before=before, after=after)}{room}"
    )


STYLES = (
    _styles("")
    + _styles("Rtl")
    + _apart("OwnWordsSource", "Own Words Source", "OwnWords", before=0, after=220)
    + _apart("ReportedWordsLabel", "Reported Words Label", "ReportedWords", before=160, after=0)
    + _apart("ReportedWordsSource", "Reported Words Source", "ReportedWords", before=0, after=200)
    + character_style("OwnWordsBy", "Own Words By", "<w:smallCaps/>" + size(11.5))
    + character_style("ReportedWordsBy", "Reported Words By", "<w:smallCaps/>" + color(MUTED) + size(11.5))
)
"""The styles of quotations, for the style sheet of every paper."""


def imitates(element: etree._Element) -> bool:
    """Whether a piece of Word's markup sets the bar or the ground by hand, as no paper of ours ever does."""
    values = {str(value).upper() for value in element.attrib.values()}
    return bool(values & {_BAR, _GROUND})


def is_speech_mark(element: etree._Element) -> bool:
    """Whether a picture is described as the mark that stands before a person's own words."""
    return str(element.get("descr", "")).startswith(f"{MARK_NAME}:")
