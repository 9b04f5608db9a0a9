"""Transcripts: the words of each turn exactly, whose they are and when, and nothing of the markup around them."""

import html
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.reading import read_note
from documents.transcripts import Turn
from engine.refusals import Refusal

VTT = """WEBVTT - Rosa's meeting

NOTE
This is a note to whoever edits the file.

STYLE
::cue { color: red }

intro-1
00:00:01.000 --> 00:00:04.000 align:start
<v.loud Rosa Delgado>I want my <i>own</i> front door
with MY key &amp; a dog.</v>

00:00:05.000 --> 00:00:06.000
<v Lena>And?</v> <v Rosa Delgado>I &lt;3 buses <3

00:07.000 --> 00:09.000
nobody is named here
"""

SRT = (
    "1\r\n00:00:01,000 --> 00:00:02,000\r\nRosa: I want <i>it</i>.\r\nAll of it: now.\r\n\r\n"
    "2\r\n00:00:02,500 --> 00:00:03,000\r\n- Lena: Yes?\r\n- Rosa: No.\r\n"
)

PAGE = "Our meeting\n\nRosa Delgado   0:03\nI want a dog.\n\nLena Ortiz   0:09\nA dog?\nReally?\n\nRosa Delgado   0:12\nYes.\n"


def said(text: str, *, filename: str = "a.txt") -> list[tuple[str, str]]:
    note = read_note(text.encode(), filename=filename)
    return [(turn.speaker, note.text[turn.start : turn.end]) for turn in note.turns]


def test_a_webvtt_file_by_its_voices_without_notes_styles_ids_and_markup() -> None:
    assert said(VTT) == [
        ("Rosa Delgado", "I want my own front door\nwith MY key & a dog."),
        ("Lena", "And?"),
        ("Rosa Delgado", "I <3 buses <3"),
        ("", "nobody is named here"),
    ]
    note = read_note(VTT.encode(), filename="no-matter-what.docx")
    assert (note.kind, note.reader) == ("vtt", "ownwords-vtt 1")
    assert note.text.startswith("Rosa Delgado: I want my own front door\nwith MY key & a dog.\nLena: And?\n")
    assert (note.turns[0].began, note.turns[0].ended) == ("00:00:01.000", "00:00:04.000")


def test_an_srt_file_by_the_names_before_the_words() -> None:
    assert said(SRT) == [("Rosa", "I want it.\nAll of it: now."), ("Lena", "Yes?"), ("Rosa", "No.")]
    assert read_note(SRT.encode(), filename="a").kind == "srt"


def test_a_page_with_a_name_and_a_time_above_the_words_stays_whole() -> None:
    assert said(PAGE) == [
        ("Rosa Delgado", "I want a dog."),
        ("Lena Ortiz", "A dog?\nReally?"),
        ("Rosa Delgado", "Yes."),
    ]
    assert read_note(PAGE.encode(), filename="a.txt").text == PAGE


@pytest.mark.parametrize(
    "text",
    [
        "Rosa: “I want a dog.”\nLena: “A dog?”\n",
        "Bus 7:15\ngarden\nLunch 12:30\nsoup\nPool 2:00\nwith Lena\n",
        "WEBVTTs are files\n",
        "1\nnot a time --> at all\n",
    ],
)
def test_other_texts_are_no_transcripts(text: str) -> None:
    note = read_note(text.encode(), filename="a.vtt")
    assert (note.text, note.turns) == (text, ())


def test_cues_that_go_on_under_one_name_are_one_turn_and_nameless_ones_stay_apart() -> None:
    cues = "".join(
        f"\n00:0{n}.000 --> 00:0{n}.900\n{words}\n" for n, words in enumerate(["<v A>one", "<v A>two", "x", "y"])
    )
    assert said("WEBVTT\n" + cues) == [("A", "one\ntwo"), ("", "x"), ("", "y")]


def test_a_sentence_with_a_colon_names_nobody() -> None:
    cue = "WEBVTT\n\n00:01.000 --> 00:02.000\nI said it before: never.\n\n00:03.000 --> 00:04.000\nok\n"
    assert said(cue) == [("", "I said it before: never."), ("", "ok")]


def test_a_character_that_cannot_be_kept_is_named() -> None:
    with pytest.raises(Refusal, match="cannot be"):
        read_note(b"WEBVTT\n\n00:01.000 --> 00:02.000\na\x0bb\n", filename="a.vtt")


name = st.from_regex(r"[A-Z][a-zéñ]{1,8}( [A-Z][a-z]{1,8})?", fullmatch=True)
line = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff\ufeff")
    | st.sampled_from("“”<>&'🙂é"),
    min_size=1,
    max_size=40,
).filter(lambda text: text.strip(" \t\n") == text and text.strip() and "-->" not in text)


@given(st.lists(st.tuples(name, st.lists(line, min_size=1, max_size=3)), min_size=1, max_size=6))
def test_what_was_said_comes_back_code_point_for_code_point(turns: list[tuple[str, list[str]]]) -> None:
    cues = [
        f"\n{n}\n00:00:{n:02d}.000 --> 00:00:{n:02d}.900\n<v {who}>{chr(10).join(html.escape(row) for row in rows)}</v>\n"
        for n, (who, rows) in enumerate(turns)
    ]
    wanted: list[tuple[str, str]] = []
    for who, rows in turns:
        if wanted and wanted[-1][0] == who:
            wanted[-1] = (who, wanted[-1][1] + "\n" + "\n".join(rows))
        else:
            wanted.append((who, "\n".join(rows)))
    assert said("WEBVTT\n" + "".join(cues)) == wanted


def test_turns_stand_in_order_and_never_overlap() -> None:
    note = read_note(VTT.encode(), filename="a")
    places: list[Turn] = list(note.turns)
    assert all(one.end < two.start for one, two in pairwise(places))


@pytest.mark.parametrize(("gap", "pauses"), [("00:02.100", 0), ("00:02.500", 1)])
def test_a_turn_knows_where_it_began_again_after_a_pause(gap: str, pauses: int) -> None:
    cues = f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>one.\n\n{gap} --> 00:03.000\n<v A>two\nthree\n"
    (turn,) = read_note(cues.encode(), filename="a.vtt").turns
    assert len(turn.pauses) == pauses
    assert all(turn.start < place < turn.end for place in turn.pauses)
