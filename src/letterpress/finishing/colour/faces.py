"""The faces in a print: how wide their glyphs are, where each stands, and its outline."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, NamedTuple

from letterpress.finishing.colour import content, drawn, matrices
from letterpress.finishing.colour.content import Operation
from letterpress.finishing.colour.document import Document
from letterpress.finishing.colour.drawn import State
from letterpress.finishing.colour.matrices import Box, Matrix
from letterpress.finishing.syntax import objects
from letterpress.finishing.syntax.objects import NULL, Name, Stream


class Unknown(ValueError):
    """Raised for a face of another kind than the engine embeds."""


class Glyph(NamedTuple):
    """A glyph as it stands: its number, and the matrix from its em (1 × 1) to the page's space."""

    number: int
    matrix: Matrix


class Outline:
    """A path that stands in many places: its points and how thick it is, reckoned once."""

    def __init__(self, path: tuple[Operation, ...], matrix: Matrix = matrices.NONE):
        self._points = [one for part in drawn.points(path, matrix) for one in part]
        self._box = matrices.around(self._points) if self._points else None
        self._path, self._matrix = path, matrix
        self._thick = -1.0

    @property
    def thickness(self) -> float:
        """How thick it is in its own space (`drawn.thickness`)."""
        if self._thick < 0:
            shape = drawn.Shape(self._path, b'', b'f')
            self._thick = drawn.thickness(shape, self._matrix)
        return self._thick

    def box(self, matrix: Matrix) -> Box | None:
        """Return the box around it where a matrix puts it; None for a blank."""
        if self._box is None or matrices.is_upright(matrix):
            return self._box and matrices.moved(self._box, matrix)
        return matrices.around([matrices.at(matrix, x, y) for x, y in self._points])


class Face:
    """A face of a document, by its font dictionary. Raises Unknown for one of another kind."""

    def __init__(self, document: Document, font: dict[str, Any]):
        below = document.get(font.get('DescendantFonts', NULL))
        if font.get('Encoding') != Name('Identity-H') or not isinstance(below, list):
            raise Unknown(f'the face {font.get("BaseFont", "without a name")}')
        inner = document.dictionary(below[0])
        self.name = str(font.get('BaseFont', ''))
        self._wide = dict(_widths(document, document.get(inner.get('W', []))))
        self._else = float(document.get(inner.get('DW', 1000)))
        described = document.dictionary(inner.get('FontDescriptor', NULL))
        held = [document.get(described.get(key, NULL)) for key in ('FontFile2', 'FontFile3')]
        self._file = next((one for one in held if isinstance(one, Stream)), None)
        if self._file is None or inner.get('CIDToGIDMap', Name('Identity')) != Name('Identity'):
            raise Unknown(f'the face {self.name}, which is not embedded as the engine does it')
        self._data = document.data(self._file)
        self._font: Any = None
        self._paths: dict[int, bytes] = {}
        self._shapes: dict[int, Outline] = {}

    def placed(self, operands: bytes, state: State) -> Iterator[Glyph]:
        """Yield the glyphs that text shows, each where it stands, and move the state's text on."""
        shown, _ = objects.value(operands, 0)
        for part in shown if isinstance(shown, list) else [shown]:
            if not isinstance(part, bytes):
                self._move(state, -part / 1000 * state.size * state.stretch)
                continue
            for at in range(0, len(part) - 1, 2):
                number = part[at] << 8 | part[at + 1]
                em: Matrix = (state.size * state.stretch, 0, 0, state.size, 0, state.rise)
                place = matrices.times(state.text, state.matrix)
                yield Glyph(number, matrices.times(em, place))
                wide = self._wide.get(number, self._else) / 1000 * state.size + state.spread
                self._move(state, wide * state.stretch)

    def _move(self, state: State, by: float) -> None:
        state.text = matrices.times((1, 0, 0, 1, by, 0), state.text)

    def path(self, number: int) -> bytes:
        """Return a glyph's outline in units of the em as PDF draws it; b'' for a blank."""
        if number not in self._paths:
            from fontTools.pens.basePen import BasePen

            out: list[str] = []

            class Pen(BasePen):  # type: ignore[misc]
                def _moveTo(self, pt: Any) -> None:
                    out.append(_whole(pt) + ' m')

                def _lineTo(self, pt: Any) -> None:
                    out.append(_whole(pt) + ' l')

                def _curveToOne(self, pt1: Any, pt2: Any, pt3: Any) -> None:
                    out.append(_whole(pt1, pt2, pt3) + ' c')

                def _closePath(self) -> None:
                    out.append('h')

            self._draw(number, Pen)
            self._paths[number] = '\n'.join(out).encode()
        return self._paths[number]

    def shape(self, number: int) -> Outline:
        """Return the outline of a glyph in its em (1 × 1)."""
        if number not in self._shapes:
            parts = tuple(content.operations(self.path(number)))
            scale = 1 / self.em
            self._shapes[number] = Outline(parts, (scale, 0, 0, scale, 0, 0))
        return self._shapes[number]

    def thickness(self, number: int) -> float:
        """Return how thick a glyph is, in parts of the em (`drawn.thickness`)."""
        return self.shape(number).thickness

    @property
    def em(self) -> float:
        """Units of the em."""
        return float(self._opened()[2])

    def _draw(self, number: int, pen: Any) -> None:
        glyphs, order, _ = self._opened()
        if number < len(order):
            glyphs[order[number]].draw(pen(glyphs))

    def _opened(self) -> tuple[Any, list[str], float]:
        if self._font is None:
            from fontTools.ttLib import TTFont

            # what is not lazy here would be read again for each glyph
            font = TTFont(io.BytesIO(self._data), lazy=True)
            self._font = font.getGlyphSet(), font.getGlyphOrder(), font['head'].unitsPerEm
        found: tuple[Any, list[str], float] = self._font
        return found


def _whole(*points: Any) -> str:
    # parts of units are lost: less than a hundredth of a point in type of ten metres
    return ' '.join(f'{round(x)} {round(y)}' for x, y in points)


def _widths(document: Document, given: Any) -> Iterator[tuple[int, float]]:
    """Yield glyphs with their widths, in thousandths of the size (ISO 32000-2, 9.7.4.3)."""
    items = [document.get(one) for one in given] if isinstance(given, list) else []
    at = 0
    while at + 1 < len(items):
        first, then = items[at], items[at + 1]
        if isinstance(then, list):
            yield from ((first + n, float(wide)) for n, wide in enumerate(then))
            at += 2
        else:
            yield from ((one, float(items[at + 2])) for one in range(first, then + 1))
            at += 3
