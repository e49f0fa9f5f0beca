"""How many pages a letter takes, and the type size at which it ends well.

A letter ends in a block that is not torn apart: call, closing formula, seal. If that block just misses the last page,
it stands on a page almost alone. So the text may be set a little smaller, within limits, where that saves the page.
Lengths in mm, sizes in points.
"""
from __future__ import annotations

from collections.abc import Sequence
from math import floor
from typing import TYPE_CHECKING

from letterpress.layout.geometry import POINT

if TYPE_CHECKING:
    from letterpress.layout.compose import Ruler

WITH = 2        # lines of text that the last block takes along when it moves to the next page


def count(lines: int, lead: float, first: float, full: float, end: float) -> int:
    """Return the pages that `lines` of text take, with a last block of `end` mm that stays whole.

    `first` is what the first page holds of text, `full` any other.
    """
    room = floor(first / lead + 1e-6)
    pages = 1
    while lines > room:
        lines -= room
        room = floor(full / lead + 1e-6)
        pages += 1
    return pages + (lines * lead + end > (first if pages == 1 else full) + 1e-6)


def size(html: str, css: str, ruler: Ruler, lang: str, width: float, sizes: Sequence[float], lead: float, first: float,
         full: float, end: float, name: str = 'prose') -> float:
    """Return the largest of `sizes` (descending) that needs no more pages than the smallest does.

    html: the paragraphs of the text; css: the stylesheet they are set with; name: the class of their column.
    """
    def pages(points: float) -> tuple[int, int]:
        lines = len(ruler.flow(html, css, width, points * POINT, lead / (points * POINT), lang, name))
        return lines, count(lines, lead, first, full, end)
    lines, most = pages(sizes[0])
    # a text shrinks about as its size does; if even a little more would save no page, the others need not be tried
    if count(int(lines * .97 * sizes[-1] / sizes[0]), lead, first, full, end) == most:
        return sizes[0]
    found = [(pages(points)[1], -points) for points in sizes[1:]]
    return -min([(most, -sizes[0]), *found])[1]
