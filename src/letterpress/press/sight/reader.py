"""What a reader would miss or not see: text that is lost, hidden, over other text, out of place.

One walk over what was laid out, once it is drawn (press/seen): every stretch of text of every page
against its column, its frames and the sheet (overset), against every other (overlaps), and against
the areas it stands on (contrast); and the composition's words against those that were drawn (lost).
It holds for every layout: what a layout means to be so, it says in the template (`data-over`,
stretches.OVER); no name of a layout stands here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes

from letterpress.findings import Finding
from letterpress.press.records import Sources
from letterpress.press.sight import contrast, lost, overlaps, overset
from letterpress.press.sight.seen import Seen
from letterpress.press.sight.stretches import stretches

if TYPE_CHECKING:
    from letterpress.layout.composition import Composition


def findings(
    document: Any, html: Any, seen: Seen, composition: Composition, sources: Sources
) -> Iterator[Finding]:
    """Yield LP355 to LP361 for a document that was drawn while `seen` was watching.

    `html` is what it was made of.
    """
    yield from overset.too_many(document, composition, sources)
    allowed = document.pages[: composition.max_pages]
    # Pages that are too many were drawn too, but only the first of them was named.
    for number, (page, drawn) in enumerate(zip(allowed, seen.pages, strict=False), 1):
        where = f'{overset.name_of(composition)}, page {number}'
        texts = list(stretches(page._page_box, drawn))
        yield from overset.findings(page, texts, where, sources)
        yield from overlaps.findings(texts, where, sources)
        yield from contrast.findings(texts, drawn, where, sources)
    yield from lost.findings(html, seen.pages, composition, sources)


def is_text(thing: object) -> bool:
    """Say whether something is a stretch of text of a page."""
    return isinstance(thing, boxes.TextBox)
