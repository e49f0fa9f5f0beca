"""Merge: a letter for many addressees is laid out once; only the lines of the address are drawn for each.

The document is made with probes for an address, in an <address> that is set absolutely, so that nothing on its pages
depends on it. While it is written, the lines of every addressee are broken and drawn by the engine's own functions,
with the boxes of the probes: same type, same places, same tags, and their glyphs get into the embedded fonts. The page
with the window then is three streams, the middle one of a fixed length, and a letter is made by filling that.

Whoever cannot be proven to fit the mould (a line that would be broken, another number of lines, a second typeface,
another direction) is not in it: that letter has to be laid out by itself. Private functions of WeasyPrint 70, as in
tagging.
"""
from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any

import pydyf
from weasyprint.draw.text import draw_first_line
from weasyprint.formatting_structure import boxes
from weasyprint.matrix import Matrix
from weasyprint.text import line_break

from letterpress.findings import Finding
from letterpress.press import engine
from letterpress.press.boxtree import Box, children, descend
from letterpress.press.proof import Proof
from letterpress.press.seal_field import number
from letterpress.press.tagging import RIGHT_TO_LEFT

Address = tuple[str, ...]

_IDENTIFIER = re.compile(rb'/ID \[\(([0-9a-f]{32})\) ?\(([0-9a-f]{32})\)\]')
_CONTEXT = SimpleNamespace(dictionaries={})     # of hyphenation: a line that needs one does not fit


def probes(lines: int) -> Address:
    """Return an address of so many lines that is as short as can be: it takes the type that the number alone decides."""
    return tuple(str(line) for line in range(1, lines + 1))


@dataclass(frozen=True)
class Mould:
    """A finished document with a gap of fixed length for the lines of an address.

    `fillings` has what each address is drawn with; `proof` is that of the document with probes.
    """

    proof: Proof
    before: bytes
    after: bytes
    room: int               # bytes of the gap
    fillings: Mapping[Address, bytes]

    def letter(self, address: Address) -> bytes:
        """Return the PDF for an addressee, with a file identifier of its own. Raises KeyError for one that does not fit."""
        filling = self.fillings[address]
        whole = self.before + filling.ljust(self.room) + self.after
        start = whole.rindex(b'/ID [')
        held = _IDENTIFIER.match(whole, start)
        assert held is not None
        mark = hashlib.md5(held[1] + filling, usedforsecurity=False).hexdigest().encode()
        return whole[:held.start(1)] + mark + whole[held.end(1):held.start(2)] + mark + whole[held.end(2):]


def mould(composition: Any, addresses: Sequence[Address], files: Mapping[str, bytes] | None = None,
          families: Collection[str] = ()) -> tuple[Mould | None, tuple[Finding, ...]]:
    """Return the mould of a composition that has `probes` for an address, and its findings.

    The addresses that fit are those in its `fillings`; without a mould none does. The other arguments are those of
    `engine.render`.
    """
    drawn = _Drawn(addresses)
    proof, found = engine.make(composition, files, families, drawn)
    if proof is None or not drawn.fillings:
        return None, found
    before, after = drawn.around(proof.pdf)
    return Mould(proof, before, after, drawn.room, drawn.fillings), found


@dataclass(frozen=True)
class _Line:
    """A line of an address as it is drawn: where and in which type, and the operation that shows its glyphs."""

    matrix: bytes
    font: bytes
    shown: bytes


