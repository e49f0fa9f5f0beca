"""Lay a positioned box out whole: what does not fit runs over the page's foot, seen and found.

WeasyPrint breaks an absolutely positioned box at the page's foot and puts the rest at the head of
the next page; after the last page it throws the rest away without a word. Two names of a roll,
whose second column is placed and not flowed, lost one of them so. Nothing here is placed to be
continued: a page's length is the layout's to keep.

And keep the notes of every page, and the depth of those that have none: WeasyPrint 70 takes the
margins and the rule of the notes' area off a page for good once a note was laid out on it, also
when the note and its line did not fit and the area is empty again: the page ends a line too early.
And where pages are laid out again (the page of the roll is printed in the letter) it takes those
over that did not change, and forgets the notes that went on from them: they stand on no page. And
where a page ends early, for a widow's sake, it sends notes of lines that stay to the next page, in
the hope of room for one line more: here they stay with their lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import weasyprint.layout
from weasyprint.layout import LayoutContext, absolute, block

DEEP = -1e6  # px: room below the page's foot; not infinite, for the engine calculates with it

_lay_out = absolute.absolute_box_layout
_all_pages = weasyprint.layout.make_all_pages
_ordinary = LayoutContext._update_footnote_area
_lay_note = LayoutContext.layout_footnote
_take_note_back = LayoutContext.unlayout_footnote
_send_note_on = LayoutContext.report_footnote


def lay_out(
    context: Any,
    box: Any,
    containing_block: Any,
    fixed_boxes: Any,
    bottom_space: float,
    skip_stack: Any,
) -> Any:
    """Do what `absolute.absolute_box_layout` does, on a page that is long enough for the box."""
    return _lay_out(
        context, box, containing_block, fixed_boxes, min(bottom_space, DEEP), skip_stack
    )


def update(context: Any) -> Any:
    """Do what `LayoutContext._update_footnote_area` does; an empty area takes no room."""
    overflows = _ordinary(context)
    area = context.current_footnote_area
    if not context.current_page_footnotes and area.height != 'auto':
        if not context.in_column:
            context.page_bottom += area.margin_height()
        area.height = 'auto'
    return overflows


def lay_note(context: Any, note: Any) -> Any:
    """Do what `LayoutContext.layout_footnote` does; note of which line the note is."""
    _give_back(context)
    overflows = _lay_note(context, note)
    context.tried_note = note  # after it: the note has lines of its own
    return overflows


def take_note_back(context: Any, note: Any) -> None:
    """Do what `LayoutContext.unlayout_footnote` does."""
    _give_back(context)
    _take_note_back(context, note)


def send_note_on(context: Any, note: Any) -> None:
    """Do what `LayoutContext.report_footnote` does with a note that was tried for this line.

    One of an earlier line stays: the engine, which asks as long as the page has any, sees none.
    """
    if note is getattr(context, 'tried_note', None):
        _send_note_on(context, note)
        return
    context.kept_notes = context.current_footnote_area, context.current_page_footnotes
    context.current_page_footnotes = []


def _give_back(context: Any) -> None:
    """Let the engine see the notes of the page again."""
    area, notes = getattr(context, 'kept_notes', (None, None))
    if area is context.current_footnote_area:
        context.current_page_footnotes = notes
    context.kept_notes = None, None


def watch_lines() -> None:
    """Have each line that the engine is given forget the note that was tried for the one before."""
    ordinary = block.iter_line_boxes

    def line_by_line(context: Any, *given: Any) -> Iterator[Any]:
        for found in ordinary(context, *given):
            context.tried_note = None
            yield found

    block.iter_line_boxes = line_by_line


def all_pages(context: Any, root_box: Any, html: Any, pages: Sequence[Any]) -> Iterator[Any]:
    """Do what `make_all_pages` does; of a document with notes no page is taken over."""
    yield from _all_pages(context, root_box, html, [] if context.footnotes else pages)


def install() -> None:
    """Have the engine's layout ask here."""
    weasyprint.layout.make_all_pages = all_pages
    LayoutContext._update_footnote_area = update
    LayoutContext.layout_footnote = lay_note
    LayoutContext.unlayout_footnote = take_note_back
    LayoutContext.report_footnote = send_note_on
    absolute.absolute_box_layout = lay_out
