"""Wood type: lines get the size that fills the measure, and stand below each other.

Numbers of an `Ink` are in em, y downwards from the baseline; everything of a `Line` is in mm. What
is measured is shaped text as the engine draws it, so the same sums are right in every script: size
is linear in width, there is nothing to search. Advance widths would leave a ragged edge of 1 % (the
side bearings): only ink is flush to the hair.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from math import inf
from typing import TYPE_CHECKING

from letterpress.layout.type import breaking
from letterpress.manuscript.text import posters
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.layout.type.ink import Box, Ink

ROOM = 0.1  # of its width: that a line is given beside it, for the engine rounds
NEAREST = 0.35  # of the gap: how near the tail of a letter may come to the ink of the next line
SIDEWAYS = 1.2  # of the gap: how near, sideways, ink of two lines may pass where they interlock


@dataclass(frozen=True)
class Line:
    """A line of ink in its place.

    `size` of the em, `x` of the ink's left edge, `y` of the baseline, all in mm. `marked` is the
    text with its *stars*, '' where none were written.
    """

    ink: Ink
    size: float
    x: float = 0.0
    y: float = 0.0
    marked: str = ''

    @property
    def width(self) -> float:
        """Return how wide its ink is, in mm."""
        return self.ink.width * self.size

    @property
    def right(self) -> float:
        """Return where its ink ends, in mm."""
        return self.x + self.width

    @property
    def top(self) -> float:
        """Return where its highest ink stands, in mm."""
        return self.y + self.ink.top * self.size

    @property
    def bottom(self) -> float:
        """Return where its lowest ink stands, in mm."""
        return self.y + self.ink.bottom * self.size

    @property
    def starred(self) -> bool:
        """Whether the whole line stands between stars."""
        return [mark for _, mark in self.parts] == [True]

    @property
    def marks(self) -> bool:
        """Whether any part of it stands between stars."""
        return any(mark for _, mark in self.parts)

    @property
    def parts(self) -> tuple[tuple[str, bool], ...]:
        """The text in parts, each with whether it stands between stars."""
        return posters.parts(self.marked) if self.marked else ((self.ink.text, False),)

    @property
    def css(self) -> str:
        """The declarations that put the line into its place.

        It needs `position: absolute; white-space: nowrap` too.
        """
        return f'{self._corner};{self.ink.face.font(self.size)}'

    @property
    def place(self) -> str:
        """The declarations that put it into its place where its face is that of the element around.

        Thousands of lines need not name their face each, nor be broken twice to find how wide they
        are.
        """
        wide = (1 + ROOM) * self.ink.advance * self.size
        return f'{self._corner};width:{wide:.2f}mm;font-size:{self.size:.4f}mm'

    @property
    def _corner(self) -> str:
        left = self.x - self.ink.x0 * self.size
        top = self.y - self.ink.drop * self.size
        return f'left:{left:.3f}mm;top:{top:.3f}mm'

    def at(self, x: float | None = None, y: float | None = None) -> Line:
        """Return the line at another place; None keeps the coordinate."""
        return replace(self, x=self.x if x is None else x, y=self.y if y is None else y)


def fit(ink: Ink, width: float, x: float = 0.0, largest: float = inf, marked: str = '') -> Line:
    """Return the line whose ink is `width` mm wide, no larger than `largest`.

    Raises ValueError for a text without ink: no size fills the measure with nothing.
    """
    if ink.width <= 0:
        raise ValueError(f'there is no ink in {ink.text!r}')
    return Line(ink, min(width / ink.width, largest), x, 0.0, marked)


def clear(upper: Line, lower: Line, sideways: float = 0.0) -> float:
    """Return the distance (mm) of two baselines at which the ink of the lines just touches.

    -inf if it never can. sideways: glyphs that pass each other by less than this many mm count as
    standing one above the other.
    """
    below = _boxes(lower)
    return max(
        (
            above[3] - under[1]
            for above in _boxes(upper)
            for under in below
            if above[0] < under[2] + sideways and under[0] < above[2] + sideways
        ),
        default=-inf,
    )


def _boxes(line: Line) -> list[Box]:
    """Return the boxes of a line's glyphs in mm, as if its baseline were at 0."""
    em, left = line.size, line.x - line.ink.x0 * line.size
    return [
        (left + x0 * em, top * em, left + x1 * em, bottom * em)
        for x0, top, x1, bottom in line.ink.boxes
    ]