class _Drawn:
    """Draws the lines of all addresses while the document is written, and cuts the page's content around them."""

    def __init__(self, addresses: Sequence[Address]):
        self._addresses = tuple(dict.fromkeys(addresses))
        self._lines: dict[Address, tuple[_Line, ...]] = {}
        self._probes: tuple[_Line, ...] = ()
        self._page: Any = None
        self._gap: Any = None
        self.fillings: dict[Address, bytes] = {}
        self.room = 0

    # ---- as tagging.Guest ----

    def draw(self, document: Any, pdf: pydyf.PDF) -> None:
        slot = _slot(document.pages)
        if not slot:
            return
        self._page = pdf.objects[number(pdf.objects[number(pdf.page_references[0])]['Contents'])]
        pen = _Pen(self._page, slot)
        self._probes = tuple(filter(None, (pen.line(n, text.text) for n, (_, text) in enumerate(slot))))
        for address in self._addresses:
            drawn = [pen.line(n, line) for n, line in enumerate(address)] if len(address) == len(slot) else [None]
            if all(line is not None and (line.matrix, line.font) == (probe.matrix, probe.font)
                   for line, probe in zip(drawn, self._probes, strict=False)) and None not in drawn:
                self._lines[address] = tuple(filter(None, drawn))

    def finish(self, pdf: pydyf.PDF) -> None:
        places = self._places()
        if not places or not self._lines:
            return
        stream = self._page.stream
        first, last = places[0], places[-1] + 1
        for address, lines in self._lines.items():
            middle = list(stream[first:last])
            for place, line in zip(places, lines, strict=True):
                middle[place - first] = line.shown
            self.fillings[address] = b'\n'.join(map(_bytes, middle))
        self.room = max(map(len, self.fillings.values()))
        gap = pydyf.Stream([b' ' * self.room])
        rest = pydyf.Stream(stream[last:], compress=self._page.compress)
        del stream[first:]
        pdf.add_object(gap)
        pdf.add_object(rest)
        page = pdf.objects[number(pdf.page_references[0])]
        page['Contents'] = pydyf.Array([page['Contents'], gap.reference, rest.reference])
        self._gap = gap

    def _places(self) -> list[int]:
        """Return where in the page's content the probes are shown, each once and in order; nothing where they are not."""
        if not self._probes:
            return []
        stream, places = self._page.stream, []
        for probe in self._probes:
            found = [n for n, operation in enumerate(stream) if operation == probe.matrix]
            if len(found) != 1:
                return []
            shown = found[0] + (2 if stream[found[0] + 1] == probe.font else 1)
            if stream[shown] != probe.shown:
                return []
            places.append(shown)
        return places if places == sorted(places) else []

    def around(self, pdf: bytes) -> tuple[bytes, bytes]:
        """Return the bytes before the gap and after it."""
        start = pdf.index(b'\n%d 0 obj\n' % self._gap.number)
        start = pdf.index(b'stream\n', start) + len(b'stream\n')
        assert pdf[start:start + self.room].isspace()
        return pdf[:start], pdf[start + self.room:]


class _Pen:
    """Breaks and draws lines with the boxes of the probes, each text once."""

    def __init__(self, page: Any, slot: Sequence[tuple[Box, Box]]):
        self._page = page
        self._blocks, self._texts = zip(*slot, strict=True)
        self.line = cache(self._line)
        self._heights = [self._split(n, text.text)[4:] for n, text in enumerate(self._texts)]

    def _split(self, place: int, text: str) -> Any:
        box = self._texts[place]
        block = self._blocks[place]
        free = block.content_box_x() + block.width - box.position_x
        return line_break.split_first_line(text, box.style, _CONTEXT, free, 0)

    def _line(self, place: int, text: str) -> _Line | None:
        """Return a line as it is drawn in the place of a probe; None for one that would be set otherwise."""
        if not text or text != ' '.join(text.split()) or RIGHT_TO_LEFT.search(text):
            return None
        layout, _, resume, _, *height = self._split(place, text)
        if resume is not None or tuple(height) != tuple(self._heights[place]):
            return None
        box, stream = copy(self._texts[place]), self._page.clone()
        box.text, box.pango_layout = text, layout
        layout.reactivate(box.style)
        draw_first_line(stream, box, 'clip', 'none', Matrix(d=-1, e=box.position_x, f=box.position_y + box.baseline))
        layout.deactivate()
        if len(stream.stream) != 3 or not stream.stream[2].endswith(b'] TJ'):    # a second typeface, a raised glyph
            return None
        return _Line(*stream.stream)


def _slot(pages: Sequence[Any]) -> list[tuple[Box, Box]]:
    """Return the lines of the document's one address, each a block and its text; none where it could move anything else."""
    found = [(page, box) for page in pages for box in descend(page._page_box) if box.element_tag == 'address'
             and isinstance(box, boxes.BlockLevelBox)]
    if len(found) != 1 or found[0][0] is not pages[0] or found[0][1].style['position'] != 'absolute':
        return []
    slot = []
    for block in children(found[0][1]):
        lines = [box for box in descend(block) if isinstance(box, boxes.LineBox)]
        inside = [box for box in descend(block) if isinstance(box, boxes.TextBox)]
        if len(lines) != 1 or len(inside) != 1 or block.style['direction'] != 'ltr' or block.style['text_align_all'] not in ('start', 'left'):
            return []
        slot.append((block, inside[0]))
    return slot


def _bytes(operation: Any) -> bytes:
    return operation.encode() if isinstance(operation, str) else operation.data if hasattr(operation, 'data') else operation
