"""Folios of a document that has more pages than the engine lays out.

`counter(page)` and `counter(pages)` count those that are repeated. On a page that stands for
several the margin boxes are laid out twice more, with numbers that no document has: what differs
then is the number of the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import weasyprint.layout
from weasyprint.formatting_structure import boxes

from letterpress.layout.rolls.leaves import Leaves
from letterpress.press.reaches.boxes import Box, attribute, descend
from letterpress.values import dataclass

_NEVER = 7777, 8888
_ARABIC_INDIC = str.maketrans('0123456789', '٠١٢٣٤٥٦٧٨٩')


@dataclass(frozen=True)
class Folio:
    """A text in the margin that holds the number of its page: what stands around the number."""

    box: Box
    before: str
    after: str
    eastern: bool

    def text(self, page: int) -> str:
        """Return the text for a page."""
        number = str(page).translate(_ARABIC_INDIC) if self.eastern else str(page)
        return f'{self.before}{number}{self.after}'


def places(page: Box) -> Iterator[tuple[int, Box]]:
    """Yield the numbers and blocks of the places for names on a page."""
    seen: set[int] = set()
    for box in descend(page):
        number = attribute(box, 'data-leaf')
        if number and isinstance(box, boxes.BlockLevelBox) and id(box.element) not in seen:
            seen.add(id(box.element))
            yield int(number), box


@contextmanager
def counted(leaves: Leaves) -> Iterator[None]:
    """Have the engine count the pages that leaves repeat, and note the folios of those."""
    if not leaves:
        yield
        return
    ordinary = weasyprint.layout.make_margin_boxes
    before: dict[int, int] = {}  # pages that are repeated before the next one, by the layout

    def instead(context: Any, page: Box, state: Any) -> Iterator[Box]:
        counters = state[1]
        there, total = counters.get('page', [0]), counters['pages']
        added = before.get(id(context), 0) if context.current_page > 1 else 0
        more = sum(
            len(leaves.places[number]) - 1
            for number, _ in places(page)
            if number < len(leaves.places)
        )
        before[id(context)] = added + more

        def made(number: int) -> list[Box]:
            counters['page'], counters['pages'] = [number], [total[-1] + leaves.more]
            try:
                return list(ordinary(context, page, state))
            finally:
                counters['page'], counters['pages'] = there, total

        own = made(there[-1] + added)
        if more:
            strange = [_texts(made(number)) for number in _NEVER]
            page.folios = [
                folio
                for box, one, other in zip(_texts(own), *strange, strict=True)
                if (folio := _folio(box, one.text, other.text))
            ]
            page.number_in_document = there[-1] + added
        yield from own

    weasyprint.layout.make_margin_boxes = instead
    try:
        yield
    finally:
        weasyprint.layout.make_margin_boxes = ordinary


def _texts(margins: list[Box]) -> list[Box]:
    return [box for one in margins for box in descend(one) if isinstance(box, boxes.TextBox)]


def _folio(box: Box, one: str, other: str) -> Folio | None:
    if one == other:
        return None
    for eastern in (False, True):
        numbers = [
            str(number).translate(_ARABIC_INDIC) if eastern else str(number) for number in _NEVER
        ]
        before, found, after = one.partition(numbers[0])
        if found and other == f'{before}{numbers[1]}{after}':
            return Folio(box, before, after, eastern)
    return None
