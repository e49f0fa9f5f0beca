"""The poster of a quotation: its words fill the sheet, whoever says it and however long it is."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pypdf
import pytest

from letterpress.findings import Rejected
from letterpress.layout import specimen
from letterpress.layout.compose import compose
from letterpress.layout.composition import Options
from letterpress.layout.declared import axes, ways_out
from letterpress.press import engine

from .test_press_sheets import CAMPAIGN, EDITIONS, FILES, LAYOUTS, RULER, words

QUOTE = LAYOUTS['quote']
PATH = 'layouts/quote/specimen.yaml'
CASES = specimen.cases(FILES[PATH], PATH, EDITIONS, CAMPAIGN.facts.source_language)


def printed(chosen, size):
    def make(attempt, _):
        composition = compose(chosen, attempt.layout, attempt.size, RULER, Options(), FILES)
        return engine.render(composition, FILES), attempt

    return ways_out.first(QUOTE, QUOTE.size(size), make)


@pytest.mark.parametrize('language', EDITIONS)
def test_each_language_is_set_as_it_is_drawn_and_says_who_speaks(language):
    for one in EDITIONS[language].quotes:
        proof, attempt = printed(replace(EDITIONS[language], quotes=(one,)), 'a3')
        assert proof.pages == 1 and not proof.findings and attempt.what == ''
        if language == 'ar':  # what is read from the right is read in another order
            continue
        found = words(pypdf.PdfReader(BytesIO(proof.pdf)).pages[0].extract_text())
        said = words(one.said)
        assert found[: len(said)] == said
        assert found[len(said) : len(said) + 2] == words(one.by)[:2]


@pytest.mark.parametrize('case', CASES, ids=[case.name for case in CASES])
@pytest.mark.parametrize('size', ['a4', 'a2'])
def test_short_and_long_words_fit_in_the_way_they_should(case, size):
    proof, attempt = printed(case.edition, size)
    assert proof.pages == 1 and not proof.findings and attempt.what == case.way


def test_the_axis_has_a_point_for_each_quotation_by_its_id():
    own = EDITIONS['en']
    found = axes.points(QUOTE, [own])
    ids = [one.id for one in own.quotes]
    papers = [*(size.name for size in QUOTE.sizes), *QUOTE.scaled]
    assert [one.names for one in found] == [(id_, size) for id_ in ids for size in papers]
    assert all([one.id for one in point.edition.quotes] == [point.names[0]] for point in found)


def test_a_speaker_who_takes_half_the_sheet_is_said_not_to_fit():
    (one, *_) = EDITIONS['en'].quotes
    loud = replace(one, by='President and chair of the organisation for all of them. ' * 30)
    with pytest.raises(Rejected) as caught:
        printed(replace(EDITIONS['en'], quotes=(loud,)), 'a4')
    found = {(finding.code, finding.place.path) for finding in caught.value.findings}
    assert ('LP342', 'content/press/en/quotes.yaml') in found
