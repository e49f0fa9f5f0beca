"""Reading all of content/: what comes out, and that one run tells all."""

from datetime import date
from pathlib import Path

import pytest

from fixtures.tiny import files
from letterpress.findings import Place
from letterpress.manuscript import reading
from letterpress.manuscript.model import LocalText
from letterpress.manuscript.text import press_texts, unwritten

PROJECT = Path(__file__).resolve().parents[2]


def found(given, release=False):
    return [(one.code, str(one.place)) for one in reading.read(given, release)[1]]


def test_a_good_campaign_is_read_whole():
    campaign, findings = reading.read(files())
    assert findings == ()
    known = campaign.facts
    assert (known.edition, known.date, known.languages, known.embargo) == (
        1,
        date(2026, 3, 20),
        ('en', 'fr'),
        None,
    )
    assert known.title.to('fr') == 'Rendez-nous les trains de nuit' and known.place == LocalText(
        'Toulouse'
    )
    assert (known.addressee, known.addressee_language) == (('La directrice de la gare',), 'fr')
    assert list(campaign.letters) == ['en', 'fr']
    assert campaign.letters['fr'].source_hash == campaign.letters['en'].hash
    assert campaign.letters['en'].errata[0].wrong == 'of to sleep'
    assert [run.lang for run in campaign.letters['en'].blocks[0].runs] == ['', 'fr', '']
    assert campaign.phrases['fr']['roll.count']['one'] == '{count} signataire'
    assert campaign.posters['fr']['suspects']['headline'] == ('DORMIR', '*SUR* RAILS')
    assert [block.kind for block in campaign.releases['fr'].blocks] == ['paragraph', 'quote']
    assert campaign.releases['fr'].notes[0].text == 'Les photographies sont libres de droits.'
    assert [entry.id for entry in campaign.roll] == ['last-carriage', 'wagon-lit']


def test_a_campaign_cannot_be_changed():
    campaign, _ = reading.read(files())
    for table in (
        campaign.letters,
        campaign.phrases,
        campaign.phrases['fr'],
        campaign.phrases['fr']['roll.count'],
        campaign.posters['fr']['suspects'],
        campaign.releases,
        campaign.facts.title.by_language,
    ):
        with pytest.raises(TypeError):
            table['x'] = 'y'


def test_one_run_tells_all_faults_of_all_files_in_order():
    given = files(
        letter__fr_md='---\ntitle: [\n---\nx',
        phrases__fr_yaml='a: 1\na: 2\n',
        posters__fr_yaml=None,
        press__fr__notes_md='<b>',
        signatories_yaml='- name: \u202ex\n',
        campaign_yaml='title: [a]\nlanguages: [en, fr]\n',
    )
    codes = [code for code, _ in found(given)]
    assert {'LP123', 'LP122', 'LP105', 'LP106', 'LP120', 'LP140', 'LP103'} <= set(codes)
    places = [one.place for one in reading.read(given)[1]]
    assert places == sorted(places) and reading.read(given)[0] is None


def test_a_broken_campaign_file_does_not_hide_the_letters():
    assert found(files(campaign_yaml='languages: [en, fr\n', letter__fr_md='x')) == [
        ('LP105', 'content/campaign.yaml:1:12'),
        ('LP111', 'content/letter/fr.md:1'),
    ]
    assert found(files(campaign_yaml=None, letter__fr_md='x')) == [
        ('LP120', 'content/campaign.yaml'),
        ('LP111', 'content/letter/fr.md:1'),
    ]


def test_an_empty_project_misses_its_two_files():
    assert found({}) == [('LP120', 'content/campaign.yaml'), ('LP120', 'content/signatories.yaml')]


def test_a_language_without_any_file_misses_each_of_its_files_once():
    given = {path: data for path, data in files().items() if '/fr' not in path}
    assert found(given) == [
        ('LP120', f'content/{path}')
        for path in (
            'letter/fr.md',
            'phrases/fr.yaml',
            'posters/fr.yaml',
            'press/fr/boilerplate.md',
            'press/fr/notes.md',
            'press/fr/quotes.yaml',
            'press/fr/release.md',
        )
    ]


def test_a_missing_phrase_is_exactly_one_finding_at_the_translation():
    text = files()['content/phrases/fr.yaml'].decode()
    assert found(files(phrases__fr_yaml=text.replace('letter.subject: Objet\n', ''))) == [
        ('LP161', 'content/phrases/fr.yaml:1')
    ]


