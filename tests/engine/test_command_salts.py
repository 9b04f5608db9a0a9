"""A command that carried words is known again, and once its salt is gone its digest says nothing about them."""

import json
import uuid
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from engine import command_salts
from engine.database import Database, writing
from engine.events import Event
from engine.firing import Command, digest_of
from engine.quotes import Attribution, Method, QuoteText
from engine.refusals import Refusal
from engine.visitors import Visitor
from tests.cast import NOW, plan_of, visitor_in
from tests.erasures import ErasureOrder, erase
from workflows.recording import capture_quote

WORDS = "no more bingo"


def said(session: Session, sam: Visitor, *, words: str = WORDS, number: str, personal: bool = True) -> Command:
    command = Command(id=number, actor=sam.actor, at=NOW, content={"words": [words]}, personal=personal)
    capture_quote(
        session,
        plan_of(session, "rosa"),
        command,
        text=words,
        attribution=Attribution.PARTICIPANT,
        speaker="Rosa Delgado",
        method=Method.SPOKEN,
        said_on=NOW.date(),
        may_include=True,
    )
    return command


def written(session: Session, number: str) -> Event:
    return session.exec(select(Event).where(Event.command_id == number)).one()


def test_the_same_words_twice_are_one_quote_and_other_words_are_refused(any_house: Database) -> None:
    number = str(uuid.uuid4())
    sam = visitor_in(any_house, "sam")
    with writing(any_house) as session:
        said(session, sam, number=number)
        before = len(session.exec(select(QuoteText)).all())
        said(session, sam, number=number)
        assert len(session.exec(select(QuoteText)).all()) == before
        with pytest.raises(Refusal, match="sent before with other content"):
            said(session, sam, words="more bingo", number=number)


def test_the_digest_in_the_history_cannot_be_tried_with_the_words(any_house: Database) -> None:
    number = str(uuid.uuid4())
    sam = visitor_in(any_house, "sam")
    with writing(any_house) as session:
        command = said(session, sam, number=number)
        event = written(session, number)
        assert event.command_digest != digest_of(command, event.kind)
        salt = command_salts.salt_of(session, number)
        assert event.command_digest == digest_of(command, event.kind, salt)
        assert WORDS.encode() not in bytes(event.body)


def test_an_erasure_takes_the_salt_with_the_words(any_house: Database) -> None:
    number = str(uuid.uuid4())
    sam, grace = visitor_in(any_house, "sam"), visitor_in(any_house, "grace")
    with writing(any_house) as session:
        said(session, sam, number=number)
        quote = uuid.UUID(json.loads(bytes(written(session, number).body))["data"]["quote"])
        order = ErasureOrder(quote, "Order 12 of the county court", "A court order.", grace.account_id)
        erase(session, order, Command(id=str(uuid.uuid4()), actor=sam.actor, at=NOW))
        assert command_salts.salt_of(session, number) == b""
        with pytest.raises(Refusal, match="sent before"):
            said(session, sam, number=number)


def test_old_salts_are_forgotten_and_young_ones_kept(any_house: Database) -> None:
    number = str(uuid.uuid4())
    sam = visitor_in(any_house, "sam")
    with writing(any_house) as session:
        said(session, sam, number=number)
        assert command_salts.forget(session, before=NOW) == 0
        assert command_salts.forget(session, before=NOW + timedelta(days=31)) >= 1
        assert command_salts.salt_of(session, number) == b""
