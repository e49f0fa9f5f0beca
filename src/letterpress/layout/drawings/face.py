"""A face: one drawn ring, of the contour that the round letter of each script has.

None is a letter stretched. Latin has straight sides between its bows, Greek has none, Cyrillic is
squarer than both; all three are drawn with the contrast of their wood type, whose stems are a ninth
heavier than its bows. Arabic is the ring of a heh that stands alone: an egg that leans, with a
counter that comes to a point, and the stronger contrast of Kufi. Lengths in mm, y downwards.
"""

from __future__ import annotations

from letterpress.values import dataclass


@dataclass(frozen=True)
class Shape:
    """What a ring of a script is drawn by; parts of its height, but for `ratio` and `lean`.

    ratio: its width. bows: where the upper bow ends and the lower one begins. upper, lower: how
    full the bows are (.55 is round, 1 square), outside and inside. stem, thin: the strokes at the
    sides, above and below. lean: how far its top lies aside of its middle, of its width.
    """

    ratio: float
    bows: tuple[float, float]
    upper: tuple[float, float]
    lower: tuple[float, float]
    stem: float
    thin: float
    lean: float = 0.0


LATIN = Shape(0.72, (0.37, 0.63), (0.78, 0.86), (0.78, 0.86), 0.222, 0.2)
SHAPES = {
    'Grek': Shape(0.78, (0.5, 0.5), (0.61, 0.68), (0.61, 0.68), 0.222, 0.2),
    'Cyrl': Shape(0.7, (0.29, 0.71), (0.86, 0.93), (0.86, 0.93), 0.222, 0.2),
    'Arab': Shape(0.97, (0.57, 0.57), (0.6, 0.52), (0.68, 0.74), 0.25, 0.19, 0.04),
}


@dataclass(frozen=True)
class Ring:
    """A ring as the data of one SVG path (evenodd), and where its counter begins and ends."""

    path: str
    top: float
    bottom: float


def ring(script: str, middle: float, top: float, width: float, height: float) -> Ring:
    """Return the ring of a script (ISO 15924) about `middle`, as large as the box allows."""
    shape = SHAPES.get(script, LATIN)
    high = min(height, width / shape.ratio)
    top += (height - high) / 2
    half, stem, thin = high * shape.ratio / 2, high * shape.stem, high * shape.thin
    lean = 2 * half * shape.lean
    bows = top + shape.bows[0] * high, top + shape.bows[1] * high
    outer = _contour(middle, half, top, top + high, bows, (shape.upper[0], shape.lower[0]), lean)
    inner = _contour(
        middle, half - stem, top + thin, top + high - thin, bows,
        (shape.upper[1], shape.lower[1]), lean / 2,
    )  # fmt: skip
    return Ring(outer + inner, top + thin, top + high - thin)


def _contour(
    x: float,
    half: float,
    top: float,
    bottom: float,
    bows: tuple[float, float],
    full: tuple[float, float],
    lean: float,
) -> str:
    """Return a closed contour: two bows and the straight sides between them."""
    left, right, above = x - half, x + half, x + lean
    upper, lower = bows
    up, down = full
    curves = (
        (above + up * (right - above), top, right, upper - up * (upper - top), right, upper),
        (right, lower + down * (bottom - lower), x + down * half, bottom, x, bottom),
        (x - down * half, bottom, left, lower + down * (bottom - lower), left, lower),
        (left, upper - up * (upper - top), above - up * (above - left), top, above, top),
    )
    first, second, third, fourth = (
        'C' + ' '.join(f'{number:.3f}' for number in curve) for curve in curves
    )
    return f'M{above:.3f} {top:.3f}{first}V{lower:.3f}{second}{third}V{upper:.3f}{fourth}Z'
