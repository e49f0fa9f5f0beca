"""Each line is broken once: what the engine found out about it is given again when it asks again.

WeasyPrint breaks the same text over and over: to find how wide a block wants to be, for each try of
a set of columns, and whenever a document is laid out again because a hyphen was mended, a page
number became known, or a text was measured before it is printed. Breaking is half of its time. All
that goes into the answer is in the key, so the documents are the same, byte for byte
(tests/press/reaches/test_remembered_lines.py); answers live as long as the process, a few thousand
at most.
"""

from __future__ import annotations

from copy import copy
from functools import partial
from typing import Any

from weasyprint.layout import inline, preferred
from weasyprint.text import line_break

from letterpress.press.reaches.lines import address_breaks

MOST = 4000  # lines remembered; a broadside has five hundred

# The properties that `split_first_line` and what it calls read (WeasyPrint 70).
STYLE = (
    'font_family',
    'font_size',
    'font_style',
    'font_stretch',
    'font_weight',
    'font_kerning',
    'font_variant_ligatures',
    'font_variant_position',
    'font_variant_caps',
    'font_variant_numeric',
    'font_variant_alternates',
    'font_variant_east_asian',
    'font_feature_settings',
    'font_variation_settings',
    'font_language_override',
    'lang',
    'direction',
    'letter_spacing',
    'word_spacing',
    'tab_size',
    'white_space',
    'overflow_wrap',
    'word_break',
    'hyphens',
    'hyphenate_character',
    'hyphenate_limit_chars',
    'hyphenate_limit_zone',
    'text_decoration_line',
)

_known: dict[Any, Any] = {}
_split = line_break.split_first_line


def split(
    text: str,
    style: Any,
    context: Any,
    max_width: float | None,
    justification_spacing: float,
    is_line_start: bool = True,
    minimum: bool = False,
) -> Any:
    """Do what `line_break.split_first_line` does, or remember it.

    The layout in the answer is the caller's own.
    """
    key = (
        text,
        max_width,
        justification_spacing,
        is_line_start,
        minimum,
        style.font_config,
        address_breaks.in_force,
        tuple(map(style.__getitem__, STYLE)),
    )
    ways = partial(address_breaks.split, _split) if address_breaks.in_force else _split
    try:
        found = _known.get(key)
    except TypeError:  # a property whose value cannot be hashed
        return ways(text, style, context, max_width, justification_spacing, is_line_start, minimum)
    if found is None:
        if len(_known) >= MOST:
            _known.clear()
        found = _known[key] = ways(
            text, style, context, max_width, justification_spacing, is_line_start, minimum
        )
    layout, *rest = found
    return copy(layout), *rest


def whole(
    text: str, style: Any, context: Any, max_width: float | None, *others: Any, **named: Any
) -> Any:
    """Do what `split` does where the engine asks how wide a box would be, addresses unkerned."""
    if max_width is not None:
        return split(text, style, context, max_width, *others, **named)
    with address_breaks.known(text):
        return split(text, style, context, max_width, *others, **named)


def install() -> None:
    """Have the engine's layout ask here."""
    inline.split_first_line, preferred.split_first_line = split, whole
    address_breaks.install()
