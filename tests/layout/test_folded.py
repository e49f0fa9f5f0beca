"""Zine, booklet, leaflet, sticker: all that they say is on their pages, in every language."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from letterpress.findings import Rejected
from letterpress.layout import manifest, specimen
from letterpress.layout.compose import compose
from letterpress.layout.composition import Options
from letterpress.layout.declared import ways_out
from letterpress.manuscript.edition import edition
from letterpress.manuscript.reading import read
from letterpress.press import engine, ruler

PROJECT = Path(__file__).resolve().parents[2]
USUAL = {'zine': 8, 'booklet': 4, 'leaflet': 2, 'sticker': 1}  # pages of the sample


def files_below(folder):
    return {
        path.relative_to(PROJECT).as_posix(): path.read_bytes()
        for path in sorted((PROJECT / folder).rglob('*'))
        if path.is_file()
    }


FILES = files_below('layouts')
CAMPAIGN, _ = read(files_below('content'))
EDITIONS = {one: edition(CAMPAIGN, one) for one in CAMPAIGN.facts.languages}
LAYOUTS = {one.name: one for one in manifest.discover(FILES)[0] if one.name in USUAL}
RULER = ruler.Ruler()


def printed(layout, size, chosen):
    """Return the proof of a layout, how it was made, and its composition."""

    def make(attempt, _):
        composition = compose(chosen, attempt.layout, attempt.size, RULER, Options(), FILES)
        return engine.render(composition, FILES), attempt, composition

    return ways_out.first(LAYOUTS[layout], LAYOUTS[layout].size(size), make)


def words(text):
    return re.findall(r'\w+', text.replace('\u2010\n', '').replace('\u2010', ''))


@pytest.mark.parametrize('layout', USUAL)
@pytest.mark.parametrize('language', EDITIONS)
def test_every_language_is_set_as_it_is_drawn(layout, language):
    for size in LAYOUTS[layout].made:
        proof, attempt, _ = printed(layout, size, EDITIONS[language])
        assert proof.pages == USUAL[layout] and not proof.findings
        assert attempt.what == ''


@pytest.mark.parametrize('layout', ['zine', 'booklet'])
@pytest.mark.parametrize('language', ['en', 'el', 'bg'])
def test_the_whole_letter_is_on_its_pages_in_its_order(layout, language):
    (size,) = LAYOUTS[layout].made
    proof, _, _ = printed(layout, size, EDITIONS[language])
    pages = pypdf.PdfReader(BytesIO(proof.pdf)).pages
    found = ' '.join(words('\n'.join(page.extract_text() for page in pages[1:-1])))
    found = re.sub(r'\b\d\b', '', found)  # the pages' numbers
    for block in EDITIONS[language].letter.blocks:
        first, last = words(block.text)[:4], words(block.text)[-3:]
        assert ' '.join(first) in re.sub(' +', ' ', found)
        assert last[-1] in found


def specimens():
    for layout in USUAL:
        path = f'layouts/{layout}/specimen.yaml'
        for case in specimen.cases(FILES[path], path, EDITIONS, CAMPAIGN.facts.source_language):
            yield pytest.param(layout, case, id=f'{layout}-{case.name}')


@pytest.mark.parametrize('layout, case', list(specimens()))
def test_stress_copy_fits_takes_its_way_out_or_is_said_not_to(layout, case):
    size = LAYOUTS[layout].made[0]
    if case.finding:
        with pytest.raises(Rejected) as caught:
            printed(layout, size, case.edition)
        assert case.finding in {finding.code for finding in caught.value.findings}
        return
    proof, attempt, _ = printed(layout, size, case.edition)
    assert attempt.what == case.way
    assert proof.pages == (case.pages or 1) and not proof.findings


@pytest.mark.parametrize('layout, size', [('zine', 'letter'), ('booklet', 'half-letter')])
@pytest.mark.parametrize('language', ['en', 'ar'])
def test_american_paper(layout, size, language):
    proof, _, _ = printed(layout, size, EDITIONS[language])
    assert proof.pages == USUAL[layout] and not proof.findings
