"""A text in its sections, and entries that a few words lead: what sheets of facts are made of.

A section begins with a heading of the highest rank that the text has. An entry of a list is led by
the strong words that it opens with, where they are short: **8 million** faces, **Borders.** Gates.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from letterpress.manuscript.model import Block
from letterpress.values import dataclass

LONG = 16  # characters: words that are longer are no figure
LONGEST = 44  # and those lead no entry
_BETWEEN = ' \u00a0\u202f:,;.–—-،؛'  # what may part them from the words that follow


@dataclass(frozen=True)
class Section:
    """A part of a text under a heading of the first rank; None: before the first heading."""

    heading: Block | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Led:
    """An entry that is led by a few words, and the entry without them.

    figure: whether they are a number, with what it counts perhaps.
    """

    words: str
    rest: Block
    figure: bool


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


def led(block: Block) -> Led | None:
    """Return what leads an entry of a list; None where nothing does."""
    if len(block.runs) < 2 or block.kind != 'item':
        return None
    first, second, *others = block.runs
    text = first.text.strip(_BETWEEN)
    plain = first.strong and not first.href and first.note is None
    if not (plain and text and len(text) <= LONGEST):
        return None
    rest = replace(second, text=second.text.lstrip(_BETWEEN))
    figure = len(text) <= LONG and any(map(str.isdigit, text))
    return Led(text, replace(block, runs=(rest, *others)), figure)
