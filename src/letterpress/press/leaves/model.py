"""What the layout's own setting of a few names says: where lines, initials and numbers stand.

All in CSS px, from the corner of the place; the names are taken out once they are measured.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from letterpress.press.leaves import folios
from letterpress.press.reaches.boxes import Box, attribute, children, descend
from letterpress.values import dataclass

_HEADINGS = ('h1', 'h2', 'h3', 'h4', 'h5', 'h6')


@dataclass(frozen=True)
class Place:
    """A place for names: its number, the index of its page, its block, the corner of that."""

    number: int
    page: int
    box: Box
    x: float
    y: float


@dataclass(frozen=True)
class Column:
    """How a column is set, from the corner of the place.

    A name's first line stands at `x` on the baseline `y`, the others at `hang`, `pitch` lower each.
    `right_to_left`: by how much the baseline of such a name is lower. `label` is the text box of
    the number before a name, and `label_end` where it ends; `initial` that of the heading.
    """

    x: float
    y: float
    inset: float  # of the first line, from the edge of the name's block
    hang: float
    pitch: float
    right_to_left: float
    text: Box
    line_top: float
    initial: Box | None
    initial_y: float
    label: Box | None
    label_end: float
    label_y: float


@dataclass(frozen=True)
class Model:
    """How names are set in a place: its columns, and the level of its headings."""

    columns: tuple[Column, ...]
    x: float  # of the place that was measured
    path: tuple[Any, ...]  # the elements from the root down to a name
    heading: str


def places(document: Any) -> list[Place]:
    """Return the places for names of a document, in their order."""
    return [
        Place(number, index, box, box.content_box_x(), box.content_box_y())
        for index, page in enumerate(document.pages)
        for number, box in folios.places(page._page_box)
    ]


def measured(place: Place, root: Any) -> Model:
    """Return how the names in a place are set, and take them out of the page and the document."""
    found = [list(names(column)) for column in children(place.box)]
    headings = [_heading(column) for column in children(place.box)]
    columns = tuple(
        _column(place, some, heading) for some, heading in zip(found, headings, strict=True) if some
    )
    above = {child: parent for parent in root.iter() for child in parent}
    path = [found[0][0].element]
    while path[0] in above:
        path.insert(0, above[path[0]])
    level = next((one.element_tag for one in headings if one is not None), 'h3')
    place.box.children = ()
    for child in list(place.box.element):
        place.box.element.remove(child)
    return Model(columns, place.x, tuple(path), level)


def running_head(place: Place, page: Box) -> Box | None:
    """Return the text of the running head of a page: that of the element with data-range."""
    for box in descend(page):
        if attribute(box, 'data-range') is not None and isinstance(box, boxes.TextBox):
            return box
    return None


def _column(place: Place, some: list[Box], heading: Box | None) -> Column:
    (one, _), (first, second, *_), (other, *_) = (
        [*_lines(some[0]), None],
        _lines(some[1]),
        _lines(some[2]),
    )
    pitch = _baseline(second) - _baseline(first)
    label = _label(some[0])
    initial = _text(heading) if heading is not None else None
    return Column(
        x=one.position_x - place.x,
        y=_baseline(one) - place.y,
        inset=one.position_x - some[0].content_box_x(),
        hang=second.position_x - place.x,
        pitch=pitch,
        right_to_left=_baseline(other) - _top(some[2]) - (_baseline(one) - _top(some[0])),
        text=one,
        line_top=_top(some[0]) - place.y,
        initial=initial,
        initial_y=_baseline(initial) - _baseline(one) if initial is not None else 0.0,
        label=label,
        label_end=label.position_x + label.width - place.x if label is not None else 0.0,
        label_y=_baseline(label) - _baseline(one) if label is not None else 0.0,
    )


def _top(name: Box) -> float:
    """Return the top of the block of a name."""
    top: float = name.content_box_y()
    return top


def _baseline(text: Box) -> float:
    baseline: float = text.position_y + text.baseline
    return baseline


def names(column: Box) -> Iterator[Box]:
    """Yield the blocks of names in a column, not those that the engine makes inside them."""
    for box in children(column):
        if box.element_tag == 'li' and isinstance(box, boxes.BlockBox):
            yield box
        else:
            yield from names(box)


def _lines(name: Box) -> list[Box]:
    """Return the first text with ink of each line of a name."""
    found = []
    for line in descend(name):
        if isinstance(line, boxes.LineBox):
            texts = [
                box
                for box in descend(line)
                if isinstance(box, boxes.TextBox)
                and box.text.strip()
                and not box.element_tag.endswith('::before')
            ]
            if texts:
                found.append(texts[0])
    return found


def _label(name: Box) -> Box | None:
    for box in descend(name):
        if isinstance(box, boxes.TextBox) and box.element_tag.endswith('::before'):
            return box
    return None


def _heading(column: Box) -> Box | None:
    return next((box for box in descend(column) if box.element_tag in _HEADINGS), None)


def _text(block: Box) -> Box | None:
    return next((box for box in descend(block) if isinstance(box, boxes.TextBox)), None)
