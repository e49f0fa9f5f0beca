"""The sheets that go to newsrooms: what they hold is on their pages, as far as they go."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

import pypdf
import pytest

from letterpress.findings import Rejected
from letterpress.layout import manifest, specimen
from letterpress.layout.compose import compose
from letterpress.layout.composition import Options
from letterpress.layout.declared import own_phrases, ways_out
from letterpress.manuscript.edition import edition
from letterpress.manuscript.model import Quote
from letterpress.manuscript.reading import read
from letterpress.manuscript.text import press_texts
from letterpress.manuscript.text.structure.sections import sections
from letterpress.manuscript.yaml.shapes import Report
from letterpress.press import engine, ruler

PROJECT = Path(__file__).resolve().parents[2]
SHEETS = ('fact-sheet', 'questions', 'about', 'quotes')


def files_below(folder):
    return {
        path.relative_to(PROJECT).as_posix(): path.read_bytes()
        for path in sorted((PROJECT / folder).rglob('*'))
        if path.is_file()
    }


FILES = files_below('layouts')
DECLARED = manifest.discover(FILES)[0]
CAMPAIGN, _ = read(files_below('content'), press=manifest.press_texts_of(DECLARED))
EDITIONS = {one: edition(CAMPAIGN, one) for one in CAMPAIGN.facts.languages}
LAYOUTS = {one.name: one for one in own_phrases.read(DECLARED, CAMPAIGN, FILES)[0]}
RULER = ruler.Ruler()
FACTS = """---
title: {title}
---

## {title}

- **8 {title}**: {text}[^1]
- {text}

[^1]: {text}
"""


def printed(layout, chosen):
    """Return the proof of a layout, and the attempt by which it was made."""

    def make(attempt, _):
        composition = compose(chosen, attempt.layout, attempt.size, RULER, Options(), FILES)
        return engine.render(composition, FILES), attempt

    return ways_out.first(LAYOUTS[layout], LAYOUTS[layout].sizes[0], make)


def told(language, **texts):
    """Return the edition of a language with press texts."""
    report = Report()
    found = {
        name: press_texts.read_own(text, language, name, report, release=False)
        for name, text in texts.items()
    }
    assert not report.findings
    return replace(EDITIONS[language], press=MappingProxyType(found))


def text_of(proof):
    return '\n'.join(page.extract_text() for page in pypdf.PdfReader(BytesIO(proof.pdf)).pages)


def words(text):
    return re.findall(r'\w+', text.replace('\u2010\n', '').replace('\u2010', ''))


def specimens():
    for layout in SHEETS:
        path = f'layouts/{layout}/specimen.yaml'
        for case in specimen.cases(FILES[path], path, EDITIONS, CAMPAIGN.facts.source_language):
            yield pytest.param(layout, case, id=f'{layout}-{case.name}')


@pytest.mark.parametrize('layout, case', list(specimens()))
def test_stress_copy_fits_takes_its_way_out_or_is_said_not_to(layout, case):
    if case.finding:
        with pytest.raises(Rejected) as caught:
            printed(layout, case.edition)
        assert case.finding in {finding.code for finding in caught.value.findings}
        return
    proof, attempt = printed(layout, case.edition)
    assert attempt.what == case.way
    assert not proof.findings
    assert proof.pages == case.pages or case.pages is None


@pytest.mark.parametrize('language', EDITIONS)
def test_a_fact_sheet_of_the_languages_own_words_is_one_page_in_each(language):
    source = EDITIONS[language]
    title, text = source.facts.title.to(language).split()[0], source.release.blocks[0].text
    own = told(language, factsheet=FACTS.format(title=title, text=text))
    proof, attempt = printed('fact-sheet', own)
    assert proof.pages == 1 and not proof.findings and attempt.what == ''
    if language != 'ar':  # what is read from the right is read in another order
        found = words(text_of(proof))
        assert found.count(words(text)[1]) >= 3
        assert own.facts.contact.email.split('@')[0] in found


def test_the_sources_stand_at_the_foot_once_and_say_where_they_are():
    own = told(
        'en',
        factsheet='A fact.[^a] And one more.[^b]\n\n'
        '[^a]: The [report](https://www.example.org/report), page 1.\n'
        '[^b]: The [report](https://www.example.org/report), page 2.\n',
    )
    found = text_of(printed('fact-sheet', own)[0]).replace('\u00a0', ' ')
    assert found.count('www.example.org/report') == 1
    assert found.index('A fact') < found.index('page 1') < found.index('page 2')


def test_a_text_of_more_than_a_page_is_said_not_to_fit():
    long = '## One\n\n' + '\n\n'.join(['Words that go on and on, and stand for a fact. ' * 12] * 14)
    with pytest.raises(Rejected) as caught:
        printed('fact-sheet', told('en', factsheet=long))
    assert {finding.code for finding in caught.value.findings} == {'LP355'}


@pytest.mark.parametrize('layout', SHEETS)
@pytest.mark.parametrize('language', EDITIONS)
def test_the_sample_has_each_sheet_in_each_language(layout, language):
    proof, _ = printed(layout, EDITIONS[language])
    assert not proof.findings and proof.pages <= (3 if layout == 'questions' else 1)


@pytest.mark.parametrize('language', ['en', 'el', 'bg'])
def test_every_question_stands_with_its_answer_and_all_words_are_there(language):
    own = EDITIONS[language].press['questions']
    proof, _ = printed('questions', EDITIONS[language])
    pages = [words(page.extract_text()) for page in pypdf.PdfReader(BytesIO(proof.pdf)).pages]
    sheets = [' '.join(page) for page in pages]
    for section in sections(own.blocks):
        asked = ' '.join(words(section.heading.text)[:3])
        (on,) = [number for number, page in enumerate(sheets) if asked in page]
        assert ' '.join(words(section.blocks[0].text)[:4]) in sheets[on]
        assert words(section.blocks[-1].text)[-1] in pages[on]


def test_each_quotation_has_its_own_speaker_and_is_on_one_page():
    said = [Quote(f'q{n}', f'“Words {n}.”', f'“Words {n}.”', by=f'Speaker{n}') for n in range(20)]
    proof, _ = printed('quotes', replace(EDITIONS['en'], quotes=tuple(said)))
    pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(proof.pdf)).pages]
    for n in range(20):
        (page,) = [text for text in pages if f'Words {n}.' in text.replace('\u00a0', ' ')]
        assert f'Speaker{n}' in page


def test_the_boilerplates_say_how_many_words_they_have():
    long = 'One two three four five.'
    found = text_of(printed('about', told('en', **{'boilerplate-long': long}))[0])
    assert '5 words' in found.replace('\u00a0', ' ')


def test_more_than_four_pages_of_answers_are_said_not_to_fit():
    long = '\n\n'.join(f'## Question {n}?\n\n{"An answer of many words. " * 60}' for n in range(40))
    with pytest.raises(Rejected) as caught:
        printed('questions', told('en', questions=long))
    assert {finding.code for finding in caught.value.findings} == {'LP355'}
