"""The card to share: in three shapes, in every language, of any campaign."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from fixtures.editions import CAMPAIGN, EDITIONS
from letterpress.base import bidi
from letterpress.findings import Rejected
from letterpress.layout import manifest, specimen
from letterpress.layout.compose import compose
from letterpress.layout.composition import Options
from letterpress.layout.declared import ways_out
from letterpress.press import engine, ruler
from letterpress.world.files import inside

FILES = inside.read_house(Path(__file__).parents[2], 'layouts')
[CARD] = [one for one in manifest.discover(FILES)[0] if one.name == 'card']
PIXELS = {'link': (1200, 630), 'upright': (1080, 1350), 'square': (1080, 1080)}
RULER = ruler.Ruler()


def printed(shape, chosen):
    """Return the proof of a card, and its composition."""

    def make(attempt, _):
        composition = compose(chosen, attempt.layout, attempt.size, RULER, Options(), FILES)
        return engine.render(composition, FILES), composition

    return ways_out.first(CARD, CARD.size(shape), make)


def letters(text):
    return ''.join(c for c in unicodedata.normalize('NFKC', text) if c.isalnum())


def test_its_shapes_are_those_that_links_and_feeds_show():
    for shape, (wide, high) in PIXELS.items():
        size = CARD.size(shape)
        assert CARD.pictures[shape] == wide and round(wide * size.height / size.width) == high


@pytest.mark.parametrize('shape', PIXELS)
@pytest.mark.parametrize('language', EDITIONS)
def test_it_says_the_headline_what_is_asked_and_where_it_leads(shape, language):
    chosen = EDITIONS[language]
    proof, composition = printed(shape, chosen)
    assert proof.pages == 1 and not proof.findings
    found = letters(pypdf.PdfReader(BytesIO(proof.pdf)).pages[0].extract_text())
    words = chosen.posters['suspects']
    head = ' '.join(words['headline']).replace('*', '')
    assert letters(bidi.plain(composition.title)) == letters(head)
    if language != 'ar':  # lines with figures are taken apart by pypdf
        assert letters(words['demand']) in found and '81' in found
    assert letters('www.example.org') in found


@pytest.mark.parametrize('shape', PIXELS)
@pytest.mark.parametrize('language', ['en', 'el', 'ar'])
def test_a_campaign_without_words_for_posters_has_its_title_on_it(shape, language):
    chosen = replace(EDITIONS[language], posters={})
    proof, composition = printed(shape, chosen)
    assert proof.pages == 1 and not proof.findings
    title = letters(chosen.facts.title.to(language)).casefold()
    said = letters(bidi.plain(composition.title)).casefold()
    assert said == title or language == 'el'  # capitals stand without tonos
    assert len(said) == len(title)


def specimens():
    path = 'layouts/card/specimen.yaml'
    for case in specimen.cases(FILES[path], path, EDITIONS, CAMPAIGN.facts.source_language):
        for shape in PIXELS:
            yield pytest.param(shape, case, id=f'{shape}-{case.name}')


@pytest.mark.parametrize('shape, case', list(specimens()))
def test_stress_copy_fits(shape, case):
    if case.finding:
        with pytest.raises(Rejected) as caught:
            printed(shape, case.edition)
        assert case.finding in {finding.code for finding in caught.value.findings}
        return
    proof, _ = printed(shape, case.edition)
    assert proof.pages == case.pages and not proof.findings
