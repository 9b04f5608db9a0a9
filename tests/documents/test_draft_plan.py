import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx
from hypothesis import given
from hypothesis import strategies as st

from documents.docx_text import docx_text
from documents.draft_plan import DraftFact, DraftPaper, DraftQuote, DraftSection, draft_plan
from documents.quotes_in_docx import original_quotes

SNAPSHOTS = Path(__file__).parent / "snapshots"
NOTE = (
    "Planning meeting, Rosa D.\r\n"
    'Rosa: "I want my own kitchen."\r\n'
    "She takes the 14 bus alone.\r\n"
    '"Too many people in here." (who?)\r\n'
    "Through Ana: she wants her sister to visit.\r\n"
    'Marta said "She can do this."\r\n'
)


def found(text: str, **more: object) -> DraftQuote:
    return replace(DraftQuote(text=text, start=NOTE.index(text), attribution="unconfirmed"), **more)


def fact(text: str) -> DraftFact:
    return DraftFact(text=text, start=NOTE.index(text))


def rosas_draft() -> DraftPaper:
    own = found("I want my own kitchen.", attribution="participant", speaker="Rosa Delgado", method="spoken")
    meant = found("she wants her sister to visit.", attribution="interpreted", speaker="Rosa Delgado")
    martas = found("She can do this.", attribution="other", speaker="Marta", method="spoken")
    return DraftPaper(
        person="Rosa Delgado",
        title="Draft of an Individualized Service Plan",
        source="rosa.txt",
        note=NOTE,
        as_of=datetime(2026, 3, 11, 12, 0, tzinfo=UTC),
        sections=(
            DraftSection(title="Participant’s Vision", lines=(own, meant)),
            DraftSection(title="Strengths and Preferences", lines=(fact("She takes the 14 bus alone."),)),
            DraftSection(title="Identified Needs"),
        ),
        elsewhere=(martas,),
        to_confirm=(found("Too many people in here."),),
        unplaced=(fact("Planning meeting, Rosa D."),),
    )


def test_the_text_of_the_draft_is_what_was_last_read_and_approved():
    assert docx_text(draft_plan(rosas_draft())) + "\n" == (SNAPSHOTS / "draft_plan.txt").read_text(encoding="utf-8")


def test_only_confirmed_words_get_the_form_of_own_words():
    body = docx.Document(io.BytesIO(draft_plan(rosas_draft()))).element.body
    own = [
        "".join(text.text for text in paragraph.iter("{*}t"))
        for paragraph in body.iter("{*}p")
        if paragraph.style == "OwnWords"
    ]
    assert own == ["I want my own kitchen.Rosa Delgado said it · line 2 of the note"]


def test_every_quotation_of_the_draft_can_be_read_back_by_its_place():
    quotes = original_quotes(draft_plan(rosas_draft()))
    assert len(quotes) == 4
    for quote_id, text in quotes.items():
        start, end = map(int, quote_id.removeprefix("note-").split("-"))
        assert NOTE[start:end] == text


@given(st.lists(st.sampled_from(["a", "\n", "\r", "\r\n"])).map("".join))
def test_a_line_number_counts_every_kind_of_line_end_once(before):
    line = len((before.replace("\r\n", "\n").replace("\r", "\n") + "x").split("\n"))
    note = before + "x"
    draft = DraftPaper(
        person="Rosa",
        title="Plan",
        source="n.txt",
        note=note,
        as_of=datetime(2026, 1, 1, tzinfo=UTC),
        unplaced=(DraftFact(text="x", start=len(note) - 1),),
    )
    assert docx_text(draft_plan(draft)).endswith(f"x\tline {line} of the note")


def test_the_same_note_gives_the_same_file():
    assert draft_plan(rosas_draft()) == draft_plan(rosas_draft())


def test_ten_thousand_quotations_are_all_in_the_draft():
    note = "\n".join(f'Rosa: "wish {n}"' for n in range(10_000))
    quotes = []
    start = 0
    for n, line in enumerate(note.split("\n")):
        quotes.append(
            DraftQuote(text=f"wish {n}", start=start + 7, attribution="participant", speaker="Rosa", method="spoken")
        )
        start += len(line) + 1
    section = DraftSection(title="Outcomes", lines=tuple(quotes))
    assert len(original_quotes(draft_plan(replace(rosas_draft(), note=note, sections=(section,))))) == 10_002
