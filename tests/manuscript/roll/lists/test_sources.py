"""How a file is read: its encoding told or guessed, sheets by name, and what is refused."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO

import pytest

from fixtures import spreadsheets as made
from letterpress.findings import Exit, Rejected
from letterpress.manuscript.roll.lists import imports, sources, spreadsheets
from letterpress.manuscript.roll.lists.imports import read_any

TEXT = 'Organisation;Pays\nFédération des Sœurs;FR\nZieloni Łódź;PL\n'


def refused(data: bytes, name: str = 'list.csv', **asked: str) -> list[str]:
    with pytest.raises(Rejected) as caught:
        imports.read(sources.read(data, name, **asked))
    return [str(finding) for finding in caught.value.findings]


# ---- text ----


@pytest.mark.parametrize(
    'encoding', ['utf-8', 'utf-8-sig', 'utf-16', 'utf-16-le', 'utf-16-be', 'utf-32']
)
def test_unicode_is_read_without_a_guess(encoding):
    found = sources.read(TEXT.encode(encoding), 'list.csv')
    assert found.text == TEXT and found.findings == ()


@pytest.mark.parametrize('text', ['Όνομα;Χώρα\nΑναστασία;GR\n', 'الاسم,البلد\nجمعية,TN\n'])
@pytest.mark.parametrize('encoding', ['utf-16-le', 'utf-16-be'])
def test_utf_16_without_a_mark_in_other_scripts(text, encoding):
    assert sources.read(text.encode(encoding), 'list.csv').text == text


@pytest.mark.parametrize(
    'text, encoding, called',
    [
        ('Organisation;Pays\nFédération des Sœurs;FR\n', 'cp1252', 'Windows-1252'),
        ('Nom\nHélène Noël\nFrançois Lefèvre\n', 'cp1252', 'Windows-1252'),
        ('Asociación de Logroño\nMálaga\n', 'cp1252', 'Windows-1252'),
        ('Bürger für Straßen\n', 'cp1252', 'Windows-1252'),
        ('Nazwa;Kraj\nZieloni Łódź;PL\nŻółty Dąb;PL\n', 'cp1250', 'Windows-1250'),
        ('Sdružení Žďár nad Sázavou\nPříbram\n', 'cp1250', 'Windows-1250'),
        ('Közép-Dunántúli Vasútbarátok\nGyőr\nHódmezővásárhely\n', 'cp1250', 'Windows-1250'),
        ('Asociaţia Călătorilor\n', 'cp1250', 'Windows-1250'),
        ('Име\nФондация Право\n', 'cp1251', 'Windows-1251'),
        ('Όνομα\nΈνωση Πολιτών\n', 'cp1253', 'Windows-1253'),
        ('الاسم\nجمعية الحقوق\n', 'cp1256', 'Windows-1256'),
        ('Prénom\nHélène\n', 'mac_roman', 'Mac OS Roman'),
    ],
)
def test_a_code_page_is_guessed_and_said(text, encoding, called):
    found = sources.read(text.encode(encoding), 'list.csv')
    assert found.text == text and called in found.read_as
    said = found.findings[0]
    assert said.code == 'LP219' and said.severity == 'warning' and '--encoding' in said.hint
    word = said.message.split('“')[1].split('”')[0]
    assert word in text and not word.isascii()


@pytest.mark.parametrize('text, other', [('Kościuszko', 'Koœciuszko'), ('Peña', 'Peńa')])
def test_bytes_that_make_two_words_are_a_question(text, other):
    encoding = 'cp1250' if text == 'Kościuszko' else 'cp1252'
    data = f'Name\n{text}\n'.encode(encoding)
    said = refused(data)[0]
    assert 'LP101' in said and text in said and other in said and '--encoding cp1250' in said
    assert sources.read(data, 'list.csv', encoding).text == f'Name\n{text}\n'


def test_a_few_broken_bytes_in_utf_8_are_no_code_page():
    said = refused('Fédération\nVélo\nBücher\n'.encode() + b'Soci\xe9t\xe9\n')[0]
    assert said.startswith('list.csv:4: LP101') and 'offset' in said


def test_what_somebody_says_counts():
    data = 'Name\nPeña\n'.encode('cp1252')
    assert sources.read(data, 'list.csv', 'windows-1252').findings == ()
    assert 'ń' in sources.read(data, 'list.csv', 'cp1250').text
    assert 'LP101' in refused(b'Name\n\xff\xfe\xfd\n', encoding='utf-8')[0]
    with pytest.raises(Rejected) as caught:
        sources.read(data, 'list.csv', 'windows-125')
    assert caught.value.exit_code == Exit.USAGE and 'windows-125' in str(caught.value)
    assert 'LP288' in refused(data, encoding='hex')[0]


@pytest.mark.parametrize(
    'data, code',
    [
        (b'%PDF-1.7\n', 'LP101'),
        (b'\xd0\xcf\x11\xe0\xa1\xb1', 'LP101'),
        (b'Name\nA\0B', 'LP102'),
        (b'\x81\x8d\x8f\x90\x9d', 'LP101'),
    ],
)
def test_what_is_no_list_is_refused_and_says_what_to_do(data, code):
    said = refused(data)[0]
    assert code in said and 'hint: ' in said


def test_a_pasted_comment_does_not_cost_the_list():
    text = 'Organisation,Comment\nAttac,"well\u200b \x0bsaid"\n'
    found = read_any(text.encode(), 'list.csv')
    assert [entry.name for entry in found.entries] == ['Attac'] and found.ambiguous == ()


# ---- spreadsheets ----

ROWS = [
    ['Organisation', 'Country', 'Joined', 'Members', 'Public'],
    ['Les Amis du Vélo', 'FR', date(2026, 11, 3), 1200, True],
    ['منظمة الشفافية', 'TN', '2026-11-04', 12.5, False],
    ['Zieloni\nŁódź', 'PL', None, None, True],
]


@pytest.mark.parametrize('make', [made.xlsx, made.ods])
def test_cells_come_as_a_person_would_write_them(make):
    found = sources.read(make({'Podpisy': ROWS}), 'list.xlsx')
    assert found.read_as == 'sheet “Podpisy”' and found.findings == ()
    assert found.rows == (
        (1, ['Organisation', 'Country', 'Joined', 'Members', 'Public']),
        (2, ['Les Amis du Vélo', 'FR', '2026-11-03', '1200', 'true']),
        (3, ['منظمة الشفافية', 'TN', '2026-11-04', '12.5', 'false']),
        (4, ['Zieloni\nŁódź', 'PL', '', '', 'true']),
    )


def test_rows_keep_their_numbers():
    data = made.xlsx({'x': [['Organisation'], [''], ['Attac']]}, first_row=3)
    assert sources.read(data, 'list.xlsx').rows == ((3, ['Organisation']), (5, ['Attac']))
    found = read_any(made.xlsx({'x': [['Organisation'], [], ['Attac']]}), 'list.xlsx')
    assert [(entry.name, entry.place.line) for entry in found.entries] == [('Attac', 3)]


def test_a_sheet_is_asked_for_where_several_hold_something():
    two = {'Liste': ROWS, 'Notizen': [['x']], 'Tabelle3': []}
    said = refused(made.xlsx(two), 'list.xlsx')[0]
    assert 'LP223' in said and '“Liste”, “Notizen”' in said and '--sheet "Liste"' in said
    assert sources.read(made.xlsx(two), 'list.xlsx', sheet='liste').rows
    assert 'did you mean Liste?' in refused(made.xlsx(two), 'list.xlsx', sheet='Lists')[0]
    assert sources.read(made.xlsx(two, hidden=['Notizen']), 'list.xlsx').rows
    assert 'LP223' in refused(made.ods({'a': []}), 'list.ods')[0]
    assert 'LP223' in refused(TEXT.encode(), 'list.csv', sheet='Liste')[0]


LIST = {'Liste': [['Organisation'], ['Attac'], ['Oxfam']], 'Notizen': []}


def test_rows_that_nobody_sees_are_nobody_s_names():
    said = refused(made.xlsx(LIST, hidden_rows=[3]), 'list.xlsx')[0]
    assert 'LP229' in said and 'hides 1 of its rows' in said
    assert sources.read(made.xlsx(LIST, hidden_rows=[9]), 'list.xlsx').rows


@pytest.mark.parametrize('word', ['filter', 'collapse', 'visible'])
def test_rows_of_an_ods_that_nobody_sees(word):
    data = made.ods(LIST)
    with zipfile.ZipFile(BytesIO(data)) as packed:
        content = packed.read('content.xml').decode()
    row = '<table:table-row>'
    at = content.rindex(row)
    content = f'{content[:at]}{row[:-1]} table:visibility="{word}">{content[at + len(row) :]}'
    data = altered(data, 'content.xml', content.encode())
    if word == 'visible':
        assert sources.read(data, 'list.ods').rows
    else:
        assert 'LP229' in refused(data, 'list.ods')[0]


def test_hidden_rows_of_another_sheet_are_no_matter():
    two = {'Liste': [['Organisation'], ['Attac']], 'Alt': [['x'], ['y'], ['z']]}
    data = made.xlsx(two, hidden_rows=[3])
    assert sources.read(data, 'list.xlsx', sheet='Liste').rows
    assert 'LP229' in refused(data, 'list.xlsx', sheet='Alt')[0]


def altered(data: bytes, part: str, content: bytes | None) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    del parts[part]
    return made.packed(parts if content is None else {**parts, part: content})


def test_what_is_no_spreadsheet_is_refused_and_says_what_to_do():
    whole = made.xlsx({'x': ROWS})
    cases = [
        (whole[: len(whole) // 2], 'damaged'),
        (altered(whole, 'xl/worksheets/sheet1.xml', b'<worksheet><sheetData><row'), 'damaged'),
        (altered(whole, 'xl/worksheets/sheet1.xml', None), 'damaged'),
        (made.packed({'word/document.xml': ''}), 'a document of Word'),
        (made.packed({'Index/Document.iwa': ''}), 'Numbers'),
        (made.packed({'readme.txt': 'x'}), 'neither XLSX nor ODS'),
        (made.packed({'xl/workbook.xml': '<workbook'}), 'damaged'),
        (made.packed({'xl/workbook.xml': '', **{f'{n}': '' for n in range(10_001)}}), 'larger'),
    ]
    for data, why in cases:
        said = refused(data, 'list.xlsx')[0]
        assert 'LP220' in said and why in said and 'hint: ' in said, said


def test_a_folder_that_unpacks_to_more_than_any_list_is_refused_unread(monkeypatch):
    monkeypatch.setattr(spreadsheets, 'MOST_UNPACKED', 100_000)
    bomb = made.packed({'xl/workbook.xml': '<workbook/>', 'xl/x.xml': b' ' * 200_000})
    assert len(bomb) < 2000 and 'larger than any list' in refused(bomb, 'list.xlsx')[0]
    monkeypatch.setattr(spreadsheets, 'MOST_CELLS', 10)
    assert 'more than 10 cells' in refused(made.xlsx({'x': ROWS}), 'list.xlsx')[0]


def test_the_size_that_a_folder_claims_may_be_a_lie():
    """Whoever reads it has a limit of memory (`world.child`) besides."""
    data = bytearray(made.xlsx({'x': ROWS}))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        sizes = [info.file_size for info in archive.infolist()]
    at = data.find(sizes[-3].to_bytes(4, 'little'), data.find(b'PK\x01\x02'))
    data[at : at + 4] = (5).to_bytes(4, 'little')
    assert 'LP220' in refused(bytes(data), 'list.xlsx')[0]
