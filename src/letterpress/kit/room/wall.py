"""The names as the wall of the broadside: rows that fill the measure, large and small in turn.

How wide a name is, the typeface says; so many names stand in a row that it comes near to its share
of the measure, and its size makes it fill it. On a telephone the rows go on over several lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from letterpress.kit.room.headline import Setter
from letterpress.manuscript.model import PublicSignatory
from letterpress.press.typefaces import lettering
from letterpress.values import dataclass

MOST = 300  # names that stand in the room itself
FIRST = 60  # of more, so many
LARGE, SMALL = 21.0, 33.0  # em that a row is long
APART = 0.5  # em between two names
BESIDE = 0.55  # of a name's size, what stands beside it


@dataclass(frozen=True)
class Row:
    """Names of one row; `size` is the em in its measure, in tenths, `large` every other one."""

    names: tuple[PublicSignatory, ...]
    size: int
    large: bool


def rows(names: Sequence[PublicSignatory], setter: Setter | None) -> tuple[Row, ...]:
    """Return names in rows, in their order."""
    return tuple(_rows(names, setter))


def _rows(names: Iterable[PublicSignatory], setter: Setter | None) -> Iterator[Row]:
    large, row, wide = True, list[PublicSignatory](), 0.0
    for name in names:
        own = _wide(name, setter)
        full = LARGE if large else SMALL
        # whichever is nearer to a full row: with this name, or without it
        if row and wide + APART + own - full > full - wide:
            yield _row(row, wide, large)
            large, row, wide = not large, [], 0.0
        wide += own + (APART if row else 0.0)
        row.append(name)
    if row:
        yield _row(row, max(wide, (LARGE if large else SMALL) * 0.8), large)


def _row(names: Iterable[PublicSignatory], wide: float, large: bool) -> Row:
    return Row(tuple(names), round(max(wide, LARGE / 2) * 10.2), large)


def _wide(name: PublicSignatory, setter: Setter | None) -> float:
    """Return how wide a name is in em; about as wide, where no typeface says so."""
    beside = len(name.beside) * 0.4 * BESIDE
    if setter is None or not lettering.covered(name.name, setter.faces):
        return len(name.name) * 0.42 + beside
    return setter.shape(name.name).width + beside
