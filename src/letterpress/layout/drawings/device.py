"""The device of the house: a stroke for each signatory, in the order of the roll, as long as the name.

Turned into a ring it is the seal: the edge of a coin, an iris, a lens. Unrolled it is the comb that hangs from the
head rule of the letter and the release. All drawings are SVG without text; lengths in mm. Deterministic.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from math import cos, pi, sin
from statistics import median

INK, SIGNAL = '#17130f', '#d8360c'

LONG = 3.5


def lengths(names: Sequence[str]) -> tuple[float, ...]:
    """Return how long each name is, from 0 (nothing) to 1, by its visible characters.

    One very long name must not make stubs of all others: what is longer than three and a half middling names is 1 too.
    """
    counts = [
        sum(not unicodedata.combining(c) for c in unicodedata.normalize('NFC', name))
        for name in names
    ]
    if not counts:
        return ()
    longest = max(1.0, min(max(counts), LONG * median(counts)))
    return tuple(min(1.0, count / longest) for count in counts)


def ring(
    names: Sequence[str], title: str, size: float = 36.0, ink: str = INK, signal: str = SIGNAL
) -> str:
    """Return the seal's device, `size` mm across: strokes inwards from a clean rim, around a pupil for the number."""
    strokes, count = [], max(1, len(names))
    rim, iris, reach = (
        48.5,
        44.0,
        15.0,
    )  # of a hundred: the rim, where the shortest and the longest name end
    for n, length in enumerate(lengths(names)):
        turn = 2 * pi * n / count - pi / 2
        inner = iris - reach * length
        strokes.append(
            f'M{rim * cos(turn):.2f} {rim * sin(turn):.2f}L{inner * cos(turn):.2f} {inner * sin(turn):.2f}'
        )
    # half the pitch at the rim is ink; a roll of ten gets bars, not hairs, and not wedges
    width = min(8.0, 0.5 * 2 * pi * rim / count)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-50 -50 100 100" width="{size:g}mm" height="{size:g}mm">'
        f'{_titled(title)}<path d="{"".join(strokes)}" fill="none" stroke="{signal}" '
        f'stroke-width="{width:.2f}"/><circle r="24.5" fill="{ink}"/></svg>'
    )


def comb(
    names: Sequence[str],
    width: float,
    height: float,
    rtl: bool = False,
    signal: str = SIGNAL,
    shortest: float = 0.3,
) -> str:
    """Return the roll unrolled: strokes hanging from a line of `width` mm, the longest `height` mm.

    The first signatory stands where reading starts. Half of each pitch is ink.
    """
    count = max(1, len(names))
    stroke = min(0.5 * width / count, 4.0)
    pitch = (width - stroke) / max(1, count - 1)
    d = []
    for n, length in enumerate(lengths(names)):
        x = stroke / 2 + pitch * n
        d.append(
            f'M{width - x if rtl else x:.3f} 0V{height * (shortest + (1 - shortest) * length):.3f}'
        )
    return _svg(
        width,
        height,
        f'<path d="{"".join(d)}" fill="none" stroke="{signal}" stroke-width="{stroke:.3f}"/>',
    )


def _svg(width: float, height: float, inside: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}mm" '
        f'height="{height:g}mm">{inside}</svg>'
    )


def _titled(text: str) -> str:
    if not text:  # a background: the document says nothing of it
        return ''
    return '<title>{}</title>'.format(
        text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')
    )
