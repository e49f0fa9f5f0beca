"""The compositor: what a template calls `type` to have words set, and measured as they will be set.

It is made for one document and holds what every question needs: the ruler, the language, its faces
and the house's stylesheet. A template says what is set, how wide and how large. Widths and heights
in mm, sizes of type in points, unless a method says otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from letterpress.layout.type import columns, grid, justify, pages, titles
from letterpress.layout.type.ink import Gauge

if TYPE_CHECKING:
    from markupsafe import Markup

    from letterpress.layout.faces import Faces
    from letterpress.layout.initials import Name
    from letterpress.layout.type.columns import Part
    from letterpress.layout.type.ink import Face, Ruler
    from letterpress.layout.type.pages import Setting, Step
    from letterpress.layout.type.titles import Figure, Title
    from letterpress.manuscript.model import Block, Run


class Compositor:
    """Sets the type of one document in one language; its findings are placed in `template`."""

    def __init__(self, ruler: Ruler, language: str, faces: Faces, style: str, template: str):
        self._gauge = Gauge(ruler, language, style)
        self._faces = faces
        self._template = template

    # ---- titles and figures --------------------------------------------------------------------

    def title(
        self,
        text: str,
        face: Face,
        width: float,
        largest: float,
        smallest: float = 12.0,
        most: int = 2,
    ) -> Title:
        """Return a title in few lines (titles.fit)."""
        return titles.fit(text, self._gauge, face, width, largest, smallest, most)

    def rows(self, rows: Sequence[str], face: Face, width: float, largest: float) -> Title:
        """Return lines that are given, at the largest size at which all fit (titles.lines)."""
        return titles.lines(rows, self._gauge, face, width, largest)

    def figure(self, text: str, face: Face, width: float, height: float) -> Figure:
        """Return a number so large that its ink fills a box (titles.figure)."""
        return titles.figure(text, self._gauge, face, width, height)

    def longest(self, texts: Sequence[str], face: Face, size: float) -> float:
        """Return the length of the longest of some short texts."""
        return titles.longest(texts, self._gauge, face, size)

    def cap(self, face: Face, size: float) -> float:
        """Return the height of a capital; in Arabic that of an alef."""
        return titles.height_of(self._gauge, face, size)

    def drop(self, face: Face) -> float:
        """Return how far (em) the baseline of a face lies below the top of a line of its height."""
        return self._styled(lang='en').ink('H', face).drop

    def shift(self, family: str, size: float, lead: float, on: float, line: float) -> float:
        """Return how far type moves down to stand on the baseline grid (grid.shift)."""
        return grid.shift(family, size, lead, on, line)

    # ---- running text --------------------------------------------------------------------------

    def lines(
        self, markup: str, width: float, size: float, lead: float, name: str = '', style: str = ''
    ) -> int:
        """Return how many lines paragraphs take; `name`: the class of their box, `style`: CSS."""
        return pages.lines(markup, self._styled(style), width, size, lead, name)

    def frame(
        self,
        parts: Sequence[tuple[str, float]],
        steps: Sequence[Step],
        height: float,
        name: str = '',
        style: str = '',
        lang: str = '',
        must: bool = False,
    ) -> Setting:
        """Return the first of some steps at which parts fill no more than a frame (pages.frame).

        must: there is nothing to flow on to; what fits no step is LP328.
        """
        place = self._template if must else ''
        return pages.frame(parts, self._styled(style, lang), steps, height, place, name)

    def display(self, markup: str, width: float, steps: Sequence[Step], height: float) -> Setting:
        """Return a few lines of large type that fill a frame and end well (pages.display)."""
        return pages.display(markup, self._gauge, width, steps, height)

    def letter_size(
        self,
        markup: str,
        width: float,
        sizes: Sequence[float],
        lead: float,
        first: float,
        full: float,
        ends: Sequence[float],
    ) -> tuple[float, float]:
        """Return the size of a letter's text and the height of its last block (pages.size)."""
        room = pages.Room(first, full)
        return pages.size(markup, self._gauge, width, sizes, lead, room, ends)

    def whole(
        self, markup: str, width: float, size: float, lead: float, first: float, full: float
    ) -> tuple[str, ...]:
        """Return the words of a letter that must not be broken (pages.whole)."""
        return pages.whole(markup, self._gauge, width, size, lead, pages.Room(first, full))

    def justified(
        self, runs: Sequence[Run], size: float, width: float, indent: float = 0.0
    ) -> Markup:
        """Return a paragraph whose lines are chosen together, without hyphens (justify.lines)."""
        return justify.lines(runs, self._gauge, self._faces, size, width, indent)

    def even_size(
        self, blocks: Sequence[Block], sizes: Sequence[float], width: float, indent: float = 0.0
    ) -> float:
        """Return the size at which such paragraphs have the fewest holes (justify.best_size)."""
        return justify.best_size(blocks, self._gauge, self._faces, sizes, width, indent)

    # ---- the roll ------------------------------------------------------------------------------

    def columns(
        self,
        rolls: Sequence[Sequence[Name]],
        size: float,
        width: float,
        hang: float,
        count: int,
        deep: int,
        lang: str = '',
        heading: int = 0,
        gap: int = 0,
        tails: Sequence[int] = (),
    ) -> tuple[tuple[Part, ...], ...]:
        """Return pages of rolls in even columns, set in the face of names (columns.stacked)."""
        style = columns.Style(self._faces.latin, size, width, hang)
        gauge = self._styled(lang=lang)
        return columns.stacked(rolls, gauge, style, count, deep, heading, gap, tails)

    def _styled(self, style: str = '', lang: str = '') -> Gauge:
        """Return the gauge with more of a stylesheet, for a text in another language."""
        gauge = self._gauge
        return replace(gauge, css=gauge.css + style, language=lang or gauge.language)
