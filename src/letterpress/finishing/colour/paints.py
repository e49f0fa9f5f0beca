"""Paints: what a colour of a print becomes in another version of it."""

from __future__ import annotations

from letterpress.base import colours
from letterpress.values import dataclass

Cmyk = tuple[float, float, float, float]  # cyan, magenta, yellow, black, each from 0 to 100
Grey = tuple[float]  # black, from 0 to 100
Ink = str | Cmyk | Grey  # '#rrggbb', or inks

LARGE = 24.0  # points from which type is large
FLAT = 20.0  # mm of a flat from which a single black looks grey
RULE = 2.0  # mm up to which a shape is a rule


@dataclass(frozen=True)
class Line:
    """An outline: its colour, and its width on the sheet in mm."""

    colour: Ink
    width: float


@dataclass(frozen=True)
class Paint:
    """What stands for one colour.

    `fill` None: shapes in this colour are not painted, nor is type unless it has a line. With a
    `line`, shapes and type from `small` points on are filled with `fill` (or not at all) and drawn
    round in the line; smaller type is filled in the line's colour, for it would be lost. A stroke
    that is thicker than two lines becomes a bar in outline. `solid` is the ink of flats that are
    more than `FLAT` mm wide; `overprint`: type below `small` points, and rules of no more than
    `RULE` mm, are printed over what lies under them, and knock nothing out.
    """

    fill: Ink | None
    line: Line | None = None
    small: float = LARGE
    solid: Ink | None = None
    overprint: bool = False


def key(red: float, green: float, blue: float) -> str:
    """Return a colour of a print (channels from 0 to 1) as '#rrggbb'."""
    return colours.written(255 * red, 255 * green, 255 * blue)


def operands(ink: Ink) -> tuple[tuple[float, ...], bytes, bytes]:
    """Return an ink as PDF sets it: its numbers, the operator for fills, that for lines."""
    if isinstance(ink, str):
        return tuple(channel / 255 for channel in colours.channels(ink)), b'rg', b'RG'
    if len(ink) == 1:
        return (1 - ink[0] / 100,), b'g', b'G'
    return tuple(share / 100 for share in ink), b'k', b'K'
