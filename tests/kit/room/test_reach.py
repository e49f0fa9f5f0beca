"""What pages say once the kit has an address, and that they say none of it without one."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from letterpress.kit.picture import MOTIF, SCREEN, Picture, Shown
from letterpress.kit.room.reach import Site
from letterpress.manuscript import edition
from letterpress.manuscript.yaml.shapes import SiteUrl

from .conftest import Make

URL = 'https://www.example.net/letter/'


def at(campaign, **more):
    return replace(campaign, facts=replace(campaign.facts, site_url=URL, **more))


def test_a_page_names_itself_and_the_others(campaign, make: Make) -> None:
    made = make('en', 'fr', 'ar', given=at(campaign))
    for path in ('index.html', 'en/index.html', 'ar/index.html'):
        page = made[path].decode()
        assert f'<link rel="canonical" href="{URL}{path}">' in page
        alternates = dict(re.findall(r'rel="alternate" hreflang="([^"]*)" href="([^"]*)"', page))
        assert alternates == {
            **{code: f'{URL}{code}/index.html' for code in ('en', 'fr', 'ar')},
            'x-default': f'{URL}index.html',
        }
        assert f'<meta property="og:url" content="{URL}{path}">' in page


def test_translations_and_their_source_name_each_other(campaign, make: Make) -> None:
    made = make('en', 'fr', given=at(campaign))

    def article(path: str) -> dict:
        [data] = re.findall(r'ld\+json">(.*?)</script>', made[path].decode(), re.DOTALL)
        return json.loads(data)

    english, french = article('en/index.html'), article('fr/index.html')
    assert english['@type'] == 'NewsArticle' and english['inLanguage'] == 'en'
    assert [one['@id'] for one in english['workTranslation']] == [french['@id']]
    assert french['translationOfWork']['@id'] == english['@id']
    assert english['datePublished'] == '2026-12-01T00:00:00+00:00'


def test_the_feed_has_an_entry_for_each_language_and_the_date_of_the_edition(campaign, make):
    made = make('en', 'ar', given=at(campaign))
    feed = ET.fromstring(made['feed.atom'])
    atom = '{http://www.w3.org/2005/Atom}'
    entries = feed.findall(f'{atom}entry')
    assert [one.findtext(f'{atom}id') for one in entries] == [
        f'{URL}{code}/index.html' for code in ('en', 'ar')
    ]
    assert feed.findtext(f'{atom}updated') == '2026-12-01T00:00:00+00:00'
    assert made == make('en', 'ar', given=at(campaign))


def test_the_feed_is_sound_whatever_the_address_holds(campaign, make: Make) -> None:
    url = "https://www.example.net/a&b's/"
    facts = replace(campaign.facts, site_url=url)
    feed = ET.fromstring(make('en', given=replace(campaign, facts=facts))['feed.atom'])
    assert feed.findtext('{http://www.w3.org/2005/Atom}id') == url


def test_what_is_embargoed_has_no_address(campaign, make: Make) -> None:
    """That of the campaign is where everybody may see the released kit."""
    made = make('en', given=at(campaign, embargo=datetime(2026, 12, 5, 9, tzinfo=UTC)))
    assert not {'feed.atom', '_headers'} & made.keys()
    assert URL not in made['en/index.html'].decode() + made['index.html'].decode()


def test_headers_keep_search_engines_away_while_the_pages_do(campaign, make: Make) -> None:
    assert b'noindex' in make('en', given=at(campaign), draft=True)['_headers']
    assert b'noindex' not in make('en', given=at(campaign))['_headers']


def test_without_an_address_there_is_none_of_it(make: Make) -> None:
    made = make('en', 'fr')
    assert not {'feed.atom', '_headers'} & made.keys()
    page = made['en/index.html'].decode()
    assert not re.search('canonical|property="og:|ld.json|rel="alternate"', page)


def test_what_is_shared_is_the_card_of_its_language(campaign) -> None:
    def picture(kind: str, *pixels: int) -> Picture:
        file = Shown(f'en/pictures/{kind}.png', 'image/png', *pixels, 9, '0')
        return Picture(kind, kind, 'en', 't', 'c', 'w', 'l', 'what is seen', (file,))

    both = picture(MOTIF, 2400, 3395), picture(SCREEN, 1200, 630)
    english = {'en': edition.edition(campaign, 'en')}
    for pictures, name in ((both, SCREEN), (both[:1], MOTIF)):
        head = Site(URL, 'en', english, {'en': pictures}).head(english['en'], 'en/index.html')
        assert head['card']['href'] == f'{URL}en/pictures/{name}.png'
    assert Site(URL, 'en', english, {}).head(english['en'], 'en/index.html')['card'] is None


@pytest.mark.parametrize(
    ('text', 'url'),
    [
        ('https://www.example.net', 'https://www.example.net/'),
        ('https://www.example.net/', 'https://www.example.net/'),
        ('https://example.net/a/b', 'https://example.net/a/b/'),
        ('https://büro.example.net/größe', 'https://xn--bro-hoa.example.net/gr%C3%B6%C3%9Fe/'),
    ],
)
def test_an_address_ends_in_a_slash(text: str, url: str) -> None:
    assert SiteUrl.parse(text) == url


@pytest.mark.parametrize(
    'text', ['http://example.net/', 'example.net', 'https://a.net/?x', 'https://a.net/#x', 'https:']
)
def test_another_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 it says nothing: the finding does
        SiteUrl.parse(text)
