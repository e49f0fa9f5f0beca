"""Cutting names into rows that take as little liberty as can be. Widths and measures in em.

A compositor makes rows even with two small liberties, neither of which is seen alone: a little more
or less between the names, and in their size.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from math import inf

from letterpress.values import dataclass

SPACE = 0.5  # between names
OPEN = 0.12  # more or less between them
SIZE = 0.025  # how much the size of a row may differ from the wall's
EVEN = 1.2  # that a row of large names may give or take by its size, where that is more
MOST = 0.06  # and how much the size of such a row may differ at most
SHORTEST, LONGEST = 0.4, 1.6  # of the measure: rows beyond this are absurd


@dataclass(frozen=True)
class Row:
    """Names first to last-1 in one row; `strain`: how much of its liberties it takes.

    Beyond 1 it is too much; below 0 the row is too full.
    """

    first: int
    last: int
    strain: float


class _Names:
    """Names as they are cut into rows of a measure: sums of their widths, all in em."""

    def __init__(self, widths: Sequence[float], measure: float, space: float):
        self.count = len(widths)
        self._measure, self._space = measure, space
        self._sums = [0.0]
        for width in widths:
            self._sums.append(self._sums[-1] + width + space)

    def strain(self, first: int, last: int) -> float:
        """Return how much of its liberties a row of these names takes."""
        slack = self._measure - (self._sums[last] - self._sums[first] - self._space)
        return slack / (OPEN * (last - first - 1) + liberty(self._measure) * self._measure)

    def ends(self, first: int) -> range:
        """Return where a row that begins here may end, its strain not absurd."""
        shortest = bisect_left(self._sums, self._sums[first] + SHORTEST * self._measure)
        longest = bisect_left(self._sums, self._sums[first] + LONGEST * self._measure + self._space)
        return range(max(first + 1, min(shortest, self.count)), min(longest, self.count - 1) + 1)

    def rows(self, cuts: Sequence[int]) -> tuple[Row, ...]:
        """Return the rows between cuts."""
        return tuple(Row(first, last, self.strain(first, last)) for first, last in pairwise(cuts))


def liberty(measure: float) -> float:
    """Return how much the size of a row may differ from the wall's, on a measure of so many em."""
    return max(SIZE, min(EVEN / measure, MOST))


def rows(widths: Sequence[float], count: int, measure: float, space: float) -> tuple[Row, ...]:
    """Cut names into `count` rows that take as little liberty as can be (least squares).

    widths of the names' ink, the measure and the normal space between names in em. Dynamic
    programming over the rows that are not absurd: linear in names times rows. Empty if there is no
    way.
    """
    names = _Names(widths, measure, space)
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for number in range(1, count + 1):
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for first, (cost, cuts) in best.items():
            for last in [names.count] if number == count else names.ends(first):
                if last <= first:
                    continue
                total = cost + names.strain(first, last) ** 2
                if total < reached.get(last, (inf,))[0]:
                    reached[last] = total, (*cuts, last)
        best = reached
    if names.count not in best:
        return ()
    return names.rows((0, *best[names.count][1]))


def even_rows(widths: Sequence[float], measure: float, space: float) -> tuple[Row, ...]:
    """Cut many names into as many rows as come out most even: linear in names.

    Empty if there is no way.
    """
    names = _Names(widths, measure, space)
    best = [inf] * (names.count + 1)
    before = [0] * (names.count + 1)
    best[0] = 0.0
    for first in range(names.count):
        if best[first] == inf:
            continue
        ends = names.ends(first)
        for last in (*ends, *([names.count] if ends.stop > names.count - 1 else ())):
            total = best[first] + names.strain(first, last) ** 2
            if total < best[last]:
                best[last], before[last] = total, first
    if best[names.count] == inf:
        return ()
    cuts = [names.count]
    while cuts[-1]:
        cuts.append(before[cuts[-1]])
    return names.rows(cuts[::-1])


def strain(rows: Sequence[Row]) -> float:
    """Return the strain of the row that takes most of its liberties."""
    return max((abs(row.strain) for row in rows), default=0.0)
