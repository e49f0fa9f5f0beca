"""`press mail`: a message for each language, with files of the kit; refused where it misleads."""

import email
import json
import shutil
from datetime import datetime
from email import policy
from pathlib import Path

import pytest

from fixtures.sample import keep, letterpress
from letterpress.base import tables
from letterpress.build import project as projects
from letterpress.commands.sending import mail
from letterpress.findings import Rejected
from letterpress.kit.formats import documents, plain
from letterpress.kit.sending import release

HOUSE = Path(__file__).resolve().parents[3]
ROWS = [
    ('card-link.{}.png', '1200', '630', '4', 'A card', 'We', 'Free', 'alt'),
    ('poster-a.{}.png', '1697', '2400', '4', "'=A poster", 'Żółw, „Studio”', 'Free', 'alt'),
    ('poster-b.{}.png', '1697', '2400', '4', 'Another', 'We', 'Free', 'alt'),
]
HEADINGS = ('file', 'width', 'height', 'bytes', 'caption', 'credit', 'licence', 'alt')


@pytest.fixture(scope='module')
def whole(tmp_path_factory):
    """A project in two languages, and beside it the kit of its texts."""
    base = tmp_path_factory.mktemp('mail') / 'letter'
    shutil.copytree(HOUSE / 'content', base / 'content')
    keep(base / 'content', 'en', 'ar')
    shutil.rmtree(base / 'content/recipients')
    facts = base / 'content/campaign.yaml'
    text = facts.read_text('utf-8')
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith('copies:')]
    facts.write_text(''.join(lines), 'utf-8')
    kit(base, base / 'build/kit')
    return base


def kit(base, folder):
    """Write what a kit has of the releases that content/ holds now."""
    project = projects.read(projects.gather(base))
    (folder / 'signatories.csv').parent.mkdir(parents=True, exist_ok=True)
    (folder / 'manifest.json').write_text('{}')
    for language, edition in project.editions.items():
        document = documents.of(edition, documents.RELEASE)
        texts, pictures = folder / language / 'texts', folder / language / 'pictures'
        texts.mkdir(parents=True, exist_ok=True)
        pictures.mkdir(exist_ok=True)
        name = f'press-release.{language}'
        (texts / f'{name}.txt').write_bytes(plain.text(document, edition))
        (texts / f'{name}.pdf').write_bytes(b'%PDF-1.7 ' + language.encode())
        (texts / f'{name}.docx').write_bytes(b'PK ' + language.encode())
        rows = [(row[0].format(language), *row[1:]) for row in ROWS]
        (pictures / 'captions.csv').write_bytes(tables.write(HEADINGS, rows))
        for row in rows:
            (pictures / row[0]).write_bytes(b'\x89PNG' + row[0].encode())


@pytest.fixture
def letter(whole, tmp_path):
    base = tmp_path / 'letter'
    shutil.copytree(whole, base)
    return base


def read(path):
    return email.message_from_bytes(path.read_bytes(), policy=policy.default)


def more(base, line):
    facts = base / 'content/campaign.yaml'
    text = facts.read_text('utf-8').replace('embargo: none\n', '')
    facts.write_text(f'{text}{line}\n', 'utf-8')


def refused(base, **wishes):
    with pytest.raises(Rejected) as caught:
        mail.mail(base, **wishes)
    assert not (base / 'build/mail').exists()
    assert all(one.hint for one in caught.value.findings)
    return [one.code for one in caught.value.findings]


def test_a_message_a_language_with_release_and_poster(letter):
    done = letterpress('press', 'mail', cwd=letter)
    assert done.stdout.split() == [
        'build/mail/press-release.ar.eml',
        'build/mail/press-release.en.eml',
    ]
    for language in ('ar', 'en'):
        message = read(letter / f'build/mail/press-release.{language}.eml')
        files = {one.get_filename(): one for one in message.iter_attachments()}
        assert list(files) == [
            f'press-release.{language}.pdf',
            f'press-release.{language}.docx',
            f'poster-a.{language}.png',
        ]
        png = files[f'poster-a.{language}.png']
        assert png.get_content() == f'\x89PNGposter-a.{language}.png'.encode('latin-1')
        text = message.get_body(('plain',)).get_content()
        assert "'=A poster" in text and 'Żółw, „Studio”' in text and 'https://press' not in text
    before = [path.read_bytes() for path in sorted((letter / 'build/mail').iterdir())]
    said = json.loads(letterpress('press', 'mail', '--json', cwd=letter).stdout)
    assert said['ok'] and said['paths'] == done.stdout.split()
    assert before == [path.read_bytes() for path in sorted((letter / 'build/mail').iterdir())]


