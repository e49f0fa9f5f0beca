"""Text beside the pages: measured, drawn as text that can be searched, its faces embedded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from letterpress.base.lengths import mm, points
from letterpress.finishing.imposition import objects
from letterpress.finishing.imposition.placing import Label
from letterpress.press.typefaces import glyphs, lettering
from letterpress.values import dataclass


@dataclass(frozen=True)
class Faces:
    """The faces of a language, each stack in the order in which they are tried, and how it runs."""

    text: tuple[bytes, ...]
    loud: tuple[bytes, ...]
    language: str
    direction: str  # 'ltr' or 'rtl'

    def of(self, loud: bool) -> tuple[bytes, ...]:
        """Return a stack."""
        return self.loud if loud else self.text

    def length(self, text: str, size: float, loud: bool = False) -> float:
        """Return how long a line is at a size in points, in mm."""
        return mm(self._line(text, loud).width * size)

    def broken(self, text: str, size: float, room: float) -> list[str]:
        """Break a text into lines of at most `room` mm; a longer word has a line of its own."""
        lines: list[str] = []
        for word in text.split(' '):
            longer = f'{lines[-1]} {word}' if lines else word
            if lines and self.length(longer, size) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def _line(self, text: str, loud: bool) -> lettering.Line:
        return lettering.line(text, self.of(loud), self.language, self.direction)


class Setter:
    """Sets labels and remembers what it has used of each face."""

    def __init__(self, faces: Faces):
        self._faces = faces
        self._names: dict[bytes, str] = {}
        self._used: dict[bytes, dict[int, str]] = {}

    def label(self, label: Label) -> Iterator[str]:
        """Yield the operators that draw a label."""
        stack = self._faces.of(label.loud)
        line = lettering.line(label.text, stack, self._faces.language, self._faces.direction)
        size = min(label.size, points(label.most) / line.width) if line.width else label.size
        wide = line.width * size
        back = {'left': 0.0, 'middle': wide / 2, 'right': wide}[label.align]
        x, y = points(label.x), points(label.y)
        turn = '0 1 -1 0' if label.turn else '1 0 0 1'
        yield f'q {turn} {x:.2f} {y:.2f} cm'
        if label.plate is not None:
            edge = points(label.plate)
            low, high = -0.24 * size - edge, 0.98 * size + 2 * edge
            yield f'1 g {-back - edge:.2f} {low:.2f} {wide + 2 * edge:.2f} {high:.2f} re f'
        yield '0 g BT'
        for run in _runs(line.marks):
            data = stack[run[0].face]
            used = self._used.setdefault(data, {})
            for mark in run:
                used[mark.number] = used.get(mark.number) or mark.text
            yield f'/{self._name(data)} {size:.3f} Tf'
            yield f'1 0 0 1 {run[0].x * size - back:.3f} {run[0].y * size:.3f} Tm'
            yield f'[{_shown(run, lettering.advances(data, [m.number for m in run]))}] TJ'
        yield 'ET Q'

    def _name(self, data: bytes) -> str:
        return self._names.setdefault(data, f'LP{len(self._names)}')

    def fonts(self, writer: Any) -> dict[str, Any]:
        """Return the faces that were used, cut to what was, by the names that labels use."""
        return {
            name: _font(writer, data, self._used[data], index)
            for index, (data, name) in enumerate(self._names.items())
        }


def _runs(marks: Sequence[lettering.Mark]) -> Iterator[list[lettering.Mark]]:
    """Yield glyphs of one face on one height together."""
    run: list[lettering.Mark] = []
    for mark in marks:
        if run and (mark.face, mark.y) != (run[-1].face, run[-1].y):
            yield run
            run = []
        run.append(mark)
    if run:
        yield run


def _shown(run: Sequence[lettering.Mark], widths: dict[int, int]) -> str:
    """Return the operand of TJ: glyphs, and how far the next is from where it would stand."""
    out, pen = [], run[0].x * 1000
    for mark in run:
        off = round(pen - mark.x * 1000)
        if off:
            out.append(f'{off}')
            pen -= off
        out.append(f'<{mark.number:04X}>')
        pen += widths[mark.number]
    return ''.join(out).replace('><', '')


def _font(writer: Any, data: bytes, used: dict[int, str], index: int) -> Any:
    """Return a face as a font of the PDF (ISO 32000-1, 9.7): glyphs go by their own numbers."""
    from pypdf.generic import ArrayObject, NumberObject, TextStringObject

    cut = lettering.cut(data, sorted(used))
    outlines = glyphs.outlines(data)
    # six letters before the name: a part of the face alone (9.6.4)
    tag = ''.join(chr(65 + (index if place == 5 else 0)) for place in range(6))
    base = objects.name(f'{tag}+{glyphs.named(data, 6) or "Face"}')
    ascent, descent = glyphs.box(data)
    file = (
        {'FontFile2': objects.stream(writer, cut, Length1=NumberObject(len(cut)))}
        if outlines == 'glyf'
        else {'FontFile3': objects.stream(writer, cut, Subtype=objects.name('OpenType'))}
    )
    descriptor = objects.dictionary(
        Type=objects.name('FontDescriptor'),
        FontName=base,
        Flags=NumberObject(4),
        FontBBox=objects.numbers((-1000, descent, 2000, ascent)),
        ItalicAngle=NumberObject(0),
        Ascent=NumberObject(ascent),
        Descent=NumberObject(descent),
        CapHeight=NumberObject(700),
        StemV=NumberObject(80),
        **file,
    )
    widths = ArrayObject()
    for number, width in lettering.advances(data, used).items():
        widths += [NumberObject(number), objects.numbers([width])]
    descendant = objects.dictionary(
        Type=objects.name('Font'),
        Subtype=objects.name('CIDFontType2' if outlines == 'glyf' else 'CIDFontType0'),
        BaseFont=base,
        CIDSystemInfo=objects.dictionary(
            Registry=TextStringObject('Adobe'),
            Ordering=TextStringObject('Identity'),
            Supplement=NumberObject(0),
        ),
        FontDescriptor=objects.held(writer, descriptor),
        W=widths,
    )
    if outlines == 'glyf':
        descendant[objects.name('CIDToGIDMap')] = objects.name('Identity')
    return objects.held(
        writer,
        objects.dictionary(
            Type=objects.name('Font'),
            Subtype=objects.name('Type0'),
            BaseFont=base,
            Encoding=objects.name('Identity-H'),
            DescendantFonts=ArrayObject([objects.held(writer, descendant)]),
            ToUnicode=objects.stream(writer, _unicode(used)),
        ),
    )


def _unicode(used: dict[int, str]) -> bytes:
    """Return the CMap that says which characters glyphs stand for (9.10.3)."""
    rows = [
        f'<{number:04X}> <{text.encode("utf-16-be").hex().upper()}>'
        for number, text in sorted(used.items())
        if text
    ]
    parts = [rows[at : at + 100] for at in range(0, len(rows), 100)]
    return '\n'.join(
        [
            '/CIDInit /ProcSet findresource begin 12 dict begin begincmap',
            '/CMapName /LP def /CMapType 2 def',
            '1 begincodespacerange <0000> <FFFF> endcodespacerange',
            *(line for part in parts for line in (f'{len(part)} beginbfchar', *part, 'endbfchar')),
            'endcmap end end',
        ]
    ).encode()
