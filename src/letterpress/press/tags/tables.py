"""Tables that go on over the page: one table, whose head stands in it once.

The engine repeats the head of a table on each page and makes a table of each part. To whoever
listens it is one (ISO 14289-1, 7.5): the head that is repeated is an artifact of the page, the rows
below it name the cells of the first head, and the parts are joined as those of any block are
(tree.join_fragments).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pydyf
from weasyprint.formatting_structure import boxes

from letterpress.press.reaches.boxes import Box, children, descend, real

if TYPE_CHECKING:
    from letterpress.press.tags.tree import Tagged


class Heads:
    """The heads of a document's tables, and which of them are repeated."""

    def __init__(self) -> None:
        self._begun: set[int] = set()  # the HTML elements of tables that stand on a page before
        self._own: dict[int, pydyf.Dictionary] = {}  # a cell's HTML element: its tag in the first
        self._again: list[tuple[int, pydyf.Dictionary]] = []  # the element of one, what stands in

    def repeated(self, page: Any) -> list[Box]:
        """Return the heads of a page whose tables began on a page before; pages come in turn."""
        tables = [
            box
            for box in descend(page)
            if isinstance(box, boxes.TableBox) and box.element is not None
        ]
        found = [
            group
            for table in tables
            if id(table.element) in self._begun
            for group in children(table)
            if isinstance(group, boxes.TableRowGroupBox) and group.is_header
        ]
        self._begun.update(id(table.element) for table in tables)
        return found

    def stand_in(self, head: Box) -> None:
        """Give the cells of a repeated head what the engine writes their names to."""
        for cell in _cells(head):
            again = pydyf.Dictionary({'A': pydyf.Dictionary()})
            cell.mark = again
            self._again.append((id(cell.element), again))

    def name(self, tagger: Tagged, pdf: pydyf.PDF) -> None:
        """Let cells below a repeated head name those of the first one."""
        if not self._again:
            return
        for one in pdf.objects:
            box = tagger.made_of.get(one.number)
            if isinstance(box, boxes.TableCellBox) and 'ID' in one:
                self._own.setdefault(id(box.element), one)
        names = {
            again['ID'].string: self._own[element]['ID']
            for element, again in self._again
            if 'ID' in again and element in self._own
        }
        for one in pdf.objects:
            if isinstance(tagger.made_of.get(one.number), boxes.TableCellBox):
                attributes = one.get('A', {})
                if 'Headers' in attributes:
                    attributes['Headers'] = pydyf.Array(
                        names.get(name.string, name) for name in attributes['Headers']
                    )


def _cells(head: Box) -> Iterator[Box]:
    return (box for box in map(real, descend(head)) if isinstance(box, boxes.TableCellBox))
