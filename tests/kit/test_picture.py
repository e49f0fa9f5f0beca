"""A picture of the kit: one motif in a language, with all that is said of it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from types import MappingProxyType

import pytest

from fixtures.editions import CAMPAIGN, EDITIONS
from fixtures.type import house_files
from letterpress.kit import picture
from letterpress.kit.artifact import Artifact
from letterpress.kit.room import words
from letterpress.layout import manifest
from letterpress.layout.declared import own_phrases, pictured

LAYOUTS, _ = manifest.discover(house_files())
PICTURED = [one for one in LAYOUTS if one.pictured.of]


def file(kind: str, name: str, pixels: tuple[int, int], title: str, language: str = 'en'):
    path = f'{language}/pictures/{name}'
    media = 'image/png' if name.endswith('png') else 'image/webp'
    data = name.encode()
    return Artifact(path, kind, language, title, None, '', media, data, pixels=pixels)


SUSPECTS = [
    file('suspects', 'poster-suspects.en.webp', (849, 1200), 'WE ARE ALL SUSPECTS'),
    file('suspects', 'poster-suspects.en.png', (1697, 2400), 'WE ARE ALL SUSPECTS'),
]


def of(files, language: str = 'en', **phrases: str | None) -> tuple[picture.Picture, ...]:
    edition = EDITIONS[language]
    said = {k: v for k, v in edition.phrases.items() if k not in phrases}
    edition = replace(edition, phrases=MappingProxyType(said))
    return picture.pictures(edition, files, LAYOUTS)


def test_two_files_are_one_picture_the_large_one_first() -> None:
    [one] = of(SUSPECTS)
    assert (one.stem, one.kind, one.layout) == ('poster-suspects', picture.MOTIF, 'suspects')
    assert [(file.name, file.width, file.height) for file in one.files] == [
        ('poster-suspects.en.png', 1697, 2400),
        ('poster-suspects.en.webp', 849, 1200),
    ]
    assert one.large.name.endswith('.png') and one.small.name.endswith('.webp')
    assert one.large.sha256 == SUSPECTS[1].sha256


def test_the_words_of_a_sheet_are_those_on_it_and_not_its_title() -> None:
    files = [file('broadside', 'poster-broadside.en.png', (1697, 2400), 'Open letter: its title')]
    [one] = of(files)
    large = 'AND GOVERNMENT · BAN SECURITY AND SURVEILLANCE FACIAL RECOGNITION'
    assert large in one.alt and 'Below' not in one.alt and 'its title' not in one.alt
    bare = replace(EDITIONS['en'], posters=MappingProxyType({}))
    [one] = picture.pictures(bare, files, LAYOUTS)
    assert 'Open letter: its title' in one.alt  # without words of its own the sheet has its title


def test_it_says_what_is_to_be_seen_and_every_word_on_it() -> None:
    [one] = of(SUSPECTS)
    assert 'height chart' in one.alt
    for word in (
        'WE ARE ALL SUSPECTS',
        'BAN SECURITY AND SURVEILLANCE FACIAL RECOGNITION',
        'www.example.org',
        'signed by 81 organisations',
        'Publisher: The signatory organisations',
    ):
        assert word in one.alt, word
    assert '__' not in one.alt  # a line to write on is not read aloud sign by sign
    assert one.credit == 'The signatory organisations' and 'reproduced freely' in one.licence
    assert '1 December 2026' in one.caption and 'Ban security' in one.caption


def test_a_picture_drawn_for_screens_has_no_foot() -> None:
    [one] = of([file('iris', 'poster-iris-square.en.png', (1080, 1080), 'NO. WE LOOK BACK')])
    assert (
        one.kind == picture.SCREEN and 'www.example.org' not in one.alt and one.small is one.large
    )


def test_a_card_says_where_it_leads() -> None:
    [one] = of([file('card', 'card-link.en.png', (1200, 630), 'WE ARE ALL SUSPECTS')])
    assert (one.kind, one.stem) == (picture.SCREEN, 'card-link')
    assert '“WE ARE ALL SUSPECTS”' in one.alt and one.alt.count('www.example.org') == 1
    assert 'signed by 81 organisations' in one.alt and one.caption.startswith('Picture to share')


@pytest.mark.parametrize('language', EDITIONS)
def test_a_card_of_a_quotation_says_it_and_who_speaks(language: str) -> None:
    """In its alternative text and in its caption: a feed has no other place for them."""
    layouts, _ = own_phrases.read(LAYOUTS, CAMPAIGN, house_files())
    edition = words.worded(EDITIONS[language], layouts, house_files())
    one = edition.quotes[-1]
    name = f'quote-card-{one.id}-square.{language}.png'
    shown = file('quote-card', name, (1080, 1080), f'{one.said} {one.by}', language)
    [found] = picture.pictures(edition, [shown], layouts)
    assert (found.kind, found.stem) == (picture.SCREEN, f'quote-card-{one.id}-square')
    for told in (found.alt, found.caption):
        assert f'{one.said} {one.by}' in told
    assert 'www.example.org' in found.alt and '{' not in found.alt
    assert edition.facts.title.to(language) in found.caption


def test_the_words_of_all_languages_are_told_where_all_stand_on_it() -> None:
    title = 'ALL TOUS TODOS ALLE'
    [one] = of([file('line-up', 'poster-line-up.en.png', (2400, 1697), title)])
    assert 'SUSPECTS' in one.alt and 'VERDÄCHTIG' in one.alt and title in one.alt


@pytest.mark.parametrize('language', EDITIONS)
@pytest.mark.parametrize('layout', PICTURED, ids=lambda one: one.name)
def test_each_layout_is_told_in_each_language_in_words_of_its_own(layout, language: str) -> None:
    name = f'{layout.stem}.{language}.png'
    [one] = of([file(layout.name, name, (1697, 2400), 'WORDS.', language)], language)
    key = f'kit.{layout.pictured.alt or layout.shelf.words}_alt'
    assert key in EDITIONS[language].phrases
    start = EDITIONS[language].phrases[key].partition('{')[0]
    assert one.alt.startswith(start) and 'WORDS.' not in one.alt
    said = [pictured.words(layout, EDITIONS[language], slot)[0] for slot in layout.pictured.says]
    assert all(word in one.alt for word in said or ['WORDS'])
    assert ('www.example.org' in one.alt) is layout.pictured.foot
    assert '{' not in one.alt + one.caption


def test_in_a_language_without_phrases_its_words_are_told() -> None:
    silent = {k: None for k in EDITIONS['en'].phrases if '_alt' in k or 'kit.picture' in k}
    [one] = of(SUSPECTS, **silent)
    assert one.alt.startswith('WE ARE ALL SUSPECTS. BAN SECURITY') and one.caption == 'Poster'


def test_what_is_no_picture_and_what_another_language_has_is_left_alone() -> None:
    pdf = Artifact('en/posters/p.pdf', 'suspects', 'en', 'P', 1, 'a3', 'application/pdf', b'')
    other = file('suspects', 'poster-suspects.fr.png', (1697, 2400), 'TOUS', 'fr')
    assert of([pdf, other]) == ()
    assert picture.listed(EDITIONS['en'], ()) == []


def test_the_captions_are_a_table_that_no_spreadsheet_runs() -> None:
    [one] = of(SUSPECTS)
    one = replace(one, caption='=HYPERLINK("http://x")', alt='two\nlines')
    [listed] = picture.listed(EDITIONS['en'], [one])
    assert listed.path == 'en/pictures/captions.csv' and listed.data.startswith(b'\xef\xbb\xbf')
    text = listed.data.decode('utf-8-sig')
    rows = list(csv.DictReader(io.StringIO(text, newline='')))
    assert [row['file'] for row in rows] == ['poster-suspects.en.png', 'poster-suspects.en.webp']
    assert rows[0]['caption'] == '\'=HYPERLINK("http://x")' and rows[0]['alt'] == 'two\nlines'
    assert (rows[0]['width'], rows[0]['height'], rows[0]['bytes']) == ('1697', '2400', '22')
    assert text.count('\r\n') == 3
