"""Draw a text of the engine's boxes in another place, or another text in its style."""

from __future__ import annotations

from copy import copy
from typing import Any

from weasyprint.draw.text import draw_first_line
from weasyprint.matrix import Matrix
from weasyprint.text import line_break
from weasyprint.text.ffi import pango

from letterpress.press.reaches.boxes import Box


def operations(stream: Any, box: Box, right: float = 0, down: float = 0) -> list[Any]:
    """Return what draws a text as it was laid out, moved by px."""
    scratch = stream.clone(tags=None)
    scratch.set_color(box.style['color'])
    box.pango_layout.reactivate(box.style)
    scratch.begin_text()
    place = Matrix(d=-1, e=box.position_x + right, f=box.position_y + box.baseline + down)
    draw_first_line(scratch, box, 'clip', 'none', place)
    scratch.end_text()
    drawn: list[Any] = scratch.stream
    return drawn


def another(box: Box, text: str, share: float = 1.0) -> Box:
    """Return a text box with another text, at the side to which the old one is aligned.

    `share` is its size as a part of the old one's.
    """
    made = copy(box)
    made.text = text
    if share < 1:
        made.style = box.style.copy()
        made.style['font_size'] = share * box.style['font_size']
        box = made
    made.pango_layout = line_break.create_layout(text, box.style, None, None, 0)
    line, _ = made.pango_layout.get_first_line()
    width, _ = line_break.line_size(line, box.style)
    made.position_x = box.position_x + (box.width - width) * _share(box.style)
    made.width = width
    return made


def drop(box: Box, text: str) -> float:
    """Return how far (px) the baseline of a text lies below the top of a line in a box's style."""
    layout = line_break.create_layout(text, box.style, None, None, 0)
    line, _ = layout.get_first_line()
    line_height, baseline = line_break.strut(box.style)
    _, height = line_break.line_size(line, box.style)
    own = pango.pango_layout_get_baseline(layout.layout) / 1024 + (line_height - height) / 2
    return float(max(baseline, own))


def colour(stream: Any, style: Any) -> list[Any]:
    """Return what sets the colour of a style."""
    scratch = stream.clone(tags=None)
    scratch.set_color(style['color'])
    found: list[Any] = scratch.stream
    return found


def _share(style: Any) -> float:
    """Return the part of the free room that stands before a line."""
    aligned = style['text_align_all']
    if aligned == 'center':
        return 0.5
    right = style['direction'] == 'rtl'
    return float(aligned == 'right' or aligned == ('start' if right else 'end'))
