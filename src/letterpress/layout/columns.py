"""The roll in columns: names are measured, never guessed; columns are as even as can be; no group leaves one name behind."""
from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING

from letterpress.layout import typography
from letterpress.layout.geometry import POINT
from letterpress.layout.setting import Face

if TYPE_CHECKING:
    from letterpress.layout.compose import Ruler

LONELY = 3.0        # what a cut inside a group costs, in square lines; sixteen times that where a name would stand alone
WINDOW = 7          # lines around the even height within which a column may end


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


def flow(names: Iterable[str], ruler: Ruler, face: Face, size: float, width: float, hang: float, count: int,
         deep: int, lang: str = 'en') -> tuple[tuple[Column, ...], ...]:
    """Return pages of `count` columns, each of at most `deep` lines where that is possible.

    size: of the type, in points; width: of a column, hang: of the second and later lines of a name, both in mm. All
    pages come out about equally full: a last page with three names on it is a mistake of the first one.
    """
    names = list(names)
    heights = heights_of(names, ruler, face, size, width, hang, lang)
    initials = initials_of(names)
    entries = [_Entry(name, initial, height, not n or initial != initials[n - 1])
               for n, (name, initial, height) in enumerate(zip(names, initials, heights))]
    pages = max(1, ceil(sum(heights) / (deep * count)))
    while True:
        cuts = _cut(entries, pages * count)
        columns = [_groups(entries[a:b]) for a, b in cuts]
        if max((sum(e.lines for e in entries[a:b]) for a, b in cuts), default=0) <= deep or pages > len(names):
            return tuple(tuple(columns[n:n + count]) for n in range(0, len(columns), count))
        pages += 1


def heights_of(names: Sequence[str], ruler: Ruler, face: Face, size: float, width: float, hang: float,
               lang: str = 'en') -> list[int]:
    """Return how many lines each name takes, broken as the engine breaks it (greedy, at blanks and in very long words at hyphens)."""
    em = size * POINT
    whole = ruler.measure([(name, face, lang) for name in names])
    long = [n for n, ink in enumerate(whole) if ink.advance * em > width]
    parts = sorted({part for n in long for part, _ in _parts(names[n])})
    measured = ruler.measure([(part, face, lang) for part in [*parts, 'n n', 'nn']]) if parts else ()
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
            while used > width:         # longer than a line: broken where the line ends
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


def initials_of(names: Sequence[str]) -> list[str]:
    """Return the initial under which each name stands: its first letter without accents, '#' for figures.

    The order of the roll is given (a name may be sorted by another word of it: "Le Mouton" under M). An initial that
    would break the alphabet of its neighbours is therefore taken from them: the longest rising run of initials
    stands, the others join the group before.
    """
    own = [_initial(name) for name in names]
    # of the runs that end in each initial the longest, and among those the one that changes its initial least
    ends: dict[str, tuple[int, int, int]] = {}
    back: list[int] = []
    for n, initial in enumerate(own):
        long, same, last = max(((long, same + (other == initial), last) for other, (long, same, last) in ends.items()
                                if other <= initial), default=(0, 0, -1))
        back.append(last)
        ends[initial] = max(ends.get(initial, (0, 0, -1)), (long + 1, same, n))
    standing, n = set(), max(ends.values())[2] if ends else -1
    while n >= 0:
        standing.add(n)
        n = back[n]
    found: list[str] = []
    for n, initial in enumerate(own):
        found.append(initial if n in standing else found[-1] if found else own[min(standing)])
    return found


def by_initial(names: Sequence[str]) -> tuple[Group, ...]:
    """Return the names in their order, those under one initial together: the roll where there are no columns to fill."""
    return tuple(Group(initial, tuple(name for name, _ in members))
                 for initial, members in groupby(zip(names, initials_of(names)), key=lambda pair: pair[1]))


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
            ends = [n for n, height in enumerate(sums) if abs(height - even) <= WINDOW] or [bisect_right(sums, even) - 1]
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for end in ends:
            ways = [(cost + (sums[end] - sums[start] - total / count) ** 2 + _price(entries, end), (*cuts, end))
                    for start, (cost, cuts) in best.items() if start <= end]
            if ways:
                reached[end] = min(ways)
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
