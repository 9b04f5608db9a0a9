"""The styles of every paper: headings, text, fields, tables, observations, answers, signatures; quotations bring theirs."""

from documents import own_words_styles
from documents.style_sheet import (
    ACTION,
    INK,
    LATE,
    LINE,
    MUTED,
    character_style,
    color,
    paragraph_style,
    size,
    spacing,
)
from documents.wordml import attribute

FONT = "Atkinson Hyperlegible Next"
FALLBACK_FONT = "Calibri"
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 12_240, 15_840, 1_240
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN

_BOLD = "<w:b/><w:bCs/>"
_WITH_NEXT = "<w:keepNext/><w:keepLines/>"
_HANGING = '<w:ind w:left="3240" w:hanging="3240"/>'


def defaults(language: str) -> str:
    """Typeface, size and language for whatever no style says otherwise about."""
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="Arial"/>'
    tag = attribute(language)
    lang = f"<w:lang w:val={tag} w:eastAsia={tag} w:bidi={tag}/>"
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}{color(INK)}{size(12)}{lang}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{spacing(after=120)}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _borders(**sides: str) -> str:
    return "<w:pBdr>" + "".join(f"<w:{side} {line}/>" for side, line in sides.items()) + "</w:pBdr>"


def _line(weight: int, tint: str, *, space: int = 4, kind: str = "single") -> str:
    return f'w:val="{kind}" w:sz="{weight}" w:space="{space}" w:color="{tint}"'


def _heading(level: int, *, points: float, before: int, tint: str = INK, above: str = "") -> str:
    settings = f'{_WITH_NEXT}{above}{spacing(before=before, after=80)}<w:outlineLvl w:val="{level - 1}"/>'
    run = _BOLD + color(tint) + size(points)
    return paragraph_style(f"Heading{level}", f"heading {level}", paragraph=settings, run=run)


_TAB_RIGHT = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
_DASHED = _borders(left=_line(18, MUTED, kind="dashed", space=8))
_FRAME = _borders(**dict.fromkeys(("top", "left", "bottom", "right"), _line(6, LINE, space=6)))

_MONOSPACED = '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>'
_RULE = _line(12, INK, space=0)
_CELL_ROOM = "".join(
    f'<w:{side} w:w="{room}" w:type="dxa"/>'
    for side, room in (("top", 70), ("left", 90), ("bottom", 70), ("right", 90))
)
_TABLE = (
    '<w:style w:type="table" w:customStyle="1" w:styleId="PlanTable"><w:name w:val="Plan Table"/><w:tblPr>'
    f"<w:tblBorders><w:top {_RULE}/><w:bottom {_line(8, INK, space=0)}/><w:insideH {_line(4, LINE, space=0)}/>"
    f"</w:tblBorders><w:tblCellMar>{_CELL_ROOM}</w:tblCellMar></w:tblPr>"
    f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom {_RULE}/></w:tcBorders></w:tcPr>'
    "</w:tblStylePr></w:style>"
)

