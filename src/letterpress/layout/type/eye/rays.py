"""Rays: names that stand around a pupil, each inside its own sector, so that none touches another.

As long as the type stays readable all names stand in one ring, and what is too long for the sheet
in its direction is set smaller, each name alone: a few of them may be as small as small print. More
names stand one behind the other on spokes.
What is in the left half of the circle is turned, so that it is read from left to right everywhere.

A name spreads furthest, as seen from the middle, at its inner end: two of which the sectors there
do not meet never meet. Lengths in mm, of names in em.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Sized
from dataclasses import replace
from math import atan, cos, inf, pi

from letterpress.layout.type.eye.frame import Frame
from letterpress.values import dataclass

HEAD = -pi / 2  # where the first name begins: above the pupil
ALONE = -pi / 4  # one name alone rises
STEPS = 16  # of a bisection: closer than any printer
PUPILS = 10  # steps between the smallest pupil and the widest
FAVOUR = 1.0  # what a wider pupil is worth beside larger type, as a power
FEW = 8  # names whose size depends on which way they point
TURNS = 36  # ways in which a ring is turned, until the long names stand where there is room
SHRUNK = 0.06  # of the names in a ring may be smaller than the rest; more, and all are
EMPTY = 0.2  # of the circle may stay so: a long name waits for a spoke that holds it
SPARE = 0.4  # of a spoke may stay free
APART = 1.1  # em between two names on one spoke


@dataclass(frozen=True)
class Name:
    """A name as it is measured, in em.

    How long its ink is, and how far it spreads above and below the axis of its ray.
    """

    width: float
    above: float
    below: float


@dataclass(frozen=True)
class Ray:
    """A name in its place: which one it is, its turn, its size, and where its inner end stands.

    turned: it is read towards the pupil, for it stands in the left half.
    """

    number: int
    turn: float
    start: float
    size: float
    turned: bool

    def corners(self, name: Name, frame: Frame) -> tuple[tuple[float, float], ...]:
        """Return the corners of a name's ink on the sheet."""
        before, after = _sides(name, self.size, self.turned)
        ends = self.start, self.start + name.width * self.size
        return (
            *(frame.at(self.turn, out, -before) for out in ends),
            *(frame.at(self.turn, out, after) for out in reversed(ends)),
        )


@dataclass(frozen=True)
class Iris:
    """Names around a pupil: the frame that suits them, and each in its place; none: no room."""

    frame: Frame
    rays: tuple[Ray, ...]


def around(
    names: Sequence[Name],
    frame: Frame,
    widest: float,
    largest: float,
    smallest: float,
    gap: float,
    least: float = inf,
    spoked: bool = True,
) -> Iris:
    """Return all names as rays, in their order clockwise, in type of `smallest` to `largest`.

    A few that are too long for it may be as small as `least`. Where they stand in one ring the
    pupil may grow up to `widest`, so that their type does; where they do not, they
    stand on spokes if they may be `spoked`. gap: em between the ink of two neighbours.
    """
    ways = []
    for step in range(PUPILS + 1):
        pupil = frame.pupil + (widest - frame.pupil) * step / PUPILS
        own = replace(frame, pupil=pupil)
        size, shift = _way(names, own, largest, smallest, gap)
        if size:
            seen = sum(ray.size for ray in _ring(names, own, size, gap, shift)) / len(names)
            ways.append((seen * pupil**FAVOUR, pupil))
    for _, pupil in sorted(ways, reverse=True):
        own = replace(frame, pupil=pupil)
        if made := ring(names, own, largest, smallest, gap, least):
            return Iris(own, made)
    return Iris(frame, spokes(names, frame, largest, smallest, gap, least) if spoked else ())


# ---- one ring ------------------------------------------------------------------------------------


def ring(
    names: Sequence[Name],
    frame: Frame,
    largest: float,
    smallest: float,
    gap: float,
    least: float = inf,
) -> tuple[Ray, ...]:
    """Return the names in one ring; none where that would need smaller type.

    Some may be smaller than `smallest`, but not than `least`.
    """
    size, shift = _way(names, frame, largest, smallest, gap)
    least = min(smallest, least)
    if not size:
        return ()
    ways = (_ring(names, frame, size, gap, shift + 2 * pi * way / TURNS) for way in range(TURNS))
    found = max(ways, key=lambda way: round(min(ray.size for ray in way), 2))
    small = sum(ray.size < smallest - 1e-9 for ray in found)
    stands = small <= some(names) and min(ray.size for ray in found) >= least - 1e-9
    return found if stands else ()


def some(names: Sized) -> int:
    """Return how many of the names may be smaller than the others."""
    return int(SHRUNK * len(names) + 0.8)


def _way(
    names: Sequence[Name], frame: Frame, largest: float, smallest: float, gap: float
) -> tuple[float, float]:
    """Return the size of most names in one ring, and how it is turned then.

    Two or three names point to where there is room.
    """
    ways = TURNS if 1 < len(names) <= FEW else 1
    shifts = (2 * pi * way / TURNS for way in range(ways))
    sizes = ((_size(names, frame, largest, smallest, gap, shift), -shift) for shift in shifts)
    size, shift = max(sizes)
    return size, -shift


def _size(
    names: Sequence[Name], frame: Frame, largest: float, smallest: float, gap: float, shift: float
) -> float:
    """Return the size of most names in a ring so turned, 0 where it would be too small."""
    if not names or _spread(names, frame, smallest, gap) > 2 * pi:
        return 0.0
    size = _largest(lambda size: _spread(names, frame, size, gap) <= 2 * pi, smallest, largest)
    return _largest(lambda size: _fits_most(names, frame, size, gap, shift), smallest, size)


