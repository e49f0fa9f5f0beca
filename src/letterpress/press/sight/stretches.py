"""The stretches of text on a page, each with its line, its block and the frames around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from letterpress.press.reaches.boxes import Box, Rectangle, attribute, children
from letterpress.press.sight.seen import Page, Text
from letterpress.values import dataclass

# Of an element: what its text may do that is a fault elsewhere, some of TEXT, GROUND and EDGE.
OVER = 'data-over'
TEXT = 'text'  # lie over other text, or under it
GROUND = 'ground'  # have nearly the colour of what it stands on, or be covered
EDGE = 'edge'  # leave its column and the page's margins

# The attribute and the value by which an element is found in a template; '' twice: none.
Path = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame that text may not leave, in its own coordinates.

    It is an element with data-fit, or one that hides what overflows.
    """

    name: str
    inside: Rectangle
    matrix: Any


@dataclass(frozen=True, slots=True)
class Edge:
    """A visible edge of an element, in its own coordinates.

    It is as wide as the border, or a line where a ground ends.
    """

    owner: Box
    strip: Rectangle
    matrix: Any


@dataclass(slots=True)
class Stretch:
    """A stretch of text that was drawn.

    `matrix` is the layout's, from its own coordinates to the sheet's, or None.
    """

    seen: Text
    line: Box
    block: Box
    matrix: Any
    frames: tuple[Frame, ...]
    edges: tuple[Edge, ...]
    over: frozenset[str]
    path: Path
    hidden: bool  # aria-hidden: decoration
    margin: bool  # in a box of the page's margins

    @property
    def text(self) -> str:
        """The words, without the blanks around them."""
        return ' '.join(self.seen.box.text.split())


@dataclass(slots=True)
class _State:
    """What holds for all that is inside a box."""

    matrix: Any = None
    frames: tuple[Frame, ...] = ()
    edges: tuple[Edge, ...] = ()
    over: frozenset[str] = frozenset()
    path: Path = ('', '')
    hidden: bool = False
    margin: bool = False
    block: Box = None
    line: Box = None

    def copy(self) -> _State:
        """Return the same again, to be changed (a fifth of the time of dataclasses.replace)."""
        return _State(
            self.matrix,
            self.frames,
            self.edges,
            self.over,
            self.path,
            self.hidden,
            self.margin,
            self.block,
            self.line,
        )


def stretches(page_box: Box, page: Page) -> Iterator[Stretch]:
    """Yield what is drawn of a page's text and blackens anything, in the order of the tree."""
    yield from _inside(page_box, _State(), page.texts)


def _inside(box: Box, state: _State, texts: dict[int, Text]) -> Iterator[Stretch]:
    if isinstance(box, boxes.TextBox):
        seen = texts.get(id(box))
        if seen is not None and seen.own[0] < seen.own[2] and seen.own[1] < seen.own[3]:
            yield Stretch(
                seen,
                state.line,
                state.block,
                state.matrix,
                state.frames,
                state.edges,
                state.over,
                state.path,
                state.hidden,
                state.margin,
            )
        return
    if isinstance(box, boxes.ParentBox):
        inner = _entered(box, state)
        for child in children(box):
            yield from _inside(child, inner, texts)


def _entered(box: Box, state: _State) -> _State:
    """Return what holds inside a box."""
    inner = state.copy()
    if isinstance(box, boxes.LineBox):
        inner.line = box
        return inner
    element = box.element
    get = element.get if hasattr(element, 'get') else {}.get
    if own := getattr(box, 'transformation_matrix', None):
        inner.matrix = own @ state.matrix if state.matrix else own
    inner.margin = state.margin or isinstance(box, boxes.MarginBox)
    inner.hidden = state.hidden or get('aria-hidden') == 'true'
    if over := get(OVER):
        inner.over = state.over | set(over.split())
    if name := get('id'):
        inner.path = 'id', name
    elif names := get('class'):
        inner.path = 'class', names.split()[0]
    if isinstance(box, (boxes.InlineBox, boxes.PageBox)):
        return inner
    if isinstance(box, boxes.BlockContainerBox):
        inner.block = box
    style, fit = box.style, attribute(box, 'data-fit')
    clips = style['overflow'] != 'visible' or style['clip']
    if fit is not None or (clips and box.element_tag not in ('html', 'body')):
        name = fit or get('id') or get('class') or str(box.element_tag)
        inner.frames = (Frame(name, _frame(box), inner.matrix), *state.frames)
    if not box.is_for_root_element and (edges := tuple(_edges(box, inner.matrix))):
        inner.edges = state.edges + edges
    return inner


def _frame(box: Box) -> Rectangle:
    """Return what a box shows: its padding box, or what `clip` leaves of a positioned one."""
    left, top = box.padding_box_x(), box.padding_box_y()
    right, bottom = left + box.padding_width(), top + box.padding_height()
    if box.style['clip'] and box.is_absolutely_positioned():
        up, far, down, near = box.style['clip']
        x, y = box.border_box_x(), box.border_box_y()
        left = left if near == 'auto' else x + near
        top = top if up == 'auto' else y + up
        right = right if far == 'auto' else x + far
        bottom = bottom if down == 'auto' else y + down
    return left, top, right, bottom


def _edges(box: Box, matrix: Any) -> Iterator[Edge]:
    """Yield the visible edges of a box: its borders, and all four sides of a ground of its own."""
    left, top = box.border_box_x(), box.border_box_y()
    right, bottom = left + box.border_width(), top + box.border_height()
    near, up = box.border_left_width, box.border_top_width
    far, down = box.border_right_width, box.border_bottom_width
    ground = box.background is not None and box.background.color.alpha > 0
    if not (ground or near or up or far or down) or box.is_table_wrapper:
        return
    for width, strip in (
        (near, (left, top, left + near, bottom)),
        (up, (left, top, right, top + up)),
        (far, (right - far, top, right, bottom)),
        (down, (left, bottom - down, right, bottom)),
    ):
        if width or ground:
            yield Edge(box, strip, matrix)
