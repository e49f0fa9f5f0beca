"""A drawing written anew as a drawing: every shape a path, all in one system of coordinates.

Nothing of the text that came in goes out: paths, colours and numbers are those that were
understood. What comes out is plain SVG that any program opens; read again, it gives itself.
"""

from __future__ import annotations

from fontTools.misc.transform import Identity, Transform

from letterpress.findings import Finding
from letterpress.press.artwork import canvas, drawing, outlines, svg
from letterpress.press.artwork.document import Line
from letterpress.press.artwork.drawing import Around, Safe
from letterpress.press.artwork.gradients import KINDS, Gradient
from letterpress.press.artwork.outlines import Outline, plain
from letterpress.press.artwork.svg import SVG, Box, Node, Unsafe

LONG = 1000.0  # units of the longer side
PLACES = 3  # of a coordinate: a thousandth of a millimetre on a logo of a metre
_NEAR = 0.02  # units by which the ink of what was written before may miss its canvas
_ALIKE = 1e-6  # by which a matrix may turn and enlarge unevenly, and count as doing neither
_VEIL = canvas.VEIL
_LENGTHS = ('stroke-width', 'stroke-dasharray', 'stroke-dashoffset')


def written(data: bytes, path: str) -> bytes | list[Finding]:
    """Return a drawing as it is written anew, or all that is in its way (LP318, LP319, LP329)."""
    made = drawing.read(data, path, _written)
    for _ in range(_TRIES):  # what rounding moved settles at once
        if isinstance(made, list) or (again := drawing.read(made, path, _written)) == made:
            break
        made = again
    return made


_TRIES = 4


def _written(root: Node) -> tuple[bytes, list[Unsafe]]:
    measured = Safe(root)
    _, box = measured.body()
    if measured.wrong:
        return b'', measured.wrong
    onto, size = _onto(box, measured.document.view)
    safe = _Flat(root, onto)
    drawn, _ = safe.body()
    width, height = (plain(round(one, PLACES)) for one in size)
    definitions = f'<defs>{"".join(safe.definitions.values())}</defs>' if safe.definitions else ''
    text = (
        f'<svg xmlns="{SVG}" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'{definitions}{drawn}</svg>\n'
    )
    return text.encode('ascii'), safe.wrong


def _onto(box: Box, view: Box | None) -> tuple[Transform, tuple[float, float]]:
    """Return what leads to a canvas of LONG, and its width and height; nothing if it is there."""
    if view and view[:2] == (0, 0) and max(view) == LONG and outlines.near(box, view, _NEAR):
        return Identity, view[2:]
    wide, high = box[2] - box[0], box[3] - box[1]
    scale = LONG / max(wide, high)
    return Identity.scale(scale).translate(-box[0], -box[1]), (wide * scale, high * scale)


class _Flat(Safe):
    """Writes one drawing anew as paths; its matrix leads to the canvas that it is written on."""

    def _stands(self, own: Transform) -> str:
        return ''

    def _cut(self, node: Node, style: dict[str, str], around: Around) -> tuple[str, Box] | None:
        from letterpress.press.artwork import cutting

        return cutting.by(self.document, node, style, around.used, around.matrix, PLACES)

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
        scale, own = svg.scale(around.matrix), ''
        if stroke != 'none' and not _even(around.matrix):
            # the pen is as uneven as the matrix: the path stays in its own place, as large
            scale = scale if abs(scale - 1) > _ALIKE * LONG else 1.0
            local = outlines.outline(node.name, geometry, Identity.scale(scale))
            own = svg.matrix_of(around.matrix.scale(1 / scale))
            outline = local or outline
        said = {'d': outline.data(PLACES)} | drawing.rule_of(around.style)
        said |= _painted('fill', bands or fill) | (
            _painted('stroke', stroke) if stroke != 'none' else {}
        )
        for key, value in line.items():
            said[key] = drawing.written(value, scale if key in _LENGTHS else 1.0)
        attributes = ''.join(f' {key}="{value}"' for key, value in said.items() if value)
        made = f'<path{attributes}{own}/>'
        return f'<g{place}>{made}</g>' if place else made

    def _bands(
        self,
        node: Node,
        name: str,
        geometry: dict[str, str],
        around: Around,
        box: Box,
        inks: dict[str, float],
    ) -> str:
        """Return the address of the gradient, written anew where the shape stands."""
        found = self._gradient(node, name)
        local = outlines.outline(node.name, geometry, Identity)
        matrix = found.matrix(local.box) if local else None
        if not found.stops or matrix is None:
            return ''
        veil = around.veil * svg.share(around.style.get('fill-opacity', '1'))
        made = ''.join(
            f'<stop offset="{plain(round(at, 4))}"{_stop(self._mixed(node, colour, alpha, box))}/>'
            for at, colour, alpha in self._stops(found, veil, box)
        )
        for _, colour, alpha in found.stops:
            inks[colour] = inks.get(colour, 0.0) + alpha * veil
        place = found.places(self.document.length)
        if found.linear:
            at = {key: place(key, '100%' if key == 'x2' else '0%') for key in KINDS[_LINEAR]}
        else:
            at = {key: place(key, '50%') for key in ('cx', 'cy', 'r')}
            at |= {f: place(f, plain(at[c])) for f, c in (('fx', 'cx'), ('fy', 'cy'))}
        said = ''.join(f' {key}="{value:.9g}"' for key, value in at.items())
        whole = ' '.join(f'{n:.9g}' for n in around.matrix.transform(matrix))
        kind = found.source.name
        text = (
            f'gradientUnits="userSpaceOnUse" gradientTransform="matrix({whole})"{said}>'
            f'{made}</{kind}>'
        )
        key = f'<{kind} {text}'
        known = self.named.setdefault(key, f'g{len(self.named)}')
        self.definitions[known] = f'<{kind} id="{known}" {text}'
        return f'url(#{known})'

    def _stops(self, found: Gradient, veil: float, box: Box) -> list[svg.Stop]:
        """Return the stops, and more of them where a veil is mixed with what lies below."""
        plainly = [(at, colour, alpha * veil) for at, colour, alpha in found.stops]
        covered = any(one.colour and outlines.holds(one.box, box) for one in self.canvas.shapes)
        if not covered or all(alpha >= canvas.OPAQUE for _, _, alpha in plainly):
            return plainly
        between = ((at, *svg.between(plainly, at)) for at in found.marks())
        return [(at, colour, alpha) for at, colour, alpha in between]


_LINEAR = 'linearGradient'


def _even(m: Transform) -> bool:
    """Tell whether a matrix enlarges in all directions alike."""
    a, b, c, d = m[:4]
    off = min(abs(a - d) + abs(b + c), abs(a + d) + abs(b - c))  # turned, or turned and mirrored
    return bool(off <= _ALIKE * max(map(abs, (a, b, c, d))))


def _painted(key: str, colour: str) -> dict[str, str]:
    """Return a colour as attributes: what lets its ground through has an opacity."""
    veiled = _VEIL.fullmatch(colour)
    return {key: veiled[1], f'{key}-opacity': plain(float(veiled[2]))} if veiled else {key: colour}


def _stop(colour: str) -> str:
    veiled = _VEIL.fullmatch(colour)
    if not veiled:
        return f' stop-color="{colour}"'
    return f' stop-color="{veiled[1]}" stop-opacity="{plain(float(veiled[2]))}"'
