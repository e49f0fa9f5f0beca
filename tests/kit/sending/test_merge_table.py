"""The table for a mailing: whoever is in it is one row, and no cell of it is run."""

import csv
import io
import re
from dataclasses import replace

import pytest

from letterpress.findings import Place
from letterpress.kit.sending import merge
from letterpress.manuscript.filing import recipients
from letterpress.manuscript.model import Recipient
from letterpress.manuscript.yaml.shapes import Report

ONE = Recipient(
    id='an-1-2',
    body='sejm',
    civility='Pani',
    office='Posłanka',
    name='Żółć-Gąsienica, Łucja „Lu” "X"',
    lines=('Pani Łucja', '00-902 WARSZAWA'),
    lines_language='pl',
    language='pl',
    salutation='Szanowna Pani Posłanko,',
    closing='Z poważaniem',
    delivery='email',
    email='lucja@example.net',
    place=Place('content/recipients/sejm.csv', 2),
    stem='an-01-2',
)
FORM = """deputy:
  call: {unsaid: "Szanowni Państwo,", Pani: "Szanowna Pani Posłanko,", Pan: "Szanowny Panie Pośle,"}
  title: {unsaid: Poseł, Pani: Posłanka, Pan: Poseł}
  closing: Z poważaniem
"""
ADDRESS = 'ul. Wiejska 4 / 00-902 WARSZAWA,pl,pl,deputy'
TABLE = '\n'.join(
    (
        'body,id,civility,office,name,address,address_language,language,rank,delivery,email',
        f'sejm,sejm-1,Pani,{{title}},"Żółć, Łucja ""Lu""",{ADDRESS},email,l@example.net',
        f'sejm,sejm-2,Pan,{{title}},Jan Kos,{ADDRESS},post,',
    )
)


def rows(data):
    assert data.startswith(b'\xef\xbb\xbf') and data.endswith(b'\r\n')
    return list(csv.DictReader(io.StringIO(data.decode('utf-8-sig'), newline='')))


def test_one_row_an_addressee_in_the_order_given():
    other = replace(ONE, id='b', stem='b', email='', delivery='post', name='')
    first, second = rows(merge.table([ONE, other]))
    assert first == {
        'ADDRESSEE': 'an-1-2',
        'EMAIL': 'lucja@example.net',
        'NAME': ONE.name,
        'OFFICE': 'Posłanka',
        'GREETING': 'Szanowna Pani Posłanko,',
        'CLOSING': 'Z poważaniem',
        'LANGUAGE': 'pl',
        'BODY': 'sejm',
        'DELIVERY': 'email',
        'LETTER': 'letter.pl.an-01-2.pdf',
    }
    assert second['EMAIL'] == '' and second['LETTER'] == 'letter.pl.b.pdf'


def test_headings_are_names_of_fields_and_the_first_is_no_address():
    assert all(re.fullmatch('[A-Z]{1,10}', heading) for heading in merge.COLUMNS)
    assert merge.COLUMNS[0] != 'EMAIL' and len(set(merge.COLUMNS)) == len(merge.COLUMNS)


@pytest.mark.parametrize('name', ['=1+1', '+1', '-1', '@SUM(1)', '\t=1', '\uff1d1'])
def test_no_cell_is_a_formula(name):
    (row,) = rows(merge.table([replace(ONE, name=name, salutation=name)]))
    assert row['NAME'] == f"'{name}" and row['GREETING'] == f"'{name}"


def test_an_address_is_never_changed():
    one = replace(ONE, email='+lucja@example.net')
    (row,) = rows(merge.table([one]))
    assert row['EMAIL'] == ''
    (found,) = merge.judged([one])
    assert (found.code, found.severity, found.place) == ('LP786', 'warning', one.place)


def test_a_shared_address_is_found():
    two = replace(ONE, id='b', email='LUCJA@example.net', place=Place('x', 9))
    (found,) = merge.judged([ONE, replace(ONE, id='c', email=''), two])
    assert (found.code, found.severity, found.place.line) == ('LP785', 'warning', 9)
    assert 'an-1-2' in found.message and found.hint
    assert not list(merge.judged([ONE]))


def test_a_polish_table_of_one_by_mail_and_one_without():
    report = Report()
    files = {
        'content/recipients/sejm.csv': TABLE.encode(),
        'content/forms/pl.yaml': FORM.encode(),
    }
    found = recipients.read(files, ('pl',), report)
    assert not report.findings
    first, second = rows(merge.table(found))
    assert first['NAME'] == 'Żółć, Łucja "Lu"' and first['GREETING'] == 'Szanowna Pani Posłanko,'
    assert (second['EMAIL'], second['DELIVERY']) == ('', 'post')


@pytest.mark.parametrize(
    'email', ['l@example', 'l@@example.net', 'l..u@example.net', 'Lu <l@example.net>', 'ł@a.net']
)
def test_an_address_that_is_none_is_found_with_its_row(email):
    report = Report()
    files = {
        'content/recipients/sejm.csv': TABLE.replace('l@example.net', email).encode(),
        'content/forms/pl.yaml': FORM.encode(),
    }
    assert [one.id for one in recipients.read(files, ('pl',), report)] == ['sejm-2']
    assert [(one.code, one.place.line) for one in report.findings] == [('LP260', 2)]
