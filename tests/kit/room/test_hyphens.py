"""Soft hyphens: in long words only, where paper breaks them, never in what is copied by letter."""

from __future__ import annotations

import re

import pytest

from letterpress.kit.formats import walk
from letterpress.kit.formats.soft_hyphens import SOFT, words
from letterpress.kit.room import hyphens


@pytest.mark.parametrize(
    ('language', 'word'),
    [
        ('de', 'Überwachungszwecken'),
        ('en', 'representatives'),
        ('fr', 'reconnaissances'),
        ('es', 'reconocimientos'),
        ('it', 'riconoscimento'),
        ('el', 'παρακολούθησης'),
        ('bg', 'разпознаването'),
    ],
)
def test_a_long_word_may_be_broken_where_its_language_breaks_it(language: str, word: str) -> None:
    made = hyphens.soften(f'<p>{word}</p>', language)
    assert SOFT in made and made.replace(SOFT, '') == f'<p>{word}</p>'
    parts = made[3:-4].split(SOFT)
    assert min(map(len, parts)) >= 2 and max(map(len, parts)) <= 12


def test_a_short_word_and_arabic_stay_as_they_are() -> None:
    for text, language in (('<p>Gesicht und Auge</p>', 'de'), ('<p>واستخداماتهما</p>', 'ar')):
        assert hyphens.soften(text, language) == text


@pytest.mark.parametrize(
    'html',
    [
        '<title>Überwachungszwecken</title>',
        '<a href="https://example.org/Überwachungszwecken" title="Überwachungszwecken">x</a>',
        '<script type="application/json">"Überwachungszwecken"</script>',
        '<style>.überwachungszwecken {}</style>',
        '<svg><text>Überwachungszwecken</text></svg>',
        '<code>Überwachungszwecken</code>',
        '<p><bdi dir="ltr">ueberwachungszwecken@example.org</bdi></p>',
        '<p>ueberwachungszwecken@example.org https://ueberwachungszwecken.org/x</p>',
        '<p>poster-ueberwachungszwecken.de.pdf</p>',
        '<!-- Überwachungszwecken -->',
    ],
)
def test_what_is_no_text_or_is_copied_letter_by_letter_stays(html: str) -> None:
    assert hyphens.soften(html, 'de') == html


def test_words_of_another_language_are_broken_by_its_patterns() -> None:
    html = '<p>Überwachungszwecken <i lang="ar">gouvernementale</i><br> Überwachungszwecken</p>'
    made = hyphens.soften(html, 'de')
    assert '<i lang="ar">gouvernementale</i>' in made  # there are none
    assert made.count(words('Überwachungszwecken', 'de', 12)) == 2
    assert made.replace(SOFT, '') == html
    assert words('gouvernementale', 'fr', 12) in hyphens.soften(html.replace('ar', 'fr'), 'de')


def test_a_name_is_broken_only_where_no_line_holds_it() -> None:
    name = (
        '<div class="wall" lang="en"><span>Association for Progressive Communications</span></div>'
    )
    assert hyphens.soften(name, 'de') == name
    longer = name.replace('Communications', 'Intercommunicationalities')
    assert SOFT in hyphens.soften(longer, 'de')


def test_a_page_in_parts_is_the_page_again() -> None:
    html = (
        '<!doctype html><html lang="en"><head><title>a < b</title></head><body>\n<p>one<br>two'
        '<img src="x" alt="a > b"> <svg><path d="M0 0"/></svg></p>tail'
    )
    assert ''.join(part.words for part in walk.parts(html, 'en')) == html
    texts = [part.words for part in walk.parts(html, 'en') if part.inside]
    assert 'one' in texts and 'tail' in texts and not any(re.search('M0', one) for one in texts)
