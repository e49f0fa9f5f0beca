"""Fill page after page with names, each page once: the time is that of the names.

As `columns` does for a few hundred names, where it may weigh all columns against each other: here
a column ends where it is full, a little earlier where a name would stand alone under its initial;
all pages are about equally full, and only the last of each roll has even columns.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING

from letterpress.layout.initials import Group, head
from letterpress.layout.rolls.leaves import Leaf, Leaves, Stretch
from letterpress.layout.type import columns
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.layout.rolls.leaves import Row

Cuts = list[tuple[int, int]]  # of each column its first name and the one after its last


@dataclass(frozen=True)
class Part:
    """What a page shows of one of several rolls, as `columns.Part`, its names in a leaf."""

    roll: int
    leaf: Leaf
    lines: int
    first: bool
    last: bool
    place: int = -1  # the number of its place in the document
    columns: tuple[columns.Column, ...] = ()  # that the engine sets, to be measured

    @property
    def range(self) -> str:
        """Its running head."""
        return self.leaf.range


# Names that are set by the engine, measured and taken out: of one line, of more, of each script.
_PROBES = ('Probe', ' '.join(['Probe'] * 12), '\u0639\u0644\u064a')
_MODEL = 8  # lines that they need


@dataclass(frozen=True)
class Sheet:
    """How pages are filled: `columns` of at most `deep` lines; see `columns.stacked`."""

    columns: int
    deep: int
    heading: int
    gap: int
    tails: Sequence[int]


@dataclass(frozen=True)
class Book:
    """Pages of the markup, and the leaves that each place on them shows."""

    pages: tuple[tuple[Part, ...], ...]
    leaves: Leaves


class Names:
    """The names of one roll, ready to be set: rows, initials, how many lines end before each."""

    def __init__(self, rows: Sequence[Row], initials: Sequence[str], first: int):
        self.rows, self.initials, self.first = rows, initials, first
        sums = [0]
        for row in rows:
            sums.append(sums[-1] + len(row))
        self.sums = sums

    def __len__(self) -> int:
        return len(self.rows)

    def lines(self, start: int, stop: int) -> int:
        """Return how many lines the names from one to another take."""
        return self.sums[stop] - self.sums[start]

    def begins(self, at: int) -> bool:
        """Say whether a name is the first under its initial."""
        return at == 0 or self.initials[at] != self.initials[at - 1]

    def entries(self, start: int, stop: int) -> list[columns.Entry]:
        """Return names as `columns` takes them."""
        return [
            columns.Entry('', self.initials[n], len(self.rows[n]), self.begins(n))
            for n in range(start, stop)
        ]

    def end(self, start: int, deep: int) -> int:
        """Return where a column that begins with a name is full."""
        stop = bisect_right(self.sums, self.sums[start] + deep) - 1
        if start + columns.FOOT < stop < len(self) and not self.begins(stop):
            alone = self.begins(stop - 1) or stop + 1 == len(self) or self.begins(stop + 1)
            stop -= alone
        return stop

    def leaf(self, cuts: Sequence[tuple[int, int]]) -> Leaf:
        """Return the leaf of some columns, each from one name to another."""
        held = tuple(tuple(self._stretches(start, stop)) for start, stop in cuts)
        start, stop = cuts[0][0], max(cut[1] for cut in cuts)
        return Leaf(held, self.first + start, head(self.initials[start:stop]))

    def _stretches(self, start: int, stop: int) -> Iterator[Stretch]:
        at = start
        for initial, members in groupby(self.initials[start:stop]):
            end = at + sum(1 for _ in members)
            yield Stretch(initial, tuple(self.rows[at:end]), self.begins(at))
            at = end


def pages(rolls: Sequence[Names], sheet: Sheet) -> list[list[Part]]:
    """Return the pages of rolls that follow each other, each with its parts from top to bottom.

    As many as can be, and none fuller than need be: the last one is not left nearly empty.
    """
    found = _filled(rolls, sheet, sheet.deep)
    lines = sum(names.lines(0, len(names)) for names in rolls)
    even = ceil(lines / (len(found) * sheet.columns))
    for deep in range(max(even, 2 * columns.FOOT + sheet.heading), sheet.deep):
        better = _filled(rolls, sheet, deep)
        if len(better) == len(found):
            return better
        if len(found) > 20:  # a line less on each page is nothing that anybody sees
            break
    return found


def book(rolls: Sequence[Names], sheet: Sheet) -> Book:
    """Return what stands in the markup: of pages that go on alike the first, with all leaves."""
    made: list[tuple[Part, ...]] = []
    places: list[list[Leaf]] = []
    model = -1
    for page in pages(rolls, sheet):
        like = made[-1] if made else ()
        if _goes_on(like) and _goes_on(page) and like[0].roll == page[0].roll:
            places[like[0].place].append(page[0].leaf)
            continue
        held = []
        for part in page:
            number = len(places)
            places.append([part.leaf])
            if model < 0 and part.lines >= _MODEL:
                model = number
                group = Group('A', _PROBES)
                part = replace(part, columns=((group,),) * sheet.columns)
            held.append(replace(part, place=number))
        made.append(tuple(held))
    return Book(tuple(made), Leaves(tuple(map(tuple, places)), model))


def _goes_on(page: Sequence[Part]) -> bool:
    """Say whether a page shows names of one roll only, neither its first nor its last."""
    return len(page) == 1 and not page[0].first and not page[0].last


def _filled(rolls: Sequence[Names], sheet: Sheet, deep: int) -> list[list[Part]]:
    made: list[list[Part]] = [[]]
    used = 0
    for number, names in enumerate(rolls):
        tail = sheet.tails[number] if number < len(sheet.tails) else 0
        at, first = 0, True
        while at < len(names):
            room = deep - used - (sheet.gap if used else 0) - (sheet.heading if first else 0)
            cuts, whole = _page(names, at, room, tail, sheet.columns, not used)
            if not cuts:
                if not used:
                    raise ValueError(f'a name of {len(names.rows[at])} lines on {deep}')
                made.append([])
                used = 0
                continue
            lines = _deepest(names, cuts)
            made[-1].append(Part(number, names.leaf(cuts), lines, first, whole))
            at, first = cuts[-1][1], False
            if whole:
                used += deep - used - room + lines + tail
            else:
                made.append([])
                used = 0
    return made


def _page(
    names: Names, at: int, room: int, tail: int, count: int, fresh: bool
) -> tuple[Cuts, bool]:
    """Return the columns of a page, and whether its roll ends there; none: too little room.

    fresh: nothing else stands on the page.
    """
    if room < columns.FOOT:
        return [], False
    left = names.lines(at, len(names))
    cuts: Cuts = []
    if left <= count * room:
        entries = names.entries(at, len(names))
        cuts = [(at + start, at + stop) for start, stop in columns.cut(entries, count)]
        if _deepest(names, cuts) > room:
            cuts = _full(names, at, room, count)
    else:
        cuts = _full(names, at, room, count)
    if not cuts or cuts[-1][1] < len(names):
        return cuts, False
    lines = _deepest(names, cuts)
    if lines + tail <= room:
        return cuts, True
    # the columns fit, but not what stands below them
    return (_full(names, at, ceil(lines / 2), count) if fresh else []), False


def _full(names: Names, at: int, room: int, count: int) -> Cuts:
    """Return columns as full as can be, none where a name is higher than one."""
    cuts, start = [], at
    for _ in range(count):
        stop = names.end(start, room)
        if stop == start and start < len(names):
            return []
        cuts.append((start, stop))
        start = stop
    return cuts


def _deepest(names: Names, cuts: Cuts) -> int:
    return max(names.lines(*cut) for cut in cuts)
