"""Write a print's stream for the press: inks, overprinting, grounds in the bleed, type as paths."""

from __future__ import annotations

from typing import Any

from letterpress.base.lengths import POINT
from letterpress.finishing.colour import content, drawn, matrices, paints, pictures
from letterpress.finishing.colour.content import Operation
from letterpress.finishing.colour.content import written as number
from letterpress.finishing.colour.document import Document, Page
from letterpress.finishing.colour.drawn import Kept, State, Words
from letterpress.finishing.colour.matrices import Box
from letterpress.finishing.colour.paints import Ink, Paint
from letterpress.finishing.colour.rewriting import Writer
from letterpress.finishing.colour.sheet import Sheet
from letterpress.finishing.syntax.objects import NULL, Name, Ref, Stream

TOUCHES = 0.15  # points: nearer to the trim than this, a ground is meant to end there
OVER, OFF = 'OPk', 'OPn'  # the graphics states that print over what is there, and that knock out
OUTLINED = b'Type'  # marks what is type that became paths, so that it can be judged as type
_STRUCTURE = {b'BMC', b'BDC', b'EMC', b'MP', b'DP'}


class PressSheet(Sheet):
    """One page while it is written for the press; lengths in points, from its media box."""

    def __init__(
        self,
        document: Document,
        page: Page,
        number: int,
        given: dict[str, Paint],
        made: dict[int, bytes],
        bleed: float,
        outlined: bool,
        opaque: bool,
        ink: str | None = None,
        tac: float = 300.0,
    ):
        """`ink` is the one of a grey file, None for one of four, `tac` per cent at most."""
        super().__init__(document, page, number, given, made)
        self.ink, self.tac = ink, tac
        self.trim = document.box(page, 'TrimBox')
        self.bleed, self.outlined, self.opaque = bleed, outlined, opaque
        self.boxes: dict[int, Box] = {}  # of forms that were grown, by number
        self.stencils: dict[int, bytes] = {}  # of pictures that may not shine through


