"""What divides the cells of a table, and what a file is that is none."""

from __future__ import annotations

import pytest

from letterpress.base import tables
from letterpress.findings import Rejected
from letterpress.manuscript.filing import imports as recipients_import

MOST = 1000


def read(text: str) -> list[tuple[int, list[str]]]:
    return tables.rows(text, 'list.csv', 'LP235', MOST)


@pytest.mark.parametrize(
    'text, sign',
    [
        ('"Name (first, last)";"May we publish it, yes or no"\n"Jeanne Roy";"yes"\n', ';'),
        ('Nom;Remarques, observations, divers\n"Ligue, section du Nord";ok\n', ';'),
        ('sep=;\nName;Public\nAttac;yes\n', ';'),
        ('SEP=|\nName|A,b,c,d\n', '|'),
        ('"sep=;"\na,b,c;d\n', ';'),
        ('sep=\t\na;b\tc\n', '\t'),
        ('Signataires, état au 3 mars, Paris\n\nNom;Courriel\nAttac;a@b.fr\n', ';'),
        ('name,note\n"Attac; Paris",a\n"FDN; FFDN; x",b\n', ','),
        ('Nom|Ville\nA|B\n', '|'),
        ('Nom\tVille\nA, b\tC\n', '\t'),
        ('name\nAbilian\n', ','),
        ('', ','),
        ('a,b\n"x;y;z",c\n', ','),
        ('Nom;Ville\n"a\nb, c, d\ne";f\n', ';'),
        ('Name;Quote\n"He said ""a, b"", twice";x\n', ';'),
    ],
)
def test_the_separator_is_what_divides_outside_quotation_marks(text, sign):
    assert tables.separator(text) == sign


def test_known_headings_decide_between_two_that_divide_equally():
    text = 'Nom,prénom;Adresse\nA,b;rue\n'
    assert (
        tables.separator(text, {'Adresse'}.__contains__) == ';'
        and tables.separator(text, {'Nom'}.__contains__) == ','
    )


def test_rows_keep_their_lines():
    assert read('sep=;\n\nName;Note\n"Attac";"one\ntwo"\n;\nFDN; "x"\n') == [
        (3, ['Name', 'Note']),
        (4, ['Attac', 'one\ntwo']),
        (7, ['FDN', 'x']),
    ]


@pytest.mark.parametrize(
    'text, word',
    [
        ('a,b\n"x,y\n', 'not closed'),
        ('a,b\n"x"y,z\n', 'before the end'),
        (f'a,b\n{"x" * 1001},y\n', 'more than 1,000'),
    ],
)
def test_a_table_that_cannot_be_read_says_why(text, word):
    with pytest.raises(Rejected) as caught:
        read(text)
    (finding,) = caught.value.findings
    assert (
        finding.code == 'LP235'
        and word in finding.message
        and finding.place.line == 2
        and finding.hint
    )


@pytest.mark.parametrize(
    'data, word',
    [
        ('Nom;Ville\nJérôme;Orléans\n'.encode('cp1252'), 'Windows-1252'),
        ('Imię;Miasto\nPaweł;Łódź\n'.encode('cp1250'), 'Windows-1250'),
        ('Име;Град\nЙорданка;София\n'.encode('cp1251'), 'Windows-1251'),
        ('Όνομα;Πόλη\nΑναστασία;Αθήνα\n'.encode('cp1253'), 'Windows-1253'),
        ('الاسم;المدينة\nالمرصد;تونس\n'.encode('cp1256'), 'Windows-1256'),
        ('Name;Public\nJérôme;oui\n'.encode('utf-16'), 'UTF-16'),
        ('Name;Public\nAnna;yes\n'.encode('utf-16-le'), 'UTF-16'),
        ('Name;Public\nAnna;yes\n'.encode('utf-16-be'), 'UTF-16'),
        (b'PK\x03\x04\x14\x00\xff', 'XLSX'),
        (b'%PDF-1.7\n\xe2\xe3\xcf\xd3', 'PDF'),
        (b'\xd0\xcf\x11\xe0\xa1\xb1', 'Excel'),
    ],
)
def test_a_file_that_is_no_utf_8_is_named_with_the_way_out(data, word):
    with pytest.raises(Rejected) as caught:
        tables.decode(data, 'list.csv')
    (finding,) = caught.value.findings
    assert (
        finding.code == 'LP101'
        and word in finding.message
        and 'UTF-8' in finding.hint
        and 'Excel' in finding.hint
    )


def test_a_table_of_addressees_keeps_its_first_line():
    text = 'sep=;\nid;civility;name;constituency\n1;;;01-1\n'
    assert (
        recipients_import._rewritten(text, {3: {'name': 'X'}})
        == 'sep=;\nid;civility;name;constituency\n1;;X;01-1\n'
    )


def test_what_is_written_is_read_back_and_nothing_of_it_is_run():
    cells = ['=1+1', "'-x", 'a;b', 'two\nlines', 'say "so"', ' blank']
    data = tables.write(('one', 'two', 'three', 'four', 'five', 'six'), [cells])
    assert data.startswith('\ufeffone,two'.encode()) and data.count(b'\r\n') == 2
    text = data.decode('utf-8-sig')
    rows = list(tables.read(text, ',', 100, after_blanks=False))
    assert [(row.line, row.last) for row in rows] == [(1, 1), (2, 3)]
    assert rows[1].cells[0] == "'=1+1"
    assert [tables.unguarded(cell) for cell in rows[1].cells] == cells
    assert tables.written(['a;b', 'c\nd', 'e'], ';') == '"a;b";"c\nd";e'


def test_a_table_that_cannot_be_read_says_where_and_why():
    for text, line, reason in (
        ('a,b\n"c,d\n', 2, 'not closed'),
        ('a\n"b"c,d\n', 2, 'before the end'),
        ('a\n' + 'b' * 11, 2, 'more than 10 characters'),
    ):
        with pytest.raises(tables.Unreadable) as caught:
            list(tables.read(text, ',', 10))
        assert caught.value.line == line and reason in caught.value.reason
