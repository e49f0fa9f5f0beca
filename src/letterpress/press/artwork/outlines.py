"""The outlines of shapes: where they stand, what they cover, and how they cut others.

The engine cuts by whatever runs round a place (nonzero), never by turns (evenodd), and forgets
where the parts of a clip stand: what cuts is written anew as one path in its place.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from fontTools.misc.transform import Transform
from fontTools.pens.areaPen import AreaPen
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.perimeterPen import PerimeterPen
from fontTools.pens.pointInsidePen import PointInsidePen
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.reverseContourPen import ReverseContourPen
from fontTools.pens.roundingPen import RoundingPen
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.svgLib.path import parse_path
from fontTools.svgLib.path.shapes import PathBuilder

from letterpress.press.artwork.svg import SVG, Box
from letterpress.values import dataclass

Contour = list[tuple[str, Any]]  # what a pen is told


@dataclass(frozen=True)
class Outline:
    """The outline of a shape where it stands: its box, the area in it, how long it is."""

    box: Box
    area: float
    length: float
    contours: tuple[Contour, ...]
    drawn: tuple[tuple[str, Any], ...] = ()  # what a pen was told, with what is left open

    def path(self, evenodd: bool, places: int | None = None) -> str:
        """Return it as the data of a path that covers the same where turns are not counted.

        Numbers have six digits, or so many decimal places.
        """
        writer, pen = _writer(places)
        for contour in self.contours:
            _draw(contour, ReverseContourPen(pen) if evenodd and self._against(contour) else pen)
        made: str = writer.getCommands()
        return made

    def data(self, places: int) -> str:
        """Return it as the data of a path as it was drawn, open where it was left open."""
        writer, pen = _writer(places)
        _draw(list(self.drawn), pen)
        made: str = writer.getCommands()
        return made

    @property
    def turns(self) -> int:
        """How many steps it takes to find which way round its contours must run."""
        return len(self.contours) * sum(map(len, self.contours))

    def _against(self, contour: Contour) -> bool:
        """Tell whether a contour must run the other way round: it bounds a hole or it does not."""
        start = contour[0][1][0]
        depth = 0
        for other in self.contours:
            if other is not contour:
                pen = PointInsidePen(None, start, evenOdd=True)
                _draw(other, pen)
                depth += bool(pen.getResult())
        return (depth % 2 == 0) != (_area(contour) > 0)


def outline(name: str, geometry: dict[str, str], matrix: Transform) -> Outline | None:
    """Return the outline of a shape, None where it has none; what is open is closed."""
    builder = PathBuilder()
    try:
        builder.add_path_from_element(Element(f'{{{SVG}}}{name}', geometry))
    except (ValueError, KeyError, AttributeError):
        return None
    drawn = RecordingPen()
    for text in builder.paths:
        if text:
            parse_path(text, TransformPen(drawn, matrix))
    box, around = BoundsPen(None), PerimeterPen()
    drawn.replay(box)
    if box.bounds is None:
        return None
    if name in ('circle', 'ellipse'):  # come back to their beginning, and end there
        drawn.value[-1] = ('closePath', ())
    drawn.replay(around)
    contours: list[Contour] = []
    for what, points in drawn.value:
        if what == 'moveTo':
            contours.append([])
        contours[-1].append(('closePath' if what == 'endPath' else what, points))
    area = abs(sum(map(_area, contours)))
    return Outline(box.bounds, area, around.value, tuple(contours), tuple(drawn.value))


def _writer(places: int | None) -> tuple[SVGPathPen, Any]:
    """Return a pen that writes a path, and the one to draw with: it rounds to decimal places."""
    if places is None:
        writer = SVGPathPen(None, lambda number: f'{number:.6g}')
        return writer, writer
    writer = SVGPathPen(None, plain)
    return writer, RoundingPen(writer, lambda number: round(number, places))


def plain(number: float) -> str:
    """Return a number as it is written in few letters."""
    written = f'{number:.6f}'.rstrip('0').rstrip('.')
    return '0' if written == '-0' else written


def _draw(contour: Contour, pen: Any) -> None:
    for what, points in contour:
        getattr(pen, what)(*points)


def _area(contour: Contour) -> float:
    pen = AreaPen()
    _draw(contour, pen)
    area: float = pen.value
    return area


def holds(outer: Box, inner: Box) -> bool:
    """Tell whether one box lies in another."""
    left, top, right, bottom = nearly(outer)
    return left <= inner[0] and top <= inner[1] and right >= inner[2] and bottom >= inner[3]


def nearly(box: Box) -> Box:
    """Return a box with the little around it by which one that lies in it may reach out."""
    near = 1e-6 * max(1.0, *map(abs, box))
    return box[0] - near, box[1] - near, box[2] + near, box[3] + near


def near(one: Box, other: Box, most: float) -> bool:
    """Tell whether no side of a box is farther from that of another."""
    return all(abs(a - b) <= most for a, b in zip(one, other, strict=True))


def meet(one: Box, other: Box) -> bool:
    """Tell whether two boxes share an area."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def shared(one: Box | None, other: Box) -> Box:
    """Return what two boxes share; its sides are the wrong way round where that is nothing."""
    if one is None:
        return other
    left, top = max(one[0], other[0]), max(one[1], other[1])
    return left, top, min(one[2], other[2]), min(one[3], other[3])


def around(one: Box | None, other: Box) -> Box:
    """Return the box around two."""
    if one is None:
        return other
    left, top = min(one[0], other[0]), min(one[1], other[1])
    return left, top, max(one[2], other[2]), max(one[3], other[3])


def through(box: Box, matrix: Transform) -> Box:
    """Return the box around a box that goes through a matrix."""
    points = [matrix.transformPoint((x, y)) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
