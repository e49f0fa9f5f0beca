"""Look for what breaks the claim of PDF/UA: what WeasyPrint 70 tags as the standard forbids.

Each was tried with veraPDF, one feature a file (tests/conformance holds bad twins of some). The
engine logs none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from weasyprint.formatting_structure import boxes

from letterpress.findings import Finding
from letterpress.press.reaches.boxes import Box, attribute, children, descend
from letterpress.press.records import Sources
from letterpress.press.tags.tagging import SVG, decorative


def findings(document: Any, sources: Sources) -> Iterator[Finding]:
    """Yield an LP406 for each construct, in the order of the pages."""
    level, headings = 0, set()
    for page in document.pages:
        for box in _read_aloud(page._page_box):
            tag = (box.element_tag or '') if box.element is not None else ''
            # One heading may have boxes on two pages.
            if re.fullmatch('h[1-6]', tag) and id(box.element) not in headings:
                headings.add(id(box.element))
                if int(tag[1]) > level + 1:
                    before = f'<h{level}>' if level else 'no <h1>'
                    yield _fault(
                        sources,
                        rf'<{tag}\b',
                        f'a heading <{tag}> follows {before}',
                        f'make it <h{level + 1}>: levels are not skipped',
                    )
                level = int(tag[1])
            yield from _box_faults(box, tag, sources)


def _read_aloud(box: Box) -> Iterator[Box]:
    if isinstance(box, boxes.MarginBox) or decorative(box):
        return
    yield box
    for child in children(box):
        yield from _read_aloud(child)


def _box_faults(box: Box, tag: str, sources: Sources) -> Iterator[Finding]:
    yield from _drawing_faults(box, tag, sources)
    yield from _opacity_faults(box, tag, sources)
    yield from _link_faults(box, tag, sources)
    yield from _table_faults(box, tag, sources)


def _drawing_faults(box: Box, tag: str, sources: Sources) -> Iterator[Finding]:
    if tag != SVG or not isinstance(box, boxes.ReplacedBox):
        return
    title = box.element.find('{http://www.w3.org/2000/svg}title')
    if title is None or not (title.text or '').strip():
        yield _fault(
            sources,
            '<svg',
            'a drawing (<svg>) has no description',
            'begin it with <title>…</title>; if it is decoration, write aria-hidden="true"',
        )


def _opacity_faults(box: Box, tag: str, sources: Sources) -> Iterator[Finding]:
    if box.style['opacity'] >= 1:
        return
    if any(isinstance(inner, (boxes.TextBox, boxes.ReplacedBox)) for inner in descend(box)):
        yield _fault(
            sources,
            r'opacity\s*:',
            f'<{tag}> has an opacity, and text or a picture in it',
            'such content is lost to a screen reader; use a colour with transparency: rgba(…)',
        )


def _link_faults(box: Box, tag: str, sources: Sources) -> Iterator[Finding]:
    if tag != 'a' or not attribute(box, 'href') or not isinstance(box, boxes.InlineBox):
        return
    if all(map(partial(_may_stand_in_link, box), children(box))):
        return
    words = ''.join(box.element.itertext()).strip()[:40]
    yield _fault(
        sources,
        r'<a\b',
        f'the link “{words}” holds more than bare text',
        'put the text directly into <a>; a lang="…" may stand on the <a> itself',
    )


def _may_stand_in_link(link: Box, inner: Box) -> bool:
    """Say whether a box is bare text of a link, or decoration; a::after is of the same element."""
    bare = isinstance(inner, (boxes.TextBox, boxes.LineBox)) or inner.element is link.element
    return bare or decorative(inner)


def _table_faults(box: Box, tag: str, sources: Sources) -> Iterator[Finding]:
    if tag == 'th' and isinstance(box, boxes.TableCellBox) and (box.colspan > 1 or box.rowspan > 1):
        yield _fault(
            sources,
            r'<th\b[^>]*span',
            'a heading of a table spans several cells',
            'give each column a heading of its own',
        )
    if not isinstance(box, boxes.TableBox):
        return
    inside = list(descend(box))
    rows = (inner for inner in inside if isinstance(inner, boxes.TableRowBox))
    widths = {sum(cell.colspan for cell in row.children) for row in rows}
    deep = any(isinstance(inner, boxes.TableCellBox) and inner.rowspan > 1 for inner in inside)
    if len(widths) > 1 and not deep:
        yield _fault(
            sources,
            r'<table\b',
            'the rows of a table have different numbers of cells',
            'fill the rows with empty cells',
        )


def _fault(sources: Sources, pattern: str, what: str, hint: str) -> Finding:
    return Finding(sources.page(pattern), 'LP406', what, hint)
