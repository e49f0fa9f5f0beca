"""The few colours of a drawn page: those it is printed in, exactly, and mixes of two at its edges.

A page of flat colours has no others but where one shines through the edge of another. So its
palette is made, not guessed: the same page has the same one, and no colour of the campaign shifts.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

MOST = 32  # colours of a palette
FEW, _FEW_FLATS = 16, 4  # of one with so few flat ones: a PNG has them in half the bits
_FLATS = 16  # flat ones, at most: the others are for the edges
_AREA = 1000  # a colour on one pixel of so many is flat
_STEPS = 15  # between two flat colours, at most
# Pillow finds the nearest colour by cells of 4 × 4 × 4: what lies closer could take another's place
_CLOSE = 12
_MOTLEY = 60_000  # a picture of more colours is no page of flat ones
_FAR = 40 * 40  # squared distance at which a colour is another one
_SPOILT = 500  # where one pixel of so many would become another colour, none is indexed

Colour = tuple[int, int, int]


def of(drawn: Image, flats: Iterable[str] = ()) -> tuple[Colour, ...]:
    """Return the palette of a picture; () where it needs more colours than MOST.

    `flats` ('#rrggbb') are in it where they are in the picture at all.
    """
    counted: Any = drawn.getcolors(_MOTLEY)
    if counted is None:
        return ()
    pixels = drawn.width * drawn.height
    held: dict[Colour, int] = {colour: count for count, colour in counted}
    asked = {_read(one) for one in flats}
    wide = {one for one, count in held.items() if count * _AREA >= pixels}
    # a little of a colour that two others make where they meet is an edge of them
    due = wide | {one for one in asked & held.keys() if not _is_edge(one, wide)}
    flat = _apart(sorted(due, key=lambda one: (one not in asked, -held[one], one)))[:_FLATS]
    pairs = list(combinations(range(len(flat)), 2))
    if not pairs:
        return tuple(flat)
    edges, spoilt = dict.fromkeys(pairs, 0), 0
    for colour, count in held.items():
        if colour not in flat:
            distance, pair = min((_off(colour, flat[a], flat[b]), (a, b)) for a, b in pairs)
            edges[pair] += count
            spoilt += count if distance > _FAR else 0
    if spoilt * _SPOILT > pixels:
        return ()
    return tuple(dict.fromkeys([*flat, *_mixes(flat, edges)]))


def indexed(drawn: Image, colours: Sequence[Colour]) -> Image:
    """Return a picture in the nearest of these colours."""
    from PIL import Image

    table = Image.new('P', (1, 1))
    table.putpalette([value for colour in colours for value in colour])
    return drawn.quantize(palette=table, dither=Image.Dither.NONE)


def _mixes(flat: Sequence[Colour], edges: dict[tuple[int, int], int]) -> list[Colour]:
    """Share what is left of a palette among the edges, by how much there is of each.

    By Webster's rule for seats: the next one to whom it stands for the most.
    """
    seats = dict.fromkeys(edges, 0)
    most = {(a, b): min(_STEPS, int(math.dist(flat[a], flat[b]) / _CLOSE) - 1) for a, b in edges}
    for _ in range((FEW if len(flat) <= _FEW_FLATS else MOST) - len(flat)):
        open_ = [pair for pair in edges if edges[pair] and seats[pair] < most[pair]]
        if not open_:
            break
        seats[max(open_, key=lambda pair: (edges[pair] / (2 * seats[pair] + 1), pair))] += 1
    return [
        _mixed(flat[a], flat[b], step / (count + 1))
        for (a, b), count in seats.items()
        for step in range(1, count + 1)
    ]


def _apart(colours: Iterable[Colour]) -> list[Colour]:
    """Return colours without those that are hardly another one than one before."""
    found: list[Colour] = []
    for colour in colours:
        if all(math.dist(colour, one) > _CLOSE for one in found):
            found.append(colour)
    return found


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _is_edge(colour: Colour, flat: Iterable[Colour]) -> bool:
    return any(_off(colour, a, b) <= _CLOSE * _CLOSE for a, b in combinations(flat, 2))


def _off(colour: Colour, one: Colour, other: Colour) -> float:
    """Return how far a colour is from every mix of two, squared."""
    (a, b, c), (x, y, z) = one, colour
    i, j, k = other[0] - a, other[1] - b, other[2] - c
    share = ((x - a) * i + (y - b) * j + (z - c) * k) / (i * i + j * j + k * k)
    share = min(max(share, 0.0), 1.0)
    return (x - a - share * i) ** 2 + (y - b - share * j) ** 2 + (z - c - share * k) ** 2


def _read(colour: str) -> Colour:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
