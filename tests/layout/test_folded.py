"""Zine, booklet, leaflet, sticker, placard, card: all is on their pages, in every language."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2
import pytest

from letterpress.findings import Rejected
from letterpress.layout import manifest, specimen
from letterpress.layout.compose import compose
from letterpress.layout.composition import Options
from letterpress.layout.declared import own_phrases, ways_out
from letterpress.manuscript.edition import edition
from letterpress.manuscript.model import LocalText
from letterpress.manuscript.reading import read
from letterpress.press import engine, ruler

PROJECT = Path(__file__).resolve().parents[2]
USUAL = {
    'zine': 8,
    'booklet': 4,
    'leaflet': 2,
    'sticker': 1,
    'placard': 2,
    'postcard': 2,
}  # pages of the sample


def files_below(folder):
    return {
        path.relative_to(PROJECT).as_posix(): path.read_bytes()
        for path in sorted((PROJECT / folder).rglob('*'))
        if path.is_file()
    }


FILES = files_below('layouts')
CAMPAIGN, _ = read(files_below('content'))
EDITIONS = {one: edition(CAMPAIGN, one) for one in CAMPAIGN.facts.languages}
LAYOUTS = {
    one.name: one
    for one in own_phrases.read(manifest.discover(FILES)[0], CAMPAIGN, FILES)[0]
    if one.name in (*USUAL, 'postcard-addressed')
}
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


@pytest.mark.parametrize('language', ['en', 'el', 'bg', 'ar'])
def test_a_placard_has_a_word_in_front_and_leads_somewhere_behind(language):
    proof, _, composition = printed('placard', 'a3', EDITIONS[language])
    front, back = (page.extract_text() for page in pypdf.PdfReader(BytesIO(proof.pdf)).pages)
    own = EDITIONS[language].posters['placard']
    assert composition.title.replace('\u2069', '').replace('\u2067', '').startswith(own['word'])
    assert 'example.org' in back and 'example.org' not in front


@pytest.mark.parametrize('language', ['en', 'bg', 'ar'])
def test_a_campaign_without_words_for_it_has_its_title_and_its_call_on_a_placard(language):
    said = replace(EDITIONS[language], posters={})
    proof, attempt, composition = printed('placard', 'a3', said)
    assert proof.pages == 2 and not proof.findings and attempt.what == ''
    title = said.facts.title.to(language)
    assert sorted(words(composition.title.casefold())) == sorted(words(title.casefold()))
    *_, call = said.letter.blocks
    back = pypdf.PdfReader(BytesIO(proof.pdf)).pages[1].extract_text()
    if language != 'ar':  # poppler and pypdf read it in another order
        assert set(words(call.text.casefold())) <= set(words(back.casefold()))


def test_a_long_call_is_set_as_a_text_and_a_long_title_is_said_not_to_fit():
    edition = EDITIONS['en']
    *rest, call = edition.letter.blocks
    long = replace(call, runs=(replace(call.runs[0], text=' '.join(['We ask for trains.'] * 12)),))
    said = replace(edition, posters={}, letter=replace(edition.letter, blocks=(*rest, long)))
    proof, attempt, _ = printed('placard', 'a3', said)
    assert proof.pages == 2 and attempt.what == ''
    assert pypdf.PdfReader(BytesIO(proof.pdf)).pages[1].extract_text().count('trains') == 12
    named = LocalText(' '.join(['trains'] * 25))
    with pytest.raises(Rejected) as caught:
        printed('placard', 'a3', replace(said, facts=replace(said.facts, title=named)))
    assert 'LP372' in {one.code for one in caught.value.findings}


def test_a_postcard_without_a_slogan_has_the_title_and_without_a_call_names_the_letter():
    said = EDITIONS['en']
    *rest, call = said.letter.blocks
    long = replace(call, runs=(replace(call.runs[0], text=' '.join(['We ask for trains.'] * 40)),))
    said = replace(said, posters={}, letter=replace(said.letter, blocks=(*rest, long)))
    proof, attempt, composition = printed('postcard', 'a6', said)
    assert proof.pages == 2 and not proof.findings and attempt.what == ''
    assert words(composition.title.casefold()) == words(said.facts.title.to('en').casefold())
    back = pypdf.PdfReader(BytesIO(proof.pdf)).pages[1].extract_text()
    assert 'I support the open letter' in back and 'trains' not in back


@pytest.mark.parametrize('language', ['en', 'ar'])
@pytest.mark.parametrize(
    'lines',
    [
        ('Assemblée nationale', '75355 PARIS 07 SP'),
        tuple(f'A line of an address, the {number}th of eight' for number in range(1, 9)),
        ('The Chairperson of the Joint Committee on the Inquiry into Matters (JCIM)',),
    ],
)
def test_an_address_stands_where_the_posts_read_it(language, lines):
    facts = replace(EDITIONS[language].facts, addressee=lines, addressee_language='fr')
    proof, _, _ = printed('postcard-addressed', 'a6', replace(EDITIONS[language], facts=facts))
    assert proof.pages == 2 and not proof.findings
    document = pypdfium2.PdfDocument(proof.pdf)
    text, seen = document[1].get_textpage(), []
    for number in range(text.count_chars()):
        left, bottom, right, top = (side * 25.4 / 72 for side in text.get_charbox(number))
        sign = text.get_text_range(number, 1)
        if left >= 74.25 and top < 71 and sign.isalnum():  # on the right half, below the stamp
            seen.append(sign)
            assert right <= 148.5 - 5 and bottom >= 15 and top <= 105 - 40
    assert sorted(seen) == sorted(sign for sign in ''.join(lines) if sign.isalnum())
    document.close()
