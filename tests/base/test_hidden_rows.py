"""Hidden rows are found in whatever encoding, and looked for only where a sheet may have any."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest

from fixtures import spreadsheets as made
from letterpress.base import hidden_rows

ROWS = {'Liste': [['Organisation'], ['Attac'], ['Oxfam']]}
SHEET = 'xl/worksheets/sheet1.xml'


def rewritten(data: bytes, part: str, encoding: str, declared: str = '') -> bytes:
    """A spreadsheet with one part in another encoding."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    text = bytes(parts[part]).decode()
    parts[part] = (declared + text).encode(encoding)
    return made.packed(parts)


@pytest.mark.parametrize(
    ('encoding', 'declared'),
    [
        ('utf-8', ''),
        ('utf-8-sig', '<?xml version="1.0" encoding="UTF-8"?>'),
        ('iso-8859-1', "<?xml version='1.0' encoding='ISO-8859-1'?>"),
        ('utf-16', '<?xml version="1.0" encoding="UTF-16"?>'),
        ('utf-16', ''),
    ],
)
def test_a_hidden_row_is_found_in_whatever_encoding(encoding: str, declared: str) -> None:
    data = rewritten(made.xlsx(ROWS, hidden_rows=[3]), SHEET, encoding, declared)
    assert hidden_rows.found(data, 'Liste') == {3}
    data = rewritten(made.xlsx(ROWS), SHEET, encoding, declared)
    assert not hidden_rows.found(data, 'Liste')


@pytest.mark.parametrize('size', range(1, 12))
def test_the_word_is_found_wherever_a_part_is_cut(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = made.xlsx(ROWS, hidden_rows=[2])
    monkeypatch.setattr(hidden_rows, '_AT_ONCE', size)
    assert hidden_rows.found(data, 'Liste') == {2}


def test_no_element_is_made_of_a_sheet_that_hides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def parsed(*_: object) -> object:
        raise AssertionError('the sheet was parsed')

    data = made.ods(ROWS)
    monkeypatch.setattr(hidden_rows, 'iterparse', parsed)
    assert not hidden_rows.found(data, 'Liste')


def test_rows_are_numbered_as_their_reader_numbers_them() -> None:
    data = made.xlsx(ROWS, hidden_rows=[6], first_row=4)
    assert hidden_rows.found(data, 'Liste') == {6}
    bare = rewritten(made.xlsx(ROWS, hidden_rows=[3]), SHEET, 'utf-8')
    with zipfile.ZipFile(BytesIO(bare)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    parts[SHEET] = re.sub(r'<row r="\d+"', '<row', bytes(parts[SHEET]).decode())
    assert hidden_rows.found(made.packed(parts), 'Liste') == {3}
    parts[SHEET] = re.sub('<row', '<row r="x"', str(parts[SHEET]), count=1)
    assert not hidden_rows.found(made.packed(parts), 'Liste')  # no number: it hides nothing


def test_equal_rows_of_an_ods_count_each() -> None:
    rows = {'Liste': [['Organisation'], ['Attac'], ['Oxfam'], ['Cimade']]}
    hidden = '<table:table-row table:visibility="{}" table:number-rows-repeated="{}">'
    for said, expected in (
        (('collapse', 2), {4, 5}),
        (('filter', 1), {4}),
        (('visible', 9), set()),
    ):
        with zipfile.ZipFile(BytesIO(made.ods(rows))) as archive:
            parts: dict[str, str | bytes] = {
                name: archive.read(name) for name in archive.namelist()
            }
        first, *others = bytes(parts['content.xml']).decode().split('<table:table-row>')
        again = '<table:table-row table:number-rows-repeated="2">'
        parts['content.xml'] = ''.join(
            *[
                [
                    first,
                    again,
                    others[0],
                    '<table:table-row>',
                    others[1],
                    hidden.format(*said),
                    others[2],
                    '<table:table-row>',
                    others[3],
                ]
            ]
        )
        assert hidden_rows.found(made.packed(parts), 'Liste') == expected, said
