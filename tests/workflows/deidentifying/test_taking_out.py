"""What tells who somebody is goes out, in every spelling, and comes back."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.deidentifying.known import Known, Name, NameKind
from workflows.deidentifying.second_look import left_in
from workflows.deidentifying.taking_out import take_out
from workflows.deidentifying.tokens import TOKEN, Tokens, never_sent, put_back

KNOWN = Known(
    names=(
        Name(NameKind.PERSON, "Dee", ("Denise Kowalczyk", "Dee", "D-Bear")),
        Name(NameKind.CIRCLE, "Barb Kowalczyk", ("Barb Kowalczyk",), role="parent"),
        Name(NameKind.CIRCLE, "María José O'Neil", ("María José O'Neil",), role="friend"),
        Name(NameKind.STAFF, "Grace Will", ("Grace Will",), role="service coordinator"),
        Name(NameKind.STAFF, "Nguyễn Thị Hoa", ("Nguyễn Thị Hoa",)),
        Name(NameKind.OTHER, "王小明", ("王小明",)),
        Name(NameKind.OTHER, "Paul Thomas", ("Paul Thomas",), close=False),
    ),
    days=(date(1988, 3, 4),),
    places=("Sunrise House",),
)


def sent(text: str) -> str:
    return take_out(text, KNOWN, Tokens())


@pytest.mark.parametrize(
    ("text", "leaves"),
    [
        ("Dee likes soup.", "[PERSON] likes soup."),
        ("DEE’S mom came.", "[PERSON]’S mom came."),
        ("denise kowalczyk", "[PERSON]"),
        ("Kowalczyk, Denise", "[PERSON]"),
        ("Denise\nKowalczyk came", "[PERSON] came"),
        ("Denise Kowal-\nczyk came", "[PERSON] came"),
        ("Den\u00adise came", "[PERSON] came"),
        ("D.K. came", "[PERSON]. came"),
        ("D. Kowalczyk came", "[PERSON] came"),
        ("B. Kowalczyk came", "[CIRCLE_1] came"),
        ("DK came", "[PERSON] came"),
        ("D: hello\nG: hello", "[PERSON]: hello\n[STAFF_1]: hello"),
        ("maria jose o’neil", "[CIRCLE_1]"),
        ("Mari\u0301a Jose\u0301 came", "[CIRCLE_1] came"),
        ("nguyen thi hoa", "[STAFF_1]"),
        ("Grace will go, with grace.", "[STAFF_1] will go, with grace."),
        ("Will Grace help? I will.", "[STAFF_1] help? I will."),
        ("见王小明了", "见[NAME_1]了"),
        ("Paul Thomas called", "[NAME_1] called"),
        ("at Sunrise House", "at [ADDRESS_1]"),
    ],
)
def test_a_name_goes_out_however_it_is_written(text: str, leaves: str) -> None:
    assert sent(text) == leaves


@pytest.mark.parametrize(
    "text",
    [
        "(555) 123-4567",
        "555.123.4567",
        "+1 555 123 4567 ext. 12",
        "555-1234",
        "barb.k+x@mail.example.org",
        "barb @ example . org",
        "12 Elm\nStreet, Apt 4B",
        "1400 N. Martin Luther King Jr Blvd",
        "PO Box 77",
        "3/4/1988",
        "03-04-88",
        "1988-03-04",
        "March 4th, 1988",
        "4 March 1988",
        "4 de marzo de 1988",
        "03041988",
        "123-45-6789",
        "MRN 123456",
        "Medicaid ID: AB12345C",
        "case no. 4711",
        "https://example.org/dee",
        "www.example.org",
        "@dee_loves_dogs",
        "90210-1234",
    ],
)
def test_what_tells_by_its_shape_goes_out(text: str) -> None:
    left = sent(f"Reach her: {text} any day.")
    assert not any(letter.isdigit() for letter in TOKEN.sub("", left))
    assert "@" not in left
    assert left.startswith("Reach her: ")
    assert left.endswith(" any day.")


def test_two_spellings_of_one_day_and_one_number_are_one_token() -> None:
    assert sent("3/4/1988 or March 4, 1988") == "[DATE_1] or [DATE_1]"
    assert sent("(555) 123-4567 or 555.123.4567") == "[PHONE_1] or [PHONE_1]"


def test_somebody_no_record_knows_goes_out_where_a_name_would_stand() -> None:
    assert sent("her sister Ana called Tomás") == "her sister [NAME_2] called [NAME_1]"
    assert sent("Latoya said hello.") == "[NAME_1] said hello."
    assert sent("She met Mr. Abernathy") == "She met Mr. [NAME_1]"


def test_ordinary_writing_stays() -> None:
    text = "Transportation is hard on Mondays. Two to 3 times a week, 20 minutes, at 10 a.m. The ISP is in English. PT helps."
    assert sent(text) == text


def test_a_token_that_was_typed_by_somebody_is_no_token() -> None:
    tokens = Tokens()
    left = take_out("Dee wrote [PERSON] and [NAME_4].", KNOWN, tokens)
    assert left == "[PERSON] wrote [TEXT_2] and [TEXT_1]."
    assert put_back(left, tokens.back) == "Dee wrote [PERSON] and [NAME_4]."


def test_a_token_that_was_never_sent_is_noticed_in_every_spelling() -> None:
    back = {"[PERSON]": "Dee", "[NAME_1]": "Ana"}
    assert never_sent("[PERSON] and [NAME_1]", back) == []
    assert never_sent("[NAME_2], [Name_1], [NAME 1], ［NAME_3］, [STAFF_1]", back) == [
        "[NAME_2]",
        "[NAME 1]",
        "［NAME_3］",
        "[STAFF_1]",
    ]


SPELLED = ["Denise Kowalczyk", "Dee", "Kowalczyk", "Barb", "María José O'Neil", "José", "Nguyễn Thị Hoa", "王小明"]
DRESSED = st.sampled_from(
    [
        str,
        str.upper,
        str.lower,
        lambda name: unicodedata.normalize("NFD", name),
        lambda name: "".join(one for one in unicodedata.normalize("NFD", name) if not unicodedata.combining(one)),
        lambda name: name.replace(" ", "\n"),
        lambda name: name.replace(" ", "  "),
        lambda name: name.replace(" ", "\u00a0"),
        lambda name: f"{name}'s",
        lambda name: f"({name})",
        lambda name: f"“{name}”",
        lambda name: f"{name}:",
    ]
)
WORDS = st.sampled_from(
    ["likes", "the", "bus", "to", "work.", "and,", "soup", "on", "a", "bench", "\n", "–", "2", "dogs!"]
)


@given(st.lists(st.one_of(WORDS, st.tuples(st.sampled_from(SPELLED), DRESSED)), max_size=12))
def test_no_known_name_passes_in_any_dress_and_any_company(pieces: list[object]) -> None:
    text = " ".join(piece if isinstance(piece, str) else piece[1](piece[0]) for piece in pieces)  # type: ignore[index]
    tokens = Tokens()
    left = take_out(text, KNOWN, tokens)
    assert left_in(left, KNOWN) == []
    plain = "".join(one for one in unicodedata.normalize("NFD", left) if not unicodedata.combining(one)).casefold()
    for name in ("kowalczyk", "denise", "barb", "jose", "nguyen", "王小明"):
        assert name not in plain


@given(st.text(max_size=120))
def test_any_text_can_be_read_and_what_was_taken_out_comes_back(text: str) -> None:
    tokens = Tokens()
    left = take_out(text, Known(), tokens)
    assert put_back(left, tokens.back) == text
