"""Spreadsheets as people send them: XLSX and ODS, read to rows of text.

A spreadsheet is a packed folder from a stranger: what it says of its own size is looked at before
anything is unpacked, and whoever calls `read` does it in a child with limits (`world.child`), for
what it says may be a lie. The cells come from calamine; a date comes as 2026-12-01, a number as a
person would write it. Sources: ECMA-376 part 2 (packages), OpenDocument 1.3 part 2.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Sequence

from letterpress.base import hidden_rows
from letterpress.base.nearest import did_you_mean
from letterpress.findings import Finding, Place, Rejected
from letterpress.values import dataclass

PACKED = b'PK\x03\x04'
MOST_BYTES = 48_000_000  # of the file: a hundred thousand rows of a form are about 10 MB
MOST_UNPACKED = 600_000_000  # of all its parts
MOST_PARTS = 10_000
MOST_CELLS = 10_000_000  # a hundred thousand rows of a hundred columns
SECONDS = 30.0  # of processor time that reading one may take
MEMORY = 1 << 30  # bytes that it may take besides

_ODS = 'application/vnd.oasis.opendocument.spreadsheet'
_OTHERS = {
    'word/document.xml': 'a document of Word',
    'ppt/presentation.xml': 'a presentation',
    'Index/Document.iwa': 'a document of Numbers or Pages',
    'xl/workbook.bin': 'a spreadsheet in Excel’s binary form (XLSB)',
}
_SAVE = 'save it as XLSX, ODS or CSV, and import that'
_ESCAPED = re.compile('_x([0-9A-Fa-f]{4})_')  # ECMA-376, 22.9.2.19


@dataclass(frozen=True)
class Sheet:
    """The rows of a sheet that are not empty, each with its number; `said` names the sheet.

    `hidden` are the numbers of those that nobody sees who looks at it.
    """

    rows: tuple[tuple[int, list[str]], ...]
    said: str
    findings: tuple[Finding, ...] = ()
    hidden: frozenset[int] = frozenset()


def is_packed(data: bytes) -> bool:
    """Say whether a file is a packed folder, as spreadsheets are."""
    return data.startswith(PACKED)


def read(data: bytes, name: str, sheet: str = '') -> Sheet:
    """Return the rows of the sheet of that name, or of the only one that has any.

    Raises Rejected: LP220 no spreadsheet, damaged, protected or too large, LP223 no such sheet, or
    several.
    """
    _refuse(data, name)
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        hidden = {
            one.name for one in book.sheets_metadata if one.visible != SheetVisibleEnum.Visible
        }
        wanted = _wanted(sheet, book.sheet_names, name) if sheet else ''
        found = {
            one: tuple(_rows(book.get_sheet_by_name(one).iter_rows(), name))
            for one in ([wanted] if wanted else book.sheet_names)
            if wanted or one not in hidden
        }
    except CalamineError as error:
        raise _unreadable(name, f'it is damaged ({error})') from None
    filled = [one for one, rows in found.items() if rows]
    if len(filled) > 1:
        raise Rejected(
            Finding(
                Place(name),
                'LP223',
                f'{len(filled)} sheets of the file hold something: '
                + ', '.join(f'“{one}”' for one in filled[:20]),
                f'say which one is the list: --sheet "{filled[0]}"',
            )
        )
    if not filled:
        raise Rejected(
            Finding(
                Place(name),
                'LP223',
                'the sheet is empty' if wanted else 'no sheet of the file holds anything',
                'look whether it is the right file',
            )
        )
    return Sheet(
        found[filled[0]], f'sheet “{filled[0]}”', hidden=hidden_rows.found(data, filled[0])
    )


def _wanted(sheet: str, names: list[str], name: str) -> str:
    """Return the name of the sheet that somebody asked for. Raises Rejected LP223."""
    alike = [one for one in names if one.casefold().strip() == sheet.casefold().strip()]
    if sheet in names or len(alike) == 1:
        return sheet if sheet in names else alike[0]
    raise Rejected(
        Finding(Place(name), 'LP223', f'there is no sheet “{sheet}”', did_you_mean(sheet, names))
    )


def _refuse(data: bytes, name: str) -> None:
    """Raise Rejected LP220 for what is no spreadsheet, or more than anybody's list."""
    if len(data) > MOST_BYTES:
        raise _unreadable(name, f'it has {len(data):,} bytes, at most {MOST_BYTES:,} are read')
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            names = {part.filename for part in parts}
            kind = (
                packed.read('mimetype')[:100].decode('ascii', 'replace')
                if ('mimetype' in names and packed.getinfo('mimetype').file_size < 200)
                else ''
            )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        raise _unreadable(name, 'it is damaged') from None
    if other := next((what for part, what in _OTHERS.items() if part in names), ''):
        raise _unreadable(name, f'it is {other}')
    if 'xl/workbook.xml' not in names and kind != _ODS:
        raise _unreadable(name, 'it is packed, and neither XLSX nor ODS')
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise _unreadable(name, 'what is packed in it is larger than any list')


def _unreadable(name: str, why: str) -> Rejected:
    return Rejected(Finding(Place(name), 'LP220', f'the spreadsheet cannot be read: {why}', _SAVE))


def _rows(given: Iterator[Sequence[object]], name: str) -> Iterator[tuple[int, list[str]]]:
    cells = 0
    for number, row in enumerate(given, 1):
        cells += len(row)
        if cells > MOST_CELLS:
            raise _unreadable(name, f'it has more than {MOST_CELLS:,} cells')
        texts = [
            cell.strip()
            if cell.__class__ is str and '_x' not in cell and '\r' not in cell
            else _text(cell)
            for cell in row
        ]
        if any(texts):
            yield number, texts


def _text(cell: object) -> str:
    """Return a cell as a person would write it."""
    if isinstance(cell, str):
        if '_x' in cell:
            cell = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), cell)
        return cell.replace('\r\n', '\n').replace('\r', '\n').strip()
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(' ', 'seconds')
    return str(cell)
