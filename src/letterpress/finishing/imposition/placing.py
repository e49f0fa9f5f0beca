"""What lies on a sheet: pages, strokes and labels, in millimetres from its lower left corner."""

from __future__ import annotations

import math

from letterpress.values import dataclass

SLACK = 1e-6  # mm: what sums of lengths may be off


@dataclass(frozen=True)
class Box:
    """A rectangle on a sheet: its lower left corner, its width and height, in mm."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.y + self.height

    def holds(self, other: Box, slack: float = SLACK) -> bool:
        """Tell whether another lies inside it."""
        return (
            self.x <= other.x + slack
            and self.y <= other.y + slack
            and other.right <= self.right + slack
            and other.top <= self.top + slack
        )

    def overlaps(self, other: Box, slack: float = SLACK) -> bool:
        """Tell whether both have an area in common."""
        return (
            self.x < other.right - slack
            and other.x < self.right - slack
            and self.y < other.top - slack
            and other.y < self.top - slack
        )


@dataclass(frozen=True)
class Placement:
    """A page on a sheet.

    `box` is where it lies once it is turned (anticlockwise, by a multiple of 90 degrees) and
    scaled; `window` is what shows of it, all where there is none.
    """

    page: int  # counted from 0
    box: Box
    turn: int = 0
    window: Box | None = None

    def matrix(self, width: float, height: float) -> tuple[float, ...]:
        """Return what takes a page of this size (mm) there: a b c d in the plane, e f in mm."""
        turned = self.turn % 180 == 90
        across, up = (height, width) if turned else (width, height)
        sx, sy = self.box.width / across, self.box.height / up
        cos, sin = (
            round(math.cos(math.radians(self.turn))),
            round(math.sin(math.radians(self.turn))),
        )
        a, b, c, d = cos * sx, sin * sy, -sin * sx, cos * sy
        corners = [(a * x + c * y, b * x + d * y) for x in (0, width) for y in (0, height)]
        left, low = min(x for x, _ in corners), min(y for _, y in corners)
        return a, b, c, d, self.box.x - left, self.box.y - low


@dataclass(frozen=True)
class Stroke:
    """A line from one point to another; `width` in points, `dash` the lengths on and off in mm.

    `seen` is drawn on a white one that is a little wider: it shows on any ground.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    width: float = 0.4
    dash: tuple[float, ...] = ()
    seen: bool = False


@dataclass(frozen=True)
class Label:
    """A line of text, in black: where its baseline begins, ends or has its middle.

    `size` in points; `align` is 'left', 'middle' or 'right'; `turn` 0 or 90 (it reads upwards);
    `plate` is the white around it, in mm, None for none; `loud` sets it in wood type. It is set
    smaller where it would be longer than `most` mm.
    """

    text: str
    x: float
    y: float
    size: float
    align: str = 'left'
    turn: int = 0
    plate: float | None = None
    loud: bool = False
    most: float = math.inf


@dataclass(frozen=True)
class Sheet:
    """A sheet of paper, printed on one side, in mm: pages below, strokes on them, labels on top."""

    width: float
    height: float
    placements: tuple[Placement, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    labels: tuple[Label, ...] = ()

    @property
    def area(self) -> Box:
        """All of it."""
        return Box(0, 0, self.width, self.height)
