"""Tiles: a poster on several sheets of a small printer, cut and glued to one.

One rule for every poster, whichever way it is read: each sheet but the last of its row has its flap
at the right, each but those of the last row at the bottom. The left and the upper edge of a sheet
are cut and lie over the flaps of its neighbours; labels and crosses stand on flaps alone, so that
nothing of them is seen. Lengths are in mm.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from letterpress.base.lengths import Size
from letterpress.finishing.imposition.placing import Box, Label, Placement, Sheet, Stroke
from letterpress.values import dataclass

MOST = 100  # sheets: more is for a print shop
ROWS = 26  # they are called A to Z
STEP = 10_000  # scales that are offered are whole hundredths of a per cent, rounded down
SLACK = 1e-6
_GAP = 0.5  # mm between what is printed and the mark that says where to cut it
_LABEL = 4.2  # mm: the height of a label with its plate
_CROSS = 2.0  # mm: half of a cross


@dataclass(frozen=True)
class Tile:
    """A sheet of the poster: its row and column, counted from 0, and what it shows of the grid."""

    row: int
    column: int
    window: Box

    @property
    def name(self) -> str:
        """What it is called: A1 is the first of the first row."""
        return f'{chr(65 + self.row)}{self.column + 1}'


@dataclass(frozen=True)
class Plan:
    """How a poster of `width` by `height` lies on sheets of `paper`, all the same way round.

    `across` and `up` are the sheet as it is printed; a `margin` of it stays white on all sides.
    Neighbours share `overlap`. The poster stands in the middle of the grid of what they print.
    """

    width: float
    height: float
    scale: float
    paper: Size
    landscape: bool
    margin: float
    overlap: float
    columns: int
    rows: int

    @property
    def sheets(self) -> int:
        """How many sheets it takes, without the one that explains them."""
        return self.columns * self.rows

    @property
    def across(self) -> float:
        """The width of a sheet as it is printed."""
        return self.paper.height if self.landscape else self.paper.width

    @property
    def up(self) -> float:
        """Its height."""
        return self.paper.width if self.landscape else self.paper.height

    @property
    def room(self) -> tuple[float, float]:
        """What a sheet prints."""
        return self.across - 2 * self.margin, self.up - 2 * self.margin

    @property
    def grid(self) -> Box:
        """What all sheets print together, glued."""
        wide, high = self.room
        return Box(
            0, 0, _reach(self.columns, wide, self.overlap), _reach(self.rows, high, self.overlap)
        )

    @property
    def poster(self) -> Box:
        """Where the poster lies in the grid."""
        grid, wide, high = self.grid, self.width * self.scale, self.height * self.scale
        return Box((grid.width - wide) / 2, (grid.height - high) / 2, wide, high)

    def tiles(self) -> Iterator[Tile]:
        """Yield the sheets row by row, from the top left, with their windows in the grid."""
        (wide, high), top = self.room, self.grid.height
        for row in range(self.rows):
            for column in range(self.columns):
                x = column * (wide - self.overlap)
                y = top - high - row * (high - self.overlap)
                yield Tile(row, column, Box(x, y, wide, high))


def _reach(count: int, room: float, overlap: float) -> float:
    return count * room - (count - 1) * overlap


def plan(
    width: float, height: float, paper: Size, margin: float, overlap: float, scale: float
) -> Plan | None:
    """Return how a poster is laid on the fewest sheets; upright where both ways take as many.

    None where that takes more than MOST sheets, or a sheet prints no more than its overlap.
    """
    found = []
    for landscape in (False, True):
        one = Plan(width, height, scale, paper, landscape, margin, overlap, 1, 1)
        across, up = one.room
        if min(across, up) <= overlap:
            return None
        columns = _needed(width * scale, across, overlap)
        rows = _needed(height * scale, up, overlap)
        if columns * rows <= MOST and rows <= ROWS:
            found.append(
                Plan(width, height, scale, paper, landscape, margin, overlap, columns, rows)
            )
    return min(found, key=lambda one: one.sheets, default=None)


def _needed(length: float, room: float, overlap: float) -> int:
    return max(1, math.ceil((length - overlap) / (room - overlap) - SLACK))


def offers(
    width: float, height: float, paper: Size, margin: float, overlap: float
) -> tuple[Plan, ...]:
    """Return the largest scale for each number of sheets up to the poster's own size.

    A number of sheets on which it would be no larger than on fewer is left out.
    """
    best: dict[int, float] = {}
    for landscape in (False, True):
        across, up = Plan(width, height, 1, paper, landscape, margin, overlap, 1, 1).room
        if min(across, up) <= overlap:
            return ()
        for columns in range(1, MOST + 1):
            for rows in range(1, min(ROWS, MOST // columns) + 1):
                scale = min(
                    _reach(columns, across, overlap) / width,
                    _reach(rows, up, overlap) / height,
                    1.0,
                )
                scale = math.floor(scale * STEP + SLACK) / STEP
                best[columns * rows] = max(best.get(columns * rows, 0.0), scale)
    found: list[Plan] = []
    for count, scale in sorted(best.items()):
        if scale and (not found or scale > found[-1].scale):
            made = plan(width, height, paper, margin, overlap, scale)
            # a rounded scale may fit on fewer sheets than those it was reckoned for
            if made is not None and (made.sheets == count or not found):
                found.append(made)
    return tuple(found)


@dataclass(frozen=True)
class Words:
    """What is printed on flaps: `number` holds {n} and {count}, `glue` holds {sheet}.

    `digits` writes numbers in the language's own.
    """

    number: str
    glue: str
    digits: Callable[[str], str] = str

    def of(self, number: int, count: int) -> str:
        """Return which sheet it is, of how many."""
        numbered = self.number.replace('{n}', self.digits(f'{number}'))
        return numbered.replace('{count}', self.digits(f'{count}'))


def sheets(plan: Plan, words: Words) -> Iterator[Sheet]:
    """Yield the sheets of a plan, row by row: the first page of the PDF, its marks, its labels."""
    poster = plan.poster
    wide, high = plan.room
    for number, tile in enumerate(plan.tiles(), 1):
        right, down = plan.margin - tile.window.x, plan.margin - tile.window.y
        window = Box(plan.margin, plan.margin, wide, high)
        at = Box(poster.x + right, poster.y + down, poster.width, poster.height)
        shown = _common(window, at)
        said = words.of(number, plan.sheets)
        strokes = [*_cuts(plan, tile, shown)]
        labels = []
        head = f'{tile.name} · {said}'
        if tile.column < plan.columns - 1:
            flap = Box(window.right - plan.overlap, shown.y, plan.overlap, shown.height)
            strokes += _flap(flap, upright=True)
            other = Tile(tile.row, tile.column + 1, tile.window).name
            labels.append(_label(flap, f'{head} · {words.glue.replace("{sheet}", other)}', True))
        if tile.row < plan.rows - 1:
            flap = Box(shown.x, window.y, shown.width, plan.overlap)
            strokes += _flap(flap, upright=False)
            other = Tile(tile.row + 1, tile.column, tile.window).name
            labels.append(_label(flap, f'{head} · {words.glue.replace("{sheet}", other)}', False))
        yield Sheet(
            plan.across,
            plan.up,
            (Placement(0, at, window=window),),
            tuple(strokes),
            tuple(one for one in labels if one is not None),
        )


def _common(one: Box, other: Box) -> Box:
    x, y = max(one.x, other.x), max(one.y, other.y)
    return Box(x, y, min(one.right, other.right) - x, min(one.top, other.top) - y)


def _cuts(plan: Plan, tile: Tile, shown: Box) -> Iterator[Stroke]:
    """Yield ticks where the sheet is cut, and a hairline along an edge that lies over a flap.

    The hairline lies outside what is printed: where the poster's ground is white nothing else would
    show the edge.
    """
    left, right, low, top = shown.x, shown.right, shown.y, shown.top
    last = tile.column == plan.columns - 1, tile.row == plan.rows - 1
    for x, due in ((left, True), (right, last[0])):
        if due:
            yield Stroke(x, 0, x, max(low - _GAP, 0))
            yield Stroke(x, plan.up, x, min(top + _GAP, plan.up))
    for y, due in ((top, True), (low, last[1])):
        if due:
            yield Stroke(0, y, max(left - _GAP, 0), y)
            yield Stroke(plan.across, y, min(right + _GAP, plan.across), y)
    hair = 0.05
    if tile.column and plan.margin > hair:
        yield Stroke(left - hair, low, left - hair, top, 0.25)
    if tile.row and plan.margin > hair:
        yield Stroke(left, top + hair, right, top + hair, 0.25)


def _flap(flap: Box, upright: bool) -> Iterator[Stroke]:
    """Yield what stands on a flap: where the neighbour's edge will lie, and crosses."""
    inset = 0.25  # the line is the flap's, not the poster's
    if min(flap.width, flap.height) < 2 * inset:
        return
    dash = (1.0, 1.4)
    if upright:
        yield Stroke(flap.x + inset, flap.y, flap.x + inset, flap.top, 0.4, dash, True)
    else:
        at = flap.top - inset
        yield Stroke(flap.x, at, flap.right, at, 0.4, dash, True)
    arm = min(_CROSS, min(flap.width, flap.height) / 2 - inset)
    for part in (0.15, 0.85) if arm >= 0.5 else ():
        x = flap.x + flap.width * (0.5 if upright else part)
        y = flap.y + flap.height * (part if upright else 0.5)
        yield Stroke(x - arm, y, x + arm, y, 0.4, (), True)
        yield Stroke(x, y - arm, x, y + arm, 0.4, (), True)


def _label(flap: Box, text: str, upright: bool) -> Label | None:
    """Return the label of a flap, in its middle; None where the flap is too narrow for one."""
    across = min(flap.width, flap.height)
    size = min(8.0, (across - 1.0) / _LABEL * 8)
    if size < 5:
        return None
    drop = size * 0.36 / 72 * 25.4  # from the middle of the figures to their baseline
    x, y = flap.x + flap.width / 2, flap.y + flap.height / 2
    return Label(
        text,
        x + drop if upright else x,
        y if upright else y - drop,
        size,
        'middle',
        90 if upright else 0,
        plate=0.6,
        most=max(flap.width, flap.height) * 0.65,
    )
