"""What is said of a campaign's own pictures, in which languages, and what is in the way."""

from __future__ import annotations

import pytest

from letterpress.manuscript.pictures import described
from letterpress.manuscript.yaml import tree
from letterpress.manuscript.yaml.shapes import Report

WORDS = """file: {file}
kind: {kind}
caption: {{en: "The square, signed by {{signatories}}", fr: La place}}
alt: {{en: A square, fr: Une place}}
credit: Ana
"""
FILE = b'bytes'


def said(file: str = 'square.jpg', kind: str = 'photograph') -> str:
    return WORDS.format(file=file, kind=kind)


def read(release: bool = False, languages=('en', 'fr'), **texts: str):
    files = {
        f'{described.FOLDER}{name.replace("__", ".")}': text.encode()
        for name, text in texts.items()
    }
    report = Report()
    report.source_language = 'en'
    found = described.read(
        files,
        lambda path: tree.parse(files[path].decode(), path),
        report,
        languages,
        release,
    )
    return found, report.findings


def codes(findings) -> list[str]:
    return [one.code for one in findings]


def test_a_picture_with_all_that_is_said_of_it():
    [one], found = read(square__yaml=said(), square__jpg='x')
    assert not found
    assert (one.id, one.path, one.kind) == ('square', 'content/pictures/square.jpg', 'photograph')
    assert one.caption['fr'] == 'La place' and one.alt['en'] == 'A square'
    assert one.credit.to('fr') == 'Ana' and one.licence is None
    assert one.told('en') and one.told('fr') and not one.told('de')


def test_photographs_come_first_then_stills_then_logos():
    found, wrong = read(
        a__yaml=said('a.png', 'logo'),
        b__yaml=said('b.png', 'still'),
        d__yaml=said('d.jpg'),
        c__yaml=said('c.jpg'),
        **dict.fromkeys(('a__png', 'b__png', 'c__jpg', 'd__jpg'), 'x'),
    )
    assert not wrong and [one.id for one in found] == ['c', 'd', 'b', 'a']


@pytest.mark.parametrize(('release', 'code'), [(False, 'LP632'), (True, 'LP633')])
@pytest.mark.parametrize('key', ['caption', 'alt'])
def test_a_language_without_words_is_found_where_the_words_should_stand(release, code, key):
    fr = ', fr: La place' if key == 'caption' else ', fr: Une place'
    [one], [finding] = read(release, square__yaml=said().replace(fr, ''), square__jpg='x')
    assert (finding.code, finding.place.line) == (code, 3 if key == 'caption' else 4)
    assert f'no {key} in fr' in finding.message and 'left out' in finding.message
    assert one.told('en') and not one.told('fr')
    assert (finding.severity == 'error') == release


@pytest.mark.parametrize(('release', 'code'), [(False, 'LP632'), (True, 'LP633')])
@pytest.mark.parametrize('key', ['credit', 'licence'])
def test_a_credit_by_language_that_lacks_one_is_found_and_the_picture_stays(release, code, key):
    bare = ''.join(line for line in said().splitlines(True) if not line.startswith(key))
    whole = f'{key}: {{en: Photo by Ana, fr: Photo d’Ana}}\n'
    [one], found = read(release, square__yaml=bare + whole, square__jpg='x')
    assert not found and one.told('fr')
    lacking = f'{key}: {{en: Photo by Ana}}\n'
    [one], [finding] = read(release, square__yaml=bare + lacking, square__jpg='x')
    assert finding.code == code and f'no {key} in fr' in finding.message
    assert 'source language stands there' in finding.message and one.told('fr')


def test_one_text_is_in_the_source_language_and_in_no_other():
    text = said().replace('{en: A square, fr: Une place}', 'A square')
    [one], found = read(square__yaml=text, square__jpg='x')
    assert codes(found) == ['LP632'] and one.told('en') and not one.told('fr')
    [one], found = read(languages=('en',), square__yaml=text, square__jpg='x')
    assert not found and one.alt == {'en': 'A square'}


def test_without_alternative_text_there_is_no_picture():
    text = ''.join(line for line in said().splitlines(True) if not line.startswith('alt'))
    found, wrong = read(square__yaml=text, square__jpg='x')
    assert not found and codes(wrong) == ['LP122'] and 'alt' in wrong[0].message
    found, wrong = read(square__yaml=said().replace('A square, fr', '"", fr'), square__jpg='x')
    assert not found and codes(wrong) == ['LP131']


@pytest.mark.parametrize(
    'name', ['../brand.png', 'old/square.jpg', '.square.jpg', '/etc/passwd', 'c:square.jpg']
)
def test_a_file_that_does_not_lie_beside_it_is_refused(name):
    found, wrong = read(square__yaml=said(f"'{name}'"), square__jpg='x')
    assert not found and wrong[0].code == 'LP124'


def test_texts_hold_no_markup_no_unknown_number_and_no_placeholder():
    for old, new, code in (
        ('fr: La place', 'fr: La *place*', 'LP151'),
        ('{{signatories}}', '{{signers}}', 'LP172'),
        ('credit: Ana', 'credit: "[who made it]"', 'LP180'),
    ):
        text = WORDS.replace(old, new).format(file='square.jpg', kind='photograph')
        _, wrong = read(square__yaml=text, square__jpg='x')
        assert code in codes(wrong), (new, wrong)


def test_what_hides_or_says_where_it_comes_from_is_no_picture():
    _, wrong = read(README__md='From the archive', **{'old/README__md': 'x', 'lost__jpg': 'x'})
    assert [(one.code, str(one.place.path)) for one in wrong] == [
        ('LP199', 'content/pictures/lost.jpg')
    ]
    assert 'content/pictures/lost.yaml' in wrong[0].hint


def test_a_file_of_the_other_ending_is_not_passed_over():
    found, wrong = read(square__yml=said(), square__jpg='x')
    assert not found and [(one.code, one.place.path) for one in wrong] == [
        ('LP137', 'content/pictures/square.yml')
    ]
