"""An SVG made safe: written anew of shapes and colours that print the same everywhere.

What would print otherwise than it looks (text in a typeface that is not here, veils over other
shapes, filters) or reaches out (scripts, addresses) is refused by element and line, with what to
do. Veils over nothing become full colours when the ground is known (Picture.on).
"""

from __future__ import annotations

import re
from html import escape
from itertools import pairwise
from typing import NamedTuple

from fontTools.misc.transform import Identity, Transform

from letterpress.base import colours
from letterpress.findings import Finding, Place
from letterpress.layout.brand.picture import Picture
from letterpress.press.artwork import svg
from letterpress.press.artwork.svg import (
    DEEP,
    MOST,
    NUMBER,
    PLAIN,
    SVG,
    XLINK,
    Box,
    Node,
    Stop,
    Unsafe,
)

SHAPES = {
    'path': ('d',),
    'rect': ('x', 'y', 'width', 'height', 'rx', 'ry'),
    'circle': ('cx', 'cy', 'r'),
    'ellipse': ('cx', 'cy', 'rx', 'ry'),
    'line': ('x1', 'y1', 'x2', 'y2'),
    'polyline': ('points',),
    'polygon': ('points',),
}
GRADIENTS = {
    'linearGradient': ('x1', 'y1', 'x2', 'y2'),
    'radialGradient': ('cx', 'cy', 'r', 'fx', 'fy'),
}
_GRADIENT = ('gradientUnits', 'gradientTransform', 'spreadMethod')
_SILENT = ('title', 'desc', 'metadata', 'defs', 'style', 'clipPath', *GRADIENTS)
_INHERITED = (
    'fill', 'fill-rule', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity',
    'stroke-linecap', 'stroke-linejoin', 'stroke-miterlimit', 'stroke-dasharray',
    'stroke-dashoffset', 'color', 'visibility',
)  # fmt: skip
_KEPT = (
    'fill-rule', 'stroke-width', 'stroke-linecap', 'stroke-linejoin', 'stroke-miterlimit',
    'stroke-dasharray', 'stroke-dashoffset',
)  # fmt: skip
_REMEDIES = {
    'text': 'turn it into paths (Inkscape: Path, Object to Path; Illustrator: Create Outlines)',
    'image': 'draw it as shapes, or bring the whole logo as PNG',
    'script': 'take it out: a logo does nothing',
    'filter': 'take the effect off, or bring the logo as PNG',
    'mask': 'cut the shapes themselves (path operations), or bring the logo as PNG',
    'pattern': 'fill it with a colour, or bring the logo as PNG',
}
_UNITS = {'': 1, 'px': 1, 'pt': 4 / 3, 'pc': 16, 'mm': 96 / 25.4, 'cm': 96 / 2.54, 'in': 96}
_LENGTH = re.compile(r'\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(px|pt|pc|mm|cm|in|%)?\s*')
_RULE = re.compile(r'([^{}]+)\{([^{}]*)\}')
_REFERENCE = re.compile(r'url\(\s*["\']?#([^"\')\s]+)["\']?\s*\)')
BANDS = 64  # of a gradient: finer than the eye sees on a logo


class Painted(NamedTuple):
    """A shape that stands already: its box, and its colour if it is a full, upright rectangle."""

    box: Box
    colour: str


def picture(data: bytes, path: str) -> Picture | list[Finding]:
    """Return the drawing cut to its ink, or all that is in its way (LP318, LP319, LP329)."""
    try:
        safe = _Safe(svg.parsed(data))
        made = safe.picture()
    except Unsafe as unsafe:
        return [_finding(path, unsafe)]
    except (ValueError, ArithmeticError, IndexError) as error:
        wrong = f'a number in the drawing is wrong: {error}'
        return [Finding(Place(path), 'LP318', wrong, PLAIN)]
    return [_finding(path, one) for one in safe.wrong] or made


def _finding(path: str, unsafe: Unsafe) -> Finding:
    return Finding(Place(path, unsafe.line), unsafe.code, unsafe.what, unsafe.remedy)


