"""Sheets that are folded: the zine of one sheet, the booklet of several. Lengths in mm.

Both are mirrored for what is read from the right: its spine is at the right of the cover.
"""

from __future__ import annotations

from letterpress.base.lengths import Size
from letterpress.finishing.imposition.placing import Box, Placement, Sheet, Stroke

ZINE = 8  # pages
_TICK = 4.0  # mm: how long the mark of a fold is, at the edge of the sheet
_DASH = (0.5, 1.0)
_CUT = (1.5, 1.5)


def zine(paper: Size, rtl: bool) -> Sheet:
    """Return a sheet that becomes eight small pages: folded to eighths, cut in the middle.

    It is printed on one side, lying: four pages stand in the lower row, four upside down above.
    The cover is page 0, beside the last page; the cut between the rows spans the two pages in the
    middle, so that the sheet can be pushed together to a cross and closed.
    """
    wide, high = max(paper.width, paper.height), min(paper.width, paper.height)
    cell, half = wide / 4, high / 2
    rows = [(7, 0, 1, 2), (6, 5, 4, 3)]  # below, above, from the left
    placements = [
        Placement(
            page,
            Box((3 - column if rtl else column) * cell, row * half, cell, half),
            180 if row else 0,
        )
        for row, pages in enumerate(rows)
        for column, page in enumerate(pages)
    ]
    folds = [
        Stroke(column * cell, y0, column * cell, y1, 0.3, _DASH)
        for column in (1, 2, 3)
        for y0, y1 in ((0, _TICK), (high - _TICK, high))
    ]
    folds += [
        Stroke(x0, half, x1, half, 0.3, _DASH) for x0, x1 in ((0, _TICK), (wide - _TICK, wide))
    ]
    cut = Stroke(cell, half, 3 * cell, half, 0.3, _CUT)
    return Sheet(wide, high, tuple(placements), (*folds, cut))


def booklet(count: int, page: Size, paper: Size, rtl: bool, creep: float = 0.0) -> list[Sheet]:
    """Return the sides of a booklet's sheets, stapled in the fold: a front, its back, and so on.

    `count` pages are filled up with white ones to whole sheets of four. The spread of two pages
    stands in the middle of the lying sheet, made smaller where it would not fit. `creep` is how
    much each sheet is pushed out by the one around it when it is folded: by so much more its pages
    stand nearer to the fold, and the trim at the open edge takes nothing of them.
    """
    wide, high = max(paper.width, paper.height), min(paper.width, paper.height)
    scale = min(1.0, wide / (2 * page.width), high / page.height)
    across, up = page.width * scale, page.height * scale
    fold, low = wide / 2, (high - up) / 2
    leaves = -(-count // 4)
    last = 4 * leaves - 1
    sides = []
    for leaf in range(leaves):
        shift = creep * leaf
        outer, inner = 2 * leaf, 2 * leaf + 1
        # the pages left and right of the fold: on the front the later one stands left
        for left, right in ((last - outer, outer), (inner, last - inner)):
            if rtl:
                left, right = right, left
            halves = (
                (left, Box(fold - across + shift, low, across, up), Box(0, 0, fold, high)),
                (right, Box(fold - shift, low, across, up), Box(fold, 0, fold, high)),
            )
            placements = tuple(
                Placement(number, box, window=half)
                for number, box, half in halves
                if number < count
            )
            sides.append(Sheet(wide, high, placements, tuple(_ticks(fold, low, high))))
    return sides


def _ticks(fold: float, low: float, high: float) -> list[Stroke]:
    """Return the marks of the fold, where the sheet is higher than its pages."""
    if low < 1.5:
        return []
    end = min(_TICK, low - 0.5)
    return [
        Stroke(fold, 0, fold, end, 0.3, _DASH),
        Stroke(fold, high - end, fold, high, 0.3, _DASH),
    ]
