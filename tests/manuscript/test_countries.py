"""What people write for a country, and what it is read as."""

from __future__ import annotations

import pytest
from babel import Locale
from babel.core import get_global

from letterpress.manuscript import countries
from letterpress.manuscript.locales import SUPPORTED
from letterpress.manuscript.roll import files as roll_files
from letterpress.manuscript.roll import signatories as roll

# territories of CLDR that ISO 3166-1 has not assigned (Ascension, Clipperton, Sark, Diego Garcia,
# EU …)
NOT_OF_ISO = set('AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ'.split())


def test_the_codes_are_those_of_iso_3166():
    known = {code for code in Locale.parse('en').territories if len(code) == 2 and code.isalpha()}
    assert known - NOT_OF_ISO == countries.CODES and len(countries.CODES) == 250  # 249, and XK


@pytest.mark.parametrize(
    'written, code',
    [
        ('GB', 'GB'),
        ('UK', 'GB'),
        ('EL', 'GR'),
        ('U.K.', 'GB'),
        ('GBR', 'GB'),
        ('USA', 'US'),
        ('U.S.A.', 'US'),
        ('GRC', 'GR'),
        ('Poland', 'PL'),
        ('POLAND', 'PL'),
        ('pologne', 'PL'),
        ('Polonia', 'PL'),
        ('Полша', 'PL'),
        ('Πολωνία', 'PL'),
        ('πολωνια', 'PL'),
        ('بولندا', 'PL'),
        ('Polska', 'PL'),
        ('Grece', 'GR'),
        ('La Grèce', 'GR'),
        ('Η Ελλάδα', 'GR'),
        ('the Netherlands', 'NL'),
        ('Holland', 'NL'),
        ('Les Pays-Bas', 'NL'),
        ('United States of America', 'US'),
        ('Bosnia and Herzegovina', 'BA'),
        ('Bosnia & Herzegovina', 'BA'),
        ('Czech Republic', 'CZ'),
        ('Česko', 'CZ'),
        ('Northern Ireland', 'GB'),
        ('Great Britain', 'GB'),
        ('المملكة المتحدة', 'GB'),
        ('Обединеното кралство', 'GB'),
        ('Kosovo', 'XK'),
        ('Türkiye', 'TR'),
        ('TURKEY', 'TR'),
        ('Burma', 'MM'),
        ("Côte d'Ivoire", 'CI'),
        ('Niger', 'NE'),
        ('Nigeria', 'NG'),
        ('Republic of the Congo', 'CG'),
        ('South Korea', 'KR'),
        ('Hong Kong', 'HK'),
    ],
)
def test_what_is_clear_is_read(written, code):
    assert countries.code(written) == code


@pytest.mark.parametrize(
    'written',
    [
        'XX',
        'ZZ',
        'EU',
        'AA',
        'XXX',
        'ZZZ',
        'SUN',
        'uk',
        'el',
        'fr',
        'gB',
        'Korea',
        'Congo',
        'Europe',
        'Paris',
        'Unknown',
        '-',
        '',
        'n/a',
        '33',
        'F',
        'FR, DE',
        'France / Belgique',
        'Атлантида',
    ],
)
def test_what_is_not_clear_is_no_country(written):
    with pytest.raises(ValueError, match='is no country'):
        countries.code(written)
    assert 'ISO 3166' in countries.advice(written)


@pytest.mark.parametrize(
    'written, code',
    [('Polnad', 'PL'), ('Untied Kingdom', 'GB'), ('Deutchland', 'DE'), ('EN', 'GB'), ('fr', 'FR')],
)
def test_the_nearest_is_offered(written, code):
    assert countries.advice(written).startswith(f'did you mean {code}?')


@pytest.mark.parametrize('language', SUPPORTED)
def test_every_name_in_a_shipped_language_is_its_country_or_is_asked_about(language):
    doubtful = []
    for code, name in Locale.parse(language).territories.items():
        if code in countries.CODES:
            try:
                assert countries.code(name) == code
            except ValueError:
                doubtful.append(code)
    assert set(doubtful) <= {'CG', 'CD'}


def test_every_code_of_three_letters_is_its_country():
    for three, two in get_global('territory_aliases').items():
        if len(three) == 3 and three.isalpha() and len(two) == 1 and two[0] in countries.CODES:
            assert countries.code(three) == two[0]


def test_one_country_is_counted_once():
    entries = ''.join(
        f'- id: a{n}\n  name: Organisation {n}\n  kind: organisation\n  country: {country}\n'
        for n, country in enumerate(['UK', 'GB', 'United Kingdom', 'Royaume-Uni', '"GBR"'])
    )
    found, findings = roll.read({roll.FILE: entries.encode()})
    assert not findings and {entry.country for entry in found} == {'GB'}
    assert roll.read({roll.FILE: roll_files.to_yaml(found)})[0][0].country == 'GB'


def test_a_roll_of_codes_does_not_load_the_names(monkeypatch):
    monkeypatch.setattr(countries, '_names', lambda languages: pytest.fail('the names were loaded'))
    monkeypatch.setattr(countries, '_alpha_3', lambda: pytest.fail('the names were loaded'))
    found, findings = roll.read(
        {
            roll.FILE: b'- id: a\n  name: A\n  kind: organisation\n  country: FR\n'
            b'- id: b\n  name: B\n  kind: organisation\n  country: EL\n'
        }
    )
    assert not findings and [entry.country for entry in found] == ['FR', 'GR']


@pytest.mark.parametrize(
    ('written', 'code'),
    [
        ('Deutschland (DE)', 'DE'),
        ('FR - France', 'FR'),
        ('PL (Poland)', 'PL'),
        ('Schweiz / Suisse / Svizzera', 'CH'),
        ('Griechenland, EL', 'GR'),
        ('United Kingdom [UK]', 'GB'),
        ('Ελλάδα | Greece', 'GR'),
        ('مصر (EG)', 'EG'),
    ],
)
def test_a_country_may_be_said_twice(written, code):
    assert countries.code(written) == code


@pytest.mark.parametrize(
    'written',
    ['Belgium/Brussels', 'France, Germany', 'DE (AT)', 'Germany (XX)', '()', ' / ', 'Lyon - FR',
     '/'.join(['FR'] * 5)],
)  # fmt: skip
def test_two_countries_and_a_town_are_none(written):
    with pytest.raises(ValueError, match='no country'):
        countries.code(written)
