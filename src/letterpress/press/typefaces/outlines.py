"""Lines of text as shapes: what a headline blackens, and its outlines as a drawing has them.

Whoever shows a headline as posters set it, in a page or a small picture, draws it: no typeface is
needed where it is shown. A line comes in with its faces (`lettering.line` shapes it); out come its
boxes, as the ruler would measure them, and path data.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

import uharfbuzz as hb

from letterpress.press.typefaces import lettering
from letterpress.press.typefaces.lettering import Mark
from letterpress.values import dataclass

Box = tuple[float, float, float, float]  # x0, top, x1, bottom
Step = tuple[str, tuple[float, ...]]  # M, L, Q, C or Z, and the points it leads over, in em


@dataclass(frozen=True)
class Shape:
    """A shaped line: its glyphs in their places and the box of each, in em, y downwards."""

    text: str
    marks: tuple[Mark, ...]
    boxes: tuple[Box, ...]
    width: float  # with its side bearings


@lru_cache(maxsize=256)
def shape(
    text: str, faces: tuple[bytes, ...], language: str, direction: str, spread: float = 0.0
) -> Shape:
    """Return a line set in the first of the faces that has each letter.

    `spread`, in em, is added to each blank between words, as headlines have it.
    """
    set_in = lettering.line(text, faces, language, direction)
    marks, boxes, added = [], [], 0.0
    for one in set_in.marks:
        mark = replace(one, x=one.x + added)
        added += spread if one.text == ' ' else 0.0
        marks.append(mark)
        found = _font(faces[mark.face]).get_glyph_extents(mark.number)
        if found and found.width:
            em = hb.Face(faces[mark.face]).upem
            left = mark.x + found.x_bearing / em
            top = -mark.y - found.y_bearing / em
            boxes.append((left, top, left + found.width / em, top - found.height / em))
    return Shape(text, tuple(marks), tuple(boxes), set_in.width + added)


def path(marks: Iterable[Mark], faces: Sequence[bytes], size: float, x: float, y: float) -> str:
    """Return the outlines of glyphs as SVG path data in whole units, from one point to the next.

    `size` is that of the em; `x` and `y` are where the line begins on its baseline.
    """
    return ''.join(
        _drawn(_steps(faces[mark.face], mark.number), size, x + mark.x * size, y - mark.y * size)
        for mark in marks
    )


def _drawn(steps: Iterable[Step], size: float, x: float, y: float) -> str:
    said, at, begun = [], (0, 0), (0, 0)
    for letter, points in steps:
        if letter == 'Z':
            said.append('z')
            at = begun
            continue
        placed = [
            (round(x + px * size), round(y - py * size))
            for px, py in zip(points[::2], points[1::2], strict=True)
        ]
        if letter == 'M':
            said.append(f'M{placed[0][0]} {placed[0][1]}')
            at = begun = placed[0]
            continue
        moved = [(px - at[0], py - at[1]) for px, py in placed]
        if letter == 'L' and 0 in moved[0]:
            across = moved[0][1] == 0
            said.append(f'h{moved[0][0]}' if across else f'v{moved[0][1]}')
        else:
            said.append(letter.lower() + _numbers(n for pair in moved for n in pair))
        at = placed[-1]
    return ''.join(said)


def _numbers(values: Iterable[int]) -> str:
    """Return numbers as path data has them: a minus parts two of them, too."""
    return ' '.join(map(str, values)).replace(' -', '-')


@lru_cache(maxsize=1024)
def _steps(data: bytes, number: int) -> tuple[Step, ...]:
    """Return the outline of a glyph, its points in em, y upwards."""
    found: list[tuple[str, tuple[float, ...]]] = []
    _font(data).draw_glyph(number, _pen(), found)
    em = hb.Face(data).upem
    return tuple((letter, tuple(n / em for n in points)) for letter, points in found)


@lru_cache(maxsize=1)
def _pen() -> hb.DrawFuncs:
    pen = hb.DrawFuncs()

    def noting(letter: str):  # type: ignore[no-untyped-def]  # as many numbers as the step has
        return lambda *said: said[-1].append((letter, said[:-1]))

    pen.set_move_to_func(noting('M'))
    pen.set_line_to_func(noting('L'))
    pen.set_quadratic_to_func(noting('Q'))
    pen.set_cubic_to_func(noting('C'))
    pen.set_close_path_func(noting('Z'))
    return pen


@lru_cache(maxsize=32)
def _font(data: bytes) -> hb.Font:
    return hb.Font(hb.Face(data))
