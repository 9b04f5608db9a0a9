"""Signing in one's own room: bound to the text, as easy to refuse as to give, and nobody's but one's own."""

from collections.abc import Callable

from engine.database import Database, reading
from engine.quotes import quotes_by_id
from engine.signatures import Signature, newest_by_slot, signatures_of
from tests.cast import plan_of
from tests.web.browser import Browser

VisitAs = Callable[[str], Browser]


def signature_of(house: Database, person: str, capacity: str) -> Signature | None:
    with reading(house) as session:
        plan = plan_of(session, person)
        assert plan.working_version_id is not None
        last = newest_by_slot(signatures_of(session, plan.working_version_id)).values()
        return next((row for row in last if row.capacity == capacity), None)


def page_of(house: Database, person: str) -> str:
    with reading(house) as session:
        return f"/my-plan/{plan_of(session, person).id}/signature"


def test_somebody_who_said_no_can_still_sign_and_both_stay(house: Database, visit_as: VisitAs) -> None:
    cilla, address = visit_as("cilla"), page_of(house, "Priscilla Okafor")
    assert "You said no to signing" in cilla.visit(address).text
    done = cilla.submit(address)
    assert "You signed on March 20, 2026." in done.text
    with reading(house) as session:
        plan = plan_of(session, "Priscilla Okafor")
        outcomes = [
            row.outcome for row in signatures_of(session, plan.working_version_id) if row.capacity == "participant"
        ]  # type: ignore[arg-type]
    assert outcomes == ["declined", "signed"]


def test_except_for_something_needs_to_say_what(house: Database, visit_as: VisitAs) -> None:
    cilla, address = visit_as("cilla"), page_of(house, "Priscilla Okafor")
    page = cilla.visit(address)
    form = _form_with(page, "except")
    again = cilla.submit(address, {**form, "objection": " "}, status=422)
    assert "Write what you do not agree with, or sign without it." in again.text
    words = "not the night shift.\n  NOT ever"
    cilla.submit(address, {**_form_with(again, "except"), "objection": words})
    row = signature_of(house, "Priscilla Okafor", "participant")
    assert row is not None
    assert row.outcome == "signed with objection"
    with reading(house) as session:
        assert row.words_quote_id is not None
        assert quotes_by_id(session, [row.words_quote_id])[row.words_quote_id].text == words


def test_another_text_cannot_be_signed(house: Database, visit_as: VisitAs) -> None:
    cilla, address = visit_as("cilla"), page_of(house, "Priscilla Okafor")
    cilla.visit(address)
    refused = cilla.submit(address, {"fingerprint": "0" * 64}, status=422)
    assert "it is not the one on this plan now" in refused.text
    row = signature_of(house, "Priscilla Okafor", "participant")
    assert row is not None
    assert row.outcome == "declined"


def test_a_plan_can_be_sent_back_in_her_words(house: Database, visit_as: VisitAs) -> None:
    cilla, address = visit_as("cilla"), page_of(house, "Priscilla Okafor")
    cilla.visit(address)
    after = cilla.submit(address.replace("/signature", "/changes"), {"reason": "put the church back in"})
    assert after.path == "/my-plan"
    with reading(house) as session:
        assert plan_of(session, "Priscilla Okafor").standing == "draft"


def _form_with(page: object, name: str) -> dict[str, str]:
    for form in page.tree.iter("form"):  # type: ignore[attr-defined]
        fields = {field.get("name") or "": field.get("value") or "" for field in form.iter("input")}
        if name in fields:
            return fields
    raise AssertionError(f"There is no form with {name}.")


def test_every_way_to_answer_is_as_large_as_signing(house: Database, visit_as: VisitAs) -> None:
    page = visit_as("cilla").visit(page_of(house, "Priscilla Okafor"))
    large = [
        " ".join("".join(e.itertext()).split()) for e in page.tree.iter() if "big-button" in (e.get("class") or "")
    ]
    for way in (
        "I sign my plan",
        "I agree, except for something",
        "I do not sign",
        "Something has to be changed first",
    ):
        assert way in large


def test_messages_are_read_in_the_persons_own_room(visit_as: VisitAs) -> None:
    page = visit_as("cilla").visit("/messages")
    assert page.title == "What you were told"
    assert "A plan is ready for you to sign" in page.text
    assert "Talk to someone" in page.links
