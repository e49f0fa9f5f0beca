"""The order of names: Unicode Collation Algorithm, the root table (DUCET 10.0, punctuation counts), no language's own.

One order for all languages, so that a name stands at the same place in every edition of the letter. pyuca has the
algorithm and the table; to read all 34 000 rows of it takes 0.2 s, so only the rows of the characters at hand are read
(0.02 s). That changes no key: the algorithm looks up no row whose first character is not in the text.
"""
from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources

from pyuca.collator import Collator_10_0_0


def keys(texts: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Return the sort key of each text; keys of one call and of several calls can be compared with each other."""
    collator = _Part(unicodedata.normalize('NFD', ''.join(texts)))
    return tuple(collator.sort_key(text) for text in texts)


@cache
def _rows() -> tuple[tuple[str, str], ...]:
    """Return the rows of the table, each with the hexadecimal code point that it starts with ('' for a declaration)."""
    name = f'allkeys-{Collator_10_0_0.UCA_VERSION}.txt'
    text = resources.files('pyuca').joinpath(name).read_text(encoding='utf-8')
    return tuple((row.partition(' ')[0], row) for row in text.splitlines() if row and row[0] != '#')


class _Part(Collator_10_0_0):
    """pyuca's collator, with the rows that start with one of the given characters."""

    def __init__(self, characters: Iterable[str]):
        self.characters = {f'{ord(character):04X}' for character in characters}
        super().__init__('')        # '': the table's path, which `load` below has no use for

    def load(self, filename: str) -> None:
        from pyuca.collator import COLL_ELEMENT_PATTERN
        from pyuca.utils import hexstrings2int
        for first, row in _rows():
            if first in self.characters:
                points, _, elements = row.partition('#')[0].partition(';')
                self.table.add(hexstrings2int(points.split()),
                               [hexstrings2int(weights) for weights in COLL_ELEMENT_PATTERN.findall(elements)])
            elif first == '@implicitweights':
                span, _, base = row.removeprefix('@implicitweights').partition(';')
                self.implicit_weights.append([int(part, 16) for part in (*span.split('..'), base.partition('#')[0])])
