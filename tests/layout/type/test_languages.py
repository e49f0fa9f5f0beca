"""Blanks, dashes and endings as each language asks; the rules are data and parse."""

import re
from importlib import resources

import pytest

from letterpress.layout import typography
from letterpress.layout.type import languages
from letterpress.manuscript.model import Run

CODES = sorted(
    file.name.removesuffix('.toml')
    for file in resources.files('letterpress').joinpath('languages').iterdir()
    if file.name.endswith('.toml')
)


@pytest.mark.parametrize(
    'language, text, by',
    [
        ('fr', 'Vrai ? Oui : « non »', 'Vrai\u202f? Oui\u00a0: «\u00a0non\u00a0»'),
        ('fr', '5 % ; rien !', '5\u00a0%\u202f; rien\u202f!'),
        ('fr', 'voir n° 5, p. 12', 'voir n°\u00a05, p.\u00a012'),
        ('es', 'población —un poder— que', 'población —\u2060un poder\u2060— que'),
        ('es', 'y de otros —todos—.', 'y de otros —\u2060todos\u2060—.'),
        ('pl', 'W domu i w pracy, a to', 'W\u00a0domu i\u00a0w\u00a0pracy, a\u00a0to'),
        ('cs', 'k lesu a z lesa', 'k\u00a0lesu a\u00a0z\u00a0lesa'),
        ('sk', 'v meste', 'v\u00a0meste'),
        ('de', 'nach Art. 5 und § 12 Abs. 3', 'nach Art.\u00a05 und §\u00a012 Abs.\u00a03'),
        ('en', 'a 10 000 km walk — or so', 'a 10\u00a0000\u00a0km walk\u00a0— or so'),
        ('en', 'Really ? “No” ; it', 'Really ? “No” ; it'),
        ('de', 'am 1. Mai, z. B. i. d. R.', 'am 1.\u00a0Mai, z.\u202fB. i.\u202fd.\u202fR.'),
        ('de', 'ein Wort – noch – eins', 'ein Wort\u00a0– noch\u00a0– eins'),
        ('de', 'Nr. 10. Maiglöckchen', 'Nr.\u00a010. Maiglöckchen'),
        ('fr', 'le 1er mai 2026, Mme Roux', 'le 1er\u00a0mai 2026, Mme\u00a0Roux'),
        ('fr', 'un mot — un seul — dit', 'un mot — un seul — dit'),
        ('es', 'el 3 de mayo en EE. UU.', 'el 3\u00a0de mayo en EE.\u202fUU.'),
        ('it', 'il 1º maggio, sig. Rossi', 'il 1º\u00a0maggio, sig.\u00a0Rossi'),
        ('en', '5 May, Mr Smith, 1.5 May', '5\u00a0May, Mr\u00a0Smith, 1.5 May'),
        ('bg', 'от 5 май – т. е. сега', 'от 5\u00a0май\u00a0– т.\u202fе. сега'),
        ('el', '1 Μαΐου, άρθρο 5', '1\u00a0Μαΐου, άρθρο\u00a05'),
        ('pl', '3 maja 2026 r.', '3\u00a0maja 2026\u00a0r.'),
        ('ar', 'المادة 5 — في 3 مايو', 'المادة\u00a05\u00a0— في 3\u00a0مايو'),
        ('fr-CH', '« mot »', '«\u00a0mot\u00a0»'),
        ('xx', 'nothing is known', 'nothing is known'),
    ],
)  # fmt: skip
def test_blanks_are_bound_and_no_word_is_changed(language, text, by):
    made = languages.rules(language).spaced(text)
    assert made == by
    plain = made.replace('\u2060', '').replace('\u00a0', ' ').replace('\u202f', ' ')
    assert plain == text


@pytest.mark.parametrize('language', CODES)
def test_what_is_bound_once_stays_as_it_is(language):
    once = languages.rules(language).spaced('« a 5 % — b —c— n° 5 : x ! 10 000 z. B. 1er mai »')
    assert languages.rules(language).spaced(once) == once
    word, before, after = languages.rules(language).hyphens
    assert before >= 2 and after >= 2 and word >= before + after


@pytest.mark.parametrize(
    'text, markup',
    [
        ('le 1er décembre', 'le 1<sup>er</sup>\u00a0décembre'),
        ('la 1re et la 2e fois', 'la 1<sup>re</sup> et la 2<sup>e</sup> fois'),
        ('le XXIe siècle', 'le XXI<sup>e</sup> siècle'),
        ('article L123e et A4e', 'article L123e et A4e'),
        (
            'François Ier, la Ire République',
            'François I<sup>er</sup>, la I<sup>re</sup> République',
        ),
        ('la Ve République', 'la V<sup>e</sup> République'),
        # words that begin with a Roman figure
        ('Les organisations. Le Conseil', 'Les organisations. Le Conseil'),
        ('Vers la fin. Ces Des Mes Lers Id', 'Vers la fin. Ces Des Mes Lers Id'),
        ('<b>1er</b>', '&lt;b&gt;1<sup>er</sup>&lt;/b&gt;'),
    ],
)
def test_french_ordinals_have_superior_endings(text, markup):
    assert typography.mixed(text, False, 'fr') == markup
    assert '<sup>' not in typography.mixed(text, False, 'en')


def test_an_address_in_a_link_is_left_alone():
    run = Run('https://example.org/?a=1er', href='https://example.org/?a=1er')
    assert 'sup' not in typography.prose([run], 'fr')


def test_what_stands_in_another_language_follows_its_rules():
    runs = [Run('He said '), Run('« oui »', emphasis=True, lang='fr'), Run(' : « so »')]
    made = typography.prose(runs, 'en')
    assert '«\u00a0oui\u00a0»' in made and ' : « so' in made


# what a compositor of each language expects: outer marks, the dash behind a dateline
OUTER = {'en': '“', 'fr': '«', 'es': '«', 'it': '«', 'el': '«', 'ar': '«', 'de': '„', 'bg': '„',
         'pl': '„', 'cs': '„', 'sk': '„'}  # fmt: skip


@pytest.mark.parametrize('language', CODES)
def test_marks_open_and_dashes_have_their_blanks(language):
    rules = languages.rules(language)
    assert rules.opening.startswith(OUTER.get(language, '“'))
    assert rules.dash.strip(' .') in ('—', '–') and rules.dash.endswith(' ')


@pytest.mark.parametrize('language', [code for code in CODES if code != 'default'])
def test_a_day_stays_with_its_month_in_every_month(language):
    """The names are those that long dates are written with."""
    from datetime import date

    from letterpress.manuscript import locales

    for month in range(1, 13):
        written = locales.long_date(date(2026, month, 15), language).replace('\u00a0', ' ')
        if language == 'ar':
            written = written.translate({0x660 + n: str(n) for n in range(10)})
        made = languages.rules(language).spaced(written)
        assert re.search('15\\.?\u00a0', made), (written, made)


def test_every_language_that_ships_has_its_rules():
    ships = {
        path.name for path in resources.files('letterpress').joinpath('scaffold').iterdir()
    } - {'__pycache__'}
    assert ships <= set(CODES)
