"""Tables (CSV): rows read, whatever divides their cells, and written so that no cell is run."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from letterpress.base import codepages, decoding
from letterpress.findings import Finding, Place, Rejected

# the likeliest first to divide cells, where a text holds two of them equally often
SEPARATORS = '\t;|,'
_SAID = re.compile(
    r'"?sep=([^\w"\n ])"?\s*', re.IGNORECASE
)  # what Excel writes and reads as the first line
_SAMPLE = 50  # rows looked at

_DOCUMENTS = {
    b'PK\x03\x04': 'a spreadsheet or another packed document (XLSX, ODS, DOCX)',
    b'\xd0\xcf\x11\xe0': 'an old document of Excel or Word (XLS, DOC), or one with a pass word',
    b'%PDF': 'a PDF',
}
SAVE = (
    'save it again as text in UTF-8: in Excel “Save as”, “CSV UTF-8 (comma delimited)”; in '
    'LibreOffice “Save as”, “Text CSV”, tick “Edit filter settings”, character set “Unicode '
    '(UTF-8)”'
)


def document(data: bytes) -> str:
    """Return what people call the kind of document whose beginning these bytes are, or ''."""
    return next((name for begin, name in _DOCUMENTS.items() if data.startswith(begin)), '')


def decode(data: bytes, path: str) -> str:
    """Return the text of a table or list as `decoding.decode` does.

    LP101 says what the file probably is instead.
    """
    try:
        return decoding.decode(data, path, decoding.ROLL_BYTES)
    except Rejected as rejected:
        if rejected.findings[0].code not in ('LP101', 'LP102'):
            raise
        kind = document(data)
        likely = kind or codepages.likely(data)
        if not likely or (rejected.findings[0].code == 'LP102' and likely != 'UTF-16'):
            raise
        place = Place(path) if kind or likely == 'UTF-16' else rejected.findings[0].place
        raise Rejected(
            Finding(place, 'LP101', f'the file is not UTF-8 text: it seems to be {likely}', SAVE)
        ) from None


def said_separator(text: str) -> str:
    """Return the separator that a first line `sep=;` says, or ''."""
    found = _SAID.fullmatch(text.partition('\n')[0])
    return found[1] if found else ''


def separator(text: str, known: Callable[[str], bool] | None = None) -> str:
    """Return what divides the cells of a table, judged outside quotation marks, by several lines.

    A first line `sep=;` says it. Else it is the sign under which most headings are known (where
    `known` says which are), then the one that gives most rows the same number of cells. Without any
    of them it is a comma.
    """
    if said := said_separator(text):
        return said
    sample = text[: _SAMPLE * 2000]

    def merit(sign: str) -> tuple[int, int, int]:
        """Return how much a sign looks like the one: headings known, rows alike, rank."""
        lines: list[list[str]] = []
        with contextlib.suppress(Unreadable):
            for row in read(sample, sign, len(sample) + 1, strict=False):
                if any(cell.strip() for cell in row.cells):
                    lines.append(row.cells)
                if len(lines) == _SAMPLE:
                    break
        several = [cells for cells in lines if len(cells) > 1]
        widths = Counter(map(len, several))
        first = [cells for cells in lines[:10] if len(cells) > 1]
        headings = max((sum(map(known, cells)) for cells in first), default=0) if known else 0
        return headings, max(widths.values(), default=0), -SEPARATORS.index(sign)

    best = max(SEPARATORS, key=merit)
    return best if any(merit(best)[:2]) else ','


def rows(
    text: str, path: str, code: str, most: int, known: Callable[[str], bool] | None = None
) -> list[tuple[int, list[str]]]:
    """Return the rows that are not empty, each with the number of its first line.

    `most` characters may stand in a cell; `known` says which headings are. Raises Rejected with a
    finding of this code where the table cannot be read to its end.
    """
    try:
        found = (
            (row.line, [cell.strip() for cell in row.cells])
            for row in read(text, separator(text, known), most)
        )
        said = bool(said_separator(text))
        return [(line, cells) for line, cells in found if any(cells) and not (said and line == 1)]
    except Unreadable as fault:
        raise Rejected(
            Finding(
                Place(path, fault.line),
                code,
                f'the table cannot be read from here on: {fault.reason}',
                'look at the quotation marks of this row: a cell that begins with one ends with '
                'one, and those inside are written twice ("")',
            )
        ) from None


# ---- one reader, one writer ----------------------------------------------------------------------


class Row(NamedTuple):
    """A row of a table: the numbers of its first and last line, and its cells as they stand."""

    line: int
    last: int
    cells: list[str]


class Unreadable(Exception):
    """Raised where a table cannot be read on, at the row that begins with line `line`."""

    def __init__(self, line: int, reason: str):
        super().__init__(line, reason)
        self.line = line
        self.reason = reason


def read(
    text: str, sign: str, most: int, *, strict: bool = True, after_blanks: bool = True
) -> Iterator[Row]:
    """Yield the rows of a table whose cells `sign` divides, the empty ones too.

    `most` characters may stand in a cell. `strict`: a quotation mark stands at the ends of its cell
    or is written twice; `after_blanks`: one after blanks begins a cell too. Raises Unreadable.
    """
    before = csv.field_size_limit(most)  # of the whole process
    reader = csv.reader(
        io.StringIO(text, newline=''),
        delimiter=sign,
        skipinitialspace=after_blanks,
        strict=strict,
    )
    line = 1
    try:
        for cells in reader:
            yield Row(line, reader.line_num, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(line, _reason(str(error), most)) from None
    finally:
        csv.field_size_limit(before)


def _reason(said: str, most: int) -> str:
    """Return in plain words what the csv module says of a fault."""
    if 'limit' in said:
        return f'a cell has more than {most:,} characters'
    if 'unexpected end' in said:
        return 'a quotation mark is not closed'
    return 'a quotation mark stands before the end of its cell'


def write(headings: Iterable[str], found: Iterable[Iterable[str]]) -> bytes:
    """Return a table as CSV (RFC 4180: commas, CRLF) in UTF-8, formulas disarmed.

    A byte order mark leads it: without one, Excel takes the file for the machine's old code page
    and "Vélorution" is spoilt on the first double click, while everything else that reads CSV today
    skips the mark.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator='\r\n')
    writer.writerow(headings)
    writer.writerows(map(guarded, cells) for cells in found)
    return ('\ufeff' + text.getvalue()).encode()


def written(cells: Iterable[str], sign: str) -> str:
    """Return one row as a line, without its end: for a table of which the other rows stay."""
    text = io.StringIO()
    # a cell with a line feed is quoted because the end of a line is one
    csv.writer(text, delimiter=sign, lineterminator='\n').writerow(cells)
    return text.getvalue().removesuffix('\n')


# A cell that starts so is run as a formula by spreadsheets (OWASP, CSV injection; CWE-1236). The
# apostrophe in front means "text" to them. Cells that start with apostrophes and such a sign get
# one more, so that reading back is exact.
_FORMULA = re.compile("'*[=+\\-@\t\r\n\x00\uff1d\uff0b\uff0d\uff20]")


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return "'" + cell if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Return the cell as it was before `guarded`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
