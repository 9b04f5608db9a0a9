"""A clip or picture as the quotation itself, what is written down from it, and the proof of both."""

from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from engine.database import Database, reading, writing
from engine.originals import Original, OriginalBytes, OriginalErasure, OriginalKind, ShownCopy
from engine.quotes import Attribution, Method, Quote, Spoken, quotes_by_id
from engine.refusals import Refusal
from engine.verification import verify
from tests.cast import TODAY, command_in, plan_of, visitor_in
from tests.engine.test_verification import tamper
from tests.erasures import ErasureOrder, erase
from workflows import companions, keeping_files
from workflows.keeping_files import KeptFile

PICTURE = b"\x89PNG not looked at by the verb \x00\r\n" * 50
FILE = KeptFile("my room.png", OriginalKind.PICTURE, "image/png", PICTURE, "image/png", b"shown")


def keep(database: Database, **more: Any) -> Quote:
    with writing(database) as session:
        said: dict[str, Any] = {
            "file": FILE,
            "attribution": Attribution.PARTICIPANT,
            "speaker": "Rosa",
            "method": Method.DRAWN,
            "said_on": TODAY,
            "may_include": True,
        }
        return keeping_files.capture_file(session, plan_of(session, "rosa"), command_in(database, "sam"), **said | more)


def transcribe(database: Database, quote: Quote, text: str, *, made_by: str = "Inés Soto") -> None:
    with writing(database) as session:
        found, command = session.get_one(Quote, quote.id), command_in(database, "sam")
        companions.add_transcript(session, found, command, text=text, made_by=made_by, language="en")


def spoken(database: Database, quote: Quote) -> Spoken:
    with reading(database) as session:
        return quotes_by_id(session, [quote.id])[quote.id]


def test_the_file_is_kept_byte_for_byte_and_is_the_quotation(any_house: Database) -> None:
    quote = keep(any_house)
    with reading(any_house) as session:
        assert quote.original_id is not None
        assert session.get_one(OriginalBytes, quote.original_id).content == PICTURE
        assert session.get_one(ShownCopy, quote.original_id).content == b"shown"
        assert session.get_one(Original, quote.original_id).digest != sha256(PICTURE).digest()
    said = spoken(any_house, quote)
    assert said.is_a_file
    assert (said.original_kind, said.text) == ("picture", "")
    assert verify(any_house).ok


def test_a_transcript_stands_beside_the_recording_under_its_maker_and_never_in_its_place(house: Database) -> None:
    quote = keep(house, method=Method.RECORDED)
    transcribe(house, quote, " I want …\r\nthe red one ", made_by="Lena Ortiz")
    said = spoken(house, quote)
    assert said.text == ""
    assert [(beside.kind, beside.text, beside.made_by) for beside in said.beside] == [
        ("transcript", " I want …\r\nthe red one ", "Lena Ortiz")
    ]
    assert verify(house).ok


def test_words_that_were_written_down_when_they_were_said_take_no_transcript(house: Database) -> None:
    with writing(house) as session:
        plan = plan_of(session, "rosa")
        quote = session.exec(select(Quote).where(Quote.person_id == plan.person_id)).first()
        assert quote is not None
        with pytest.raises(Refusal, match="nothing to transcribe"):
            companions.add_transcript(session, quote, command_in(house, "sam"), text="x", made_by="Sam", language="en")


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"speaker": " "}, "Write the name"),
        ({"attribution": Attribution.INTERPRETED}, "cannot be kept as an interpreter’s meaning"),
        ({"said_on": date(2027, 1, 1)}, "This day has not come yet"),
    ],
)
def test_what_is_missing_is_said(house: Database, more: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        keep(house, **more)


def test_the_same_form_sent_twice_keeps_one_file(house: Database) -> None:
    command = command_in(house, "sam")
    kept = []
    for _ in range(2):
        with writing(house) as session:
            kept.append(
                keeping_files.capture_file(
                    session,
                    plan_of(session, "rosa"),
                    command,
                    file=FILE,
                    attribution=Attribution.PARTICIPANT,
                    speaker="Rosa",
                    method=Method.DRAWN,
                    said_on=TODAY,
                    may_include=True,
                ).id
            )
    assert kept[0] == kept[1]
    with reading(house) as session:
        assert len(session.exec(select(Original)).all()) == len({row.id for row in session.exec(select(Original))})
        assert len(session.exec(select(Quote).where(col(Quote.id) == kept[0])).all()) == 1


@pytest.mark.parametrize("side", ["original_bytes", "shown_copy"])
def test_nobody_changes_or_takes_a_file_past_the_verbs(any_house: Database, side: str) -> None:
    keep(any_house)
    for statement in (f"UPDATE {side} SET content = content", f"DELETE FROM {side}"):
        with pytest.raises(Exception, match="Ownwords keeps"), writing(any_house) as session:
            session.execute(text(statement))


def test_verify_names_a_file_whose_bytes_are_not_the_ones_that_were_kept(any_house: Database) -> None:
    quote = keep(any_house)
    changed = "UPDATE original_bytes SET content = ? WHERE original_id = ?"
    tamper(any_house, (changed, (b"another", _id(any_house, quote.original_id))))
    report = verify(any_house)
    assert "my room.png" in report.sentence
    assert "its bytes are not the ones that were kept" in report.sentence


@pytest.mark.parametrize("statement", ["UPDATE shown_copy SET media_type = 'image/jpeg'", "DELETE FROM shown_copy"])
def test_verify_names_a_file_whose_shown_copy_is_not_the_one_that_was_made(any_house: Database, statement: str) -> None:
    keep(any_house)
    tamper(any_house, statement)
    assert "the copy that is shown of it is not the one that was made" in verify(any_house).sentence


def test_verify_names_a_transcript_whose_words_were_changed(house: Database) -> None:
    quote = keep(house)
    transcribe(house, quote, "the red one")
    tamper(house, ("UPDATE companion_text SET text = ?", ("the blue one",)))
    assert "its words are not the ones that were added" in verify(house).sentence


def test_a_lawful_erasure_takes_the_file_its_copy_and_its_transcripts(any_house: Database) -> None:
    quote = keep(any_house)
    transcribe(any_house, quote, "the red one")
    order = ErasureOrder(quote.id, "court order 7", "ordered", visitor_in(any_house, "dana").account_id)
    with writing(any_house) as session:
        erase(session, order, command_in(any_house, "ada"))
    said = spoken(any_house, quote)
    assert said.text is None
    assert [beside.text for beside in said.beside] == [None]
    with reading(any_house) as session:
        assert quote.original_id is not None
        assert session.get(OriginalBytes, quote.original_id) is None
        assert session.get(ShownCopy, quote.original_id) is None
        assert session.get_one(OriginalErasure, quote.original_id).authority == "court order 7"
    assert verify(any_house).ok


def _id(database: Database, identity: UUID | None) -> Any:
    assert identity is not None
    return identity.hex if database.is_sqlite else identity
