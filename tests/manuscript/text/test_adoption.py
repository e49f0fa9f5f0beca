"""An adopted translation: who adopted it and when is data, and is printed on it.

It makes another document of it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from fixtures.editions import EDITIONS
from fixtures.type import house_files
from letterpress.build import order
from letterpress.finishing import structure
from letterpress.kit.formats import lines
from letterpress.layout import manifest
from letterpress.layout.compose import compose
from letterpress.layout.composition import Options
from letterpress.manuscript.text import adoption
from letterpress.press import engine
from letterpress.press.ruler import Ruler

FILES = house_files()
LAYOUTS = {layout.name: layout for layout in manifest.discover(FILES)[0]}
WHO = {
    'fr': 'les organisations signataires',
    'de': 'die unterzeichnenden Organisationen',
    'ar': 'المنظمات الموقّعة',
}
SAID = {
    'fr': (
        'Traduction adoptée le 30 novembre 2026 par les organisations signataires. '
        'Le texte original est en anglais.'
    ),
    'de': (
        'Am 30. November 2026 angenommene Übersetzung (die unterzeichnenden Organisationen). '
        'Das Original ist auf Englisch verfasst.'
    ),
    'ar': ('ترجمة معتمدة بتاريخ ٣٠ نوفمبر ٢٠٢٦ (المنظمات الموقّعة). النص الأصلي باللغة الإنجليزية.'),
}


def adopted(language, day=date(2026, 11, 30)):
    edition = EDITIONS[language]
    return replace(
        edition,
        letter=replace(edition.letter, status='adopted', adopted_by=WHO[language], adopted_on=day),
    )


def plain(text):
    return re.sub('[\u2066-\u2069\u200e\u200f]', '', text).replace('\xa0', ' ')


@pytest.mark.parametrize('language', sorted(SAID))
def test_who_and_when_are_said_in_the_language(language):
    assert plain(adoption.status_line(adopted(language))) == SAID[language]
    assert plain(lines.status(adopted(language))) == SAID[language]


def test_the_source_says_nothing_and_other_translations_what_they_are_worth():
    assert adoption.status_line(EDITIONS['en']) == ''
    assert (
        adoption.status_line(EDITIONS['fr'])
        == 'Traduction non officielle. Seul le texte en anglais fait foi.'
    )


@pytest.mark.parametrize('name', ['letter', 'packet', 'press-release'])
def test_it_is_printed_where_statuses_are_printed(name):
    layout = LAYOUTS[name]
    made = compose(adopted('fr'), layout, layout.sizes[0], Ruler(), Options(), FILES)
    proof = engine.render(made, FILES)
    said = plain(' '.join(passage.text for passage in structure.read(proof.pdf).passages))
    assert not proof.findings and SAID['fr'] in said and 'non officielle' not in said


@pytest.mark.parametrize('name', ['suspects', 'broadside'])
def test_posters_print_it_too(name):
    layout = LAYOUTS[name]
    html = compose(adopted('fr'), layout, layout.sizes[0], Ruler(), Options(), FILES).html
    assert SAID['fr'] in plain(re.sub(r'\s+', ' ', re.sub('<[^>]+>', ' ', html)))


def test_a_day_more_is_another_document():
    layout = LAYOUTS['press-release']  # it reads nothing of the letter but its status
    keys = [
        order.keys([order.Order(edition, layout, layout.sizes[0])], FILES, '', '')
        for edition in (adopted('fr'), adopted('fr', date(2026, 11, 29)), EDITIONS['fr'])
    ]
    assert len(set(keys)) == 3
