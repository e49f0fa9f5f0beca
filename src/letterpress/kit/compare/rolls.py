"""Who signed since, who is gone, whose name is written otherwise: two rolls of public names."""

from __future__ import annotations

from letterpress.base import tables
from letterpress.manuscript.roll.files import EMBARGO
from letterpress.values import dataclass

_CELL = 100_000  # characters, far more than a name has


@dataclass(frozen=True)
class Roll:
    """The changes of a roll, names as they are printed, in the order of the roll."""

    before: int  # how many it had
    after: int
    joined: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()  # before, after
    otherwise: tuple[str, ...] = ()  # with another address, country or kind

    @property
    def changed(self) -> bool:
        """Whether anything is different."""
        return bool(self.joined or self.gone or self.renamed or self.otherwise)


def compare(before: bytes, after: bytes) -> Roll:
    """Compare two tables of names (manuscript/roll/files.to_csv): one is who has the same id.

    Raises ValueError for a table that has no column `id` or `name`, and tables.Unreadable.
    """
    old, new = _rows(before), _rows(after)
    both = [key for key in new if key in old]
    return Roll(
        len(old),
        len(new),
        tuple(row['name'] for key, row in new.items() if key not in old),
        tuple(row['name'] for key, row in old.items() if key not in new),
        tuple(
            (old[key]['name'], new[key]['name'])
            for key in both
            if old[key]['name'] != new[key]['name']
        ),
        tuple(
            new[key]['name']
            for key in both
            if old[key]['name'] == new[key]['name'] and old[key] != new[key]
        ),
    )


def _rows(table: bytes) -> dict[str, dict[str, str]]:
    text = table.decode('utf-8-sig', 'replace')
    head, *rows = [row.cells for row in tables.read(text, ',', _CELL)] or [[]]
    if not {'id', 'name'} <= set(head):
        raise ValueError('no table of names: it has no columns “id” and “name”')
    # a column that is not there and an empty one say the same; the line of an embargo is no word on
    # whoever signed
    told = [
        {key: cell for key, cell in zip(head, row, strict=False) if cell and key != EMBARGO}
        for row in rows
    ]
    return {row.get('id', ''): {'name': '', **row} for row in told if row}
