"""How many pages a letter takes, and the sizes of type at which texts end well or fill a frame.

A letter ends in a block that is not torn apart: call, closing formula, seal. If that block just
misses the last page, it stands on a page almost alone. So the text may be set a little smaller,
within limits, where that saves the page. Lengths in mm, sizes in points.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import ceil
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from letterpress.findings import Finding, Place, Rejected
from letterpress.layout.type.ink import Flow
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.layout.type.ink import Gauge, Room

RUNT = 0.4  # of the measure: a shorter last line of large type looks lost
SURE = 0.98  # a text set smaller takes at least this part of the lines that its size foretells
SLACK = 1e-6
GRAIN = 0.01  # mm: sums of leads differ by so much; pages that are measured on are so much higher
GRID = 5  # mm: the baseline grid of the house

Step = tuple[float, float]  # a size in points and its lead in mm


@dataclass(frozen=True)
class Setting:
    """Text as it was set: size in points, lead and the height of all its lines in mm."""

    size: float
    lead: float
    height: float

    def middle(self, height: float) -> float:
        """Return where it begins so that it stands in the middle of a frame."""
        return (height - self.height) / 2

    @property
    def grid(self) -> float:
        """Return the height in whole lines of 5 mm, so that what follows stands on the grid."""
        return ceil(self.height / GRID - SLACK) * GRID


# ---- a letter ------------------------------------------------------------------------------------


def count(flow: Flow, room: Room, end: float) -> int:
    """Return the pages that a text takes with a last block of `end` mm that stays whole."""
    return flow.pages + _ends_apart(flow, room, end) + rest(flow, room, end)


def rest(flow: Flow, room: Room, end: float) -> int:
    """Return how many pages follow the last block for what is left of the notes."""
    return max(flow.rest - _ends_apart(flow, room, end), 0)


def _ends_apart(flow: Flow, room: Room, end: float) -> bool:
    """Say whether the last block stands on a page after the text."""
    height = room.first if flow.pages == 1 else room.full
    return flow.foot + end > height + GRAIN


def size(
    html: str,
    gauge: Gauge,
    width: float,
    sizes: Sequence[float],
    lead: float,
    room: Room,
    ends: Sequence[float],
    name: str = 'prose',
) -> tuple[float, float]:
    """Return the size of a letter's text and the height of its last block.

    The largest and roomiest that save a page. html: the paragraphs of the text; name: the class of
    their column. `sizes` are tried from the largest on, with the first of `ends`, then with the
    next, tighter one. If no pair takes fewer pages than the first one does, the first it is. A text
    shrinks about as its size does: sizes that can save no page are not laid out at all.
    """
    largest = sizes[0]

    def at(points: float) -> Flow:
        return gauge.flow(html, width, points, lead, name, room)

    first = at(largest)
    most = count(first, room, ends[0])
    for end in ends:
        for points in sizes:
            if count(_foretold_at(points / largest, first, room, lead), room, end) >= most:
                continue
            if count(at(points), room, end) < most:
                return points, end
    return largest, ends[0]


def _foretold_at(part: float, flow: Flow, room: Room, lead: float) -> Flow:
    """Return the least that a text takes about that is set smaller, by what it took."""
    before = room.first + (flow.pages - 2) * room.full if flow.pages > 1 else 0.0
    depth = before + flow.foot - (len(flow.lines) - least(flow, part)) * lead
    pages = 1
    while depth > (height := room.first if pages == 1 else room.full) + GRAIN:
        depth, pages = depth - height, pages + 1
    return Flow((), pages, depth)


def least(flow: Flow, part: float) -> int:
    """Return about how many lines a text takes at least that is set smaller by a part.

    A line that is not justified counts as much as its words fill of it: what it leaves free, words
    of a smaller size may take.
    """
    if part >= 1:
        return len(flow.lines)
    total = 0
    for _, lines in groupby(flow.lines, key=attrgetter('paragraph')):
        total += max(ceil(sum(line.width for line in lines) * part * SURE - SLACK), 1)
    return total


# ---- frames --------------------------------------------------------------------------------------


def lines(html: str, gauge: Gauge, width: float, points: float, lead: float, name: str = '') -> int:
    """Return how many lines paragraphs of markup take at `width` mm."""
    return len(gauge.flow(html, width, points, lead, name).lines)


def frame(
    parts: Sequence[tuple[str, float]],
    gauge: Gauge,
    steps: Sequence[Step],
    height: float,
    place: str = '',
    name: str = '',
) -> Setting:
    """Return the first of `steps` at which all parts together are at most `height` mm tall.

    parts: paragraphs of markup, and the width in mm each is set to, one below the other. Where even
    the last step is too large it is returned, and the text flows on; with a `place` (the template's
    path) there is nothing to flow on to, and Rejected is raised: LP328. Nothing is clipped.
    """
    made = _framed(parts, gauge, steps[0], name)
    for number, step in enumerate(steps[1:], 2):
        if made.height <= height + SLACK:
            break
        if number == len(steps) or _foretold(made, step, len(parts)) <= height:
            made = _framed(parts, gauge, step, name)
    if place and made.height > height + SLACK:
        raise Rejected(
            Finding(
                Place(place),
                'LP328',
                f'the text takes {made.height:.1f} mm of a frame of {height:.1f} mm, in '
                'the smallest type',
                'shorten what stands in this frame: phrases, the name on the certificate, '
                'the lines of the address',
            )
        )
    return made


def _framed(parts: Sequence[tuple[str, float]], gauge: Gauge, step: Step, name: str) -> Setting:
    points, lead = step
    flows = [  # parts of one width, one below the other, are measured at once
        gauge.flow(''.join(html for html, _ in column), width, points, lead, name)
        for width, column in groupby(parts, key=itemgetter(1))
    ]
    height = lead * sum(len(found.lines) for found in flows)
    return Setting(points, lead, height)


def _foretold(made: Setting, step: Step, parts: int) -> float:
    """Return the height that a step will give at least.

    A last line may have been all but empty: each part could lose one.
    """
    points, lead = step
    lines_kept = made.height - parts * made.lead
    return lines_kept * (points / made.size) * (lead / made.lead) * SURE


def display(
    html: str,
    gauge: Gauge,
    width: float,
    steps: Sequence[Step],
    height: float,
    name: str = '',
) -> Setting:
    """Return the setting of a few lines of large type in a frame of `height` mm.

    Of the steps that fit the first is taken whose last line is no runt (under two fifths of the
    measure); if there is none, the first that fits; if none fits, the last.
    """
    fitting = []
    for points, lead in steps:
        found = gauge.flow(html, width, points, lead, name)
        rows = found.lines
        made = Setting(points, lead, len(rows) * lead)
        if made.height <= height + SLACK:
            fitting.append(made)
            if len(rows) == 1 or rows[-1].width >= RUNT:
                return made
    return fitting[0] if fitting else made
