"""Strokes: of more names than a sheet can hold, one for each signatory, out over the edge.

They stand on spokes around the pupil as names would. The first of each spoke begins where its own
length lets it, as in the seal; the last runs out of the frame, to be cut. All others end inside the
sheet: one that ended between the cut and the frame would be seen or not, as the sheet is cut.
Lengths in mm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import pi

from letterpress.layout.type.eye.frame import Frame
from letterpress.layout.type.eye.rays import HEAD
from letterpress.values import dataclass

SHORTEST = 0.3  # of the longest stroke
RAGGED = 0.36  # of the pupil's radius: by how much less a short one reaches towards it
INK = 0.5  # of the pitch at the inner end
SLIGHT = 1e-6  # mm: so near is the same


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
    over: float = 0.0,
) -> Strokes:
    """Return a stroke for each length (0 to 1).

    pitch: the least between two spokes at their inner end; least: how long a stroke is at the very
    least, in the middle of all; gap: between two on one spoke; over: how far the frame lies outside
    the sheet, but below, where it ends inside. The last of each spoke ends at the frame, and is
    seen for a gap's length at least. Where so many have no room, each stands for several.
    """
    cut = replace(frame, left=frame.left + over, top=frame.top + over, right=frame.right - over)
    count = max(1, min(len(lengths), int(2 * pi * frame.inner / pitch)))
    turns = [_turn(spoke, count) for spoke in range(count)]
    seen = [cut.reach(turn) for turn in turns]
    ends = [
        _end(frame, turn, at, gap) if over else at for turn, at in zip(turns, seen, strict=True)
    ]
    rooms = [min(at, end) - frame.inner for at, end in zip(seen, ends, strict=True)]
    holds = max(count, int(sum(rooms) / (least + gap)))
    if len(lengths) > holds:
        lengths = [lengths[(2 * at + 1) * len(lengths) // (2 * holds)] for at in range(holds)]
    drawn, first, passed, total = [], 0, 0.0, sum(rooms)
    for spoke, room in enumerate(rooms):
        passed += room  # a long spoke holds more of them than a short one
        last = max(first + 1, round(len(lengths) * passed / total))
        last = min(last, len(lengths) - (count - spoke - 1))
        drawn += _spoke(lengths[first:last], frame, turns[spoke], ends[spoke], seen[spoke], gap)
        first = last
    thick = INK * 2 * pi * frame.inner / count
    return Strokes(''.join(drawn), thick, len(lengths))


def _turn(spoke: int, count: int) -> float:
    return HEAD + 2 * pi * (spoke + 0.5) / count


def _end(frame: Frame, turn: float, cut: float, gap: float) -> float:
    """Return how far out a spoke goes: to the frame, but not between the cut and the frame's foot.

    There it would end in the bleed without filling it; it ends a gap before the cut.
    """
    end = frame.reach(turn)
    at_foot = abs(frame.at(turn, end)[1] - frame.bottom) < SLIGHT
    return cut - gap if at_foot and cut < end - SLIGHT else end


def _spoke(
    lengths: Sequence[float], frame: Frame, turn: float, end: float, cut: float, gap: float
) -> list[str]:
    """Return the strokes of one spoke, which share its room by their lengths."""
    if not lengths:
        return []
    start = frame.inner + (1 - lengths[0]) * RAGGED * frame.pupil
    shares = [SHORTEST + (1 - SHORTEST) * length for length in lengths]
    gaps = gap * (len(lengths) - 1)
    rooms = [(end - start - gaps) / sum(shares) * share for share in shares]
    latest = cut - gap  # where the last begins at the latest, if it is to be cut and seen
    if end > cut + SLIGHT and end - rooms[-1] > latest:
        before = (latest - start - gaps) / (sum(shares[:-1]) or 1)
        rooms = [before * share for share in shares[:-1]] + [end - latest]
    drawn = []
    for room in rooms:
        ends = (frame.at(turn, out) for out in (start, start + room))
        drawn.append('M{:.2f} {:.2f}L{:.2f} {:.2f}'.format(*(at for point in ends for at in point)))
        start += room + gap
    return drawn
