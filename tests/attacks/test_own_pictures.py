"""A photo of somebody’s own is nobody else’s to see, to keep, to take away or to put beside a line."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from engine.database import Database, reading
from engine.own_pictures import pictures_of
from tests.attacks.attacker import Attacker
from tests.cast import plan_of
from tests.documents.media.made import picture
from tests.web.browser import Browser

VisitAs = Callable[[str], Browser]
AttackAs = Callable[[str], Attacker]


def hers(house: Database, visit_as: VisitAs) -> tuple[str, UUID]:
    """The page of staff about her pictures, and the one she kept herself."""
    rosa = visit_as("rosa")
    rosa.visit("/my-plan/pictures")
    rosa.submit("/my-plan/pictures", {"name": "My house"}, files={"file": ("house.jpg", picture())})
    with reading(house) as session:
        person_id = plan_of(session, "Rosa Delgado").person_id
        (row,) = pictures_of(session, person_id)
        return f"/people/{person_id}/pictures", row.id


@pytest.mark.parametrize("who", ["bev", "avery", "ada", "marcus", "elena"])
def test_whoever_may_not_see_her_words_sees_no_photo_keeps_none_and_takes_none_away(
    house: Database, visit_as: VisitAs, attack_as: AttackAs, who: str
) -> None:
    page, identity = hers(house, visit_as)
    attacker = attack_as(who)
    assert attacker.get(f"/own-pictures/{identity}").status_code == 404
    for path in (page, f"{page}/{identity}/away", f"/my-plan/pictures/{identity}/away"):
        answer = attacker.send(path, {"command": str(uuid4()), "name": "x", "agreed_how": "x"})
        assert answer.status_code in (403, 404), path
    with reading(house) as session:
        assert [row.id for row in pictures_of(session, plan_of(session, "Rosa Delgado").person_id)] == [identity]


def test_a_photo_of_hers_is_not_kept_again_as_somebody_elses(
    house: Database, visit_as: VisitAs, attack_as: AttackAs
) -> None:
    """The id of a picture or of words of another person, sent as one that was kept before, is not there."""
    _page, identity = hers(house, visit_as)
    marcus = attack_as("marcus")
    for before in (identity, uuid4()):
        sent = {"command": str(uuid4()), "name": "mine now", "before": str(before)}
        assert marcus.send("/my-plan/pictures", sent).status_code == 404
    assert visit_as("rosa").client.get(f"/own-pictures/{identity}").status_code == 200


def test_symbols_that_the_board_does_not_have_are_answered_on_the_board(
    house: Database, visit_as: VisitAs, attack_as: AttackAs
) -> None:
    """Another person’s photo is no field of this board either."""
    _page, identity = hers(house, visit_as)
    with reading(house) as session:
        plan = plan_of(session, "Rosa Delgado")
    attacker = attack_as("rosa")
    for order in ("nonsense", f"own:{uuid4().hex}", ",,,"):
        answer = attacker.send(f"/my-plan/{plan.id}/parts/3/symbols", {"command": str(uuid4()), "order": order})
        assert answer.status_code == 422
        assert "Pick one or more of the symbols first." in answer.text
    assert identity
