"""The wall: names as bricks. Rows of one height, flush at both sides, no name broken, in order.

Each row takes of a compositor's liberties (`cutting`) as much as its share, so that no row looks
larger than its neighbours (a row that is merely scaled does) and no row has holes (a row that is
merely spaced has). Inside a name nothing is changed: its blanks would close.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from letterpress.layout.type.walls import bricks, crowd, cutting
from letterpress.layout.type.walls.bricks import LEADS, SLACK, Frame, Wall
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.layout.type.walls.bricks import Brick
    from letterpress.layout.type.walls.cutting import Row

LOWER = 0.25  # of the height: how much lower a wall may be if that makes its rows more even
SHORT = 2.5  # strain that it is worth to be higher by the whole height
TRIED = 12  # numbers of rows and sizes that are tried
MANY = 150  # more names are a crowd
BESIDE = 0.02  # of the size at which rows would be full: sizes beside it that are tried too
TALLEST = 1.3  # of the height: with more rows than this takes, the names are too many for it
OPENED = 3  # times that rows are parted further, where ink of two would touch


@dataclass(frozen=True, order=True)
class _Choice:
    """A wall worth trying: the part of the height that it misses, how many rows, size and lead."""

    miss: float
    count: int
    size: float
    lead: float


def wall(names: Sequence[Brick], frame: Frame, space: float = cutting.SPACE) -> Wall:
    """Build the wall: as many rows as fill its frame.

    Few names make a wall lower than its frame rather than letters larger than `largest`. Where the
    names would have to be smaller than `smallest` no wall is built: it has no lines, and `size`
    says how small. Rows are parted as far as the ink of their letters asks for.
    """
    if len(names) > MANY:
        return crowd.wall(names, frame, space)
    least = LEADS[0]
    for _ in range(OPENED):
        made, needed = _built(names, frame, space, least)
        if needed <= SLACK:
            break
        least += needed
    return made


def _built(names: Sequence[Brick], frame: Frame, space: float, least: float) -> tuple[Wall, float]:
    """Return a wall, and how much more of a capital must lie between two of its rows."""
    total = sum(one.width for one in names) + space * len(names)
    choices = _choices(total, len(names), frame, space, least)
    if choices[0].size < frame.smallest - SLACK:
        frame = _grown(total, frame, space, least)
        choices = _choices(total, len(names), frame, space, least)
    chosen, cut = _chosen(names, choices, frame.width, space) or _alone(names, frame, least)
    size = min(chosen.size, frame.largest)
    if size < frame.smallest - SLACK:
        return Wall.none(frame, size), 0.0
    pitch, last = frame.cap * size * (1 + chosen.lead), chosen.count - 1
    placed = bricks.place(names, cut, size, frame, space)
    lines = tuple(
        line.at(y=frame.bottom - pitch * (last - number))
        for number, row in enumerate(placed)
        for line in row
    )
    made = Wall(lines, cut, size, frame.bottom - pitch * last - frame.cap * size, frame.bottom)
    touching = max((bricks.parted(*both, size) for both in pairwise(placed)), default=0.0)
    return made, (touching - pitch) / (frame.cap * size)


def _grown(total: float, frame: Frame, space: float, least: float) -> Frame:
    """Return the frame as high as the names need at their smallest, or as it may be."""
    count = ceil(total / (frame.width / frame.smallest + space))
    even = frame.width / (total / count - space)
    tall = frame.cap * even * (count + (count - 1) * least) * (1 + cutting.SIZE)
    return replace(frame, height=min(max(tall, frame.height), frame.highest))


def _choices(total: float, names: int, frame: Frame, space: float, least: float) -> list[_Choice]:
    """Return the walls worth trying, those first that fill the height.

    total: the em that all names would take in one row.
    """
    found = []
    height, cap, most = frame.height, frame.cap, max(LEADS[1], least)
    for count in range(1, names + 1):
        even = frame.width / (total / count - space)
        tall = cap * even * (count + (count - 1) * least)
        if count > 1 and (even > frame.largest or tall > TALLEST * height):
            break
        for size in (even, (1 - BESIDE) * even, (1 + BESIDE) * even):
            lead = (height / (cap * size) - count) / max(count - 1, 1)
            lead = min(max(lead, least), most)
            over = cap * size * (count + (count - 1) * lead) / height - 1
            if over < SLACK:
                found.append(_Choice(abs(min(over, 0.0)), count, size, lead))
            elif count == 1:  # there must be one
                found.append(_Choice(9.0, count, size, lead))
    found.sort()
    large = [choice for choice in found if choice.size >= frame.smallest - SLACK]
    found = large or found
    return [choice for choice in found if choice.miss <= max(LOWER, found[0].miss)]


def _chosen(
    names: Sequence[Brick], choices: Sequence[_Choice], width: float, space: float
) -> tuple[_Choice, tuple[Row, ...]] | None:
    """Return the wall whose rows are strained least, for the height it fills; None for no way."""
    widths = [one.width for one in names]
    made = []
    for choice in choices[:TRIED]:
        cut = cutting.rows(widths, choice.count, width / choice.size, space)
        if cut:
            made.append((SHORT * choice.miss + cutting.strain(cut), choice, cut))
    if not made:
        return None
    _, chosen, cut = min(made, key=lambda each: (each[0], each[1].count, each[1].size))
    return chosen, cut


def _alone(names: Sequence[Brick], frame: Frame, least: float) -> tuple[_Choice, tuple[Row, ...]]:
    """Return the wall of names no two of which go into a row: the longest fills the measure."""
    size = frame.width / max(one.width for one in names)
    alone = tuple(cutting.Row(number, number + 1, 0.0) for number in range(len(names)))
    return _Choice(0.0, len(names), size, least), alone