_STYLES = (
    paragraph_style("Normal", "Normal", paragraph=spacing(after=120)),
    _heading(1, points=26, before=0),
    _heading(2, points=16, before=480, tint=ACTION, above=_borders(top=_line(12, ACTION, space=8))),
    _heading(3, points=13.5, before=280),
    _heading(4, points=12.5, before=200),
    paragraph_style("Eyebrow", "Eyebrow", paragraph=_WITH_NEXT + spacing(after=40), run=color(MUTED) + size(12)),
    paragraph_style("InTheirTerms", "In Their Terms", paragraph=_WITH_NEXT + spacing(after=160), run=color(MUTED)),
    paragraph_style(
        "Status",
        "Status",
        paragraph=_borders(**dict.fromkeys(("top", "left", "bottom", "right"), _line(12, INK, space=6)))
        + spacing(before=160, after=240)
        + '<w:ind w:left="140" w:right="140"/>',
        run=_BOLD,
    ),
    paragraph_style(
        "Band",
        "Band",
        paragraph=_WITH_NEXT
        + _borders(**dict.fromkeys(("top", "left", "bottom", "right"), _line(24, LATE, space=8)))
        + spacing(before=160, after=240)
        + '<w:ind w:left="180" w:right="180"/>',
        run=_BOLD + color(LATE) + size(15),
    ),
    paragraph_style(
        "EasyLine",
        "Easy Line",
        paragraph='<w:keepLines/><w:tabs><w:tab w:val="left" w:pos="2200"/></w:tabs>'
        + spacing(before=60, after=140, line=312)
        + '<w:ind w:left="2200" w:hanging="2200"/><w:textAlignment w:val="center"/>',
        run=size(14),
    ),
    paragraph_style(
        "Field",
        "Field",
        paragraph=f'<w:keepLines/><w:tabs><w:tab w:val="left" w:pos="3240"/></w:tabs>{spacing(after=60)}{_HANGING}',
    ),
    paragraph_style(
        "Observation",
        "Observation",
        paragraph=f'<w:keepLines/>{_DASHED}{spacing(before=160, after=200)}<w:ind w:left="680" w:right="160" '
        'w:hanging="520"/>',
    ),
    character_style("ObservationBy", "Observation By", "<w:smallCaps/>" + color(MUTED) + size(11.5)),
    paragraph_style(
        "Answer",
        "Answer",
        paragraph=f'<w:keepLines/>{_FRAME}{spacing(before=200, after=200)}<w:ind w:left="140" w:right="140"/>',
    ),
    paragraph_style(
        "BesideWords",
        "Beside Words",
        paragraph=f'<w:keepLines/>{spacing(before=80, after=200)}<w:ind w:left="680" w:right="160"/>',
    ),
    paragraph_style("Lead", "Lead", paragraph=_WITH_NEXT + spacing(after=120)),
    paragraph_style("Empty", "Empty", paragraph=spacing(after=120), run=color(MUTED)),
    paragraph_style("Caption", "caption", paragraph=_WITH_NEXT + spacing(before=200, after=80), run=_BOLD),
    paragraph_style("Cell", "Cell", paragraph=spacing(line=259), run=size(11)),
    paragraph_style("CellKept", "Cell Kept", paragraph="<w:keepNext/>" + spacing(line=259), run=size(11)),
    paragraph_style("CellHead", "Cell Head", paragraph="<w:keepNext/>" + spacing(line=259), run=_BOLD + size(11)),
    paragraph_style("AfterTable", "After Table", paragraph=spacing(after=0, line=240), run=size(6)),
    paragraph_style("NoteLine", "Note Line", paragraph=f"<w:keepLines/>{_TAB_RIGHT}{spacing(after=140)}"),
    paragraph_style("PageLine", "Page Line", paragraph=spacing(after=100, line=264), run=size(16)),
    paragraph_style("PagePoint", "Page Point", paragraph=spacing(after=50, line=264), run=size(18)),
    paragraph_style(
        "PageChoice", "Page Choice", paragraph=_WITH_NEXT + spacing(before=130, after=60, line=264), run=size(18)
    ),
    paragraph_style(
        "PageRoom",
        "Page Room",
        paragraph=f"{_WITH_NEXT}{_borders(bottom=_line(8, INK, space=1), between=_line(8, INK, space=1))}{spacing(after=40)}"
        + '<w:ind w:left="560"/>',
        run=size(17),
    ),
    paragraph_style("PageLabel", "Page Label", paragraph=spacing(line=259), run=size(13)),
    paragraph_style("Header", "header", paragraph=_TAB_RIGHT + spacing(), run=color(MUTED) + size(9.5)),
    paragraph_style("Footer", "footer", paragraph=_TAB_RIGHT + spacing(), run=color(MUTED) + size(9.5)),
    character_style("Label", "Label", _BOLD),
    character_style("Quiet", "Quiet", color(MUTED)),
    character_style("Attention", "Attention", _BOLD + color(LATE)),
    character_style("PlanTitle", "Plan Title", '<w:b w:val="0"/><w:bCs w:val="0"/>' + color(MUTED) + size(17)),
    character_style("Fingerprint", "Fingerprint", _MONOSPACED + "<w:noProof/>" + size(8.5)),
    character_style("PageCode", "Page Code", _MONOSPACED + _BOLD + "<w:noProof/>" + size(17)),
    _TABLE,
)

SHEET = "".join(_STYLES) + own_words_styles.STYLES
"""Every style, as the text that stands inside Word's style part."""
