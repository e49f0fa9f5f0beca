"""A wall of many names: its rows come out even anyway, what counts is how many they are.

It is cut in one pass, linear in names, so that thousands take a second. Rows stand as near as they
can and a pair of them is parted where letters would touch; what is left of the height goes between
all of them alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING

from letterpress.layout.type.walls import bricks, cutting
from letterpress.layout.type.walls.bricks import LEADS, SLACK, Frame, Wall
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.layout.type.walls.bricks import Brick
    from letterpress.layout.type.walls.cutting import Row
    from letterpress.layout.type.wood import Line

TRIED = 16  # sizes that are tried
SMALLER = 0.997  # of the size at which the height would be right: rows are whole
STEEPEST = 0.75  # of a size: how much smaller the next one may be


@dataclass(frozen=True)
class _Laid:
    """Rows of a size, and the pitch that the letters of each two of them ask for."""

    cut: tuple[Row, ...]
    placed: Sequence[Sequence[Line]]
    asked: tuple[float, ...]
    size: float
    capital: float

    @property
    def tight(self) -> float:
        """Return the least pitch."""
        return self.capital * (1 + LEADS[0])

    def height(self, pitch: float) -> float:
        """Return how high the rows are with this pitch, or more where letters ask for it."""
        return self.capital + sum(max(pitch, one) for one in self.asked)


def wall(names: Sequence[Brick], frame: Frame, space: float = cutting.SPACE) -> Wall:
    """Build a wall of many names (walls.wall)."""
    total = sum(one.width for one in names) + space * len(names)
    size = min(
        sqrt(frame.width * frame.height / (frame.cap * (1 + LEADS[0]) * total)), frame.largest
    )
    for _ in range(TRIED):
        if size < frame.smallest:
            return _smallest(names, frame, space)
        laid = _laid(names, size, frame, space)
        tall = laid.height(laid.tight)
        if laid.cut and tall <= frame.height + SLACK:
            return _stood(laid, frame)
        size *= max(sqrt(frame.height / tall), STEEPEST) * SMALLER
    return Wall.none(frame, size)


def _smallest(names: Sequence[Brick], frame: Frame, space: float) -> Wall:
    """Return the wall at the smallest size, as high as it needs; none where it may not be so."""
    laid = _laid(names, frame.smallest, frame, space)
    tall = laid.height(laid.tight)
    if not laid.cut or tall > frame.highest + SLACK:
        return Wall.none(frame, frame.smallest * sqrt(min(frame.highest / tall, 1)))
    return _stood(laid, replace(frame, height=max(tall, frame.height)))


def holds(names: Sequence[Brick], frame: Frame, space: float = cutting.SPACE) -> int:
    """Return how many of the names, from the first, fill the highest wall at `smallest`."""
    laid = _laid(names, frame.smallest, frame, space)
    room = frame.highest - laid.capital
    shown = laid.cut[0].last if laid.cut else 0
    for row, asked in zip(laid.cut[1:], laid.asked, strict=True):
        room -= max(laid.tight, asked)
        if room < -SLACK:
            break
        shown = row.last
    return shown


def _laid(names: Sequence[Brick], size: float, frame: Frame, space: float) -> _Laid:
    cut = cutting.even_rows([one.width for one in names], frame.width / size, space)
    placed = bricks.place(names, cut, size, frame, space)
    asked = tuple(bricks.parted(*both, size) for both in pairwise(placed))
    return _Laid(cut, placed, asked, size, frame.cap * size)


def _stood(laid: _Laid, frame: Frame) -> Wall:
    """Return rows in their places: the largest pitch at which they stand in the frame."""
    low, high = laid.tight, laid.capital * (1 + LEADS[1])
    while high - low > SLACK:
        pitch = (low + high) / 2
        if laid.height(pitch) <= frame.height:
            low = pitch
        else:
            high = pitch
    y, lines = frame.bottom - laid.height(low) + laid.capital, []
    for number, row in enumerate(laid.placed):
        if number:
            y += max(low, laid.asked[number - 1])
        lines += [line.at(y=y) for line in row]
    top = frame.bottom - laid.height(low)
    return Wall(tuple(lines), laid.cut, laid.size, top, frame.bottom)