def stack(
    lines: Sequence[Line], top: float, gap: float, cap: float | None = None
) -> tuple[Line, ...]:
    """Place lines below each other, `gap` mm apart, the first with its capitals at `top`.

    cap: the height of capitals in em. With it the gap is kept between a baseline and the capitals
    below; tails and accents may stand in the gap, but not nearer to other ink than NEAREST of it.
    Without it (a script that has no capitals) the first line stands with its ink at `top`, and the
    gap is kept between ink and ink, glyph against glyph, so that the lines interlock.
    """
    placed: list[Line] = []
    for line in lines:
        above = -line.ink.top if cap is None else cap
        if not placed:
            y = top + above * line.size
        elif cap is None:
            y = placed[-1].y + gap + max(clear(placed[-1], line, SIDEWAYS * gap), 0.0)
        else:
            near = NEAREST * gap
            y = placed[-1].y + max(gap + cap * line.size, near + clear(placed[-1], line, near))
        placed.append(line.at(y=y))
    return tuple(placed)


def foot(lines: Sequence[Line], cap: float | None = None) -> float:
    """Return where a stack ends: the last baseline; without capitals the lowest ink."""
    return lines[-1].y if cap is not None else max(line.bottom for line in lines)


def break_lines(
    inks: Callable[[int, int], Ink],
    count: int,
    width: float,
    height: float,
    gap: float,
    cap: float | None = None,
    most: int = 4,
    ratio: float = 2.4,
    x: float = 0.0,
) -> tuple[Line, ...]:
    """Return `count` words as the stack of fitted lines that comes nearest to `height` mm.

    Its first ink stands at 0. inks(i, j) is the ink of words i to j-1. Sizes in one stack differ by
    `ratio` at most, unless no way of breaking gives that; it takes at most `most` lines. No word is
    broken.
    """
    search = _Search(inks, count, width, height, gap, cap, x)
    found = search.nearest(most, ratio) or search.nearest(most, inf)
    return stack([search.line(*span) for span in found], 0.0, gap, cap)


class _Search:
    """Finds how words are broken into a stack of fitted lines that comes nearest to a height.

    How far two lines stand apart depends on them alone, and a stack only grows: each pair is placed
    once, and what is too tall, or of sizes too far apart, is not followed any further. (There are
    half a million ways to break 24 words into eight lines.)
    """

    def __init__(
        self,
        inks: Callable[[int, int], Ink],
        count: int,
        width: float,
        height: float,
        gap: float,
        cap: float | None,
        x: float,
    ):
        self._count, self._height = count, height
        self._gap, self._cap = gap, cap
        self.line = cache(lambda first, last: fit(inks(first, last), width, x))
        self._step = cache(self._apart)

    def _apart(self, start: int, middle: int, end: int) -> float:
        """Return how far the baselines of two lines stand apart."""
        pair = (self.line(start, middle), self.line(middle, end))
        upper, lower = stack(pair, 0.0, self._gap, self._cap)
        return lower.y - upper.y

    def nearest(self, most: int, ratio: float) -> breaking.Lines:
        """Return the words of each line; of ways that are equally near one with few lines.

        Their sizes differ by `ratio` at most; none is returned where no way gives that.
        """
        best: tuple[float, breaking.Lines] = (inf, ())
        for lines in range(1, min(most, self._count) + 1):
            best = self._follow((), 0.0, 0.0, (inf, 0.0), lines, ratio, best)
        return best[1]

    def _follow(
        self,
        spans: breaking.Lines,
        y: float,
        low: float,
        sizes: tuple[float, float],
        left: int,
        ratio: float,
        best: tuple[float, breaking.Lines],
    ) -> tuple[float, breaking.Lines]:
        """Return the best way so far after trying all that begin with these lines.

        y: the last baseline; low: where the stack ends; sizes: the smallest and the largest.
        """
        start = spans[-1][1] if spans else 0
        ends = range(start + 1, self._count - left + 2) if left > 1 else (self._count,)
        for end in ends:
            line = self.line(start, end)
            small, large = min(sizes[0], line.size), max(sizes[1], line.size)
            if large > ratio * small:
                continue
            if spans:
                base = y + self._step(spans[-1][0], start, end)
            else:
                base = stack((line,), 0.0, self._gap, self._cap)[0].y
            down = base if self._cap is not None else max(low, base + line.ink.bottom * line.size)
            if down - self._height >= best[0]:
                continue
            way = (*spans, (start, end))
            if left > 1:
                best = self._follow(way, base, down, (small, large), left - 1, ratio, best)
            elif abs(self._height - down) < best[0]:
                best = abs(self._height - down), way
        return best
