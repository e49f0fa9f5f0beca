"""The first sheet of a tiled poster: how to print it, check it, cut it and put it together."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from letterpress.finishing.imposition.lettering import Faces
from letterpress.finishing.imposition.placing import Box, Label, Placement, Sheet, Stroke
from letterpress.finishing.imposition.tiles import Plan
from letterpress.values import dataclass

_SIDE = 16.0  # mm beside the text
_SIZE, _LEAD = 11.0, 5.4  # points; mm from line to line
_RULER = 100.0
_INDENT = 7.0  # of the steps, from their numbers


@dataclass(frozen=True)
class Words:
    """What the sheet says, in the poster's language: `steps` in their order, the ruler's first."""

    title: str
    what: str
    steps: tuple[str, ...]
    remark: str
    ruler: tuple[str, str]  # what is written at its ends
    numbers: tuple[str, ...]  # of the steps


def sheet(plan: Plan, words: Words, faces: Faces) -> Sheet:
    """Return the sheet: always upright, of the paper of the others."""
    wide, high = plan.paper.width, plan.paper.height
    side = max(_SIDE, plan.margin)
    room = wide - 2 * side
    rtl = faces.direction == 'rtl'
    edge, align = (wide - side, 'right') if rtl else (side, 'left')
    top = high - side - 7
    labels = [
        Label(words.title, edge, top, 30, align, loud=True, most=room),
        Label(words.what, edge, top - 8, _SIZE, align, most=room),
    ]
    strokes: list[Stroke] = []
    lines, floor = _text(words, faces, side, room)
    ruler_at = 0.0
    for number, text, y in lines:
        indent = 0.0 if number is None else _INDENT
        at = edge - indent if rtl else edge + indent
        if number:
            labels.append(Label(words.numbers[number - 1], edge, y, _SIZE + 3, align, loud=True))
        if text:
            labels.append(Label(text, at, y, _SIZE, align))
        else:
            ruler_at = y
    left = wide - side - _INDENT - _RULER if rtl else side + _INDENT
    strokes += _ruler(left, ruler_at)
    labels += [
        Label(words.ruler[0], left, ruler_at - 3.6, 8, 'middle'),
        Label(words.ruler[1], left + _RULER, ruler_at - 3.6, 8, 'middle'),
    ]
    frame = Box(side, floor + 6, room, top - 16 - floor - 6)
    picture, drawn, named = _picture(plan, frame)
    return Sheet(wide, high, (picture,), (*drawn, *strokes), (*labels, *named))


def _text(
    words: Words, faces: Faces, side: float, room: float
) -> tuple[list[tuple[int | None, str, float]], float]:
    """Return (number, line, height of its baseline) of the text below, and where it begins.

    The number is that of a step in its first line, 0 in those after; None for the remark. An empty
    line stands for the ruler, below the first step.
    """
    rows: list[tuple[int | None, str, float]] = []  # with what is free above the line
    for count, step in enumerate(words.steps, 1):
        for index, line in enumerate(faces.broken(step, _SIZE, room - _INDENT)):
            rows.append((0, line, _LEAD) if index else (count, line, _LEAD + 1.6))
        if count == 1:
            rows.append((0, '', 12.5))
    for index, line in enumerate(faces.broken(words.remark, _SIZE, room)):
        rows.append((None, line, _LEAD if index else _LEAD + 3.2))
    placed: list[tuple[int | None, str, float]] = []
    y = side
    for number, line, above in reversed(rows):
        placed.append((number, line, y + (0 if line else 7.0)))
        y += above
    return placed[::-1], y


def _ruler(left: float, y: float) -> Iterator[Stroke]:
    yield Stroke(left, y, left + _RULER, y, 0.6)
    for at in range(0, 101, 5):
        yield Stroke(
            left + at,
            y,
            left + at,
            y + (3.5 if at % 50 == 0 else 2.4 if at % 10 == 0 else 1.4),
            0.6,
        )


def _picture(plan: Plan, frame: Box) -> tuple[Placement, list[Stroke], list[Label]]:
    """Return the whole poster, small: its sheets by name, and the seams where they meet."""
    grid, poster = plan.grid, plan.poster
    factor = min(frame.width / grid.width, frame.height / grid.height)
    left = frame.x + (frame.width - grid.width * factor) / 2
    low = frame.y + (frame.height - grid.height * factor) / 2

    def x(at: float) -> float:
        return left + at * factor

    def y(at: float) -> float:
        return low + at * factor

    def edges(box: Box, width: float, dash: tuple[float, ...]) -> Iterator[Stroke]:
        corners = [
            (box.x, box.y), (box.right, box.y), (box.right, box.top), (box.x, box.top),
            (box.x, box.y),
        ]  # fmt: skip
        for (x0, y0), (x1, y1) in itertools.pairwise(corners):
            yield Stroke(x(x0), y(y0), x(x1), y(y1), width, dash)

    strokes = [*edges(grid, 0.4, (0.8, 0.8)), *edges(poster, 0.6, ())]
    tiles = list(plan.tiles())
    ends_right = {t.column: t.window.right - plan.overlap for t in tiles}
    ends_low = {t.row: t.window.y + plan.overlap for t in tiles}
    for tile in tiles:
        if tile.column and not tile.row:
            at = x(tile.window.x)
            strokes.append(Stroke(at, y(0), at, y(grid.height), 0.6, (), True))
        if tile.row and not tile.column:
            at = y(tile.window.top)
            strokes.append(Stroke(x(0), at, x(grid.width), at, 0.6, (), True))
    labels = []
    size = min(20.0, plan.room[0] * factor, plan.room[1] * factor)
    for tile in tiles:
        right = poster.right if tile.column == plan.columns - 1 else ends_right[tile.column]
        bottom = poster.y if tile.row == plan.rows - 1 else ends_low[tile.row]
        across = (max(tile.window.x, poster.x) + min(right, poster.right)) / 2
        up = (min(tile.window.top, poster.top) + max(bottom, poster.y)) / 2
        labels.append(
            Label(tile.name, x(across), y(up) - size * 0.12, size, 'middle', plate=1.0, loud=True)
        )
    box = Box(x(poster.x), y(poster.y), poster.width * factor, poster.height * factor)
    return Placement(0, box), strokes, labels
