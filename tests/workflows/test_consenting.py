"""Signing on a screen: asked once, in words that are kept by version, and taken back without touching what was signed."""

from hashlib import sha256
from uuid import UUID

import pytest
from sqlmodel import select

from engine.database import Database, reading, writing
from engine.refusals import NotFound, Refusal
from engine.signing_consents import WORDS_VERSION, SigningConsent, newest_consent, signs_on_screen
from engine.verification import verify
from tests.cast import command_in
from web.screen_words import before_signing_on_screen
from workflows.consenting import WORDS, sign_on_paper, sign_on_screen

DIGESTS = {1: "fb63bfc591525983689f84cbcb87d47c37eab88bace89ea9258ffd3a1cb738d0"}
"""The words of each version. Whoever changes them counts the version up, so that everybody is asked again."""


def test_the_words_are_those_of_their_version_on_the_page_and_in_the_record() -> None:
    assert before_signing_on_screen() == WORDS
    assert sha256("\n".join(WORDS).encode()).hexdigest() == DIGESTS[WORDS_VERSION]


def test_paper_after_a_screen_is_a_row_of_its_own_and_a_second_time_says_so(house: Database) -> None:
    with writing(house) as session:
        command = command_in(house, "cilla")
        account = UUID(command.actor.account)
        assert signs_on_screen(session, account)
        sign_on_paper(session, command)
    with reading(house) as session:
        assert not signs_on_screen(session, account)
        rows = session.exec(select(SigningConsent).where(SigningConsent.account_id == account)).all()
        assert [row.given for row in rows] == [True, False]
        assert rows[0].words == rows[1].words == "\n".join(WORDS)
    with writing(house) as session, pytest.raises(Refusal, match="paper already"):
        sign_on_paper(session, command_in(house, "cilla"))


@pytest.mark.parametrize("who", ["sam", "bev", "leo", "avery"])
def test_nobody_says_it_for_somebody_else(house: Database, who: str) -> None:
    with writing(house) as session, pytest.raises(NotFound):
        sign_on_screen(session, command_in(house, who), words=WORDS, language="en")


def test_a_changed_consent_is_found(house: Database) -> None:
    assert verify(house).ok
    with house.writer.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER keep_signing_consent_update")
        connection.exec_driver_sql("UPDATE signing_consent SET words = 'Yes to everything.'")
    assert "consent" in " ".join(finding.sentence for finding in verify(house).findings)


def test_an_older_version_of_the_words_is_asked_again(house: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.signing_consents.WORDS_VERSION", WORDS_VERSION + 1)
    with reading(house) as session:
        account = UUID(command_in(house, "cilla").actor.account)
        assert newest_consent(session, account) is not None
        assert not signs_on_screen(session, account)
