"""The logo on posters and the letter's page: of any shape, in its place, told from its ground."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from letterpress.base import colours
from letterpress.kit.formats import mark, twin
from letterpress.layout import manifest
from letterpress.layout.brand import look
from letterpress.layout.brand.picture import Picture
from letterpress.layout.compose import compose
from letterpress.layout.composition import Options
from letterpress.layout.declared import ways_out
from letterpress.manuscript.edition import edition
from letterpress.manuscript.reading import read
from letterpress.press import engine, ruler
from letterpress.press.artwork import drawing
from letterpress.world.files import inside

PROJECT = Path(__file__).parents[3]
FILES = inside.read_tree(PROJECT, 'layouts')
CAMPAIGN, _ = read(inside.read_tree(PROJECT, 'content'))
HEADLINE = MappingProxyType({'headline': 'TRAINS FOR ALL OF EUROPE'})
LAYOUTS = {layout.name: layout for layout in manifest.discover(FILES)[0]}
RULER = ruler.Ruler()
GROUND = look.HOUSE.colours.ground
# width, height and colour: square, very wide, very tall, tiny, and as dark as what it stands on
LOGOS = {
    'square': (100, 100, '#00573f'),
    'wide': (3000, 100, '#00573f'),
    'tall': (100, 3000, '#00573f'),
    'tiny': (0.002, 0.001, '#00573f'),
    'unseen': (200, 100, GROUND),
}


def logo(wide: float, high: float, colour: str) -> Picture:
    body = f'<ellipse cx="{wide / 2}" cy="{high / 2}" rx="{wide / 2}" ry="{high / 2}" '
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}">{body}'
    made = drawing.picture(f'{svg}fill="{colour}"/></svg>'.encode(), 'content/logo.svg')
    assert isinstance(made, Picture), made
    return made


def seen(name: str) -> look.Look:
    return replace(look.HOUSE, logos=MappingProxyType({'': logo(*LOGOS[name])}))


def spoken(language: str):
    made = edition(CAMPAIGN, language)
    return replace(made, posters=MappingProxyType({**made.posters, 'statement': HEADLINE}))


def millimetres(style: str, key: str) -> float:
    found = re.search(rf'(?:^|[; ]){key}: ?([-\d.]+)mm', style)
    assert found, (key, style)
    return float(found[1])


CASES = [
    *(('statement', 'a3', lang, name) for lang in ('en', 'ar') for name in LOGOS),
    *(('suspects', 'a4', lang, name) for lang in ('bg', 'ar') for name in LOGOS),
    ('broadside', 'a2', 'en', 'tall'),
    ('broadside', 'a2', 'ar', 'wide'),
    ('broadside', 'a2', 'el', 'unseen'),
]


@pytest.mark.parametrize('layout, size, language, name', CASES)
def test_it_stands_in_the_measure_and_no_word_stands_on_it(layout, size, language, name):
    chosen = LAYOUTS[layout]
    sheet = chosen.size(size)
    made = compose(spoken(language), chosen, sheet, RULER, Options(), FILES, seen(name))
    proof = engine.render(made, FILES)
    assert not proof.findings
    (style,) = re.findall(r'<div class="logo w" style="([^"]*)"', made.html)
    wide, high, top = (millimetres(style, key) for key in ('width', 'height', 'top'))
    start = 'right' if language == 'ar' else 'left'
    from_start = millimetres(style, start)
    left = sheet.width - from_start - wide if start == 'right' else from_start
    assert from_start > 10 and left > 10 and left + wide < sheet.width - 10
    assert top > 0 and top + high < sheet.height - 5
    drawn_wide, drawn_high, _ = LOGOS[name]
    plate = 'background' in style
    assert plate == (name == 'unseen')
    if not plate:
        assert wide / high == pytest.approx(drawn_wide / drawn_high, rel=0.01)
    words = subprocess.run(
        ['pdftotext', '-bbox', '-', '-'], input=proof.pdf, capture_output=True, check=True
    ).stdout.decode()
    mm = 25.4 / 72
    for box in re.findall(
        r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"', words
    ):
        x0, y0, x1, y1 = (float(side) * mm for side in box)
        middle = (y0 + y1) / 2  # a box of poppler's is as high as the face
        assert x1 <= left or x0 >= left + wide or not top < middle < top + high


@pytest.mark.parametrize('language', ['en', 'ar'])
@pytest.mark.parametrize('wide, high', [(50, 200), (100, 140), (100, 100), (300, 100), (3000, 100)])
def test_in_the_letters_head_a_logo_is_as_large_as_others(wide, high, language):
    """By its area, as far as what stands below allows; a wide one in the middle of its box."""
    chosen = LAYOUTS['letter']
    own = replace(look.HOUSE, logos=MappingProxyType({'': logo(wide, high, '#00573f')}))
    made = compose(
        edition(CAMPAIGN, language), chosen, chosen.sizes[0], RULER, Options(), FILES, own
    )
    (style,) = re.findall(r'<div class="logo sender" style="([^"]*)"', made.html)
    across, down, below = (millimetres(style, key) for key in ('width', 'height', 'margin-top'))
    said = chosen.measures
    tall, box, ratio = said['logo_tall'], said['logo_height'], wide / high
    most = min(said['logo_area'], tall * tall * ratio, said['mark_width'] ** 2 / ratio)
    assert across * down == pytest.approx(most, rel=0.01)
    assert below == pytest.approx(max((box - down) / 2, 0), abs=0.01)
    assert 9 + below + down < 39, 'the stamp stands there'


@pytest.mark.parametrize('layout', ['statement', 'suspects', 'broadside'])
def test_without_a_logo_there_is_none(layout):
    chosen = LAYOUTS[layout]
    made = compose(spoken('en'), chosen, chosen.sizes[0], RULER, Options(), FILES)
    assert '<img' not in made.html and 'class="logo' not in made.html


@pytest.mark.parametrize('language', ['en', 'ar'])
@pytest.mark.parametrize('name', LOGOS)
def test_the_letters_page_has_it_inside_and_fetches_nothing(language, name):
    page = twin.twin(spoken(language), FILES, draft=True, seen=seen(name)).decode()
    (image,) = re.findall(r'<img [^>]*>', page)
    assert 'src="data:image/svg+xml;base64,' in image and 'alt=""' not in image
    sizes = {key: int(value) for key, value in re.findall(r'(width|height)="(\d+)"', image)}
    assert 1 <= sizes['width'] <= mark.BOX[0] and 1 <= sizes['height'] <= mark.BOX[1]
    assert 'img-src data:;' in page and 'class="mark"' not in page
    bare = twin.twin(spoken(language), FILES, draft=True).decode()
    assert '<img' not in bare and 'class="mark"' in bare


def test_pages_show_it_on_a_plate_only_where_it_is_not_seen():
    dark, light = logo(200, 100, '#14110e'), logo(200, 100, '#ffffff')
    plates = []
    for picture in (dark, light, logo(200, 100, '#00a070')):
        shown = mark.of(replace(look.HOUSE, logos=MappingProxyType({'': picture})), 'en')
        assert shown
        for plate in {shown.plate, shown.plate_at_night, shown.plate_in_print} - {''}:
            assert picture.seen_on(plate)
        plates.append((shown.plate, bool(shown.plate_at_night), bool(shown.plate_in_print)))
    own = look.HOUSE.colours
    assert plates == [('', True, False), (own.type, False, True), ('', False, False)]


def test_what_lets_its_ground_through_keeps_that_ground_at_night():
    veiled = drawing.picture(
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        b'<circle cx="4" cy="4" r="4" fill="#00a070" opacity=".8"/></svg>',
        'content/logo.svg',
    )
    assert isinstance(veiled, Picture) and veiled.veiled
    shown = mark.of(replace(look.HOUSE, logos=MappingProxyType({'': veiled})), 'en')
    assert shown and shown.plate_at_night == look.HOUSE.colours.paper
    assert colours.over('#00a070', 0.8, look.HOUSE.colours.paper).encode() in shown.data


@pytest.mark.parametrize('language', ['en', 'ar'])
def test_what_a_short_headline_leaves_free_is_the_combs_or_is_parted(language):
    headline = {'en': ('NIGHT', 'TRAINS'), 'ar': ('قطارات', 'الليل')}[language]
    edition_ = edition(CAMPAIGN, language)
    layout, heights, tops = LAYOUTS['statement'], {}, {}
    for words in (headline, headline * 4):
        slots = MappingProxyType({'headline': words})
        said = replace(edition_, posters=MappingProxyType({'statement': slots}))
        for device in ('comb', 'none'):
            with_it = replace(look.HOUSE, device=device)
            size = layout.size('a3')
            made = compose(said, layout, size, RULER, Options(), FILES, with_it)
            comb = re.search(r'class="comb" style="[^"]*?height: ([\d.]+)mm', made.html)
            heights[len(words), device] = float(comb[1]) if comb else 0.0
            top = re.search(r'<h1>\s*<span class="w[^"]*" style="[^"]*?top:([-\d.]+)mm', made.html)
            tops[len(words), device] = float(top[1])
    assert heights[2, 'comb'] > 60 and heights[8, 'comb'] < 45 and not heights[2, 'none']
    assert tops[2, 'none'] < tops[2, 'comb'] - 50  # in the middle of the sheet
    assert tops[8, 'none'] == pytest.approx(tops[8, 'comb'], abs=15)  # a full one keeps its place


def test_beside_a_wide_logo_stands_where_those_are_who_are_not_shown():
    made = edition(CAMPAIGN, 'ar')
    publisher = replace(made.facts.publisher, url='https://www.the-trains-at-night.example.org/')
    made = replace(made, facts=replace(made.facts, publisher=publisher))
    drawn = LAYOUTS['broadside']
    tried = {one.what: one for one in ways_out.attempts(drawn, drawn.size('a2'))}
    abridged = tried['on A1, with as many names as it holds']
    measures = {**abridged.layout.measures, 'name_least': 22, 'names_fewest': 10}
    layout = replace(abridged.layout, measures=measures)
    sheet = compose(made, layout, abridged.size, RULER, Options(), FILES, seen('wide'))
    assert [one.code for one in sheet.said] == ['LP369']
    assert 'the-trains-at-night' in sheet.html
