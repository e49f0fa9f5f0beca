"""What a template calls for a face behind a black bar, and the words on the bar. Lengths in mm."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import TYPE_CHECKING

from letterpress.layout.desk.rays import Rays
from letterpress.layout.drawings import face as drawing
from letterpress.layout.type import wood
from letterpress.manuscript import locales
from letterpress.manuscript.text import posters

if TYPE_CHECKING:
    from letterpress.layout.drawings.face import Ring
    from letterpress.layout.type.ink import Face
    from letterpress.layout.type.wood import Line

STEPS = 40  # of a bisection


class Banner(Rays):
    """Draws a face, and sets the lines of a bar."""

    def face(self, middle: float, top: float, width: float, height: float) -> Ring:
        """Return the ring that is a face in this language's script (drawings.face.ring)."""
        return drawing.ring(locales.script(self._language), middle, top, width, height)

    def banner(
        self,
        texts: Sequence[str],
        face: Face,
        x: float,
        width: float,
        most: float,
        gap: float,
        smallest: float,
        slot: str,
    ) -> tuple[Line, ...]:
        """Return lines below each other, each as wide as the bar, the first's ink at 0.

        Where they are taller than `most` together, the largest give way first, and stand in the
        middle. One that must be smaller than `smallest` is overset (LP340).
        """
        texts = [texts] if isinstance(texts, str) else list(texts)
        inks = self._ruler.measure(
            [(self._whole(posters.plain(text)), face, self._language) for text in texts]
        )
        inks = tuple(ink for ink in inks if ink.width)
        cap = self.cap(face)

        def set_in(largest: float) -> tuple[Line, ...]:
            fitted = [wood.fit(ink, width, x, largest) for ink in inks]
            return wood.stack(
                [line.at(x=x + (width - line.width) / 2) for line in fitted], 0.0, gap, cap
            )

        lines = set_in(inf)
        if lines and self._tall(lines) > most:
            low, high = 0.0, max(line.size for line in lines)
            for _ in range(STEPS):
                middle = (low + high) / 2
                low, high = (middle, high) if self._tall(set_in(middle)) <= most else (low, middle)
            lines = set_in(low)
        self._not_below(lines, smallest, slot)
        if not lines:
            return ()
        top = min(line.top for line in lines)
        return tuple(line.at(y=line.y - top) for line in lines)

    def _tall(self, lines: Sequence[Line]) -> float:
        return max(line.bottom for line in lines) - min(line.top for line in lines)
