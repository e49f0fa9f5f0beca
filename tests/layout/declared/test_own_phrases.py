"""Phrases that a layout brings: what is missing in a language, and what is then not made."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from fixtures.editions import CAMPAIGN, EDITIONS
from fixtures.type import ROOT
from letterpress.build import plan
from letterpress.layout import manifest
from letterpress.layout.declared import own_phrases

FILES = {
    path.relative_to(ROOT).as_posix(): path.read_bytes()
    for path in (ROOT / 'layouts').rglob('*')
    if path.is_file()
}

# those that have words of their own, and what is made of them in English
NAMES = {
    'event-page': 'event.en.html',
    'how-to-print': 'how-to-print.en.pdf',
    'postcard': 'postcard-a6.en.pdf',
}


# of texts, or pages
ALSO = 'about', 'fact-sheet', 'press-room', 'questions', 'quote', 'quote-card', 'quotes'


def in_languages(*languages: str):
    """Return the sample with other languages, the first of them that of its source."""
    phrases = {one: CAMPAIGN.phrases.get(one, CAMPAIGN.phrases['en']) for one in languages}
    facts = replace(CAMPAIGN.facts, languages=languages, source_language=languages[0])
    return replace(CAMPAIGN, facts=facts, phrases=MappingProxyType(phrases))


def read(campaign):
    layouts, _ = manifest.discover(FILES)
    found, findings = own_phrases.read(layouts, campaign, FILES)
    return {one.name: one for one in found}, findings


def test_the_house_has_its_words_in_every_language_that_ships() -> None:
    layouts, findings = read(CAMPAIGN)
    assert findings == ()
    for name in NAMES:
        assert layouts[name].wordless == ()
        assert set(layouts[name].phrases) == set(CAMPAIGN.facts.languages)


@pytest.mark.parametrize('languages', [('en', 'pl'), ('pl', 'en'), ('pl',)])
def test_in_another_language_it_is_not_made_and_that_is_said(languages: tuple[str, ...]) -> None:
    layouts, findings = read(in_languages(*languages))
    assert sorted((one.code, one.place.path, one.severity) for one in findings) == sorted(
        ('LP388', f'layouts/{name}/phrases/pl.yaml', 'warning') for name in (*NAMES, *ALSO)
    )
    assert [one.message.endswith('in English what it adds') for one in findings].count(True) == 1
    own = [replace(EDITIONS['en'], language=language) for language in ('en', 'pl')]
    for name, file in NAMES.items():
        assert layouts[name].wordless == ('pl',)
        made = plan.orders(own, [layouts[name]], plan.Wishes((layouts[name].target,)))
        assert [one.name for one in made] == [file]


def test_a_language_that_ships_must_not_lack() -> None:
    without = {
        path: data for path, data in FILES.items() if not path.endswith('print/phrases/fr.yaml')
    }
    layouts, _ = manifest.discover(without)
    _, findings = own_phrases.read(layouts, CAMPAIGN, without)
    assert [one.code for one in findings] == ['LP120']
