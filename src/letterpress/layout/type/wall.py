"""The wall: names as bricks. Rows of one height, flush at both sides, no name broken, in order.

A compositor makes rows even with three small liberties, none of which is seen alone: a little more
or less between the names, between the letters, and in the size. Each row takes of each as much as
its share, so that no row looks larger than its neighbours (a row that is merely scaled does) and no
row has holes (a row that is merely spaced has).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING

from letterpress.layout.type.wood import Line

if TYPE_CHECKING:
    from letterpress.layout.type.ink import Ink

    Tracked = Callable[[Sequence[tuple[int, float]]], Sequence[Ink]]

SIZE = 0.02  # how much the size of a row may differ from the wall's
TRACK = 0.01  # em more or less between letters
STEP = 0.002  # em: tracking goes in steps, so that tracked names can be measured and remembered
OPEN = 0.12  # em more or less between names
LEADS = (0.40, 0.66)  # of the height of a capital: between two rows
LOWER = 0.12  # of the height: how much lower a wall may be if that makes its rows more even
SHORT = 2.5  # strain that it is worth to be higher by the whole height
HOLE = 1.6  # em: names further apart are no wall; a row that has so few of them ends early
TRIED = 12  # numbers of rows and sizes that are tried
MANY, TRIED_OF_MANY = 150, 4  # of more names rows come out even anyway
SHORTEST, LONGEST = 0.4, 1.6  # of the measure: rows beyond this are absurd
NEAR = 0.02  # of the size at which rows would be full: sizes beside it that are tried too
TALLEST = 1.3  # of the height: with more rows than this takes, the names are too many for it
SLACK = 1e-6


@dataclass(frozen=True)
class Row:
    """Names first to last-1 in one row; `strain`: how much of its liberties it takes.

    Beyond 1 it is too much; below 0 the row is too full.
    """

    first: int
    last: int
    strain: float


@dataclass(frozen=True)
class Wall:
    """The names in their places, in order.

    `top` of the first capitals and `bottom` (last baseline) in mm.
    """

    lines: tuple[Line, ...]
    rows: tuple[Row, ...]
    size: float
    top: float
    bottom: float

    def above(self, length: float) -> float:
        """Return the place so far above the first capitals."""
        return self.top - length

    @property
    def strain(self) -> float:
        """Return the strain of the row that takes most of its liberties."""
        return _strain(self.rows)


@dataclass(frozen=True, order=True)
class _Choice:
    """A wall worth trying: the part of the height that it misses, how many rows, size and lead."""

    miss: float
    count: int
    size: float
    lead: float


def _strain(rows: Sequence[Row]) -> float:
    return max((abs(row.strain) for row in rows), default=0.0)


def rows(
    widths: Sequence[float], letters: Sequence[int], count: int, measure: float, space: float
) -> tuple[Row, ...]:
    """Cut names into `count` rows that take as little liberty as can be (least squares).

    widths of the names' ink, the measure and the normal space between names in em; letters: how
    many each name has. Dynamic programming over the rows that are not absurd: linear in names times
    rows. Empty if there is no way.
    """
    names = len(widths)
    sums, signs = [0.0], [0]
    for width, letter in zip(widths, letters, strict=True):
        sums.append(sums[-1] + width + space)
        signs.append(signs[-1] + max(letter - 1, 0))

    def strain(first: int, last: int) -> float:
        slack = measure - (sums[last] - sums[first] - space)
        tracking = TRACK * (signs[last] - signs[first])
        return slack / (tracking + OPEN * (last - first - 1) + SIZE * measure)

    def ends(first: int) -> range:
        shortest = bisect_left(sums, sums[first] + SHORTEST * measure)
        longest = bisect_left(sums, sums[first] + LONGEST * measure + space)
        return range(max(first + 1, min(shortest, names)), min(longest, names - 1) + 1)

    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for number in range(1, count + 1):
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for first, (cost, cuts) in best.items():
            for last in [names] if number == count else ends(first):
                if last <= first:
                    continue
                total = cost + strain(first, last) ** 2
                if total < reached.get(last, (inf,))[0]:
                    reached[last] = total, (*cuts, last)
        best = reached
    if names not in best:
        return ()
    found = pairwise((0, *best[names][1]))
    return tuple(Row(first, last, strain(first, last)) for first, last in found)


def wall(
    inks: Sequence[Ink],
    tracked: Tracked,
    cap: float,
    width: float,
    height: float,
    bottom: float,
    x: float = 0.0,
    space: float = 0.42,
    largest: float = inf,
    smallest: float = 0.0,
    rtl: bool = False,
) -> Wall:
    """Build the wall from `x` over `width` mm: as many rows as fill `height` mm above `bottom`.

    tracked([(name's number, em)]) gives the ink of names with that much between their letters. Few
    names make a wall lower than `height` rather than letters larger than `largest` mm. Where the
    names would have to be smaller than `smallest` no wall is built: it has no lines, and `size`
    says how small.
    """
    total = sum(ink.width for ink in inks) + space * len(inks)
    choices = _choices(total, len(inks), cap, width, height, space, largest)
    if choices[0].size < smallest:
        return Wall((), (), choices[0].size, bottom, bottom)
    chosen, cut = _chosen(inks, choices, width, space) or _alone(inks, width)
    size = min(chosen.size, largest)
    pitch, last = cap * size * (1 + chosen.lead), chosen.count - 1
    placed = tuple(
        line.at(y=bottom - pitch * (last - number))
        for number, row in enumerate(_place(inks, tracked, cut, size, width, x, space, rtl))
        for line in row
    )
    return Wall(placed, cut, size, bottom - pitch * last - cap * size, bottom)


def _choices(
    total: float, names: int, cap: float, width: float, height: float, space: float, largest: float
) -> list[_Choice]:
    """Return the walls worth trying, those first that fill the height.

    total: the em that all names would take in one row.
    """
    found = []
    for count in range(1, names + 1):
        even = width / (total / count - space)
        tall = cap * even * (count + (count - 1) * LEADS[0])
        if count > 1 and (even > largest or tall > TALLEST * height):
            break
        for size in (even, (1 - NEAR) * even, (1 + NEAR) * even):
            lead = (height / (cap * size) - count) / max(count - 1, 1)
            lead = min(max(lead, LEADS[0]), LEADS[1])
            over = cap * size * (count + (count - 1) * lead) / height - 1
            if over < SLACK:
                found.append(_Choice(abs(min(over, 0.0)), count, size, lead))
            elif count == 1:  # there must be one
                found.append(_Choice(9.0, count, size, lead))
    found.sort()
    return [choice for choice in found if choice.miss <= max(LOWER, found[0].miss)]


def _chosen(
    inks: Sequence[Ink], choices: Sequence[_Choice], width: float, space: float
) -> tuple[_Choice, tuple[Row, ...]] | None:
    """Return the wall whose rows are strained least, for the height it fills; None for no way."""
    widths = [ink.width for ink in inks]
    letters = [len(ink.text) for ink in inks]
    made = []
    for choice in choices[: TRIED if len(inks) <= MANY else TRIED_OF_MANY]:
        cut = rows(widths, letters, choice.count, width / choice.size, space)
        if cut:
            made.append((SHORT * choice.miss + _strain(cut), choice, cut))
    if not made:
        return None
    _, chosen, cut = min(made, key=lambda each: (each[0], each[1].count, each[1].size))
    return chosen, cut


def _alone(inks: Sequence[Ink], width: float) -> tuple[_Choice, tuple[Row, ...]]:
    """Return the wall of names no two of which go into a row: the longest fills the measure."""
    size = width / max(ink.width for ink in inks)
    alone = tuple(Row(number, number + 1, 0.0) for number in range(len(inks)))
    return _Choice(0.0, len(inks), size, LEADS[0]), alone


def _place(
    inks: Sequence[Ink],
    tracked: Tracked,
    cut: Sequence[Row],
    size: float,
    width: float,
    x: float,
    space: float,
    rtl: bool,
) -> list[list[Line]]:
    """Return each row's lines: sizes and tracking by its strain, the rest between the names."""
    shares = [min(max(row.strain, -1.0), 1.0) for row in cut]
    own = _spaced(inks, tracked, cut, shares)
    placed = []
    for row, share in zip(cut, shares, strict=True):
        names = own[row.first : row.last]
        natural, gaps = sum(ink.width for ink in names), len(names) - 1
        em = min(size * (1 + share * SIZE), width / (natural + 0.5 * space * gaps))
        gap = min((width - em * natural) / gaps, HOLE * em) if gaps else 0.0
        line, at = [], x
        for ink in reversed(names) if rtl else names:
            line.append(Line(ink, em, at))
            at += em * ink.width + gap
        placed.append(line[::-1] if rtl else line)
    return placed


def _spaced(
    inks: Sequence[Ink], tracked: Tracked, cut: Sequence[Row], shares: Sequence[float]
) -> list[Ink]:
    """Return the names with more or less between their letters, as much as their row's share."""
    wanted = []
    for row, share in zip(cut, shares, strict=True):
        track = round(share * TRACK / STEP) * STEP
        if track:
            wanted += [(number, track) for number in range(row.first, row.last)]
    own = list(inks)
    if wanted:
        for (number, _), ink in zip(wanted, tracked(wanted), strict=True):
            own[number] = ink
    return own
