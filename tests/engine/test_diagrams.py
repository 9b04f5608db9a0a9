"""The Mermaid text of a lifecycle is made from its table."""

from engine.diagrams import mermaid
from engine.lifecycle import Lifecycle, Move

LAMP = Lifecycle(
    name="lamp",
    version=1,
    states=("off", "on for now", "broken"),
    initial="off",
    final=("broken",),
    moves=(
        Move("switch_on", ("off",), "on for now", frozenset({"anybody"})),
        Move("switch_off", ("on for now",), "off", frozenset({"anybody"})),
        Move("drop", ("off", "on for now"), "broken", frozenset({"anybody"})),
        Move("look", ("off",), "=", frozenset({"anybody"})),
    ),
)


def test_states_moves_beginning_and_end_are_there() -> None:
    text = mermaid(LAMP)
    assert text.startswith("stateDiagram-v2\n    [*] --> off\n")
    assert 'state "on for now" as on_for_now' in text
    assert "off --> on_for_now : switch on" in text
    assert "on_for_now --> broken : drop" in text
    assert "broken --> [*]" in text
    assert "look" not in text


def test_where_a_record_stands_is_marked() -> None:
    assert "class on_for_now here" in mermaid(LAMP, here="on for now")
    assert "here" not in mermaid(LAMP)
