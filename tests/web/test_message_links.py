"""Every link that a message carries leads its reader to a page that opens for them."""

from collections.abc import Callable

import pytest
from sqlmodel import col, select

from engine.accounts import Account
from engine.database import Database, reading
from engine.outbox import Message
from tests.web.browser import Browser
from workflows.demo import CAST


@pytest.mark.parametrize("member", [member.sign_in for member in CAST])
def test_a_message_leads_its_reader_to_an_open_page(
    house: Database, visit_as: Callable[[str], Browser], member: str
) -> None:
    with reading(house) as session:
        account = session.exec(select(Account).where(Account.sign_in_name == member)).one()
        paths = set(session.exec(select(col(Message.path)).where(Message.recipient == account.id)))
    browser = visit_as(member)
    for path in sorted(paths):
        assert browser.client.get(path).status_code == 200, path
