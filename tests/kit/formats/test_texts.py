"""The texts to paste from: the structure of the letter is there, and text stays text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from letterpress.base import bidi
from letterpress.kit import bundle
from letterpress.kit.artifact import Artifact
from letterpress.kit.formats import documents, html, plain
from letterpress.kit.room import pages as room
from letterpress.layout import manifest
from letterpress.manuscript import edition, reading
from letterpress.manuscript.model import Block, Run
from letterpress.world.files import inside

PROJECT = Path(__file__).parents[3]


LAYOUTS = inside.read_house(PROJECT, 'layouts')


def release_text(made) -> bytes:
    return plain.text(documents.of(made, documents.RELEASE), made)


def release_html(made, draft: bool) -> str:
    document = documents.of(made, documents.RELEASE)
    return html.page(document, made, LAYOUTS, draft).decode()


def block(kind: str, *runs: Run | str, level: int = 0) -> Block:
    return Block(kind, tuple(Run(run) if isinstance(run, str) else run for run in runs), level)


@pytest.fixture(scope='module')
def english():
    campaign, findings = reading.read(inside.read_tree(PROJECT, 'content'))
    assert campaign is not None, findings
    return edition.edition(campaign, 'en')


@pytest.fixture
def letter(english):
    blocks = (
        block('heading', 'A heading', level=1),
        block('paragraph', 'We ask <you> & ', Run('them', emphasis=True, strong=True), ':'),
        block('item', 'the first'),
        block('item', Run('the second', emphasis=True, href='https://example.org/?a=1&b="')),
        block('paragraph', Run('Ελλάδα', lang='el')),
        block('item', 'alone'),
        block('quote', 'Said.'),
    )
    return replace(english, letter=replace(english.letter, blocks=blocks))


def test_the_plain_text_shows_a_list_as_a_list(letter) -> None:
    assert (
        '\n\n• the first\n\n• the second (https://example.org/?a=1&b=")\n\n'
        in plain.letter_text(letter).decode()
    )


def test_numbers_stand_before_their_entries_in_the_digits_of_the_language(letter) -> None:
    entries = tuple(
        Block('item', (Run(word),), number=n, point=')') for n, word in enumerate(('one', 'two'), 1)
    )
    arabic = replace(
        letter,
        language='ar',
        letter=replace(letter.letter, blocks=entries),
        release=replace(letter.release, blocks=entries),
    )
    assert '\n\n١) one\n\n٢) two\n\n' in plain.letter_text(arabic).decode()
    assert (
        '<li><span class="n">١) </span><span class="la" dir="ltr">\u2066one\u2069</span></li>'
        in (release_html(arabic, draft=True))
    )
    english = replace(letter, letter=replace(letter.letter, blocks=entries))
    assert '\n\n1) one\n\n2) two\n\n' in plain.letter_text(english).decode()


def test_text_to_paste_says_its_encoding(letter) -> None:
    """A server that sends text/plain without a charset leaves the browser to guess."""
    for data in (plain.letter_text(letter), release_text(letter)):
        assert data.startswith(b'\xef\xbb\xbf') and data.count(b'\xef\xbb\xbf') == 1


@pytest.mark.parametrize(
    'runs, text',
    [
        (
            (Run('See '), Run('the report', href='https://a.org/report'), Run('.')),
            'See the report (https://a.org/report).',
        ),
        (
            (
                Run('the ', href='https://a.org'),
                Run('report', emphasis=True, href='https://a.org'),
                Run('.'),
            ),
            'the report (https://a.org).',
        ),
        ((Run('https://a.org/b', href='https://a.org/b'), Run('!')), 'https://a.org/b!'),
        ((Run('a.org/b', href='https://a.org/b/'),), 'a.org/b'),
        (
            (
                Run('write to us', href='mailto:us@a.org'),
                Run(', or '),
                Run('us@a.org', href='mailto:us@a.org'),
            ),
            'write to us (us@a.org), or us@a.org',
        ),
        (
            (Run('one', href='https://a.org/1'), Run('two', href='https://a.org/2')),
            'one (https://a.org/1)two (https://a.org/2)',
        ),
    ],
)
def test_links_keep_their_address_in_text_to_paste(letter, runs, text) -> None:
    blocks = tuple(block(kind, *runs) for kind in ('paragraph', 'quote', 'item', 'heading'))
    release = replace(letter.release, blocks=blocks, about=blocks[:1], notes=blocks[2:3])
    edited = replace(letter, letter=replace(letter.letter, blocks=blocks), release=release)
    assert plain.letter_text(edited).decode().count(text) == 4
    assert release_text(edited).decode().count(text) == 6


def test_the_release_as_a_page_keeps_its_structure(letter) -> None:
    blocks = tuple(
        replace(one, by='Somebody & others') if one.kind == 'quote' else one
        for one in letter.letter.blocks
    )
    release = replace(letter.release, blocks=blocks)
    page = release_html(replace(letter, release=release), draft=False)
    assert page.count('<h1 ') == 1 and '<h2 class="wood">A heading</h2>' in page
    assert 'We ask &lt;you&gt; &amp; <em><strong>them</strong></em>:</p>' in page
    bare = re.sub(r'\s*<span class="n">.*?</span>|\n\s*', '', page)
    assert (
        '<ul><li>the first</li>'
        '<li><em><a href="https://example.org/?a=1&amp;b=&#34;">the second</a></em></li></ul>'
        in bare
    )
    assert (
        '<p class="flush leads"><span lang="el">Ελλάδα</span></p><ul><li>alone</li></ul>'
        '<blockquote><p>Said.</p><footer>Somebody &amp; others</footer></blockquote>' in bare
    )


@pytest.fixture(scope='module')
def campaign_and_layouts():
    campaign, _ = reading.read(inside.read_tree(PROJECT, 'content'))
    return campaign, inside.read_house(PROJECT, 'layouts')


@pytest.mark.parametrize('language', ['en', 'ar'])
def test_every_card_of_the_page_has_a_heading_of_its_own(campaign_and_layouts, language):
    """Two headline posters go by their own words, two sizes of one by their paper."""
    campaign, layouts = campaign_and_layouts
    editions = edition.editions(campaign)
    shown, _ = manifest.discover(layouts)
    pdf = 'application/pdf'
    posters = [
        Artifact(f'{kind}-{size}.pdf', kind, language, title, 1, size, pdf, kind.encode())
        for kind, title in (('suspects', 'ALL OF US'), ('statement', 'NO MINE'))
        for size in ('a3', 'a4')
    ]
    zips = [
        Artifact(f'press-kit{ending}.zip', 'zip', code, 'All', None, '', 'application/zip', b'')
        for code, ending in ((one, f'.{one}') for one in editions)
    ]

    def headings(files):
        made = room.press_room(campaign, editions, [*files, *zips], layouts, {}, True, (), shown)
        page = next(one.data.decode() for one in made if one.path == f'{language}/files.html')
        assert '<summary>' in page and '<span class="nb">SHA-256</span>' in page
        rows = re.findall('<tr><th scope="row">(.*?)<', page)
        return [bidi.plain(one).replace('\u00ad', '') for one in rows]

    both = [f'{title} {size}' for title in ('ALL OF US', 'NO MINE') for size in ('A3', 'A4')]
    assert headings(posters) == both
    one = editions[language].phrases['kit.suspects']
    assert headings(posters[:2]) == [f'{one} A3', f'{one} A4']
    assert headings(posters[:1]) == [one]


@pytest.mark.parametrize(
    'draft, embargoed', [(True, False), (False, True), (True, True), (False, False)]
)
def test_what_is_not_out_yet_is_for_no_search_engine(campaign_and_layouts, draft, embargoed):
    """Every page of a kit: door, download pages, letter, release; `embargo: none` lifts it."""
    campaign, layouts = campaign_and_layouts
    embargo = datetime(2026, 12, 5, 9, tzinfo=UTC) if embargoed else None
    campaign = replace(campaign, facts=replace(campaign.facts, embargo=embargo))
    editions = edition.editions(campaign)
    shelf = bundle.texts_of(editions, layouts, draft)
    zips = [
        Artifact(f'press-kit{ending}.zip', 'zip', language, 'All', None, '', 'application/zip', b'')
        for language, ending in ((code, f'.{code}') for code in editions)
    ]
    pages = [*shelf, *room.press_room(campaign, editions, [*shelf, *zips], layouts, {}, draft)]
    html = {one.path: one.data.decode() for one in pages if one.media_type == 'text/html'}
    assert len(html) == (3 + len(documents.KINDS)) * len(editions) + 1
    for path, text in html.items():
        assert ('<meta name="robots" content="noindex">' in text) is (draft or embargoed), path


def test_a_campaign_without_the_new_texts_has_its_release_alone(english) -> None:
    """Each of the other documents is there where somebody wrote it."""
    bare = replace(english, press={}, quotes=())
    assert [one.kind for one in documents.every(bare)] == [documents.RELEASE]
    assert [one.kind for one in documents.every(english)] == list(documents.KINDS)
    facts = replace(bare, press={'factsheet': english.press['factsheet']})
    assert [one.kind for one in documents.every(facts)] == [documents.RELEASE, documents.FACTS]


def test_an_embargo_is_the_first_line_of_every_text(english) -> None:
    moment = datetime(2026, 12, 5, 9, tzinfo=UTC)
    held = replace(english, facts=replace(english.facts, embargo=moment))
    line = 'EMBARGOED until 5 December 2026, 09:00 (UTC)'
    texts = [plain.letter_text(held), *(plain.text(one, held) for one in documents.every(held))]
    for data in texts:
        assert data.decode('utf-8-sig').split('\n')[0].replace('\u00a0', ' ') == line
    for document in documents.every(held):
        page = html.page(document, held, LAYOUTS, draft=False).decode()
        body = re.sub(r'<[^>]*>', '', page.partition('<body>')[2]).split()
        assert ' '.join(body).startswith(line)
