"""A picture that people brought, made safe and measured: what the layout may place.

Made in press/artwork; here it is given its size. Lengths in mm unless they are said to be parts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from letterpress.base import colours
from letterpress.values import dataclass

_VEILED = re.compile(r'\{(#[0-9a-f]{6}) ([0-9.]+)\}')  # a colour that lets its ground through
SEEN = 1.6  # contrast from which a drawing is told from its ground
MIDDLE = '#767676'  # as far from white as from black: what has both is told from it
EDGE = 0.14  # of the smaller side of its box: how far a plate reaches beyond it
ENOUGH = 0.75  # of a drawing's ink must be told from it


@dataclass(frozen=True)
class Mark:
    """What of a picture stands on the ground itself: its colour, and its part of all that does.

    `within` are colours that lie on it. A mark that is one with its ground is still seen by them:
    a white disc with a black bird on white paper is a black bird.
    """

    ink: str
    part: float
    within: tuple[str, ...] = ()

    def seen_on(self, ground: str) -> bool:
        """Tell whether it is told from a ground."""
        return any(colours.contrast(ink, ground) >= SEEN for ink in (self.ink, *self.within))


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

    @property
    def wide(self) -> float:
        """Return the width that it takes, its plate's edge included."""
        return self.width + 2 * self.edge

    @property
    def high(self) -> float:
        """Return the height that it takes, its plate's edge included."""
        return self.height + 2 * self.edge


@dataclass(frozen=True)
class Picture:
    """A drawing (SVG, cut to its ink) or an image (PNG, cut to it).

    `text` of a drawing has its translucent colours as they were, to be mixed with the ground that
    it is placed on; `ratio` is the width of the ink by its height; `marks` are what stands on the
    ground. `size` in pixels is that of an image, `small` its bytes for pages on a screen.
    """

    media_type: str
    data: bytes
    ratio: float
    marks: tuple[Mark, ...]
    size: tuple[int, int] = (0, 0)
    small: bytes = b''

    @property
    def suffix(self) -> str:
        """Return how the name of its file ends."""
        return '.svg' if self.media_type == 'image/svg+xml' else '.png'

    @property
    def veiled(self) -> bool:
        """Whether its ground shines through, so that its bytes are those for one ground."""
        return bool(_VEILED.search(self.data.decode('ascii', 'replace'))) and self.suffix == '.svg'

    def on(self, ground: str) -> bytes:
        """Return its bytes for a ground: no colour of a drawing lets anything through any more."""
        if self.media_type != 'image/svg+xml':
            return self.data
        return _VEILED.sub(
            lambda veiled: colours.over(veiled[1], float(veiled[2]), ground), self.data.decode()
        ).encode()

    def seen(self, ground: str) -> float:
        """Return how much of it is told from a ground, from 0 to 1."""
        return sum(mark.part for mark in self.marks if mark.seen_on(ground))

    def seen_on(self, ground: str) -> bool:
        """Tell whether most of it is told from a ground."""
        return self.seen(ground) >= ENOUGH

    def ground(self, on: str, plates: Sequence[str], fading: Collection[str] = ()) -> str:
        """Return what it is placed on: the ground itself, or the first plate that shows it.

        Where none shows most of it, that on which the most is seen. Grounds of `fading` are white
        in some version of the sheet: it must be seen there, too, and be mixed with neither.
        """

        def seen(one: str) -> float:
            if one not in fading:
                return self.seen(one)
            return 0.0 if self.veiled else min(self.seen(one), self.seen(colours.WHITE))

        choice = (on, *plates)
        return next((one for one in choice if seen(one) >= ENOUGH), max(choice, key=seen))

    def placed(
        self,
        wide: float,
        high: float,
        area: float,
        on: str,
        plates: Sequence[str],
        fading: Collection[str] = (),
    ) -> Placed:
        """Return where it stands in a box, on a ground or, unseen there, on a plate of its own.

        The plate takes its edge out of the box. Of `fading` see `ground`.
        """
        ground = self.ground(on, plates, fading)
        edge = 0.0 if ground == on else EDGE * min(wide, high)
        width, height = self.box(wide - 2 * edge, high - 2 * edge, area)
        return Placed(self, width, height, edge, '' if ground == on else ground, ground)

    def box(self, wide: float, high: float, area: float) -> tuple[float, float]:
        """Return width and height at which it looks as large as other logos: by its area.

        No wider than `wide`, no higher than `high`; `area` in mm².
        """
        height = min((area / self.ratio) ** 0.5, high, wide / self.ratio)
        return height * self.ratio, height
