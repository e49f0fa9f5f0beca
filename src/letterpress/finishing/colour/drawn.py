"""What a content stream draws, step by step, each with the state in which it is drawn.

Colours and the widths and forms of lines are read into the state and not given on: who writes the
stream anew sets them where they are needed. What this room does not understand is refused by name,
never passed over (LP614).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from typing import NamedTuple

from letterpress.finishing.colour import content, matrices
from letterpress.finishing.colour.content import Operation
from letterpress.finishing.colour.matrices import Box, Matrix
from letterpress.finishing.colour.paints import key

FILLS = {b'f', b'F', b'f*', b'b', b'b*', b'B', b'B*'}
STROKES = {b's', b'S', b'b', b'b*', b'B', b'B*'}
_PAINTS = FILLS | STROKES | {b'n'}
_PATH = {b'm', b'l', b'c', b'v', b'y', b'h', b're'}
_LINES = {b'w', b'J', b'j', b'M', b'd'}
_SHOWN = {b'Tj', b'TJ'}
_MARKS = {b'BMC', b'BDC', b'EMC', b'MP', b'DP'}
# of these nothing is known that would be wrong in other colours
_KEPT = {*_MARKS, b'ri', b'i', b'BX', b'EX', b'ET'}
_REFUSED = {
    b'sh': 'a gradient (sh)',
    b'BI': 'a picture inside the page (BI)',
    b'k': 'colours of other inks (k)',
    b'K': 'colours of other inks (K)',
    b'T*': 'lines of text by T*',
    b"'": "lines of text by '",
    b'"': 'lines of text by "',
    b'TD': 'lines of text by TD',
    b'd1': 'a typeface that is drawn (d1)',
}


class Kept(NamedTuple):
    """An operation that goes on as it is."""

    operator: bytes
    operands: bytes


class Shape(NamedTuple):
    """A path and how it is painted; `clip` is W or W*, or empty."""

    path: tuple[Operation, ...]
    clip: bytes
    paint: bytes


class Words(NamedTuple):
    """Text that is shown."""

    operator: bytes
    operands: bytes


class Placed(NamedTuple):
    """An XObject that is drawn, by its name among the resources."""

    name: str


Step = Kept | Shape | Words | Placed


class Pattern(NamedTuple):
    """A pattern as a colour: its name among the resources."""

    name: str


class Spot(NamedTuple):
    """A colour of a space of the page's own, by the name of the space: a spot ink, all inks."""

    space: str


Colour = str | Pattern | Spot | tuple[float, ...] | None


class State:
    """What is in force where something is drawn.

    Matrices lead to the page, in points from its lower left; sizes are in the units of their own
    space. None is what a form takes over from whoever draws it.
    """

    def __init__(self, matrix: Matrix, clip: Box):
        self.matrix, self.clip = matrix, clip
        self.fill: Colour = '#000000'
        self.stroke: Colour = '#000000'
        self.spaces = {True: '', False: ''}  # of fills, and of lines: named by cs
        self.lines: dict[bytes, bytes] = {b'w': b'1', b'J': b'0', b'j': b'0', b'M': b'10'}
        self.lines[b'd'] = b'[] 0'
        self.mode = 0  # Tr
        self.font, self.size = '', 0.0
        self.rise, self.spread, self.between, self.stretch = 0.0, 0.0, 0.0, 1.0
        self.alphas: dict[str, float] = {}  # ca, CA, where they are not 1
        self.text, self.line = matrices.NONE, matrices.NONE

    def copied(self) -> State:
        """Return the state as q saves it."""
        one = copy(self)
        one.lines, one.alphas = dict(self.lines), dict(self.alphas)
        return one

    @property
    def points(self) -> float:
        """The size of type on the page, in points."""
        return abs(self.size) * matrices.scale(matrices.times(self.text, self.matrix))

    @property
    def width(self) -> float:
        """The width of lines on the page, in points."""
        return float(self.lines[b'w']) * matrices.scale(self.matrix)


Refuse = Callable[[str], Exception]