def test_warnings_alone_leave_a_campaign():
    given = files(
        letter__fr_md=files()['content/letter/fr.md'].decode().replace('12 heures', 'douze heures')
    )
    campaign, findings = reading.read(given)
    assert campaign is not None and [one.severity for one in findings] == ['warning']
    assert reading.read(given, release=True)[0] is not None


def test_files_elsewhere_are_not_read_and_a_translation_in_the_making_is_told():
    given = files() | {
        'layouts/letter/page.html': b'\xff',
        'README.md': b'\xff',
        'content/README.md': b'\xff',
        'content/letter/README.md': b'x',
        'content/letter/.de.md.swp': b'\xff',
        'content/press/de/release.md': b'\xff',
    }
    assert found(given) == [('LP137', 'content/press/de/release.md')]


def test_by_country_and_seals_and_embargo_are_typed():
    text = files()['content/campaign.yaml'].decode()
    country = '  address: Platform 2\n  by_country:\n    NO: {printer: Vi, address: Spor 3}\n'
    text = text.replace('  address: Platform 2\n', country)
    text = text.replace('embargo: none', 'embargo: 2026-03-20T06:00+01:00')
    text += f'seal:\n  trusted_sha256: [{"A1" * 32}]\n'
    known = reading.read(files(campaign_yaml=text))[0].facts
    assert known.imprint.by_country['NO'] == ('Vi', 'Spor 3')
    assert known.trusted_seals == {'a1' * 32}
    assert known.embargo.isoformat() == '2026-03-20T06:00:00+01:00'


# ---- placeholders --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    'text',
    [
        'press@example.org',
        'https://www.example.com/x',
        'HTTP://EXAMPLE.NET',
        'https://a.test/',
        'x@y.invalid',
        '+33 1 99 00 12 34',
        '01 99 00 12 34',
        '+33639981234',
        '+1 (212) 555-0199',
        '+44 1632 960123',
        'Name of the printer',
        '[your name]',
        'Address of the printer, example.org',
    ],
)
def test_what_stands_for_something_else_is_a_placeholder(text):
    assert unwritten.is_placeholder(text)


@pytest.mark.parametrize(
    'text',
    [
        'press@examples.org',
        'https://my-example.org/',
        'https://example.organic',
        '+33 1 42 00 12 34',
        '01 99 12 34 56',
        'Imprimerie du Nord',
        'for example',
        'see [1]',
        'contest@attestation.org',
    ],
)
def test_what_is_meant_is_none(text):
    assert not unwritten.is_placeholder(text)


def test_a_release_needs_the_owners_facts_and_a_fresh_translation():
    text = (
        files()['content/campaign.yaml']
        .decode()
        .replace('embargo: none\n', '')
        .replace('Platform 2', 'example.org')
    )
    french = files()['content/letter/fr.md'].decode()
    given = files(
        campaign_yaml=text, letter__fr_md=french.replace('source_hash: ', 'source_hash: pending # ')
    )
    assert [code for code, _ in found(given)] == ['LP180', 'LP170']
    campaign, findings = reading.read(given, release=True)
    assert campaign is None
    assert [(one.code, one.place.line, one.severity) for one in findings] == [
        ('LP182', 1, 'error'),
        ('LP181', 20, 'error'),
        ('LP171', 1, 'error'),
    ]


# ---- the sample ----------------------------------------------------------------------------------


def sample():
    folder = PROJECT / 'content'
    return {
        path.relative_to(PROJECT).as_posix(): path.read_bytes()
        for path in folder.rglob('*')
        if path.is_file()
    }


def test_the_sample_has_no_finding_but_its_placeholders():
    given = sample()
    own = {
        path.rpartition('/')[2].removesuffix('.md')
        for path in given
        if path.startswith('content/press/') and path.endswith('.md')
    } - {*press_texts.FILES}
    campaign, findings = reading.read(given, press=dict.fromkeys(own, ('leaflet',)))
    assert {one.code for one in findings} == {'LP180'}, '\n'.join(map(str, findings))
    assert {one.place.path for one in findings} == {'content/campaign.yaml'}
    assert [one.place.line for one in findings] == sorted({one.place.line for one in findings}), (
        'one finding a line'
    )
    assert campaign is not None and len(campaign.facts.languages) == len(campaign.letters) == 8


def test_places_of_findings_are_inside_the_project():
    for one in reading.read(files(letter__fr_md='x'))[1]:
        assert isinstance(one.place, Place) and one.place.path.startswith('content/')
