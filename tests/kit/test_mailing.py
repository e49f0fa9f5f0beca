"""What goes with the letters: addresses for the envelopes, cover e-mails, a word about portals."""

import csv
import io
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from letterpress.findings import Place
from letterpress.kit import mailing
from letterpress.manuscript import reading
from letterpress.manuscript.edition import edition
from letterpress.manuscript.model import Counts, PublicSignatory, Recipient

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


def test_the_cover_e_mail_is_a_letter_to_this_addressee():
    by_mail = replace(ONE, delivery='email', email='a.b@example.net')
    text = mailing.email(edition(sample(), 'fr'), by_mail, 'LF-7').decode()
    head, salutation, *_ = text.split('\n\n')
    to, subject = head.split('\n')
    assert to == 'À\u00a0: a.b@example.net'
    assert subject.startswith('Objet\u00a0: Lettre ouverte') and subject.endswith(
        '(notre référence\u00a0: LF-7)'
    )
    assert salutation == 'Madame la Députée,' and '\n\nAdieu, Madame la Députée.\n\n' in text
    assert '1er\u00a0décembre' in text or '1er décembre 2026' in text
    assert (
        text.endswith('Pièce jointe\u00a0: letter.fr.an-01-1.pdf\n') and 'press@example.org' in text
    )
    assert 'LF-7' not in mailing.email(edition(sample(), 'fr'), by_mail).decode()


@pytest.mark.parametrize('language', ['en', 'fr', 'es', 'de', 'it', 'el', 'bg', 'ar'])
def test_every_language_has_its_cover_e_mail(language):
    by_mail = replace(ONE, language=language, email='a@example.net')
    text = mailing.email(edition(sample(), language), by_mail, '7/26').decode()
    assert '{' not in text and 'a@example.net' in text and '7/26' in text
    assert f'letter.{language}.an-01-1.pdf' in text and len(text.split('\n\n')) == 8


def test_who_has_no_address_or_another_language_gets_no_e_mail():
    for one in (ONE, replace(ONE, email='a@example.net', language='de')):
        with pytest.raises(ValueError, match='an-01-1'):
            mailing.email(edition(sample(), 'fr'), one)


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


def test_an_email_promises_no_list_that_its_letter_does_not_hold():
    said = edition(sample(), 'fr')
    one = replace(ONE, delivery='email', email='x@example.org')
    assert 'accompagnée de la liste de ses signataires' in mailing.email(said, one).decode()
    people = tuple(PublicSignatory(f'p{n}', f'Ana {n}', 'person') for n in range(1001))
    many = (
        mailing.email(replace(said, signatories=people, counts=Counts.of(people)), one)
        .decode()
        .replace('\u00a0', ' ')
        .replace('\u202f', ' ')
    )
    assert 'liste de ses signataires' not in many and 'Pour les 1 001 premiers signataires' in many
    assert (
        'personnes : noms dans l’annexe du dossier de dépôt et dans la liste publique, '
        'www.example.org' in many
    )
    kept = replace(
        said,
        signatories=(*said.signatories, people[0]),
        counts=Counts(81, 1),
        facts=replace(said.facts, letter_names='organisations'),
    )
    some = mailing.email(kept, one).decode().replace('\u00a0', ' ')
    assert 'liste de ses signataires' in some and '1 personne : noms dans l’annexe' in some
