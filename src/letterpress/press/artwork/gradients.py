"""A gradient as bands of one colour each.

The engine loses a shading that is not where it expects it, and old presses know none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from math import hypot

from fontTools.misc.transform import Transform

from letterpress.press.artwork import svg
from letterpress.press.artwork.document import Document
from letterpress.press.artwork.styles import Stylesheet
from letterpress.press.artwork.svg import DEEP, PLAIN, Box, Node, Stop, Unsafe
from letterpress.values import dataclass

KINDS = {
    'linearGradient': ('x1', 'y1', 'x2', 'y2'),
    'radialGradient': ('cx', 'cy', 'r', 'fx', 'fy'),
}
_ALL = ('gradientUnits', 'gradientTransform', 'spreadMethod')
BANDS = 64  # finer than the eye sees on a logo
MOST_STOPS = 256
Point = tuple[float, float]


@dataclass(frozen=True)
class Gradient:
    """A gradient: its element, its attributes and stops, those it refers to included."""

    source: Node
    said: Mapping[str, str]
    stops: list[Stop]

    @property
    def linear(self) -> bool:
        """Whether its colours change along a line."""
        return self.source.name == 'linearGradient'

    @property
    def boxed(self) -> bool:
        """Whether its places are parts of the box of what it paints."""
        return self.said.get('gradientUnits', 'objectBoundingBox') == 'objectBoundingBox'

    def matrix(self, box: Box) -> Transform | None:
        """Return what its places go through to those of the shape; None for a box without area."""
        made = svg.transform(self.said.get('gradientTransform', ''))
        if self.boxed:
            wide, high = box[2] - box[0], box[3] - box[1]
            made = Transform(wide, 0, 0, high, box[0], box[1]).transform(made)
        return made if made[0] * made[3] - made[1] * made[2] else None

    def places(self, length: Callable[[str, int], float]) -> Callable[[str, str], float]:
        """Return what tells a place by its attribute, and what stands there where nothing does.

        length: a length along an axis as a number.
        """

        def place(key: str, default: str) -> float:
            text = self.said.get(key, default)
            return svg.part(text) if self.boxed else length(text, int('y' in key))

        return place

    def marks(self) -> list[float]:
        """Return where bands begin and end, from 0 to 1."""
        steps = [svg.steps(one, other) for one, other in pairwise(self.stops)]
        count = min(BANDS, max(2, *steps, len(self.stops)) * 2)
        return [number / count for number in range(count + 1)]


def find(node: Node, name: str, document: Document) -> Gradient:
    """Return the gradient that an element is painted with. Raises Unsafe."""
    source = document.by_id.get(name)
    if source is None or source.name not in KINDS:
        kind = source.name if source else 'nothing'
        what = f'<{node.name}> is painted with #{name}, which is {kind}'
        raise Unsafe(node.line, what, svg.REMEDIES.get(kind, PLAIN))
    chain, at = [source], source
    while svg.address(at):
        at = document.target(at)
        if len(chain) > DEEP:
            raise Unsafe(node.line, f'the gradient #{name} refers to itself')
        chain.append(at)
    said: dict[str, str] = {}
    for one in reversed(chain):
        known = (*KINDS[source.name], *_ALL)
        said |= {key: one.attributes[key] for key in known if key in one.attributes}
    if said.get('spreadMethod', 'pad') != 'pad':
        raise Unsafe(source.line, f'the gradient #{name} repeats itself')
    if max(len(one.children) for one in chain) > MOST_STOPS:
        raise Unsafe(source.line, f'the gradient #{name} has more than {MOST_STOPS} colours')
    stops = next((found for one in chain if (found := _stops(one, document.sheet))), [])
    return Gradient(source, said, stops)


def _stops(gradient: Node, sheet: Stylesheet) -> list[Stop]:
    found: list[Stop] = []
    for stop in gradient.children:
        if stop.name == 'stop':
            style = sheet.of(stop, {})
            value = style.get('stop-color', 'black')
            if value == 'currentColor':
                value = style.get('color', 'black')
            colour, alpha = svg.colour_of(value, stop)
            offset = min(1.0, max(0.0, svg.share(style.get('offset', '0'))))
            found.append((offset, colour, alpha * svg.share(style.get('stop-opacity', '1'))))
    return found


def bands(
    gradient: Gradient,
    box: Box,
    length: Callable[[str, int], float],
    colour: Callable[[str, float], str],
) -> str:
    """Return the bands of a gradient over a box, the shape's own, to be cut by it; '' for none.

    length: a length along an axis as a number. colour: how a colour of some opacity is printed.
    """
    matrix = gradient.matrix(box)
    if not gradient.stops or matrix is None:
        return ''
    place = gradient.places(length)
    back = matrix.inverse()
    corners = [back.transformPoint((x, y)) for x in (box[0], box[2]) for y in (box[1], box[3])]

    def shade(at: float) -> str:
        return colour(*svg.between(gradient.stops, at))

    drawn = _linear if gradient.linear else _radial
    parts = drawn(gradient.marks(), corners, place, shade)
    return f'<g{svg.matrix_of(matrix)}>{"".join(parts)}</g>'


def _linear(
    marks: list[float],
    corners: list[Point],
    place: Callable[[str, str], float],
    shade: Callable[[float], str],
) -> Iterator[str]:
    x1, y1 = place('x1', '0%'), place('y1', '0%')
    dx, dy = place('x2', '100%') - x1, place('y2', '0%') - y1
    away = max(hypot(x - x1, y - y1) for x, y in corners)
    far = 2 + 2 * away / max(hypot(dx, dy), 1e-9)
    for number, at in enumerate(marks):
        start = -far if number == 0 else at
        ends = ((start, -1), (far, -1), (far, 1), (start, 1))
        points = (
            (x1 + dx * t - dy * side * far, y1 + dy * t + dx * side * far) for t, side in ends
        )
        written = ' '.join(f'{x:.5f},{y:.5f}' for x, y in points)
        yield f'<polygon points="{written}" fill="{shade(at)}"/>'


def _radial(
    marks: list[float],
    corners: list[Point],
    place: Callable[[str, str], float],
    shade: Callable[[float], str],
) -> Iterator[str]:
    cx, cy, r = place('cx', '50%'), place('cy', '50%'), place('r', '50%')
    fx, fy = place('fx', f'{cx:.6f}'), place('fy', f'{cy:.6f}')
    bound = 2 * max(hypot(x - cx, y - cy) for x, y in corners) + r
    yield f'<circle cx="{cx:.5f}" cy="{cy:.5f}" r="{bound:.5f}" fill="{shade(1)}"/>'
    for at in reversed(marks[1:]):
        x, y = fx + (cx - fx) * at, fy + (cy - fy) * at
        tone = shade(at - 0.5 / (len(marks) - 1))
        yield f'<circle cx="{x:.5f}" cy="{y:.5f}" r="{r * at:.5f}" fill="{tone}"/>'
