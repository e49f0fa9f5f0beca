"""Break addresses as a person types them off: never with a hyphen, but after one of their signs.

The engine hyphenates a web address like a word, and what is copied from the page is then another
address. So where a line ends inside an address (manuscript/addresses) it is broken again: before
it, after / . @ ? & = or before a hyphen where Pango knows no break, and between any two signs where
the column is too narrow for the next such part. Nothing is added to the text. No line ends in a
hyphen of the address: readers of PDF take that for one of hyphenation, and drop it. Nor are
addresses kerned: some pairs (fV) stand so far apart then that a blank is read between them.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, pango
from weasyprint.text.line_break import Layout

from letterpress.manuscript.text import addresses

SIGNS = '/.@?&=_:#+'  # an address may be broken after these
FULL = 0.9  # of the measure: a line filled so far is left as it is
HALF = 0.5  # of the measure: what a break at a sign must fill
FLUSH = 0.1  # px: what is not seen at the edge of a measure
# Never left alone:
HEADS = ('http:', 'https:', 'http:/', 'https:/', 'http://', 'https://', 'www.', 'mailto:')

Span = tuple[int, int]  # first and past-the-last character of an address

in_force: tuple[Span, ...] = ()  # of the text being split
drawn = True  # whether what is laid out will be drawn

_ordinary = inline.split_text_box
_add_word_spacing = inline.add_word_spacing
_set_text = Layout.set_text


@lru_cache(maxsize=2000)
def spans(text: str) -> tuple[Span, ...]:
    """Return where addresses stand in a text."""
    return tuple(addresses.spans(text))


@contextmanager
def known(text: str) -> Iterator[None]:
    """Have a text that is set here and now not kerned in its addresses."""
    global in_force
    before, in_force = in_force, spans(text)
    try:
        yield
    finally:
        in_force = before


@contextmanager
def measured_only() -> Iterator[None]:
    """Have nothing shaped anew that only a drawn line needs."""
    global drawn
    before, drawn = drawn, False
    try:
        yield
    finally:
        drawn = before


def split_text_box(
    context: Any,
    box: Any,
    available_width: float | None,
    skip: int | None,
    is_line_start: bool = True,
) -> Any:
    """Do what `inline.split_text_box` does; let it be known where in the text addresses stand."""
    global in_force
    found = spans(box.text)
    if not found:
        return _ordinary(context, box, available_width, skip, is_line_start)
    start = len(box.text.encode()[:skip].decode()) if skip else 0
    in_force = tuple((max(first - start, 0), last - start) for first, last in found if last > start)
    try:
        return _ordinary(context, box, available_width, skip, is_line_start)
    finally:
        in_force = ()


def split(
    ordinary: Callable[..., Any],
    text: str,
    style: Any,
    context: Any,
    max_width: float | None,
    justification_spacing: float,
    is_line_start: bool = True,
    minimum: bool = False,
) -> Any:
    """Do what `line_break.split_first_line` (`ordinary`) does, where addresses are `in_force`."""

    def plainly(part: str, width: float | None) -> Any:
        return ordinary(
            part,
            _unhyphenated(style),
            context,
            width,
            justification_spacing,
            is_line_start,
            minimum,
        )

    found = ordinary(text, style, context, max_width, justification_spacing, is_line_start, minimum)
    if max_width is None or style['white_space'] in ('nowrap', 'pre'):
        return found
    end = _end(text, found)
    if (
        any(first < end < last for first, last in in_force)
        and found[0].text == text[:end] + style['hyphenate_character']
    ):
        found = plainly(text, max_width)
        end = _end(text, found)
    over = found[3] > max_width + 0.01
    address = next(
        (span for span in in_force if span[0] <= end < span[1] or (over and span[0] < end)), None
    )
    if address is None or (over and not is_line_start):
        return found
    wrong = over or (address[0] < end and text[end - 1] == '-')
    if not wrong and found[3] > FULL * max_width:
        return found

    def line(at: int) -> Any:
        layout, length, _, *metrics = plainly(text[:at].rstrip(' '), None)
        return layout, length, len(text[:at].encode()), *metrics

    def too_long(rest: str) -> bool:
        """Say whether the next part of an address does not fit a line of its own.

        Then it may as well begin on this one.
        """
        part = next((rest[:at] for at in sorted(signs(rest, 0, len(rest), 0))), rest)
        return bool(plainly(part, None)[3] > max_width)

    for at in signs(text, *address, 0 if wrong else end):
        made = line(at)
        if HALF * max_width <= made[3] <= max_width:
            return made
    if wrong and address[0]:  # the next line begins with the address
        return line(address[0])
    if wrong or (
        address[0] < end and (found[3] < HALF * max_width or too_long(text[end : address[1]]))
    ):
        fits = bisect(range(address[1]), max_width, key=lambda at: line(at)[3] if at else 0.0) - 1
        while fits > 1 and text[fits - 1] == '-':
            fits -= 1
        return line(max(fits, 1))
    return found


def _end(text: str, found: Any) -> int:
    """Return the character at which the next line begins."""
    return len(text) if found[2] is None else len(text.encode()[: found[2]].decode())


def signs(text: str, first: int, last: int, after: int) -> Iterator[int]:
    """Yield where an address may be broken, from the last place down to `after`, left out."""
    for at in range(last - 1, max(first, after), -1):
        after = text[at - 1] in SIGNS and text[at] not in SIGNS and text[first:at] not in HEADS
        if after or (text[at] == '-' and text[at - 1].isalnum()):
            yield at


def _unhyphenated(style: Any) -> Any:
    copied = style.copy()
    copied['hyphens'] = 'none'
    return copied


def features(style: Any) -> dict[str, int]:
    """Return the OpenType features of a style, as Pango and HarfBuzz are told them."""
    found: dict[str, int] = line_break.font_features(
        style['font_kerning'],
        style['font_variant_ligatures'],
        style['font_variant_position'],
        style['font_variant_caps'],
        style['font_variant_numeric'],
        style['font_variant_alternates'],
        style['font_variant_east_asian'],
        style['font_feature_settings'],
    )
    return found


def _unkerned(style: Any) -> bytes:
    """Return a style's features without kerning: Pango takes the last list for the only one."""
    said = {**features(style), 'kern': 0}
    return ','.join(f'{key} {value}' for key, value in said.items()).encode()


