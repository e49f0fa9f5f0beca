"""A text in its sections, and entries that a figure leads: what sheets of facts and questions are.

A section begins with a heading of the highest rank that the text has. An entry of a list is led by
a figure where it opens with strong words that are short and hold a digit: **8 million** faces.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from letterpress.manuscript.model import Block
from letterpress.values import dataclass

LONG = 16  # characters: strong words that are longer are words, no figure
_BETWEEN = ' \u00a0\u202f:,;.–—-،؛'  # what may part a figure from what it counts


@dataclass(frozen=True)
class Section:
    """A part of a text under a heading of the first rank; None: before the first heading."""

    heading: Block | None
    blocks: tuple[Block, ...]


def sections(blocks: Iterable[Block]) -> tuple[Section, ...]:
    """Return the sections of a text, in order; what stands before its first heading is one, too."""
    blocks = tuple(blocks)
    highest = min((block.level for block in blocks if block.kind == 'heading'), default=0)
    found: list[tuple[Block | None, list[Block]]] = []
    for block in blocks:
        if block.kind == 'heading' and block.level == highest:
            found.append((block, []))
        elif found:
            found[-1][1].append(block)
        else:
            found.append((None, [block]))
    return tuple(Section(heading, tuple(held)) for heading, held in found)


def led(block: Block) -> tuple[str, Block] | None:
    """Return the figure that leads an entry, and the entry without it; None where none does."""
    if len(block.runs) < 2 or block.kind != 'item':
        return None
    first, second, *others = block.runs
    text = first.text.strip(_BETWEEN)
    plain = not first.href and first.note is None
    if not (plain and first.strong and len(text) <= LONG and any(map(str.isdigit, text))):
        return None
    rest = replace(second, text=second.text.lstrip(_BETWEEN))
    return text, replace(block, runs=(rest, *others))
