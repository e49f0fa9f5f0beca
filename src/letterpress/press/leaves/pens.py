"""Draw the names of a leaf: line by line by HarfBuzz, an initial or a hard name by the engine."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pydyf

from letterpress.layout.initials import share
from letterpress.press.leaves import aside, drawing, structure
from letterpress.press.leaves.shaping import Chosen, Shaper, script_of

if TYPE_CHECKING:
    from letterpress.layout.rolls.leaves import Column as Names
    from letterpress.layout.rolls.leaves import Leaf, Row
    from letterpress.press.leaves.model import Column, Model, Place
    from letterpress.press.reaches.boxes import Box

_SCALE = b'.75 0 0 .75 0 0 cm'  # CSS px to points


class Pens:
    """Draws leaves: shapers and fonts by script; `aside` are the names that the engine has set."""

    def __init__(self, made: Model, stream: Any):
        self._model, self._stream = made, stream
        self.aside: dict[Row, Box] = {}
        box = made.columns[0].text
        self._size = box.style['font_size']
        self._colour = joined(drawing.colour(stream, box.style))
        self._box = box
        self._shapers: dict[str, tuple[Shaper, Any, bytes]] = {}
        self._kept: list[Chosen] = []
        self._scripts: dict[Row, str] = {}  # of the names that are drawn here
        self._drops: dict[str, float] = {}
        self._label: tuple[Shaper, Any, bytes] | None = None

    def _shaper(self, script: str) -> tuple[Shaper, Any, bytes]:
        """Return the shaper of a script, its font in the file, and what selects it."""
        if script not in self._shapers:
            self._shapers[script] = self._chosen(self._box, script, '')
        return self._shapers[script]

    def _chosen(self, box: Box, script: str, sample: str) -> tuple[Shaper, Any, bytes]:
        chosen = Chosen(box, script, sample)
        self._kept.append(chosen)  # the font goes with its layout
        font, size = self._stream.add_font(chosen.font)
        select = f'/{font.hash} {_short(size)} Tf'.encode()
        return Shaper(chosen.type, script, sample != ''), font, select

    def takes(self, row: Row) -> bool:
        """Say whether the lines of a name are known, and in one script that its font has."""
        script = script_of(text_of(row))  # of all lines: one may have figures only
        if not script or not all(row):
            return False
        taken = all(map(self._shaper(script)[0].knows, row))
        if taken:
            self._scripts[row] = script
        return taken

    def drawn(self, leaf: Leaf, place: Place, mark: int) -> tuple[bytes, list[structure.Group]]:
        """Return what draws a leaf in its place, and its groups; its first mark is `mark`."""
        parts: list[bytes] = [b'q', _SCALE]
        groups: list[structure.Group] = []
        first = leaf.first
        for names, column in zip(leaf.columns, self._model.columns, strict=True):
            mark, first = self._column(parts, groups, names, column, place, mark, first)
        parts.append(b'Q')
        return b'\n'.join(parts), groups

    def _column(
        self,
        parts: list[bytes],
        groups: list[structure.Group],
        names: Names,
        column: Column,
        place: Place,
        mark: int,
        first: int,
    ) -> tuple[int, int]:
        text = _Text(parts, self._colour)
        line = 0
        for stretch in names:
            group = structure.Group(-1, [])
            groups.append(group)
            if stretch.new and column.initial is not None:
                group.heading = mark
                base = place.y + column.y + line * column.pitch + column.initial_y
                base += self._lower(column.initial, stretch.initial)
                text.end()
                box = drawing.another(column.initial, stretch.initial, share(stretch.initial))
                down = base - box.position_y - box.baseline
                parts.append(b'/Span <</MCID %d>> BDC' % mark)
                # the corner of the place, from that of the one that was measured
                right = place.x - self._model.x
                parts.append(joined(drawing.operations(self._stream, box, right, down)))
                parts.append(b'EMC')
                mark += 1
            for row in stretch.rows:
                top = place.y + line * column.pitch
                label = -1
                if column.label is not None:
                    label = mark
                    self._number(text, column, str(first), place.x, top + column.y, mark)
                    mark += 1
                said = self._row(text, column, row, place.x, top, mark)
                group.entries.append(structure.Entry(label, mark, said))
                mark += 1
                first += 1
                line += len(row)
        text.end()
        return mark, first

    def _lower(self, box: Box, initial: str) -> float:
        """Return by how much an initial's face has it stand lower than the one measured."""
        if initial not in self._drops:
            found = drawing.drop(drawing.another(box, initial, share(initial)), initial)
            strut = drawing.drop(box, box.text)
            self._drops[initial] = max(found - strut, 0.0) if share(initial) < 1 else found - strut
        return self._drops[initial]

    def _row(
        self, text: _Text, column: Column, row: Row, left: float, top: float, mark: int
    ) -> str:
        """Draw a name; return what it says, after a zero where its glyphs say it too."""
        said = text_of(row)
        script = self._scripts.get(row)
        if script is not None:
            shaper, _, select = self._shapers[script]
            text.begin(select, mark)
            low = top + column.y + (column.right_to_left if script == 'Arab' else 0.0)
            for at, line in enumerate(row):
                broken = at + 1 < len(row) and not line.endswith('-')
                made = shaper.line(line, broken)
                assert made is not None
                x = left + (column.hang if at else column.x)
                text.show(x, low + at * column.pitch, made)
            text.close()
            return said if script == 'Arab' else f'\0{said}'
        block = self.aside[row]
        text.end()
        text.parts.append(b'/Span <</MCID %d>> BDC' % mark)
        right = left + column.x - (block.content_box_x() + column.inset)
        down = top + column.line_top - block.content_box_y()
        for box in aside.texts(block):
            text.parts.append(joined(drawing.operations(self._stream, box, right, down)))
        text.parts.append(b'EMC')
        return said

    def _number(
        self, text: _Text, column: Column, digits: str, left: float, base: float, mark: int
    ) -> None:
        """Draw the number of a name, which ends where the layout has it end."""
        box = column.label
        assert box is not None
        eastern = not box.text.isascii()
        if self._label is None:
            sample = '٨' if eastern else '8'
            self._label = self._chosen(box, 'Arab' if eastern else 'Latn', sample)
        shaper, _, select = self._label
        if eastern:
            digits = digits.translate(_EASTERN)
        length = shaper.length(digits)
        shown = shaper.line(digits)
        assert length is not None and shown is not None
        size = box.style['font_size']
        text.begin(select, mark, joined(drawing.colour(self._stream, box.style)))
        text.show(left + column.label_end - length * size / 1000, base + column.label_y, shown)
        text.close()

    def settle(self) -> None:
        """Tell the fonts of the file which glyphs are used, and what they say."""
        used = [*self._shapers.values(), *([self._label] if self._label else [])]
        for shaper, font, _ in used:
            for glyph, said in shaper.used.items():
                font.to_unicode.setdefault(glyph, said)
                font.widths.setdefault(glyph, shaper.widths[glyph])


