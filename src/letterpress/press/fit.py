"""Fit: the ruler. It measures type by letting the engine set it, and remembers every answer.

One render measures any number of lines. The boxes of ink are Pango's own, read from the very layout that would be
drawn. Answers depend on the typefaces and the native libraries only: whoever keeps a `dump` must key it by them.
"""
from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.text.ffi import ffi, pango

from letterpress.layout.copyfit import TextLine
from letterpress.layout.setting import Face, Ink
from letterpress.manuscript.locales import direction
from letterpress.press import breaks
from letterpress.press.boxtree import descend
from letterpress.press.engine import font_configuration
from letterpress.press.jail import Jail

EM = 1000               # px: Pango counts in 1/1024 px, which makes the error less than a millionth of an em
PLACES = 6              # decimals that are kept of an em
BATCH = 200             # lines a render: a page of thousands of them takes longer than many pages of some

# Broad and deep enough that nothing breaks that should not; running text longer than a page goes on on the next.
_SHEET = '@page{size:9000px 90000px;margin:0;background:none}body{margin:0}'

_JAIL = Jail()         # without assets: to measure type nothing is fetched

Item = tuple[str, Face, str]


class Ruler:
    """Measures lines and running text, each once: `Ruler(memo)` starts with what an earlier one gave by `dump()`."""

    def __init__(self, memo: Mapping[str, Any] | None = None):
        self._memo: dict[str, Any] = dict(memo or {})
        self._inks: dict[Item, Ink] = {}
        self._sheets: dict[str, CSS] = {}

    def dump(self) -> dict[str, Any]:
        """Return all answers as JSON-able data."""
        return dict(self._memo)

    def measure(self, items: Sequence[Item]) -> tuple[Ink, ...]:
        """Return the ink of each (text, face, BCP 47 language), in order."""
        unknown = []
        for item in dict.fromkeys(items):
            if item not in self._inks:
                answer = self._memo.get(_key(item))
                if answer is None:
                    unknown.append(item)
                else:
                    self._inks[item] = _ink(item, answer)
        for start in range(0, len(unknown), BATCH):
            batch = unknown[start:start + BATCH]
            for item, answer in zip(batch, self._measure(batch), strict=True):
                self._memo[_key(item)] = answer
                self._inks[item] = _ink(item, answer)
        return tuple(self._inks[item] for item in items)

    def flow(self, html: str, css: str, width: float, size: float, leading: float, lang: str,
             name: str = '') -> tuple[TextLine, ...]:
        """Return the lines of running text in one column of `width` mm, set at `size` mm with a line-height.

        html is markup of block elements, put into <div class="name">; css is the whole stylesheet it is to have.
        Every block element that holds lines is a paragraph. Bad hyphens are mended as the engine mends them, so that
        the lines are those that will be printed, in however many columns of this width.
        """
        asked = json.dumps([html, css, round(width, 4), round(size, 4), round(leading, 4), lang, name])
        key = 'flow ' + hashlib.sha256(asked.encode()).hexdigest()
        if key not in self._memo:
            style = f'width:{width:.4f}mm;font-size:{size:.4f}mm;line-height:{leading:.4f}'
            body = f'<div class="{escape(name)}" style="{style}">{html}</div>'
            self._memo[key] = list(_lines(self._render(body, css, lang)))
        return tuple(TextLine(p, w, bool(h), bool(e)) for p, w, h, e in self._memo[key])

    def _measure(self, items: Sequence[Item]) -> list[list[Any]]:
        body = ''.join(
            f'<p lang="{escape(lang)}" dir="{direction(lang)}" style="position:absolute;top:0;left:0;margin:0;'
            f'white-space:nowrap;font:{face.weight} {EM}px/1 {escape(face.family)};{escape(face.style)}">{escape(text)}</p>'
            for text, face, lang in items)
        answers = []
        for box in descend(self._render(body, '', items[0][2])[0]._page_box):
            if box.element_tag == 'p' and not isinstance(box, (LineBox, TextBox)):
                texts = [inner for inner in descend(box) if isinstance(inner, TextBox)]
                answers.append(_extents(texts[0]) if texts else [[], 0.0, 0.0, []])
        return answers

    def _render(self, body: str, css: str, lang: str) -> Sequence[Any]:
        if css not in self._sheets:
            self._sheets[css] = CSS(string=f'{css}\n{_SHEET}', font_config=font_configuration(), url_fetcher=_JAIL)
        html = HTML(string=f'<!doctype html><html lang="{escape(lang)}" dir="{direction(lang)}"><body>{body}</body></html>',
                    url_fetcher=_JAIL)

        def lay_out() -> Any:
            return html.render(font_config=font_configuration(), stylesheets=[self._sheets[css]])
        return breaks.mend(lay_out(), lay_out).pages


def _key(item: Item) -> str:
    text, face, lang = item
    return json.dumps(['ink', text, face.family, face.weight, face.style, lang], ensure_ascii=False)


def _ink(item: Item, answer: Sequence[Any]) -> Ink:
    boxes, drop, advance, fonts = answer
    return Ink(item[0], tuple(tuple(box) for box in boxes), drop, advance, item[1], item[2], tuple(fonts))


def _extents(box: Any) -> list[Any]:
    """Return glyph boxes, drop, advance (em) and font families of a text box, from its Pango layout."""
    layout, rect = box.pango_layout, ffi.new('PangoRectangle *')
    layout.reactivate(box.style)
    line, _ = layout.get_first_line()
    boxes, fonts, pen, run = [], [], 0, line.runs[0]
    while run != ffi.NULL:
        item, run = run.data, run.next
        font = item.item.analysis.font
        description = pango.pango_font_describe_with_absolute_size(font)
        family = ffi.string(pango.pango_font_description_get_family(description)).decode()
        if family not in fonts:
            fonts.append(family)
        for info in item.glyphs.glyphs[0:item.glyphs.num_glyphs]:
            geometry = info.geometry
            pango.pango_font_get_glyph_extents(font, info.glyph, rect, ffi.NULL)
            if rect.width and rect.height:
                x, y = pen + geometry.x_offset + rect.x, geometry.y_offset + rect.y
                boxes.append([round(v / 1024 / EM, PLACES) for v in (x, y, x + rect.width, y + rect.height)])
            pen += geometry.width
    layout.deactivate()
    return [boxes, round((box.baseline + box.position_y) / EM, PLACES), round(pen / 1024 / EM, PLACES), fonts]


def _lines(pages: Sequence[Any]) -> Iterator[list[Any]]:
    """Yield [paragraph, width, hyphen, last] of each line of text on the pages."""
    number = -1
    for page in pages:
        for box in descend(page._page_box):
            lines = [line for line in getattr(box, 'children', ()) if isinstance(line, LineBox)]
            number += bool(lines)
            for line in lines:
                texts = [inner for inner in descend(line) if isinstance(inner, TextBox)]
                if texts:
                    long = max(text.position_x + text.width for text in texts) - min(text.position_x for text in texts)
                    yield [number, round(long / box.width, 4), int(breaks.inserted_hyphen(texts[-1]) != ''),
                           int(line is lines[-1])]
