"""The page on which a group types its own event: what of it is made before anybody types."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

import pytest
import yaml

from fixtures.type import ROOT, FlatRuler, english, house_files
from letterpress.layout import manifest
from letterpress.layout.brand import look
from letterpress.layout.compose import compose
from letterpress.layout.composition import Options
from letterpress.manuscript.brand import Brand

FILES = house_files()
FOLDER = ROOT / 'layouts/event-page'
LANGUAGES = ('en', 'fr', 'es', 'de', 'it', 'el', 'bg', 'ar')


def said(language: str) -> dict[str, str]:
    path = FOLDER / f'phrases/{language}.yaml'
    return yaml.safe_load(path.read_text(encoding='utf-8'))


def page(edition=None, options: Options = Options(), seen=look.HOUSE) -> str:  # noqa: B008
    layout = next(one for one in manifest.discover(FILES)[0] if one.name == 'event-page')
    layout = replace(layout, phrases={'en': said('en')})
    sheet = layout.sizes[0]
    edition = edition or english()
    return compose(edition, layout, sheet, FlatRuler(), options, FILES, seen).html


@pytest.fixture(scope='module')
def html() -> str:
    return page()


def with_facts(**facts):
    return replace(english(), facts=replace(english().facts, **facts))


def test_there_is_a_headline_for_any_title_with_and_without_a_link(html):
    variants = re.findall(
        r'class="variant" data-zone="([\d.]+)" data-linked="(\d)"( hidden)?', html
    )
    zones = {float(zone) for zone, _, _ in variants}
    assert len(variants) == 2 * len(zones) and 0.0 in zones
    assert [(float(zone), linked) for zone, linked, hidden in variants if not hidden] == [
        (0.0, '0')
    ]
    parts = re.split(r'<div class="variant"', html)[1:]
    assert all(part.count('<div class="head-of">') == 1 for part in parts)
    assert html.count('<h1') == 1 and '<dl' not in html  # the sheet is one picture
    for part in parts:
        assert part.count('class="typed when"') == part.count('class="typed where"') == 1
        assert part.count('class="typed title"') == (0 if 'data-zone="0"' in part else 1)
        assert part.count('class="field"') == (2 if 'data-linked="1"' in part else 3)


def test_every_field_has_a_label_and_a_place_to_be_told(html):
    fields = re.findall(r'<input id="(\w+)" name="(\w+)" type="(\w+)"', html)
    assert [name for name, _, _ in fields] == [
        'title', 'day', 'time', 'words', 'place', 'link', 'who',
    ]  # fmt: skip
    for name, _, _ in fields:
        assert f'<label for="{name}">' in html and f'id="{name}-told" role="status"' in html


def test_without_a_script_the_blank_poster_is_named(html):
    name = 'poster-event-blank-a4.en.home.pdf'
    without = re.search(r'<noscript>(.*?)</noscript>', html, re.DOTALL)[1]
    assert f'<a href="{name}"' in without and said('en')['event_page.blank'] in without
    alone = page(with_facts(layouts=('event-page', 'letter')))
    assert 'event-blank' not in alone and said('en')['event_page.no_script'] in alone


def test_draft_and_embargo_stand_on_the_page_and_not_on_the_poster(html):
    assert 'content="noindex"' in html
    (notice,) = re.findall(r'<header><p class="notice">(.*?)</p>', html)
    assert 'Draft' in notice
    sheet = html[html.index('class="sheet') : html.index('<form')]
    assert 'raft' not in sheet
    final = page(options=Options(draft=False, subject='x'))
    assert 'noindex' not in final and 'class="notice">Draft' not in final
    moment = datetime.fromisoformat('2026-12-01T06:00:00+01:00')
    held = page(with_facts(embargo=moment), Options(draft=False, subject='x'))
    assert 'noindex' in held and re.search(r'class="notice">EMBARGOED until 1', held)


def test_it_has_the_colours_of_the_campaign():
    own = look.of(Brand(accent='#0a5c36', type='#101010', paper='#ffffff'))
    html = page(seen=own)
    home = re.search(r'data-look=home\] \{ (.*?) \}', html)[1]
    colour = re.search(r'data-look=colour\] \{ (.*?) \}', html)[1]
    assert '--ground: transparent;' in home and '--ground: #0a5c36;' in colour
    assert f'(prefers-color-scheme: dark) {{ :root {{ {own.night.css()} }} }}' in html
    assert html.index('prefers-color-scheme') < html.index('data-look=home]'), 'not the sheet'


def test_without_words_of_its_own_it_has_the_title_of_the_campaign():
    bare = replace(english(), posters={})
    html = page(bare)
    heading = re.search(r'<div class="head-of">(.*?)</div>', html, re.DOTALL)[1]
    words = ' '.join(re.sub('<[^>]*>', ' ', heading).split())
    assert words == english().facts.title.to('en').upper()


@pytest.mark.parametrize('language', LANGUAGES)
def test_its_words_are_there_in_every_language(language):
    own, source = said(language), said('en')
    assert own.keys() == source.keys()
    for key, text in own.items():
        assert set(re.findall(r'\{\w+\}', text)) == set(re.findall(r'\{\w+\}', source[key])), key
        assert language == 'en' or text != source[key]
