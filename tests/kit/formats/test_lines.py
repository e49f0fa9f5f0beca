"""Lines that more than one format says: a headline's longest word, what opens a text."""

from __future__ import annotations

import pytest

from fixtures.type import english, house_files
from letterpress.kit.formats import documents, lines
from letterpress.layout.type import languages

TWIN = house_files()['layouts/twin/style.css'].decode()


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


def test_every_headline_has_a_class_of_the_stylesheet() -> None:
    for letters in range(60):
        assert f'.{lines.wide("a" * letters)} {{' in TWIN


def test_a_release_opens_with_the_dash_of_its_language() -> None:
    from dataclasses import replace

    for language in ('en', 'de', 'es', 'bg'):
        edition = replace(english(), language=language)
        release = documents.of(edition, documents.RELEASE)
        opening = lines.dateline(edition) + languages.rules(language).dash
        assert release.blocks[0].text == opening + edition.release.blocks[0].text
