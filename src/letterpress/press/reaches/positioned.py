"""Lay a positioned box out whole: what does not fit runs over the page's foot, seen and found.

WeasyPrint breaks an absolutely positioned box at the page's foot and puts the rest at the head of
the next page; after the last page it throws the rest away without a word. Two names of a roll,
whose second column is placed and not flowed, lost one of them so. Nothing here is placed to be
continued: a page's length is the layout's to keep.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import absolute

DEEP = -1e6  # px: room below the page's foot; not infinite, for the engine calculates with it

_lay_out = absolute.absolute_box_layout


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


def install() -> None:
    """Have the engine's layout ask here."""
    absolute.absolute_box_layout = lay_out
