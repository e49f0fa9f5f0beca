"""Parts of posters: the panel they stand on, a height chart, studs between names. Lengths in mm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.base.lengths import Size
    from letterpress.layout.type.walls.bricks import Wall
    from letterpress.layout.type.wood import Line

LOWEST = -8  # ticks below the zero of a chart: further down no sheet reaches
TALLEST = 40  # cm: of the line that stands out
STUD = 0.14  # of the size of the names
STUD_RISE = 0.34  # of the size: the middle of a letter


@dataclass(frozen=True)
class Panel:
    """What is printed of a sheet: all of it, or a panel with an edge of its own all round."""

    edge: float
    width: float
    height: float

    def inset(self, length: float) -> float:
        """Return what lies so far inside the left edge (or the right one) as a place."""
        return self.edge + length

    def up(self, length: float) -> float:
        """Return the place so far above the lower edge."""
        return self.edge + self.height - length

    def safe(self, length: float, least: float) -> float:
        """Return `inset`, but never nearer to the sheet's own edge than a printer allows."""
        return max(self.edge + length, least) if self.edge else length


def panel(size: Size, edge: float = 0) -> Panel:
    """Return the panel of a sheet."""
    return Panel(edge, size.width - 2 * edge, size.height - 2 * edge)


@dataclass(frozen=True)
class Tick:
    """A rule of a height chart: its number from the zero, the upper edges of it and of its figure.

    above: the centimetres above the zero that it stands for. hidden: letters stand before it; only
    its ends show.
    """

    number: int
    above: int
    top: float
    figure: float
    hidden: bool


def chart(
    head: Sequence[Line],
    top: float,
    step: float,
    most: int,
    clear: tuple[float, float],
    thick: float,
    rise: float,
) -> tuple[Tick, ...]:
    """Return the rules of a chart whose zero is the foot of the line that stands out.

    About `step` between two, more where else more than `most` stood behind that line, so that the
    tops of its letters fall in the middle between two of them; from `top` down to the last line.
    One is 10 cm above the next, or 5 where that line would be taller than TALLEST.
    What would run through the lines above it is hidden, from the one part of `clear` above the
    first to the other below its own top. Each rule
    is `thick`; its figure begins `rise` above its middle.
    """
    star = outstanding(head)
    tall = star.y - star.top
    rows = min(max(round(tall / step - 0.5), 1), most)
    pitch, apart = tall / (rows + 0.5), 10 if (rows + 0.5) * 10 <= TALLEST else 5
    ticks = []
    for number in range(int((star.y - top) / pitch), LOWEST, -1):
        y = star.y - number * pitch
        crossed = head[0] != star and head[0].top - clear[0] < y < star.top - clear[1]
        if number and y < head[-1].y:
            hidden = crossed or y > star.y
            ticks.append(Tick(number, number * apart, y - thick / 2, y - rise, hidden))
    return tuple(ticks)


def outstanding(head: Sequence[Line]) -> Line:
    """Return the line between stars, or one that has a part between them, or the first."""
    marked = [line for line in head if line.marks]
    return next((line for line in marked if line.starred), (*marked, head[0])[0])


@dataclass(frozen=True)
class Stud:
    """A square between two names of one row."""

    left: float
    top: float
    size: float


def studs(wall: Wall) -> tuple[Stud, ...]:
    """Return a stud between each two names that stand beside each other."""
    size = STUD * wall.size
    return tuple(
        Stud(
            (min(line.right, after.right) + max(line.x, after.x) - size) / 2,
            line.y - STUD_RISE * line.size - size / 2,
            size,
        )
        for line, after in zip(wall.lines, wall.lines[1:], strict=False)
        if after.y == line.y
    )
