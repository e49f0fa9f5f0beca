"""Find text that does not fit: too many pages, text that leaves the sheet, its column, its frame.

Such text is never clipped in silence. Measured is the ink, not the line: a headline's line is
taller than its letters and may lie partly beyond the sheet although every letter is on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from letterpress.findings import Finding, Place
from letterpress.press.proof import MM
from letterpress.press.reaches.boxes import Box, Rectangle, children
from letterpress.press.records import Sources
from letterpress.press.sight.seen import around
from letterpress.press.sight.stretches import EDGE, Edge, Path, Stretch

if TYPE_CHECKING:
    from letterpress.layout.composition import Composition

TOLERANCE = 0.3 / MM  # px; ink overhangs its line by a hair without harm
OVERHANG, SLANT = 0.06, 0.25  # em by which a letter may reach over the measure, and an italic one

SHORTER = 'Shorten the text, or let the layout set it smaller.'


def too_many(document: Any, composition: Composition, sources: Sources) -> Iterator[Finding]:
    """Yield LP355 when there are too many pages; it names the first words that are too many."""
    allowed = composition.max_pages
    if allowed is not None and len(document.pages) > allowed:
        lost = next(_texts(document.pages[allowed]._page_box), '')
        there = 'is only one' if allowed == 1 else f'are only {allowed}'
        yield Finding(
            sources.page(),
            'LP355',
            f'{name_of(composition)} takes {len(document.pages)} pages, and there {there}'
            f'{f"; “{short(lost)}” does not fit" if lost else ""}',
            SHORTER,
        )


def findings(
    page: Any, texts: Sequence[Stretch], where: str, sources: Sources
) -> Iterator[Finding]:
    """Yield LP356 (out of column, margins or sheet) and LP357 (larger than its frame) for a page.

    `page` is the engine's (weasyprint.document.Page), `where` says which page that is. Each finding
    names the text.
    """
    bleed, box = page.bleed, page._page_box
    trim = (0.0, 0.0, page.width, page.height)
    sheet = (
        -bleed['left'],
        -bleed['top'],
        page.width + bleed['right'],
        page.height + bleed['bottom'],
    )
    left, top = box.content_box_x(), box.content_box_y()
    area = (left, top, left + box.width, top + box.height)
    off: dict[tuple[str, str, Path], list[Stretch]] = {}
    for text in texts:
        if text.hidden:
            continue  # decoration may bleed off the sheet
        fault = _fault(text, sheet, trim, area)
        if fault:
            off.setdefault((*fault, text.path if fault[0] else ('', '')), []).append(text)
    for (how, frame, _), lost in off.items():
        more = ' and more of the text' if len(lost) > 1 else ''
        what = f'“{short(lost[0].text)}”{more}'
        if frame and not how:
            yield Finding(
                sources.page(rf'\b(?:data-fit|id|class)="[^"]*{re.escape(frame)}'),
                'LP357',
                f'{where}: the frame “{frame}” is too small for {what}',
                SHORTER,
            )
        elif frame:
            yield Finding(
                place(lost[0], sources),
                'LP357',
                f'{where}: {what} {"stand" if more else "stands"} {how}',
                SHORTER,
            )
        else:
            yield Finding(
                place(lost[0], sources),
                'LP356',
                f'{where}: {what} {"run" if more else "runs"} {how}',
                SHORTER,
            )


def _fault(
    text: Stretch, sheet: Rectangle, trim: Rectangle, area: Rectangle
) -> tuple[str, str] | None:
    """Return how a text is misplaced, and the frame that is too small for it; None: it is well."""
    ink, own = text.seen.ink, text.seen.own
    for frame in text.frames:
        together = text.matrix is frame.matrix  # moved and turned as one
        part = own if together or not text.matrix else ink
        room = frame.inside if together else around(frame.inside, frame.matrix)
        if not inside(part, room):
            return '', frame.name
    if not inside(ink, sheet):
        return 'off the sheet', ''
    if text.margin:
        return None
    if not inside(ink, trim):
        return 'over the edge at which the sheet is cut', ''
    if EDGE in text.over:
        return None
    style = text.seen.box.style
    reach = (OVERHANG if style['font_style'] == 'normal' else SLANT) * style['font_size']
    if not inside(ink, (area[0] - reach, area[1], area[2] + reach, area[3])):
        return "out of the text area into the page's margin", ''
    for edge in text.edges:
        if edge.matrix is text.matrix and _crosses(own, edge):
            return 'across the edge of its frame', 'edge'
    left, right = _measure(text)
    if own[0] < left - reach - TOLERANCE or own[2] > right + reach + TOLERANCE:
        return 'out of its column', ''
    return None


def _measure(text: Stretch) -> tuple[float, float]:
    """Return where the lines of a text's block begin and end, with an indent that hangs."""
    block = text.block
    left = block.content_box_x()
    right, indent = left + block.width, block.style['text_indent']
    hangs = -min(0.0, indent.value if indent.unit == 'px' else indent.value / 100 * block.width)
    return (left, right + hangs) if block.style['direction'] == 'rtl' else (left - hangs, right)


def _crosses(own: Rectangle, edge: Edge) -> bool:
    left, top, right, bottom = edge.strip
    return (
        own[0] + TOLERANCE < right
        and own[2] - TOLERANCE > left
        and own[1] + TOLERANCE < bottom
        and own[3] - TOLERANCE > top
    )


def inside(rectangle: Rectangle, frame: Rectangle) -> bool:
    """Say whether a rectangle lies inside another, but for a hair."""
    return (
        rectangle[0] >= frame[0] - TOLERANCE
        and rectangle[1] >= frame[1] - TOLERANCE
        and rectangle[2] <= frame[2] + TOLERANCE
        and rectangle[3] <= frame[3] + TOLERANCE
    )


def place(text: Stretch, sources: Sources) -> Place:
    """Return where in the layout the element stands that a text belongs to, or the text itself."""
    attribute, value = text.path
    if value:
        return sources.page(rf'\b{attribute}="[^"]*\b{re.escape(value)}\b')
    return sources.page(re.escape(text.text[:40]))


def name_of(composition: Composition) -> str:
    """Return how findings name a document."""
    return f'{composition.stem}.{composition.language}'


def short(text: str) -> str:
    """Return the beginning of a text, as findings quote it."""
    words = ' '.join(text.split())
    return words if len(words) <= 48 else words[:45].rstrip() + '…'


def _texts(box: Box) -> Iterator[str]:
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.MarginBox):
        return
    if isinstance(box, boxes.TextBox) and box.text.strip():
        yield box.text
    for child in children(box):
        yield from _texts(child)
