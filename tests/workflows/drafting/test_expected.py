"""Each hand-written expectation fits its note: every text is found, once, and no passage in quotation marks is forgotten."""

import re
from pathlib import Path

import pytest

from benchmarks.notes import CASES, notes_in, read_expected

NOTES = Path(__file__).parent / "notes"
SETS = ("open", "held", "fresh", "later", "separate", "fourth", "fifth", "sixth", "seventh")
WRITTEN = sorted(path for folder in SETS for path in (NOTES / folder).glob("*.expected"))
MARKED = re.compile('“([^“”]+)”|«([^«»]+)»|(?<!\\w)"(?! )([^"\n]+)"')


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_expectation_fits_its_note(path: Path) -> None:
    note = read_expected(path)
    assert note.passages
    spans = [(one.start, one.end) for one in note.passages]
    assert len(set(spans)) == len(spans), "a passage is judged twice"
    assert spans == sorted(spans, key=lambda span: span[0]), "passages stand in the order of the note"
    for match in MARKED.finditer(note.text):
        assert any(start < match.end() and match.start() < end for start, end in spans), (
            f"nobody judged {match.group()}"
        )
    assert 120 <= len(note.text.split()) <= 950


@pytest.mark.parametrize("folder", sorted({path.parent for path in WRITTEN}), ids=lambda path: path.name)
def test_a_set_is_varied(folder: Path) -> None:
    notes = notes_in(folder)
    assert len({note.person for note in notes}) == len(notes), "everybody is somebody else"
    cases = {passage.case for note in notes for passage in note.passages}
    assert not cases - set(CASES)