def set_text(layout: Any, text: str, justify: bool = False) -> None:
    """Do what `Layout.set_text` does, and set addresses without kerning, when it is drawn too."""
    _set_text(layout, text, justify)
    layout.unkerned = spans = getattr(layout, 'unkerned', in_force)
    if not spans or not layout.text:
        return
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    for first, last in spans:
        attribute = pango.pango_attr_font_features_new(_unkerned(layout.style))
        attribute.start_index, attribute.end_index = (
            len(layout.text[:at].encode()) for at in (first, last)
        )
        pango.pango_attr_list_insert(attributes, attribute)
    pango.pango_layout_set_attributes(layout.layout, attributes)


def add_word_spacing(
    context: Any, box: Any, justification_spacing: float, x_advance: float
) -> float:
    """Do what `inline.add_word_spacing` does, which makes the layout of a justified line anew.

    A blank that is widened is set in the first face of the stack, whatever sets the words beside
    it: where letters come from another one, all blanks have another width than when the line was
    measured. What they are too wide or too narrow is taken back from them.
    """
    global in_force
    if not isinstance(box, boxes.TextBox):
        advance: float = _add_word_spacing(context, box, justification_spacing, x_advance)
        return advance
    box.justification_spacing = justification_spacing
    box.position_x += x_advance
    blanks = inline.count_expandable_spaces(box)
    if not blanks:
        return x_advance
    box.width += justification_spacing * blanks
    reached: float = x_advance + justification_spacing * blanks
    if not drawn:
        return reached
    in_force = getattr(box.pango_layout, 'unkerned', ())
    try:
        made, beyond = _spaced(context, box)
        if abs(beyond) > FLUSH:
            box.justification_spacing -= beyond / blanks
            made, _ = _spaced(context, box)
    finally:
        in_force = ()
    box.pango_layout = made
    return reached


def _spaced(context: Any, box: Any) -> tuple[Layout, float]:
    """Return a text with its blanks widened, and how far it reaches beyond its width, in px."""
    spacing = box.justification_spacing
    made = line_break.create_layout(box.text, box.style, context, None, spacing)
    made.set_text(made.text, justify=True)
    wide, _ = line_break.line_size(made.get_first_line()[0], box.style)
    made.deactivate()
    return made, wide - box.width


def install() -> None:
    """Have the engine's layout ask here."""
    inline.split_text_box = split_text_box
    inline.add_word_spacing = add_word_spacing
    Layout.set_text = set_text
