"""An SVG made safe: written anew of shapes and colours that print the same everywhere.

What would print otherwise than it looks (text in a typeface that is not here, veils over other
shapes, filters) or reaches out (scripts, addresses) is refused by element and line, with what to
do. Veils over nothing become full colours when the ground is known (Picture.on).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from typing import NamedTuple
from xml.etree.ElementTree import Element
from xml.parsers import expat

from fontTools.misc.transform import Identity, Transform
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.transformPen import TransformPen
from fontTools.svgLib.path import parse_path
from fontTools.svgLib.path.shapes import PathBuilder
from PIL import ImageColor

from letterpress.base import colours
from letterpress.findings import Finding, Place
from letterpress.layout.brand.picture import Picture

MOST, DEEP = 20_000, 60  # elements, also those that <use> repeats; and how deep they may lie
SVG = 'http://www.w3.org/2000/svg'
XLINK = 'http://www.w3.org/1999/xlink'
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
_PLAIN = 'save it from your drawing program as plain SVG'
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
_NUMBER = re.compile(r'[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?')
_RULE = re.compile(r'([^{}]+)\{([^{}]*)\}')
_REFERENCE = re.compile(r'url\(\s*["\']?#([^"\')\s]+)["\']?\s*\)')
BANDS = 64  # of a gradient: finer than the eye sees on a logo

Box = tuple[float, float, float, float]
Stop = tuple[float, str, float]  # place from 0 to 1, colour, opacity


class Unsafe(Exception):
    """Raised for what cannot be printed as it looks."""

    def __init__(self, line: int, what: str, remedy: str = _PLAIN, code: str = 'LP319'):
        super().__init__(what)
        self.line, self.what, self.remedy, self.code = line, what, remedy, code


@dataclass
class Node:
    """An element: its name, attributes, place and children."""

    name: str
    attributes: dict[str, str]
    line: int
    children: list[Node] = field(default_factory=list)
    text: str = ''


class Painted(NamedTuple):
    """A shape that stands already: its box, and its colour if it is a full, upright rectangle."""

    box: Box
    colour: str


def picture(data: bytes, path: str) -> Picture | list[Finding]:
    """Return the drawing cut to its ink, or all that is in its way (LP318, LP319, LP329)."""
    try:
        safe = _Safe(_parsed(data))
        made = safe.picture()
    except Unsafe as unsafe:
        return [_finding(path, unsafe)]
    except (ValueError, ArithmeticError, IndexError) as error:
        wrong = f'a number in the drawing is wrong: {error}'
        return [Finding(Place(path), 'LP318', wrong, _PLAIN)]
    return [_finding(path, one) for one in safe.wrong] or made


def _finding(path: str, unsafe: Unsafe) -> Finding:
    return Finding(Place(path, unsafe.line), unsafe.code, unsafe.what, unsafe.remedy)


def _parsed(data: bytes) -> Node:
    parser = expat.ParserCreate(namespace_separator=' ')
    parser.buffer_text = True
    stack: list[Node] = []
    roots: list[Node] = []
    count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        line = parser.CurrentLineNumber
        if count > MOST or len(stack) > DEEP:
            raise Unsafe(line, 'the drawing has too many elements, or too many in each other')
        space, _, local = name.rpartition(' ')
        node = Node(local if space in ('', SVG) else '', attributes, line)
        (stack[-1].children if stack else roots).append(node)
        stack.append(node)

    def text(words: str) -> None:
        if stack:
            stack[-1].text += words

    def entity(*_: object) -> None:
        raise Unsafe(
            parser.CurrentLineNumber, 'the drawing declares entities, which can mean anything'
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: stack.pop()
    parser.CharacterDataHandler = text
    parser.EntityDeclHandler = entity
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Unsafe(
            error.lineno,
            f'the file is no SVG: {expat.errors.messages[error.code]}',
            code='LP318',
        ) from None
    if not roots or roots[0].name != 'svg':
        raise Unsafe(1, 'the file is no SVG: its first element is another', code='LP318')
    return roots[0]


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
            self._drawn(child, self._style(self.root, {}), Identity, 1.0, ())
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
        stated = [float(n) for n in _NUMBER.findall(self.root.attributes.get('viewBox', ''))]
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
                self.rules.append((selector.strip(), _declared(declarations)))

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
        return own | _declared(node.attributes.get('style', ''))

    # ---- drawing -----------------------------------------------------------------------------

    def _drawn(
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
        own = _transform(style.get('transform', ''))
        veil *= _share(style.get('opacity', '1'))
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
                _REMEDIES.get(node.name, _PLAIN),
            )
        body = ''.join(self._drawn(child, style, inner, veil, used) for child in children)
        return f'<g{_matrix(own)}{self._clip(node, style)}>{body}</g>' if body else ''

    def _refuse(self, node: Node, style: dict[str, str]) -> None:
        for key in ('text', 'tspan', 'textPath'):
            if node.name == key:
                words = ' '.join(' '.join(_words(node)).split())[:30]
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
        box = _bounds(node.name, geometry, matrix)
        if box is None:
            return ''
        bands = ''
        if reference := _REFERENCE.search(style.get('fill', '')):
            through = veil * _share(style.get('fill-opacity', '1'))
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
        place = f'{_matrix(own)}{self._clip(node, style)}'
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
        veil *= _share(style.get(f'{key}-opacity', '1'))
        if value in ('none', 'transparent') or veil <= 0:
            return 'none'
        if value in ('currentColor', 'currentcolor'):
            value = style.get('color', 'black')
        colour, alpha = _colour(value, node)
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
            if below.colour and _holds(below.box, box):
                return colours.over(colour, alpha, below.colour)
            if _meet(below.box, box):
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
            raise Unsafe(node.line, what, _REMEDIES.get(kind, _PLAIN))
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
        local = _bounds(node.name, geometry, Identity)
        if not stops or local is None:
            return ''
        matrix, bound = _transform(said.get('gradientTransform', '')), 1.0
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
                return _share_of(text)
            return self._length(text, axis)

        count = min(BANDS, max(2, *(_apart(a, b) for a, b in pairwise(stops)), len(stops)) * 2)
        marks = [n / count for n in range(count + 1)]

        def colour(at: float) -> str:
            shade, alpha = _between(stops, at)
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
        return f'<g{_matrix(matrix)}>{"".join(parts)}</g>'

    def _stops(self, gradient: Node) -> list[Stop]:
        found = []
        for stop in gradient.children:
            if stop.name == 'stop':
                style = self._style(stop, {})
                value = style.get('stop-color', 'black')
                colour, alpha = _colour(
                    style.get('color', 'black') if value == 'currentColor' else value, stop
                )
                offset = min(1.0, max(0.0, _share(style.get('offset', '0'))))
                found.append((offset, colour, alpha * _share(style.get('stop-opacity', '1'))))
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
            other._drawn(child, {'fill': '#000000'}, Identity, 1.0, ()) for child in source.children
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


def _words(node: Node) -> Iterator[str]:
    yield node.text
    for child in node.children:
        yield from _words(child)


def _declared(text: str) -> dict[str, str]:
    pairs = (part.partition(':') for part in text.split(';') if ':' in part)
    return {key.strip(): value.replace('!important', '').strip() for key, _, value in pairs}


def _share(text: str) -> float:
    number = _NUMBER.search(text)
    share = float(number[0]) if number else 1.0
    return min(1.0, max(0.0, share / 100 if '%' in text else share))


def _colour(value: str, node: Node) -> tuple[str, float]:
    try:
        red, green, blue, *alpha = ImageColor.getrgb(value.replace('%,', '%,').strip())
    except ValueError:
        raise Unsafe(node.line, f'<{node.name}> has the colour “{value[:30]}”') from None
    return colours.written(red, green, blue), (alpha[0] / 255 if alpha else 1.0)


def _share_of(text: str) -> float:
    """Return a place in a box as a part of it, which may lie outside."""
    number = float(_NUMBER.findall(text)[0])
    return number / 100 if '%' in text else number


def _apart(one: Stop, other: Stop) -> int:
    """Return how many steps of 8 bits lie between two stops."""
    pairs = zip(colours.channels(one[1]), colours.channels(other[1]), strict=True)
    return int(max(*(abs(a - b) for a, b in pairs), 255 * abs(one[2] - other[2])))


def _between(stops: list[Stop], at: float) -> tuple[str, float]:
    """Return colour and opacity of a gradient at a place from 0 to 1."""
    if at <= stops[0][0]:
        return stops[0][1:]
    for before, after in pairwise(stops):
        if at <= after[0] and after[0] > before[0]:
            share = (at - before[0]) / (after[0] - before[0])
            return (
                colours.over(after[1], share, before[1]),
                before[2] + (after[2] - before[2]) * share,
            )
    return stops[-1][1:]


_CALL = re.compile(r'(\w+)\s*\(([^)]*)\)')


def _transform(text: str) -> Transform:
    made = Identity
    for name, arguments in _CALL.findall(text):
        n = [float(one) for one in _NUMBER.findall(arguments)]
        if name == 'matrix' and len(n) == 6:
            made = made.transform(n)
        elif name == 'translate':
            made = made.translate(n[0], n[1] if len(n) > 1 else 0)
        elif name == 'scale':
            made = made.scale(n[0], n[1] if len(n) > 1 else n[0])
        elif name == 'rotate':
            from math import radians

            x, y = n[1:3] if len(n) > 2 else (0.0, 0.0)
            made = made.translate(x, y).rotate(radians(n[0])).translate(-x, -y)
        elif name in ('skewX', 'skewY'):
            from math import radians

            angle = radians(n[0])
            made = made.skew(angle, 0) if name == 'skewX' else made.skew(0, angle)
        else:
            raise ValueError(text)
    return made


def _matrix(own: Transform) -> str:
    if own == Identity:
        return ''
    return f' transform="matrix({" ".join(f"{n:.6g}" for n in own)})"'


def _bounds(name: str, geometry: dict[str, str], matrix: Transform) -> Box | None:
    """Return the box of a shape's outline, None where it has none."""
    builder = PathBuilder()
    try:
        builder.add_path_from_element(Element(f'{{{SVG}}}{name}', geometry))
    except (ValueError, KeyError, AttributeError):
        return None
    pen = BoundsPen(None)
    for text in builder.paths:
        if text:
            parse_path(text, TransformPen(pen, matrix))
    box: Box | None = pen.bounds
    return box


def _holds(outer: Box, inner: Box) -> bool:
    near = 1e-6 * max(1.0, *map(abs, outer))
    return (
        outer[0] <= inner[0] + near
        and outer[1] <= inner[1] + near
        and outer[2] >= inner[2] - near
        and outer[3] >= inner[3] - near
    )


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
