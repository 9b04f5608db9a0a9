"""Signing on paper: each signer's own page, with a code that belongs to nobody and nothing else."""

from collections.abc import Callable

from engine.database import Database, reading
from engine.paper_codes import PageKind, page_code, printed
from engine.rounds import rounds_of
from engine.signatures import Slot, slots_of
from engine.versions import Version
from tests.cast import plan_of
from tests.web.browser import Browser

VisitAs = Callable[[str], Browser]


def slots(house: Database, person: str) -> list[Slot]:
    with reading(house) as session:
        return slots_of(session, rounds_of(session, plan_of(session, person).id)[0].id)


def code_of(house: Database, slot: Slot, kind: PageKind = PageKind.SIGNATURE) -> str:
    with reading(house) as session:
        return page_code(kind, slot.id, session.get_one(Version, slot.version_id).fingerprint or "")


def papers_of(house: Database, person: str) -> str:
    with reading(house) as session:
        return f"/plans/{plan_of(session, person).id}/papers"


def test_every_signer_has_a_page_with_a_code_of_their_own(house: Database, visit_as: VisitAs) -> None:
    page = visit_as("sam").visit(papers_of(house, "Priscilla Okafor"))
    codes = [printed(code_of(house, slot)) for slot in slots(house, "Priscilla Okafor")]
    assert len(set(codes)) == len(codes) > 1
    assert all(code in page.text for code in codes)


def test_staff_print_any_page_of_a_plan_of_theirs_and_the_person_their_own(house: Database, visit_as: VisitAs) -> None:
    own = next(slot for slot in slots(house, "Priscilla Okafor") if slot.capacity == "participant")
    sam, cilla = visit_as("sam").client, visit_as("cilla").client
    with reading(house) as session:
        room = f"/my-plan/{plan_of(session, 'Priscilla Okafor').id}/signature/page"
    printed_page = sam.get(f"/slots/{own.id}/page")
    assert printed_page.status_code == 200
    assert cilla.get(room).content == printed_page.content
    assert sam.get(f"/slots/{own.id}/fax-cover").content != printed_page.content
    assert cilla.get(f"/slots/{own.id}/page").status_code == 404


def test_before_signing_there_is_no_page(house: Database, visit_as: VisitAs) -> None:
    page = visit_as("noor").visit(papers_of(house, "Nadia Petrov"))
    assert "Nobody has been asked to sign yet" in page.text
