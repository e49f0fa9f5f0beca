"""The initials of the roll: names that stand under one letter.

A name is a signatory, who knows the initial it stands under (that of what it is sorted by), or a
mere text, which stands under its own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.manuscript.model import PublicSignatory

    Name = str | PublicSignatory


@dataclass(frozen=True)
class Group:
    """Names that share an initial; not `new` where the group goes on from the column before."""

    initial: str
    names: tuple[str, ...]
    new: bool = True

    @property
    def share(self) -> float:
        """How large its initial is set, as a part of the size of the others."""
        return share(self.initial)


BETWEEN, AND, TO = ' – ', ' · ', ' … '  # in a running head
SMALL = 0.8  # of the size of a heading: so an Arabic initial stands in its line, before its names


def head(initials: Iterable[str]) -> str:
    """Return the initials of a page as its running head has them: from which one to which.

    A dash joins letters of one alphabet alone, “U – Z · Α – Κ”; of more alphabets than two the
    first and the last are told, “U – Z … Α – Κ”.
    """
    parts = [
        BETWEEN.join(dict.fromkeys((members[0], members[-1])))
        for members in (list(some) for _, some in groupby(initials, key=_alphabet))
    ]
    return AND.join(parts) if len(parts) < 3 else TO.join((parts[0], parts[-1]))


def share(initial: str) -> float:
    """Return how large an initial is set, as a part of the size of the others.

    Arabic letters are as wide as three of the others and reach above and below their line: the next
    initial, or the name beside it, would stand in them.
    """
    return SMALL if _alphabet(initial) == 'ARABIC' else 1.0


def initials_of(names: Iterable[Name]) -> list[str]:
    """Return the initial under which each name stands; the order of the names is given.

    A signatory's own, of a mere text the first letter without accents; '#' stands for figures.
    """
    return [
        _initial(name) if isinstance(name, str) else name.initial or _initial(name.name)
        for name in names
    ]


def by_initial(names: Sequence[Name]) -> tuple[Group, ...]:
    """Return the names in their order, those under one initial together.

    The roll where there are no columns to fill.
    """
    named = zip(texts_of(names), initials_of(names), strict=True)
    return tuple(
        Group(initial, tuple(name for name, _ in members))
        for initial, members in groupby(named, key=lambda pair: pair[1])
    )


def texts_of(names: Iterable[Name]) -> list[str]:
    """Return the names as texts, each person's with role and affiliation."""
    return [name if isinstance(name, str) else name.line for name in names]


def _alphabet(initial: str) -> str:
    """Return to which alphabet an initial belongs: the first word of its name in Unicode."""
    return unicodedata.name(initial[:1], '').partition(' ')[0]


def _initial(name: str) -> str:
    for character in unicodedata.normalize('NFD', name):
        if character.isalpha():
            return character.title()[0]  # Georgian has capitals that no text begins with
        if character.isdigit():
            return '#'
    return '#'
