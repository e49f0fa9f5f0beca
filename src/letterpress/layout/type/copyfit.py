"""Copyfitting: the size and leading at which a text fills its frame, with as few faults as can be.

Where lines break depends on the size and the width of the column, never on the leading; and two
columns of one width are one long column, cut in the middle. So a text is laid out once for each
size that is tried, as one column, and everything else is arithmetic. A handful of sizes is enough:
lines grow with the size almost in proportion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from math import ceil, floor, sqrt
from typing import TYPE_CHECKING

from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.layout.type.ink import Flow, TextLine

LEADING = (0.97, 1.07)  # of the ideal: how tight and how loose lines may stand to fill a frame
STEPS = (0.0, 0.01, -0.01, 0.02, -0.02, -0.03)  # sizes tried around the one that should fit
RUNT = 1 / 6  # of the measure: a shorter last line is a fault
LADDER = 3  # hyphens below each other
ENOUGH = 0.5  # faults: with no more (a column one line short), no further size is tried
FAULT, LEAD, SMALLER = 2, 6, 10  # what a fault, another lead and a smaller size cost
LOSS = 1.02  # how much longer lines are that end where a word or a syllable does
SAME = 0.004  # sizes no further apart are the same try
HAIR = 0.1  # em
ASKED = 6  # times that a text is laid out, at most
SLACK = 1e-6


@dataclass(frozen=True)
class Fitted:
    """A fitted text: `size` in mm, `leading` as CSS line-height, `rows` lines in each column.

    `lines` in all. `over` says how many lines stand outside the frame: not 0 is overset.
    """

    size: float
    leading: float
    rows: int
    lines: int
    faults: float
    over: int = 0

    @property
    def height(self) -> float:
        """Return the height of the columns, in mm."""
        return self.rows * self.leading * self.size

    @property
    def depth(self) -> float:
        """Of the columns, with a hair more, so that the engine finds room for the last line."""
        return self.height + HAIR * self.size


def faults(lines: Sequence[TextLine], rows: int) -> float:
    """Count what a reader stumbles over in columns of `rows` lines.

    Runts, hyphen ladders, what is cut badly between columns, and columns of unequal length: one
    line is nearly nothing, two are worse than a widow or an orphan.
    """
    found = float(sum(line.last and line.width < RUNT for line in lines))
    run = 0
    for line in lines:
        run = run + 1 if line.hyphen else 0
        found += run == LADDER
    for end in range(rows, len(lines), rows):
        before, after = lines[end - 1], lines[end]
        found += before.hyphen
        if not before.last:
            orphan = end < 2 or lines[end - 2].last
            found += 1.5 * (orphan + after.last)
    columns = ceil(len(lines) / rows) if rows else 0
    return found + 0.4 * (columns * rows - len(lines)) ** 3


def rows(lines: Iterable[TextLine], lead: float) -> Iterator[TextLine]:
    """Yield the lines that a column holds, below each other on a lead of `lead` mm.

    Lines of cells beside each other are one; what is free between two is a line without words.
    """
    reached, counted = 0.0, 0
    for line in lines:
        reached += lead if line.step is None else line.step
        due = floor(reached / lead + 0.5)
        if due > counted:
            empty = replace(line, width=1.0, hyphen=False, last=True)
            yield from [empty] * (due - counted - 1)
            yield line
            counted = due


class _Tries:
    """A text at every size it was laid out at, each once."""

    def __init__(self, lines_at: Callable[[float], Flow], columns: int):
        self._lines_at, self._columns = lines_at, columns
        self.asked: dict[float, Flow] = {}

    def at(self, size: float) -> Flow:
        if size not in self.asked:
            self.asked[size] = self._lines_at(size)
        return self.asked[size]

    def rows(self, size: float) -> int:
        """Return the lines of a column, 1 at least."""
        return max(1, ceil(len(self.at(size).lines) / self._columns))

    def may(self, size: float) -> bool:
        return size in self.asked or len(self.asked) < ASKED

    def fitted(self, size: float, leading: float, rows: int, over: int = 0) -> Fitted:
        flow = self.at(size)
        wrong = faults(flow.lines, rows)
        return Fitted(size, leading, rows, len(flow.lines), wrong, over)


def copyfit(
    lines_at: Callable[[float], Flow],
    height: float,
    ideal: float,
    smallest: float,
    largest: float,
    columns: int = 1,
    first: float = 0.0,
) -> Fitted:
    """Return the largest good setting of a text in `columns` columns of `height` mm.

    lines_at(size in mm) lays the text out in one column; it is asked six times at most. first: a
    size that should be near (`estimate`), which saves asking for a size in the middle. ideal: the
    line-height that suits the face. The result fills the frame unless the text is too short for
    that even at the largest size; if it is too long at the smallest, it says by how many lines
    (`over`).
    """
    tries = _Tries(lines_at, columns)
    first = round(_clamp(first or sqrt(smallest * largest), smallest, largest), 3)
    size = _clamp(_likely(first, tries.rows(first), height, ideal), smallest, largest)
    if abs(size / first - 1) < SAME:
        size = first
    if size == largest and tries.rows(size) * size * ideal <= height:
        rows = tries.rows(size)
        loosest = min(height / (rows * size), ideal * LEADING[1])
        return tries.fitted(size, loosest if columns > 1 else ideal, rows)
    found: list[tuple[float, Fitted]] = []
    for step in STEPS:
        tried = round(_clamp(size * (1 + step), smallest, largest), 3)
        if not tries.may(tried):
            break
        for made in _filling(tries, tried, height, ideal):
            cost = FAULT * made.faults + LEAD * abs(made.leading / ideal - 1)
            found.append((cost - SMALLER * tried / size, made))
        if any(made.faults <= ENOUGH for _, made in found):
            break
    if found:
        return min(found, key=lambda item: item[0])[1]
    return _overset(tries, height, ideal, smallest, columns)


def _likely(size: float, rows: int, height: float, ideal: float) -> float:
    """Return the size at which a text should fill its height.

    Its lines grow with the size, so its height grows with the size squared.
    """
    return size * sqrt(height / (rows * size * ideal))


def _filling(tries: _Tries, size: float, height: float, ideal: float) -> Iterator[Fitted]:
    """Yield the settings of a size that fill the height: with its lines, or with one more."""
    for rows in (tries.rows(size), tries.rows(size) + 1):
        leading = height / (rows * size)
        if LEADING[0] <= leading / ideal <= LEADING[1]:
            yield tries.fitted(size, leading, rows)


def _overset(tries: _Tries, height: float, ideal: float, smallest: float, columns: int) -> Fitted:
    """Return the largest setting that holds the text; else the smallest, and what is left over."""
    tightest = ideal * LEADING[0]
    fitting = [size for size in tries.asked if tries.rows(size) * size * tightest <= height]
    size = max(fitting, default=smallest)
    rows = tries.rows(size)
    leading = _clamp(height / (rows * size), tightest, ideal * LEADING[1])
    room = int(height / (leading * size) + SLACK)
    over = max(0, len(tries.at(size).lines) - room * columns)
    return tries.fitted(size, leading, rows, over)


def estimate(
    lengths: Sequence[float],
    width: float,
    height: float,
    ideal: float,
    smallest: float,
    largest: float,
    columns: int = 1,
) -> float:
    """Return the size (mm) at which a text should fill its frame.

    lengths: of its paragraphs on one line each, in em.
    """
    low, high = smallest, largest
    while high / low > 1.001:
        size = sqrt(low * high)
        lines = sum(max(1, ceil(length * size / width * LOSS)) for length in lengths)
        if ceil(lines / columns) * size * ideal > height:
            high = size
        else:
            low = size
    return low


def _clamp(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)
