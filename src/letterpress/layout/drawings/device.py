"""The device of the house: a stroke for each signatory, in the order of the roll.

As long as the name. Turned into a ring it is the seal: the edge of a coin, an iris, a lens.
Unrolled it is the comb that hangs from the head rule of the letter and the release. All drawings
are SVG without text; lengths in mm. Deterministic.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from math import cos, pi, sin
from statistics import median

MOST = 1000  # strokes: of more signatories each stands for several, as long as one of their names
LONG = 3.5  # middling names: what is longer counts as this long
# of the ring, in hundredths of its width: the rim, where the shortest name ends, how much further
# in the longest
RIM, IRIS, REACH = 48.5, 44.0, 15.0
PUPIL = 24.5
RULE = 3.0  # of the rim that stands alone
# of the eye: as large as a letter it has so many strokes at most, and they are this far apart
SMALL_MOST, SMALL_INK = 28, 0.55
SMALL_PUPIL, SMALL_SHORT = 21.0, 38.0  # its pupil is smaller: strokes of a pixel must be seen


def lengths(names: Sequence[str]) -> tuple[float, ...]:
    """Return how long each name is, from 0 (nothing) to 1, by its visible characters.

    One very long name must not make stubs of all others: what is longer than three and a half
    middling names is 1 too.
    """
    counts = [_visible(name) for name in names]
    if not counts:
        return ()
    longest = max(1.0, min(max(counts), LONG * median(counts)))
    return tuple(min(1.0, count / longest) for count in counts)


def sampled(names: Sequence[str]) -> Sequence[str]:
    """Return a name for each stroke: all of them, or of many one in the midst of each few."""
    if len(names) <= MOST:
        return names
    return [names[(2 * at + 1) * len(names) // (2 * MOST)] for at in range(MOST)]


def _visible(name: str) -> int:
    composed = unicodedata.normalize('NFC', name)
    return sum(not unicodedata.combining(character) for character in composed)


def ring(names: Sequence[str], title: str, size: float, type: str, accent: str) -> str:
    """Return the seal's device, `size` mm across, in the colours of type and accent.

    Strokes inwards from a clean rim, around a pupil for the number.
    """
    names = sampled(names)
    strokes, count = [], max(1, len(names))
    for number, length in enumerate(lengths(names)):
        turn = 2 * pi * number / count - pi / 2
        inner = IRIS - REACH * length
        strokes.append(f'M{_at(RIM, turn)}L{_at(inner, turn)}')
    # half the pitch at the rim is ink; a roll of ten gets bars, not hairs, and not wedges
    width = min(8.0, 0.5 * 2 * pi * RIM / count)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-50 -50 100 100" '
        f'width="{size:g}mm" height="{size:g}mm">{_titled(title)}'
        f'<path d="{"".join(strokes)}" fill="none" stroke="{accent}" '
        f'stroke-width="{width:.2f}"/><circle r="{PUPIL:g}" fill="{type}"/></svg>'
    )


def coin(title: str, size: float, type: str, accent: str) -> str:
    """Return what stands for the ring where nothing is drawn of the roll: its rim and its pupil."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-50 -50 100 100" '
        f'width="{size:g}mm" height="{size:g}mm">{_titled(title)}'
        f'<circle r="{RIM - RULE / 2:g}" fill="none" stroke="{accent}" stroke-width="{RULE:g}"/>'
        f'<circle r="{PUPIL:g}" fill="{type}"/></svg>'
    )


def eye(names: Sequence[str], ground: str, strokes: str, pupil: str) -> str:
    """Return the iris as the sign of a page: a disc of the ground with strokes and a pupil.

    It is seen sixteen pixels wide: of many strokes each stands for several. Without names it is
    the disc and its pupil.
    """
    count = min(len(names), SMALL_MOST)
    shown = [names[(2 * at + 1) * len(names) // (2 * count)] for at in range(count)]
    drawn = []
    for number, length in enumerate(lengths(shown)):
        turn = 2 * pi * (number + 0.5) / count - pi / 2
        inner = SMALL_SHORT - (SMALL_SHORT - SMALL_PUPIL - 5) * length
        drawn.append(f'M{_at(RIM, turn)}L{_at(inner, turn)}')
    width = min(8.0, SMALL_INK * 2 * pi * SMALL_SHORT / max(1, count))
    path = (
        f'<path d="{"".join(drawn)}" fill="none" stroke="{strokes}" stroke-width="{width:.2f}"/>'
        if drawn
        else ''
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-50 -50 100 100">'
        f'<circle r="50" fill="{ground}"/>{path}<circle r="{SMALL_PUPIL:g}" fill="{pupil}"/></svg>'
    )


def _at(radius: float, turn: float) -> str:
    return f'{radius * cos(turn):.2f} {radius * sin(turn):.2f}'


def comb(
    names: Sequence[str],
    width: float,
    height: float,
    accent: str,
    rtl: bool = False,
    shortest: float = 0.3,
) -> str:
    """Return the roll unrolled: strokes hang from a line of `width` mm, the longest `height` mm.

    The first signatory stands where reading starts. Half of each pitch is ink.
    """
    names = sampled(names)
    count = max(1, len(names))
    stroke = min(0.5 * width / count, 4.0)
    pitch = (width - stroke) / max(1, count - 1)
    strokes = []
    for number, length in enumerate(lengths(names)):
        x = stroke / 2 + pitch * number
        long = height * (shortest + (1 - shortest) * length)
        strokes.append(f'M{width - x if rtl else x:.3f} 0V{long:.3f}')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}mm" height="{height:g}mm"><path d="{"".join(strokes)}" fill="none" '
        f'stroke="{accent}" stroke-width="{stroke:.3f}"/></svg>'
    )


def _titled(text: str) -> str:
    if not text:  # a background: the document says nothing of it
        return ''
    escaped = text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')
    return f'<title>{escaped}</title>'
