"""A text that the engine laid out is broken at other sizes and measures without it.

Fitting a text to its frame asks for its lines at size after size. What they are made of grows with
the size (reaches/lines/widths shapes each text once for all sizes); where they end is arithmetic
(layout/type/total_fit), the same as when the text is printed. So a column is laid out once, or
twice where only a comparison can tell that all of it grows alike: indents, edges, type of another
size. What does not, or is not justified in one block below the other, is left to the engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes

from letterpress.base.lengths import POINT
from letterpress.layout.type import total_fit
from letterpress.layout.type.ink import Column
from letterpress.layout.type.total_fit import HYPHEN, LETTER, LIMITS, Places
from letterpress.press.proof import MM
from letterpress.press.reaches.boxes import Box
from letterpress.press.reaches.lines import widths
from letterpress.press.reaches.lines.chosen_lines import SLACK, Chosen, Met
from letterpress.values import dataclass

ALIKE = 1e-3  # em: lengths no further apart are the same
APART = 1.01  # sizes further apart tell what grows with them
EVEN = 1e-3  # of the measure: last lines no further apart are as long


def length(size: float) -> str:
    """Return mm as CSS: quarters of a point as points, as templates write them.

    The same number in another unit would be another one in its last digit, and what was measured
    could not be used again where it is printed (reaches/lines/remembered_lines).
    """
    quarters = size / POINT * 4
    if abs(quarters - round(quarters)) < 1e-6:
        return f'{round(quarters) / 4:g}pt'
    return f'{size:.4f}mm'


def pixels(column: Column) -> tuple[float, float]:
    """Return the size and the width of a column in px, as the engine will read them."""
    written = length(column.size)
    size = float(written[:-2]) * (96 / 72 if written.endswith('pt') else 1 / MM)
    return widths.cut(size), round(column.width, 4) / MM


Line = list[Any]  # paragraph, width, ends in a hyphen, last, step: as ruler.Ruler keeps it


@dataclass(frozen=True)
class Passage:
    """A paragraph in em of its column's size: places, indent, how much narrower than the column.

    even: its lines are ragged. plain: nothing in it could grow otherwise than its type.
    """

    places: Places
    indent: float
    inset: float
    even: bool
    plain: bool

    def lines(self, size: float, width: float) -> list[tuple[float, bool, bool]] | None:
        """Return its lines at a size, in a column `width` wide, both in px.

        Of each its part of the measure, whether it ends in a hyphen and whether it is the last;
        None where a word is wider than the measure.
        """
        places, indent = _times(self.places, size), self.indent * size
        measure = width - self.inset * size
        if places.widest() > measure - max(indent, 0.0):
            return None
        way = total_fit.ragged if self.even else total_fit.justified
        found, start = [], 0
        for end in way(places, measure + SLACK, indent, LIMITS):
            share = places.share(start, end, measure, 0.0 if start else indent, self.even)
            found.append((share, places.kinds[end] == HYPHEN, end == places.last))
            start = end
        return found


@dataclass(frozen=True)
class Text:
    """The passages of a column, and the size in px at which they were read."""

    size: float
    passages: tuple[Passage, ...]

    @property
    def plain(self) -> bool:
        """Whether it is known without a comparison that all of it grows alike."""
        return all(passage.plain for passage in self.passages)

    def grows(self, other: Text) -> bool:
        """Tell whether two readings, at different sizes, are of a text that grows alike."""
        apart = max(self.size, other.size) / min(self.size, other.size)
        return (
            apart > APART
            and len(self.passages) == len(other.passages)
            and all(map(_alike, self.passages, other.passages))
        )

    def lines(self, column: Column) -> list[Line] | None:
        """Return the lines of a column of this text as the ruler keeps them, None if unknown."""
        found: list[Line] = []
        size, width = pixels(column)
        for number, passage in enumerate(self.passages):
            lines = passage.lines(size, width)
            if lines is None:
                return None
            found += (
                [number, share, int(hyphen), int(last), None] for share, hyphen, last in lines
            )
        return found


def read(
    column: Column, element: Any, met: Iterable[Met], lines: Sequence[Line]
) -> tuple[Text, list[Line]] | None:
    """Return what was met of a column when it was laid out, and its lines as they are reckoned.

    None where it is not all known. element: that of the column; lines: those that the engine made
    of it. Reckoned ones differ from them in the last digit of a width at most, and are the same
    whichever size was laid out.
    """
    inside = {id(one) for one in element.iter()}
    size, width = pixels(column)
    passages = []
    for one in met:
        if id(one.block.element) not in inside:
            continue
        if one.chosen is None or LETTER in one.chosen.paragraph.places.kinds:
            return None
        passages.append(_passage(one.block, one.chosen, size, width))
    made = Text(size, tuple(passages))
    found = made.lines(column) if passages else None
    return (made, found) if found is not None and _same(found, lines) else None


def _passage(block: Box, chosen: Chosen, size: float, width: float) -> Passage:
    inset = width - block.width
    plain = (
        not inset > ALIKE
        and not chosen.indent
        and all(
            isinstance(piece.box, boxes.TextBox)
            and not (piece.left or piece.right)
            and abs(piece.box.style['font_size'] - size) < ALIKE
            and widths.grows(piece.box.style)
            for piece in chosen.paragraph.pieces
        )
    )
    places = _times(chosen.paragraph.places, 1 / size)
    return Passage(places, chosen.indent / size, inset / size, chosen.even, plain)


def _times(places: Places, part: float) -> Places:
    """Return places that are so much further apart."""
    widths = (
        [width * part for width in row]
        for row in (
            places.ends,
            places.begins,
            places.blanks_before,
            places.blanks_after,
            places.hyphens,
        )
    )
    ends, begins, before, after, hyphens = widths
    return Places(ends, begins, before, after, places.kinds, hyphens, places.torn)


def _alike(one: Passage, other: Passage) -> bool:
    return (
        one.even == other.even
        and list(one.places.kinds) == list(other.places.kinds)
        and abs(one.indent - other.indent) < ALIKE
        and abs(one.inset - other.inset) < ALIKE
        and all(abs(a - b) < ALIKE for a, b in zip(one.places.ends, other.places.ends, strict=True))
    )


def _same(found: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Tell whether lines are those that the engine made, on one lead.

    Of a line inside a paragraph nobody asks how full it is.
    """
    return len(found) == len(lines) and all(
        (one[0], *one[2:]) == (other[0], *other[2:])
        and (abs(one[1] - other[1]) < EVEN or not one[3])
        for one, other in zip(found, lines, strict=True)
    )
