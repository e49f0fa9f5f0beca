"""Several pages side by side on a sheet: labels, postcards, leaflets, a placard's two sides.

Lengths in mm. Where a sheet has a back, it is mirrored: what lies left on the front lies right on
the back once the sheet is turned over along its upright edge.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from letterpress.base.lengths import Size
from letterpress.finishing.imposition.placing import Box, Placement, Sheet, Stroke
from letterpress.values import dataclass

_TICK = 4.0  # mm: the marks of a cut, at the edge of the sheet
_GAP = 1.0  # mm between a page and a mark beside it


@dataclass(frozen=True)
class Labels:
    """A sheet of labels as it is sold: how many, how large, where the first one begins."""

    paper: Size
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float

    @property
    def count(self) -> int:
        """How many there are."""
        return self.columns * self.rows

    def cell(self, number: int) -> Box:
        """Return a label, counted from 0, row by row from the top left."""
        row, column = divmod(number, self.columns)
        x = self.left + column * self.width
        y = self.paper.height - self.top - (row + 1) * self.height
        return Box(x, y, self.width, self.height)


# 24 on A4, the most common sheet: Avery Zweckform 3474, HERMA 4462 and others.
LABELS = Labels(Size('a4', 210, 297), 3, 8, 70, 37, 0, 0.5)


def labels(
    pages: Sequence[int], page: Size, form: Labels = LABELS, start: int = 1, inset: float = 5.0
) -> Sheet:
    """Return a sheet of labels that bear the pages in turn, from label `start` (counted from 1) on.

    The labels before it are used up. Each page is as large as fits at `inset` from the edges of
    its label: a printer leaves the edge of the sheet white, and seldom meets a label exactly.
    """
    wide, high = form.width - 2 * inset, form.height - 2 * inset
    scale = min(wide / page.width, high / page.height)
    across, up = page.width * scale, page.height * scale
    placements = []
    for index, number in enumerate(range(start - 1, form.count)):
        cell = form.cell(number)
        box = Box(cell.x + (cell.width - across) / 2, cell.y + (cell.height - up) / 2, across, up)
        placements.append(Placement(pages[index % len(pages)], box))
    return Sheet(form.paper.width, form.paper.height, tuple(placements))


def side_by_side(
    fronts: Sequence[int], backs: Sequence[int], page: Size, paper: Size, columns: int, rows: int
) -> list[Sheet]:
    """Return sheets with so many pages each, the fronts in turn until all have been placed once.

    The sheet lies or stands as the pages are larger on it; they touch, so that one cut parts two,
    and are made smaller where they would not fit. A last sheet is filled up from the first page on.
    With `backs` (one for each front, perhaps none for the last) each sheet is followed by its back.
    """
    lying = max((False, True), key=lambda way: _scale(page, *_sides(paper, way), columns, rows))
    wide, high = _sides(paper, lying)
    scale = min(1.0, _scale(page, wide, high, columns, rows))
    across, up = page.width * scale, page.height * scale
    block = Box((wide - columns * across) / 2, (high - rows * up) / 2, columns * across, rows * up)
    cells = columns * rows
    sides = []
    strokes = tuple(_cuts(block, wide, high, columns, rows))
    for first in range(0, len(fronts), cells):
        chosen = [(first + n) % len(fronts) for n in range(cells)]
        for pages, mirrored in ((fronts, False), (backs, True)):
            if not pages:
                continue
            placements = []
            for number, index in enumerate(chosen):
                if index >= len(pages):  # a front without a back
                    continue
                row, column = divmod(number, columns)
                at = columns - 1 - column if mirrored else column
                box = Box(block.x + at * across, block.top - (row + 1) * up, across, up)
                placements.append(Placement(pages[index], box))
            sides.append(Sheet(wide, high, tuple(placements), strokes))
    return sides


def _sides(paper: Size, lying: bool) -> tuple[float, float]:
    short, long = sorted((paper.width, paper.height))
    return (long, short) if lying else (short, long)


def _scale(page: Size, wide: float, high: float, columns: int, rows: int) -> float:
    return min(wide / (columns * page.width), high / (rows * page.height))


def _cuts(block: Box, wide: float, high: float, columns: int, rows: int) -> Iterator[Stroke]:
    """Yield the marks of the cuts: beside the pages where there is room, else at the sheet's edge.

    Where pages reach the edge the marks of the cuts between them lie on the pages; those of the
    edge itself would be cut off, and are left out.
    """
    for column in range(columns + 1):
        x = block.x + column * block.width / columns
        if _GAP < x < wide - _GAP:
            end = block.y - _GAP if block.y > 2 * _GAP else _TICK
            yield Stroke(x, 0, x, end, 0.25)
            yield Stroke(x, high - end, x, high, 0.25)
    for row in range(rows + 1):
        y = block.y + row * block.height / rows
        if _GAP < y < high - _GAP:
            end = block.x - _GAP if block.x > 2 * _GAP else _TICK
            yield Stroke(0, y, end, y, 0.25)
            yield Stroke(wide - end, y, wide, y, 0.25)


def placard(count: int, page: Size) -> list[Sheet]:
    """Return the sides of placards, two for each: where a page has no back, it is on both."""
    numbers = [*range(count), *range(count - 1, count - 1 + count % 2)]
    box = Box(0, 0, page.width, page.height)
    return [Sheet(page.width, page.height, (Placement(number, box),)) for number in numbers]
