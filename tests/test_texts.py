"""The texts to paste from: the structure of the letter is there, and text stays text."""
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from letterpress.kit import texts
from letterpress.manuscript import edition, reading
from letterpress.manuscript.model import Block, Run
from letterpress.pipeline import workshop

PROJECT = Path(__file__).parent.parent


def block(kind: str, *runs: Run | str, level: int = 0) -> Block:
    return Block(kind, tuple(Run(run) if isinstance(run, str) else run for run in runs), level)


@pytest.fixture(scope='module')
def english():
    campaign, findings = reading.read(workshop.read_tree(PROJECT, 'content'))
    assert campaign is not None, findings
    return edition.edition(campaign, 'en')


@pytest.fixture
def letter(english):
    blocks = (block('heading', 'A heading', level=1), block('paragraph', 'We ask <you> & ', Run('them', emphasis=True, strong=True), ':'),
              block('item', 'the first'), block('item', Run('the second', emphasis=True, href='https://example.org/?a=1&b="')),
              block('paragraph', Run('Ελλάδα', lang='el')), block('item', 'alone'), block('quote', 'Said.'))
    return replace(english, letter=replace(english.letter, blocks=blocks))


def test_the_plain_text_shows_a_list_as_a_list(letter) -> None:
    assert '\n\n• the first\n\n• the second\n\n' in texts.letter_text(letter).decode()


def test_the_release_as_a_page_keeps_its_structure(letter) -> None:
    release = replace(letter.release, blocks=letter.letter.blocks, quote_by='Somebody & others')
    page = texts.release_html(replace(letter, release=release)).decode()
    assert page.count('<h1>') == 1 and '<h2>A heading</h2>' in page
    assert '<p>We ask &lt;you&gt; &amp; <em><strong>them</strong></em>:</p>' in page
    assert '<ul>\n<li>the first</li>\n<li><a href="https://example.org/?a=1&amp;b=&quot;"><em>the second</em></a></li>\n</ul>' in page
    assert '<p><span lang="el">Ελλάδα</span></p>\n<ul>\n<li>alone</li>\n</ul>\n<blockquote><p>Said.</p><footer>Somebody &amp; others</footer></blockquote>' in page
