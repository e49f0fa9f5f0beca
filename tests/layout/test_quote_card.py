"""The card of a quotation: in three shapes, in every language, however long its words are."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from io import BytesIO

import pypdf
import pytest

from letterpress.base import bidi
from letterpress.findings import Rejected
from letterpress.layout import specimen
from letterpress.layout.compose import compose
from letterpress.layout.composition import Options
from letterpress.layout.declared import axes, ways_out
from letterpress.press import engine

from .test_press_sheets import CAMPAIGN, EDITIONS, FILES, LAYOUTS, RULER

CARD = LAYOUTS['quote-card']
PATH = 'layouts/quote-card/specimen.yaml'
CASES = specimen.cases(FILES[PATH], PATH, EDITIONS, CAMPAIGN.facts.source_language)


def printed(chosen, shape):
    def make(attempt, _):
        composition = compose(chosen, attempt.layout, attempt.size, RULER, Options(), FILES)
        return engine.render(composition, FILES), composition, attempt.what

    return ways_out.first(CARD, CARD.size(shape), make)


def letters(text):
    return ''.join(c for c in unicodedata.normalize('NFKC', text) if c.isalnum())


def test_it_has_the_shapes_of_the_other_card():
    other = LAYOUTS['card']
    assert CARD.pictures == other.pictures and CARD.sizes == other.sizes


@pytest.mark.parametrize('shape', CARD.pictures)
@pytest.mark.parametrize('language', EDITIONS)
def test_it_says_the_words_whose_they_are_and_where_it_leads(shape, language):
    for one in EDITIONS[language].quotes:
        proof, composition, way = printed(replace(EDITIONS[language], quotes=(one,)), shape)
        assert proof.pages == 1 and not proof.findings and way == ''
        assert bidi.plain(composition.title).split() == f'{one.said} {one.by}'.split()
        found = letters(pypdf.PdfReader(BytesIO(proof.pdf)).pages[0].extract_text())
        assert letters('www.example.org') in found
        if language == 'ar':  # what is read from the right is read in another order
            continue
        facts = EDITIONS[language].facts
        assert found.startswith(letters(one.said) + letters(one.by))
        assert letters(facts.title.to(language)) in found


@pytest.mark.parametrize('case', CASES, ids=[case.name for case in CASES])
@pytest.mark.parametrize('shape', CARD.pictures)
def test_short_and_long_words_fit_in_every_shape(case, shape):
    proof, _, way = printed(case.edition, shape)
    assert proof.pages == 1 and not proof.findings
    assert not way or case.way or len(case.edition.quotes[0].said) > 300


def test_a_point_for_each_quotation_and_shape():
    own = EDITIONS['en']
    found = [one.names for one in axes.points(CARD, [own])]
    assert found == [(one.id, shape) for one in own.quotes for shape in CARD.pictures]


def test_words_that_no_size_holds_are_a_finding_of_their_own_file():
    (one, *_) = EDITIONS['en'].quotes
    loud = replace(one, said=f'“{"All of it, word for word, and once more. " * 120}”')
    with pytest.raises(Rejected) as caught:
        printed(replace(EDITIONS['en'], quotes=(loud,)), 'link')
    found = {(finding.code, finding.place.path) for finding in caught.value.findings}
    assert ('LP342', 'content/press/en/quotes.yaml') in found
