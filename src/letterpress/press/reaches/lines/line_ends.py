"""Take the blank off the end of a right-to-left line without pulling the line apart.

Where a line ends between two elements, WeasyPrint 70 strips the blank before the break from the
text, but keeps the text as it was drawn with the blank, which lies at its left, and moves the whole
line to hide it. Once the line is justified its texts are drawn anew, without the blank: the last
word then stands that much too far left, outside of its column.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

_ordinary = inline.remove_last_whitespace


def remove_last_whitespace(context: Any, line: Any) -> None:
    """Do what `inline.remove_last_whitespace` does.

    In a line from right to left the last text is set anew where it ends.
    """
    holders, box = [], line
    while isinstance(box, (boxes.LineBox, boxes.InlineBox)) and box.children:
        holders.append(box)
        box = box.children[-1]
    if line.style['direction'] != 'rtl' or not isinstance(box, boxes.TextBox):
        _ordinary(context, line)
        return
    text, width = box.text, box.width
    _ordinary(context, line)
    if box.text == text:
        return
    taken = width - box.width
    # In a left-to-right text the blank lay at the right.
    if not box.pango_layout.first_line_direction % 2:
        for child in line.children:
            child.translate(dx=-taken, ignore_floats=True)
    for moved in (*holders[1:], box):
        moved.position_x += taken
    if box.text:
        anew, _, _ = inline.split_text_box(context, box, None, 0)
        box.pango_layout = anew.pango_layout


def install() -> None:
    """Have the engine's layout ask here."""
    inline.remove_last_whitespace = remove_last_whitespace
