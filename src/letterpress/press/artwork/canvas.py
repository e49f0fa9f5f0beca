"""What is painted of a drawing so far: veils are mixed with it, and what stands on the ground told.

A shape stands on the ground itself unless an earlier one lies under all of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field

from letterpress.base import colours
from letterpress.layout.brand.picture import Mark
from letterpress.press.artwork import outlines
from letterpress.press.artwork.outlines import Outline
from letterpress.press.artwork.svg import Box, Node, Unsafe
from letterpress.values import dataclass

OPAQUE = 0.999
VEILED = '{{{colour} {alpha:.4f}}}'  # a colour over nothing, to be mixed with the ground
VEIL = re.compile(r'\{(#[0-9a-f]{6}) ([0-9.]+)\}')
SOLID = 0.7  # of its box: what a shape covers at least that others can lie on; letters cover less
NOTABLE = 0.05  # of a shape: how much of it another must cover to be what is seen of it


@dataclass
class Shape:
    """A shape that stands already: its box, its colour if it is a full, upright rectangle.

    `inks` are its colours by area, `within` those of the shapes that lie on it.
    """

    box: Box
    colour: str
    inks: Mapping[str, float]
    solid: bool
    within: dict[str, float] = field(default_factory=dict)


class Canvas:
    """What was painted of one drawing, in its order."""

    def __init__(self) -> None:
        self.shapes: list[Shape] = []
        self._grounded: list[Shape] = []
        # of these, on which others can lie, each with its box
        self._solid: list[tuple[float, float, float, float, Shape]] = []

    def crowd(self, veiled: bool) -> int:
        """Return how many shapes the next one is compared with: ten times as long for a veil."""
        return 10 * len(self.shapes) if veiled else len(self._solid)

    def add(self, shape: Shape) -> None:
        """Paint a shape."""
        self.shapes.append(shape)
        left, top, right, bottom = shape.box
        for x, y, to_x, to_y, below in self._solid:
            if x <= left and y <= top and to_x >= right and to_y >= bottom:
                for ink, area in shape.inks.items():
                    below.within[ink] = below.within.get(ink, 0.0) + area
                return
        self._grounded.append(shape)
        if shape.solid:
            self._solid.append((*outlines.nearly(shape.box), shape))

    def box(self) -> Box | None:
        """Return the box around all, None where there is nothing."""
        found: Box | None = None
        for shape in self.shapes:
            found = outlines.around(found, shape.box)
        return found

    def marks(self) -> tuple[Mark, ...]:
        """Return what stands on the ground itself, each colour with its part of it."""
        whole = sum(sum(shape.inks.values()) for shape in self._grounded) or 1.0
        found: dict[tuple[str, tuple[str, ...]], float] = {}
        for shape in self._grounded:
            area = sum(shape.inks.values())
            within = tuple(sorted(k for k, v in shape.within.items() if v >= NOTABLE * area))
            for ink, part in shape.inks.items():
                found[ink, within] = found.get((ink, within), 0.0) + part / whole
        return tuple(Mark(ink, part, within) for (ink, within), part in sorted(found.items()))

    def mixed(self, node: Node, colour: str, alpha: float, box: Box) -> str:
        """Return a colour; one that lets something through is mixed with what lies below.

        Over nothing it is written {colour alpha}, to be mixed with the ground. Raises Unsafe where
        more than one thing lies below.
        """
        if alpha >= OPAQUE:
            return colour
        for below in reversed(self.shapes):
            if below.colour and outlines.holds(below.box, box):
                return colours.over(colour, alpha, below.colour)
            if outlines.meet(below.box, box):
                raise Unsafe(
                    node.line,
                    f'<{node.name}> lets what lies below it through ({alpha:.0%} opaque)',
                    'give it a full colour, and cut overlapping shapes apart '
                    '(Inkscape: Path, Division)',
                )
        return VEILED.format(colour=colour, alpha=alpha)


def solid(outline: Outline, filled: bool, rule: str) -> bool:
    """Tell whether others can lie on a shape: it is filled, and no letter, ring or row of parts."""
    left, top, right, bottom = outline.box
    whole = (right - left) * (bottom - top)
    holes = len(outline.contours) > 1 and rule == 'evenodd'
    return filled and not holes and outline.area >= SOLID * whole > 0
