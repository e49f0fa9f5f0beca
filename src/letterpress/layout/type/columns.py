"""The roll in columns: names are measured, never guessed; columns are as even as can be.

No group of names under one initial leaves one name behind.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from math import ceil
from typing import TYPE_CHECKING

from letterpress.base.lengths import POINT
from letterpress.layout import typography
from letterpress.layout.initials import Group, head, initials_of, texts_of
from letterpress.layout.runs import WHOLE
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.layout.initials import Name
    from letterpress.layout.type.ink import Face, Gauge

LONELY = 3.0  # what a cut inside a group costs, in square lines
ALONE = 16 * LONELY  # what it costs where a name would stand alone
WINDOW = 7  # lines around the even height within which a column may end
FOOT = 4  # lines: a roll that would begin with fewer at a page's foot begins on the next


Column = tuple[Group, ...]


@dataclass(frozen=True)
class Part:
    """What a page holds of one of several rolls.

    Which it is, its columns and how many lines they are deep.
    """

    roll: int
    columns: tuple[Column, ...]
    lines: int
    first: bool  # it begins here, under its heading
    last: bool  # it ends here

    @property
    def range(self) -> str:
        """The initials that it holds names of, as a running head has them."""
        return head(group.initial for column in self.columns for group in column)


@dataclass(frozen=True)
class Style:
    """How names are set: `size` in points, in a column of `width` mm.

    `hang`: by how many mm the second and later lines of a name are indented.
    """

    face: Face
    size: float
    width: float
    hang: float


@dataclass(frozen=True)
class Entry:
    """A name with the lines it takes; the `first` of its group."""

    name: str
    initial: str
    lines: int
    first: bool


Cuts = list[tuple[int, int]]  # of each column its first and its past-the-last entry


# ---- pages ---------------------------------------------------------------------------------------


def stacked(
    rolls: Sequence[Sequence[Name]],
    gauge: Gauge,
    style: Style,
    count: int,
    deep: int,
    heading: int = 0,
    gap: int = 0,
    tails: Sequence[int] = (),
) -> tuple[tuple[Part, ...], ...]:
    """Return pages of rolls that follow each other, each page with its parts from top to bottom.

    Of `count` columns, `deep` lines. heading: lines that the heading of a roll takes above its
    columns, gap: between one roll and the next, tails: lines below the last column of each. One
    roll without them is set as by `flow`. All pages come out about equally full.
    """
    tails = [*tails, *[0] * (len(rolls) - len(tails))]
    entries = [_entries(names, gauge, style) for names in rolls]
    if len(rolls) == 1 and not heading and not tails[0]:
        return _alone(entries[0], count, deep)
    least = gap * (len(rolls) - 1)
    for one, tail in zip(entries, tails, strict=True):
        least += heading + ceil(_lines(one) / count) + tail
    number = max(1, ceil(least / deep))
    while True:
        for strict in (True, False):
            for depth in range(min(deep, ceil(least / number)), deep + 1):
                pages = _packed(entries, count, depth, heading, gap, tails, strict)
                if pages is not None and len(pages) <= number:
                    return pages
        number += 1


def _alone(entries: Sequence[Entry], count: int, deep: int) -> tuple[tuple[Part, ...], ...]:
    """Return pages of one roll, each with one part."""
    pages = _paged(entries, count, deep)
    last = len(pages) - 1
    return tuple(
        (Part(0, _columns(entries, cuts), _deepest(entries, cuts), n == 0, n == last),)
        for n, cuts in enumerate(pages)
    )


def flow(
    names: Iterable[Name], gauge: Gauge, style: Style, count: int, deep: int
) -> tuple[tuple[Column, ...], ...]:
    """Return pages of `count` columns, each of at most `deep` lines where that is possible.

    All pages come out about equally full: a last page with three names on it is a mistake of the
    first one.
    """
    entries = _entries(names, gauge, style)
    return tuple(_columns(entries, cuts) for cuts in _paged(entries, count, deep))


def _paged(entries: Sequence[Entry], count: int, deep: int) -> list[Cuts]:
    """Return the columns of each page."""
    pages = max(1, ceil(_lines(entries) / (deep * count)))
    while True:
        cuts = cut(entries, pages * count)
        if _deepest(entries, cuts) <= deep or pages > len(entries):
            return [cuts[n : n + count] for n in range(0, len(cuts), count)]
        pages += 1


def _packed(
    rolls: Sequence[Sequence[Entry]],
    count: int,
    deep: int,
    heading: int,
    gap: int,
    tails: Sequence[int],
    strict: bool,
) -> tuple[tuple[Part, ...], ...] | None:
    """Return the rolls on pages of `deep` lines, each page filled before the next begins.

    None where something is taller. strict: None, too, where a page would begin with so little of a
    roll that it is an orphan.
    """
    pages: list[list[Part]] = [[]]
    used = 0
    for number, (entries, tail) in enumerate(zip(rolls, tails, strict=True)):
        rest, first = list(entries), True
        while first or rest:
            above = (gap if used else 0) + (heading if first else 0)
            room = deep - used - above
            cuts = cut(rest, count)
            lines = _deepest(rest, cuts)
            if lines + tail <= room:
                if strict and not first and lines < FOOT:
                    return None
                pages[-1].append(Part(number, _columns(rest, cuts), lines, first, True))
                used += above + lines + tail
                break
            cuts = _filled(rest, count, room) if room >= FOOT else []
            if cuts and cuts[-1][1] == len(rest):
                # the columns fit, but not what stands below them
                cuts = [] if used else _filled(rest, count, ceil(lines / 2))
            if cuts:
                held = _deepest(rest, cuts)
                pages[-1].append(Part(number, _columns(rest, cuts), held, first, False))
                rest, first = rest[cuts[-1][1] :], False
            elif not used:
                return None
            pages.append([])
            used = 0
    return tuple(map(tuple, pages))


# ---- columns -------------------------------------------------------------------------------------


def cut(entries: Sequence[Entry], count: int) -> Cuts:
    """Return `count` consecutive slices of nearly equal height.

    Least squares over a window around the even height; of equals the fuller first column.
    """
    sums = [0]
    for entry in entries:
        sums.append(sums[-1] + entry.lines)
    even = sums[-1] / count
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for number in range(1, count + 1):
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for end in [len(entries)] if number == count else _near(sums, sums[-1] * number / count):
            price = _price(entries, end)
            ways = [
                (cost + (sums[end] - sums[start] - even) ** 2 + price, (*cuts, end))
                for start, (cost, cuts) in best.items()
                if start <= end
            ]
            if ways:
                reached[end] = min(ways, key=lambda way: (way[0], [-cut for cut in way[1]]))
        best = reached
    return list(pairwise((0, *best[len(entries)][1])))


def _near(sums: Sequence[int], height: float) -> list[int]:
    """Return the numbers of entries that end near a height."""
    near = [number for number, reached in enumerate(sums) if abs(reached - height) <= WINDOW]
    return near or [bisect_right(sums, height) - 1]


def _filled(entries: Sequence[Entry], count: int, deep: int) -> Cuts:
    """Return `count` consecutive slices from the start, each as high as it can be.

    Nothing where a name is higher.
    """
    cuts, start = [], 0
    for _ in range(count):
        end, height = start, 0
        while end < len(entries) and height + entries[end].lines <= deep:
            height += entries[end].lines
            end += 1
        if end == start and start < len(entries):
            return []
        if end - start > FOOT and _price(entries, end) > _price(entries, end - 1):
            end -= 1
        cuts.append((start, end))
        start = end
    return cuts


def _price(entries: Sequence[Entry], at: int) -> float:
    """Return what a cut before entry `at` costs: nothing between groups, much beside one name."""
    if at >= len(entries) or at == 0 or entries[at].first:
        return 0.0
    alone = entries[at - 1].first or at + 1 == len(entries) or entries[at + 1].first
    return ALONE if alone else LONELY


def _deepest(entries: Sequence[Entry], cuts: Iterable[tuple[int, int]]) -> int:
    return max((_lines(entries[first:last]) for first, last in cuts), default=0)


def _lines(entries: Iterable[Entry]) -> int:
    return sum(entry.lines for entry in entries)


def _columns(entries: Sequence[Entry], cuts: Iterable[tuple[int, int]]) -> tuple[Column, ...]:
    return tuple(_groups(entries[first:last]) for first, last in cuts)


def _groups(entries: Sequence[Entry]) -> Column:
    found = []
    for initial, members in groupby(entries, key=lambda entry: entry.initial):
        group = list(members)
        found.append(Group(initial, tuple(entry.name for entry in group), group[0].first))
    return tuple(found)


# ---- names ---------------------------------------------------------------------------------------


def _entries(names: Iterable[Name], gauge: Gauge, style: Style) -> list[Entry]:
    names = list(names)
    texts, initials = texts_of(names), initials_of(names)
    heights = heights_of(texts, gauge, style)
    return [
        Entry(name, initial, height, not n or initial != initials[n - 1])
        for n, (name, initial, height) in enumerate(zip(texts, initials, heights, strict=True))
    ]


def heights_of(names: Sequence[str], gauge: Gauge, style: Style) -> list[int]:
    """Return how many lines each name takes, broken as the engine breaks it.

    Greedy, at blanks and in very long words at hyphens.
    """
    em = style.size * POINT
    whole = gauge.inks(names, style.face)
    long = [n for n, ink in enumerate(whole) if ink.advance * em > style.width]
    heights = [1] * len(names)
    if not long:
        return heights
    parts = sorted({part for n in long for part, _ in _parts(names[n])})
    measured = gauge.inks(parts, style.face)
    lengths = {part: ink.advance * em for part, ink in zip(parts, measured, strict=True)}
    blank = gauge.blank(style.face) * em
    for n in long:
        known = [(lengths[part], blank if spaced else 0.0) for part, spaced in _parts(names[n])]
        heights[n] = _height(known, style.width, style.hang)
    return heights


def _height(parts: Iterable[tuple[float, float]], width: float, hang: float) -> int:
    """Return the lines that parts take: of each its length and that of the blank before it."""
    lines, used = 1, 0.0
    for length, blank in parts:
        before = blank if used else 0.0
        if used and used + before + length > width:
            lines += 1
            used = hang + length
        else:
            used += before + length
        while used > width:  # longer than a line: broken where the line ends
            lines += 1
            used -= width - hang
    return lines


def _parts(name: str) -> Iterator[tuple[str, bool]]:
    """Yield the unbreakable parts of a name, and whether a blank stands before each.

    As `typography.name` binds them.
    """
    words = name.split()
    if len(words) > 2 and len(words[-1]) < typography.SHORT:
        words[-2:] = [words[-2] + typography.NBSP + words[-1]]
    for word in words:
        pieces = [word] if len(word) <= WHOLE else re.findall('[^-]*-+|[^-]+', word)
        yield from ((piece, not number) for number, piece in enumerate(pieces))
