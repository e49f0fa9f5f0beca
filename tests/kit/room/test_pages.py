"""The pages of the kit: what stands on the first screen, what they allow, what a copy takes."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from letterpress.kit.formats.soft_hyphens import SOFT
from letterpress.kit.room import wall
from letterpress.manuscript import edition
from letterpress.manuscript.model import Block, PublicSignatory, Run, Signatory

from .conftest import FONTS, Make, files_of

TAGS = re.compile(r'<(script|style|svg)\b.*?</\1>|<[^>]*>', re.DOTALL)


def seen(html: str) -> str:
    return unescape(TAGS.sub(' ', html)).replace(SOFT, '')


@pytest.mark.parametrize('language', ['en', 'de', 'ar'])
def test_the_first_screen_says_when_what_and_whom_to_ask(make: Make, language: str) -> None:
    page = make(language)[f'{language}/index.html'].decode()
    first = page[: page.index('id="release"')]
    assert '<time datetime="2026-12-01">' in first
    assert first.count('<h1 class="unseen">') == 1
    assert re.search(r'<svg class="headline"[^>]* aria-hidden="true"', first)
    assert 'href="tel:+33199000000"' in first and 'href="mailto:press@example.org"' in first
    # what the headline says stands as text before it is drawn
    assert first.index('<h1') < first.index('<svg')


def test_a_page_allows_its_own_style_and_script_by_their_hashes_alone(make: Make) -> None:
    for path, data in make('en', 'fr').items():
        if not path.endswith('.html'):
            continue
        page = data.decode()
        [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
        for kind in ('style', 'script'):
            allowed = set(re.search(rf'{kind}-src ([^;]*)', policy)[1].split())
            parts = re.findall(rf'<{kind}>(.*?)</{kind}>', page, re.DOTALL)
            hashes = (hashlib.sha256(part.encode()).digest() for part in parts)
            assert allowed == {f"'sha256-{base64.b64encode(one).decode()}'" for one in hashes}
            assert len(parts) == (2 if kind == 'style' else 1)
        assert "default-src 'none'" in policy and "base-uri 'none'" in policy
        assert page.index(policy) < page.index('<style')
        body = page[page.index('<body') :]
        assert not re.search(r'\son[a-z]+=|\sstyle="|javascript:', body)


def test_everything_that_a_page_loads_lies_beside_it(make: Make) -> None:
    made = make('en', 'ar')
    for path in [path for path in made if path.endswith('.html')]:
        page = made[path].decode()
        up = '../' * path.count('/')
        loaded = re.findall(r'(?:<img[^>]* src|<link[^>]* href)="([^"]*)"', page)
        loaded += re.findall(r'url\(([^)]*)\)', page)
        assert loaded
        for one in loaded:
            assert one.startswith(up) and one[len(up) :] in made, one


@pytest.mark.parametrize('language', ['en', 'de', 'el', 'bg', 'ar'])
def test_a_first_page_weighs_a_hundred_kilobytes_at_most(make: Make, language: str) -> None:
    made = make(language)
    page = made[f'{language}/index.html'].decode()
    faces = {one.removeprefix('../') for one in re.findall(r'url\(([^)]*)\)', page)}
    assert len(faces) >= 2
    assert len(page.encode()) + sum(len(made[one]) for one in faces) <= 100_000


def test_the_faces_have_the_letters_of_the_page(make: Make) -> None:
    made = make('el', 'bg')
    for language in ('el', 'bg'):
        known = set()
        for path in made:
            if path.endswith(f'.{language}.woff2'):
                known |= set(TTFont(BytesIO(made[path])).getBestCmap())
        text = seen(made[f'{language}/index.html'].decode().partition('<main id="main">')[2])
        lacking = {
            one for one in text if ord(one) not in known and one not in '\n\u2066\u2068\u2069'
        }
        assert not lacking
    others = TTFont(BytesIO(made['assets/fonts/lp-book-400.el.woff2'])).getBestCmap()
    assert ord('Щ') not in others, 'a face brings letters that its page does not have'


def test_the_release_is_on_the_page_and_a_quotation_says_who_speaks(campaign, make: Make) -> None:
    page = make('en')['en/index.html'].decode()
    said = campaign.releases['en']
    figure = re.search(r'<figure class="quote".*?</figure>', page, re.DOTALL)[0]
    assert 'turns our face' in seen(figure)
    by = next(block.by for block in edition.edition(campaign, 'en').release.blocks if block.by)
    assert by and by in ' '.join(seen(figure).split())
    text = ' '.join(seen(page).split())
    for block in said.about:
        words = block.text.split('{')[0].strip()
        assert ' '.join(words.split()) in text


def test_what_is_not_out_is_for_no_search_engine_and_says_until_when(campaign, make: Make) -> None:
    facts = replace(campaign.facts, embargo=datetime(2026, 12, 5, 9, tzinfo=UTC))
    held = replace(campaign, facts=facts)
    for given, draft in ((held, False), (campaign, True)):
        page = make('en', given=given, draft=draft)['en/index.html'].decode()
        assert '<meta name="robots" content="noindex">' in page
    assert 'EMBARGOED until' in seen(make('en', given=held)['en/index.html'].decode())
    assert 'noindex' not in make('en')['en/index.html'].decode()


def test_pages_and_pdfs_open_and_other_files_are_downloaded(make: Make) -> None:
    made = make('en')
    page = made['en/index.html'].decode() + made['en/files.html'].decode()
    for href, more in re.findall(r'<a href="(\.\./en/[^"]*)"([^>]*)>', page):
        assert ('download' in more) is href.endswith('.txt'), href
    assert re.search(r'<a class="all" href="\.\./press-kit.en.zip" download>', page)
    assert re.search(r'<a class="all" href="\.\./posters.en.zip" download>', page)
    assert page.index('press-kit.en.zip') < page.index('posters.en.zip')
    assert 'href="../en/posters/s-a3.en.print-shop.pdf"' not in page  # it lies in the ZIP alone,
    files = made['en/files.html'].decode()
    assert '"s-a3.en.print-shop.pdf":' in files  # and is known to whoever drops it
    assert 'href="../en/posters/s-a4.en.outline.pdf"' not in page
    assert 'Only in posters.en.zip: A4, to colour in · for a print shop.' in ' '.join(
        seen(files).split()
    )
    # the letter is read in the browser first
    letter = page[page.index('id="letter"') : page.index('id="names"')]
    assert letter.index('letter.en.html') < letter.index('letter.en.pdf')


def test_the_page_knows_the_hashes_of_its_language_and_the_door_of_all(make: Make) -> None:
    made = make('en', 'fr')

    def known(path: str) -> dict[str, str]:
        [data] = re.findall(r'id="known">(.*?)</script>', made[path].decode(), re.DOTALL)
        folders = json.loads(data)['files']
        return {
            f'{folder}/{name}'.lstrip('/'): base64.b64decode(digest + '=').hex()
            for folder, names in folders.items()
            for name, digest in names.items()
        }

    english = {one.path: one.sha256 for one in files_of('en')}
    french = {one.path: one.sha256 for one in files_of('fr')}
    common = {'signatories.csv': hashlib.sha256(b'all').hexdigest()}
    assert known('en/files.html') == english | common
    assert known('en/index.html') == {}
    assert known('index.html') == english | french | common


def test_what_a_stranger_is_called_never_ends_the_data_of_the_page(campaign, make: Make) -> None:
    facts = campaign.facts
    name = replace(facts.contact.name, default='</script><script>alert(1)</script>', by_language={})
    bad = replace(campaign, facts=replace(facts, contact=replace(facts.contact, name=name)))
    page = make('en', given=bad)['en/index.html'].decode()
    assert page.count('<script') == 2


def many(campaign, count: int):
    roll = tuple(
        Signatory(f's{n}', f'Name {n:04} & Co', 'organisation', url=f'https://s{n}.example.org/')
        for n in range(count)
    )
    return replace(campaign, roll=roll)


@pytest.mark.parametrize('language', ['en', 'el', 'ar'])
def test_an_edition_and_its_number_and_a_day_and_its_month_stay_together(
    make: Make, language: str
) -> None:
    pages = make(language)
    foot = seen(pages[f'{language}/index.html'].decode().rpartition('<footer')[2])
    first, month = {
        'en': ('Edition\u00a01', '1\u00a0December'),
        'el': ('Έκδοση\u00a01', '1\u00a0Δεκεμβρίου'),
        'ar': ('الإصدار\u00a0١', '١\u00a0ديسمبر'),
    }[language]
    assert first in foot and month in foot


def test_numbers_and_addresses_from_the_left_have_the_faces_of_latin_text_in_arabic(
    campaign, make: Make
) -> None:
    pages = make('ar', given=many(campaign, 401))
    assert 'ar/names.html' in pages  # digits in names, too
    page = pages['ar/index.html'].decode()
    assert re.search(r'--latin: ?"LP Book"[^;]*"LP Naskh"', page)
    assert 'html:lang(ar) bdi[dir=ltr]{font-family:var(--latin)' in page
    faces = [data for path, data in pages.items() if re.search('/lp-book-400.ar.woff2$', path)]
    assert set(b'+33 1 99 00 press@example.org 45678') <= set(
        TTFont(BytesIO(faces[0])).getBestCmap()
    )


@pytest.mark.parametrize('count', [2, 300, 301, 3000])
def test_many_names_have_a_page_of_their_own(campaign, make: Make, count: int) -> None:
    made = make('en', given=many(campaign, count))
    page = made['en/index.html'].decode()
    links = re.findall(r'<span role="listitem"><a href="https://s\d+\.example\.org/">', page)
    apart = count > wall.MOST
    assert ('en/names.html' in made) is apart and ('href="names.html"' in page) is apart
    assert len(links) == (wall.FIRST if apart else count)
    if apart:
        names = made['en/names.html'].decode()
        assert names.count('<li>') == count and 'data-filter' in names


def test_each_language_has_a_little_poster_that_is_a_picture_of_its_own(make: Make) -> None:
    made = make('en', 'el', 'ar')
    for page in ('index.html', 'el/index.html'):
        assert made[page].decode().count('<li lang="') == 3
    for code in ('en', 'el', 'ar'):
        drawn = made[f'assets/poster.{code}.svg'].decode()
        assert drawn.startswith('<svg xmlns=') and 'style' not in drawn and '<text' not in drawn


def test_without_typefaces_the_headline_is_set_in_type(make: Make) -> None:
    page = make('en', fonts=False)['en/index.html'].decode()
    assert '<h1 class="set">' in page and '<svg class="headline"' not in page


def test_names_fill_their_rows_large_and_small_in_turn() -> None:
    names = [
        PublicSignatory(str(n), 'Association ' + 'n' * (n % 9), 'organisation') for n in range(90)
    ]
    rows = wall.rows(names, None)
    assert [one for row in rows for one in row.names] == names
    assert [row.large for row in rows] == [n % 2 == 0 for n in range(len(rows))]
    for row in rows[:-1]:
        aim = wall.LARGE if row.large else wall.SMALL
        assert 0.6 * aim < row.size / 10 < 1.4 * aim


def test_the_wall_of_nobody_is_empty() -> None:
    assert wall.rows([], None) == ()


def test_a_release_keeps_its_structure_and_every_quotation_its_speaker(campaign, make) -> None:
    said = campaign.releases['en']

    def block(kind: str, words: str, **more) -> Block:
        return Block(kind, (Run(words),), **more)

    blocks = (
        block('paragraph', 'First words.'),
        block('heading', 'A heading', level=2),
        block('item', 'one entry'),
        block('quote', 'Said once.'),
        block('quote', 'Said on.', goes_on=True),
        block('quote', 'Said by another.'),
        block('paragraph', 'Last words.'),
    )
    given = replace(campaign, releases={**campaign.releases, 'en': replace(said, blocks=blocks)})
    page = make('en', given=given)['en/index.html'].decode()
    text = ' '.join(
        seen(page[page.index('<article') : page.index('<section class="after"')]).split()
    )
    order = ['First words.', 'A heading', 'one entry', 'Said once.', 'Said on.', 'Said by', 'Last']
    assert [text.index(one) for one in order] == sorted(text.index(one) for one in order)
    quotes = re.findall(r'<figure class="quote".*?</figure>', page, re.DOTALL)
    assert [seen(one).count('Said') for one in quotes[:2]] == [2, 1]


class Kept(dict):
    """A shelf of typefaces that counts what is put there."""

    def put(self, key, note, data):
        self[key] = (json.loads(json.dumps(note)), data)


def test_typefaces_of_an_earlier_build_are_taken_from_the_shelf(campaign, monkeypatch) -> None:
    from letterpress.kit.formats import faces
    from letterpress.kit.room import whole
    from letterpress.layout.brand import look
    from letterpress.press import browser

    page = (
        f'<html><head>{browser.HEAD}</head><body><h1>Ban</h1><p>it <em>now</em></p></body></html>'
    )
    shelf = Kept()

    def bound(text: str):
        return whole.bound({'en/index.html': text}, 'en', 'en', look.HOUSE, FONTS, '', shelf)

    first = bound(page)
    assert len(shelf) == 1 and len(first[1]) == 3
    monkeypatch.setattr(faces, 'made', None)  # nothing is made again
    assert bound(page) == first
    monkeypatch.undo()
    assert bound(page.replace('Ban', 'Бан')) != first and len(shelf) == 2
