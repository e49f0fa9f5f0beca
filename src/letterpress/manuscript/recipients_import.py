"""Put the members of a chamber into its table of addressees: names, civilities and e-mail addresses into the seats.

Only empty cells are filled. What a person wrote into the table stays, byte for byte; where the list says otherwise, that is a
finding, and `replace` takes the list's word.
"""
from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from dataclasses import replace as changed

from letterpress.findings import Finding, Place, Rejected, ordered
from letterpress.manuscript import recipients
from letterpress.manuscript.members import Member, same_name, seat

COLUMNS = ('civility', 'name', 'email')


@dataclass(frozen=True)
class Merged:
    """The table with the members in it, how many of its rows changed, how many were right already, what a person must look at."""

    text: str
    changed: int
    known: int
    doubts: tuple[Finding, ...]


@dataclass
class _Seat:
    """A row of the table that stands for a seat, and what is to be written into it."""

    row: recipients.Row
    cells: dict[str, str]
    taken: bool = False

    @property
    def name(self) -> str:
        return self.row.cells.get('name', '')


def merge(text: str, path: str, members: Iterable[Member], replace: bool = False) -> Merged:
    """Return the table (`text` of the file `path`) with the members in their seats.

    Codes: LP263 nobody in the list for a seat, LP264 a member for whom the table has no seat, LP265 the table says otherwise,
    LP266 the list gives no civility. Raises Rejected as `recipients.table`, and LP252 where the table has no columns to fill.
    """
    rows = recipients.table(text, path)
    lacking = [column for column in (*COLUMNS[:2], 'constituency') if rows and column not in rows[0].cells]
    if lacking or not rows:
        raise Rejected(Finding(Place(path, 1), 'LP252', f'the columns {", ".join(lacking)} are missing' if lacking else
                               'the table has no seats', f'write them into the first row; there may be: {", ".join(recipients.COLUMNS)}'))
    seats: dict[str, list[_Seat]] = {}
    for row in rows:
        if row.cells['constituency']:
            seats.setdefault(seat(row.cells['constituency']), []).append(_Seat(row, {}))
    sitting: dict[str, list[Member]] = {}
    for member in members:
        sitting.setdefault(member.seat, []).append(member)
    doubts: list[Finding] = []
    for key in dict.fromkeys((*seats, *sitting)):
        _fill(seats.get(key, []), sitting.get(key, []), path, replace, doubts)
    every = [one for group in seats.values() for one in group]
    silent = [one for one in every if one.taken and not {**one.row.cells, **one.cells}['civility']]
    if silent:
        doubts.append(Finding(Place(path, silent[0].row.line), 'LP266', f'the list does not say who is Madame and who Monsieur: '
                              f'{len(silent)} keep both forms of address', 'import deputes-active.csv of data.gouv.fr too, which '
                              'says it, or fill the column civility by hand'))
    touched = {one.row.line: one.cells for one in every if one.cells}
    return Merged(_rewritten(text, touched) if touched else text, len(touched),
                  sum(one.taken and not one.cells for one in every), ordered(doubts))


def _fill(seats: Sequence[_Seat], members: Sequence[Member], path: str, replace: bool, doubts: list[Finding]) -> None:
    """Put the members of one constituency into its seats: first those who sit there already, then into the free ones."""
    waiting = []
    for member in members:
        own = next((one for one in seats if not one.taken and same_name(one.name) == same_name(member.name)), None)
        if own is None:
            waiting.append(member)
        else:
            _complete(own, changed(member, name=own.name), path, replace, doubts)
    if len(seats) == 1 < len(members):      # which of the two sits there is not for us to say
        doubts += [_homeless(member, True) for member in waiting]
        return
    free = [one for one in seats if not one.taken]
    free.sort(key=lambda one: bool(one.name))       # stable: the empty ones first, each kind in the table's order
    for member, one in zip(waiting, free):
        if one.name and not replace:
            one.taken = True
            doubts.append(Finding(Place(path, one.row.line), 'LP265', f'{one.name} stands in this row, but {member.name} in the list: '
                                  'the row stays as it is', 'change it by hand, or import with --replace'))
        else:
            _complete(one, member, path, replace, doubts)
    doubts += [_homeless(member, bool(seats)) for member in waiting[len(free):]]
    for one in free[len(waiting):]:
        gone = f'{one.name} is not in the list any more' if one.name else 'the list has nobody'
        if one.name and replace:
            one.cells.update({column: '' for column in COLUMNS if one.row.cells.get(column)})
        doubts.append(Finding(Place(path, one.row.line), 'LP263', f'{gone} for the seat {one.row.cells["constituency"]}'
                              f' ({one.row.cells["id"]})', 'it may be vacant; the letter goes to the seat'
                              if replace or not one.name else 'the row stays as it is; import with --replace to empty it'))


def _homeless(member: Member, has_seat: bool) -> Finding:
    return Finding(member.place, 'LP264', f'the table has no {"free " * has_seat}seat {member.seat} for {member.name}',
                   'look whether the list has two for one seat, or add a row to the table')


def _complete(one: _Seat, member: Member, path: str, replace: bool, doubts: list[Finding]) -> None:
    """Write a member into a seat: what is empty, and with `replace` what differs."""
    one.taken = True
    is_same = not one.name or same_name(one.name) == same_name(member.name)
    for column in COLUMNS:
        old, new = one.row.cells.get(column), getattr(member, column)
        if old is None or old.casefold() == new.casefold() or (not new and is_same):
            continue        # no such column, or nothing to say
        if not old or replace:
            one.cells[column] = new
        else:
            doubts.append(Finding(Place(path, one.row.line), 'LP265', f'the {column} of {member.name} is {old} in this row, but {new} in '
                                  'the list: the row stays as it is', 'change it by hand, or import with --replace'))


# ---- the table's text --------------------------------------------------------------------------------------------

def _rewritten(text: str, touched: dict[int, dict[str, str]]) -> str:
    """Return the text with some cells changed, by the number of the row's first line; every other row as it was."""
    lines = text.split('\n')
    comma = recipients.separator(text)
    reader = csv.reader(io.StringIO(text, newline=''), delimiter=comma)
    line, headings = 1, []
    for cells in reader:
        if not headings and any(cell.strip() for cell in cells):
            headings = [cell.strip() for cell in cells]
        elif line in touched:
            cells += [''] * (len(headings) - len(cells))
            for column, value in touched[line].items():
                cells[headings.index(column)] = value
            row = io.StringIO()
            csv.writer(row, delimiter=comma, lineterminator='\n').writerow(cells)
            lines[line - 1:reader.line_num] = [row.getvalue()[:-1]] + [_GONE] * (reader.line_num - line)
        line = reader.line_num + 1
    return '\n'.join(part for part in lines if part is not _GONE)


_GONE = '\0'        # stands for a line that a row had and has no more