class PressWriter(Writer):
    """Writes a stream for the press. `tiled`: it is a pattern's, and meets no trim."""

    sheet: PressSheet
    tiled = False

    def kept(self, step: Kept) -> None:
        """Write an operator that stays: not marked content, nor what may not shine through."""
        if step.operator in _STRUCTURE:
            return
        if step.operator == b'gs':
            if not self.sheet.opaque:
                super().kept(step)
            elif any(alpha != 1 for alpha in self._state.alphas.values()):
                raise self.sheet.refuse('something that shines through (ca)')
            return
        if self.sheet.outlined and step.operator in (b'BT', b'ET', b'Tm', b'Tf', b'Ts', b'Td'):
            return
        if self.sheet.outlined and step.operator in (b'Tc', b'Tw', b'Tz', b'TL'):
            return
        super().kept(step)

    def ink(self, ink: Ink, is_line: bool, over: bool = False) -> None:
        """Set an ink, and whether it prints over what lies under it."""
        super().ink(ink, is_line, over)
        state = OVER if over else OFF
        if not isinstance(ink, str) and len(ink) == 4:
            text = b'/%s gs' % state.encode()
            if self._set.get(b'O') != text:
                self._set[b'O'] = text
                self._out.append(text)

    def _trace(self, path: tuple[Operation, ...]) -> None:
        for operator, operands in path:
            grown = self._grown(operands) if operator == b're' else operands
            self._put(operator, grown)

    def _grown(self, operands: bytes) -> bytes:
        """Return a rectangle, grown into the bleed on the sides where it touches the trim."""
        x, y, w, h = content.numbers(operands)
        given = (min(x, x + w), min(y, y + h), max(x, x + w), max(y, y + h))
        box = self._grow(given)
        if box == given:
            return operands
        left, bottom, right, top = box
        return b' '.join(map(number, (left, bottom, right - left, top - bottom)))

    def _grow(self, box: Box) -> Box:
        matrix = self._state.matrix
        if (
            not matrices.is_upright(matrix)
            or not self.sheet.bleed
            or self.tiled
            or not matrices.scale(matrix)
        ):
            return box
        trim, by = self.sheet.trim, self.sheet.bleed
        held = matrices.moved(box, matrix)
        if not _overlap(held, trim):
            return box
        low = [
            (edge - by if edge - by < side <= edge + TOUCHES else side)
            for side, edge in zip(held[:2], trim[:2], strict=True)
        ]
        high = [
            (edge + by if edge - TOUCHES <= side < edge + by else side)
            for side, edge in zip(held[2:], trim[2:], strict=True)
        ]
        made = (low[0], low[1], high[0], high[1])
        return box if made == held else matrices.moved(made, matrices.back(matrix))

    def write(self, ref: Ref, form: Stream, state: State) -> None:
        """Write a form whose box grows with what it holds."""
        box = self.sheet.document.get(form.entries.get('BBox', NULL))
        if form.entries.get('Subtype') == Name('Form') and isinstance(box, list) and len(box) == 4:
            left, bottom, right, top = map(float, box)
            held, self._state = self._state, state
            grown = self._grow((left, bottom, right, top))
            self._state = held
            before = self.sheet.boxes.setdefault(ref.number, grown)
            if any(abs(a - b) > 0.01 for a, b in zip(before, grown, strict=True)):
                raise self.sheet.refuse('one drawing at the trim and elsewhere')
        super().write(ref, form, state)

    def another(self, resources: dict[str, Any], state: State) -> Writer:
        """Return a writer for something that is drawn here."""
        made = super().another(resources, state)
        assert isinstance(made, PressWriter)
        made.tiled = self.tiled
        return made

    def _picture(self, ref: Ref, picture: Stream) -> None:
        sheet = self.sheet
        if picture.entries.get('Subtype') != Name('Image'):
            raise sheet.refuse('a drawing of an unknown kind')
        if ref.number not in sheet.made:
            document, ink = sheet.document, sheet.ink
            sheet.made[ref.number] = (
                pictures.inked(document, picture, sheet.tac)
                if ink is None
                else pictures.plate(document, picture, ink == 'black')
            )
            mask = document.get(picture.entries.get('SMask', NULL))
            if isinstance(mask, Stream) and sheet.opaque:
                sheet.stencils[ref.number] = pictures.stencil(document, mask)

    def recolour_pattern(self, pattern: drawn.Pattern) -> None:
        """Write the tile of a pattern, which meets no trim."""
        if self.sheet.opaque:  # readers of these standards print patterns in other places
            raise self.sheet.refuse(f'a pattern of tiles ({pattern.name})')
        before, self.tiled = self.tiled, True
        super().recolour_pattern(pattern)
        self.tiled = before

    def words(self, step: Words) -> None:
        """Show type, as paths where the shop wants that."""
        if not self.sheet.outlined:
            super().words(step)
            return
        state = self._state
        if state.mode == 3:
            return
        if state.mode or not isinstance(state.fill, str):
            raise self.sheet.refuse('type with a line around it (Tr), which is to become paths')
        paint = self.sheet.paint(state.fill)
        if paint.fill is None:
            return
        over = paint.overprint and state.points < paint.small
        self.ink(paint.fill, is_line=False, over=over)
        face = self.sheet.face(self.resources, state.font)
        back = matrices.back(state.matrix)
        self._out.append(b'/%s BMC' % OUTLINED)
        for glyph in face.placed(step.operands, state):
            if path := face.path(glyph.number):
                em = face.em
                if paint.solid is not None and len(paint.fill) == 1:  # a grey plate
                    thick = face.thickness(glyph.number) * matrices.scale(glyph.matrix) * POINT
                    self.ink(paint.solid if thick > paints.FLAT else paint.fill, is_line=False)
                scaled = matrices.times((1 / em, 0, 0, 1 / em, 0, 0), glyph.matrix)
                a, b, c, d, e, f = matrices.times(scaled, back)
                place = b'%.8f %.8f %.8f %.8f %.4f %.4f cm' % (a, b, c, d, e, f)
                self._out += (b'q ' + place, path, b'f Q')
        self._out.append(b'EMC')


def _overlap(one: Box, other: Box) -> bool:
    shared = matrices.both(one, other)
    return shared[0] < shared[2] and shared[1] < shared[3]
