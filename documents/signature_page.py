"""The page somebody signs with a pen, alone or by fax: large, plain, one page, with the code that says where it belongs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import segno

from documents.pictures import plain_picture
from documents.styles import TEXT_WIDTH
from documents.tongue import furniture
from documents.word_file import About, word_file
from documents.wordml import Wordml, joined, line_break, paragraph, run

_EMU = 12_700
_BOX = "\u2610"
_LINE = 'w:val="single" w:sz="12" w:space="0" w:color="1D2433"'
_CODE_SIDE = 104


@dataclass(frozen=True, kw_only=True)
class SignaturePage:
    """`code` is as printed, `in_picture` what the square code says. `lines` say what signing means and does not mean."""

    person: str
    agency: str
    title: str
    version: int
    fingerprint: str
    signer: str
    capacity: str
    code: str
    in_picture: str
    as_of: datetime
    own: bool = True
    """Whether the signer is the person whose plan it is."""
    give_to: str = ""
    language: str = "en"


def signature_page(page: SignaturePage) -> bytes:
    """The page as a Word file. It holds nothing of what the plan says."""
    square = square_code(page.in_picture)
    what = furniture("Signature page for the %(title)s, version %(version)s", title=page.title, version=page.version)
    services = furniture("Your services do not stop.") if page.own else furniture("Their services do not stop.")
    body = [
        _title(page, what),
        _plain(
            furniture(
                "This page is only for %(signer)s (%(capacity)s), and only for version %(version)s.",
                signer=page.signer,
                capacity=page.capacity,
                version=page.version,
            )
        ),
        _bulleted(
            (
                furniture("When you sign, you say yes to this plan."),
                furniture("You can say no. %(services)s", services=services),
                furniture("You can agree to some parts."),
            )
        ),
        _choice(furniture("I say yes."), furniture("I sign this plan.")),
        _choice(furniture("I say yes, except for this:"), room=2),
        _choice(furniture("I say no."), furniture("I do not sign this plan.")),
        _box(furniture("My name, or my mark"), height=1_300),
        _row(
            (
                (furniture("The day I wrote this"), 4),
                (furniture("Who supported me, if somebody did: their name"), 5),
                (furniture("Who saw me do it, if I made a mark: name and signature"), 6),
            )
        ),
        _where_to(page, square),
    ]
    return _file(page, body, what, square)


def fax_cover(page: SignaturePage) -> bytes:
    """The sheet that goes before a signed page by fax. Whoever sends it signs for having sent it."""
    square = square_code(page.in_picture)
    what = furniture("Fax cover sheet for a signed page, version %(version)s", version=page.version)
    body = [
        _title(page, what),
        _plain(
            furniture(
                "Behind this sheet comes the page that %(signer)s (%(capacity)s) signed.",
                signer=page.signer,
                capacity=page.capacity,
            )
        ),
        _bulleted(
            (
                furniture("Send this sheet first, then the signed page."),
                furniture("Keep the signed page until you hear that it came."),
                furniture("If this fax is not for you, tell the agency and destroy it."),
            )
        ),
        _row(((furniture("To"), 4), (furniture("Fax number"), 4))),
        _row(((furniture("From"), 4), (furniture("Phone number"), 4))),
        _row(((furniture("The day I send it"), 3), (furniture("How many pages, with this one"), 5))),
        _box(furniture("I send this for the person named above: my name and my signature"), height=1_150),
        _where_to(page, square),
    ]
    return _file(page, body, what, square)


def square_code(text: str) -> bytes:
    """A square code as a PNG that is still read after a fold, a fax or a photo: a quarter of it may be lost."""
    out = BytesIO()
    segno.make_qr(text, error="q").save(out, kind="png", scale=8, border=4)
    return out.getvalue()


def _file(page: SignaturePage, body: Sequence[Wordml], what: str, square: bytes) -> bytes:
    about = About(
        title=f"{what}: {page.signer}",
        subject=page.title,
        agency=page.agency,
        status=furniture("Version %(version)s", version=page.version),
        footer=furniture(
            "%(person)s · version %(version)s · page code %(code)s",
            person=page.person,
            version=page.version,
            code=page.code,
        ),
        fingerprint=page.fingerprint[:12],
        language=page.language,
        as_of=page.as_of,
    )
    return word_file(body, about=about, quotes=(), pictures=(square,))


def _title(page: SignaturePage, what: str) -> Wordml:
    return paragraph(run(page.person), line_break(), run(what, style="PlanTitle"), style="Heading1")


def _plain(words: str) -> Wordml:
    return paragraph(run(words), style="PageLine")


def _bulleted(lines: Sequence[str]) -> Wordml:
    return joined(paragraph(run(f"•  {line}"), style="PagePoint") for line in lines)


def _choice(strong: str, more: str = "", *, room: int = 0) -> Wordml:
    """A box to tick, with its words; `room` lines to write on."""
    words = paragraph(run(f"{_BOX}  "), run(strong, style="Label"), run(f" {more}" if more else ""), style="PageChoice")
    return joined([words, *(paragraph(run(" "), style="PageRoom") for _ in range(room))])


def _box(label: str, *, height: int) -> Wordml:
    return _table([([(label, TEXT_WIDTH)], height)])


def _row(cells: Sequence[tuple[str, int]]) -> Wordml:
    whole = sum(share for _label, share in cells)
    return _table([([(label, TEXT_WIDTH * share // whole) for label, share in cells], 940)])


def _where_to(page: SignaturePage, square: bytes) -> Wordml:
    picture = plain_picture(
        square,
        name="Page code",
        alt=furniture("Square code of this page: %(code)s", code=page.code),
        longest=_CODE_SIDE * _EMU,
    )
    give = (
        furniture("Give it to %(give_to)s, or send it to %(agency)s.", give_to=page.give_to, agency=page.agency)
        if page.give_to
        else furniture("Send it to %(agency)s.", agency=page.agency)
    )
    words = joined(
        [
            paragraph(run(furniture("Page code: ")), run(page.code, style="PageCode"), style="PageLine"),
            paragraph(
                run(furniture("%(give)s A photo of the page is enough, with the square in it.", give=give)),
                style="PageLine",
            ),
        ]
    )
    left, right = 2_300, TEXT_WIDTH - 2_300
    return Wordml(
        f'{paragraph(style="AfterTable")}<w:tbl><w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="{left}"/><w:gridCol w:w="{right}"/>'
        f"</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{_cell(paragraph(picture, style='Cell'), left)}"
        f"{_cell(words, right)}</w:tr></w:tbl>{paragraph(style='AfterTable')}"
    )


def _table(rows: Sequence[tuple[Sequence[tuple[str, int]], int]]) -> Wordml:
    """Boxes to write in, each with small words at its top."""
    sizes = [width for _label, width in rows[0][0]]
    sides = "".join(f"<w:{side} {_LINE}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in sizes)
    body = "".join(
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/></w:trPr>'
        + "".join(_cell(paragraph(run(label), style="PageLabel"), width) for label, width in cells)
        + "</w:tr>"
        for cells, height in rows
    )
    return Wordml(
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(sizes)}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="110" w:type="dxa"/>'
        f'<w:bottom w:w="40" w:type="dxa"/><w:right w:w="110" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>{paragraph(style='AfterTable')}"
    )


def _cell(inside: Wordml, width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inside}</w:tc>'
