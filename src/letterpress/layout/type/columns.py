"""The roll in columns: names are measured, never guessed; columns are as even as can be; no group leaves one name behind.

A name is a signatory, who knows the initial it stands under (that of what it is sorted by), or a mere text, which stands
under its own.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING

from letterpress.base.lengths import POINT
from letterpress.layout import typography
from letterpress.layout.type.ink import Face

if TYPE_CHECKING:
    from letterpress.layout.type.ink import Ruler
    from letterpress.manuscript.model import PublicSignatory

    Name = str | PublicSignatory

LONELY = 3.0  # what a cut inside a group costs, in square lines; sixteen times that where a name would stand alone
WINDOW = 7  # lines around the even height within which a column may end
FOOT = (
    4  # lines: a roll that would begin with fewer at a page's foot, and goes on, begins on the next
)


@dataclass(frozen=True)
class Group:
    """Names that share an initial. `new` is false where the group goes on from the column before."""

    initial: str
    names: tuple[str, ...]
    new: bool = True


@dataclass(frozen=True)
class _Entry:
    name: str
    initial: str
    lines: int
    first: bool


Column = tuple[Group, ...]


@dataclass(frozen=True)
class Part:
    """What a page holds of one of several rolls: which it is, its columns and how many lines they are deep."""

    roll: int
    columns: tuple[Column, ...]
    lines: int
    first: bool  # it begins here, under its heading
    last: bool  # it ends here


def stacked(
    rolls: Sequence[Sequence[Name]],
    ruler: Ruler,
    face: Face,
    size: float,
    width: float,
    hang: float,
    count: int,
    deep: int,
    lang: str = 'en',
    heading: int = 0,
    gap: int = 0,
    tails: Sequence[int] = (),
) -> tuple[tuple[Part, ...], ...]:
    """Return pages of rolls that follow each other, each page with its parts from top to bottom.

    heading: lines that the heading of a roll takes above its columns, gap: between one roll and the next, tails: lines
    below the last column of each. One roll without them is set as by `flow`; the other arguments are those of `flow`.
    All pages come out about equally full.
    """
    tails = [*tails, *[0] * (len(rolls) - len(tails))]
    if len(rolls) == 1 and not heading and not tails[0]:
        pages = flow(rolls[0], ruler, face, size, width, hang, count, deep, lang)
        return tuple(
            (
                Part(
                    0,
                    page,
                    _depth_of(page, ruler, face, size, width, hang, lang),
                    n == 0,
                    n == len(pages) - 1,
                ),
            )
            for n, page in enumerate(pages)
        )
    entries = [_entries(names, ruler, face, size, width, hang, lang) for names in rolls]
    least = sum(
        ceil(sum(entry.lines for entry in one) / count) + heading + tail
        for one, tail in zip(entries, tails)
    ) + gap * (len(rolls) - 1)
    number = max(1, ceil(least / deep))
    while True:
        for strict in (True, False):
            for depth in range(min(deep, ceil(least / number)), deep + 1):
                pages = _packed(entries, count, depth, heading, gap, tails, strict)
                if pages is not None and len(pages) <= number:
                    return pages
        number += 1


def flow(
    names: Iterable[Name],
    ruler: Ruler,
    face: Face,
    size: float,
    width: float,
    hang: float,
    count: int,
    deep: int,
    lang: str = 'en',
) -> tuple[tuple[Column, ...], ...]:
    """Return pages of `count` columns, each of at most `deep` lines where that is possible.

    size: of the type, in points; width: of a column, hang: of the second and later lines of a name, both in mm. All
    pages come out about equally full: a last page with three names on it is a mistake of the first one.
    """
    entries = _entries(names, ruler, face, size, width, hang, lang)
    pages = max(1, ceil(sum(entry.lines for entry in entries) / (deep * count)))
    while True:
        cuts = _cut(entries, pages * count)
        columns = [_groups(entries[a:b]) for a, b in cuts]
        if max(
            (sum(e.lines for e in entries[a:b]) for a, b in cuts), default=0
        ) <= deep or pages > len(entries):
            return tuple(tuple(columns[n : n + count]) for n in range(0, len(columns), count))
        pages += 1


def heights_of(
    names: Sequence[str],
    ruler: Ruler,
    face: Face,
    size: float,
    width: float,
    hang: float,
    lang: str = 'en',
) -> list[int]:
    """Return how many lines each name takes, broken as the engine breaks it (greedy, at blanks and in very long words at hyphens)."""
    em = size * POINT
    whole = ruler.measure([(name, face, lang) for name in names])
    long = [n for n, ink in enumerate(whole) if ink.advance * em > width]
    parts = sorted({part for n in long for part, _ in _parts(names[n])})
    measured = (
        ruler.measure([(part, face, lang) for part in [*parts, 'n n', 'nn']]) if parts else ()
    )
    lengths = {part: ink.advance * em for part, ink in zip(parts, measured)}
    space = (measured[-2].advance - measured[-1].advance) * em if parts else 0.0
    heights = [1] * len(names)
    for n in long:
        used = 0.0
        for part, spaced in _parts(names[n]):
            gap = space if spaced and used else 0.0
            if used and used + gap + lengths[part] > width:
                heights[n] += 1
                used = hang + lengths[part]
            else:
                used += gap + lengths[part]
            while used > width:  # longer than a line: broken where the line ends
                heights[n] += 1
                used -= width - hang
    return heights


def _parts(name: str) -> Iterator[tuple[str, bool]]:
    """Yield the unbreakable parts of a name, as `typography.name` binds them, and whether a blank stands before each."""
    words = name.split()
    if len(words) > 2 and len(words[-1]) < typography.SHORT:
        words[-2:] = [words[-2] + typography.NBSP + words[-1]]
    for word in words:
        pieces = [word] if len(word) <= typography.WHOLE else re.findall('[^-]*-+|[^-]+', word)
        yield from ((piece, not number) for number, piece in enumerate(pieces))


def initials_of(names: Iterable[Name]) -> list[str]:
    """Return the initial under which each name stands: a signatory's own, of a mere text the first letter without accents.

    '#' stands for figures. The order of the names is given.
    """
    return [
        _initial(name) if isinstance(name, str) else name.initial or _initial(name.name)
        for name in names
    ]


def by_initial(names: Sequence[Name]) -> tuple[Group, ...]:
    """Return the names in their order, those under one initial together: the roll where there are no columns to fill."""
    return tuple(
        Group(initial, tuple(name for name, _ in members))
        for initial, members in groupby(
            zip(_texts(names), initials_of(names)), key=lambda pair: pair[1]
        )
    )


def _texts(names: Iterable[Name]) -> list[str]:
    return [name if isinstance(name, str) else name.name for name in names]


def _entries(
    names: Iterable[Name],
    ruler: Ruler,
    face: Face,
    size: float,
    width: float,
    hang: float,
    lang: str,
) -> list[_Entry]:
    names = list(names)
    texts, initials = _texts(names), initials_of(names)
    heights = heights_of(texts, ruler, face, size, width, hang, lang)
    return [
        _Entry(name, initial, height, not n or initial != initials[n - 1])
        for n, (name, initial, height) in enumerate(zip(texts, initials, heights))
    ]


def _depth_of(
    columns: Iterable[Column],
    ruler: Ruler,
    face: Face,
    size: float,
    width: float,
    hang: float,
    lang: str,
) -> int:
    return max(
        sum(
            heights_of(
                [name for group in column for name in group.names],
                ruler,
                face,
                size,
                width,
                hang,
                lang,
            )
        )
        for column in columns
    )


def _packed(
    rolls: Sequence[Sequence[_Entry]],
    count: int,
    deep: int,
    heading: int,
    gap: int,
    tails: Sequence[int],
    strict: bool,
) -> tuple[tuple[Part, ...], ...] | None:
    """Return the rolls on pages of `deep` lines, each page filled before the next begins; None where something is taller.

    strict: None, too, where a page would begin with so little of a roll that it is an orphan.
    """
    pages: list[list[Part]] = [[]]
    used = 0
    for number, (entries, tail) in enumerate(zip(rolls, tails)):
        rest, first = list(entries), True
        while first or rest:
            above = (gap if used else 0) + (heading if first else 0)
            room = deep - used - above
            cuts = _cut(rest, count)
            lines = _deepest(rest, cuts)
            if lines + tail <= room:
                if strict and not first and lines < FOOT:
                    return None
                pages[-1].append(Part(number, _columns(rest, cuts), lines, first, True))
                used += above + lines + tail
                break
            cuts = _filled(rest, count, room) if room >= FOOT else []
            if cuts and cuts[-1][1] == len(rest):  # the columns fit, but not what stands below them
                cuts = [] if used else _filled(rest, count, ceil(lines / 2))
            if cuts:
                pages[-1].append(
                    Part(number, _columns(rest, cuts), _deepest(rest, cuts), first, False)
                )
                rest, first = rest[cuts[-1][1] :], False
            elif not used:
                return None
            pages.append([])
            used = 0
    return tuple(map(tuple, pages))


def _filled(entries: Sequence[_Entry], count: int, deep: int) -> list[tuple[int, int]]:
    """Return `count` consecutive slices from the start, each as high as it can be; nothing where a name is higher."""
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


def _deepest(entries: Sequence[_Entry], cuts: Iterable[tuple[int, int]]) -> int:
    return max((sum(entry.lines for entry in entries[a:b]) for a, b in cuts), default=0)


def _columns(entries: Sequence[_Entry], cuts: Iterable[tuple[int, int]]) -> tuple[Column, ...]:
    return tuple(_groups(entries[a:b]) for a, b in cuts)


def _initial(name: str) -> str:
    for character in unicodedata.normalize('NFD', name):
        if character.isalpha():
            return character.upper()[0]
        if character.isdigit():
            return '#'
    return '#'


def _cut(entries: Sequence[_Entry], count: int) -> list[tuple[int, int]]:
    """Return `count` consecutive slices of nearly equal height (least squares over a window around the even height)."""
    total, sums = 0, [0]
    for entry in entries:
        total += entry.lines
        sums.append(total)
    size = len(entries)
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for number in range(1, count + 1):
        if number == count:
            ends = [size]
        else:
            even = total * number / count
            ends = [n for n, height in enumerate(sums) if abs(height - even) <= WINDOW] or [
                bisect_right(sums, even) - 1
            ]
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for end in ends:
            ways = [
                (
                    cost + (sums[end] - sums[start] - total / count) ** 2 + _price(entries, end),
                    (*cuts, end),
                )
                for start, (cost, cuts) in best.items()
                if start <= end
            ]
            if ways:
                reached[end] = min(
                    ways, key=lambda way: (way[0], [-cut for cut in way[1]])
                )  # of equals the fuller first column
        best = reached
    cuts = (0, *best[size][1])
    return list(zip(cuts, cuts[1:]))


def _price(entries: Sequence[_Entry], at: int) -> float:
    """Return what a cut before entry `at` costs: nothing between groups, much where a name would stand alone."""
    if at >= len(entries) or at == 0 or entries[at].first:
        return 0.0
    alone = entries[at - 1].first or at + 1 == len(entries) or entries[at + 1].first
    return 16 * LONELY if alone else LONELY


def _groups(entries: Sequence[_Entry]) -> Column:
    found = []
    for initial, members in groupby(entries, key=lambda entry: entry.initial):
        members = list(members)
        found.append(Group(initial, tuple(entry.name for entry in members), members[0].first))
    return tuple(found)
