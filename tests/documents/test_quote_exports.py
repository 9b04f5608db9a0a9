from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.quote_exports import as_csv, as_json, from_csv, from_json
from documents.quote_records import QuoteCompanion, QuoteErased, QuoteInOriginal, QuoteMarked, QuoteRecord
from engine.refusals import Refusal
from tests.awkward import everything

AT = datetime(2026, 3, 11, 15, 30, 1, 250_000, tzinfo=UTC)
ONE = QuoteRecord(
    id="0197",
    person="Rosa Delgado",
    text="I want my own kitchen.",
    attribution="participant",
    speaker="Rosa",
    method="spoken",
    said_on=date(2026, 3, 11),
    place="",
    language="en",
    recorded_by="Lena Okafor",
    recorded_at=AT,
    may_include=True,
    length=22,
    sealed="ab" * 32,
)
WAYS = pytest.mark.parametrize(("write", "read"), [(as_json, from_json), (as_csv, from_csv)], ids=["JSON", "CSV"])
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


@WAYS
def test_every_awkward_text_and_every_plane_comes_back(write, read):
    quotes = [replace(ONE, id=name, text=text) for name, text in everything().items()]
    assert read(write(quotes)) == quotes


@WAYS
@given(st.lists(st.builds(replace, st.just(ONE), text=words, speaker=words, place=words, recorded_by=words)))
def test_all_that_is_known_of_a_quotation_comes_back(write, read, quotes):
    assert read(write(quotes)) == quotes


@WAYS
def test_marks_erasures_and_what_stands_beside_come_back(write, read):
    marks = (QuoteMarked(kind="withdrawn", at=AT, by="Rosa", reason='=“not this”, "no"\r\n'),)
    beside = (
        QuoteCompanion(
            kind="translation",
            language="es",
            text="=Quiero\r\n",
            made_by="Ana",
            recorded_by="Lena",
            recorded_at=AT,
        ),
    )
    place = QuoteInOriginal(id="7", kind="note", start=3, end=25)
    more = replace(ONE, beside=beside, original=place, noted_at=AT, adds_to="0196", life_area="home")
    quotes = [more, replace(ONE, marks=marks), replace(ONE, text=None, erased=QuoteErased(at=AT, authority="a court"))]
    assert read(write(quotes)) == quotes
    assert [quote.withdrawn for quote in read(write(quotes))] == [False, True, False]


@WAYS
def test_words_that_were_changed_on_the_way_are_named(write, read):
    with pytest.raises(Refusal, match="0197"):
        read(write([ONE]).replace(b"my own kitchen", b"a  new kitchen"))


@WAYS
@pytest.mark.parametrize("data", [b"", b"\xff", b"{}", b"[1]", b"a,b\r\n", b'{"format": "ownwords-quotes"}', b'"open'])
def test_another_file_is_refused_in_a_sentence(write, read, data):
    with pytest.raises(Refusal, match="cannot be read"):
        read(data)


@WAYS
def test_a_file_that_was_cut_is_refused(write, read):
    whole = write([ONE, replace(ONE, id="0198")])
    for end in range(0, len(whole) - 3, 7):
        try:
            found = read(whole[:end])
        except Refusal:
            continue
        assert found == [ONE][: len(found)], end  # a CSV cut between two rows is a shorter list, never a changed one


def test_a_spreadsheet_runs_nothing(capsys):
    rows = as_csv([replace(ONE, text=text, speaker=text) for text in ("=1+1", "+1", "-1", "@x", "\t=1", "\r=1")])
    assert rows.startswith(b'\xef\xbb\xbf"id",')
    assert b',"=' not in rows
    assert b'"\'=1+1"' in rows
