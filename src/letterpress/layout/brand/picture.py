"""A picture that people brought, made safe and measured: what the layout may place.

Made in press/artwork; here it is given its size. Lengths in mm unless they are said to be parts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from letterpress.base import colours

_VEILED = re.compile(r'\{(#[0-9a-f]{6}) ([0-9.]+)\}')  # a colour that lets its ground through
SEEN = 1.6  # contrast from which a drawing is told from its ground
EDGE = 0.14  # of the smaller side of its box: how far a plate reaches beyond it
ENOUGH = 0.75  # of a drawing's ink must be told from it


@dataclass(frozen=True)
class Placed:
    """A picture with its width and height in mm, and the plate that it stands on.

    `plate` is '' where it stands on the ground itself; `edge` is how far the plate reaches beyond
    it; `ground` is what lies right behind it.
    """

    picture: Picture
    width: float
    height: float
    edge: float
    plate: str
    ground: str
    address: str = ''


@dataclass(frozen=True)
class Picture:
    """A drawing (SVG, cut to its ink) or an image (PNG, cut to it).

    `text` of a drawing has its translucent colours as they were, to be mixed with the ground that
    it is placed on; `ratio` is the width of the ink by its height; `inks` are its colours, each
    with its part of the whole. `size` in pixels is that of an image.
    """

    media_type: str
    data: bytes
    ratio: float
    inks: tuple[tuple[str, float], ...]
    size: tuple[int, int] = (0, 0)

    @property
    def suffix(self) -> str:
        """Return how the name of its file ends."""
        return '.svg' if self.media_type == 'image/svg+xml' else '.png'

    def on(self, ground: str) -> bytes:
        """Return its bytes for a ground: no colour of a drawing lets anything through any more."""
        if self.media_type != 'image/svg+xml':
            return self.data
        return _VEILED.sub(
            lambda veiled: colours.over(veiled[1], float(veiled[2]), ground), self.data.decode()
        ).encode()

    def seen_on(self, ground: str) -> bool:
        """Tell whether most of it is told from a ground."""
        seen = sum(part for ink, part in self.inks if colours.contrast(ink, ground) >= SEEN)
        return seen >= ENOUGH

    def placed(
        self, wide: float, high: float, area: float, on: str, plates: Sequence[str]
    ) -> Placed:
        """Return where it stands in a box, on a ground or, unseen there, on a plate of its own.

        The plate takes its edge out of the box.
        """
        ground = next((one for one in (on, *plates) if self.seen_on(one)), on)
        edge = 0.0 if ground == on else EDGE * min(wide, high)
        width, height = self.box(wide - 2 * edge, high - 2 * edge, area)
        return Placed(self, width, height, edge, '' if ground == on else ground, ground)

    def box(self, wide: float, high: float, area: float) -> tuple[float, float]:
        """Return width and height at which it looks as large as other logos: by its area.

        No wider than `wide`, no higher than `high`; `area` in mm².
        """
        height = min((area / self.ratio) ** 0.5, high, wide / self.ratio)
        return height * self.ratio, height
