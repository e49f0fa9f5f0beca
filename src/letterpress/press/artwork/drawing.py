"""An SVG made safe: written anew of shapes and colours that print the same everywhere.

What would print otherwise than it looks (text in a typeface that is not here, veils over other
shapes, filters) or reaches out (scripts, addresses) is refused by element and line, with what to
do. Veils over nothing become full colours when the ground is known (Picture.on).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape
from typing import TypeVar

from fontTools.misc.transform import Identity, Transform

from letterpress.findings import Finding, Place
from letterpress.layout.brand.picture import Picture
from letterpress.press.artwork import canvas, cutting, gradients, outlines, styles, svg
from letterpress.press.artwork.canvas import Canvas, Shape
from letterpress.press.artwork.document import SHAPES, Document, Line
from letterpress.press.artwork.outlines import Outline
from letterpress.press.artwork.styles import Style
from letterpress.press.artwork.svg import PLAIN, REMEDIES, SVG, Box, Node, Unsafe
from letterpress.values import dataclass

Made = TypeVar('Made')
MOST_SAID = 20  # findings of one drawing: who reads them brings another file
_BAND = 400  # steps that a band is worth: it is written, sent and drawn
_SILENT = ('title', 'desc', 'metadata', 'defs', 'style', 'clipPath', *gradients.KINDS)


def picture(data: bytes, path: str) -> Picture | list[Finding]:
    """Return the drawing cut to its ink, or all that is in its way (LP318, LP319, LP329)."""
    return read(data, path, lambda root: _made(Safe(root)))


def _made(safe: Safe) -> tuple[Picture, list[Unsafe]]:
    return safe.picture(), safe.wrong


def read(
    data: bytes, path: str, work: Callable[[Node], tuple[Made, list[Unsafe]]]
) -> Made | list[Finding]:
    """Return what is made of a drawing, or all that is in its way; `path` is its file's."""
    try:
        made, wrong = work(svg.parsed(data))
    except Unsafe as unsafe:
        return [_finding(path, unsafe)]
    except RecursionError:
        what = 'the parts of the drawing lie too deep in each other (<use>)'
        return [Finding(Place(path), 'LP319', what, PLAIN)]
    except (ValueError, ArithmeticError, IndexError) as error:
        said = f'a number in the drawing is wrong: {error}'
        return [Finding(Place(path), 'LP318', said[:120], PLAIN)]
    return [_finding(path, one) for one in wrong[:MOST_SAID]] or made


def _finding(path: str, unsafe: Unsafe) -> Finding:
    return Finding(Place(path, unsafe.line), unsafe.code, unsafe.what, unsafe.remedy)


@dataclass(frozen=True)
class Around:
    """What an element has from those around it.

    Their style; where they stand; how much they let through; which parts are being used, by
    identity; the box outside of which nothing is seen; whether they are a <use>.
    """

    style: Style
    matrix: Transform = Identity
    veil: float = 1.0
    used: tuple[int, ...] = ()
    seen: Box | None = None
    by_use: bool = False


