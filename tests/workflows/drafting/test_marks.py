import pytest

from workflows.drafting.marks import quotation_spans


def found(note: str) -> list[str]:
    return [note[span.start : span.end] for span in quotation_spans(note)]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Joe: 'Cause I like it.' and 'til 9", ["Cause I like it."]),
        ("'90s music and rock 'n' roll isn't the boys' thing", []),
        ("'I'm goin' home' ok", ["I'm goin' home"]),
        ("'no more pills' and 'no more shots'", ["no more pills", "no more shots"]),
        ('she\'s 5\'4" and said "I want a 12" TV" ok', ['I want a 12" TV']),
        ('"My mom says "be careful" all the time"', ['My mom says "be careful" all the time', "be careful"]),
        ("“Mom says ‘don't go out’ but I do”", ["Mom says ‘don't go out’ but I do", "don't go out"]),
        ('”so” „so“ “so" «so»', ["so", "so", "so", "so"]),
        ('"open to the end\n(← of its line) "closed"', ["open to the end", "closed"]),
        ("“open. Then “closed” and more", ["open. Then", "closed"]),
        ("“Dear all,\n\nI stay.”", ["Dear all,\n\nI stay."]),
    ],
)
def test_marks_pair_as_a_reader_pairs_them(note: str, expected: list[str]) -> None:
    assert found(note) == expected


def test_a_quotation_does_not_run_across_the_next_turn() -> None:
    note = "“I want (oops\nBarb: no” fine"
    spans = quotation_spans(note, breaks_line=lambda line: line.startswith("Barb:"))
    assert [note[span.start : span.end] for span in spans] == ["I want (oops"]
