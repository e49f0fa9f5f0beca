"""Find text that does not fit: more pages than there may be, lines that run off the sheet, frames that are too small.

Such text is never clipped in silence. Measured is the ink, not the line: a headline's line is taller than its letters
and may lie partly beyond the sheet although every letter is on it.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from letterpress.findings import Finding
from letterpress.press.boxtree import Box, attribute, children
from letterpress.press.proof import MM
from letterpress.press.records import Sources

TOLERANCE = .3 / MM         # px; ink overhangs its line by a hair without harm

Rectangle = tuple[float, float, float, float]       # left, top, right, bottom in CSS px


def findings(document: Any, composition: Any, sources: Sources) -> Iterator[Finding]:
    """Yield LP355 (too many pages), LP356 (off the sheet) and LP357 (larger than its frame); each names the text."""
    name = f'{composition.stem}.{composition.language}'
    allowed = composition.max_pages
    if allowed is not None and len(document.pages) > allowed:
        lost = next(_texts(document.pages[allowed]._page_box), '')
        there = 'is only one' if allowed == 1 else f'are only {allowed}'
        yield Finding(sources.page(), 'LP355', f'{name} takes {len(document.pages)} pages, and there {there}'
                      f'{f"; “{_short(lost)}” does not fit" if lost else ""}',
                      'Shorten the text, or let the layout set it smaller.')
    for number, page in enumerate(document.pages[:allowed], 1):
        bleed = page.bleed
        sheet = (-bleed['left'], -bleed['top'], page.width + bleed['right'], page.height + bleed['bottom'])
        lost: dict[str, list[str]] = {}
        _look(page._page_box, None, [('', sheet, None)], lost)
        for frame, texts in lost.items():
            what = f'“{_short(texts[0])}”' + (' and more of the text' if len(texts) > 1 else '')
            verb = 'run' if len(texts) > 1 else 'runs'
            yield Finding(sources.page(rf'\b(?:data-fit|id|class)="[^"]*{re.escape(frame)}' if frame else ''),
                          'LP357' if frame else 'LP356',
                          f'{name}, page {number}: the frame “{frame}” is too small for {what}' if frame else
                          f'{name}, page {number}: {what} {verb} off the sheet',
                          'Shorten the text, or let the layout set it smaller.')


def _look(box: Box, matrix: Any, frames: list[tuple[str, Rectangle, Any]], lost: dict[str, list[str]]) -> None:
    """Note in `lost`, by frame, the texts of a box that stand outside one of the frames around it."""
    from weasyprint.formatting_structure import boxes
    if attribute(box, 'aria-hidden') == 'true' or isinstance(box, boxes.MarginBox):
        return      # decoration may bleed off the sheet
    own = getattr(box, 'transformation_matrix', None)
    if own:
        matrix = own @ matrix if matrix else own
    if isinstance(box, boxes.TextBox):
        if box.text.strip() and box.style['visibility'] == 'visible':
            for name, frame, frame_matrix in frames:
                if not _inside(_shifted((box.position_x, box.position_y, box.position_x + box.width,
                                         box.position_y + box.height), matrix, frame_matrix), frame) \
                        and not _inside(_shifted(_ink(box), matrix, frame_matrix), frame):
                    lost.setdefault(name, []).append(box.text)
                    break
        return
    fit = attribute(box, 'data-fit')
    if isinstance(box, boxes.ParentBox) and not isinstance(box, (boxes.PageBox, boxes.LineBox, boxes.InlineBox)) and (
            fit is not None or box.style['overflow'] != 'visible' and box.element_tag not in ('html', 'body')):
        left, top = box.padding_box_x(), box.padding_box_y()
        name = fit or attribute(box, 'id') or attribute(box, 'class') or str(box.element_tag)
        frames = [(name, (left, top, left + box.padding_width(), top + box.padding_height()), matrix), *frames]
    for child in children(box):
        _look(child, matrix, frames, lost)


def _shifted(rectangle: Rectangle, matrix: Any, frame: Any) -> Rectangle:
    """Return a rectangle's outline on the sheet; inside a frame that is turned with it, as it is."""
    if not matrix or matrix is frame:
        return rectangle
    left, top, right, bottom = rectangle
    points = [matrix.transform_point(x, y) for x in (left, right) for y in (top, bottom)]
    xs, ys = zip(*points)
    return min(xs), min(ys), max(xs), max(ys)


def _inside(rectangle: Rectangle, frame: Rectangle) -> bool:
    return (rectangle[0] >= frame[0] - TOLERANCE and rectangle[1] >= frame[1] - TOLERANCE
            and rectangle[2] <= frame[2] + TOLERANCE and rectangle[3] <= frame[3] + TOLERANCE)


def _ink(box: Box) -> Rectangle:
    """Return the rectangle that the letters of a stretch of text blacken, from Pango."""
    from weasyprint.text.ffi import FROM_UNITS, ffi, pango
    ink = ffi.new('PangoRectangle *')
    box.pango_layout.reactivate(box.style)
    line, _ = box.pango_layout.get_first_line()
    pango.pango_layout_line_get_extents(line, ink, ffi.NULL)
    box.pango_layout.deactivate()
    left, top = box.position_x + ink.x * FROM_UNITS, box.position_y + box.baseline + ink.y * FROM_UNITS
    return left, top, left + ink.width * FROM_UNITS, top + ink.height * FROM_UNITS


def _texts(box: Box) -> Iterator[str]:
    from weasyprint.formatting_structure import boxes
    if isinstance(box, boxes.MarginBox):
        return
    if isinstance(box, boxes.TextBox) and box.text.strip():
        yield box.text
    for child in children(box):
        yield from _texts(child)


def _short(text: str) -> str:
    words = ' '.join(text.split())
    return words if len(words) <= 48 else words[:45].rstrip() + '…'
