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
from letterpress.manuscript.reading import read
from letterpress.manuscript.text import press_texts
from letterpress.manuscript.yaml.shapes import Report
from letterpress.press import engine, ruler

PROJECT = Path(__file__).resolve().parents[2]
SHEETS = ('fact-sheet',)


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
