"""Words shaped one by one give the line that is shaped whole."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from letterpress.press.leaves.shaping import Shaper, Type, script_of

FONTS = Path(__file__).resolve().parents[3] / 'fonts'
BOOK, NASKH = FONTS / 'book/LPBook-Regular.ttf', FONTS / 'naskh/LPNaskh-Regular.ttf'
FEATURES = (('pnum', 1), ('lnum', 1))
LETTERS = {
    'Latn': 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzÀÉÎÖÜßøŁčşığ’.,()&-12470',
    'Grek': 'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩάέήίαβγδεζηθικλμνξοπρςστυφχψω-',
    'Cyrl': 'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЬЮЯабвгдежзийклмнопрстуфхцчшщъьюя-',
    'Arab': 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي',
}


def shaper(script: str, language: str = 'fr') -> Shaper:
    data = (NASKH if script == 'Arab' else BOOK).read_bytes()
    return Shaper(Type(data, language, FEATURES), script)


@pytest.mark.parametrize('script', LETTERS)
def test_words_one_by_one_are_as_long_as_the_whole_line(script):
    chance, one = random.Random(script), shaper(script)
    for _ in range(1500):
        text = ' '.join(
            ''.join(chance.choices(LETTERS[script], k=chance.randint(1, 9)))
            for _ in range(chance.randint(1, 4))
        )
        length = one.length(text)
        if length is None:
            continue
        assert length == pytest.approx(sum(advance for _, advance, *_ in one._shaped(text)))


def test_the_glyphs_of_a_line_are_those_of_the_whole():
    one = shaper('Latn')
    text = 'Véronique Tavares, Wim (A.)'
    shown = one.line(text)
    hexadecimal = ''.join(part.split('<')[-1] for part in shown.split('>'))
    assert hexadecimal == ''.join(f'{glyph:04x}' for glyph, *_ in one._shaped(text))
    blank = one.word(' ').shown
    assert one.line(text, blank=True).endswith(f'{blank}>')


def test_right_to_left_the_last_word_is_shown_first():
    one = shaper('Arab')
    first, second = one.word('علي').shown, one.word('حداد').shown
    shown = one.line('علي حداد')
    assert shown.index(second) < shown.index(first)


def test_what_the_font_lacks_or_moves_is_not_taken():
    one = shaper('Latn')
    assert one.length('Ana 漢') is None and one.line('漢') is None
    assert one.length('A\u0300\u0323') is None  # marks on a letter that has no such code


@pytest.mark.parametrize(
    ('text', 'script'),
    [
        ('Ana Sol', 'Latn'),
        ('Züge 2026 (LE4)', 'Latn'),
        ('Γιώργος', 'Grek'),
        ('Иван Ђ', 'Cyrl'),
        ('مريم علي', 'Arab'),
        ('2026', ''),
        ('Ana Иван', ''),
        ('مريم 12', ''),
        ('مريم (A)', ''),
        ('A\u0301', ''),
        ('', ''),
        ('漢字', ''),
    ],
)
def test_a_text_of_one_script_and_one_direction_is_known(text, script):
    assert script_of(text) == script
