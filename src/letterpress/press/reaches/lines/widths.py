"""How wide the texts of a paragraph are, at every size: each is shaped once, at the size of an em.

And whether their lines are as high as an empty one. Lengths in CSS px.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Any, NamedTuple

from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, pango

from letterpress.press.reaches.lines import address_breaks
from letterpress.press.reaches.lines.remembered_lines import STYLE

MOST = 1000  # texts remembered
EM = 1000  # px: the size at which texts are shaped once for all sizes
UNITS = 1024  # of Pango in a px: it cuts a size down to whole ones

_shapes: dict[Any, _Shape] = {}
_styled: dict[int, tuple[Any, Any]] = {}


class _Shape(NamedTuple):
    """A text as Pango sets it on one line: how far its characters begin from its start.

    metrics: height and baseline of the line, in px; None where several fonts set it.
    """

    advances: tuple[float, ...]
    metrics: tuple[float, float] | None


class _AtEm:
    """A style at the size of an em."""

    def __init__(self, style: Any):
        self._style, self.font_config = style, style.font_config

    def __getitem__(self, name: str) -> Any:
        return EM if name == 'font_size' else self._style[name]


def _key(style: Any) -> Any:
    """Return what the widths of a text depend on besides its size."""
    known = _styled.get(id(style))
    if known is not None and known[0] is style:
        return known[1]
    if len(_styled) > MOST:
        _styled.clear()
    key = tuple(
        tuple(value) if isinstance(value := style[name], list) else value
        for name in STYLE
        if name != 'font_size'
    )
    _styled[id(style)] = style, key
    return key


def cut(size: float) -> float:
    """Return the size in px at which Pango sets what is to be set at a size."""
    return int(size * UNITS) / UNITS


def grows(style: Any) -> bool:
    """Tell whether texts of a style are as much wider as its size is larger."""
    return style['letter_spacing'] in ('normal', 0) and not style['word_spacing']


def of(text: str, style: Any) -> tuple[float, ...]:
    """Return how far each character of a text begins from its start, and where the last ends, px.

    As Pango sets all of it on one line. What a cluster holds begins where the cluster does. A text
    is shaped once for all sizes: whether a line fits depends on no rounding, and what was measured
    at one size is known at each.
    """
    if not grows(style):
        return _shaped(text, style).advances
    part = cut(style['font_size']) / EM
    return tuple([advance * part for advance in _at_em(text, style).advances])


def level(text: str, style: Any) -> bool:
    """Tell whether a line of a text is as high as one that is empty, and stands no deeper.

    So it is where the first font of the style sets all of it.
    """
    own = _at_em(text, style).metrics
    return own is not None and own == _at_em(' ', style).metrics


def _at_em(text: str, style: Any) -> _Shape:
    """Return a text as it is set at the size of an em."""
    key = text, _key(style), style.font_config
    try:
        known = _shapes.get(key)
    except TypeError:  # a property whose value cannot be hashed
        return _shaped(text, _AtEm(style))
    if known is None:
        if len(_shapes) >= MOST:
            _shapes.clear()
        known = _shapes[key] = _shaped(text, _AtEm(style))
    return known


def _shaped(text: str, style: Any) -> _Shape:
    with address_breaks.known(text):
        layout = line_break.create_layout(text, style, None, None, 0)
    line, _ = layout.get_first_line()
    coded = text.encode()
    advances = [0] * (len(coded) + 1)  # of each byte the advance of the glyphs that begin there
    run, fonts = line.runs, []
    while run != ffi.NULL:
        item, glyphs, run = run.data.item, run.data.glyphs, run.next
        if item.analysis.font not in fonts:
            fonts.append(item.analysis.font)
        count, offset = glyphs.num_glyphs, item.offset
        clusters = ffi.unpack(glyphs.log_clusters, count)
        for cluster, info in zip(clusters, ffi.unpack(glyphs.glyphs, count), strict=True):
            advances[min(offset + cluster, len(coded))] += info.geometry.width
    # a character begins at each byte that continues none (UTF-8)
    reached = accumulate(advances, initial=0)
    begins = [total for total, byte in zip(reached, coded, strict=False) if byte & 0xC0 != 0x80]
    found = tuple([total * line_break.FROM_UNITS for total in (*begins, sum(advances))])
    if len(fonts) != 1:
        return _Shape(found, None)
    baseline = pango.pango_layout_get_baseline(layout.layout) * line_break.FROM_UNITS
    return _Shape(found, (line_break.line_size(line, style)[1], baseline))
