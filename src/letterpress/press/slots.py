"""The words that are an addressee's own: where a document has them, and how others are drawn there.

A slot holds the words of one place: the lines of the address, or of a paragraph with `data-own`.
Its pen breaks and draws other words with the boxes that are there, and says where they would be set
in another way: those do not fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import copy
from functools import cache
from types import SimpleNamespace
from typing import Any, TypeGuard

from weasyprint.draw.text import draw_first_line
from weasyprint.formatting_structure import boxes
from weasyprint.matrix import Matrix
from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, pango

from letterpress.press.reaches.boxes import Box, attribute, children, descend
from letterpress.press.tags.tagging import RIGHT_TO_LEFT
from letterpress.values import dataclass

END = b'] TJ'  # of the operation that shows a line

_BLANKS = re.compile('[ \t\r\n\f]+')  # those that the engine collapses
# Without dictionaries of hyphenation: a line that needs one does not fit.
_CONTEXT = SimpleNamespace(dictionaries={})


@dataclass(frozen=True)
class Line:
    """A line as it is drawn: where and in which type, and the operation that shows its glyphs."""

    matrix: bytes
    font: bytes
    shown: bytes


@dataclass(frozen=True)
class Slot:
    """Words that are an addressee's own: their page, and of each line its block and its text."""

    page: int
    lines: tuple[tuple[Box, Box], ...]


class Pen:
    """Breaks and draws lines with the boxes of a slot, each text once."""

    def __init__(self, content: Any, slot: Slot):
        self.slot = slot
        self._content = content
        self._line = cache(self._draw)
        self._heights = [self._split(n, text.text)[4:] for n, (_, text) in enumerate(slot.lines)]

    def drawn(self, lines: Sequence[str]) -> tuple[Line, ...] | None:
        """Return the lines of an address as drawn; None where one would be set otherwise."""
        if len(lines) != len(self.slot.lines):
            return None
        made = [self._line(n, line) for n, line in enumerate(lines)]
        return None if None in made else tuple(filter(None, made))

    def broken(self, text: str) -> tuple[Line, ...] | None:
        """Return a paragraph as drawn, broken at its blanks; None: it takes more or fewer lines."""
        lines: list[str] = []
        rest = text
        while rest and len(lines) < len(self.slot.lines):
            _, length, resume, *_ = self._split(len(lines), rest)
            lines.append(rest.encode()[:length].decode().rstrip(' '))
            rest = rest.encode()[resume:].decode().lstrip(' ') if resume is not None else ''
        return self.drawn(lines) if ' '.join(lines) == text else None

    def _split(self, place: int, text: str) -> Any:
        block, box = self.slot.lines[place]
        free = block.content_box_x() + block.width - box.position_x
        return line_break.split_first_line(text, box.style, _CONTEXT, free, 0)

    def _draw(self, place: int, text: str) -> Line | None:
        if not text or _BLANKS.sub(' ', text).strip(' ') != text or RIGHT_TO_LEFT.search(text):
            return None
        layout, _, resume, _, *height = self._split(place, text)
        if resume is not None or tuple(height) != tuple(self._heights[place]):
            return None
        box, stream = copy(self.slot.lines[place][1]), self._content.clone()
        box.text, box.pango_layout = text, layout
        layout.reactivate(box.style)
        if _lacks_a_glyph(layout):  # it would be said of the mould, not of this letter
            layout.deactivate()
            return None
        place = Matrix(d=-1, e=box.position_x, f=box.position_y + box.baseline)
        draw_first_line(stream, box, 'clip', 'none', place)
        layout.deactivate()
        # More than place, type and glyphs: a second typeface, a raised glyph.
        if len(stream.stream) != 3 or not stream.stream[2].endswith(END):
            return None
        return Line(*stream.stream)


def _lacks_a_glyph(layout: Any) -> bool:
    """Say whether no typeface has a character of a line."""
    run = layout.get_first_line()[0].runs
    while run != ffi.NULL:
        glyphs, run = run.data.glyphs, run.next
        if any(
            info.glyph != pango.PANGO_GLYPH_EMPTY and info.glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG
            for info in glyphs.glyphs[0 : glyphs.num_glyphs]
        ):
            return True
    return False


def address(pages: Sequence[Any]) -> Slot | None:
    """Return the lines of the one address, each a block; None where it could move anything else."""
    found = [(page, box) for page, box in _boxes(pages) if box.element_tag == 'address']
    if len(found) != 1 or found[0][0] != 0 or found[0][1].style['position'] != 'absolute':
        return None
    lines = []
    for block in children(found[0][1]):
        inside = _lines(block)
        if inside is None or len(inside) != 1:
            return None
        lines.append((block, inside[0]))
    return Slot(0, tuple(lines)) if lines else None


def formulas(pages: Sequence[Any]) -> list[Slot]:
    """Return the lines of the formulas; nothing where one of them is set in more than one way."""
    slots = []
    for page, box in _boxes(pages):
        if attribute(box, 'data-own') is not None:
            inside = _lines(box)
            if not inside:
                return []
            slots.append(Slot(page, tuple((box, text) for text in inside)))
    return slots


def _boxes(pages: Sequence[Any]) -> Iterator[tuple[int, Box]]:
    """Yield the blocks of all pages, each with the number of its page."""
    for number_of_page, page in enumerate(pages):
        for box in descend(page._page_box):
            if isinstance(box, boxes.BlockLevelBox):
                yield number_of_page, box


def _lines(block: Box) -> list[Box] | None:
    """Return the text of each line of a block.

    None where a line has more than one, or is not set from the left.
    """
    style = block.style
    if style['direction'] != 'ltr' or style['text_align_all'] not in ('start', 'left'):
        return None
    lines = [box for box in descend(block) if isinstance(box, boxes.LineBox)]
    texts = [[box for box in descend(line) if isinstance(box, boxes.TextBox)] for line in lines]
    if any(len(one) != 1 for one in texts):
        return None
    return [text for (text,) in texts]


def broken(pens: Sequence[Pen], texts: Sequence[str]) -> list[tuple[Line, ...] | None]:
    """Return formulas as they are drawn, each by the pen of its slot."""
    return [pen.broken(text) for pen, text in zip(pens, texts, strict=True)]


def alike(drawn: tuple[Line, ...] | None, probes: tuple[Line, ...]) -> TypeGuard[tuple[Line, ...]]:
    """Say whether lines were drawn, and stand where the probes do, in the same type."""
    if not drawn or len(drawn) != len(probes):
        return False
    pairs = zip(drawn, probes, strict=True)
    return all(line.matrix == probe.matrix and line.font == probe.font for line, probe in pairs)
