"""A lifecycle as a drawing: states from top to bottom, moves forward at the right, moves back at the left, numbered."""

from dataclasses import dataclass

from engine.lifecycle import SAME, Lifecycle

ROW, BOX_HEIGHT, BOX_WIDTH, LANE = 64, 36, 190, 36
_LEFT_LANES = 8


@dataclass(frozen=True)
class Box:
    """A state, by its middle."""

    state: str
    y: int
    here: bool


@dataclass(frozen=True)
class Arrow:
    """A move between two states: its numbers in the table beside it, its path, and where the numbers stand."""

    numbers: str
    path: str
    x: int
    y: int


@dataclass(frozen=True)
class Drawing:
    """Everything the template draws, in whole pixels."""

    width: int
    height: int
    left: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def draw(lifecycle: Lifecycle, *, here: str) -> Drawing:
    """Moves between the same two states share an arrow; moves that change nothing stand only in the table."""
    rows = {state: index for index, state in enumerate(lifecycle.states)}
    left = _LEFT_LANES * LANE + 10
    grouped: dict[tuple[str, str], list[int]] = {}
    for number, move in enumerate(lifecycle.moves, start=1):
        if move.to != SAME:
            for source in move.sources:
                if move.to in lifecycle.final and rows[move.to] != rows[source] + 1:
                    continue  # every state can end; one arrow says it, and the table names them all
                grouped.setdefault((source, move.to), []).append(number)
    arrows = []
    lanes = {True: 0, False: 0}
    for (source, to), numbers in sorted(grouped.items(), key=lambda step: abs(rows[step[0][0]] - rows[step[0][1]])):
        forward = rows[to] > rows[source]
        arrows.append(_arrow(rows[source], rows[to], numbers, left, lane=lanes[forward], forward=forward))
        if abs(rows[to] - rows[source]) > 1 or not forward:
            lanes[forward] += 1
    width = left + BOX_WIDTH + (lanes[True] + 1) * LANE + 30
    boxes = tuple(Box(state, _y(index), state == here) for state, index in rows.items())
    return Drawing(width, _y(len(rows) - 1) + ROW // 2, left, boxes, tuple(arrows))


def _arrow(source: int, to: int, numbers: list[int], left: int, *, lane: int, forward: bool) -> Arrow:
    said = ", ".join(str(number) for number in numbers)
    if forward and to == source + 1:
        x, top, bottom = left + BOX_WIDTH // 2, _y(source) + BOX_HEIGHT // 2, _y(to) - BOX_HEIGHT // 2
        return Arrow(said, f"M{x} {top} V{bottom - 2}", x + 8, (top + bottom) // 2 + 5)
    edge = left + BOX_WIDTH if forward else left
    reach = edge + (lane + 1) * LANE if forward else edge - (lane + 1) * LANE
    start, end = _y(source) + (6 if forward else -6), _y(to) + (-6 if forward else 6)
    path = f"M{edge} {start} H{reach} V{end} H{edge + 3 if forward else edge - 3}"
    return Arrow(said, path, reach + 4, (start + end) // 2 + lane % 3 * 14)


def _y(row: int) -> int:
    return row * ROW + ROW // 2
