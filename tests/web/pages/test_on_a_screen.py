"""Before the first signature on a screen it is asked, once; paper is there before and after; and it is theirs to take back."""

from collections.abc import Callable

from sqlmodel import select

from engine.database import Database, reading, writing
from engine.signatures import signatures_of
from engine.signing_consents import SigningConsent
from tests.cast import plan_of
from tests.web.browser import Browser

VisitAs = Callable[[str], Browser]
PAGE = "/my-plan/on-a-screen"


def _room(house: Database, person: str = "Priscilla Okafor") -> str:
    with reading(house) as session:
        return f"/my-plan/{plan_of(session, person).id}/signature"


def _signed(house: Database) -> list[str]:
    with reading(house) as session:
        version = plan_of(session, "Priscilla Okafor").working_version_id
        assert version is not None
        return [row.outcome for row in signatures_of(session, version) if row.capacity == "participant"]


def _to_paper(cilla: Browser) -> None:
    cilla.visit(PAGE)
    cilla.submit(PAGE, {"sign": "paper"})


def test_whoever_took_it_back_is_asked_before_every_way_but_paper_and_saying_no(
    house: Database, visit_as: VisitAs
) -> None:
    cilla, room = visit_as("cilla"), _room(house)
    _to_paper(cilla)
    for way in ("name", "draw", "mark", "voice", "witness"):
        page = cilla.visit(f"{room}/by/{way}")
        assert page.title == "On a screen, or on paper?"
        assert page.links["I want it on paper"] == f"{room}/by/paper"
    assert cilla.visit(f"{room}/by/paper").title == "Sign on paper"
    assert cilla.client.get(f"{room}/page").status_code == 200
    cilla.visit(f"{room}/no")
    cilla.submit(f"{room}/no", {"words": ""})
    assert _signed(house)[-1] == "declined"


def test_one_press_says_it_and_leads_on_and_it_is_not_asked_again(house: Database, visit_as: VisitAs) -> None:
    cilla, room = visit_as("cilla"), _room(house)
    _to_paper(cilla)
    asked = cilla.visit(f"{room}/by/name")
    assert "I want to sign on a screen. I know that I can have paper instead." in asked.text
    way = cilla.submit(PAGE, {"sign": "screen"})
    assert way.path == f"{room}/by/name"
    cilla.submit(f"{room}/by/name", {"written_name": "Cilla"})
    assert _signed(house)[-1] == "signed"
    with reading(house) as session:
        row = session.exec(select(SigningConsent).order_by(SigningConsent.id.desc())).first()  # type: ignore[attr-defined]
        assert row is not None
        assert (row.given, row.words_version, row.language, row.way, row.device) == (
            True,
            1,
            "en",
            "own session",
            "own",
        )
        assert row.words.splitlines()[0].startswith("You can sign on a screen, or with a pen on paper.")


def test_a_form_from_before_signs_nothing_and_keeps_what_was_typed(house: Database, visit_as: VisitAs) -> None:
    cilla, room = visit_as("cilla"), _room(house)
    cilla.visit(f"{room}/by/name")
    other = visit_as("cilla")
    _to_paper(other)
    again = cilla.submit(f"{room}/by/name", {"written_name": "  Cilla "}, status=422)
    assert "Say first whether you want to sign on a screen." in again.text
    assert again.form(f"{room}/by/name")["written_name"] == ["  Cilla "]
    assert _signed(house)[-1] == "declined"


def test_what_was_signed_before_still_counts_and_staff_see_that_paper_is_wanted(
    house: Database, visit_as: VisitAs
) -> None:
    cilla, room = visit_as("cilla"), _room(house)
    cilla.visit(f"{room}/by/name")
    cilla.submit(f"{room}/by/name", {"written_name": "Cilla"})
    _to_paper(cilla)
    assert _signed(house)[-1] == "signed"
    assert "What you signed before still counts." in cilla.visit(PAGE).text
    plan = room.removeprefix("/my-plan/").removesuffix("/signature")
    assert "Signs on paper: they said so on March 20, 2026." in visit_as("sam").visit(f"/plans/{plan}/signatures").text


def test_it_is_theirs_in_a_hand_over_too_and_leads_nowhere_else(house: Database, visit_as: VisitAs) -> None:
    with reading(house) as session:
        plan = plan_of(session, "Priscilla Okafor").id
    tablet = visit_as("sam")
    tablet.visit(f"/plans/{plan}")
    tablet.submit(f"/plans/{plan}/hand-over")
    tablet.visit(PAGE)
    done = tablet.submit(PAGE, {"sign": "paper", "next": "//elsewhere.example"})
    assert done.path == PAGE
    with writing(house) as session:
        rows = session.exec(select(SigningConsent)).all()
        assert ("hand-over sitting", "coordinator’s") in {(row.way, row.device) for row in rows if not row.given}


def test_a_guardian_says_it_for_themselves(house: Database, visit_as: VisitAs) -> None:
    gail = visit_as("gail")
    assert gail.visit(PAGE).title == "You sign on a screen"
    _to_paper(gail)
    assert visit_as("marcus").visit(PAGE).title == "You sign on a screen"
