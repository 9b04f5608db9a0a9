"""What is opened apart cannot write, cannot take much memory, and cannot take long."""

import time

from documents.apart import read_apart

SOME = 200_000_000


def test_what_is_written_to_standard_output_comes_back() -> None:
    assert (
        read_apart("tests.documents.children:echoed", b"\x00\xffas it is", seconds=10, memory=SOME)
        == b"\x00\xffas it is"
    )


def test_a_reader_that_takes_too_long_is_given_up() -> None:
    began = time.monotonic()
    assert read_apart("tests.documents.children:waits", b"", seconds=1, memory=SOME) is None
    assert time.monotonic() - began < 20


def test_a_reader_that_takes_too_much_memory_breaks_down_alone() -> None:
    assert read_apart("tests.documents.children:hoards", b"", seconds=10, memory=SOME) is None


def test_a_reader_cannot_write_a_file() -> None:
    assert read_apart("tests.documents.children:writes", b"", seconds=10, memory=SOME) is None