class _Safe:
    """Writes one drawing anew."""

    def __init__(self, root: Node):
        self.root = root
        self.by_id: dict[str, Node] = {}
        self.rules: list[tuple[str, dict[str, str]]] = []
        self.painted: list[Painted] = []
        self.inks: dict[str, float] = {}
        self.definitions: dict[str, str] = {}
        self.budget = MOST
        self.wrong: list[Unsafe] = []
        self.view = self._view()
        self._index(root)

    def picture(self) -> Picture:
        """Return the drawing. Raises Unsafe."""
        drawn = ''.join(
            self.drawn(child, self._style(self.root, {}), Identity, 1.0, ())
            for child in self.root.children
        )
        boxes = [one.box for one in self.painted]
        if not boxes and self.wrong:
            raise self.wrong[0]
        if not boxes:
            raise Unsafe(self.root.line, 'the drawing has nothing to print', code='LP329')
        x0, y0 = min(box[0] for box in boxes), min(box[1] for box in boxes)
        x1, y1 = max(box[2] for box in boxes), max(box[3] for box in boxes)
        if self.view:  # what lies outside the canvas is not seen
            left, top, width, height = self.view
            x0, y0 = max(x0, left), max(y0, top)
            x1, y1 = min(x1, left + width), min(y1, top + height)
        wide, high = x1 - x0, y1 - y0
        if wide <= 0 or high <= 0 or not wide < 1e9 or not high < 1e9:
            raise Unsafe(self.root.line, 'the drawing has nothing to print', code='LP329')
        whole = sum(self.inks.values()) or 1.0
        definitions = f'<defs>{"".join(self.definitions.values())}</defs>'
        text = (
            f'<svg xmlns="{SVG}" viewBox="{x0:.4f} {y0:.4f} {wide:.4f} {high:.4f}" '
            f'width="{1000 * wide / max(wide, high):.2f}" '
            f'height="{1000 * high / max(wide, high):.2f}">'
            f'{definitions if self.definitions else ""}{drawn}</svg>'
        )
        inks = tuple(sorted((ink, part / whole) for ink, part in self.inks.items()))
        return Picture('image/svg+xml', text.encode(), wide / high, inks)

    # ---- what there is -----------------------------------------------------------------------

    def _view(self) -> tuple[float, float, float, float] | None:
        stated = [float(n) for n in NUMBER.findall(self.root.attributes.get('viewBox', ''))]
        if len(stated) == 4 and stated[2] > 0 and stated[3] > 0:
            return stated[0], stated[1], stated[2], stated[3]
        sides = [_LENGTH.fullmatch(self.root.attributes.get(k, '')) for k in ('width', 'height')]
        if all(side and side[2] != '%' for side in sides):
            width, height = (float(s[1]) * _UNITS[s[2] or ''] for s in sides if s)
            if width > 0 and height > 0:
                return 0.0, 0.0, width, height
        return None

    def _index(self, node: Node) -> None:
        if name := node.attributes.get('id'):
            self.by_id.setdefault(name, node)
        for attribute in node.attributes:
            if attribute.lower().startswith('on'):
                what = f'<{node.name}> would run a script ({attribute})'
                raise Unsafe(node.line, what, _REMEDIES['script'])
        if node.name == 'style':
            self._sheet(node)
        for child in node.children:
            self._index(child)

    def _sheet(self, node: Node) -> None:
        text = re.sub(r'/\*.*?\*/', '', node.text, flags=re.DOTALL)
        if '@' in text:
            raise Unsafe(
                node.line, f'the stylesheet says {text[text.index("@") :][:20].split()[0]}'
            )
        for selectors, declarations in _RULE.findall(text):
            for selector in selectors.split(','):
                if not re.fullmatch(r'[.#]?[\w-]+|\*', selector.strip()):
                    raise Unsafe(node.line, f'the selector “{selector.strip()}” is too clever')
                self.rules.append((selector.strip(), svg.declarations(declarations)))

    def _style(self, node: Node, above: dict[str, str]) -> dict[str, str]:
        """Return the properties of an element: inherited, attributes, rules, its own style."""
        own = {key: value for key, value in above.items() if key in _INHERITED}
        own |= {k: v.strip() for k, v in node.attributes.items() if ' ' not in k}
        classes = node.attributes.get('class', '').split()
        for kind in (1, 2, 3):  # the more a selector says, the later it counts
            for selector, said in self.rules:
                rank = {'.': 2, '#': 3}.get(selector[0], 1)
                if rank == kind and (
                    selector in ('*', node.name, '#' + node.attributes.get('id', ''))
                    or (selector[1:] in classes and rank == 2)
                ):
                    own |= said
        return own | svg.declarations(node.attributes.get('style', ''))

    # ---- drawing -----------------------------------------------------------------------------

    def drawn(
        self,
        node: Node,
        above: dict[str, str],
        matrix: Transform,
        veil: float,
        used: tuple[int, ...],
    ) -> str:
        """Return an element as it is written anew; what is wrong with it is noted."""
        if self.budget < 0:
            return ''
        try:
            return self._written(node, above, matrix, veil, used)
        except Unsafe as unsafe:
            self.wrong.append(unsafe)
            return ''

    def _written(
        self,
        node: Node,
        above: dict[str, str],
        matrix: Transform,
        veil: float,
        used: tuple[int, ...],
    ) -> str:
        self.budget -= 1
        if self.budget < 0 or len(used) > DEEP:
            raise Unsafe(node.line, 'the drawing repeats its parts too often (<use>)')
        if node.name in _SILENT or not node.name:
            return ''
        style = self._style(node, above)
        if style.get('display') == 'none':
            return ''
        self._refuse(node, style)
        own = svg.transform(style.get('transform', ''))
        veil *= svg.share(style.get('opacity', '1'))
        inner = matrix.transform(own)
        if node.name in SHAPES:
            return self._shape(node, style, own, inner, veil)
        if node.name == 'use':
            target = self._target(node)
            if id(target) in used:
                raise Unsafe(node.line, 'a <use> repeats itself')
            shift = Identity.translate(
                self._length(node.attributes.get('x', '0'), 0),
                self._length(node.attributes.get('y', '0'), 1),
            )
            children, own, inner = [target], own.transform(shift), inner.transform(shift)
            used = (*used, id(target))
        elif node.name in ('g', 'svg', 'a', 'symbol', 'switch') and (
            node.name in ('g', 'a') or not {'viewBox', 'x', 'y'} & set(node.attributes)
        ):
            children = node.children
        else:
            raise Unsafe(
                node.line,
                f'<{node.name}> cannot be printed as it looks',
                _REMEDIES.get(node.name, PLAIN),
            )
        body = ''.join(self.drawn(child, style, inner, veil, used) for child in children)
        return f'<g{svg.matrix_of(own)}{self._clip(node, style)}>{body}</g>' if body else ''

    def _refuse(self, node: Node, style: dict[str, str]) -> None:
        for key in ('text', 'tspan', 'textPath'):
            if node.name == key:
                words = ' '.join(' '.join(svg.words(node)).split())[:30]
                what = f'<{key}> “{words}” would be set in a typeface that is not here'
                raise Unsafe(node.line, what, _REMEDIES['text'])
        for key in ('filter', 'mask'):
            if style.get(key, 'none') != 'none':
                raise Unsafe(node.line, f'<{node.name}> has a {key}', _REMEDIES[key])
        if style.get('mix-blend-mode', 'normal') != 'normal':
            what = f'<{node.name}> is mixed with what lies below (mix-blend-mode)'
            raise Unsafe(node.line, what, _REMEDIES['filter'])
        for key, value in style.items():
            if 'url(' in value and not _REFERENCE.search(value):
                raise Unsafe(node.line, f'<{node.name}> reaches for {value} ({key})')

    def _target(self, node: Node) -> Node:
        address = node.attributes.get('href') or node.attributes.get(f'{XLINK} href', '')
        if not address.startswith('#') or address[1:] not in self.by_id:
            raise Unsafe(node.line, f'<{node.name}> reaches for “{address}”')
        return self.by_id[address[1:]]

    def _length(self, text: str, axis: int) -> float:
        match = _LENGTH.fullmatch(text)
        if not match:
            raise ValueError(text)
        number = float(match[1])
        if match[2] == '%':
            return number / 100 * (self.view[2 + axis] if self.view else 100)
        return number * _UNITS[match[2] or '']

    def _shape(
        self, node: Node, style: dict[str, str], own: Transform, matrix: Transform, veil: float
    ) -> str:
        if style.get('visibility', 'visible') != 'visible':
            return ''
        geometry = {}
        for key in SHAPES[node.name]:
            value = node.attributes.get(key) or style.get(key, '')
            if value and key not in ('d', 'points'):
                axis = int(key in ('y', 'height', 'ry', 'cy', 'y1', 'y2'))
                geometry[key] = '' if value == 'auto' else f'{self._length(value, axis):g}'
            elif value:
                geometry[key] = value
        geometry = {key: value for key, value in geometry.items() if value}
        box = svg.bounds(node.name, geometry, matrix)
        if box is None:
            return ''
        bands = ''
        if reference := _REFERENCE.search(style.get('fill', '')):
            through = veil * svg.share(style.get('fill-opacity', '1'))
            bands = self._bands(node, reference[1], geometry, through, box)
            style = style | {'fill': 'none'}
        if _REFERENCE.search(style.get('stroke', '')):
            what = f'<{node.name}> has an outline that is no single colour'
            raise Unsafe(node.line, what, 'turn the outline into a path of its own')
        fill = self._paint(node, style, 'fill', 'black', veil, box)
        stroke = self._paint(node, style, 'stroke', 'none', veil, box)
        if fill == stroke == 'none' and not bands:
            return ''
        if stroke != 'none':
            wide = self._length(style.get('stroke-width', '1'), 0)
            grown = wide / 2 * abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5
            box = box[0] - grown, box[1] - grown, box[2] + grown, box[3] + grown
        upright = node.name == 'rect' and not (matrix[1] or matrix[2]) and 'rx' not in geometry
        self.painted.append(Painted(box, fill if upright and fill.startswith('#') else ''))
        kept = {key: style[key] for key in _KEPT if key in style}
        said = geometry | kept | {'fill': fill, 'stroke': stroke}
        written = ''.join(f' {key}="{escape(value)}"' for key, value in said.items())
        place = f'{svg.matrix_of(own)}{self._clip(node, style)}'
        if not bands:
            return f'<{node.name}{written}{place}/>'
        outline = ''.join(f' {key}="{escape(value)}"' for key, value in geometry.items())
        made = f'c{len(self.definitions)}'
        self.definitions[made] = f'<clipPath id="{made}"><{node.name}{outline}/></clipPath>'
        over = f'<{node.name}{written}/>' if stroke != 'none' else ''
        return f'<g{place}><g clip-path="url(#{made})">{bands}</g>{over}</g>'

    def _paint(
        self, node: Node, style: dict[str, str], key: str, default: str, veil: float, box: Box
    ) -> str:
        value = style.get(key, default)
        veil *= svg.share(style.get(f'{key}-opacity', '1'))
        if value in ('none', 'transparent') or veil <= 0:
            return 'none'
        if value in ('currentColor', 'currentcolor'):
            value = style.get('color', 'black')
        colour, alpha = svg.colour_of(value, node)
        return self._veiled(node, colour, alpha * veil, box)

    def _veiled(self, node: Node, colour: str, alpha: float, box: Box) -> str:
        self._weigh(colour, alpha, box)
        return self._mixed(node, colour, alpha, box)

    def _weigh(self, colour: str, alpha: float, box: Box) -> None:
        """Note how much of the drawing a colour covers."""
        area = max((box[2] - box[0]) * (box[3] - box[1]), 1e-9)
        self.inks[colour] = self.inks.get(colour, 0.0) + area * alpha

    def _mixed(self, node: Node, colour: str, alpha: float, box: Box) -> str:
        """Return a colour; one that lets something through is mixed with what lies below."""
        if alpha >= 0.999:
            return colour
        for below in reversed(self.painted):
            if below.colour and svg.holds(below.box, box):
                return colours.over(colour, alpha, below.colour)
            if svg.meet(below.box, box):
                raise Unsafe(
                    node.line,
                    f'<{node.name}> lets what lies below it through ({alpha:.0%} opaque)',
                    'give it a full colour, and cut overlapping shapes apart '
                    '(Inkscape: Path, Division)',
                )
        return f'{{{colour} {alpha:.4f}}}'

    def _gradient(self, node: Node, name: str) -> tuple[Node, dict[str, str], list[Stop]]:
        """Return a gradient's element, attributes and stops, those it refers to included."""
        source = self.by_id.get(name)
        if source is None or source.name not in GRADIENTS:
            kind = source.name if source else 'nothing'
            what = f'<{node.name}> is painted with #{name}, which is {kind}'
            raise Unsafe(node.line, what, _REMEDIES.get(kind, PLAIN))
        chain, at = [source], source
        while at.attributes.get('href') or at.attributes.get(f'{XLINK} href'):
            at = self._target(at)
            if len(chain) > DEEP:
                raise Unsafe(node.line, f'the gradient #{name} refers to itself')
            chain.append(at)
        said: dict[str, str] = {}
        for one in reversed(chain):
            said |= {
                key: one.attributes[key]
                for key in (*GRADIENTS[source.name], *_GRADIENT)
                if key in one.attributes
            }
        if said.get('spreadMethod', 'pad') != 'pad':
            raise Unsafe(source.line, f'the gradient #{name} repeats itself')
        return source, said, next((found for one in chain if (found := self._stops(one))), [])

    def _bands(self, node: Node, name: str, geometry: dict[str, str], veil: float, box: Box) -> str:
        """Return a gradient as bands of one colour each, to be cut by its shape.

        The engine loses a shading that is not where it expects it, and old presses know none.
        """
        source, said, stops = self._gradient(node, name)
        local = svg.bounds(node.name, geometry, Identity)
        if not stops or local is None:
            return ''
        matrix, bound = svg.transform(said.get('gradientTransform', '')), 1.0
        boxed = said.get('gradientUnits', 'objectBoundingBox') == 'objectBoundingBox'
        if boxed:
            wide, high = local[2] - local[0], local[3] - local[1]
            if wide <= 0 or high <= 0:
                return ''
            matrix = Transform(wide, 0, 0, high, local[0], local[1]).transform(matrix)
        if not matrix[0] * matrix[3] - matrix[1] * matrix[2]:
            return ''
        back = matrix.inverse()
        corners = [
            back.transformPoint((x, y)) for x in (local[0], local[2]) for y in (local[1], local[3])
        ]

        def place(key: str, default: str) -> float:
            text, axis = said.get(key, default), int(key in ('y1', 'y2', 'cy', 'fy'))
            if boxed:
                return svg.part(text)
            return self._length(text, axis)

        count = min(BANDS, max(2, *(svg.steps(a, b) for a, b in pairwise(stops)), len(stops)) * 2)
        marks = [n / count for n in range(count + 1)]

        def colour(at: float) -> str:
            shade, alpha = svg.between(stops, at)
            small = (
                box[0],
                box[1],
                box[2],
                box[1] + (box[3] - box[1]) / count,
            )  # its part of the ink
            self._weigh(shade, alpha * veil, small)
            return self._mixed(node, shade, alpha * veil, box)

        parts = []
        if source.name == 'linearGradient':
            x1, y1 = place('x1', '0%'), place('y1', '0%')
            dx, dy = place('x2', '100%') - x1, place('y2', '0%') - y1
            far = 2 + 2 * max(((x - x1) ** 2 + (y - y1) ** 2) ** 0.5 for x, y in corners) / max(
                (dx * dx + dy * dy) ** 0.5, 1e-9
            )
            for number, at in enumerate(marks):
                start = -far if number == 0 else at
                shade = colour(0.0 if number == 0 else 1.0 if number == count else at)
                ends = (
                    (x1 + dx * t - dy * side * far, y1 + dy * t + dx * side * far)
                    for t, side in ((start, -1), (far, -1), (far, 1), (start, 1))
                )
                points = ' '.join(f'{x:.5f},{y:.5f}' for x, y in ends)
                parts.append(f'<polygon points="{points}" fill="{shade}"/>')
        else:
            cx, cy, r = place('cx', '50%'), place('cy', '50%'), place('r', '50%')
            fx, fy = place('fx', f'{cx:.6f}'), place('fy', f'{cy:.6f}')
            bound = 2 * max(((x - cx) ** 2 + (y - cy) ** 2) ** 0.5 for x, y in corners) + r
            parts.append(
                f'<circle cx="{cx:.5f}" cy="{cy:.5f}" r="{bound:.5f}" fill="{colour(1)}"/>'
            )
            for at in reversed(marks[1:]):
                x, y = fx + (cx - fx) * at, fy + (cy - fy) * at
                parts.append(
                    f'<circle cx="{x:.5f}" cy="{y:.5f}" r="{r * at:.5f}" '
                    f'fill="{colour(at - 0.5 / count)}"/>'
                )
        return f'<g{svg.matrix_of(matrix)}>{"".join(parts)}</g>'

    def _stops(self, gradient: Node) -> list[Stop]:
        found = []
        for stop in gradient.children:
            if stop.name == 'stop':
                style = self._style(stop, {})
                value = style.get('stop-color', 'black')
                colour, alpha = svg.colour_of(
                    style.get('color', 'black') if value == 'currentColor' else value, stop
                )
                offset = min(1.0, max(0.0, svg.share(style.get('offset', '0'))))
                found.append((offset, colour, alpha * svg.share(style.get('stop-opacity', '1'))))
        return found

    def _clip(self, node: Node, style: dict[str, str]) -> str:
        reference = _REFERENCE.search(style.get('clip-path', ''))
        if not reference:
            return ''
        source = self.by_id.get(reference[1])
        if source is None or source.name != 'clipPath':
            raise Unsafe(node.line, f'<{node.name}> is cut by #{reference[1]}, which is not there')
        other = replace_state(self)
        body = ''.join(
            other.drawn(child, {'fill': '#000000'}, Identity, 1.0, ()) for child in source.children
        )
        made = f'c{len(self.definitions)}'
        units = source.attributes.get('clipPathUnits', 'userSpaceOnUse')
        self.definitions[made] = (
            f'<clipPath id="{made}" clipPathUnits="{escape(units)}">{body}</clipPath>'
        )
        return f' clip-path="url(#{made})"'


def replace_state(safe: _Safe) -> _Safe:
    """Return a writer over the same drawing that has painted nothing yet: for what only cuts."""
    other = object.__new__(_Safe)
    other.__dict__ |= safe.__dict__ | {'painted': [], 'inks': {}}
    return other
