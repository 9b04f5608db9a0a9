"""The code on a page that is signed with a pen: of one page, one text, one signer; and a slip of the hand is noticed."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from engine.paper_codes import (
    ALPHABET,
    LENGTH,
    PageKind,
    code_in,
    in_a_picture,
    is_code,
    page_code,
    printed,
    typed_code,
)

ROSA, GAIL = UUID(int=1), UUID(int=2)
codes = st.uuids().map(lambda slot: page_code(PageKind.SIGNATURE, slot, "ab" * 32))


def test_another_page_another_signer_and_another_text_each_have_another_code():
    pages = {
        page_code(kind, slot, text) for kind in PageKind for slot in (ROSA, GAIL) for text in ("ab" * 32, "cd" * 32)
    }
    assert len(pages) == 8


def test_a_page_printed_again_has_the_same_code():
    assert page_code(PageKind.SIGNATURE, ROSA, "ab" * 32) == page_code(PageKind.SIGNATURE, ROSA, "ab" * 32)
    assert page_code(PageKind.SIGNATURE, ROSA, "ab" * 32) == "79T22C2HQJJH"


@given(codes)
def test_a_code_is_typed_as_it_is_printed_in_any_spelling(code):
    assert is_code(code)
    assert typed_code(printed(code)) == typed_code(printed(code).lower().replace(" ", "-")) == code
    assert typed_code(printed(code).replace("1", "l")) == code


@given(codes, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_noticed(code, place, other):
    wrong = code[:place] + other + code[place + 1 :]
    assert (typed_code(wrong) == "") == (wrong != code)


@given(codes, st.integers(0, LENGTH - 1), st.integers(0, LENGTH - 1))
def test_every_two_characters_that_changed_places_are_noticed(code, one, two):
    swapped = list(code)
    swapped[one], swapped[two] = swapped[two], swapped[one]
    assert (typed_code("".join(swapped)) == "") == ("".join(swapped) != code)


def test_a_square_code_of_something_else_is_not_ours():
    code = page_code(PageKind.SIGNATURE, ROSA, "ab" * 32)
    assert code_in(in_a_picture(code, version=3, fingerprint="ab" * 32)) == code
    assert code_in("https://example.org/OWNWORDS/PAGE/") == ""
    assert code_in(f"OWNWORDS/PAGE/{code[::-1]}/V3/ABABABABABAB") == ""