class Safe:
    """Writes one drawing anew."""

    def __init__(self, root: Node, onto: Transform = Identity):
        """`onto` leads from the drawing's own coordinates to those that it is written in."""
        self.document = Document(root)
        self.onto = onto
        self.sheet = self.document.sheet
        self.canvas = Canvas()
        self.definitions: dict[str, str] = {}
        self.named: dict[str, str] = {}
        self.gradients: dict[str, gradients.Gradient] = {}
        self.wrong: list[Unsafe] = []

    def picture(self) -> Picture:
        """Return the drawing. Raises Unsafe."""
        drawn, box = self.body()
        wide, high = box[2] - box[0], box[3] - box[1]
        definitions = f'<defs>{"".join(self.definitions.values())}</defs>'
        text = (
            f'<svg xmlns="{SVG}" viewBox="{box[0]:.4f} {box[1]:.4f} {wide:.4f} {high:.4f}" '
            f'width="{1000 * wide / max(wide, high):.2f}" '
            f'height="{1000 * high / max(wide, high):.2f}">'
            f'{definitions if self.definitions else ""}{drawn}</svg>'
        )
        return Picture('image/svg+xml', text.encode(), wide / high, self.canvas.marks())

    def body(self) -> tuple[str, Box]:
        """Return what is drawn, and the box of its ink. Raises Unsafe."""
        root = self.document.root
        seen = self.document.view and outlines.through(self.document.view, self.onto)
        around = Around(self.sheet.of(root, {}), self.onto, seen=seen)
        drawn = ''.join(self._drawn(child, around) for child in root.children)
        box = self.canvas.box()
        if box is None and self.wrong:
            raise self.wrong[0]
        if box is None or not all(0 < box[n + 2] - box[n] < 1e9 for n in (0, 1)):
            raise Unsafe(root.line, 'the drawing has nothing to print', code='LP329')
        return drawn, box

    # ---- elements ----------------------------------------------------------------------------

    def _drawn(self, node: Node, around: Around) -> str:
        """Return an element as it is written anew; what is wrong with it is noted."""
        if self.document.spent:
            return ''
        try:
            return self._written(node, around)
        except Unsafe as unsafe:
            self.wrong.append(unsafe)
            return ''

    def _written(self, node: Node, around: Around) -> str:
        self.document.spend(node, around.used)
        if node.name in _SILENT or not node.name or (node.name == 'symbol' and not around.by_use):
            return ''
        style = self.sheet.of(node, around.style)
        if style.get('display') == 'none':
            return ''
        styles.refuse(node, style)
        own = svg.transform(style.get('transform', ''))
        used = around.used
        children = node.children if node.name != 'switch' else _switched(node)
        if node.name == 'use':
            target, shift = self.document.used(node, used)
            children, own, used = [target], own.transform(shift), (*used, id(target))
        elif node.name not in SHAPES and not _groups(node):
            what = f'<{node.name}> cannot be printed as it looks'
            raise Unsafe(node.line, what, REMEDIES.get(node.name, PLAIN))
        veil = around.veil * svg.share(style.get('opacity', '1'))
        matrix = around.matrix.transform(own)
        cut, seen = self._clip(node, style, replace(around, matrix=matrix))
        inner = Around(style, matrix, veil, used, seen, node.name == 'use')
        place = f'{self._stands(own)}{cut}'
        if node.name in SHAPES:
            return self._shape(node, inner, place)
        body = ''.join(self._drawn(child, inner) for child in children)
        return f'<g{place}>{body}</g>' if body and place else body

    def _stands(self, own: Transform) -> str:
        """Return where an element stands in what is around it, as an attribute."""
        return svg.matrix_of(own)

    def _clip(self, node: Node, style: Style, around: Around) -> tuple[str, Box | None]:
        """Return what cuts an element, as an attribute, and the box of what is left to be seen."""
        cut = self._cut(node, style, around)
        if cut is None:
            return '', around.seen
        path, box = cut
        seen = outlines.shared(around.seen, box)
        return f' clip-path="url(#{self._defined(path)})"', seen

    def _cut(self, node: Node, style: Style, around: Around) -> tuple[str, Box] | None:
        """Return the path that cuts an element, where that is written, and its box in the whole."""
        cut = cutting.by(self.document, node, style, around.used)
        return cut and (cut[0], outlines.through(cut[1], around.matrix))

    def _defined(self, path: str) -> str:
        """Return the name of a clip that has the data of this path."""
        name = f'c{len(self.definitions)}'
        self.definitions[name] = f'<clipPath id="{name}"><path d="{path}"/></clipPath>'
        return name

    # ---- shapes ------------------------------------------------------------------------------

    def _shape(self, node: Node, around: Around, place: str) -> str:
        style, matrix = around.style, around.matrix
        if style.get('visibility', 'visible') != 'visible':
            return ''
        geometry = self.document.geometry(node, style)
        outline = outlines.outline(node.name, geometry, matrix)
        if outline is None:
            return ''
        if styles.REFERENCE.search(style.get('stroke', '')):
            what = f'<{node.name}> has an outline that is no single colour'
            raise Unsafe(node.line, what, 'turn the outline into a path of its own')
        inks: dict[str, float] = {}
        bands, fill = '', 'none'
        if reference := styles.REFERENCE.search(style.get('fill', '')):
            bands = self._bands(node, reference[1], geometry, around, outline.box, inks)
        else:
            fill = self._paint(node, around, 'fill', 'black', outline.box, inks)
        filled = bool(inks)
        inks = {ink: outline.area * part / sum(inks.values()) for ink, part in inks.items()}
        stroke, line, drawn = self._stroke(node, around, outline, inks)
        if fill == stroke == 'none' and not bands:
            return ''
        upright = node.name == 'rect' and not (matrix[1] or matrix[2]) and 'rx' not in geometry
        box = outlines.shared(around.seen, drawn)
        if box[0] < box[2] and box[1] < box[3]:  # what lies outside is not seen
            full = fill if upright and fill.startswith('#') else ''
            self.document.work(node, self.canvas.crowd(False))
            solid = canvas.solid(outline, filled, style.get('fill-rule', 'nonzero'))
            self.canvas.add(Shape(box, full, inks, solid))
        return self._element(node, around, geometry, outline, fill, bands, stroke, line, place)

    def _element(
        self,
        node: Node,
        around: Around,
        geometry: dict[str, str],
        outline: Outline,
        fill: str,
        bands: str,
        stroke: str,
        line: Line,
        place: str,
    ) -> str:
        """Return a shape as it is written."""
        said = geometry | rule_of(around.style) | {'fill': fill, 'stroke': stroke}
        said |= {key: written(value, 1.0) for key, value in line.items()}
        attributes = ''.join(f' {key}="{escape(value)}"' for key, value in said.items())
        if not bands:
            return f'<{node.name}{attributes}{place}/>'
        local = outlines.outline(node.name, geometry, Identity)
        evenodd = around.style.get('fill-rule') == 'evenodd'
        if evenodd:
            self.document.work(node, outline.turns)
        made = self._defined(local.path(evenodd) if local else '')
        over = f'<{node.name}{attributes}/>' if stroke != 'none' else ''
        return f'<g{place}><g clip-path="url(#{made})">{bands}</g>{over}</g>'

    def _paint(
        self, node: Node, around: Around, key: str, default: str, box: Box, inks: dict[str, float]
    ) -> str:
        """Return the colour of a fill or a stroke as it is written; `inks` is told of it."""
        style = around.style
        value = style.get(key, default)
        veil = around.veil * svg.share(style.get(f'{key}-opacity', '1'))
        if value in ('none', 'transparent') or veil <= 0:
            return 'none'
        if value in ('currentColor', 'currentcolor'):
            value = style.get('color', 'black')
        colour, alpha = svg.colour_of(value, node)
        if alpha * veil > 0:
            inks[colour] = inks.get(colour, 0.0) + alpha * veil
        return self._mixed(node, colour, alpha * veil, box)

    def _mixed(self, node: Node, colour: str, alpha: float, box: Box) -> str:
        """Return a colour as it is written, mixed with what lies below it in a box."""
        self.document.work(node, self.canvas.crowd(True) if alpha < canvas.OPAQUE else 0)
        return self.canvas.mixed(node, colour, alpha, box)

    def _stroke(
        self, node: Node, around: Around, outline: Outline, inks: dict[str, float]
    ) -> tuple[str, Line, Box]:
        """Return the colour of the outline, how it is drawn, and the box of both; add its ink."""
        own: dict[str, float] = {}
        stroke = self._paint(node, around, 'stroke', 'none', outline.box, own)
        if stroke == 'none':
            return stroke, {}, outline.box
        scale = svg.scale(around.matrix)
        line = self.document.line(node, around.style, outline.length, scale)
        wide = float(str(line['stroke-width'])) * scale
        if wide <= 0:
            return 'none', {}, outline.box
        for ink, part in own.items():
            inks[ink] = inks.get(ink, 0.0) + outline.length * wide * part
        left, top, right, bottom = outline.box
        reach = left - wide / 2, top - wide / 2, right + wide / 2, bottom + wide / 2
        return stroke, line, reach

    def _bands(
        self,
        node: Node,
        name: str,
        geometry: dict[str, str],
        around: Around,
        box: Box,
        inks: dict[str, float],
    ) -> str:
        found = self._gradient(node, name)
        self.document.work(node, _BAND * len(found.marks()))
        local = outlines.outline(node.name, geometry, Identity)
        veil = around.veil * svg.share(around.style.get('fill-opacity', '1'))

        def colour(shade: str, alpha: float) -> str:
            inks[shade] = inks.get(shade, 0.0) + alpha * veil
            return self._mixed(node, shade, alpha * veil, box)

        return gradients.bands(found, local.box, self.document.length, colour) if local else ''

    def _gradient(self, node: Node, name: str) -> gradients.Gradient:
        if name not in self.gradients:
            self.gradients[name] = gradients.find(node, name, self.document)
        return self.gradients[name]


def rule_of(style: Style) -> dict[str, str]:
    """Return how the parts of a shape count, as an attribute; nothing for the usual."""
    return {'fill-rule': 'evenodd'} if style.get('fill-rule') == 'evenodd' else {}


def written(value: str | float | list[float], scale: float) -> str:
    """Return the value of an attribute, lengths so much larger."""
    if isinstance(value, str):
        return value
    numbers = value if isinstance(value, list) else [value]
    return ' '.join(outlines.plain(number * scale) for number in numbers)


def _groups(node: Node) -> bool:
    """Tell whether an element only holds others, and has no measures of its own."""
    return node.name in ('g', 'a') or (
        node.name in ('svg', 'symbol', 'switch')
        and not {'viewBox', 'x', 'y'} & set(node.attributes)
    )


def _switched(node: Node) -> list[Node]:
    """Return what is drawn of a <switch>: the first that asks for nothing special."""
    special = ('requiredExtensions', 'requiredFeatures', 'systemLanguage')
    fit = (
        child
        for child in node.children
        if child.name and child.name != 'foreignObject' and not {*special} & set(child.attributes)
    )
    return [one for one in (next(fit, None),) if one]
