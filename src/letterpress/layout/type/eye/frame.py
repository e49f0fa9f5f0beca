"""The frame of an eye: its pupil, and the edges that no name crosses. Lengths in mm."""

from __future__ import annotations

from math import cos, sin

from letterpress.values import dataclass

STEEP = 1e-9  # what runs along an edge never meets it


@dataclass(frozen=True)
class Frame:
    """Where an eye stands: its middle, its pupil's radius, and the four edges.

    Rays begin `inset` outside the pupil.
    """

    x: float
    y: float
    pupil: float
    inset: float
    left: float
    top: float
    right: float
    bottom: float

    @property
    def inner(self) -> float:
        """Return how far from the middle rays begin."""
        return self.pupil + self.inset

    def reach(self, turn: float, before: float = 0.0, after: float = 0.0) -> float:
        """Return how far from the middle what runs outwards may reach before it leaves the frame.

        before, after: how far it spreads to either side of its axis, the clockwise one last.
        """
        along, down = cos(turn), sin(turn)
        found = []
        for aside in (-before, after):
            if along > STEEP:
                found.append((self.right - self.x + aside * down) / along)
            elif along < -STEEP:
                found.append((self.left - self.x + aside * down) / along)
            if down > STEEP:
                found.append((self.bottom - self.y - aside * along) / down)
            elif down < -STEEP:
                found.append((self.top - self.y - aside * along) / down)
        return min(found)

    def at(self, turn: float, out: float, aside: float = 0.0) -> tuple[float, float]:
        """Return the point so far out along a turn and so far aside of it, clockwise."""
        return (
            self.x + out * cos(turn) - aside * sin(turn),
            self.y + out * sin(turn) + aside * cos(turn),
        )
