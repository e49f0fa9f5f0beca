"""The baseline grid: where a line of type stands in its line of lead.

A line of height L holds its baseline at L/2 + size * (ascent - descent) / 2 below its top (CSS 2.2,
10.8.1, with the face's own metrics). Two sizes in lines of the same height stand apart; what must
share a baseline is moved by the difference. Lengths in mm, type sizes in points.
"""

from __future__ import annotations

from letterpress.base.lengths import POINT

# (ascent - descent) / 2 of the faces in fonts/, in em; a test compares them with the files
RISE = {'LP Book': 0.3505, 'LP Naskh': 0.3505, 'LP Kufi': 0.3505, 'LP Wood': 0.3}


def baseline(family: str, size: float, lead: float) -> float:
    """Return how far below the top of a line of `lead` mm its baseline lies."""
    return lead / 2 + size * POINT * RISE[family]


def shift(family: str, size: float, lead: float, on: float, line: float) -> float:
    """Return how far down a line must move to stand on the baseline grid.

    Of lines of `line` mm, whose baselines lie at `on`. The nearest way is taken: at most half a
    line, up or down.
    """
    return nearest(on - baseline(family, size, lead), line)


def nearest(distance: float, line: float) -> float:
    """Return the shortest way down that leads as far into a line as this distance does."""
    rest = distance % line
    return rest - line if rest > line / 2 else rest
