"""The rows of a table (CSV), whatever divides its cells: roll and addressees come as such."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from itertools import islice

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
    b'\xd0\xcf\x11\xe0': 'an old document of Excel or Word (XLS, DOC)',
    b'%PDF': 'a PDF',
}
_SAVE = (
    'save it again as text in UTF-8: in Excel “Save as”, “CSV UTF-8 (comma delimited)”; in '
    'LibreOffice “Save as”, “Text CSV”, tick “Edit filter settings”, character set “Unicode '
    '(UTF-8)”'
)


def decode(data: bytes, path: str) -> str:
    """Return the text of a table or list as `decoding.decode` does.

    LP101 says what the file probably is instead.
    """
    try:
        return decoding.decode(data, path, decoding.ROLL_BYTES)
    except Rejected as rejected:
        if rejected.findings[0].code not in ('LP101', 'LP102'):
            raise
        document = next((name for begin, name in _DOCUMENTS.items() if data.startswith(begin)), '')
        likely = document or codepages.likely(data)
        if not likely or (rejected.findings[0].code == 'LP102' and likely != 'UTF-16'):
            raise
        place = Place(path) if document or likely == 'UTF-16' else rejected.findings[0].place
        raise Rejected(
            Finding(place, 'LP101', f'the file is not UTF-8 text: it seems to be {likely}', _SAVE)
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
        reader = csv.reader(io.StringIO(sample, newline=''), delimiter=sign, skipinitialspace=True)
        lines: list[list[str]] = []
        with contextlib.suppress(csv.Error):
            lines += islice(
                (cells for cells in reader if any(cell.strip() for cell in cells)), _SAMPLE
            )
        widths = Counter(len(cells) for cells in lines if len(cells) > 1)
        headings = (
            max((sum(map(known, cells)) for cells in lines[:10] if len(cells) > 1), default=0)
            if known
            else 0
        )
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
    csv.field_size_limit(most)
    reader = csv.reader(
        io.StringIO(text, newline=''),
        delimiter=separator(text, known),
        skipinitialspace=True,
        strict=True,
    )
    found, line = [], 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) and not (line == 1 and said_separator(text)):
                found.append((line, [cell.strip() for cell in cells]))
            line = reader.line_num + 1
    except csv.Error as error:
        raise Rejected(
            Finding(
                Place(path, line),
                code,
                'the table cannot be read from here on: '
                + (
                    f'a cell has more than {most:,} characters'
                    if 'limit' in str(error)
                    else 'a quotation mark is not closed'
                    if 'unexpected end' in str(error)
                    else 'a quotation mark stands before the end of its cell'
                ),
                'look at the quotation marks of this row: a cell that begins with one ends with '
                'one, and those inside are written twice ("")',
            )
        ) from None
    return found
