"""brand.yaml: what is read of it, and what it says of colours that cannot be read."""

from pathlib import Path

import pytest

from letterpress.manuscript import brand, reading
from letterpress.manuscript.yaml import tree
from letterpress.manuscript.yaml.shapes import Report
from letterpress.world.files import inside

PROJECT = Path(__file__).parents[2]


def read(text, files=()):
    report = Report('en')
    made = brand.read(tree.parse(text, brand.PATH), report, files)
    return made, [(one.code, one.place.line) for one in report.findings]


def test_a_whole_brand():
    made, found = read(
        'logo: {en: logo.svg, ar: brand/logo-ar.png}\n'
        'colours:\n'
        '  accent: {rgb: "#00573F", cmyk: [90, 30, 80, 20]}\n'
        '  type: 101820\n'
        'faces: {display: own-sans, text: [own-serif, own-arabic]}\n'
        'device: iris\n',
        {'content/logo.svg', 'content/brand/logo-ar.png'},
    )
    assert found == []
    assert (made.accent, made.type, made.paper) == ('#00573f', '#101820', brand.PAPER)
    assert dict(made.cmyk) == {'accent': (90.0, 30.0, 80.0, 20.0)}
    assert dict(made.logos) == {'en': 'content/logo.svg', 'ar': 'content/brand/logo-ar.png'}
    assert (made.display, made.text) == (('own-sans',), ('own-serif', 'own-arabic'))
    assert made.device == 'iris'


@pytest.mark.parametrize('text', ['{}', 'device: none', 'faces: {text: own}'])
def test_what_is_not_said_is_the_houses(text):
    made, found = read(text)
    assert found == [] and made.accent == brand.ACCENT and not made.logos


@pytest.mark.parametrize(
    'text, found',
    [
        ('colours: {accent: "#fff", type: "#000", paper: "#fff"}', [('LP311', 1)]),
        ('colours: {accent: "#777", type: "#777", paper: "#fff"}', [('LP310', 1), ('LP312', 1)]),
        ('colours: {accent: "#3ad29f", type: "#f2f2ee", paper: "#15202b"}', [('LP311', 1)]),
        ('colours:\n  accent: "#00573f"\n  type: "#7a8a99"', [('LP310', 3)]),
        ('colours: {type: "#000"}', [('LP122', 1)]),
        ('colours: {accent: green}', [('LP309', 1)]),
        ('colours: {accent: {rgb: "#00573f", cmyk: [1, 2, 3]}}', [('LP135', 1)]),
        ('colours: {accent: {rgb: "#00573f", cmyk: [1, 2, 3, 101]}}', [('LP130', 1)]),
        ('logo: logo.jpg', [('LP317', 1)]),
        ('logo: ../logo.svg', [('LP317', 1)]),
        ('logo: /etc/logo.svg', [('LP124', 1)]),
        ('device: star', [('LP124', 1)]),
        ('color: red', [('LP121', 1)]),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(text, found):
    codes = read(text, {'content/logo.png'})[1]
    assert [code for code, _ in codes] == [code for code, _ in found] and codes == found


def test_a_file_of_another_name_is_not_passed_over():
    (one,) = brand.misnamed({'content/Brand.yaml', 'content/brand.yaml', 'content/logo.svg'})
    assert one.code == 'LP137' and one.place.path == 'content/Brand.yaml'


@pytest.mark.parametrize(
    'logo, said',
    [
        ('logo.svg', []),
        ('{de: logo.svg, en: logo.svg}', []),
        ('{de: logo.svg}', ['there is no logo for en']),
        ('{de: logo.svg, fr: logo.svg}', ['there is no logo for en', 'the logo for fr']),
    ],
)
def test_a_language_without_a_logo_and_a_logo_without_a_language_are_said(logo, said):
    made, found = read(f'logo: {logo}', {'content/logo.svg'})
    assert found == []
    told = list(brand.spoken(made, ['de', 'en']))
    assert [one.code for one in told] == ['LP291'] * len(said)
    assert all(words in one.message for words, one in zip(said, told, strict=True))
    assert all(one.place.line == 1 for one in told)


def test_a_campaign_is_asked_for_the_logo_of_each_of_its_languages():
    files = inside.read_tree(PROJECT, 'content')
    files |= {brand.PATH: b'logo: {en: logo.svg}', 'content/logo.svg': b'<svg/>'}
    _, found = reading.read(files)
    assert [one.code for one in found if one.place.path == brand.PATH] == ['LP291']