class _Text:
    """A text object of a content stream: it is begun where needed, and a font is chosen once."""

    def __init__(self, parts: list[bytes], colour: bytes):
        self.parts = parts
        self._colour = colour
        self._open = False
        self._state: tuple[bytes, bytes] | None = None

    def begin(self, select: bytes, mark: int, colour: bytes = b'') -> None:
        """Begin marked content in a font."""
        self.parts.append(b'/Span <</MCID %d>> BDC' % mark)
        if not self._open:
            self.parts.append(b'BT')
            self._open, self._state = True, None
        wanted = (select, colour or self._colour)
        if self._state is None or self._state[1] != wanted[1]:
            self.parts.append(wanted[1])
        if self._state is None or self._state[0] != select:
            self.parts.append(select)
        self._state = wanted

    def show(self, x: float, y: float, shown: str) -> None:
        """Show a line at a place, in px."""
        self.parts.append(f'1 0 0 -1 {_short(x)} {_short(y)} Tm [{shown}] TJ'.encode())

    def close(self) -> None:
        """End marked content."""
        self.parts.append(b'EMC')

    def end(self) -> None:
        """End the text object."""
        if self._open:
            self.parts.append(b'ET')
            self._open = False


_EASTERN = str.maketrans('0123456789', '٠١٢٣٤٥٦٧٨٩')


def text_of(row: Row) -> str:
    """Return the words of a name."""
    if len(row) == 1:
        return row[0]
    text = ''
    for line in filter(None, row):
        within = text.endswith('-') and not text.endswith(' -')  # a dash is no hyphen
        text += line if not text or within else f' {line}'
    return text


def joined(items: Iterable[Any]) -> bytes:
    """Return operations as a content stream has them."""
    return b'\n'.join(map(as_bytes, items))


def as_bytes(item: Any) -> bytes:
    """Return an operation, or a part of one, as it is written."""
    if isinstance(item, bytes):
        return item
    if isinstance(item, pydyf.Object):
        data: bytes = item.data
        return data
    return str(item).encode()


@lru_cache(maxsize=4096)  # pages of a roll have the same lines
def _short(value: float) -> str:
    return f'{value:.4f}'.rstrip('0').rstrip('.')
