"""Copyfitting: the size and leading at which a text fills its frame, with as few faults as can be.

Where lines break depends on the size and the width of the column, never on the leading; and two columns of one width
are one long column, cut in the middle. So a text is laid out once for each size that is tried, as one column, and
everything else is arithmetic. A handful of sizes is enough: lines grow with the size almost in proportion.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from letterpress.layout.type.ink import Flow, TextLine

LEADING = (
    0.97,
    1.07,
)  # of the ideal: how tight and how loose lines may stand to fill a frame exactly
STEPS = (0.0, 0.01, -0.01, 0.02, -0.02, -0.03)  # sizes tried around the one that should fit
RUNT = 1 / 6  # of the measure: a shorter last line is a fault
LADDER = 3  # hyphens below each other
ENOUGH = (
    0.5  # faults: with no more than this many (a column one line short), no further size is tried
)
LOSS = 1.02  # how much longer lines are that end where a word or a syllable does
SAME = 0.004  # sizes no further apart are the same try
ASKED = 6  # times that a text is laid out, at most


@dataclass(frozen=True)
class Fitted:
    """A fitted text: `size` in mm, `leading` as CSS line-height, `rows` lines in each column, `lines` in all.

    `whole` are the words to keep whole (Flow). `over` says how many lines stand outside the frame: not 0 is overset.
    """

    size: float
    leading: float
    rows: int
    lines: int
    faults: float
    whole: tuple[str, ...] = ()
    over: int = 0

    @property
    def height(self) -> float:
        """Of the columns, in mm."""
        return self.rows * self.leading * self.size


def faults(lines: Sequence[TextLine], rows: int) -> float:
    """Count what a reader stumbles over: runts, hyphen ladders, what is cut badly between columns of `rows` lines, and
    columns of unequal length: one line is nearly nothing, two are worse than a widow or an orphan.
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

    lines_at(size in mm) lays the text out in one column; it is asked six times at most. first: a size that should be
    near (`estimate`), which saves asking for a size in the middle. ideal: the line-height that
    suits the face. The result fills the frame unless the text is too short for that even at the largest size; if it
    is too long at the smallest, it says by how many lines (`over`).
    """
    asked: dict[float, Flow] = {}

    def at(size: float) -> Flow:
        if size not in asked:
            asked[size] = lines_at(size)
        return asked[size]

    def rows(size: float) -> int:
        return ceil(len(at(size).lines) / columns)

    def likely(size: float) -> float:  # lines ~ size, so the height of the text ~ size squared
        return _clamp(size * sqrt(height / (max(rows(size), 1) * size * ideal)), smallest, largest)

    first = round(_clamp(first or sqrt(smallest * largest), smallest, largest), 3)
    size = likely(first)
    if abs(size / first - 1) < SAME:
        size = first
    if size == largest and rows(size) * size * ideal <= height:
        leading = (
            min(height / (max(rows(size), 1) * size), ideal * LEADING[1]) if columns > 1 else ideal
        )
        return _setting(at(size), size, leading, rows(size))
    found: list[tuple[float, Fitted]] = []
    for step in STEPS:
        tried = round(_clamp(size * (1 + step), smallest, largest), 3)
        if len(asked) >= ASKED and tried not in asked:
            break
        for count in (rows(tried), rows(tried) + 1):
            leading = height / (count * tried)
            if LEADING[0] <= leading / ideal <= LEADING[1]:
                made = _setting(at(tried), tried, leading, count)
                found.append(
                    (2 * made.faults + 6 * abs(leading / ideal - 1) - 10 * tried / size, made)
                )
        if any(made.faults <= ENOUGH for _, made in found):
            break
    if found:
        return min(found, key=lambda item: item[0])[1]
    fitting = [s for s in asked if rows(s) * s * ideal * LEADING[0] <= height]
    size = max(fitting, default=smallest)
    leading = _clamp(height / (rows(size) * size), ideal * LEADING[0], ideal * LEADING[1])
    room = int(height / (leading * size) + 1e-6)
    over = max(0, len(at(size).lines) - room * columns)
    return _setting(at(size), size, leading, max(rows(size), 1), over)


def estimate(
    lengths: Sequence[float],
    width: float,
    height: float,
    ideal: float,
    smallest: float,
    largest: float,
    columns: int = 1,
) -> float:
    """Return the size (mm) at which a text should fill its frame; lengths: of its paragraphs on one line each, in em."""
    low, high = smallest, largest
    while high / low > 1.001:
        size = sqrt(low * high)
        lines = sum(max(1, ceil(length * size / width * LOSS)) for length in lengths)
        if ceil(lines / columns) * size * ideal > height:
            high = size
        else:
            low = size
    return low


def _setting(flow: Flow, size: float, leading: float, rows: int, over: int = 0) -> Fitted:
    return Fitted(size, leading, rows, len(flow.lines), faults(flow.lines, rows), flow.whole, over)


def _clamp(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)
