"""The ruler: it measures type by letting the engine set it, and remembers every answer.

The boxes of ink are Pango's own, read from the very layout that would be drawn. Answers depend on
the typefaces and the native libraries only: whoever keeps a `dump` must key it by them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import escape
from itertools import islice
from typing import Any

import weasyprint.layout
from weasyprint import CSS, HTML
from weasyprint.formatting_structure.boxes import FootnoteAreaBox, InlineBlockBox, LineBox, TextBox
from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, pango

from letterpress.layout.type.ink import Column, Face, Flow, Ink, Room, TextLine
from letterpress.layout.type.pages import GRAIN
from letterpress.manuscript.locales import direction
from letterpress.press import growing
from letterpress.press.engine import font_configuration
from letterpress.press.jail import Jail
from letterpress.press.leaves.shaping import Advances
from letterpress.press.proof import MM
from letterpress.press.reaches import stylesheets
from letterpress.press.reaches.boxes import Box, children, descend
from letterpress.press.reaches.lines import address_breaks, answers, chosen_lines
from letterpress.press.reaches.lines.hyphenation import inserted_hyphen

EM = 1000  # px: Pango counts in 1/1024 px, which makes the error less than a millionth of an em
PLACES = 6  # decimals that are kept of an em

TOGETHER = 30_000  # characters of markup that are laid out together: far less than a page holds

# Broad and deep enough that nothing breaks that should not; running text longer than a page goes on
# on the next.
_SHEET = '@page{size:9000px 90000px;margin:0;background:none}body{margin:0}'

EVEN = 0.01  # px: steps no further from the lead are the lead

_JAIL = Jail()  # without assets: to measure type nothing is fetched

Item = tuple[str, Face, str]
_Named = tuple[str, str, str, str]  # a text's markup, stylesheet, language, and its column's class


class Ruler:
    """Measures lines and running text, each once.

    `Ruler(memo)` starts with what an earlier one gave by `dump()`.
    """

    def __init__(self, memo: Mapping[str, str] | None = None):
        # Answers as JSON: few of many are read in one process.
        self._memo: dict[str, str] = dict(memo or {})
        answers.take(self._memo)
        self._inks: dict[Item, Ink] = {}
        # A word of each face and language, as the engine set it.
        self._sorts: dict[tuple[Face, str], TextBox] = {}
        self._advances: dict[tuple[Face, str], Advances] = {}
        self._sheets: dict[str, CSS] = {}
        self._growing: dict[_Named, growing.Text] = {}  # texts that are known at every size
        self._read: dict[_Named, growing.Text] = {}  # texts that were met at one size

    def dump(self) -> dict[str, str]:
        """Return all answers, and what the engine was told of words and paragraphs."""
        return {**self._memo, **answers.found()}

    def measure(self, items: Sequence[Item]) -> tuple[Ink, ...]:
        """Return the ink of each (text, face, BCP 47 language), in order."""
        unknown = []
        for item in dict.fromkeys(items):
            if item in self._inks:
                continue
            known = self._memo.get(_key(item))
            if known is None:
                unknown.append(item)
            else:
                self._inks[item] = _ink(item, json.loads(known))
        for item, answer in zip(unknown, self._measure(unknown), strict=True):
            self._memo[_key(item)] = json.dumps(answer)
            self._inks[item] = _ink(item, answer)
        return tuple(self._inks[item] for item in items)

    def flow(
        self,
        html: str,
        css: str,
        width: float,
        size: float,
        leading: float,
        lang: str,
        name: str = '',
        room: Room | None = None,
    ) -> Flow:
        """Return the lines of running text in a column `width` mm wide.

        html is markup of block elements, put into <div class="name">; css is the whole stylesheet
        it is to have. Every block element that holds lines is a paragraph. The lines are those that
        will be printed, in however many columns of this width, but where a column ends. With a
        `room` they stand on pages that hold so much.
        """
        column = Column(html, width, size, leading, name)
        key = _question(column, css, lang, room)
        if key not in self._memo and not (room is None and self._grown(column, key, css, lang)):
            self._remember([column], [key], css, lang, room)
        lines, pages, foot, rest = json.loads(self._memo[key])
        return Flow(
            tuple(
                TextLine(number, width, bool(hyphen), bool(last), step)
                for number, width, hyphen, last, step in lines
            ),
            pages,
            foot,
            rest,
        )

    def foresee(self, columns: Sequence[Column], css: str, lang: str) -> None:
        """Measure columns that will be asked for one by one (`flow`).

        What one layout costs besides its lines is more than most lines cost.
        """
        unknown = {_question(column, css, lang): column for column in columns}
        for key, column in list(unknown.items()):
            if key in self._memo or self._grown(column, key, css, lang):
                del unknown[key]
        if sum(len(column.html) for column in unknown.values()) <= TOGETHER:
            self._remember(list(unknown.values()), list(unknown), css, lang)

    def _remember(
        self,
        columns: Sequence[Column],
        keys: Sequence[str],
        css: str,
        lang: str,
        room: Room | None = None,
    ) -> None:
        """Lay columns out, one below the other, and remember the answers to their questions."""
        if columns:
            for key, answer in zip(keys, self._flows(columns, css, lang, room), strict=True):
                self._memo[key] = json.dumps(answer, ensure_ascii=False)

    def advances(self, texts: Sequence[str], face: Face, lang: str) -> list[float | None]:
        """Return how long each text is in em; None where the engine has to choose its type."""
        if (face, lang) not in self._advances:
            self._lay_out([(face, lang)])
            self._advances[face, lang] = Advances(self._sorts[face, lang])
        return list(map(self._advances[face, lang].of, texts))

    def _measure(self, items: Sequence[Item]) -> list[list[Any]]:
        self._lay_out(dict.fromkeys((face, lang) for _, face, lang in items))
        return [_extents(self._sorts[face, lang], text) for text, face, lang in items]

    def _lay_out(self, asked: Iterable[tuple[Face, str]]) -> None:
        """Have the engine set a word of each face and language that it has not set."""
        unknown = [sort for sort in asked if sort not in self._sorts]
        if unknown:
            body = ''.join(
                f'<p lang="{escape(lang)}" dir="{direction(lang)}" style="'
                'margin:0;white-space:nowrap;'
                f'font:{face.weight} {EM}px/1 {escape(face.family)};{escape(face.style)}">x</p>'
                for face, lang in unknown
            )
            found = [
                box
                for page in self._render(_html(body, 'en'), '').pages
                for box in descend(page._page_box)
                if isinstance(box, TextBox)
            ]
            self._sorts.update(zip(unknown, found, strict=True))

    def _grown(self, column: Column, key: str, css: str, lang: str) -> bool:
        """Answer for a column whose text is known at every size; tell whether it is."""
        text = self._growing.get(_named(column, css, lang))
        lines = text.lines(column) if text else None
        if lines is not None:
            depth = round(len(lines) * column.leading * column.size, 4)
            self._memo[key] = json.dumps([lines, 1, depth, 0])
        return lines is not None

    def _learn(self, text: growing.Text, name: _Named) -> None:
        """Keep how a text was met, for its other sizes."""
        other = self._read.setdefault(name, text)
        if text.plain or text.grows(other):
            self._growing[name] = text

    def _flows(
        self, columns: Sequence[Column], css: str, lang: str, room: Room | None
    ) -> Iterator[list[Any]]:
        """Yield lines, pages, foot and rest of each column of blocks."""
        html = _html(''.join(_body(column) for column in columns), lang)
        with chosen_lines.met() as met:
            document = self._render(html, css, _sheet(room))
        elements = html.etree_element.find('.//body')
        for column, element in zip(columns, elements, strict=True):
            parts = list(_parts(document, element))
            foot = _foot(parts[-1]) if parts else 0.0
            rest = len(document.pages) - len(parts) if room else 0
            if room and 0 < len(parts) <= len(document.pages):
                foot += _notes_height(document.pages[len(parts) - 1])
            lines = list(_lines(parts))
            if room is None:
                known = growing.read(column, element, met.values(), lines)
                if known is not None:
                    text, lines = known
                    self._learn(text, _named(column, css, lang))
            yield [lines, len(parts), foot, rest]

    def _render(self, html: HTML, css: str, sheet: str = _SHEET) -> Any:
        sheets = [*map(self._sheet, self._parts_of(css)), self._sheet(sheet)]
        with _no_margin_boxes(), address_breaks.measured_only():
            return html.render(font_config=font_configuration(), stylesheets=sheets)

    def _parts_of(self, css: str) -> tuple[str, ...]:
        """Return a stylesheet as one that was read before and what is added to it."""
        begun = max((one for one in self._sheets if css.startswith(one)), key=len, default='')
        return (begun, css[len(begun) :]) if begun.endswith('}') else (css,)

    def _sheet(self, css: str) -> CSS:
        if css not in self._sheets:
            self._sheets[css] = stylesheets.read(css, _JAIL, font_configuration())
        return self._sheets[css]


@contextmanager
def _no_margin_boxes() -> Iterator[None]:
    """Let the engine leave out the sixteen margin boxes of a page.

    They take a quarter of the time of a short text.
    """
    ordinary = weasyprint.layout.make_margin_boxes
    weasyprint.layout.make_margin_boxes = lambda *_: ()
    try:
        yield
    finally:
        weasyprint.layout.make_margin_boxes = ordinary


def _named(column: Column, css: str, lang: str) -> _Named:
    """Return what makes a text, at whatever size."""
    return column.html, css, lang, column.name


def _question(column: Column, css: str, lang: str, room: Room | None = None) -> str:
    """Return the name under which the answer to a question about a column is remembered."""
    asked = json.dumps(
        [
            column.html,
            css,
            round(column.width, 4),
            round(column.size, 4),
            round(column.leading, 4),
            lang,
            column.name,
            [round(room.first, 4), round(room.full, 4)] if room else None,
        ]
    )
    return 'flow ' + hashlib.sha256(asked.encode()).hexdigest()


def _sheet(room: Room | None) -> str:
    """Return the pages to measure on, as a stylesheet: those of a room hold exactly so much."""
    if room is None:
        return _SHEET
    first, full = (
        f'9000px {max(height, GRAIN) + GRAIN:.4f}mm' for height in (room.first, room.full)
    )
    return f'{_SHEET}@page{{size:{full}}}@page:first{{size:{first}}}'


def _body(column: Column) -> str:
    """Return a column as markup."""
    style = (
        f'width:{column.width:.4f}mm;font-size:{growing.length(column.size)};'
        f'line-height:{column.leading:.4f}'
    )
    return f'<div class="{escape(column.name)}" style="{style}">{column.html}</div>'


def _html(body: str, lang: str) -> HTML:
    root = f'<html lang="{escape(lang)}" dir="{direction(lang)}">'
    return HTML(
        string=f'<!doctype html>{root}<body>{body}</body></html>',
        url_fetcher=_JAIL,
    )


def _parts(document: Any, element: Any) -> Iterator[Box]:
    """Yield the box of an element on each of its pages."""
    for page in document.pages:
        yield from islice((box for box in descend(page._page_box) if box.element is element), 1)


def _foot(column: Box) -> float:
    """Return how deep the last line in a box ends, in mm."""
    ends = [box.position_y + box.height for box in descend(column) if isinstance(box, LineBox)]
    deep: float = max(ends, default=column.position_y) - column.position_y
    return round(deep * MM, 4)


def _notes_height(page: Any) -> float:
    """Return what the notes of a page take at its foot, in mm."""
    found = (box for box in children(page._page_box) if isinstance(box, FootnoteAreaBox))
    high: float = sum(box.margin_height() for box in found) * MM
    return round(high, 4)


def _key(item: Item) -> str:
    text, face, lang = item
    return json.dumps(['ink', text, face.family, face.weight, face.style, lang], ensure_ascii=False)


def _ink(item: Item, answer: Sequence[Any]) -> Ink:
    boxes, drop, advance, fonts = answer
    return Ink(
        item[0], tuple(tuple(box) for box in boxes), drop, advance, item[1], item[2], tuple(fonts)
    )


def _extents(sort: TextBox, text: str) -> list[Any]:
    """Return glyph boxes, drop, advance (em) and families of a line, set like a box that is there.

    Only the first word of a face is laid out by the engine; for all others Pango is asked as the
    engine asks it, which takes a tenth of the time. The drop is that of a line alone in its block:
    of its strut or its own type, the deeper.
    """
    box = sort.copy_with_text(text or ' ')
    box.process_whitespace()
    box.process_text_transform()
    if not box.text.strip(' '):
        return [[], 0.0, 0.0, []]
    layout = line_break.create_layout(box.text.strip(' '), box.style, None, None, 0)
    line, _ = layout.get_first_line()
    line_height, baseline = line_break.strut(box.style)
    _, height = line_break.line_size(line, box.style)
    own = pango.pango_layout_get_baseline(layout.layout) / 1024 + (line_height - height) / 2
    rect = ffi.new('PangoRectangle *')
    boxes, fonts, pen, run = [], [], 0, line.runs
    while run != ffi.NULL:
        item, run = run.data, run.next
        font = item.item.analysis.font
        description = pango.pango_font_describe_with_absolute_size(font)
        family = ffi.string(pango.pango_font_description_get_family(description)).decode()
        if family not in fonts:
            fonts.append(family)
        for info in item.glyphs.glyphs[0 : item.glyphs.num_glyphs]:
            geometry = info.geometry
            pango.pango_font_get_glyph_extents(font, info.glyph, rect, ffi.NULL)
            if rect.width and rect.height:
                x, y = pen + geometry.x_offset + rect.x, geometry.y_offset + rect.y
                corners = (x, y, x + rect.width, y + rect.height)
                boxes.append([round(corner / 1024 / EM, PLACES) for corner in corners])
            pen += geometry.width
    return [boxes, round(max(baseline, own) / EM, PLACES), round(pen / 1024 / EM, PLACES), fonts]


def _in_flow(box: Box) -> Iterator[Box]:
    """Yield the box and those inside it that take room in its lines, not what hangs beside them."""
    yield box
    for child in children(box):
        if child.style['position'] != 'absolute' and not isinstance(child, InlineBlockBox):
            yield from _in_flow(child)


def _lines(parts: Iterable[Box]) -> Iterator[list[Any]]:
    """Yield [paragraph, width, ends in a hyphen, last, step] of each line in a column's parts.

    A step is None where it is the lead.
    """
    number = -1
    for part in parts:
        reached = None
        for box in (box for outer in children(part) for box in _in_flow(outer)):
            lines = [line for line in getattr(box, 'children', ()) if isinstance(line, LineBox)]
            number += bool(lines)
            for line in lines:
                said = chosen_lines.said(line) or _said(line, box.width)
                if said is None:
                    continue
                share, hyphen = said
                bottom = line.position_y + line.height
                step = line.height if reached is None else max(bottom - reached, 0.0)
                reached = max(bottom, reached or bottom)
                deeper = None if abs(step - line.height) < EVEN else round(step * MM, 4)
                yield [number, share, int(hyphen), int(line is lines[-1]), deeper]


def _said(line: Box, measure: float) -> tuple[float, bool] | None:
    """Return the part of its measure that a line fills, and whether it ends in a hyphen."""
    texts = [inner for inner in _in_flow(line) if isinstance(inner, TextBox)]
    if not texts:
        return None
    left = min(text.position_x for text in texts)
    right = max(text.position_x + text.width for text in texts)
    share = round((right - left) / measure, 4) if measure else 1.0
    return share, inserted_hyphen(texts[-1]) != ''
