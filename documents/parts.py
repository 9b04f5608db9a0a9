"""The named parts a paper is put together from."""

from collections.abc import Iterable, Sequence

from documents.own_words import quotation
from documents.own_words_styles import with_room_in_a_cell
from documents.paper import AnswerPaper, FieldPaper, ObservationPaper
from documents.styles import TEXT_WIDTH
from documents.tongue import furniture, printed
from documents.wording import day, listed
from documents.wordml import Wordml, attribute, joined, line_break, paragraph, picture, run

EYE_MARK = "rIdEyeMark"
_EMU = 12_700
_NOTHING_WRITTEN = "–"
_SHORT = 6
"""A table of this many rows stays on one page."""


def heading(text: str, *, level: int) -> Wordml:
    return paragraph(run(text), style=f"Heading{min(level, 4)}")


def title(person: str, plan_title: str) -> Wordml:
    """The first heading: the person's name, and under it what the paper is."""
    return paragraph(run(person), line_break(), run(plan_title, style="PlanTitle"), style="Heading1")


def text(words: str, *, style: str = "Normal") -> Wordml:
    return paragraph(run(words), style=style)


def fields(rows: Iterable[FieldPaper]) -> Wordml:
    """A label and what stands behind it, line by line; empty ones are left out."""
    return joined(
        paragraph(run(f"{printed(row.label)}\t", style="Label"), run(row.text), style="Field")
        for row in rows
        if row.text
    )


def note_line(words: str, where: str) -> Wordml:
    """A line of a note as it stands there, and at the edge of the page where that is."""
    return paragraph(run(words), run(f"\t{where}", style="Quiet"), style="NoteLine")


def observation(seen: ObservationPaper) -> Wordml:
    """What somebody saw: a dashed bar and an eye, and never quotation marks."""
    mark = picture(
        EYE_MARK, name="Eye mark", alt=furniture("Eye mark: an observation"), width=26 * _EMU, height=18 * _EMU
    )
    by = listed(
        furniture("seen by %(observer)s", observer=seen.observer),
        seen.capacity,
        day(seen.observed_on) if seen.observed_on else "",
        seen.place,
    )
    return paragraph(mark, run(seen.seen), line_break(), run(by, style="ObservationBy"), style="Observation")


def answer(given: AnswerPaper, *, paper_language: str) -> Wordml:
    """An answer, how it was given, and what the respondent added in their own words."""
    how = listed(
        given.way,
        day(given.given_on) if given.given_on else "",
        furniture("supported by %(helped_by)s", helped_by=given.helped_by) if given.helped_by else "",
        given.reason,
    )
    line = paragraph(
        run(furniture("%(respondent)s answered: ", respondent=given.respondent)),
        run(given.answer, style="Label"),
        *((line_break(), run(how, style="Quiet")) if how else ()),
        style="Answer",
        settings="<w:keepNext/>" if given.comments else "",
    )
    return joined([line, *(quotation(words, paper_language=paper_language) for words in given.comments)])


def side_by_side(heads: tuple[str, str], cells: tuple[Wordml, Wordml], *, caption: str) -> Wordml:
    """Two things of equal weight, each in its own half of the page under its own head."""
    sizes = [TEXT_WIDTH // 2] * 2
    filled = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{sizes[0]}" w:type="dxa"/></w:tcPr>{with_room_in_a_cell(cell)}{paragraph(style="AfterTable")}</w:tc>'
        for cell in cells
    )
    head = _row(heads, sizes, style="CellHead", settings="<w:cantSplit/><w:tblHeader/>")
    return _framed(caption, sizes, f"{head}<w:tr><w:trPr><w:cantSplit/></w:trPr>{filled}</w:tr>", about=caption)


def table(
    caption: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    about: str,
    widths: Sequence[int] = (),
    row_height: int = 0,
    empty: str = _NOTHING_WRITTEN,
) -> Wordml:
    """A table with its caption, a header row that repeats on each page, and rows that are never torn apart.

    `about` is what a reader who does not see the table is told; `widths` are the columns' shares of the page;
    `row_height` is in twentieths of a point; `empty` stands in a cell that has nothing to say.
    """
    shares = widths or [1] * len(columns)
    sizes = [TEXT_WIDTH * share // sum(shares) for share in shares]
    head = _row(columns, sizes, style="CellHead", settings="<w:cantSplit/><w:tblHeader/>")
    tall = f'<w:trHeight w:val="{row_height}" w:hRule="atLeast"/>' if row_height else ""
    filled = [[cell or empty for cell in row] for row in rows]
    kept = len(filled) - 1 if len(filled) <= _SHORT else 0
    body = "".join(
        _row(row, sizes, style="CellKept" if number < kept else "Cell", settings=f"<w:cantSplit/>{tall}")
        for number, row in enumerate(filled)
    )
    return _framed(caption, sizes, f"{head}{body}", about=about)


def _framed(caption: str, sizes: Sequence[int], rows: str, *, about: str) -> Wordml:
    grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
    return Wordml(
        f'{text(caption, style="Caption")}<w:tbl><w:tblPr><w:tblStyle w:val="PlanTable"/>'
        f'<w:tblW w:w="{sum(sizes)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/><w:tblCaption w:val={attribute(caption)}/><w:tblDescription w:val={attribute(about)}/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>{paragraph(style='AfterTable')}"
    )


def _row(cells: Sequence[str], sizes: Sequence[int], *, style: str, settings: str) -> str:
    filled = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/></w:tcPr>{paragraph(run(cell), style=style)}</w:tc>'
        for cell, size in zip(cells, sizes, strict=True)
    )
    return f"<w:tr><w:trPr>{settings}</w:trPr>{filled}</w:tr>"
