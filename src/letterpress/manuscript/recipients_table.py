"""A table of addressees as it stands in a file: rows of cells by column, before anything is made of them."""
from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from letterpress.findings import Finding, Place, Rejected
from letterpress.manuscript.schema import Report, did_you_mean, near

COLUMNS = ('body', 'id', 'civility', 'office', 'name', 'address', 'address_language', 'language', 'rank', 'salutation',
           'closing', 'delivery', 'email', 'portal', 'constituency')
REQUIRED = ('body', 'id', 'address', 'address_language', 'language')
MAX_CELL = 4000


@dataclass(frozen=True)
class Row:
    """A row of a table: the number of its first line, and its cells by column."""

    line: int
    cells: Mapping[str, str]


def table(text: str, path: str) -> list[Row]:
    """Return the rows below the headings that are not empty.

    Raises Rejected: LP250 not to be read as CSV, LP251 a column that is not known or stands twice, LP252 one that is
    missing.
    """
    lines = _lines(text, path)
    if not lines:
        return []
    report = Report()
    first, headings = lines[0]
    for n, heading in enumerate(headings):
        if heading not in COLUMNS:
            free = [column for column in COLUMNS if column not in headings]
            report.add(Place(path, first), 'LP251', f'the column {heading or n + 1} is not known',
                       did_you_mean(heading, free if near(heading, free) else COLUMNS))
        elif heading in headings[:n]:
            report.add(Place(path, first), 'LP251', f'the column {heading} stands twice', 'remove one of the two')
    misspelt = {near(heading, COLUMNS) for heading in headings if heading not in COLUMNS}
    for column in REQUIRED:
        if column not in headings and column not in misspelt:
            report.add(Place(path, first), 'LP252', f'the column {column} is missing',
                       f'write it into the first row; there may be: {", ".join(COLUMNS)}')
    rows = []
    for line, cells in lines[1:]:
        if len(cells) > len(headings):
            report.add(Place(path, line), 'LP250', f'the row has {len(cells)} cells, but the table has {len(headings)} '
                       'columns', 'put a cell that holds a comma in quotation marks')
        rows.append(Row(line, dict.fromkeys(headings, '') | dict(zip(headings, cells))))
    if report.findings:
        raise Rejected(report.findings)
    return rows


def separator(text: str) -> str:
    """Return what divides the cells of a table: the sign that its headings have most of."""
    return max(',;\t', key=text.partition('\n')[0].count)


def _lines(text: str, path: str) -> list[tuple[int, list[str]]]:
    """Return the rows that are not empty, each with the number of its first line."""
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=''), delimiter=separator(text), strict=True)
    rows, line = [], 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, [cell.strip(' \t\n') for cell in cells]))
            line = reader.line_num + 1
    except csv.Error:
        raise Rejected(Finding(Place(path, line), 'LP250', 'the table cannot be read from here on: a quotation mark is '
                               'wrong or a cell is far too long', 'look at the quotation marks of this row')) from None
    return rows
