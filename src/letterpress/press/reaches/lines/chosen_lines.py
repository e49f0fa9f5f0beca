"""Have the engine set the lines that were chosen, where it would fill one after the other.

WeasyPrint fills each line as far as it goes (first fit) and pays in the next one: holes, ladders of
hyphens, last lines of one word. Here all lines of a paragraph are chosen together
(layout/type/total_fit, over what `paragraphs` reads); the engine is then told where each one ends.
What it sets stays its own: texts, tags, bidi, notes and pages. While a paragraph is set it is known
how many lines its page still holds: where it does not hold all, the rest is chosen anew, so that
the page ends well. Measured text and printed text take the same way, so they agree.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import inf
from typing import Any, TypeVar, cast

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, inline
from weasyprint.layout.block import remove_placeholders
from weasyprint.text.line_break import strut

from letterpress.layout.type import total_fit
from letterpress.layout.type.total_fit import HYPHEN, Foot, Limits, Parted
from letterpress.press.reaches.boxes import Box
from letterpress.press.reaches.lines import address_breaks, answers, paragraphs
from letterpress.press.reaches.lines.hyphenation import ends_in_hyphen
from letterpress.press.reaches.lines.paragraphs import Paragraph, Place
from letterpress.values import dataclass

SLACK = 0.02  # px: what a line may be longer, for sums of the same widths differ
MOST = 2000  # choices remembered
MANY = 60  # places from which a choice takes long enough to be kept for later builds
BEYOND = 1e6  # px
RAG = '__rag'  # the custom property --rag: lines that are not justified are broken evenly

_iterate = inline.iter_line_boxes
_find_earlier_page_break = block.find_earlier_page_break
_split_inline_box = inline.split_inline_box
_split_text_box = address_breaks.split_text_box
_text_align = inline.text_align
_justify_line = inline.justify_line


@dataclass
class _Line:
    """The line that the engine is setting: where it ends, and in which text.

    Nowhere: it is the last of its paragraph.
    """

    place: Place | None
    box: Box = None


_Found = TypeVar('_Found')

_now: _Line | None = None


@contextmanager
def _setting(line: _Line | None) -> Iterator[None]:
    """Have a line set; one inside a box in it has its own."""
    global _now
    outer, _now = _now, line
    try:
        yield
    finally:
        _now = outer


_remembered: dict[Any, Any] = {}


@dataclass
class Chosen:
    """A paragraph with the lines that were chosen for it at one measure."""

    paragraph: Paragraph
    measure: float
    indent: float
    limits: Limits
    even: bool
    ends: tuple[int, ...] = ()  # of all lines, were there no pages
    parted: tuple[int, ...] = ()  # of the lines after the last page's end that was met

    def after(self, place: int) -> tuple[int, ...]:
        """Return the ends of the lines after a place."""
        for ends in (self.ends, self.parted):
            if not place or place in ends:
                return tuple(end for end in ends if end > place)
        return self.choose(place)

    def choose(self, start: int = 0) -> tuple[int, ...]:
        """Return the ends of the lines from a place on."""
        way = total_fit.ragged if self.even else total_fit.justified
        indent = self.indent if not start else 0.0
        return self._once(
            (start,),
            lambda: way(self.paragraph.places, self.measure, indent, self.limits, start),
            tuple,
        )

    def part(self, start: int, foot: Foot, most: int) -> Parted:
        """Return the ends of the lines from a place on, before and after the end of a page."""
        indent = self.indent if not start else 0.0
        found = self._once(
            (start, foot, most),
            lambda: total_fit.parted(
                self.paragraph.places,
                self.measure,
                foot,
                most,
                indent,
                self.limits,
                start,
                self.even,
            ),
            lambda said: Parted(tuple(said[0]), said[1]),
        )
        self.parted = found.ends
        return found

    def _once(
        self, asked: tuple[Any, ...], find: Callable[[], _Found], read: Callable[[Any], _Found]
    ) -> _Found:
        """Return what is found, each time anew or as it was found before, here or in a build.

        `read` makes it of JSON.
        """
        places = self.paragraph.places
        key = (
            *(tuple(one) for one in (places.ends, places.begins, places.kinds)),
            self.measure,
            self.indent,
            self.limits,
            self.even,
            *asked,
        )
        if key not in _remembered:
            if len(_remembered) >= MOST:
                _remembered.clear()
            if len(places.ends) < MANY:
                _remembered[key] = find()
            else:
                name = hashlib.sha256(repr(key).encode()).hexdigest()
                _remembered[key] = read(answers.of(f'ends {name}', find))
        return cast('_Found', _remembered[key])


@dataclass(frozen=True)
class Met:
    """A paragraph that the engine broke: its block, and its lines unless they were filled."""

    block: Box
    chosen: Chosen | None
    line: Box  # held, so that no other has its identity


_met: dict[int, Met] | None = None


@contextmanager
def met() -> Iterator[dict[int, Met]]:
    """Gather the paragraphs that are broken meanwhile, each once, in their order."""
    global _met
    _met = {}
    try:
        yield _met
    finally:
        _met = None


def iter_line_boxes(
    context: Any,
    box: Box,
    position_y: float,
    bottom_space: float,
    skip_stack: Any,
    containing_block: Box,
    absolute_boxes: Any,
    fixed_boxes: Any,
    first_letter_style: Any,
    first_line_style: Any,
) -> Iterator[tuple[Box, Any]]:
    """Do what `inline.iter_line_boxes` does, line by line as they were chosen."""
    given = (absolute_boxes, fixed_boxes, first_letter_style, first_line_style)
    chosen = start = None
    if not (first_letter_style or first_line_style or context.excluded_shapes):
        chosen = _chosen(box, containing_block)
    if _met is not None:
        _met[id(box)] = Met(containing_block, chosen, box)
    if chosen is not None:
        start = chosen.paragraph.find(skip_stack)
    if chosen is None or start is None:
        lines = _iterate(
            context, box, position_y, bottom_space, skip_stack, containing_block, *given
        )
        while True:
            with _setting(None):
                found = next(lines, None)
            if found is None:
                return
            yield found
    inline.resolve_percentages(box, containing_block)
    box.text_indent = 0.0 if start else chosen.indent
    height, baseline = strut(box.style)
    unset = not address_breaks.drawn and paragraphs.level_lines(box, chosen.paragraph)
    ends, done, met, last_here = list(chosen.after(start)), 0, -1, -1
    while ends:
        room = _room(context, bottom_space, position_y, height, len(ends))
        if room and done + room != met and done != last_here:
            met = done + room
            style = containing_block.style
            foot = Foot(room, done, style['orphans'], style['widows'], not context.in_column)
            parted = chosen.part(start, foot, len(ends))
            ends, last_here = list(parted.ends), done + parted.here
        if done == last_here < met:
            position_y += BEYOND  # of the page, which ends here: the engine finds no room
        end, last = ends.pop(0), not ends
        place = None if last else chosen.paragraph.at(end)
        if unset:
            line = _unset(box, containing_block, chosen, start, end)
            line.position_y, line.height, line.baseline = position_y, height, baseline
            position_y += height
            skip_stack = place.resume if place else None
            yield line, skip_stack
            if skip_stack is None:
                return
            start, done = end, done + 1
            continue
        last_box = chosen.paragraph.pieces[place.piece].box if place else None
        with _setting(_Line(place, last_box)):
            line, resume_at = inline.get_next_linebox(
                context,
                box,
                position_y,
                bottom_space,
                skip_stack,
                containing_block,
                absolute_boxes,
                fixed_boxes,
                None,
                None,
            )
        if line is None:
            return
        inline.handle_leader(context, line, containing_block)
        position_y, height = line.position_y + line.height, line.height
        skip_stack = place.resume if place and resume_at else resume_at
        yield line, skip_stack
        if skip_stack is None:
            return
        start, done = end, done + 1
        box.text_indent = 0.0


def _unset(box: Box, container: Box, chosen: Chosen, start: int, end: int) -> Box:
    """Return a line that is measured and never drawn: nothing is in it but what is asked of it."""
    places = chosen.paragraph.places
    line = box.copy_with_children([])
    line.position_x, line.width = container.content_box_x(), container.width
    line.margin_top = line.margin_bottom = 0
    indent = 0.0 if start else chosen.indent
    share = places.share(start, end, container.width, indent, chosen.even)
    line.unset = share, places.kinds[end] == HYPHEN
    return line


def said(line: Box) -> tuple[float, bool] | None:
    """Return the part of its measure that an unset line fills, and whether it ends in a hyphen."""
    return getattr(line, 'unset', None)


def _room(
    context: Any, bottom_space: float, position_y: float, height: float, lines: int
) -> int | None:
    """Return how many of some lines the page still holds, None where it holds all of them."""
    if not height or context.page_bottom is None or bottom_space == inf:
        return None
    bottom = context.page_bottom - bottom_space
    if not context.overflows(bottom, position_y + lines * height):
        return None
    return max(int((bottom - position_y) / height + 1e-6), 0)


def _chosen(box: Box, containing_block: Box) -> Chosen | None:
    """Return the lines chosen for a line box, None where the engine fills them as it does."""
    style = containing_block.style
    even = style['text_align_all'] != 'justify'
    if style['white_space'] != 'normal' or (even and not style[RAG]):
        return None
    measure = containing_block.width
    inline.resolve_one_percentage(box, 'text_indent', measure)
    indent = float(box.text_indent)
    known = getattr(box, 'chosen_lines', None)
    if known is not None and (known.measure, known.indent) == (measure + SLACK, indent):
        return known  # type: ignore[no-any-return]  # what was left there below
    paragraph = paragraphs.read(box, measure - max(indent, 0.0))
    if paragraph is None:
        return None
    made = Chosen(paragraph, measure + SLACK, indent, total_fit.LIMITS, even)
    made.ends = made.choose()
    box.chosen_lines = made
    return made


def split_inline_box(context: Any, box: Box, position_x: float, max_x: float, *given: Any) -> Any:
    """Do what `inline.split_inline_box` does; a chosen line is as long as it is."""
    if _now is not None and isinstance(box, boxes.LineBox):
        max_x = inf
    return _split_inline_box(context, box, position_x, max_x, *given)


def split_text_box(
    context: Any,
    box: Box,
    available_width: float | None,
    skip: int | None,
    is_line_start: bool = True,
) -> Any:
    """Do what `inline.split_text_box` does; break a text where its line was chosen to end."""
    if _now is None or available_width is None:
        return _split_text_box(context, box, available_width, skip, is_line_start)
    if box is not _now.box or _now.place is None:
        return _split_text_box(context, box, None, skip, is_line_start)
    text = box.text.encode()[skip or 0 : _now.place.byte].decode()
    if not text:
        return None, _now.place.byte, False
    if _now.place.hyphen:
        text += box.style['hyphenate_character']
    part = box.copy_with_text(text)
    made, _, _ = _split_text_box(context, part, None, 0, is_line_start)
    return made, _now.place.byte, False


def text_align(context: Any, line: Box, available_width: float, last: bool) -> Any:
    """Do what `inline.text_align` does; narrow the blanks of a line that is longer."""
    longer = _now is not None and line.width > available_width
    if longer and line.style['text_align_all'] == 'justify':
        _justify_line(context, line, available_width - line.width)
        return 0
    return _text_align(context, line, available_width, last)


def find_earlier_page_break(
    context: Any, children: Any, absolute_boxes: Any, fixed_boxes: Any
) -> Any:
    """Do what `block.find_earlier_page_break` does, and end the page in no hyphen.

    It is asked where a paragraph is parted so that its end stays with what follows.
    """
    if not children or not isinstance(children[0], boxes.LineBox):
        return _find_earlier_page_break(context, children, absolute_boxes, fixed_boxes)
    orphans, widows = children[0].style['orphans'], children[0].style['widows']
    kept = [
        number
        for number in range(orphans, len(children) - widows + 1)
        if not ends_in_hyphen(children[number - 1])
    ]
    most = len(children) - widows
    if not kept or most - kept[-1] > total_fit.MOST_SHORT:
        return _find_earlier_page_break(context, children, absolute_boxes, fixed_boxes)
    remove_placeholders(context, children[kept[-1] :], absolute_boxes, fixed_boxes)
    return children[: kept[-1]], {0: children[kept[-1] - 1].resume_at}


def install() -> None:
    """Have the engine's layout ask here."""
    block.iter_line_boxes = iter_line_boxes
    block.find_earlier_page_break = find_earlier_page_break
    inline.split_inline_box = split_inline_box
    inline.split_text_box = split_text_box
    inline.text_align = text_align
