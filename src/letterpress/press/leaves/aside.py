"""Names that the engine sets, each by itself: two directions, a face that stands in, a long word.

They are laid out in the layout's own elements and style, and their lines are drawn where the name
stands, so that they look as in a roll that the engine sets altogether.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from typing import Any
from xml.etree import ElementTree

from weasyprint import HTML
from weasyprint.formatting_structure import boxes

from letterpress.layout import typography
from letterpress.press.leaves.model import Model, names
from letterpress.press.reaches.boxes import Box, descend

TOGETHER = 300  # names that are laid out together
# px: one page holds them all. Where a layout lets no page break in its columns, the engine drops
# what does not fit.
HIGH = 1_000_000


def blocks(texts: Sequence[str], model: Model, wide: float, jail: Any, fonts: Any) -> Iterator[Box]:
    """Yield the block of each name, laid out in the layout's own style on a page `wide` px."""
    for start in range(0, len(texts), TOGETHER):
        some = texts[start : start + TOGETHER]
        document = HTML(string=_page(some, model, wide), url_fetcher=jail).render(
            font_config=fonts, presentational_hints=False
        )
        for page in document.pages:
            yield from names(page._page_box)


def texts(block: Box) -> list[Box]:
    """Return the stretches of text of a name, without its number."""
    return [
        box
        for box in descend(block)
        if isinstance(box, boxes.TextBox) and not box.element_tag.endswith('::before')
    ]


def _page(some: Sequence[str], model: Model, wide: float) -> str:
    """Return the document of some names: the elements from the root down to them, and the style."""
    root = _bare(model.path[0])
    head = model.path[0].find('head')
    if head is not None:
        root.append(copy(head))
    sheet = ElementTree.SubElement(root, 'style')
    sheet.text = f'@page {{ size: {wide:.4f}px {HIGH}px !important }}'
    holder = root
    for element in model.path[1:-1]:
        inner = _bare(element)
        inner.attrib.pop('data-leaf', None)
        holder.append(inner)
        holder = inner
    for name in some:
        item = ElementTree.fromstring(f'<li>{typography.name(name)}</li>')
        item.attrib.update(model.path[-1].attrib)
        item.set('style', 'break-inside:avoid;' + item.get('style', ''))
        holder.append(item)
    return '<!doctype html>' + ElementTree.tostring(root, encoding='unicode', method='html')


def _bare(element: Any) -> Any:
    return ElementTree.Element(element.tag, dict(element.attrib))
