"""The drawing of a lifecycle shows every way between two states, and where the plan is."""

from web.lifecycle_drawing import draw
from workflows.lifecycles import ISP, TREATMENT_PLAN


def test_every_move_that_changes_the_state_is_drawn_by_its_number() -> None:
    for lifecycle in (ISP, TREATMENT_PLAN):
        drawing = draw(lifecycle, here="signing")
        drawn = {int(number) for arrow in drawing.arrows for number in arrow.numbers.split(", ")}
        assert drawn == {number for number, move in enumerate(lifecycle.moves, start=1) if move.to != "="}


def test_one_state_is_marked_as_here() -> None:
    assert [box.state for box in draw(ISP, here="signing").boxes if box.here] == ["signing"]


def test_no_two_arrows_run_in_one_lane() -> None:
    lanes = [arrow.path.split(" H")[1].split(" ")[0] for arrow in draw(ISP, here="draft").arrows if " H" in arrow.path]
    assert len(lanes) == len(set(lanes))
