"""Titles of a few words: broken where they read well, as large as the measure allows.

Lengths in mm, sizes in points.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from letterpress.base.lengths import POINT
from letterpress.layout.type import breaking, grid
from letterpress.manuscript import locales
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.layout.type.ink import Face, Gauge, Ink

STEP = 0.25  # points; sizes between two steps look like a mistake beside each other
CLEAR = 0.5  # mm: between a letter and an accent below it
APART = 0.03  # em: what stands further apart sideways does not touch
TIGHT = 0.995  # of the measure: words add up to a little less than their line with its kerning


@dataclass(frozen=True)
class Title:
    """A title in its lines: `size`, and `rise`, from the middle of a line to its baseline in em."""

    lines: tuple[str, ...]
    size: float
    rise: float

    def lead(self, most: float, of_size: float) -> float:
        """Return the lead (mm) of its lines: a part of its size, and `most` at most."""
        return min(most, of_size * self.size * POINT)

    def lower(self, pitch: float, lead: float) -> float:
        """Return how much lower its first line stands than one of lines that are `pitch` mm apart.

        Its last line stands where theirs does.
        """
        return (len(self.lines) - 1) * (pitch - lead)

    def top(self, lead: float, baseline: float) -> float:
        """Return where lines of `lead` mm begin whose first stands on `baseline`."""
        return baseline - lead / 2 - self.size * POINT * self.rise

    def on(self, lead: float, baseline: float, top: float = 0.0) -> float:
        """Return where lines of `lead` mm must begin to stand on baselines that lie at `baseline`.

        top: where they would begin if their type had the size of the grid's.
        """
        return top + self.shift(lead, baseline, lead)

    def shift(self, lead: float, on: float, line: float) -> float:
        """Return how far down the title moves to stand on the baseline grid.

        Of lines of `line` mm, whose baselines lie at `on`.
        """
        return grid.nearest(on - lead / 2 - self.size * POINT * self.rise, line)


def fit(
    text: str,
    gauge: Gauge,
    face: Face,
    width: float,
    largest: float,
    smallest: float = 12.0,
    most: int = 2,
) -> Title:
    """Return the title set in at most `most` lines, between `smallest` and `largest` points.

    It is broken where it reads well (breaking.readably). Words joined by U+00A0 stay together. A
    text that is too long even for the smallest size takes more lines rather than smaller type.
    """
    texts = text.split(' ')
    widths = [ink.advance for ink in gauge.inks(texts, face)]
    words = breaking.words(widths, gauge.blank(face), texts)
    while True:
        broken = breaking.readably(words, width / (largest * POINT), most)
        rows = [' '.join(texts[first:last]) for first, last in broken]
        title = lines(rows, gauge, face, width, largest)
        if title.size >= smallest or most >= len(words):
            return title
        most += 1


def lines(
    rows: Sequence[str],
    gauge: Gauge,
    face: Face,
    width: float,
    largest: float,
    pitch: float = 0.0,
) -> Title:
    """Return rows whose breaks are given, at the largest size at which all fit `width` mm.

    With a `pitch` they are lines of so many mm, and no accent of one touches a letter above it.
    """
    inks = gauge.inks(rows, face)
    size = min(largest, TIGHT * width / max(ink.advance for ink in inks) / POINT)
    rtl = locales.direction(gauge.language) == 'rtl'
    deep = max((_deep(one, below, rtl) for one, below in pairwise(inks)), default=0.0)
    if pitch and deep * size * POINT > pitch - CLEAR:
        size = (pitch - CLEAR) / deep / POINT
    return Title(tuple(rows), max(size - size % STEP, STEP), inks[0].drop - 0.5)


def _deep(one: Ink, below: Ink, rtl: bool) -> float:
    """Return how far apart (em) the baselines of two lines are where letters of both touch."""
    shift = one.advance - below.advance if rtl else 0.0
    return max(
        (
            bottom - top
            for left, _, right, bottom in one.boxes
            for start, top, end, _ in below.boxes
            if start + shift < right + APART and left < end + shift + APART
        ),
        default=0.0,
    )


def height_of(gauge: Gauge, face: Face, size: float) -> float:
    """Return the height of a capital; in Arabic that of an alef."""
    arabic = gauge.language.partition('-')[0] == 'ar'
    return -gauge.ink('ا' if arabic else 'H', face).top * size * POINT


def longest(texts: Sequence[str], gauge: Gauge, face: Face, size: float) -> float:
    """Return the length of the longest of some short texts."""
    return max(ink.advance for ink in gauge.inks(texts, face)) * size * POINT


@dataclass(frozen=True)
class Figure:
    """A number as a picture.

    A block of line-height 1 must be moved so that its ink, not its line, lies in the corner: by
    `left` from the left, by `right` from the right, by `top` from the top.
    """

    text: str
    size: float
    left: float
    right: float
    top: float
    width: float  # of the ink
    height: float

    def centred(self, x: float, rtl: bool) -> float:
        """Return how far from the start its block lies so that its ink has its middle at `x`."""
        return x - self.width / 2 + (0 if rtl else self.left)

    def middle(self, y: float) -> float:
        """Return where its block begins so that its ink has its middle at `y`."""
        return y - self.height / 2 + self.top


def figure(text: str, gauge: Gauge, face: Face, width: float, height: float) -> Figure:
    """Return the text so large that its ink fills `width` or `height`, whichever comes first."""
    ink = gauge.ink(text, face)
    tall = ink.bottom - ink.top
    em = min(width / ink.width, height / tall)
    return Figure(
        text,
        size=em / POINT,
        left=-ink.x0 * em,
        right=(ink.x1 - ink.advance) * em,
        top=-(ink.drop + ink.top) * em,
        width=ink.width * em,
        height=tall * em,
    )
