"""Walk the boxes that WeasyPrint laid out (private structures of version 70, see base/reaches)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Box = Any  # weasyprint.formatting_structure.boxes.Box: not imported here, it would load the engine

Rectangle = tuple[float, float, float, float]  # left, top, right, bottom in CSS px


def real(box: Box) -> Box:
    """Return the box itself; a positioned one is only a placeholder in its parent's list."""
    return getattr(box, '_box', box)


def children(box: Box) -> Iterator[Box]:
    """Yield the boxes inside a box, in the order of the tree."""
    for child in getattr(box, 'children', ()):
        yield real(child)


def descend(box: Box) -> Iterator[Box]:
    """Yield the box and all boxes inside it, in the order of the tree."""
    yield box
    for child in children(box):
        yield from descend(child)


def attribute(box: Box, name: str) -> str | None:
    """Return an attribute of the HTML element that the box was made of, or None."""
    get = getattr(getattr(box, 'element', None), 'get', None)
    return get(name) if get is not None else None
