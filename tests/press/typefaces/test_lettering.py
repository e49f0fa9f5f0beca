"""Lines that the engine does not set: what stands where, in which face, and the faces cut to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from letterpress.press.typefaces import glyphs, lettering

FONTS = Path(__file__).parents[3] / 'fonts'
BOOK = (FONTS / 'book/LPBook-Regular.ttf').read_bytes()
NASKH = (FONTS / 'naskh/LPNaskh-Regular.ttf').read_bytes()


def seen(text, faces, direction):
    """Return the characters of a line from the left as its glyphs show them."""
    made = lettering.line(text, faces, 'en', direction)
    assert made.width > 0
    return ''.join(mark.text for mark in sorted(made.marks, key=lambda mark: mark.x))


def test_a_line_runs_from_the_left():
    assert seen('We say no', (BOOK,), 'ltr') == 'We say no'


@pytest.mark.parametrize(
    'text, shown',
    [
        ('بل', 'لب'),
        ('بل 12', '12 لب'),  # a number runs from the left, and stands after the word
        ('بل ١٢', '١٢ لب'),
        ('بل A4 بل', 'لب A4 لب'),
        ('12 بل 34', '34 لب 12'),
    ],
)
def test_arabic_runs_from_the_right_and_its_numbers_from_the_left(text, shown):
    assert seen(text, (NASKH, BOOK), 'rtl') == shown


def test_letters_are_joined():
    joined = lettering.line('بب', (NASKH,), 'ar', 'rtl').marks
    assert {mark.number for mark in joined} != {glyphs.number(NASKH, ord('ب'))}


def test_each_character_is_set_in_the_first_face_that_has_it():
    marks = lettering.line('ب A', (NASKH, BOOK), 'ar', 'rtl').marks
    assert {mark.text: mark.face for mark in marks} == {'ب': 0, ' ': 0, 'A': 1}


def test_what_no_face_has():
    assert lettering.covered('We say\u2068 no\u2069', (BOOK,))
    assert not lettering.covered('We 漢', (BOOK, NASKH))


def test_an_accent_stays_on_its_letter():
    (letter, accent) = lettering.line('بّ', (NASKH,), 'ar', 'rtl').marks
    assert {letter.text, accent.text} == {'ب', '\u0651'}


def test_a_face_that_is_cut_keeps_the_numbers_and_loses_the_rest():
    numbers = {mark.number for mark in lettering.line('We say no', (BOOK,), 'en', 'ltr').marks}
    small = lettering.cut(BOOK, numbers)
    assert len(small) < len(BOOK) / 10
    assert lettering.advances(small, numbers) == lettering.advances(BOOK, numbers)
    assert glyphs.outlines(small) == 'glyf'
