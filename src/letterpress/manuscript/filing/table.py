"""A table of addressees as it stands in a file: rows of cells by column.

Nothing is made of them here.
"""

from __future__ import annotations

from collections.abc import Mapping

from letterpress.base import tables
from letterpress.base.nearest import did_you_mean, near
from letterpress.findings import Place, Rejected
from letterpress.manuscript.filing import postal
from letterpress.manuscript.yaml.shapes import Report
from letterpress.remembered import remembered
from letterpress.values import dataclass

COLUMNS = tuple(
    'body id civility office name address address_language language rank salutation closing '
    'delivery email portal constituency'.split()
)
KNOWN = (*COLUMNS, *postal.PARTS)
REQUIRED = ('body', 'id', 'address_language', 'language')  # and an address, in one way or the other
MAX_CELL = 4000


@dataclass(frozen=True)
class Row:
    """A row of a table: the number of its first line, and its cells by column."""

    line: int
    cells: Mapping[str, str]


@remembered
def table(text: str, path: str) -> list[Row]:
    """Return the rows below the headings that are not empty.

    Raises Rejected: LP250 not to be read as CSV, LP251 a column that is not known or stands twice,
    LP252 one that is missing.
    """
    lines = tables.rows(text, path, 'LP250', MAX_CELL)
    if not lines:
        return []
    report = Report()
    first, headings = lines[0]
    for n, heading in enumerate(headings):
        if heading not in KNOWN:
            free = [column for column in KNOWN if column not in headings]
            report.add(
                Place(path, first),
                'LP251',
                f'the column {heading or n + 1} is not known',
                did_you_mean(heading, free if near(heading, free) else KNOWN),
            )
        elif heading in headings[:n]:
            report.add(
                Place(path, first),
                'LP251',
                f'the column {heading} stands twice',
                'remove one of the two',
            )
    misspelt = {near(heading, KNOWN) for heading in headings if heading not in KNOWN}
    address = 'street' if 'street' in headings or 'town' in headings else 'address'
    for column in (*REQUIRED, *(('street', 'town') if address == 'street' else ('address',))):
        if column not in headings and column not in misspelt:
            report.add(
                Place(path, first),
                'LP252',
                f'the column {column} is missing',
                f'write it into the first row; there may be: {", ".join(KNOWN)}',
            )
    rows = []
    for line, cells in lines[1:]:
        if len(cells) > len(headings):
            report.add(
                Place(path, line),
                'LP250',
                f'the row has {len(cells)} cells, but the table has {len(headings)} columns',
                'put a cell that holds a comma in quotation marks',
            )
        said = dict(zip(headings, cells, strict=False))  # cells at the end may be missing
        rows.append(Row(line, dict.fromkeys(headings, '') | said))
    if report.findings:
        raise Rejected(report.findings)
    return rows
