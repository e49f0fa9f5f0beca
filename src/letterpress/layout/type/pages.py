"""How many pages a letter takes, and the sizes of type at which texts end well or fill a frame.

A letter ends in a block that is not torn apart: call, closing formula, seal. If that block just
misses the last page, it stands on a page almost alone. So the text may be set a little smaller,
within limits, where that saves the page. Lengths in mm, sizes in points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil, floor
from operator import itemgetter
from typing import TYPE_CHECKING

from letterpress.findings import Finding, Place, Rejected

if TYPE_CHECKING:
    from letterpress.layout.type.ink import Gauge, TextLine

RUNT = 0.4  # of the measure: a shorter last line of large type looks lost
TURNS = 3  # layouts of a text that words broken over pages may cost
SURE = 0.98  # a text set smaller takes at least this part of the lines that its size foretells
SLACK = 1e-6
GRID = 5  # mm: the baseline grid of the house

Step = tuple[float, float]  # a size in points and its lead in mm


@dataclass(frozen=True)
class Setting:
    """Text as it was set: size in points, lead and the height of all its lines in mm.

    `whole` are the words that were kept whole (ink.Flow).
    """

    size: float
    lead: float
    height: float
    whole: tuple[str, ...] = ()

    def middle(self, height: float) -> float:
        """Return where it begins so that it stands in the middle of a frame."""
        return (height - self.height) / 2

    @property
    def grid(self) -> float:
        """Return the height in whole lines of 5 mm, so that what follows stands on the grid."""
        return ceil(self.height / GRID - SLACK) * GRID


@dataclass(frozen=True)
class Room:
    """What the pages of a letter hold of its text: the first one, any other; heights in mm."""

    first: float
    full: float

    def lines(self, lead: float) -> tuple[int, int]:
        """Return how many lines of `lead` mm the first page holds, and any other."""
        return floor(self.first / lead + SLACK), floor(self.full / lead + SLACK)


# ---- a letter ------------------------------------------------------------------------------------


def count(long: int, lead: float, room: Room, end: float) -> int:
    """Return the pages that `long` lines of text take.

    With a last block of `end` mm that stays whole.
    """
    on_first, on_full = room.lines(lead)
    pages, holds, height = 1, on_first, room.first
    while long > holds:
        long -= holds
        pages, holds, height = pages + 1, on_full, room.full
    return pages + (long * lead + end > height + SLACK)


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
    long = lines(html, gauge, width, largest, lead, name)
    most = count(long, lead, room, ends[0])
    for end in ends:
        for points in sizes:
            foretold = int(long * points / largest * SURE)
            if count(foretold, lead, room, end) >= most:
                continue
            if count(lines(html, gauge, width, points, lead, name), lead, room, end) < most:
                return points, end
    return largest, ends[0]


def whole(
    html: str,
    gauge: Gauge,
    width: float,
    points: float,
    lead: float,
    room: Room,
    name: str = 'prose',
) -> tuple[str, ...]:
    """Return the words of a letter's text that must not be broken.

    So that no hyphen ends a page and none stands badly. The engine would find them itself, but only
    by laying out the whole letter once more.
    """
    found = gauge.flow(html, width, points, lead, name)
    for _ in range(TURNS):
        fresh = {*over_pages(found.lines, *room.lines(lead))} - {*found.whole}
        if not fresh:
            break
        found = gauge.flow(html, width, points, lead, name, (*found.whole, *sorted(fresh)))
    return found.whole


def over_pages(lines: Sequence[TextLine], first: int, full: int) -> Iterator[str]:
    """Yield the words that are broken over pages of `first` and then `full` lines.

    Where no page keeps or gets a single line of a paragraph (orphans and widows of 2).
    """
    end = first
    while 2 < end < len(lines):
        before, after = lines[end - 1], lines[end]
        if not before.last and after.last:
            end -= 1  # the next page would begin with a paragraph's last line
        if not lines[end - 1].last and lines[end - 2].last:
            end -= 1  # this page would end in a paragraph's first line
        if lines[end - 1].word:
            yield lines[end - 1].word
        end += full


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
    kept = dict.fromkeys(word for found in flows for word in found.whole)
    return Setting(points, lead, height, tuple(kept))


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
        made = Setting(points, lead, len(rows) * lead, found.whole)
        if made.height <= height + SLACK:
            fitting.append(made)
            if len(rows) == 1 or rows[-1].width >= RUNT:
                return made
    return fitting[0] if fitting else made
