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

    def path(self, evenodd: bool) -> str:
        """Return it as the data of a path that covers the same where turns are not counted."""
        pen = SVGPathPen(None, lambda number: f'{number:.6g}')
        for contour in self.contours:
            _draw(contour, ReverseContourPen(pen) if evenodd and self._against(contour) else pen)
        made: str = pen.getCommands()
        return made

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
    drawn.replay(around)
    contours: list[Contour] = []
    for what, points in drawn.value:
        if what == 'moveTo':
            contours.append([])
        contours[-1].append(('closePath' if what == 'endPath' else what, points))
    area = abs(sum(map(_area, contours)))
    return Outline(box.bounds, area, around.value, tuple(contours))


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
    near = 1e-6 * max(1.0, *map(abs, outer))
    return (
        outer[0] <= inner[0] + near
        and outer[1] <= inner[1] + near
        and outer[2] >= inner[2] - near
        and outer[3] >= inner[3] - near
    )


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
