"""Total fit: the lines of a paragraph are chosen together, none for itself.

As Knuth and Plass do ("Breaking paragraphs into lines", 1981), over every place where a line may
end. What comes in was measured once: how far each place lies from the start, and how wide the
blanks are before it. Widths are in one unit, any; so one paragraph may be broken at many measures
and, in em, at many sizes.

The end of a page is a place too: `Foot` says how many lines it holds, and the lines are chosen so
that it leaves no line alone and ends in no hyphen.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from math import inf
from operator import attrgetter
from typing import NamedTuple

from letterpress.values import dataclass

BLANK, SIGN, HYPHEN, LETTER = range(4)  # where a line may end: what is there

# What the kinds of ends cost: nothing, little after a sign that stands there anyway (a dash, the
# stroke of an address), more where a hyphen is added, and nearly everything inside a word.
PENALTY = (0.0, 40.0, 60.0, 3000.0)

LINE = 10.0  # what each line costs: of two ways alike the one with fewer lines
BAD = 100.0  # what a line costs whose blanks are as narrow, or as wide, as they should ever be
LADDER = 1.5e7  # two hyphens below each other: as much as blanks two and a half times as wide
ROW = 1e9  # three of them
LAST_HYPHEN = 5e4  # one before the last line, which then begins with a torn word
RUNT = 1e8  # a last line shorter than a part of the measure
SHORT = 2e6  # each line that a page is left short
MOST_SHORT = 3
ALONE = 1e8  # a line alone at the head or the foot of a page
TORN = 5e7  # a hyphen at the foot of a page
OVER = 1e12  # what stands outside of the measure, for it cannot be broken
HOLE = 1e5  # what a line costs that has no blank to widen, where all of the measure is free
MOST = 1e5  # what a line costs at most

NEAR = 0.7  # of the measure: lines that are tried first are at least so full
GOOD = 5e6  # lines that cost less need no other try
RAG = 300.0  # what a ragged line costs that is empty


@dataclass(frozen=True)
class Limits:
    """What blanks may become, as parts of their own width, and how short a last line may be.

    `least` is never gone below, `most` is what a reader does not notice; only where nothing else
    can be done is a blank wider. `runt`: of the measure.
    """

    least: float = 0.75
    most: float = 1.5
    runt: float = 0.25


@dataclass(frozen=True)
class Foot:
    """The end of a page: it holds `room` more lines, of a paragraph that already has `before`.

    Never fewer than `orphans` lines of a paragraph stand at its end, nor fewer than `widows` at the
    head of the next. A page may be left a few lines `short`; a column may not.
    """

    room: int
    before: int = 0
    orphans: int = 2
    widows: int = 2
    short: bool = True


class Parted(NamedTuple):
    """The ends of lines, and how many of them stand on the page that ends among them."""

    ends: tuple[int, ...]
    here: int


@dataclass(frozen=True)
class Places:
    """Where the lines of a paragraph may end, in order.

    The first place is its start, the last its end. Of each: how far from the start the words before
    it end, and those after it begin; how much of either is blanks; what is there, and how wide the
    hyphen is that a line gains which ends there.
    """

    ends: Sequence[float]
    begins: Sequence[float]
    blanks_before: Sequence[float]
    blanks_after: Sequence[float]
    kinds: Sequence[int]
    hyphens: Sequence[float]
    torn: Sequence[bool]  # whether a line that ends there ends in a hyphen, added or its own

    def __len__(self) -> int:
        return len(self.ends)

    @cached_property
    def last(self) -> int:
        """The number of the last place."""
        return len(self.ends) - 1

    def natural(self, start: int, end: int) -> float:
        """Return the width of a line whose blanks are as wide as they are."""
        return self.ends[end] - self.begins[start] + self.hyphens[end]

    def blanks(self, start: int, end: int) -> float:
        """Return the width of the blanks in a line."""
        return self.blanks_before[end] - self.blanks_after[start]

    def share(
        self, start: int, end: int, measure: float, indent: float = 0.0, even: bool = False
    ) -> float:
        """Return the part of the measure that a line fills; even: it is not justified."""
        if not measure:
            return 1.0
        if end != self.last and not even and self.blanks(start, end) > 0:
            return round(1.0 - indent / measure, 4)
        return round(min(self.natural(start, end) / measure, 1.0), 4)

    def widest(self) -> float:
        """Return the width of the widest part that has no place inside."""
        return max(
            (self.natural(one, one + 1) for one in range(self.last)),
            default=0.0,
        )


LIMITS = Limits()

Chosen = tuple[int, ...]  # of each line the place where it ends
Line = tuple[int, float]  # where a line begins, what it costs


def justified(
    places: Places, measure: float, indent: float = 0.0, limits: Limits = LIMITS, start: int = 0
) -> Chosen:
    """Return the ends of the lines of a paragraph from a place on, all of one measure.

    The first line is shorter by `indent`.
    """
    return _natural(_Justified(places, measure, indent, limits, start)).ends()


def ragged(
    places: Places, measure: float, indent: float = 0.0, limits: Limits = LIMITS, start: int = 0
) -> Chosen:
    """Return the ends of lines that are not justified: the fewest that fit, as even as can be."""
    return _natural(_Ragged(places, measure, indent, limits, start)).ends()


def parted(
    places: Places,
    measure: float,
    foot: Foot,
    most: int,
    indent: float = 0.0,
    limits: Limits = LIMITS,
    start: int = 0,
    even: bool = False,
) -> Parted:
    """Return the ends of at most `most` lines of which a page holds only the first ones.

    even: they are not justified.
    """
    way = (_Ragged if even else _Justified)(places, measure, indent, limits, start)
    return _parted(way, foot, most)


class _Justified:
    """What lines cost whose blanks are widened and narrowed until they are as long as the measure.

    Blanks are narrowed to `limits.least` and no further.
    """

    near = NEAR

    def __init__(
        self, places: Places, measure: float, indent: float, limits: Limits, start: int
    ) -> None:
        self.places, self.measure, self.indent, self.start = places, measure, indent, start
        self.limits = limits
        self.shrink = max(1.0 - limits.least, 0.0)
        self.stretch = max(limits.most - 1.0, 0.01)

    def room(self, start: int) -> float:
        return self.measure - self.indent if start == self.start else self.measure

    def longest(self, start: int) -> float:
        """Return the natural width that no line from this place can have."""
        return self.room(start) * (1.0 + self.shrink)

    def lines(self, starts: Iterable[int], end: int) -> list[Line]:
        """Return the lines to a place that can be set, of those that begin at `starts`.

        It is asked of every pair of places: what does not change stands before the loop.
        """
        places, last = self.places, end == self.places.last
        begins, blanks_after = places.begins, places.blanks_after
        reach, hyphen, blanks = places.ends[end], places.hyphens[end], places.blanks_before[end]
        measure, shrink, stretch = self.measure, self.shrink, self.stretch
        penalty, found = PENALTY[places.kinds[end]], []
        for start in starts:
            width = reach - begins[start] + hyphen
            blank = blanks - blanks_after[start]
            slack = (measure - self.indent if start == self.start else measure) - width
            if slack < 0:
                narrowed = shrink * blank
                if -slack > narrowed + 1e-9:
                    continue
                bad = BAD * (-slack / narrowed) ** 3 if narrowed else 0.0
            elif last:
                bad = 0.0
            elif blank > 1e-9:
                bad = min(BAD * (slack / (stretch * blank)) ** 3, MOST)
            else:
                bad = HOLE * slack / measure
            if last:
                found.append((start, self._last(start, width) + bad * bad))
            else:
                found.append((start, (LINE + bad + penalty) ** 2))
        return found

    def cost(self, start: int, end: int) -> float:
        """Return what a line costs, `inf` where it cannot be set."""
        return next((cost for _, cost in self.lines((start,), end)), inf)

    def _last(self, start: int, width: float) -> float:
        short = start != self.start and width < self.limits.runt * self.measure
        return LINE**2 + (RUNT * (2.0 - width / (self.limits.runt * self.measure)) if short else 0)


class _Ragged(_Justified):
    """What lines cost whose blanks stay as they are: what is missing to the measure."""

    near = 0.0

    def __init__(
        self, places: Places, measure: float, indent: float, limits: Limits, start: int
    ) -> None:
        super().__init__(places, measure, indent, limits, start)
        self.shrink = 0.0

    def lines(self, starts: Iterable[int], end: int) -> list[Line]:
        places, found = self.places, []
        penalty = PENALTY[places.kinds[end]]
        for start in starts:
            width = places.natural(start, end)
            slack = self.room(start) - width
            if slack < -1e-9:
                continue
            if end == places.last:
                cost = self._last(start, width)
            else:
                bad = RAG * slack / self.measure
                cost = bad * bad + penalty * penalty
            found.append((start, cost + OVER / 1e3))  # the fewest lines before all else
        return found


def _natural(line: _Justified) -> _Way:
    """Return the cheapest lines, were there no pages."""
    near = _best(line, line.near) if line.near else None
    if near is not None and near.cost < GOOD:
        return near
    found = near and _best(line, line.near / 2)
    found = found or _best(line, 0.0) or _best(line, 0.0, over=True)
    assert found is not None  # over the measure, there always are some
    return found


def _starts(line: _Justified, end: int, near: float) -> range:
    """Return the places from which a line to this place may begin, at least so full."""
    places = line.places
    reach = places.ends[end] + places.hyphens[end]
    widest = max(line.longest(line.start), line.longest(line.start + 1))
    first = bisect_left(places.begins, reach - widest - 1e-9, line.start, end)
    if end == places.last or not near:
        return range(first, end)
    least = near * (line.measure - abs(line.indent))
    return range(first, max(bisect_left(places.begins, reach - least, first, end), first))


class _Way(NamedTuple):
    """Lines to a place: what they cost, the hyphens in a row at their end, the last of them.

    `before` is the way to where that one begins.
    """

    cost: float
    row: int
    end: int
    before: _Way | None = None

    def ends(self) -> tuple[int, ...]:
        """Return the ends of all lines."""
        made, way = [], self
        while way.before is not None:
            made.append(way.end)
            way = way.before
        return tuple(reversed(made))


def _best(line: _Justified, near: float, over: bool = False) -> _Way | None:
    """Return the cheapest lines; None where there are none."""
    places, last = line.places, line.places.last
    ways: dict[int, list[_Way]] = {line.start: [_Way(0.0, 0, line.start)]}
    for end in range(line.start + 1, last + 1):
        starts = _starts(line, end, near)
        lines = line.lines(filter(ways.__contains__, starts), end)
        if over and not lines and end - 1 in ways:
            lines = [(end - 1, OVER)]
        if lines:
            ways[end] = _cheapest(places, ways, lines, end)
    return min(ways[last], key=_cost) if last in ways else None


_cost = attrgetter('cost')


def _cheapest(
    places: Places, ways: Mapping[int, Sequence[_Way]], lines: Iterable[Line], end: int
) -> list[_Way]:
    """Return the cheapest ways to a place, for each number of hyphens in a row.

    `ways`: those to each place before it; `lines`: the last one of a way.
    """
    torn, at_last = places.torn[end], end == places.last
    best: dict[int, tuple[float, _Way]] = {}
    for start, cost in lines:
        for way in ways.get(start, ()):
            total, row = way[0] + cost, way[1]
            if row and at_last:
                total += LAST_HYPHEN
            elif row and torn:
                total += LADDER if row == 1 else ROW
            row = min(row + 1, 2) if torn else 0
            known = best.get(row)
            if known is None or total < known[0]:
                best[row] = total, way
    return [_Way(total, row, end, way) for row, (total, way) in best.items()]


def _parted(line: _Justified, foot: Foot, most: int) -> Parted:
    places = line.places
    costs = {  # of each place the lines that end there
        end: line.lines(_starts(line, end, line.near / 2), end)
        for end in range(line.start + 1, places.last + 1)
    }
    natural = _natural(line)
    best, found = inf, Parted(natural.ends(), foot.room)
    for here in _heres(foot):
        if here + foot.before < foot.orphans:  # all of it goes to the next page
            if foot.short and not foot.before and natural.cost + SHORT * foot.room < best:
                found = Parted(natural.ends(), here)
            break
        for number, way in _reached(line, costs, most, here):
            total = way.cost + _cost_of_parting(number, here, foot)
            if total < best:
                best, found = total, Parted(way.ends(), here)
    return found


def _heres(foot: Foot) -> Iterator[int]:
    """Yield how many lines may stand on the page: all it holds, or some fewer."""
    yield foot.room
    if foot.short:
        fewest = max(foot.room - MOST_SHORT, 1)
        yield from range(foot.room - 1, fewest - 1, -1)


def _reached(
    line: _Justified, costs: Mapping[int, Sequence[Line]], most: int, here: int
) -> Iterator[tuple[int, _Way]]:
    """Yield the cheapest way to the end with each number of lines, with that number.

    `here` is the number of the last line on its page.
    """
    places, last = line.places, line.places.last
    before = {line.start: [_Way(0.0, 0, line.start)]}
    for number in range(1, most + 1):
        ends: dict[int, list[_Way]] = {}
        for end, lines in costs.items():
            torn = number == here and end != last and places.torn[end]
            if torn:
                lines = [(start, cost + TORN) for start, cost in lines]
            if found := _cheapest(places, before, lines, end):
                ends[end] = found
        if last in ends:
            yield number, min(ends[last], key=_cost)
        before = ends


def _cost_of_parting(lines: int, here: int, foot: Foot) -> float:
    """Return what it costs that a page ends after so many of some lines."""
    if lines <= foot.room:
        return 0.0 if here == foot.room else inf  # it holds all of them
    return SHORT * (foot.room - here) + (ALONE if lines - here < foot.widows else 0.0)


def looseness(places: Places, lines: Sequence[int], measure: float, indent: float = 0.0) -> float:
    """Return how far the blanks of justified lines are from their own width: the cubes summed."""
    total, start = 0.0, 0
    for end in lines:
        slack = measure - (0.0 if start else indent) - places.natural(start, end)
        blank = places.blanks(start, end)
        if end != places.last and slack > 0:
            total += (slack / blank) ** 3 if blank > 1e-9 else MOST
        start = end
    return total
