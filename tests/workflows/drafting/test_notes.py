"""Whole notes with their expected results; every person in them is invented."""

import json
from pathlib import Path
from typing import Any

import pytest

from workflows.drafting import Draft, draft_note
from workflows.drafting.result import RISKS, SECTION_NAMES, SERVICES, STRENGTHS, UNCONFIRMED, VISION

NOTES = Path(__file__).parent / "notes"
SAMPLES = ("mn01", "mn03", "mn14")
INVENTED = sorted(path.stem for path in NOTES.glob("*.txt") if path.stem not in SAMPLES)
FULL_NAMES = {"Vision": VISION, "Services and Supports": SERVICES}


def drafted(name: str) -> tuple[Draft, dict[str, Any]]:
    note = (NOTES / f"{name}.txt").read_bytes().decode()
    expected = json.loads((NOTES / f"{name}.json").read_text())
    who = expected.get("participant")
    person = who["name"] if isinstance(who, dict) else expected["person"]
    also = who["aliases"] if isinstance(who, dict) else expected["also_called"]
    return draft_note(note, person=person, also_called=also), expected


def places(rows: list[dict[str, Any]]) -> set[tuple[int, int]]:
    return {(row["start"], row["end"]) for row in rows if row["quote_style"] != "no_marks"}


@pytest.mark.parametrize("name", SAMPLES)
def test_every_marked_quotation_of_a_sample_is_found_where_it_stands(name: str) -> None:
    draft, expected = drafted(name)
    wanted = places(
        expected["participant_quotes"]
        + expected["participant_interpreted"]
        + expected["quotes_by_others"]
        + expected["must_not_attribute_to_participant_as_current_verbatim"]
    )
    assert {(quote.start, quote.end) for quote in draft.quotes} == wanted


@pytest.mark.parametrize("name", SAMPLES)
def test_no_words_of_a_sample_are_given_to_the_wrong_person(name: str) -> None:
    draft, expected = drafted(name)
    theirs = places(expected["participant_quotes"])
    others = places(expected["quotes_by_others"])
    for quote in draft.quotes:
        if quote.attribution == "participant":
            assert (quote.start, quote.end) in theirs
        elif quote.attribution == "other":
            assert (quote.start, quote.end) in others


@pytest.mark.parametrize(("name", "least"), [("mn01", 7), ("mn03", 3), ("mn14", 5)])
def test_plain_cases_of_a_sample_are_attributed(name: str, least: int) -> None:
    draft, expected = drafted(name)
    theirs = places(expected["participant_quotes"])
    found = [q for q in draft.quotes if q.attribution == "participant" and (q.start, q.end) in theirs]
    assert len(found) >= least
    assert {quote.speaker for quote in found} == {expected["participant"]["name"]}


@pytest.mark.parametrize("name", SAMPLES)
def test_most_quotations_of_a_sample_reach_a_section_that_fits(name: str) -> None:
    draft, expected = drafted(name)
    fits = {
        (row["start"], row["end"]): {FULL_NAMES.get(s, s) for s in row["acceptable_sections"]}
        for row in expected["participant_quotes"]
    }
    placed = [
        quote.section in fits[quote.start, quote.end] for quote in draft.quotes if (quote.start, quote.end) in fits
    ]
    assert sum(placed) >= 0.85 * len(placed)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_facts_of_a_sample_stand_in_their_sections(name: str) -> None:
    draft, expected = drafted(name)
    told = [(f.section, f.text) for f in draft.facts] + [(q.section, q.text) for q in draft.quotes]
    wanted = [
        (FULL_NAMES.get(section, section), fact["any_of"])
        for section, facts in expected["facts_by_section"].items()
        for fact in facts
    ]
    found = [
        any(s == section and any(w.lower() in t.lower() for w in any_of) for s, t in told) for section, any_of in wanted
    ]
    assert sum(found) >= 0.85 * len(found)


@pytest.mark.parametrize("name", INVENTED)
def test_an_invented_note_comes_out_as_expected(name: str) -> None:
    draft, expected = drafted(name)
    by_text = {quote.text: quote for quote in draft.quotes}
    for attribution in ("participant", "interpreted"):
        for text in expected.get(attribution, []):
            assert by_text[text].attribution == attribution, by_text[text].why
    for text, speaker in expected.get("other", []):
        assert by_text[text].attribution == "other"
        assert speaker in (by_text[text].speaker or "")
    for text in expected.get("not_theirs", []):
        assert by_text[text].attribution in ("other", UNCONFIRMED), by_text[text].why
    for text in expected.get("absent", []):
        assert text not in by_text
    for text, method in expected.get("methods", {}).items():
        assert by_text[text].method == method
    for section, texts in expected.get("facts", {}).items():
        for text in texts:
            assert any(fact.section == section and text in fact.text for fact in draft.facts)


@pytest.mark.parametrize("name", [*SAMPLES, *INVENTED])
def test_an_unconfirmed_quotation_stands_in_no_section(name: str) -> None:
    draft, _ = drafted(name)
    shown = {line.index for section in draft.sections for line in section.lines if line.kind == "quote"}
    assert not shown & {index for index, quote in enumerate(draft.quotes) if quote.attribution == UNCONFIRMED}
    assert [section.name for section in draft.sections] == list(SECTION_NAMES)


def test_the_json_has_the_promised_shape() -> None:
    draft, _ = drafted("second_hand")
    told = draft.as_json()
    keys = {"start", "end", "text", "speaker", "attribution", "method", "section", "why"}
    keys |= {"sure", "proposed_speaker", "proposed_attribution"}
    assert set(told) == {"quotes", "facts", "sections"}
    assert all(set(row) - {"within"} == keys for row in told["quotes"])
    inner = next(row for row in told["quotes"] if row["text"] == "no more hospitals")
    assert told["quotes"][inner["within"]]["text"].startswith("Dad told me")
    assert json.loads(json.dumps(told)) == told
    assert {STRENGTHS, RISKS} <= {section["name"] for section in told["sections"]}
