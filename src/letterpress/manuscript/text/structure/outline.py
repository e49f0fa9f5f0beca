"""The blocks of a text as a reader sees them: lists with their entries, quotations, tables.

A text is kept as a row of blocks, so that each has its number and its line; whoever prints it takes
the outline, where what belongs together is one part.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from letterpress.manuscript.model import Block
from letterpress.values import dataclass

SHORT = 8  # rows: a table of no more stands on one page


@dataclass(frozen=True)
class Heading:
    """A heading below the title: of the first rank or below that."""

    block: Block
    rank: int  # 1, 2: a rank is never skipped
    kind: str = 'heading'


@dataclass(frozen=True)
class Entry:
    """An entry of a list, and the lists that stand in it."""

    block: Block
    inner: tuple[Listing, ...] = ()


@dataclass(frozen=True)
class Listing:
    """A list: with numbers, or with dashes."""

    entries: tuple[Entry, ...]
    kind: str = 'list'

    @property
    def numbered(self) -> bool:
        """Whether its entries have numbers."""
        return bool(self.entries[0].block.point)


@dataclass(frozen=True)
class Quotation:
    """A quotation in its paragraphs."""

    blocks: tuple[Block, ...]
    kind: str = 'quote'


@dataclass(frozen=True)
class Table:
    """A table: its head, and its rows of as many cells."""

    head: tuple[Block, ...]
    rows: tuple[tuple[Block, ...], ...]
    kind: str = 'table'

    @property
    def short(self) -> bool:
        """Whether it should not be parted."""
        return len(self.rows) <= SHORT


Part = Block | Heading | Listing | Quotation | Table  # a Block: a paragraph


def outline(blocks: Iterable[Block]) -> tuple[Part, ...]:
    """Return the parts of a text, in order."""
    found: list[Part] = []
    ranks: list[int] = []
    for _, group in groupby(_numbered(blocks), key=lambda pair: pair[0]):
        together = [block for _, block in group]
        first = together[0]
        if first.kind == 'item':
            found += _lists(together)
        elif first.kind == 'quote':
            found.append(Quotation(tuple(together)))
        elif first.kind == 'cell':
            found.append(_table(together))
        elif first.kind == 'heading':
            while ranks and ranks[-1] >= first.level:
                ranks.pop()
            ranks.append(first.level)
            found.append(Heading(first, min(len(ranks), 2)))
        else:
            found.append(first)
    return tuple(found)


def _numbered(blocks: Iterable[Block]) -> Iterable[tuple[int, Block]]:
    """Yield each block with the number of the part that it belongs to."""
    number, before = 0, None
    for block in blocks:
        goes_on = before is not None and before.kind == block.kind and _belongs(block)
        number += not goes_on
        yield number, block
        before = block


def _belongs(block: Block) -> bool:
    """Say whether a block belongs to the part of the one before it, which is of its kind."""
    if block.kind == 'cell':
        return (block.row, block.column) != (0, 0)
    return block.kind == 'item' or (block.kind == 'quote' and block.goes_on)


def _lists(entries: Sequence[Block]) -> list[Listing]:
    """Return entries that follow each other as lists: a number and a dash are not of one list."""
    least = min(entry.depth for entry in entries)
    nested: list[tuple[Block, list[Block]]] = []
    for entry in entries:
        if entry.depth > least and nested:
            nested[-1][1].append(entry)
        else:
            nested.append((entry, []))
    return [
        Listing(
            tuple(Entry(block, tuple(_lists(inner)) if inner else ()) for block, inner in group)
        )
        for _, group in groupby(nested, key=lambda pair: pair[0].point)
    ]


def _table(cells: Sequence[Block]) -> Table:
    head, *rows = (tuple(group) for _, group in groupby(cells, key=lambda cell: cell.row))
    return Table(head, tuple(rows))
