"""Go through everything that a page draws, and hold each thing against the rules of a shop."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from letterpress.base.lengths import POINT
from letterpress.findings import Finding, Place, Rejected
from letterpress.finishing.colour import drawn, matrices, pictures
from letterpress.finishing.colour.content import Operation
from letterpress.finishing.colour.document import Document, Page
from letterpress.finishing.colour.drawn import (
    Colour,
    Kept,
    Pattern,
    Placed,
    Reader,
    Shape,
    Spot,
    State,
    Words,
)
from letterpress.finishing.colour.faces import Face, Outline, Unknown
from letterpress.finishing.colour.matrices import Box, Matrix
from letterpress.finishing.colour.shop import rules
from letterpress.finishing.colour.shop.rules import Faults, Sheet
from letterpress.finishing.colour.shop.writing import OUTLINED
from letterpress.finishing.syntax.objects import NULL, Name, Ref, Stream, Word
from letterpress.manuscript.print_shops import PrintShop

DEEPEST = 8
KNOWN = {'Type', 'OP', 'op', 'OPM', 'ca', 'CA', 'SMask', 'BM', 'AIS', 'SA'}


class Judge:
    """Goes through what one page draws; `outside` tells whether something is beyond the bleed."""

    def __init__(
        self, document: Document, page: Page, sheet: Sheet, shop: PrintShop, faults: Faults
    ):
        self._document, self._sheet, self._shop = document, sheet, shop
        self._faults = faults
        self._data = document.content(page)
        self._resources = document.dictionary(page.entries.get('Resources', NULL))
        media = document.box(page, 'MediaBox')
        self._start = _first(State(matrices.NONE, media))
        self._faces: dict[Any, Face | None] = {}
        self._laid: list[tuple[Box, Colour]] = []  # what was painted so far, and where
        self._outlines: dict[tuple[Operation, ...], Outline] = {}  # type that became paths
        self._tiled = False  # in a pattern, which lies where the page says
        self.outside = False
        if 'Group' in page.entries and shop.format != 'x-4':
            self._add(rules.THROUGH, 'the page is a group that shines through')

    def page(self) -> None:
        """Judge the page."""
        self._walk(self._data, self._resources, self._start, 0)

    def _add(self, code: str, what: str, where: str = '') -> None:
        self._faults.add(code, self._sheet.number, what, where)

    def _refuse(self, what: str) -> Rejected:
        return Rejected(Finding(Place(''), rules.UNJUDGED, what))

    def _walk(self, data: bytes, resources: dict[str, Any], state: State, depth: int) -> None:
        if depth > DEEPEST:
            raise self._refuse('drawings within drawings without an end')

        def graphics(name: str, state: State) -> None:
            self._graphics(resources, name, state)

        reader = Reader(data, state, self._refuse, graphics, inks=True)
        patterns: set[str] = set()
        typed: list[bool] = []  # open marks, and whether each is type that became paths
        for step in reader:
            state = reader.state
            if isinstance(step, Kept):
                if step.operator in (b'BMC', b'BDC'):
                    typed.append(step.operands.split()[:1] == [b'/' + OUTLINED])
                elif step.operator == b'EMC' and typed:
                    typed.pop()
            elif isinstance(step, Shape):
                for colour in (state.fill, state.stroke):
                    if isinstance(colour, Pattern) and colour.name not in patterns:
                        patterns.add(colour.name)
                        self._pattern(colour, resources, depth)
                self._shape(step, state, any(typed))
            elif isinstance(step, Words):
                self.words(step, state, resources)
            else:
                self._placed(step, state, resources, depth)

    # what is in force

    def _graphics(self, resources: dict[str, Any], name: str, state: State) -> None:
        document = self._document
        states = document.dictionary(resources.get('ExtGState', NULL))
        for key, held in document.dictionary(states.get(name, NULL)).items():
            value = document.get(held)
            if key in ('ca', 'CA', 'op'):
                state.alphas[key] = float(value == Word('true')) if key == 'op' else float(value)
            elif key == 'SMask' and value != Name('None'):
                self._through('a soft mask')
            elif key == 'BM' and value not in (Name('Normal'), Name('Compatible')):
                self._through(f'colours that mix with those below them ({value})')
            elif key not in KNOWN:
                self._add(rules.UNJUDGED, f'what a graphics state does by {key} is not judged')

    def _through(self, what: str) -> None:
        if self._shop.format != 'x-4':
            self._add(rules.THROUGH, f'there is {what}')

    def _under(self, box: Box) -> Colour:
        """Return the colour that lies under the middle of something."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        for held, colour in reversed(self._laid):
            if held[0] <= x <= held[2] and held[1] <= y <= held[3]:
                return colour
        return None

    def _inked(self, colour: Colour, box: Box, state: State, thick: float, is_type: bool) -> None:
        """Judge the inks of something that is painted; `thick` in mm."""
        shop, sheet = self._shop, self._sheet
        if isinstance(colour, Spot) and colour.space == 'All':
            if _meets(box, sheet.bleed):
                self._add(rules.RGB, 'something inside the bleed is printed in all inks')
            return
        if wrong := rules.space(colour, shop):
            self._add(rules.RGB, wrong)
        if state.alphas.get('ca', 1) != 1 or state.alphas.get('CA', 1) != 1:
            self._through('something that shines through')
        if not _meets(box, sheet.bleed):
            return
        if wrong := rules.mixed(colour, thick, is_type):
            self._add(rules.MIXED, wrong)
        over = bool(state.alphas.get('op'))
        under = self._under(box) if over else None
        if wrong := rules.coverage(colour, under, over, thick, shop):
            self._add(rules.TAC, wrong)

    def _pattern(self, pattern: Pattern, resources: dict[str, Any], depth: int) -> None:
        """Judge what a pattern draws, wherever its tiles lie."""
        document = self._document
        held = document.dictionary(resources.get('Pattern', NULL))
        tile = document.get(held.get(pattern.name, NULL))
        if not isinstance(tile, Stream):
            self._add(rules.UNJUDGED, 'the inks of a gradient are not judged')
            return
        if self._shop.format != 'x-4':
            self._add(rules.UNJUDGED, 'a pattern of tiles: not every press prints it in its place')
        state = _first(State(_matrix(document, tile), self._sheet.bleed))
        own = document.dictionary(tile.entries.get('Resources', NULL)) or resources
        before, self._tiled = self._tiled, True
        self._walk(document.data(tile), own, state, depth + 1)
        self._tiled = before

    # what is drawn

    def _shape(self, step: Shape, state: State, is_type: bool) -> None:
        if step.paint == b'n' or not step.path:
            return
        if is_type:
            self._outline(step, state)
            return
        shop, sheet = self._shop, self._sheet
        box = matrices.both(drawn.bounds(step.path, state.matrix), state.clip)
        if box[0] > box[2] or box[1] > box[3]:
            return
        self._beyond(box)
        thick = drawn.thickness(step, state.matrix) * POINT
        filled, stroked = step.paint in drawn.FILLS, step.paint in drawn.STROKES
        if filled:
            self._inked(state.fill, box, state, thick, is_type=False)
            if not state.alphas.get('op') and not self._tiled:
                self._laid.append((box, state.fill))
            if 0 < thick < 2 * shop.line * POINT and self._is_rule(box):
                self._add(rules.SMALL, f'a rule is thinner than {shop.line:g} points')
        if stroked and _meets(box, sheet.bleed):
            self._inked(state.stroke, box, state, 0, is_type=False)
            if state.width < shop.line - rules.THIN:
                what = f'a line is {state.width:.2f} points thin, where {shop.line:g} is the least'
                self._add(rules.SMALL, what)
        colour = state.fill if filled else state.stroke
        if shop.bleed and not self._tiled and rules.inks(colour) != (0, 0, 0, 0):
            parts = drawn.points(step.path, state.matrix)
            parts = [matrices.cut(part, state.clip) for part in parts]
            if wrong := rules.short([part for part in parts if part], sheet):
                self._add(rules.BLEED, wrong)

    def _outline(self, step: Shape, state: State) -> None:
        """Judge a glyph that became a path."""
        if step.path not in self._outlines:
            self._outlines[step.path] = Outline(step.path)
        outline = self._outlines[step.path]
        inked = outline.box(state.matrix)
        box = matrices.both(inked, state.clip) if inked else None
        if box is None or box[0] >= box[2] or box[1] >= box[3]:
            return
        self._beyond(box)
        thick = self._thickness(outline, state.matrix)
        self._inked(state.fill, box, state, thick, is_type=True)
        self._safe(box)

    def _thickness(self, outline: Outline, matrix: Matrix) -> float:
        """Return how thick a letter is, in mm, where that is asked (of grey files)."""
        if self._shop.format != 'grey':
            return 0.0
        return outline.thickness * matrices.scale(matrix) * POINT

    def _is_rule(self, box: Box) -> bool:
        """Tell whether a box is a rule that is inside the sheet."""
        thin = min(box[2] - box[0], box[3] - box[1])
        return _meets(box, self._sheet.trim) and thin < self._shop.line - rules.THIN

    def _beyond(self, box: Box) -> None:
        if self._tiled:
            return
        bleed = self._sheet.bleed
        if (
            box[0] < bleed[0] - 1
            or box[1] < bleed[1] - 1
            or box[2] > bleed[2] + 1
            or box[3] > bleed[3] + 1
        ):
            self.outside = True

    def _safe(self, box: Box) -> None:
        if not self._tiled and _meets(box, self._sheet.bleed):
            wrong, where = rules.unsafe(box, self._sheet, self._shop)
            if wrong:
                self._add(rules.SAFE, wrong, where)

    def words(self, step: Words, state: State, resources: dict[str, Any]) -> None:
        """Judge type as it is shown: its inks, its size, where it stands."""
        shop = self._shop
        face = self._face(resources, state.font)
        if shop.outlines:
            self._add(rules.FACES, 'there is type, where the shop asks for paths')
        if face is None or state.mode == 3:
            return
        size = state.points
        if size < shop.type - rules.THIN:
            what = f'type is {size:.1f} points small, where {shop.type:g} is the least'
            self._add(rules.SMALL, what)
        colour = state.stroke if state.mode == 1 else state.fill
        for glyph in face.placed(step.operands, state):
            outline = face.shape(glyph.number)
            inked = outline.box(glyph.matrix)
            if inked is None:
                continue
            box = matrices.both(inked, state.clip)
            if box[0] >= box[2] or box[1] >= box[3]:
                continue
            self._beyond(box)
            thick = self._thickness(outline, glyph.matrix)
            self._inked(colour, box, state, thick, is_type=True)
            self._safe(box)

    def _face(self, resources: dict[str, Any], name: str) -> Face | None:
        document = self._document
        fonts = document.dictionary(resources.get('Font', NULL))
        key = fonts.get(name, NULL)
        at = key if isinstance(key, Ref) else name
        if at not in self._faces:
            font = document.dictionary(key)
            named = str(font.get('BaseFont', name))
            try:
                self._faces[at] = Face(document, font)
            except Unknown:
                self._faces[at] = None
                if not any(_embedded(document, font)):
                    self._add(rules.FACES, f'the face {named} is not embedded')
                else:
                    what = f'type in {named} is not judged: it is embedded in another way than ours'
                    self._add(rules.UNJUDGED, what)
            if ',' in named or ' ' in named:
                self._add(rules.FACES, f'the face {named} has a name that printers cannot read')
        return self._faces[at]

    def _placed(self, step: Placed, state: State, resources: dict[str, Any], depth: int) -> None:
        document = self._document
        held = document.dictionary(resources.get('XObject', NULL))
        form = document.get(held.get(step.name, NULL))
        if not isinstance(form, Stream):
            raise self._refuse(f'a drawing that does not exist ({step.name})')
        if form.entries.get('Subtype') != Name('Form'):
            self._picture(form, state)
            return
        if state.alphas.get('ca', 1) != 1:
            self._through('something that shines through')
        inner = state.copied()
        inner.matrix = matrices.times(_matrix(document, form), inner.matrix)
        box = document.get(form.entries.get('BBox', NULL))
        if isinstance(box, list) and len(box) == 4:
            left, bottom, right, top = map(float, box)
            cut = matrices.moved((left, bottom, right, top), inner.matrix)
            inner.clip = matrices.both(inner.clip, cut)
        own = document.dictionary(form.entries.get('Resources', NULL)) or resources
        self._walk(document.data(form), own, inner, depth + 1)

    def _picture(self, form: Stream, state: State) -> None:
        """Judge a picture of pixels: how fine it is, and of which colours; not how much ink."""
        shop = self._shop
        wide = self._document.get(form.entries.get('Width', 0))
        a, b, *_ = state.matrix
        size = (a * a + b * b) ** 0.5 / 72
        if isinstance(wide, int) and size and shop.dpi and wide / size < shop.dpi - 1:
            what = f'a picture has {wide / size:.0f} dots per inch, where {shop.dpi} are the least'
            self._add(rules.SMALL, what)
        space = self._document.get(form.entries.get('ColorSpace', NULL))
        first = space[0] if isinstance(space, list) and space else space
        if first in (Name('DeviceRGB'), Name('CalRGB'), Name('Lab')):
            self._add(rules.RGB, 'a picture is red, green and blue')
        if isinstance(self._document.get(form.entries.get('SMask', NULL)), Stream):
            self._through('a picture that shines through')
        if first == Name('DeviceGray'):
            return
        total = pictures.most_ink(self._document, form)
        if total is None:
            self._add(rules.UNJUDGED, 'how much ink a picture takes is not judged')
        elif total > shop.tac + rules.ROUNDING:
            self._add(
                rules.TAC, f'a picture has {total:.0f} % of ink, where {shop.tac:g} % is the most'
            )
        if shop.format == 'grey':
            self._add(rules.RGB, 'a picture is of four inks, where there is one')


def _first(state: State) -> State:
    """Return the state in which a page of inks begins: black, as grey."""
    state.fill = state.stroke = (100.0,)
    return state


def _embedded(document: Document, font: dict[str, Any]) -> Iterator[bool]:
    below = document.get(font.get('DescendantFonts', NULL))
    for one in (font, *(below if isinstance(below, list) else ())):
        described = document.dictionary(document.dictionary(one).get('FontDescriptor', NULL))
        yield any(f'FontFile{ending}' in described for ending in ('', '2', '3'))


def _matrix(document: Document, form: Stream) -> Matrix:
    given = document.get(form.entries.get('Matrix', NULL))
    if not isinstance(given, list) or len(given) != 6:
        return matrices.NONE
    a, b, c, d, e, f = map(float, given)
    return a, b, c, d, e, f


def _meets(box: Box, other: Box) -> bool:
    shared = matrices.both(box, other)
    return shared[0] < shared[2] + 0.01 and shared[1] < shared[3] + 0.01
