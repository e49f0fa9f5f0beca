"""Titles of a few words: broken where they read well, as large as the measure allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from letterpress.base.lengths import POINT
from letterpress.layout.type import breaking, grid
from letterpress.layout.type.ink import Face

if TYPE_CHECKING:
    from letterpress.layout.type.ink import Ruler

STEP = 0.25  # points; sizes between two steps look like a mistake beside each other
TIGHT = 0.995  # of the measure: words add up to a little less than their line with its kerning


@dataclass(frozen=True)
class Title:
    """A title in its lines: the size in points, and `rise`, the em from the middle of a line down to its baseline."""

    lines: tuple[str, ...]
    size: float
    rise: float

    def shift(self, lead: float, on: float, line: float) -> float:
        """Return how far (mm, down) the title moves to stand on a grid of `line` mm whose baselines lie at `on`."""
        return grid.nearest(on - lead / 2 - self.size * POINT * self.rise, line)


def fit(
    text: str,
    ruler: Ruler,
    face: Face,
    lang: str,
    width: float,
    largest: float,
    smallest: float = 12.0,
    most: int = 2,
) -> Title:
    """Return the title set in at most `most` lines of `width` mm, between `smallest` and `largest` points.

    Of all ways to break it the one is taken that is large, does not end a line in a short word, does not leave a
    word or two alone, and breaks after a stop where it can. Words joined by U+00A0 stay together. A text that is too
    long even for the smallest size takes more lines rather than smaller type.
    """
    texts = text.split(' ')
    measured = ruler.measure([(word, face, lang) for word in [*texts, 'n n', 'nn']])
    blank = measured[-2].advance - measured[-1].advance
    words = breaking.words([ink.advance for ink in measured[:-2]], blank, texts)
    while True:
        rows = breaking.readably(words, width / (largest * POINT), most)
        broken = [' '.join(texts[first:last]) for first, last in rows]
        title = lines(broken, ruler, face, lang, width, largest)
        if title.size >= smallest or most >= len(words):
            return title
        most += 1


def lines(
    rows: Sequence[str], ruler: Ruler, face: Face, lang: str, width: float, largest: float
) -> Title:
    """Return rows whose breaks are given, at the largest size (points, at most `largest`) at which all fit `width` mm."""
    inks = ruler.measure([(row, face, lang) for row in rows])
    size = min(largest, TIGHT * width / max(ink.advance for ink in inks) / POINT)
    return Title(tuple(rows), max(size - size % STEP, STEP), inks[0].drop - 0.5)


def height_of(ruler: Ruler, face: Face, lang: str, size: float) -> float:
    """Return the height (mm) of a capital at `size` points; in Arabic that of an alef."""
    (ink,) = ruler.measure([('ا' if lang.partition('-')[0] == 'ar' else 'H', face, lang)])
    return -min(box[1] for box in ink.boxes) * size * POINT


def longest(texts: Sequence[str], ruler: Ruler, face: Face, lang: str, size: float) -> float:
    """Return the length (mm) of the longest of some short texts at `size` points."""
    return (
        max(ink.advance for ink in ruler.measure([(text, face, lang) for text in texts]))
        * size
        * POINT
    )


@dataclass(frozen=True)
class Figure:
    """A number as a picture: size in points, and how far (mm) a block of line-height 1 must be moved so that its ink,
    not its line, lies in the corner: from the left (`left`), from the right (`right`), from the top.
    """

    text: str
    size: float
    left: float
    right: float
    top: float
    width: float  # of the ink, mm
    height: float


def figure(text: str, ruler: Ruler, face: Face, lang: str, width: float, height: float) -> Figure:
    """Return the text so large that its ink fills `width` or `height` (mm), whichever comes first."""
    (ink,) = ruler.measure([(text, face, lang)])
    x0, x1 = min(box[0] for box in ink.boxes), max(box[2] for box in ink.boxes)
    top, bottom = min(box[1] for box in ink.boxes), max(box[3] for box in ink.boxes)
    em = min(width / (x1 - x0), height / (bottom - top))
    return Figure(
        text,
        em / POINT,
        -x0 * em,
        (x1 - ink.advance) * em,
        -(ink.drop + top) * em,
        (x1 - x0) * em,
        (bottom - top) * em,
    )
