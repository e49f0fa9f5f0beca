"""What goes with the letters: addresses for the envelopes, a word about portals."""

import csv
import io
from dataclasses import replace
from functools import cache
from pathlib import Path

from letterpress.findings import Place
from letterpress.kit import mailing
from letterpress.manuscript import reading
from letterpress.manuscript.model import Recipient

HOUSE = Path(__file__).parents[2]
ONE = Recipient(
    id='an-01-1',
    body='assemblee-nationale',
    civility='Madame',
    office='Députée de l’Ain',
    name='Claude Ici',
    lines=('Madame Claude Ici', 'Députée de l’Ain', '75355 PARIS 07 SP'),
    lines_language='fr',
    language='fr',
    salutation='Madame la Députée,',
    closing='Adieu, Madame la Députée.',
    delivery='post',
    email='',
    place=Place('x', 2),
)


@cache
def sample():
    files = {
        path.relative_to(HOUSE).as_posix(): path.read_bytes()
        for path in (HOUSE / 'content').rglob('*')
        if path.is_file()
    }
    campaign, _ = reading.read(files)
    assert campaign is not None
    return campaign


def test_each_letter_on_paper_has_a_row_for_its_envelope():
    data = mailing.addresses(
        [
            ONE,
            replace(ONE, id='b', delivery='email'),
            replace(ONE, id='c', delivery='portal'),
            replace(ONE, id='d', delivery='hand', lines=('=1+1', 'Paris, 2')),
        ]
    )
    assert data.startswith(b'\xef\xbb\xbf') and data.endswith(b'\r\n')
    rows = list(csv.reader(io.StringIO(data.decode('utf-8-sig'), newline='')))
    assert rows[0] == list(mailing.COLUMNS) and len(rows[0]) == 12
    assert rows[1][:7] == [
        'an-01-1',
        'assemblee-nationale',
        'letter.fr.an-01-1.pdf',
        'post',
        *ONE.lines,
    ]
    assert rows[1][7:] == [''] * 5
    assert [row[0] for row in rows[1:]] == ['an-01-1', 'd'] and rows[2][4:6] == [
        "'=1+1",
        'Paris, 2',
    ]


def test_all_shipped_addressees_have_an_envelope():
    rows = mailing.addresses(sample().recipients).decode().splitlines()
    assert len(rows) == 1 + 577 + 348 + 8 and len(set(rows)) == len(rows)


def test_a_body_that_takes_letters_through_a_portal_only_is_said_once():
    through = [
        replace(
            ONE,
            id=id,
            delivery='portal',
            portal='https://portal.example.net/',
            place=Place('x', line),
        )
        for line, id in ((3, 'b'), (2, 'a'))
    ]
    (one,) = mailing.portals([ONE, *through])
    assert (one.code, one.severity, one.place.line) == ('LP268', 'warning', 2)
    assert 'neither by post nor by e-mail: 2 addressees of assemblee-nationale' in one.message
    assert 'letter.fr.a.pdf' in one.hint and 'https://portal.example.net/' in one.hint
    assert mailing.portals([ONE]) == ()