def _fits_most(names: Sequence[Name], frame: Frame, size: float, gap: float, shift: float) -> bool:
    """Tell whether in this size most names need not be smaller than the others."""
    made = _ring(names, frame, size, gap, shift)
    return sum(ray.size < size for ray in made) <= some(names)


def _ring(
    names: Sequence[Name], frame: Frame, size: float, gap: float, shift: float
) -> tuple[Ray, ...]:
    """Return a ring in type of a size: what of the circle is left stands between the names."""
    share = (2 * pi - _spread(names, frame, size, gap)) / len(names)
    start = (ALONE - pi if len(names) == 1 else HEAD) + shift
    made = []
    for number, name in enumerate(names):
        wide = _angle(name, frame.inner, size, gap) + share
        turned = cos(start + wide / 2) < 0
        before, after = (atan(side / frame.inner) for side in _sides(name, size, turned, gap))
        turn = start + before + (wide - before - after) / 2
        made.append(_fitted(number, name, frame, turn, size, turned))
        start += wide
    return tuple(made)


def _fitted(number: int, name: Name, frame: Frame, turn: float, size: float, turned: bool) -> Ray:
    """Return a name at its turn, as large as the others or as there is room for it."""
    room = frame.reach(turn, *_sides(name, size, turned)) - frame.inner
    return Ray(number, turn, frame.inner, min(size, max(room, 0.0) / name.width), turned)


# ---- spokes --------------------------------------------------------------------------------------


def spokes(
    names: Sequence[Name],
    frame: Frame,
    largest: float,
    smallest: float,
    gap: float,
    least: float = inf,
) -> tuple[Ray, ...]:
    """Return the names one behind the other on spokes; none where that needs smaller type.

    Nor where a part of the circle would stay empty. A few may be as small as `least`, each alone on
    its spoke. Spokes are as few as hold them in the largest type in which all fit, and as short.
    """
    if not names:
        return ()
    least = min(smallest, least)
    # one shape for all: spokes are as far apart as the tallest letters need
    even = max(max(name.above, name.below) for name in names)

    def made(size: float, count: int, part: float = 1.0) -> tuple[Ray, ...]:
        return tuple(_along(names, frame, size, least, even, count, part))

    def most(size: float) -> int:
        return int(2 * pi / (2 * atan((even + gap / 2) * size / frame.inner)))

    def holds(size: float, count: int, part: float = 1.0) -> bool:
        stood = made(size, count, part)
        small = sum(ray.size < smallest - 1e-9 for ray in stood)
        return len(stood) == len(names) and small <= some(names)

    if not holds(smallest, most(smallest)):
        return ()
    size = _largest(lambda size: holds(size, most(size)), smallest, largest)
    few, many = 0, most(size)
    while many - few > 1:
        middle = (few + many) // 2
        few, many = (few, middle) if holds(size, middle) else (middle, many)
    # all end a little earlier, rather than the last ones stay empty
    spare = _largest(lambda spare: holds(size, many, 1 - spare), 0.0, SPARE)
    stood = made(size, many, 1 - spare)
    return stood if _widest(stood) <= max(EMPTY * 2 * pi, 3 * pi / many) else ()


def _widest(stood: Sequence[Ray]) -> float:
    """Return the widest part of the circle in which nobody stands."""
    turns = sorted({ray.turn for ray in stood})
    return max(b - a for a, b in zip(turns, [*turns[1:], turns[0] + 2 * pi], strict=True))


def _along(
    names: Sequence[Name],
    frame: Frame,
    size: float,
    least: float,
    even: float,
    count: int,
    part: float,
) -> Iterator[Ray]:
    """Yield the names that stand on so many spokes, from the first on; of each a part is filled.

    A name that has a spoke to itself may fill all of it, and is set smaller where it must be.
    """
    number = 0
    for spoke in range(count):
        turn = HEAD + 2 * pi * (spoke + 0.5) / count
        start, turned = frame.inner, cos(turn) < 0
        room = frame.reach(turn, even * size, even * size) - start
        end = start + part * room
        while number < len(names):
            alone = start == frame.inner
            if not alone and start + names[number].width * size > end:
                break
            own = min(size, max(room, 0.0) / names[number].width) if alone else size
            if own < least:
                break
            yield Ray(number, turn, start, own, turned)
            start += names[number].width * own + APART * size
            number += 1


# ---- sums ----------------------------------------------------------------------------------------


def _sides(name: Name, size: float, turned: bool, gap: float = 0.0) -> tuple[float, float]:
    """Return how far a name spreads before its axis and after it, clockwise."""
    above, below = (name.above + gap / 2) * size, (name.below + gap / 2) * size
    return (below, above) if turned else (above, below)


def _angle(name: Name, inner: float, size: float, gap: float) -> float:
    """Return how much of the circle a name takes at its inner end."""
    return sum(atan(side / inner) for side in _sides(name, size, False, gap))


def _spread(names: Sequence[Name], frame: Frame, size: float, gap: float) -> float:
    return sum(_angle(name, frame.inner, size, gap) for name in names)


def _largest(fits: Callable[[float], bool], low: float, high: float) -> float:
    """Return the largest size that fits between two; the lower one is taken where none does."""
    if fits(high):
        return high
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low
