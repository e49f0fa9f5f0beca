"""The wall: names as bricks. Rows of one height, flush at both sides, no name broken, their order kept.

A compositor makes rows even with three small liberties, none of which is seen alone: a little more or less between
the names, between the letters, and in the size. Each row takes of each as much as its share, so that no row looks
larger than its neighbours (a row that is merely scaled does) and no row has holes (a row that is merely spaced has).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf

from letterpress.layout.type.ink import Ink
from letterpress.layout.type.setting import Line

SIZE = 0.02  # how much the size of a row may differ from the wall's
TRACK = 0.01  # em more or less between letters
STEP = 0.002  # em: tracking goes in steps, so that tracked names can be measured and remembered
OPEN = 0.12  # em more or less between names
LEADS = (0.40, 0.66)  # of the height of a capital: between two rows
LOWER = 0.12  # of the height: how much lower than asked for a wall may be if that makes its rows more even
SHORT = 2.5  # strain that it is worth to be higher by the whole height
HOLE = 1.6  # em: names further apart are no wall; a row that has so few of them ends early
TRIED = 12  # numbers of rows and sizes that are tried; of more names than MANY, rows come out even anyway
MANY = 150


@dataclass(frozen=True)
class Row:
    """Names first to last-1 in one row; `strain` is how much of its liberties it takes (beyond 1: too much)."""

    first: int
    last: int
    strain: float


@dataclass(frozen=True)
class Wall:
    """The names in their places, in order; `top` of the first capitals and `bottom` (last baseline) in mm."""

    lines: tuple[Line, ...]
    rows: tuple[Row, ...]
    size: float
    top: float
    bottom: float

    @property
    def strain(self) -> float:
        return max((abs(row.strain) for row in self.rows), default=0.0)


def rows(
    widths: Sequence[float], letters: Sequence[int], count: int, measure: float, space: float
) -> tuple[Row, ...]:
    """Cut names into `count` rows so that the rows take as little liberty as can be (least squares).

    widths of the names' ink, the measure and the normal space between names in em; letters: how many each name has.
    Dynamic programming over the rows that are not absurd: linear in names times rows. Empty if there is no way.
    """
    n = len(widths)
    sums, signs = [0.0], [0]
    for width, letter in zip(widths, letters):
        sums.append(sums[-1] + width + space)
        signs.append(signs[-1] + max(letter - 1, 0))

    def strain(i: int, j: int) -> float:
        slack = measure - (sums[j] - sums[i] - space)
        return slack / (TRACK * (signs[j] - signs[i]) + OPEN * (j - i - 1) + SIZE * measure)

    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for number in range(1, count + 1):
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for i, (cost, cuts) in best.items():
            shortest = bisect_left(sums, sums[i] + 0.4 * measure)
            longest = bisect_left(sums, sums[i] + 1.6 * measure + space)
            ends = (
                [n]
                if number == count
                else range(max(i + 1, min(shortest, n)), min(max(longest, i + 1), n - 1) + 1)
            )
            for j in ends:
                if j <= i:
                    continue
                total = cost + strain(i, j) ** 2
                if total < reached.get(j, (inf,))[0]:
                    reached[j] = total, (*cuts, j)
        best = reached
    if n not in best:
        return ()
    cuts = (0, *best[n][1])
    return tuple(Row(i, j, strain(i, j)) for i, j in zip(cuts, cuts[1:]))


def wall(
    inks: Sequence[Ink],
    tracked: Callable[[Sequence[tuple[int, float]]], Sequence[Ink]],
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
    """Build the wall: as many rows as fill `height` mm, their last baseline at `bottom`, from `x` over `width` mm.

    tracked([(name's number, em)]) gives the ink of names with that much between their letters. Few names make a wall
    lower than `height` rather than letters larger than `largest` mm. Where the names would have to be smaller than
    `smallest` no wall is built: it has no lines, and `size` says how small.
    """
    widths = [ink.width for ink in inks]
    letters = [len(ink.text) for ink in inks]
    made = []
    choices = _choices(
        sum(widths) + space * len(inks), len(inks), cap, width, height, space, largest
    )
    if choices[0][2] < smallest:
        return Wall((), (), choices[0][2], bottom, bottom)
    for miss, count, size, lead in choices[: TRIED if len(inks) <= MANY else 4]:
        cut = rows(widths, letters, count, width / size, space)
        if cut:
            made.append(
                (SHORT * miss + max(abs(row.strain) for row in cut), count, size, lead, cut)
            )
    if not made:  # a single name, or names no two of which go into a row
        size = min(width / max(widths), largest)
        cut = tuple(Row(n, n + 1, 0.0) for n in range(len(inks)))
        made.append((0.0, len(inks), size, LEADS[0], cut))
    _, count, size, lead, cut = min(made)
    size = min(size, largest)
    lines = _place(inks, tracked, cut, size, width, x, space, rtl)
    pitch = cap * size * (1 + lead)
    top = bottom - pitch * (count - 1) - cap * size
    placed = tuple(
        line.at(y=bottom - pitch * (count - 1 - number))
        for number, row in enumerate(lines)
        for line in row
    )
    return Wall(placed, cut, size, top, bottom)


def _choices(
    total: float, names: int, cap: float, width: float, height: float, space: float, largest: float
) -> list[tuple[float, int, float, float]]:
    """Return (part of the height that is missed, rows, size, lead) of the walls worth trying.

    total: the em that all names would take in one row.
    """
    found = []
    for count in range(1, names + 1):
        even = width / (total / count - space)
        if count > 1 and (
            even > largest or cap * even * (count + (count - 1) * LEADS[0]) > 1.3 * height
        ):
            break
        for size in (even, 0.98 * even, 1.02 * even):
            lead = min(max((height / (cap * size) - count) / max(count - 1, 1), LEADS[0]), LEADS[1])
            over = cap * size * (count + (count - 1) * lead) / height - 1
            if over < 1e-6 or count == 1:
                found.append((abs(min(over, 0.0)) if over < 1e-6 else 9.0, count, size, lead))
    found.sort()
    return [choice for choice in found if choice[0] <= max(LOWER, found[0][0])]


def _place(
    inks: Sequence[Ink],
    tracked: Callable[[Sequence[tuple[int, float]]], Sequence[Ink]],
    cut: Sequence[Row],
    size: float,
    width: float,
    x: float,
    space: float,
    rtl: bool,
) -> list[list[Line]]:
    """Return each row's lines: sizes and tracking by its strain, what is left goes evenly between the names."""
    tracks = [round(min(max(row.strain, -1.0), 1.0) * TRACK / STEP) * STEP for row in cut]
    wanted = [
        (n, track) for row, track in zip(cut, tracks) for n in range(row.first, row.last) if track
    ]
    found = dict(zip((n for n, _ in wanted), tracked(wanted))) if wanted else {}
    placed = []
    for row in cut:
        own = [found.get(n, inks[n]) for n in range(row.first, row.last)]
        natural, gaps = sum(ink.width for ink in own), len(own) - 1
        least = natural + 0.5 * space * gaps
        em = min(size * (1 + min(max(row.strain, -1.0), 1.0) * SIZE), width / least)
        gap = (width - em * natural) / gaps if gaps else 0.0
        gap = min(gap, HOLE * em)
        line, at = [], x
        for ink in reversed(own) if rtl else own:
            line.append(Line(ink, em, at))
            at += em * ink.width + gap
        placed.append(line[::-1] if rtl else line)
    return placed
