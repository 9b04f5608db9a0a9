"""The signed Word file, read by LibreOffice: each signature with its name, time, meaning, method, witness and fingerprint."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from docx import Document
from sqlmodel import select

from engine.database import Database, reading
from engine.signatures import Signature, newest_by_slot, signatures_of
from engine.versions import Version
from tests.cast import plan_of
from tests.documents.office import saved_again, text_of
from tests.web.browser import Browser
from tests.web.conftest import demo as demo
from tests.web.conftest import visit_as as visit_as

VisitAs = Callable[[str], Browser]

CILLA = "Priscilla Okafor"


def version_of(house: Database, who: str) -> Version:
    with reading(house) as session:
        found = plan_of(session, who).working_version_id
        assert found is not None
        return session.get_one(Version, found)


def signed(house: Database, version_id: UUID) -> list[Signature]:
    """What counts of each signer, where they signed."""
    with reading(house) as session:
        rows = newest_by_slot(signatures_of(session, version_id)).values()
    return [row for row in rows if row.outcome in ("signed", "signed with objection", "said yes")]


def says_yes_to_a_witness(visit_as: VisitAs, house: Database) -> None:
    """Cilla says it to Grace, who did not write the plan and writes down what she heard."""
    cilla = visit_as("cilla")
    with reading(house) as session:
        plan = plan_of(session, CILLA)
        assert plan.working_version_id is not None
        rows = session.exec(select(Signature).where(Signature.version_id == plan.working_version_id)).all()
        slot = next(row.slot_id for row in rows if row.capacity == "participant")
    cilla.visit(f"/my-plan/{plan.id}/signature/by/witness")
    cilla.submit(f"/my-plan/{plan.id}/signature/by/witness")
    grace = visit_as("grace")
    grace.visit(f"/plans/{plan.id}/signatures/{slot}")
    grace.submit(f"/plans/{plan.id}/signatures/{slot}/heard", {"words": "Yes, ALL of it!"})


METHODS = {
    "chosen mark": "Chose their mark",
    "typed name": "Typed their name",
    "verbal documented": "Said it to a witness",
}
"""The methods of these signatures, as the paper says them."""


def rows_of(content: bytes) -> list[str]:
    """Each row of the table of signatures, its cells one after the other."""
    for table in Document(BytesIO(content)).tables:
        rows = [" ".join(" ".join(cell.text for cell in row.cells).split()) for row in table.rows]
        if rows and rows[0] == "Name and capacity Signed or not, and what it means How When":
            return rows[1:]
    raise AssertionError("There is no table of signatures.")


def facts(row: Signature) -> list[str]:
    day = f"{row.signed_on:%B} {row.signed_on.day}, {row.signed_on.year}"
    at = f"{row.recorded_at.astimezone(ZoneInfo('America/New_York')):%H:%M %Z}"
    witness = [f"Witness: {row.witness}"] if row.witness else []
    return [
        row.printed_name,
        row.meaning,
        METHODS[row.method],
        *witness,
        f"Text {row.fingerprint[:12]}",
        f"{day}, {at}",
    ]


@pytest.mark.word
@pytest.mark.parametrize("who", [CILLA, "Marcus Webb"])
def test_each_signature_says_all_of_it_on_its_own_row_to_any_reader(
    house: Database, visit_as: VisitAs, tmp_path: Path, who: str
) -> None:
    if who == CILLA:
        says_yes_to_a_witness(visit_as, house)
    version = version_of(house, who)
    signatures = signed(house, version.id)
    assert any(row.witness for row in signatures) == (who == CILLA)
    file = visit_as("sam").client.get(f"/versions/{version.id}/document").content
    for content in (file, saved_again(file, tmp_path)):
        rows = rows_of(content)
        for signature in signatures:
            wanted = facts(signature)
            assert [row for row in rows if all(fact in row for fact in wanted)], (wanted, rows)
    assert version.fingerprint
    assert version.fingerprint in " ".join(text_of(file, tmp_path).split())
