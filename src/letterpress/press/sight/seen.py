"""What a reader sees of a document: texts with their ink and filled areas, as they are painted.

It is noted while the engine draws, for only then is the order known, and then a line's shape costs
nothing: the engine has set it again to draw it. Pictures are not looked into: what a drawing
covers, and the words in it, are its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import field
from typing import Any

import weasyprint.document
import weasyprint.draw
import weasyprint.draw.text
from weasyprint.matrix import Matrix
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from letterpress.press.reaches.boxes import Box, Rectangle
from letterpress.values import dataclass

Colour = tuple[float, float, float, float]  # red, green, blue (sRGB) and opacity, each 0 to 1


@dataclass(slots=True)
class Text:
    """A stretch of text as it was drawn, in CSS px.

    `own` is its ink where it was laid out, `ink` the upright rectangle around it on the page.
    """

    box: Box
    order: int
    own: Rectangle
    ink: Rectangle
    matrix: Matrix | None  # from where it was laid out to the page; None: it stands there
    size: float  # of the type on the page, in px


@dataclass(slots=True)
class Fill:
    """An area filled with one colour."""

    order: int
    ink: Rectangle
    colour: Colour


@dataclass(slots=True)
class Page:
    """What is drawn on one page. `base` is the engine's way from CSS px to the PDF's points."""

    base: Matrix
    texts: dict[int, Text] = field(default_factory=dict)  # by the id of their box
    fills: list[Fill] = field(default_factory=list)
    drawn: int = 0

    def place(self, stream: Any) -> Matrix | None:
        """Return the way from a stream's coordinates to the page's; None: they are the same."""
        now = stream.ctm
        return None if now == self.base else now @ self.base.invert


class Seen:
    """The pages of one document, noted while it is written inside `watching`."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self._ink = ffi.new('PangoRectangle *')

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Look over the engine's shoulder at three places."""
        draw_page, draw_line, draw_fill = (
            weasyprint.document.draw_page,
            weasyprint.draw.text.draw_first_line,
            weasyprint.draw.draw_background,
        )

        def page(page_box: Box, stream: Any) -> None:
            self.pages.append(Page(stream.ctm))
            draw_page(page_box, stream)

        def line(stream: Any, box: Box, *arguments: Any) -> Any:
            made = draw_line(stream, box, *arguments)
            self._note(stream, box)
            return made

        def fill(stream: Any, background: Any, *arguments: Any, **options: Any) -> None:
            draw_fill(stream, background, *arguments, **options)
            if background is not None and background.layers and background.color.alpha > 0:
                self._note_fill(stream, background)

        (
            weasyprint.document.draw_page,
            weasyprint.draw.text.draw_first_line,
            weasyprint.draw.draw_background,
        ) = page, line, fill
        try:
            yield
        finally:
            (
                weasyprint.document.draw_page,
                weasyprint.draw.text.draw_first_line,
                weasyprint.draw.draw_background,
            ) = draw_page, draw_line, draw_fill

    def _note(self, stream: Any, box: Box) -> None:
        # The words of a drawing (SVG) are no box of the page: pictures are not judged.
        if not hasattr(box, 'position_x'):
            return
        if not self.pages or not box.text.strip() or box.style['font_size'] < 1e-6:
            return
        page, ink = self.pages[-1], self._ink
        line, _ = box.pango_layout.get_first_line()
        pango.pango_layout_line_get_extents(line, ink, ffi.NULL)
        left = box.position_x + ink.x * FROM_UNITS
        top = box.position_y + box.baseline + ink.y * FROM_UNITS
        own = left, top, left + ink.width * FROM_UNITS, top + ink.height * FROM_UNITS
        matrix, size = page.place(stream), box.style['font_size']
        if matrix is not None:
            size *= abs(matrix.determinant) ** 0.5
        page.drawn += 1
        page.texts[id(box)] = Text(box, page.drawn, own, around(own, matrix), matrix, size)

    def _note_fill(self, stream: Any, background: Any) -> None:
        page = self.pages[-1]
        left, top, width, height = background.layers[-1].painting_area
        page.drawn += 1
        ink = around((left, top, left + width, top + height), page.place(stream))
        page.fills.append(Fill(page.drawn, ink, colour_of(background.color)))


def colour_of(colour: Any) -> Colour:
    """Return a colour of the engine's (tinycss2.color5.Color) in sRGB."""
    red, green, blue = colour.to('srgb').coordinates
    return red, green, blue, colour.alpha


def around(rectangle: Rectangle, matrix: Matrix | None) -> Rectangle:
    """Return the upright rectangle around one that is moved or turned."""
    if matrix is None:
        return rectangle
    left, top, right, bottom = rectangle
    points = [matrix.transform_point(x, y) for x in (left, right) for y in (top, bottom)]
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def glyphs(box: Box) -> list[Rectangle]:
    """Return the rectangles of a text's glyphs that blacken anything, where it was laid out."""
    found, rectangle = [], ffi.new('PangoRectangle *')
    box.pango_layout.reactivate(box.style)
    line, _ = box.pango_layout.get_first_line()
    pen, baseline, run = box.position_x, box.position_y + box.baseline, line.runs
    while run != ffi.NULL:
        item, run = run.data, run.next
        font = item.item.analysis.font
        for info in item.glyphs.glyphs[0 : item.glyphs.num_glyphs]:
            pango.pango_font_get_glyph_extents(font, info.glyph, rectangle, ffi.NULL)
            if rectangle.width and rectangle.height:
                left = pen + (info.geometry.x_offset + rectangle.x) * FROM_UNITS
                top = baseline + (info.geometry.y_offset + rectangle.y) * FROM_UNITS
                right = left + rectangle.width * FROM_UNITS
                bottom = top + rectangle.height * FROM_UNITS
                found.append((left, top, right, bottom))
            pen += info.geometry.width * FROM_UNITS
    box.pango_layout.deactivate()
    return found
