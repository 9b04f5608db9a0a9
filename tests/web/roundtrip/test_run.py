"""What anybody can repeat with `verify --roundtrip`: texts through every path, and the digests of what came back."""

import io
import json
from hashlib import sha256
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.awkward import REFUSED, everything, is_char
from tests.cast import NOW
from tests.web.commands.terminal import ownwords
from web.roundtrip import Totals, paths, roundtrip

PATHS = {"database", "html", "word", "json", "csv", "backup"}


def walked(tmp_path: Path, *lines: bytes) -> tuple[int, list[dict], str]:
    file = tmp_path / "texts.jsonl"
    file.write_bytes(b"".join(lines))
    done = ownwords("verify", "--roundtrip", str(file))
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def line(identity: str | int, text: str) -> bytes:
    return json.dumps({"id": identity, "text": text}).encode() + b"\n"


def test_every_awkward_text_and_every_plane_comes_back_by_every_path(tmp_path):
    texts = everything()
    code, answers, said = walked(tmp_path, *(line(name, text) for name, text in texts.items()))
    assert code == 0, said
    assert [answer["id"] for answer in answers] == list(texts)
    for answer in answers:
        assert (answer["outcome"], answer["reason"]) == ("kept", None), answer["id"]
        expected = sha256(texts[answer["id"]].encode()).hexdigest()
        assert answer["sha256"] == dict.fromkeys(PATHS, expected), answer["id"]


def test_what_cannot_be_kept_is_refused_in_a_sentence(tmp_path):
    code, answers, _said = walked(tmp_path, *(line(name, text) for name, text in REFUSED.items()))
    assert code == 0
    for answer in answers:
        assert answer["outcome"] == "refused"
        assert answer["sha256"] == dict.fromkeys(PATHS)
        assert answer["reason"].endswith(".")
    assert "U+D800" in answers[list(REFUSED).index("half a pair")]["reason"]


def test_lines_that_are_no_texts_are_named_and_the_others_are_walked(tmp_path):
    lines = [
        b"\xef\xbb\xbf" + line("first", "mine"),
        b"not json\n",
        b"\n",
        b'{"id": "no text"}\n',
        b'{"text": "no id"}\n',
        b'{"id": 7, "id": 8, "text": "twice"}\n',
        b'{"id": "bad", "text": "\xff"}\n',
        b'["a", "list"]\n',
        b'{"id": "number", "text": 5}\n',
        b"[" * 100_000 + b"\n",
        line("first", "mine again"),
        line(11, "the last, without a line end").rstrip(b"\n"),
    ]
    code, answers, said = walked(tmp_path, *lines)
    assert code == 2
    assert [answer["outcome"] for answer in answers] == ["kept", *["refused"] * 8, "kept", "kept"]
    assert [answer["id"] for answer in answers][:3] == ["first", None, "no text"]
    assert answers[1]["reason"].startswith("Line 2 is not JSON")
    assert "Line 7 is not UTF-8" in answers[5]["reason"]
    assert "The id of line 11 stood before" in said
    assert "8 could not be read" in said


@settings(max_examples=8)
@given(st.lists(st.text(), min_size=40, max_size=40))
def test_any_text_is_kept_on_every_path_or_refused_by_rule(texts):
    file = io.BytesIO(b"".join(line(number, text) for number, text in enumerate(texts)))
    totals = Totals()
    for text, outcome in zip(texts, roundtrip(file, totals, at=NOW, note=print), strict=True):
        keepable = bool(text) and all(map(is_char, text))
        assert outcome.outcome == ("kept" if keepable else "refused"), repr(text)
        expected = sha256(text.encode()).hexdigest() if keepable else None
        assert outcome.sha256 == dict.fromkeys(PATHS, expected)
    assert totals.kept + totals.refused == len(texts)


def test_a_path_that_gives_back_something_else_is_named(monkeypatch):
    there = paths.through_csv
    monkeypatch.setattr(paths, "through_csv", lambda quotes: {key: text.strip() for key, text in there(quotes).items()})
    totals = Totals()
    file = io.BytesIO(line("as it was", "mine") + line("spaces", " mine "))
    as_it_was, spaces = roundtrip(file, totals, at=NOW, note=print)
    assert as_it_was.outcome == "kept"
    assert (spaces.outcome, spaces.reason) == ("changed", "Something else came back from: csv.")
    expected = {name: sha256(b"mine" if name == "csv" else b" mine ").hexdigest() for name in PATHS}
    assert spaces.sha256 == expected
    assert "1 CAME BACK DIFFERENT" in totals.sentence


def test_a_file_of_many_batches_is_answered_in_its_order():
    file = io.BytesIO(b"".join(line(number, f"words {number}") for number in range(2_300)))
    answers = list(roundtrip(file, Totals(), at=NOW, note=print))
    assert [answer.id for answer in answers] == list(range(2_300))
    assert {answer.outcome for answer in answers} == {"kept"}


def test_an_empty_file_is_walked_at_once(tmp_path):
    assert walked(tmp_path)[:2] == (0, [])


def test_a_file_in_utf_16_and_a_missing_one_are_refused(tmp_path):
    code, answers, said = walked(tmp_path, '{"id": 1, "text": "x"}'.encode("utf-16"))
    assert (code, answers) == (1, [])
    assert "UTF-16" in said
    assert ownwords("verify", "--roundtrip", str(tmp_path / "nowhere.jsonl")).returncode == 2
    assert ownwords("verify", "--json", "--roundtrip", str(tmp_path / "texts.jsonl")).returncode == 2
