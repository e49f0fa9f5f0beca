"""Lengths and papers: every length of the layout side is in millimetres.

Type sizes are in points where they say so.
"""

from __future__ import annotations

from letterpress.values import dataclass

POINT = 25.4 / 72  # mm


@dataclass(frozen=True, order=True)
class Size:
    """A page as trimmed: its name ('a4') and its width and height in mm."""

    name: str
    width: float
    height: float


def _series(name: str, width: int, height: int, count: int) -> dict[str, Size]:
    """Return the sheets of an ISO 216 series.

    Each is the one before, folded once, in whole millimetres, rounded down.
    """
    found = {}
    for number in range(count):
        found[f'{name}{number}'] = Size(f'{name}{number}', width, height)
        width, height = height // 2, width
    return found


PAPERS = _series('a', 841, 1189, 9) | {
    'letter': Size('letter', 215.9, 279.4),
    'tabloid': Size('tabloid', 279.4, 431.8),
    '40x60': Size('40x60', 400, 600),
    '60x80': Size('60x80', 600, 800),
}
HOME = ('a4', 'letter')  # what printers at home take; they leave an edge


def paper(width: float, height: float, slack: float = 1.0) -> str:
    """Return the name of the paper with these sides (mm, either way round), or '' for none.

    `slack` is how far (mm) each side may be off.
    """
    short, long = sorted((width, height))
    for name, size in PAPERS.items():
        if abs(short - size.width) <= slack and abs(long - size.height) <= slack:
            return name
    return ''


def points(mm: float) -> float:
    """Return a length in points."""
    return mm / POINT


def mm(points_: float) -> float:
    """Return a length in millimetres."""
    return points_ * POINT
