"""Printer's marks, outside the bleed: crop marks, crosses, patches of the inks, the slug."""

from __future__ import annotations

import io
from typing import Any

from letterpress.base.lengths import POINT
from letterpress.finishing.colour.matrices import Box
from letterpress.finishing.colour.shop.writing import OFF

MM = 1 / POINT  # points
AWAY, LONG = 1 * MM, 5 * MM  # from the bleed to a mark, and its length
ROOM = AWAY + LONG + 1 * MM  # around the bleed
_ROUND = 0.5523  # of a quarter of a circle as a curve
_PATCHES = ('1 0 0 0', '0 1 0 0', '0 0 1 0', '0 0 0 1', '0 1 1 0', '.5 .4 .4 0', '0 0 0 .5')


def drawn(trim: Box, bleed: float, slug: str, face: bytes, grey: bool = False) -> bytes:
    """Return the marks around a trim (points), as a stream that uses /All of the page's colours.

    In a `grey` file they are black. The slug is drawn as paths of a face (an OpenType file);
    without one there is none.
    """
    left, bottom, right, top = trim
    off, middle = bleed + AWAY, bleed + AWAY + LONG / 2
    ink = '0 G' if grey else f'/All CS 1 SCN /{OFF} gs'
    out = [f'q {ink} 0.25 w [] 0 d 0 J']

    def line(a: float, b: float, c: float, d: float) -> None:
        out.append(f'{a:.3f} {b:.3f} m {c:.3f} {d:.3f} l S')

    for x in (left, right):
        line(x, bottom - off, x, bottom - off - LONG)
        line(x, top + off, x, top + off + LONG)
    for y in (bottom, top):
        line(left - off, y, left - off - LONG, y)
        line(right + off, y, right + off + LONG, y)
    across, up = (left + right) / 2, (bottom + top) / 2
    for x, y in ((across, bottom - middle), (across, top + middle)):
        out.append(_cross(x, y))
    for x, y in ((left - middle, up), (right + middle, up)):
        out.append(_cross(x, y))
    at = left + 10 * MM
    for ink in _PATCHES if right - left > 80 * MM and not grey else ():
        out.append(f'{ink} k {at:.3f} {top + off + MM / 2:.3f} {4 * MM:.3f} {4 * MM:.3f} re f')
        at += 4 * MM
    if slug and face:
        out += (
            '0 g' if grey else '0 0 0 1 k',
            _words(slug, face, 7, left + 10 * MM, bottom - off - 3.2 * MM),
        )
    return '\n'.join([*out, 'Q']).encode()


def _cross(x: float, y: float) -> str:
    r = 1.5 * MM
    k = _ROUND * r
    return (
        f'{x - 2 * r:.3f} {y:.3f} m {x + 2 * r:.3f} {y:.3f} l S '
        f'{x:.3f} {y - 2 * r:.3f} m {x:.3f} {y + 2 * r:.3f} l S '
        f'{x + r:.3f} {y:.3f} m {x + r:.3f} {y + k:.3f} {x + k:.3f} {y + r:.3f} {x:.3f} {y + r:.3f}'
        f' c {x - k:.3f} {y + r:.3f} {x - r:.3f} {y + k:.3f} {x - r:.3f} {y:.3f} c '
        f'{x - r:.3f} {y - k:.3f} {x - k:.3f} {y - r:.3f} {x:.3f} {y - r:.3f} c '
        f'{x + k:.3f} {y - r:.3f} {x + r:.3f} {y - k:.3f} {x + r:.3f} {y:.3f} c S'
    )


def _words(text: str, face: bytes, size: float, x: float, y: float) -> str:
    """Return a line of words as paths; characters that the face lacks are left out."""
    from fontTools.pens.basePen import BasePen
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(face), lazy=True)
    glyphs, known, scale = font.getGlyphSet(), font.getBestCmap(), size / font['head'].unitsPerEm
    out: list[str] = []

    class Pen(BasePen):  # type: ignore[misc]
        def _at(self, *points: Any) -> str:
            return ' '.join(f'{x + a * scale:.3f} {y + b * scale:.3f}' for a, b in points)

        def _moveTo(self, pt: Any) -> None:
            out.append(self._at(pt) + ' m')

        def _lineTo(self, pt: Any) -> None:
            out.append(self._at(pt) + ' l')

        def _curveToOne(self, pt1: Any, pt2: Any, pt3: Any) -> None:
            out.append(self._at(pt1, pt2, pt3) + ' c')

        def _closePath(self) -> None:
            out.append('h')

    for character in text:
        if (name := known.get(ord(character))) is not None:
            glyphs[name].draw(Pen(glyphs))
            x += glyphs[name].width * scale
    return '\n'.join([*out, 'f'])
