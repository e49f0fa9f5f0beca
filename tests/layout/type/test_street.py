"""Posters of the street: in every language all of them fit, in the house's own faces, and speak."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from html import unescape
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from letterpress.findings import Rejected
from letterpress.layout import manifest, specimen
from letterpress.layout.compose import compose
from letterpress.layout.composition import Options
from letterpress.layout.declared import axes, ways_out
from letterpress.manuscript.edition import editions
from letterpress.manuscript.reading import read
from letterpress.press import engine, ruler

PROJECT = Path(__file__).resolve().parents[3]
NAMES = ('redacted', 'line-up', 'line-up-all')
MORE = {'pt': 'TODOS', 'nl': 'ALLEN', 'pl': 'WSZYSCY', 'sv': 'ALLA'}  # languages to come


def files_below(folder):
    return {
        path.relative_to(PROJECT).as_posix(): path.read_bytes()
        for path in sorted((PROJECT / folder).rglob('*'))
        if path.is_file()
    }


FILES = files_below('layouts')
CAMPAIGN, _ = read(files_below('content'))
EDITIONS = editions(CAMPAIGN)
LAYOUTS = {one.name: one for one in manifest.discover(FILES)[0] if one.name in NAMES}
POINTS = {
    f'{name}-{"-".join(point.names)}.{point.edition.language}': point
    for name in NAMES
    for point in axes.points(LAYOUTS[name], EDITIONS.values())
}
RULER = ruler.Ruler()


def made(layout, size, edition):
    """Return the proof of a sheet, how it was made, and its composition."""

    def make(attempt, _):
        composition = compose(edition, attempt.layout, attempt.size, RULER, Options(), FILES)
        return engine.render(composition, FILES), attempt.what, composition

    return ways_out.first(layout, size, make)


@cache
def proof(name):
    point = POINTS[name]
    return made(point.layout, point.size, point.edition)


def all_of_a3():
    """Return every sheet of A3, and of each poster one in every other size and either direction."""
    others = ('.en', '.ar')
    return [
        name
        for name, point in POINTS.items()
        if point.size.name == 'a3' or (name.endswith(others) and not {*'23457'} & {*point.names})
    ]


@pytest.mark.parametrize('name', all_of_a3())
def test_a_sheet_is_one_page_as_it_is_drawn_in_our_own_faces(name):
    sheet, way, _ = proof(name)
    assert sheet.pages == 1 and not sheet.findings and way == ''
    (page,) = pypdf.PdfReader(BytesIO(sheet.pdf)).pages
    trim = [float(side) * 25.4 / 72 for side in page.trimbox[2:]]
    size = POINTS[name].size
    assert trim == pytest.approx([size.width, size.height], abs=0.01)
    assert all(font.startswith('LP ') and 'Fallback' not in font for font in sheet.fonts)


def spoken_in(*languages):
    """Return the first of some editions as if the campaign had these languages alone."""
    words = {
        language: EDITIONS[language].posters
        if language in EDITIONS
        else {'line-up': {'word': MORE[language], 'floor': MORE[language]}}
        for language in languages
    }
    return replace(EDITIONS[languages[0]], all_posters=words)


def specimens():
    for name in NAMES:
        path = f'layouts/{name}/specimen.yaml'
        for case in specimen.cases(FILES[path], path, EDITIONS, CAMPAIGN.facts.source_language):
            yield pytest.param(name, case, id=f'{name}-{case.name}')


@pytest.mark.parametrize('name, case', list(specimens()))
def test_stress_copy_fits_or_takes_its_way_out(name, case):
    layout = LAYOUTS[name]
    for size in layout.sizes[:2]:
        if case.finding:
            with pytest.raises(Rejected) as caught:
                made(layout, size, case.edition)
            assert case.finding in {one.code for one in caught.value.findings}
            continue
        sheet, way, _ = made(layout, size, case.edition)
        assert way == case.way and sheet.pages == 1 and not sheet.findings


# ---- redacted ------------------------------------------------------------------------------------


def test_the_series_opens_seven_sentences_and_each_is_named_by_its_number():
    english = [
        point
        for name, point in POINTS.items()
        if name.startswith('redacted') and name.endswith('.en')
    ]
    assert {point.names[0] for point in english} == set('1234567')
    title = proof('redacted-6-a3.en')[2].title
    assert title == 'It eliminates anonymity.'


@pytest.mark.parametrize('language', EDITIONS)
def test_only_the_open_sentence_can_be_read(language):
    _, _, composition = proof(f'redacted-2-a3.{language}')
    blocks = EDITIONS[language].letter.blocks
    assert composition.title in blocks[3].text and composition.title != blocks[3].text
    assert 'PARAFE' in blocks[1].text and 'PARAFE' not in composition.html
    (bars,) = [one for one in composition.assets if one.name == 'bars.svg']
    words = sum(len(block.text.split()) for block in blocks)
    assert bars.data.count(b'M') == words - len(composition.title.split())


def test_a_long_first_sentence_is_set_smaller():
    edition = EDITIONS['en']
    block = edition.letter.blocks[0]
    words = block.text.rstrip('.').split()
    long = replace(block, runs=(replace(block.runs[0], text=' '.join(words * 6) + '.'),))
    blocks = (long, long)
    edition = replace(edition, letter=replace(edition.letter, blocks=blocks), opened={})
    layout = LAYOUTS['redacted']
    sheet, way, _ = made(layout, layout.sizes[0], edition)
    assert way == 'in smaller type' and not sheet.findings


# ---- line-up -------------------------------------------------------------------------------------

PERSON = re.compile(
    r'<span lang="([\w-]+)" class="w( person)?"\s+style="left:0;top:0;transform-origin:0 0;'
    r'transform:translate\(([-\d.]+)mm,([-\d.]+)mm\) rotate\(-90deg\) scale\(([\d.]+),1\);'
    r'font:900 ([\d.]+)mm/1 ([^;>]+)'
)


def people(html):
    """Return language, whether it stands in the row, x, y, stretch, size, first family of each."""
    return [
        (language, bool(row), float(x), float(y), float(stretch), float(size), family.split(',')[0])
        for language, row, x, y, stretch, size, family in PERSON.findall(unescape(html))
    ]


@pytest.mark.parametrize('language', EDITIONS)
def test_the_words_of_all_languages_stand_there_and_its_own_steps_forward(language):
    found = people(proof(f'line-up-a3.{language}')[2].html)
    assert [one[0] for one in found] == list(EDITIONS)
    assert [one[0] for one in found if not one[1]] == [language]
    assert all(1 / 1.15 - 1e-4 <= one[4] <= 1.15 + 1e-4 for one in found), 'little is distorted'
    assert len({one[6] for one in found if one[0] != 'ar'}) > 1, 'the cuts differ'


def test_nobody_steps_forward_on_the_sheet_for_all():
    assert all(one[1] for one in people(proof('line-up-all-a3.en')[2].html))


@pytest.mark.parametrize(
    'languages',
    [
        ('en',),
        ('ar',),
        ('el', 'ar'),
        ('en', 'fr', 'bg'),
        (*EDITIONS, *MORE),
    ],
    ids=len,
)
def test_any_number_of_languages_stands_on_the_sheet(languages):
    layout = LAYOUTS['line-up']
    for size in layout.sizes:
        sheet, way, composition = made(layout, size, spoken_in(*languages))
        assert way == '' and not sheet.findings and sheet.pages == 1
        assert all('Fallback' not in font for font in sheet.fonts)
        found = people(composition.html)
        assert [one[0] for one in found] == list(languages)
        assert all(1 / 1.15 - 1e-4 <= one[4] <= 1.15 + 1e-4 for one in found)


def test_a_word_of_another_language_makes_every_sheet_anew():
    layout, edition = LAYOUTS['line-up'], EDITIONS['en']
    other = {**edition.all_posters, 'ar': {'line-up': {'word': 'x', 'floor': 'y'}}}
    changed = replace(edition, all_posters=other)
    assert repr(layout.sees(edition)) != repr(layout.sees(changed))
    assert repr(LAYOUTS['redacted'].sees(edition)) == repr(LAYOUTS['redacted'].sees(changed))
