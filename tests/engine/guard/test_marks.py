"""Passages in quotation marks, for any text at all."""

from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from engine import guard

MARKS = "“”„‟«»‹›「」『』｢｣﹁﹂﹃﹄《》〝〞⹂❝❞❮❯🙶🙷\"＂״″'‘’‚‛`´,<>&;qa \n\r\u2028é[]:"
TEXTS = st.one_of(st.text(max_size=80), st.text(alphabet=MARKS, max_size=60))


@given(TEXTS)
def test_passages_lie_in_the_text_in_order_and_apart(text: str) -> None:
    place = 0
    for passage in guard.passages(text):
        assert place <= passage.start < passage.end <= len(text)
        assert passage.text in text[passage.start : passage.end]
        assert passage.text.strip()
        place = passage.end


@given(TEXTS, TEXTS)
def test_whatever_stands_in_curly_marks_is_found(before: str, inside: str) -> None:
    words = "".join(letter for letter in inside if letter.isalnum())
    if not words or any(mark in before for mark in MARKS.replace("q", "").replace("a", "").replace(" ", "")):
        return
    assert any(words in passage.text for passage in guard.passages(f"{before} “{words}” after"))


@given(TEXTS)
def test_linking_changes_nothing_but_equal_passages(text: str) -> None:
    written, used = guard.linked(text, {})
    assert (written, used) == (text, [])


@given(TEXTS)
def test_findings_lie_in_the_text(text: str) -> None:
    captures = [guard.Capture(uuid4(), "I want my key back today.")]
    for found in guard.examine(text, captures=captures, person_names=["Rosa"]):
        assert 0 <= found.start < found.end <= len(text)
        assert found.sentence


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=12, max_size=60))
def test_a_capture_typed_out_in_curly_marks_is_never_clean(words: str) -> None:
    if not words.strip() or set("“”[]") & set(words):
        return
    assert guard.examine(f"Note: “{words}”", captures=[guard.Capture(uuid4(), words)], person_names=["Rosa"])
