"""The rows of a table (CSV), whatever divides its cells: the roll and the addressees both come as such."""
from __future__ import annotations

import csv
import io

from letterpress.findings import Finding, Place, Rejected


def separator(text: str) -> str:
    """Return what divides the cells of a table: the sign that its headings have most of."""
    return max(',;\t', key=text.partition('\n')[0].count)


def rows(text: str, path: str, code: str, most: int) -> list[tuple[int, list[str]]]:
    """Return the rows that are not empty, each with the number of its first line.

    `most` characters may stand in a cell. Raises Rejected with a finding of this code where the table cannot be read to
    its end.
    """
    csv.field_size_limit(most)
    reader = csv.reader(io.StringIO(text, newline=''), delimiter=separator(text), strict=True)
    found, line = [], 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found.append((line, [cell.strip(' \t\n') for cell in cells]))
            line = reader.line_num + 1
    except csv.Error:
        raise Rejected(Finding(Place(path, line), code, 'the table cannot be read from here on: a quotation mark is '
                               'wrong or a cell is far too long', 'look at the quotation marks of this row')) from None
    return found
