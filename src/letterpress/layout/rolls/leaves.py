"""Leaves: the names that a place of a composition shows, page after page, line by line.

A template leaves an element empty that bears the number of a place (attribute data-leaf). Where
the place has several leaves, its page is repeated for each, with its own folio and its own running
head (the element with data-range in the same section).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from letterpress.values import dataclass

# The lines of a name, as they are set. Where the second is empty, the engine breaks the name.
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The rows that stand under one initial in a column; not `new` where they only go on."""

    initial: str
    rows: tuple[Row, ...]
    new: bool


Column = tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """What one page shows in its place: columns of rows, and the number of the first of them."""

    columns: tuple[Column, ...]
    first: int  # of the roll, from 1
    range: str = ''  # its initials, as its running head has them

    def rows(self) -> Iterator[Row]:
        """Yield all rows in their order."""
        for column in self.columns:
            for stretch in column:
                yield from stretch.rows


@dataclass(frozen=True)
class Leaves:
    """What the places of a document show, by their numbers; a place with a leaf has one or more.

    `model` is the place that holds a few names set by the engine, to be measured and taken out.
    """

    places: tuple[tuple[Leaf, ...], ...] = ()
    model: int = -1

    def __bool__(self) -> bool:
        return bool(self.places)

    @property
    def more(self) -> int:
        """How many pages there are beside those of the markup."""
        return sum(len(leaves) - 1 for leaves in self.places)

    def digest(self) -> str:
        """Return the SHA-256 (hex) of all that they show; '' where there are none."""
        if not self.places:
            return ''
        made = hashlib.sha256(str(self.model).encode())
        for leaves in self.places:
            for leaf in leaves:
                made.update(repr((leaf.first, leaf.range, leaf.columns)).encode())
            made.update(b'\0')
        return made.hexdigest()


NO_LEAVES = Leaves()
