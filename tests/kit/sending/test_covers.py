"""The cover e-mails of letters: messages with their letter in them, whatever the names are."""

import email
from dataclasses import replace
from datetime import UTC, datetime
from email import policy
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from letterpress.findings import Place
from letterpress.kit.sending import covers
from letterpress.manuscript import reading
from letterpress.manuscript.edition import edition
from letterpress.manuscript.model import Counts, PublicSignatory, Recipient

HOUSE = Path(__file__).parents[3]
MIME = 'MIME-Version', 'Content-Type'
DAY = datetime(2026, 12, 1, tzinfo=UTC)
PDF = b'%PDF-1.7\n' + bytes(range(256)) * 40
ONE = Recipient(
    id='an-1-1',
    body='assemblee-nationale',
    civility='Madame',
    office='Députée de l’Ain',
    name='Claude Ici',
    lines=('Madame Claude Ici', 'Députée de l’Ain', '75355 PARIS 07 SP'),
    lines_language='fr',
    language='fr',
    salutation='Madame la Députée,',
    closing='Adieu, Madame la Députée.',
    delivery='email',
    email='a.b@example.net',
    place=Place('x', 2),
    stem='an-01-1',
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


def said(language='fr', reference='', **facts):
    found = edition(sample(), language)
    filing = replace(found.facts.filing, reference=reference)
    return replace(found, facts=replace(found.facts, filing=filing, **facts))


def read(data):
    assert data.isascii() and all(len(line) <= 998 for line in data.split(b'\r\n'))
    head = data.partition(b'\r\n\r\n')[0]
    assert all(len(line) <= 78 for line in head.split(b'\r\n'))
    assert b'\n' not in data.replace(b'\r\n', b'')
    return email.message_from_bytes(data, policy=policy.default)


def words(message):
    return message.get_body().get_content().replace('\r\n', '\n')


def plain(text):
    return text.replace('\u00a0', ' ').replace('\u202f', ' ')


def test_it_is_a_letter_to_this_addressee_with_the_letter_in_it():
    message = read(covers.write(said(reference='LF-7'), ONE, PDF, DAY))
    assert str(message['To']) == 'Claude Ici <a.b@example.net>'
    assert message['From'].addresses[0].addr_spec == 'press@example.org'
    assert message['Subject'].startswith('Lettre ouverte')
    assert plain(message['Subject']).endswith('(notre référence : LF-7)')
    assert message['Date'].datetime == DAY and message['X-Unsent'] == '1'
    assert message['Content-Language'] == 'fr'
    assert message['Message-ID'].startswith('<letter.fr.an-01-1.')
    (file,) = message.iter_attachments()
    assert file.get_filename() == 'letter.fr.an-01-1.pdf' and file.get_content() == PDF
    assert file.get_content_type() == 'application/pdf'
    text = words(message)
    assert text.startswith('Madame la Députée,\n\n') and '\n\nAdieu, Madame la Députée.\n\n' in text
    assert '1er décembre 2026' in plain(text) and 'press@example.org' in text
    assert plain(text).endswith('Pièce jointe : letter.fr.an-01-1.pdf\n')
    assert 'LF-7' not in read(covers.write(said(), ONE, PDF, DAY))['Subject']


@pytest.mark.parametrize('language', ['en', 'fr', 'es', 'de', 'it', 'el', 'bg', 'ar'])
def test_every_language_has_its_cover_e_mail(language):
    one = replace(ONE, language=language)
    ours = said(language, '7/26')
    message = read(covers.write(ours, one, PDF, DAY))
    text = words(message)
    assert text == covers.text(ours, one) and '{' not in text and len(text.split('\n\n')) == 7
    assert ours.letter.title in message['Subject'] and '7/26' in message['Subject']
    assert f'letter.{language}.an-01-1.pdf' in text


def test_the_same_letter_gives_the_same_bytes_and_another_one_others():
    made = [covers.write(said(), ONE, PDF, DAY) for _ in range(2)]
    assert made[0] == made[1]
    other = covers.write(said(), ONE, PDF + b'x', DAY)
    assert read(other)['Message-ID'] != read(made[0])['Message-ID']


def test_an_embargo_stands_first_in_subject_and_text():
    held = datetime(2026, 12, 1, 6, tzinfo=ZoneInfo('Europe/Paris'))
    message = read(covers.write(said(embargo=held), ONE, PDF, DAY))
    assert message['Subject'].startswith('SOUS EMBARGO')
    assert words(message).startswith('SOUS EMBARGO')


@pytest.mark.parametrize(
    'name',
    [
        'Żółć-Gąsienica, Łucja „Lu”',
        'Doe, John "JD"',
        'A\r\nBcc: e@example.org',
        'x =?utf-8?q?=0ABcc:_e@example.org?=',
        'Ł' * 120,
        '',
    ],
)
def test_a_name_is_no_header_and_no_second_addressee(name):
    ours = said(contact=replace(said().facts.contact, phone='1\n2'))
    message = read(covers.write(ours, replace(ONE, name=name), PDF, DAY))
    assert sorted(message.keys()) == sorted(
        ('From', 'To', 'Subject', 'Date', 'Message-ID', 'Content-Language', 'X-Unsent', *MIME)
    )
    assert [one.addr_spec for one in message['To'].addresses] == ['a.b@example.net']
    assert len(list(message.iter_attachments())) == 1


def test_who_has_no_address_or_another_language_gets_no_e_mail():
    for one in (replace(ONE, email=''), replace(ONE, language='de')):
        with pytest.raises(ValueError, match='an-1-1'):
            covers.write(said(), one, PDF, DAY)


def test_it_promises_no_list_that_its_letter_does_not_hold():
    ours = said()
    assert 'accompagnée de la liste de ses signataires' in covers.text(ours, ONE)
    people = tuple(PublicSignatory(f'p{n}', f'Ana {n}', 'person') for n in range(1001))
    many = plain(covers.text(replace(ours, signatories=people, counts=Counts.of(people)), ONE))
    assert 'liste de ses signataires' not in many and 'Pour les 1 001 premiers signataires' in many
    assert (
        'personnes : noms dans l’annexe du dossier de dépôt et dans la liste publique, '
        'www.example.org' in many
    )
    kept = replace(
        ours,
        signatories=(*ours.signatories, people[0]),
        counts=Counts(81, 1),
        facts=replace(ours.facts, letter_names='organisations'),
    )
    some = plain(covers.text(kept, ONE))
    assert 'liste de ses signataires' in some and '1 personne : noms dans l’annexe' in some