class Reader:
    """Reads one stream. `state` is the one in force at each step while it is being yielded."""

    def __init__(
        self,
        data: bytes,
        state: State,
        refuse: Refuse,
        graphics: Callable[[str, State], None],
        inks: bool = False,
    ):
        """`refuse` makes what is raised for a thing; `graphics` applies an ExtGState by name.

        With `inks` a stream for the press is read: colours are inks in per cent, as tuples of four
        or, grey, of one; spot colours are known too.
        """
        self.state, self._refuse, self._graphics = state, refuse, graphics
        self._data, self._inks = data, inks

    def __iter__(self) -> Iterator[Step]:
        try:
            yield from self._steps()
        except content.Unreadable as wrong:
            raise self._refuse(str(wrong)) from None
        except ValueError as wrong:
            raise self._refuse(f'operands of another kind ({wrong})') from None

    def _steps(self) -> Iterator[Step]:
        saved: list[State] = []
        path: list[Operation] = []
        clip = b''
        for operator, operands in content.operations(self._data):
            state = self.state
            if operator in _PATH:
                path.append((operator, operands))
            elif operator in (b'W', b'W*'):
                clip = operator
            elif operator in _PAINTS:
                yield Shape(tuple(path), clip, operator)
                if clip and path:
                    state.clip = matrices.both(state.clip, bounds(path, state.matrix))
                path, clip = [], b''
            elif operator == b'q':
                saved.append(state.copied())
                yield Kept(operator, operands)
            elif operator == b'Q':
                if not saved:
                    raise self._refuse('a state that is restored and was never saved (Q)')
                self.state = saved.pop()
                yield Kept(operator, operands)
            elif operator == b'cm':
                state.matrix = matrices.times(matrix(operands), state.matrix)
                yield Kept(operator, operands)
            elif operator in _SHOWN:
                yield Words(operator, operands)
            elif operator == b'Do':
                yield Placed(content.name(operands))
            elif operator in _LINES:
                state.lines[operator] = operands.strip()
            elif operator == b'gs':
                self._graphics(content.name(operands), state)
                yield Kept(operator, operands)
            elif operator in _KEPT or self._text(operator, operands):
                yield Kept(operator, operands)
            elif not self._colour(operator, operands):
                what = _REFUSED.get(operator, f'the operator {operator.decode("latin-1")}')
                raise self._refuse(what)

    def _text(self, operator: bytes, operands: bytes) -> bool:
        """Read an operator of text; tell whether it is one that goes on as it is."""
        state = self.state
        if operator == b'BT':
            state.text = state.line = matrices.NONE
        elif operator == b'Tm':
            state.text = state.line = matrix(operands)
        elif operator == b'Td':
            x, y = content.numbers(operands)
            state.text = state.line = matrices.times((1, 0, 0, 1, x, y), state.line)
        elif operator == b'Tf':
            face, _, size = operands.strip().rpartition(b' ')
            state.font, state.size = content.name(face), float(size)
        elif operator == b'Ts':
            state.rise = float(operands)
        elif operator == b'Tc':
            state.spread = float(operands)
        elif operator == b'Tw':
            state.between = float(operands)
        elif operator == b'Tz':
            state.stretch = float(operands) / 100
        else:
            return operator == b'TL'
        return True

    def _colour(self, operator: bytes, operands: bytes) -> bool:
        """Read a colour, or how text is painted, into the state; tell whether it is one."""
        state = self.state
        if operator == b'Tr':
            state.mode = int(operands)
            if state.mode not in (0, 1, 2, 3):
                raise self._refuse(f'type that other things are cut by ({state.mode} Tr)')
            return True
        is_fill = operator.islower()
        if operator in (b'rg', b'RG'):
            given: Colour = key(*content.numbers(operands))
        elif self._inks and operator in (b'k', b'K'):
            given = tuple(100 * one for one in content.numbers(operands))
        elif self._inks and operator in (b'g', b'G'):
            given = (100 - 100 * content.numbers(operands)[0],)
        elif self._inks and operator in (b'cs', b'CS'):
            state.spaces = {**state.spaces, is_fill: content.name(operands)}
            return True
        elif self._inks and operator in (b'sc', b'SC', b'scn', b'SCN'):
            space = state.spaces[is_fill]
            given = Pattern(content.name(operands)) if space == 'Pattern' else Spot(space)
        elif operator in (b'g', b'G'):
            given = key(*(content.numbers(operands) * 3))
        elif operator in (b'cs', b'CS'):
            if content.name(operands) != 'Pattern':
                raise self._refuse(f'a colour in the space {content.name(operands)}')
            return True
        elif operator in (b'scn', b'SCN'):
            if not (name := content.name(operands)):
                raise self._refuse('a pattern without a colour of its own')
            given = Pattern(name)
        else:
            return False
        if is_fill:
            state.fill = given
        else:
            state.stroke = given
        return True


def matrix(operands: bytes) -> Matrix:
    """Return a matrix as operands give it. Raises ValueError."""
    a, b, c, d, e, f = content.numbers(operands)
    return a, b, c, d, e, f


def points(
    path: list[Operation] | tuple[Operation, ...], matrix: Matrix
) -> list[list[tuple[float, float]]]:
    """Return the points of each part of a path on the page, those that curves lean to included."""
    parts: list[list[tuple[float, float]]] = []
    for operator, operands in path:
        given = content.numbers(operands)
        if operator == b're':
            x, y, w, h = given
            parts.append([(x, y), (x + w, y), (x + w, y + h), (x, y + h)])
        elif operator == b'm':
            parts.append([(given[0], given[1])])
        elif parts:
            parts[-1] += zip(given[::2], given[1::2], strict=True)
    return [[matrices.at(matrix, x, y) for x, y in part] for part in parts]


def bounds(path: list[Operation] | tuple[Operation, ...], matrix: Matrix) -> Box:
    """Return the box around a path on the page."""
    every = [point for part in points(path, matrix) for point in part]
    return matrices.around(every) if every else (0.0, 0.0, 0.0, 0.0)


def thickness(shape: Shape, matrix: Matrix) -> float:
    """Return how thick a filled shape is, in points: four times its area by its outline.

    That is the side of a square, the width of a disc; of a long bar nearly twice its width.
    """
    areas, outline = [], 0.0
    for part in points(shape.path, matrix):
        turned = [*part[1:], part[0]]
        pairs = list(zip(part, turned, strict=True))
        areas.append(sum(x * v - u * y for (x, y), (u, v) in pairs) / 2)
        outline += sum(((x - u) ** 2 + (y - v) ** 2) ** 0.5 for (x, y), (u, v) in pairs)
    if not outline:
        return 0.0
    if shape.paint.endswith(b'*'):  # the largest part, and the others are holes in it
        sizes = sorted(map(abs, areas))
        area = max(0.0, 2 * sizes[-1] - sum(sizes))
    else:
        area = abs(sum(areas))
    return 4 * area / outline
