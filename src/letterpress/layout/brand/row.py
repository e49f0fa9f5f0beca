"""Logos side by side: whatever the shape of each, all look equally large, on one middle line.

Lengths in mm.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from letterpress.base.colours import WHITE
from letterpress.layout.brand.picture import EDGE, Picture, Placed
from letterpress.values import dataclass

LEAST = 0.25  # of the area of the others: what a very long logo gets at least
FEWEST = 0.5  # of the area that was asked for: less, and a long one gives way to the others


@dataclass(frozen=True)
class Standing:
    """A logo of a row: its own upper left corner, plate included, from that of the row."""

    placed: Placed
    x: float
    y: float


@dataclass(frozen=True)
class Row:
    """Logos in their order, and the box around them."""

    logos: tuple[Standing, ...]
    width: float
    height: float


def row(
    pictures: Sequence[Picture],
    width: float,
    area: float,
    gap: float,
    high: float = 1e9,
    on: str = WHITE,
    plates: Sequence[str] = (),
    fading: Collection[str] = (),
) -> Row:
    """Return pictures as they stand beside each other on a ground, no wider than `width` in all.

    Each has `area` mm² or, where that is too wide or one would be higher than `high`, all have
    less, alike. Only where one is so long that for its sake all would have less than half, that one
    gets less than the others, a quarter at least. Between them lies `gap`. What is not seen on the
    ground `on` has a plate of `plates`, which belongs to its size (see Picture.ground for
    `fading`). Raises ValueError where the gaps alone are wider.
    """
    if not pictures:
        return Row((), 0.0, 0.0)
    room = width - gap * (len(pictures) - 1)
    if room <= 0:
        raise ValueError(f'{len(pictures)} logos with gaps of {gap:g} mm are wider than {width:g}')
    grounds = [one.ground(on, plates, fading) for one in pictures]
    edges = [0.0 if ground == on else EDGE for ground in grounds]
    made = _fitted(pictures, edges, room, area, high)
    middle, x, found = max(one[1] + 2 * one[2] for one in made) / 2, 0.0, []
    for picture, ground, (wide, tall, edge) in zip(pictures, grounds, made, strict=True):
        plate = '' if ground == on else ground
        placed = Placed(picture, wide, tall, edge, plate, ground)
        found.append(Standing(placed, x, middle - placed.high / 2))
        x += placed.wide + gap
    return Row(tuple(found), x - gap, 2 * middle)


def _fitted(
    pictures: Sequence[Picture], edges: Sequence[float], room: float, area: float, high: float
) -> list[tuple[float, float, float]]:
    """Return width, height and the plate's edge of each, the largest that fit."""
    sized = [_sized(one, area, edge) for one, edge in zip(pictures, edges, strict=True)]
    tallest = max(tall + 2 * edge for _, tall, edge in sized)
    share = min(1.0, high / tallest)
    sized = [_times(one, share) for one in sized]
    widths = [wide + 2 * edge for wide, _, edge in sized]
    if sum(widths) <= room:
        return sized
    share = room / sum(widths)
    longest = max(range(len(sized)), key=widths.__getitem__)
    others = sum(widths) - widths[longest]
    if share**2 < FEWEST and widths[longest] > others > 0:  # for one's sake all would be small
        narrower = (room - others) / widths[longest]
        sized[longest] = _times(sized[longest], max(LEAST**0.5, narrower))
        share = min(1.0, room / sum(wide + 2 * edge for wide, _, edge in sized))
    return [_times(one, share) for one in sized]


def _sized(picture: Picture, area: float, edge: float) -> tuple[float, float, float]:
    """Return width, height and the plate's edge of a picture that has an area with its plate."""
    wide, tall = picture.box(1e9, 1e9, area)
    if not edge:
        return wide, tall, 0.0
    reach = edge * min(wide, tall)
    share = (area / ((wide + 2 * reach) * (tall + 2 * reach))) ** 0.5
    return wide * share, tall * share, reach * share


def _times(one: tuple[float, float, float], share: float) -> tuple[float, float, float]:
    return one[0] * share, one[1] * share, one[2] * share
