"""Lines that more than one format says: a headline's longest word, what opens a text."""

from __future__ import annotations

import re

import pytest
from fontTools.ttLib import TTFont

from fixtures.type import ROOT, english, house_files
from letterpress.kit.formats import documents, lines
from letterpress.layout.type import languages

STYLE, TWIN = (
    house_files()[f'layouts/{name}/style.css'].decode() for name in ('press-room', 'twin')
)
PHONE = 320  # px: the narrowest telephone
TITLES = {
    'de': 'Verbieten Sie Gesichtserkennung zu Sicherheits- und Überwachungszwecken',
    'el': 'Απαγορεύστε την αναγνώριση προσώπου για σκοπούς ασφάλειας και επιτήρησης',
    'bg': 'Забранете лицевото разпознаване за сигурност и наблюдение',
    'fr': 'Interdisez la reconnaissance faciale',
    'fi': 'Lopettakaa kasvojentunnistusjärjestelmät',
    'nl': 'Verbied arbeidsongeschiktheidsverzekeringen',
}


@pytest.mark.parametrize(
    ('text', 'letters'),
    [
        ('Ban it', 3),
        ('Sicherheits- und Überwachung', 12),
        ('Sicherheitsüberwachungs-Gesetz', 24),
        ('either/or', 7),
        ('ab\u200bcdef', 4),
        ('now\u00a0and', 3),
        ('', 0),
    ],
)
def test_the_longest_part_that_a_browser_keeps_whole(text: str, letters: int) -> None:
    assert lines.longest(text) == letters


@pytest.mark.parametrize('language', TITLES)
def test_a_headline_is_whole_on_the_narrowest_telephone(language: str) -> None:
    """In the pages' own face, in capitals: no word is wider than the measure."""
    title = TITLES[language]
    name = lines.wide(title)
    fit = re.search(rf'\.{name} {{ --fit: calc\(\(100vw - (\d+)px\) / ([\d.]+)\); }}', STYLE)
    assert fit, name
    measure = PHONE - int(fit[1])
    size = measure / float(fit[2])
    face = TTFont(ROOT / 'fonts/wood/LPWood-Black.ttf')
    glyphs, widths = face.getBestCmap(), face['hmtx']
    for word in re.split(r'[\s-]', title.upper()):
        wide = sum(widths[glyphs[ord(letter)]][0] for letter in word) / face['head'].unitsPerEm
        assert wide * size <= measure, word


def test_every_headline_has_a_class_of_the_stylesheet() -> None:
    for letters in range(60):
        for style in (STYLE, TWIN):
            assert f'.{lines.wide("a" * letters)} {{' in style


def test_a_release_opens_with_the_dash_of_its_language() -> None:
    from dataclasses import replace

    for language in ('en', 'de', 'es', 'bg'):
        edition = replace(english(), language=language)
        release = documents.of(edition, documents.RELEASE)
        opening = lines.dateline(edition) + languages.rules(language).dash
        assert release.blocks[0].text == opening + edition.release.blocks[0].text
