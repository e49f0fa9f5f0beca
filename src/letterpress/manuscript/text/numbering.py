"""Numbered lists: the numbers that are printed are those that were typed.

Nobody numbers a list by chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from letterpress.findings import Finding
from letterpress.manuscript import locales
from letterpress.manuscript.model import Block


def label(block: Block, language: str) -> str:
    """Return what stands before an entry of a numbered list, in the language's digits.

    '2.', '٢.'; '' for any other.
    """
    return locales.digits(str(block.number), language) + block.point if block.point else ''


def numbered(blocks: Iterable[Block]) -> list[list[Block]]:
    """Return the numbered lists of a text, each as its entries.

    A list in an entry is one of its own, and does not part the one around it.
    """
    found: list[list[Block]] = []
    open_at: dict[int, list[Block]] = {}  # by depth
    for block in blocks:
        if block.kind != 'item':
            open_at.clear()
            continue
        for deeper in [depth for depth in open_at if depth > block.depth]:
            del open_at[deeper]
        known = open_at.get(block.depth)
        if known is not None and known[-1].point == block.point:
            known.append(block)
        else:
            open_at[block.depth] = known = [block]
            if block.point:
                found.append(known)
    return found


def check(blocks: Iterable[Block]) -> Iterator[Finding]:
    """Find numbers that are not 1, 2, 3 … (LP154).

    A list begins with 1 or goes on from the one above; one in an entry begins with 1.
    """
    found = tuple(blocks)
    yield from _counted([one for one in numbered(found) if not one[0].depth])
    for inner in numbered(found):
        if inner[0].depth:
            yield from _counted([inner])


def _counted(found: list[list[Block]]) -> Iterator[Finding]:
    last = 0
    for entries, after in zip(found, [*found[1:], None], strict=False):  # no list: None alone
        first = entries[0].number
        goes_on = 0 < last == first - 1
        if first != 1 and not goes_on:
            yield Finding(
                entries[0].place,
                'LP154',
                f'a numbered list begins with {first}',
                'begin it with 1, or go on from the list above; a paragraph that begins with a '
                f'number needs a backslash: {first}\\{entries[0].point}',
            )
        elif len(entries) == 1 and not goes_on and (after is None or after[0].number != 2):
            yield Finding(
                entries[0].place,
                'LP154',
                'a numbered list has one entry',
                'a paragraph that begins with a number needs a backslash: '
                f'{first}\\{entries[0].point}',
            )
        for one, two in pairwise(entries):
            if two.number != one.number + 1:
                yield Finding(
                    two.place,
                    'LP154',
                    f'the number {two.number} follows {one.number}',
                    'number the entries as they are to be printed, one after the other',
                )
        last = entries[-1].number
