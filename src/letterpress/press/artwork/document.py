"""A drawing as it was brought: its elements by their names, their styles, shapes and references."""

from __future__ import annotations

from collections.abc import Mapping

from fontTools.misc.transform import Identity, Transform

from letterpress.press.artwork import svg
from letterpress.press.artwork.styles import Stylesheet
from letterpress.press.artwork.svg import DEEP, LETTERS, MOST, NUMBER, REMEDIES, STEPS, Node, Unsafe

SHAPES = {
    'path': ('d',),
    'rect': ('x', 'y', 'width', 'height', 'rx', 'ry'),
    'circle': ('cx', 'cy', 'r'),
    'ellipse': ('cx', 'cy', 'rx', 'ry'),
    'line': ('x1', 'y1', 'x2', 'y2'),
    'polyline': ('points',),
    'polygon': ('points',),
}

MOST_DASHES = 10_000
_CAPS, _JOINS = ('butt', 'round', 'square'), ('miter', 'round', 'bevel')
Line = dict[str, str | float | list[float]]


class Document:
    """A drawing: `view` is its canvas, `sheet` its rules, `by_id` its named elements.

    Raises Unsafe for what would run, or reaches out.
    """

    def __init__(self, root: Node):
        self.root = root
        self.view = svg.view(root)
        self.sheet = Stylesheet()
        self.by_id: dict[str, Node] = {}
        self._budget = MOST
        self._letters = LETTERS
        self._steps = STEPS
        self._index(root)

    def _index(self, node: Node) -> None:
        if name := node.attributes.get('id'):
            self.by_id.setdefault(name, node)
        for attribute in node.attributes:
            if attribute.lower().startswith('on'):
                what = f'<{node.name}> would run a script ({attribute})'
                raise Unsafe(node.line, what, REMEDIES['script'])
        if node.name == 'style':
            self.sheet.add(node)
        for child in node.children:
            self._index(child)

    @property
    def spent(self) -> bool:
        """Whether it has repeated its parts too often, or has too many of them."""
        return min(self._budget, self._letters, self._steps) < 0

    def spend(self, node: Node, used: tuple[int, ...]) -> None:
        """Count an element that is drawn inside those of `used`. Raises Unsafe for too many."""
        self._budget -= 1
        self._letters -= sum(len(node.attributes.get(key, '')) for key in ('d', 'points'))
        if self._letters < 0:
            raise Unsafe(
                node.line,
                f'the paths of the drawing have more than {LETTERS:,} letters',
                'simplify them (Inkscape: Path, Simplify), or bring the logo as PNG',
            )
        if self._budget < 0 or len(used) > DEEP:
            raise Unsafe(node.line, 'the drawing repeats its parts too often (<use>)')

    def work(self, node: Node, steps: int) -> None:
        """Count what is compared with each other for an element. Raises Unsafe for too much."""
        self._steps -= steps
        if self._steps < 0:
            raise Unsafe(
                node.line,
                'the drawing has too many shapes for a logo',
                'join shapes of one colour (Inkscape: Path, Combine), or bring the logo as PNG',
            )

    def length(self, text: str, axis: int) -> float:
        """Return a length along an axis (0: across) in its units. Raises ValueError."""
        return svg.length(text, self.view[2 + axis] - self.view[axis] if self.view else 100.0)

    def line(self, node: Node, style: Mapping[str, str], long: float, scale: float) -> Line:
        """Return how the outline of a shape is drawn, by attribute: numbers of our own writing.

        `long` is its length and `scale` how large a unit is, both where it stands. What a drawing
        says in no known way counts for nothing. Raises Unsafe for dashes without end.
        """
        made: Line = {'stroke-width': self.length(style.get('stroke-width', '1'), 0)}
        for key, known in (('linecap', _CAPS), ('linejoin', _JOINS)):
            if (said := style.get(f'stroke-{key}', '')) in known:
                made[f'stroke-{key}'] = said
        if mitre := NUMBER.fullmatch(style.get('stroke-miterlimit', '')[:20]):
            made['stroke-miterlimit'] = max(1.0, float(mitre[0]))
        listed = style.get('stroke-dasharray', 'none').replace(',', ' ').split()
        if listed in ([], ['none']):
            return made
        dashes = [self.length(one, 0) for one in listed]
        if min(dashes) < 0 or not sum(dashes):
            return made
        if long / (sum(dashes) * scale or 1e-9) * len(dashes) > MOST_DASHES:
            what = f'<{node.name}> is drawn in more than {MOST_DASHES:,} dashes'
            raise Unsafe(node.line, what, 'make them longer, or draw a whole line')
        made['stroke-dasharray'] = dashes
        made['stroke-dashoffset'] = self.length(style.get('stroke-dashoffset', '0'), 0)
        return made

    def target(self, node: Node) -> Node:
        """Return what an element refers to. Raises Unsafe for what is not in the drawing."""
        address = svg.address(node)
        if not address.startswith('#') or address[1:] not in self.by_id:
            raise Unsafe(node.line, f'<{node.name}> reaches for “{address}”')
        return self.by_id[address[1:]]

    def used(self, node: Node, used: tuple[int, ...]) -> tuple[Node, Transform]:
        """Return what a <use> repeats, and how far from its own place."""
        target = self.target(node)
        if id(target) in used:
            raise Unsafe(node.line, 'a <use> repeats itself')
        x, y = (self.length(node.attributes.get(key, '0'), n) for n, key in enumerate('xy'))
        return target, Identity.translate(x, y)

    def geometry(self, node: Node, style: Mapping[str, str]) -> dict[str, str]:
        """Return the attributes that give a shape its form."""
        geometry = {}
        for key in SHAPES[node.name]:
            value = node.attributes.get(key) or style.get(key, '')
            if value and key not in ('d', 'points'):
                axis = int(key in ('y', 'height', 'ry', 'cy', 'y1', 'y2'))
                geometry[key] = '' if value == 'auto' else f'{self.length(value, axis):g}'
            elif value:
                geometry[key] = value
        return {key: value for key, value in geometry.items() if value}
