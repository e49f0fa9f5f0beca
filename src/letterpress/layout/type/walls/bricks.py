"""Names as bricks: how large each is, the frame they fill, their places in it. Lengths in mm."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, sqrt
from typing import TYPE_CHECKING

from letterpress.layout.type import wood
from letterpress.layout.type.walls import cutting
from letterpress.layout.type.walls.cutting import Row
from letterpress.layout.type.wood import Line
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.layout.type.ink import Ink

LEADS = (0.40, 0.66)  # of the height of a capital: between two rows
NEAR = 0.02  # of the size: how near ink of one row may come to that of the next
HOLE = 1.6  # em: names further apart are no wall; a row that has so few of them ends early
SLACK = 1e-6


@dataclass(frozen=True)
class Brick:
    """A name's ink, and its size as a part of the row's: scripts of one size look unequally big."""

    ink: Ink
    scale: float = 1.0

    @property
    def width(self) -> float:
        """Return how wide its ink is, in em of the row."""
        return self.ink.width * self.scale


@dataclass(frozen=True)
class Frame:
    """Where a wall stands: from `x` over `width` mm, its last baseline at `bottom`.

    It fills `height` mm; where its names would be smaller than `smallest` there, it grows, up to
    `most`. `cap` is the height of a capital in em.
    """

    x: float
    width: float
    bottom: float
    height: float
    cap: float
    most: float = 0.0
    largest: float = inf
    smallest: float = 0.0
    rtl: bool = False

    @property
    def holds(self) -> float:
        """Return how many em of names could ever stand in it."""
        capital = self.cap * self.smallest
        count = (self.highest / capital + LEADS[0]) / (1 + LEADS[0])
        return count * self.width / self.smallest

    def at_most(self, some: Sequence[Brick], names: int) -> float:
        """Return the size (mm) that no row can have where `some` of the names fill it already."""
        wide = sum(one.width for one in some) * names / len(some)
        return self.smallest * sqrt(min(self.holds / wide, 1.0))

    @property
    def highest(self) -> float:
        """Return how high it may be."""
        return max(self.height, self.most)


@dataclass(frozen=True)
class Wall:
    """The names in their places, in order.

    `top` of the first capitals and `bottom` (last baseline) in mm.
    """

    lines: tuple[Line, ...]
    rows: tuple[Row, ...]
    size: float
    top: float
    bottom: float

    @classmethod
    def none(cls, frame: Frame, size: float) -> Wall:
        """Return no wall, for its names would be so small."""
        return cls((), (), size, frame.bottom, frame.bottom)

    def above(self, length: float) -> float:
        """Return the place so far above the first capitals."""
        return self.top - length

    @property
    def least(self) -> float:
        """Return the size of the smallest name."""
        return min((line.size for line in self.lines), default=self.size)

    @property
    def strain(self) -> float:
        """Return the strain of the row that takes most of its liberties."""
        return cutting.strain(self.rows)


def place(
    bricks: Sequence[Brick], cut: Sequence[Row], size: float, frame: Frame, space: float
) -> list[list[Line]]:
    """Return each row's lines: the size by its strain, the rest between the names."""
    placed: list[list[Line]] = []
    most = cutting.liberty(frame.width / size)
    for row in cut:
        names = bricks[row.first : row.last]
        share = min(max(row.strain, -1.0), 1.0)
        natural, gaps = sum(one.width for one in names), len(names) - 1
        em = min(size * (1 + share * most), frame.width / (natural + 0.5 * space * gaps))
        gap = min((frame.width - em * natural) / gaps, HOLE * em) if gaps else 0.0
        line, at = [], frame.x
        for one in reversed(names) if frame.rtl else names:
            line.append(Line(one.ink, em * one.scale, at))
            at += em * one.width + gap
        placed.append(line[::-1] if frame.rtl else line)
    return placed


def parted(upper: Sequence[Line], lower: Sequence[Line], size: float) -> float:
    """Return the pitch at which the ink of two rows of a size is NEAR of it apart, or further.

    Letter is held against letter only where two names could touch.
    """
    near, found, below = NEAR * size, 0.0, sorted(lower, key=lambda line: line.x)
    start = 0
    for line in sorted(upper, key=lambda line: line.x):
        while start < len(below) and below[start].right < line.x:
            start += 1
        for other in below[start:]:
            if other.x > line.right:
                break
            if line.bottom - other.top + near > found:
                found = max(found, wood.clear(line, other) + near)
    return found
