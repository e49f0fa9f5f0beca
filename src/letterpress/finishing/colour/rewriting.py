"""Write a stream that draws anew: each colour in its paint, forms and patterns in it likewise."""

from __future__ import annotations

from typing import Any

from letterpress.base.lengths import POINT
from letterpress.finishing.colour import content, drawn, matrices, paints, pictures
from letterpress.finishing.colour.content import written
from letterpress.finishing.colour.document import serialised
from letterpress.finishing.colour.drawn import Kept, Pattern, Placed, Reader, Shape, State, Words
from letterpress.finishing.colour.paints import Ink, Line
from letterpress.finishing.colour.sheet import Sheet
from letterpress.finishing.syntax.objects import NULL, Name, Ref, Stream

DEEPEST = 8  # forms in forms in …
ROUND = {b'J': b'1', b'j': b'1', b'd': b'[] 0'}  # how outlines are drawn


class Writer:
    """Writes one stream anew; forms and patterns that it draws are written by others of its kind.

    Colours and lines are set where something is painted and they are not what they are already.
    """

    def __init__(self, sheet: Sheet, resources: dict[str, Any], state: State, depth: int):
        self.sheet, self.resources, self.depth = sheet, resources, depth
        self._state, self._base = state, state.matrix
        self._out: list[bytes] = []
        self._lines = dict(state.lines)  # as they are in what was written, and so below
        self._mode = state.mode
        self._set: dict[bytes, bytes] = {}  # by operator for fills and lines: what set the colour
        self._saved: list[tuple[dict[bytes, bytes], int, dict[bytes, bytes]]] = []

    def written(self, data: bytes) -> bytes:
        """Return a stream in its paints. Raises Rejected."""
        reader = Reader(data, self._state, self.sheet.refuse, self._graphics)
        for step in reader:
            self._state = reader.state
            if isinstance(step, Kept):
                self.kept(step)
            elif isinstance(step, Shape):
                self._shape(step)
            elif isinstance(step, Words):
                self.words(step)
            else:
                self._placed(step)
        return b'\n'.join(self._out)

    def kept(self, step: Kept) -> None:
        """Write an operator that stays as it is, and remember what it changes."""
        if step.operator == b'q':
            self._saved.append((dict(self._lines), self._mode, dict(self._set)))
        elif step.operator == b'Q':
            self._lines, self._mode, self._set = self._saved.pop()
        self._put(step.operator, step.operands)

    def _put(self, operator: bytes, operands: bytes = b'') -> None:
        self._out.append(operands.strip() + b' ' + operator if operands else operator)

    # what is in force

    def ink(self, ink: Ink, is_line: bool, over: bool = False) -> None:
        """Set a colour, where it is not set; `over`: it is printed over what lies under it."""
        numbers, for_fill, for_line = paints.operands(ink)
        operator = for_line if is_line else for_fill
        text = b' '.join(map(_exact, numbers)) + b' ' + operator
        side = b'S' if is_line else b'F'
        if self._set.get(side) != text:
            self._set[side] = text
            self._out.append(text)

    def _pattern(self, pattern: Pattern, is_line: bool) -> None:
        self.recolour_pattern(pattern)
        text = b'/Pattern %s /%s %s' % (
            (b'CS', _named(pattern.name), b'SCN')
            if is_line
            else (b'cs', _named(pattern.name), b'scn')
        )
        side = b'S' if is_line else b'F'
        if self._set.get(side) != text:
            self._set[side] = text
            self._out.append(text)

    def _line_state(self, wanted: dict[bytes, bytes]) -> None:
        for operator, operands in wanted.items():
            if self._lines.get(operator) != operands:
                self._lines[operator] = operands
                self._put(operator, operands)

    def _text_mode(self, wanted: int) -> None:
        if self._mode != wanted:
            self._mode = wanted
            self._put(b'Tr', b'%d' % wanted)

    def _graphics(self, name: str, state: State) -> None:
        """Apply an ExtGState: opacity is noted, what changes colours otherwise is refused."""
        document = self.sheet.document
        held = document.dictionary(self.resources.get('ExtGState', NULL))
        if name not in held:
            raise self.sheet.refuse(f'a graphics state that does not exist ({name})')
        for key, value in document.dictionary(held[name]).items():
            value = document.get(value)
            if key in ('ca', 'CA'):
                state.alphas[key] = float(value)
            elif key == 'SMask' and value != Name('None'):
                raise self.sheet.refuse('a soft mask (SMask)')
            elif key == 'BM' and value not in (Name('Normal'), Name('Compatible')):
                raise self.sheet.refuse(f'colours that mix with those below them ({value})')
            elif key not in ('Type', 'BM', 'SMask', 'AIS', 'SA'):
                raise self.sheet.refuse(f'a graphics state with {key}')

    # what is drawn

    def _shape(self, step: Shape) -> None:
        fill, stroke = step.paint in drawn.FILLS, step.paint in drawn.STROKES
        closes = step.paint in (b's', b'b', b'b*')
        path = (*step.path, (b'h', b'')) if closes else step.path
        parity = b'*' if step.paint.endswith(b'*') else b''
        is_drawn = bool(path)
        if fill and is_drawn:
            self._filled(path, parity, self._state.fill, step)
        if stroke and is_drawn:
            self._stroked(path, self._state.stroke)
        if step.clip:
            self._trace(path)
            self._put(step.clip)
            self._put(b'n')

    def _trace(self, path: tuple[content.Operation, ...]) -> None:
        for operator, operands in path:
            self._put(operator, operands)

    def _filled(
        self, path: tuple[content.Operation, ...], parity: bytes, colour: Any, step: Shape
    ) -> None:
        if isinstance(colour, Pattern):
            self._pattern(colour, is_line=False)
            self._trace(path)
            self._put(b'f' + parity)
            return
        paint = self.sheet.paint(self._colour(colour))
        fill, over = paint.fill, False
        if paint.solid is not None or paint.overprint:
            thick = drawn.thickness(step, self._state.matrix) * POINT
            over = paint.overprint and thick <= paints.RULE
            fill = paint.solid if paint.solid is not None and thick > paints.FLAT else fill
        if fill is not None:
            self.ink(fill, is_line=False, over=over)
            self._trace(path)
            self._put(b'f' + parity)
        if paint.line:
            self._rim(path, paint.line)

    def _rim(self, path: tuple[content.Operation, ...], line: Line) -> None:
        """Draw a path in outline; the state is what it was afterwards."""
        self._line_state({**ROUND, b'w': self._units(line.width)})
        self.ink(line.colour, is_line=True)
        self._trace(path)
        self._put(b'S')

    def _stroked(self, path: tuple[content.Operation, ...], colour: Any) -> None:
        own = self._state.lines
        if isinstance(colour, Pattern):
            self._line_state(own)
            self._pattern(colour, is_line=True)
            self._trace(path)
            self._put(b'S')
            return
        paint = self.sheet.paint(self._colour(colour))
        thick = self._state.width * POINT
        line = paint.line
        if line and thick > 2 * line.width and paint.fill is not None:
            # a bar in outline: the whole in the line's colour, and its inside in the fill
            inner = written((thick - 2 * line.width) / thick * float(own[b'w']))
            for ink, width in ((line.colour, own[b'w']), (paint.fill, inner)):
                self._line_state({**own, b'w': width})
                self.ink(ink, is_line=True)
                self._trace(path)
                self._put(b'S')
            return
        stroke = line.colour if line else paint.fill
        if stroke is not None:
            thin = {b'w': self._units(line.width)} if line and thick > line.width else {}
            self._line_state({**own, **thin})
            self.ink(stroke, is_line=True, over=paint.overprint and thick <= paints.RULE)
            self._trace(path)
            self._put(b'S')

    def words(self, step: Words) -> None:
        """Show type in its paint: filled, in outline, or not at all."""
        state = self._state
        self._face(state.font)
        if state.mode in (1, 2):
            self._heavy(step)
            return
        if state.mode == 3:
            self._text_mode(3)
        elif isinstance(state.fill, Pattern):
            self._text_mode(0)
            self._pattern(state.fill, is_line=False)
        else:
            paint = self.sheet.paint(self._colour(state.fill))
            line = paint.line
            if line and state.points >= paint.small:
                self._outlined(step, line, paint.fill)
                return
            if line or paint.fill is not None:
                ink = line.colour if line else paint.fill
                assert ink is not None
                over = paint.overprint and state.points < paint.small
                self.ink(ink, is_line=False, over=over)
                self._text_mode(0)
            else:
                self._text_mode(3)
        self._put(step.operator, step.operands)

    def _outlined(self, step: Words, line: Line, fill: Ink | None) -> None:
        """Show type in outline. What it is filled with hides where its shapes lie over each other.

        So the line is drawn first, twice as wide, and the type is shown once more on it; in a face
        of strangers, of which nobody knows how long its words are, it is drawn on top.
        """
        state = self._state
        face = None if fill is None else self.sheet.known(self.resources, state.font)
        self._line_state({**ROUND, b'w': self._units((2 if face else 1) * line.width)})
        self.ink(line.colour, is_line=True)
        if face and fill is not None:
            self._text_mode(1)
            self._put(b'BMC', b'/Artifact')
            self._put(step.operator, step.operands)
            self._put(b'EMC')
            self._put(b'Tm', b' '.join(map(_exact, state.text)))
            for _ in face.placed(step.operands, state):
                pass  # what is shown next stands behind these glyphs
        if fill is not None:
            self.ink(fill, is_line=False)
        self._text_mode(0 if face else 1 if fill is None else 2)
        self._put(step.operator, step.operands)

    def _heavy(self, step: Words) -> None:
        """Show type that is stroked, or stroked and filled in one colour, as it is."""
        state = self._state
        colours = {
            self._colour(state.stroke),
            *([self._colour(state.fill)] if state.mode == 2 else []),
        }
        found = [self.sheet.paint(one) for one in sorted(colours)]
        if any(one.line or one.fill is None for one in found):
            raise self.sheet.refuse('type with a line around it (Tr), in a colour that gets one')
        self._line_state(state.lines)
        for colour, is_line in ((state.stroke, True), (state.fill, False)):
            if is_line or state.mode == 2:
                fill = self.sheet.paint(self._colour(colour)).fill
                assert fill is not None
                self.ink(fill, is_line)
        self._text_mode(state.mode)
        self._put(step.operator, step.operands)

    def _colour(self, colour: Any) -> str:
        if isinstance(colour, str):
            return colour
        raise self.sheet.refuse('a form that is drawn in whatever colour was set before it')

    def _units(self, mm: float) -> bytes:
        """Return a width on the sheet in the units of lines here."""
        grown = matrices.scale(self._state.matrix)
        return written(mm / POINT / grown) if grown else b'0'

    def _face(self, name: str) -> None:
        document = self.sheet.document
        fonts = document.dictionary(self.resources.get('Font', NULL))
        if document.dictionary(fonts.get(name, NULL)).get('Subtype') == Name('Type3'):
            raise self.sheet.refuse('type in a face that is drawn (Type 3)')

    # forms and patterns

    def _placed(self, step: Placed) -> None:
        document = self.sheet.document
        held = document.dictionary(self.resources.get('XObject', NULL))
        ref = held.get(step.name, NULL)
        form = document.get(ref)
        if not isinstance(form, Stream) or not isinstance(ref, Ref):
            raise self.sheet.refuse(f'a drawing that does not exist ({step.name})')
        if form.entries.get('Subtype') != Name('Form'):
            try:
                self._picture(ref, form)
            except pictures.Unreadable as wrong:
                raise self.sheet.refuse(str(wrong)) from None
            self._put(b'Do', b'/' + _named(step.name))
            return
        self._line_state(self._state.lines)
        self._text_mode(self._state.mode)
        state = self._state.copied()
        state.fill = state.stroke = None
        state.matrix = matrices.times(self._own_matrix(form), state.matrix)
        self.write(ref, form, state)
        self._put(b'Do', b'/' + _named(step.name))

    def _picture(self, ref: Ref, picture: Stream) -> None:
        """Keep a picture of pixels, or make it grey, as the sheet says."""
        if self.sheet.pictures == 'refused':
            raise self.sheet.refuse('a picture made of pixels')
        if picture.entries.get('Subtype') != Name('Image'):
            raise self.sheet.refuse('a drawing of an unknown kind')
        if self.sheet.pictures == 'grey' and ref.number not in self.sheet.made:
            space = self.sheet.document.get(picture.entries.get('ColorSpace', NULL))
            if space != Name('DeviceGray'):
                self.sheet.made[ref.number] = pictures.greyed(self.sheet.document, picture)

    def recolour_pattern(self, pattern: Pattern) -> None:
        """Write the tile of a pattern in its paints."""
        document = self.sheet.document
        held = document.dictionary(self.resources.get('Pattern', NULL))
        ref = held.get(pattern.name, NULL)
        tile = document.get(ref)
        if not isinstance(tile, Stream) or not isinstance(ref, Ref):
            raise self.sheet.refuse(f'a gradient ({pattern.name})')
        if tile.entries.get('PaintType') != 1:
            raise self.sheet.refuse(f'a pattern without colours of its own ({pattern.name})')
        state = State(matrices.times(self._own_matrix(tile), self._base), self.sheet.reach)
        state.fill = state.stroke = None
        self.write(ref, tile, state)

    def _own_matrix(self, form: Stream) -> matrices.Matrix:
        given = self.sheet.document.get(form.entries.get('Matrix', NULL))
        if not isinstance(given, list) or len(given) != 6:
            return matrices.NONE
        a, b, c, d, e, f = map(float, given)
        return a, b, c, d, e, f

    def another(self, resources: dict[str, Any], state: State) -> Writer:
        """Return a writer for something that is drawn here."""
        return type(self)(self.sheet, resources, state, self.depth + 1)

    def write(self, ref: Ref, form: Stream, state: State) -> None:
        """Write a form in its paints; one that is drawn twice has to come out the same."""
        document = self.sheet.document
        if self.depth == DEEPEST:
            raise self.sheet.refuse('drawings within drawings without an end')
        resources = document.dictionary(form.entries.get('Resources', NULL)) or self.resources
        writer = self.another(resources, state)
        data = writer.written(document.data(form))
        if self.sheet.made.setdefault(ref.number, data) != data:
            raise self.sheet.refuse('one drawing in two sizes, with outlines of one width')


def _exact(share: float) -> bytes:
    text = f'{share:.6f}'.rstrip('0').rstrip('.')
    return text.encode() or b'0'


def _named(name: str) -> bytes:
    return serialised(Name(name))[1:]
