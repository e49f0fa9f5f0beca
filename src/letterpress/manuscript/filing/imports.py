"""Put the members of a chamber into its table of addressees.

Names, civilities and e-mail addresses go into the seats. Only empty cells are filled. What a person
wrote into the table stays, byte for byte. Where the list says otherwise, that is a finding, and
`replace` takes the list's word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace as changed

from letterpress.base import tables
from letterpress.findings import Finding, Place, Rejected, ordered
from letterpress.manuscript.filing import table as recipients_table
from letterpress.manuscript.filing.members import Member, same_name, seat
from letterpress.manuscript.yaml.shapes import Report
from letterpress.values import dataclass

COLUMNS = ('civility', 'name', 'email')


@dataclass(frozen=True)
class Merged:
    """The table with the members in it, and what is to be looked at.

    `changed` and `known` count the rows that changed, and those that were right already.
    """

    text: str
    changed: int
    known: int
    doubts: tuple[Finding, ...]


@dataclass
class _Seat:
    """A row of the table that stands for a seat.

    `cells` are to be written into it; `taken` says whether its member is found.
    """

    row: recipients_table.Row
    cells: dict[str, str]
    taken: bool = False

    @property
    def name(self) -> str:
        return self.row.cells['name']

    @property
    def civility(self) -> str:
        return self.cells.get('civility', self.row.cells['civility'])


def merge(text: str, path: str, members: Iterable[Member], replace: bool = False) -> Merged:
    """Return the table (`text` of the file `path`) with the members in their seats.

    Codes: LP263 nobody in the list for a seat, LP264 a member for whom the table has no seat, LP265
    the table says otherwise, LP266 the list gives no civility. Raises Rejected as
    `recipients_table.table`, and LP252 where the table has no columns to fill.
    """
    seats = _seats(text, path)
    sitting: dict[str, list[Member]] = {}
    for member in members:
        sitting.setdefault(member.seat, []).append(member)
    filling = _Filling(path, replace)
    for key in dict.fromkeys((*seats, *sitting)):
        filling.fill(seats.get(key, []), sitting.get(key, []))
    every = [one for group in seats.values() for one in group]
    filling.say_civilities([one for one in every if one.taken and not one.civility])
    touched = {one.row.line: one.cells for one in every if one.cells}
    return Merged(
        _rewritten(text, touched) if touched else text,
        len(touched),
        sum(one.taken and not one.cells for one in every),
        ordered(filling.report.findings),
    )


def _seats(text: str, path: str) -> dict[str, list[_Seat]]:
    """Return the rows that stand for seats, by the key of the seat."""
    rows = recipients_table.table(text, path)
    lacking = [
        column
        for column in ('civility', 'name', 'constituency')
        if not rows or column not in rows[0].cells
    ]
    if lacking:
        raise Rejected(
            Finding(
                Place(path, 1),
                'LP252',
                f'the table lacks the columns {", ".join(lacking)}'
                if rows
                else 'the table has no rows',
                f'there may be: {", ".join(recipients_table.COLUMNS)}',
            )
        )
    found: dict[str, list[_Seat]] = {}
    for row in rows:
        if row.cells['constituency']:
            found.setdefault(seat(row.cells['constituency']), []).append(_Seat(row, {}))
    return found


class _Filling:
    """Seats filled one constituency after the other, and everything that a person must look at."""

    def __init__(self, path: str, replace: bool):
        self.path = path
        self.replace = replace
        self.report = Report()

    def fill(self, seats: Sequence[_Seat], members: Sequence[Member]) -> None:
        """Put the members of one constituency into its seats.

        Those who sit there already, then the others.
        """
        waiting = []
        for member in members:
            free = (one for one in seats if not one.taken)
            own = next((one for one in free if _is_called(one, member)), None)
            if own is None:
                waiting.append(member)
            else:
                self._complete(own, changed(member, name=own.name))
        if len(seats) == 1 < len(members):  # which of the two sits there is not for us to say
            for member in waiting:
                self._homeless(member, seats)
            return
        # stable: the empty ones first, each kind in the table's order
        left = sorted((one for one in seats if not one.taken), key=lambda one: bool(one.name))
        for member, one in zip(waiting, left, strict=False):  # who is over comes below
            if one.name and not self.replace:
                one.taken = True
                what = f'{one.name} stands in this row, but {member.name} in the list'
                self._otherwise(one, what)
            else:
                self._complete(one, member)
        for member in waiting[len(left) :]:
            self._homeless(member, seats)
        for one in left[len(waiting) :]:
            self._vacant(one)

    def _complete(self, one: _Seat, member: Member) -> None:
        """Write a member into a seat: what is empty, and with `replace` what differs."""
        one.taken = True
        same = not one.name or _is_called(one, member)
        for column in COLUMNS:
            old, new = one.row.cells.get(column), getattr(member, column)
            if old is None or old.casefold() == new.casefold() or (same and not new):
                continue  # no such column, or nothing to say
            if not old or self.replace:
                one.cells[column] = new
            else:
                self._otherwise(
                    one,
                    f'the {column} of {member.name} is {old} in this row, but {new} in the list',
                )

    def _otherwise(self, one: _Seat, what: str) -> None:
        self.report.add(
            Place(self.path, one.row.line),
            'LP265',
            f'{what}: the row stays as it is',
            'change it by hand, or import with --replace',
        )

    def _homeless(self, member: Member, seats: Sequence[_Seat]) -> None:
        free = 'free ' if seats else ''
        self.report.add(
            member.place,
            'LP264',
            f'the table has no {free}seat for {member.name} ({member.constituency})',
            'look whether the list has two for one seat, or add a row to the table',
        )

    def _vacant(self, one: _Seat) -> None:
        where = f'for the seat {one.row.cells["constituency"]} ({one.row.cells["id"]})'
        if one.name and self.replace:
            one.cells.update({column: '' for column in COLUMNS if one.row.cells.get(column)})
        if one.name:
            self.report.add(
                Place(self.path, one.row.line),
                'LP263',
                f'{one.name} is not in the list any more, {where}',
                'the row was emptied: it is addressed by its office'
                if self.replace
                else 'the row stays as it is; import with --replace to empty it',
            )
        else:
            self.report.add(
                Place(self.path, one.row.line),
                'LP263',
                f'the list has nobody {where}',
                'it may be vacant; the letter is addressed to the office',
            )

    def say_civilities(self, silent: Sequence[_Seat]) -> None:
        """Say once how many have a name and no civility."""
        if silent:
            self.report.add(
                Place(self.path, silent[0].row.line),
                'LP266',
                'the list does not say who is Madame and '
                f'who Monsieur: {len(silent)} keep both forms of address',
                'import deputes-active.csv of '
                'data.gouv.fr too, which says it, or fill the column civility by hand',
            )


def _is_called(one: _Seat, member: Member) -> bool:
    return same_name(one.name) == same_name(member.name)


# ---- the table's text ----


def _rewritten(text: str, touched: Mapping[int, Mapping[str, str]]) -> str:
    """Return the text with some cells changed, by the number of the row's first line.

    Every other row stays as it was.
    """
    old = text.split('\n')
    comma = tables.separator(text)
    new: list[str] = []
    headings: list[str] = []
    last = 0
    for row in tables.read(
        text, comma, recipients_table.MAX_CELL, strict=False, after_blanks=False
    ):
        last = row.last
        cells = row.cells
        if row.line in touched:
            cells += [''] * (len(headings) - len(cells))
            for column, value in touched[row.line].items():
                cells[headings.index(column)] = value
            new.append(tables.written(cells, comma))
        else:
            new += old[row.line - 1 : last]
        if not (row.line == 1 and tables.said_separator(text)):
            headings = headings or [cell.strip() for cell in cells if cell.strip()]
    return '\n'.join(new + old[last:])
