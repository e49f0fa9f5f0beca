"""Strokes: of more names than a sheet can hold, one for each signatory, out over the edge.

They stand on spokes around the pupil as names would. The first of each spoke begins where its own
length lets it, as in the seal; the last runs out of the frame, to be cut. Lengths in mm.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import pi

from letterpress.layout.type.eye.frame import Frame
from letterpress.layout.type.eye.rays import HEAD
from letterpress.values import dataclass

SHORTEST = 0.3  # of the longest stroke
RAGGED = 0.36  # of the pupil's radius: by how much less a short one reaches towards it
INK = 0.5  # of the pitch at the inner end


@dataclass(frozen=True)
class Strokes:
    """Strokes as the data of one SVG path, how thick they are, and how many."""

    path: str
    thick: float
    count: int


def strokes(
    lengths: Sequence[float],
    frame: Frame,
    pitch: float,
    least: float,
    gap: float,
) -> Strokes:
    """Return a stroke for each length (0 to 1).

    pitch: the least between two spokes at their inner end; least: how long a stroke is at the very
    least, in the middle of all; gap: between two on one spoke. The last of each spoke ends at the
    frame, which for strokes lies outside the sheet. Where so many have no room, each stands for
    several.
    """
    count = max(1, min(len(lengths), int(2 * pi * frame.inner / pitch)))
    ends = [frame.reach(_turn(spoke, count)) for spoke in range(count)]
    rooms = [end - frame.inner for end in ends]
    holds = max(count, int(sum(rooms) / (least + gap)))
    if len(lengths) > holds:
        lengths = [lengths[(2 * at + 1) * len(lengths) // (2 * holds)] for at in range(holds)]
    drawn, first, passed, total = [], 0, 0.0, sum(rooms)
    for spoke, (end, room) in enumerate(zip(ends, rooms, strict=True)):
        passed += room  # a long spoke holds more of them than a short one
        last = max(first + 1, round(len(lengths) * passed / total))
        last = min(last, len(lengths) - (count - spoke - 1))
        drawn += _spoke(lengths[first:last], frame, _turn(spoke, count), end, gap)
        first = last
    thick = INK * 2 * pi * frame.inner / count
    return Strokes(''.join(drawn), thick, len(lengths))


def _turn(spoke: int, count: int) -> float:
    return HEAD + 2 * pi * (spoke + 0.5) / count


def _spoke(
    lengths: Sequence[float], frame: Frame, turn: float, end: float, gap: float
) -> list[str]:
    """Return the strokes of one spoke, which share its room by their lengths."""
    if not lengths:
        return []
    start = frame.inner + (1 - lengths[0]) * RAGGED * frame.pupil
    shares = [SHORTEST + (1 - SHORTEST) * length for length in lengths]
    room = (end - start - gap * (len(lengths) - 1)) / sum(shares)
    drawn = []
    for share in shares:
        ends = (frame.at(turn, out) for out in (start, start + share * room))
        drawn.append('M{:.2f} {:.2f}L{:.2f} {:.2f}'.format(*(at for point in ends for at in point)))
        start += share * room + gap
    return drawn