def test_one_language(letter):
    done = mail.mail(letter, ('en',))
    assert done.paths == ('build/mail/press-release.en.eml',)
    assert 'LP705' in letterpress('press', 'mail', '--lang', 'xx', cwd=letter, check=2).stderr


def test_links_lead_to_the_kit_on_the_web(letter):
    more(letter, 'embargo: none\nsite_url: https://press.example.org/')
    mail.mail(letter, ('en',), links=True)
    message = read(letter / 'build/mail/press-release.en.eml')
    assert not list(message.iter_attachments())
    for body in ('plain', 'html'):
        said = message.get_body((body,)).get_content()
        for path in (
            'en/index.html',
            'en/texts/press-release.en.pdf',
            'en/texts/press-release.en.docx',
            'en/pictures/poster-a.en.png',
        ):
            assert f'https://press.example.org/{path}' in said


def test_without_an_address_there_are_no_links(letter):
    assert refused(letter, links=True) == ['LP783']


def test_an_embargo_is_in_the_message_until_it_is_over(letter):
    more(letter, 'site_url: https://press.example.org/\nembargo: 2026-12-01T06:00:00+01:00')
    assert refused(letter) == ['LP781'] * 2  # the kit knows nothing of the embargo
    kit(letter, letter / 'build/embargoed/4f1c')
    mail.mail(letter, ('en',))
    path = letter / 'build/mail/press-release.en.eml'
    assert read(path)['Subject'].startswith('EMBARGOED until 1 December 2026')
    shutil.rmtree(path.parent)
    assert refused(letter, links=True) == ['LP784']
    shutil.rmtree(letter / 'build/kit')
    with pytest.raises(Rejected) as caught:  # where the embargoed kit lies is told to nobody
        mail.mail(letter, ('en',), released=True)
    assert '4f1c' not in str(caught.value.findings)
    held = (letter / 'content/campaign.yaml').read_text('utf-8')
    (letter / 'content/campaign.yaml').write_text(
        held.replace('embargo: 2026', '# 2026') + 'embargo: none\n'
    )
    kit(letter, letter / 'build/released')
    (letter / 'content/campaign.yaml').write_text(held, 'utf-8')
    mail.mail(letter, ('en',), links=True, released=True)
    assert 'EMBARGO' not in path.read_text('ascii').upper().replace('=\r\n', '')


@pytest.mark.parametrize(
    ('now', 'released', 'said'),
    [
        ('2026-12-01T05:59:59+01:00', False, ''),
        ('2026-12-01T05:59:59+01:00', True, 'ends on 1 December 2026, 06:00 (UTC+1)'),
        ('2026-12-01T06:00:00+01:00', False, 'before 1 December 2026, 06:00 (UTC+1), and that is'),
        ('2026-12-01T06:00:00+01:00', True, ''),
    ],
)
def test_what_the_clock_says_of_the_embargo_is_told(letter, monkeypatch, now, released, said):
    kit(letter, letter / 'build/released')
    more(letter, 'embargo: 2026-12-01T06:00:00+01:00')
    kit(letter, letter / 'build/embargoed/4f1c')
    monkeypatch.setenv('SOURCE_DATE_EPOCH', f'{datetime.fromisoformat(now).timestamp():.0f}')
    found = mail.mail(letter, ('en',), released=released).findings
    told = [one.message for one in found if one.code == 'LP787']
    assert [said in one for one in told] == [True] * bool(said)


def test_without_a_kit_and_with_an_old_one_it_says_so(letter):
    path = letter / 'content/press/en/release.md'
    path.write_text(path.read_text('utf-8').replace('are under way', 'are going on'), 'utf-8')
    assert refused(letter) == ['LP781']
    shutil.rmtree(letter / 'build/kit')
    assert refused(letter) == ['LP780'] * 2


def test_a_message_too_large_is_not_written(letter, monkeypatch):
    (letter / 'build/kit/en/pictures/poster-a.en.png').write_bytes(bytes(8_000_000))
    assert refused(letter) == ['LP782']
    monkeypatch.setattr(release, 'MOST', 20_000_000)
    assert len(mail.mail(letter).paths) == 2


def test_a_kit_without_posters_sends_the_release_alone(letter):
    (letter / 'build/kit/en/pictures/captions.csv').unlink()
    mail.mail(letter, ('en',))
    message = read(letter / 'build/mail/press-release.en.eml')
    assert len(list(message.iter_attachments())) == 2
