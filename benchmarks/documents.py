"""One plan of about 27 pages with 10 tables to Word, beside docxtpl printing the same text, turn by turn.

The rival gets every advantage: its template has no controls, marks or originals, stands parsed by nobody but already
in memory, and its Jinja environment is made once.
"""

import io
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from statistics import median
from typing import Any

from docx import Document
from docx.table import Table
from docxtpl import DocxTemplate
from jinja2 import Environment

from benchmarks.figures import Figure
from documents.docx_text import docx_text
from documents.isp import isp
from documents.paper import (
    AnswerPaper,
    AttendeePaper,
    FieldPaper,
    ItemPaper,
    MeetingPaper,
    PlanPaper,
    QuotePaper,
    ReviewDecisionPaper,
    SectionPaper,
    SignaturePaper,
)
from engine.kinds import SECTIONS

ROUNDS = 15
ON = date(2026, 3, 11)
TITLES = [shape.title for shape in SECTIONS["isp"]]
_SAID = (
    "Rosa cooks on Fridays and chooses who comes to the table. The bus in the morning is crowded so she leaves early "
    "and takes the back seat. Her sister calls in the evening and they talk about the garden. Support at home helps "
    "with the pill box and never opens the mail. She wants to work with plants and be paid for it like everybody else."
)
_WORDS = _SAID.split()


def measure() -> list[Figure]:
    """Medians of rounds in which both print the same plan."""
    paper = plan()
    ours = isp(paper)
    template, environment = io.BytesIO(_template()), Environment(autoescape=True)
    context = {"blocks": blocks(ours)}
    theirs = _by_docxtpl(template, context, environment)
    check_equal(docx_text(ours), docx_text(theirs))
    mine, rival = [], []
    for _ in range(ROUNDS):
        mine.append(_time(lambda: isp(paper)))
        rival.append(_time(lambda: _by_docxtpl(template, context, environment)))
    return [
        Figure("A plan of 27 pages with 10 tables by docxtpl, median", median(rival), "ms"),
        Figure(
            "The same plan to Word, median",
            median(mine),
            "ms",
            "faster than docxtpl",
            median(mine) < median(rival),
            f"{median(b / a for a, b in zip(mine, rival, strict=True)):.1f} times as fast",
        ),
    ]


def plan() -> PlanPaper:
    """Seven sections with their lines: 10 tables, about 27 pages, 60 quotations."""
    dice = random.Random(27)
    return PlanPaper(
        plan_type="isp",
        person="Rosa Delgado",
        agency="Harbor Street Supports",
        title="Individualized Service Plan",
        version=3,
        status="In force since April 1, 2026",
        as_of=datetime(2026, 3, 20, 15, 30, tzinfo=UTC),
        fingerprint="9f2c41d7a0be6358" * 4,
        effective_on=date(2026, 4, 1),
        review_due=date(2026, 9, 28),
        meeting=MeetingPaper(
            held_on=ON,
            place="Rosa’s kitchen table",
            attendees=tuple(
                AttendeePaper(name=f"Guest {n}", role="Friend", took_part="At the table") for n in range(8)
            ),
        ),
        sections=tuple(_section(dice, number, title) for number, title in enumerate(TITLES)),
        review_decisions=tuple(
            ReviewDecisionPaper(item=f"Line {n}", decision="keep", reason=_says(dice, 14), decided_by="Rosa")
            for n in range(30)
        ),
        signatures=tuple(
            SignaturePaper(printed_name=f"Signer {n}", capacity="Supporter", outcome="signed", signed_on=ON)
            for n in range(6)
        ),
    )


def _section(dice: random.Random, number: int, title: str) -> SectionPaper:
    alone = tuple(
        ItemPaper(
            kind="Outcome",
            title=_says(dice, 9),
            quotes=tuple(_quote(dice, f"q-{number}-{line}-{n}") for n in range(2)),
            fields=(
                FieldPaper(label="How we will know", text=_says(dice, 30)),
                FieldPaper(label="By when", text="May"),
            ),
        )
        for line in range(4)
    )
    rows = tuple(
        ItemPaper(
            kind="Service",
            title=_says(dice, 6),
            fields=tuple(
                FieldPaper(label=label, text=_says(dice, 7)) for label in ("Who", "How much", "How often", "Until")
            ),
        )
        for _ in range(12)
    )
    answer = AnswerPaper(respondent="Rosa Delgado", answer="Yes, this is right", way="in her own session", given_on=ON)
    return SectionPaper(title=title, in_their_terms=_says(dice, 5), items=(*alone, *rows), answers=(answer,))


def _quote(dice: random.Random, key: str) -> QuotePaper:
    return QuotePaper(
        id=key, text=_says(dice, 16), speaker="Rosa", attribution="participant", method="spoken", said_on=ON
    )


def _says(dice: random.Random, words: int) -> str:
    return " ".join(dice.choice(_WORDS) for _ in range(words))


@dataclass(frozen=True)
class Block:
    """What docxtpl prints in a row: a paragraph in its style, or a table of plain cells."""

    style: str = ""
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def blocks(printed: bytes) -> list[Block]:
    """The text of a printed plan, block by block, so that both print the same words."""
    found = []
    for part in Document(io.BytesIO(printed)).iter_inner_content():
        if isinstance(part, Table):
            found.append(Block(rows=tuple(tuple(_text(cell._tc) for cell in row.cells) for row in part.rows)))
        elif text := _text(part._p):
            style = part.style.name if part.style is not None else ""
            found.append(Block(style if style.startswith("Heading") else "", text))
    return found


def _text(element: Any) -> str:
    spelled = {"t": lambda part: part.text or "", "br": lambda _: "\n", "tab": lambda _: "\t"}
    parts = ((part.tag.rpartition("}")[2], part) for part in element.iter() if isinstance(part.tag, str))
    return "".join(spelled[name](part) for name, part in parts if name in spelled)


def _template() -> bytes:
    """A paragraph for each level of heading and one for text, and tables of two to six columns."""
    document = Document()
    document.add_paragraph("{%p for block in blocks %}")
    for level in range(1, 5):
        document.add_paragraph(f"{{%p if block.style == 'Heading {level}' %}}")
        document.add_heading("{{ block.text }}", level)
        document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if block.text and not block.style %}")
    document.add_paragraph("{{ block.text }}")
    document.add_paragraph("{%p endif %}")
    for columns in range(2, 7):
        document.add_paragraph(f"{{%p if block.rows and block.rows[0]|length == {columns} %}}")
        table = document.add_table(3, columns, style="Table Grid")
        table.rows[0].cells[0].text = "{%tr for row in block.rows %}"
        for column, cell in enumerate(table.rows[1].cells):
            cell.text = f"{{{{ row[{column}] }}}}"
        table.rows[2].cells[0].text = "{%tr endfor %}"
        document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def _by_docxtpl(template: io.BytesIO, context: dict[str, Any], environment: Environment) -> bytes:
    template.seek(0)
    document = DocxTemplate(template)
    document.render(context, environment)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def check_equal(mine: str, theirs: str) -> None:
    """Raises where the two did not print the same words in the same order."""
    if mine.split() != theirs.split():
        raise ValueError("The two Word files do not hold the same text, so their times say nothing.")


def _time(once: Callable[[], object]) -> float:
    began = time.perf_counter()
    once()
    return (time.perf_counter() - began) * 1000
