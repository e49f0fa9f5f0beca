"""The lines of names: broken at blanks, as many as the engine would set."""

from __future__ import annotations

import re
from html import unescape

import pytest

from letterpress.base.lengths import POINT
from letterpress.layout import typography
from letterpress.layout.rolls import rows
from letterpress.layout.type.columns import Style
from letterpress.layout.type.ink import Face, Flow, Gauge, TextLine


class Halves:
    """Every character is half an em wide; what is not ASCII is for the engine."""

    def measure(self, items):
        from letterpress.layout.type.ink import Ink

        return tuple(Ink(text, (), 0.8, len(text) / 2, face, lang) for text, face, lang in items)

    def advances(self, texts, face, lang):
        return [len(text) / 2 if text.isascii() else None for text in texts]

    def flow(self, html, css, width, size, leading, lang, name='', whole=()):
        count = html.count('<p')
        return Flow(tuple(TextLine(n // 2, 1.0, False, False) for n in range(2 * count)))


def broken(names, width=20):
    em = 10 * POINT
    style = Style(Face('x'), 10, width / 2 * em + 0.01, 2 * em)
    return rows.broken(names, Gauge(Halves(), 'en'), style)


def test_a_name_that_fits_is_one_line():
    assert broken(['Ana Sol']) == [('Ana Sol',)]


def test_lines_after_the_first_are_shorter_by_the_indent():
    assert broken(['aaaa bbbb cccc dddd eeee ffffff']) == [('aaaa bbbb cccc dddd', 'eeee ffffff')]
    # 16 characters fit beside the indent, 20 do not
    assert broken(['aaaa aaaaaaaaaaaaaaaaaaaa'])[0][1] == ''
    assert broken(['aaaaaaaaaaaaaaaaaaaa bbbbbbbbbb ccccccc']) == [
        ('aaaaaaaaaaaaaaaaaaaa', 'bbbbbbbbbb', 'ccccccc')
    ]


def test_a_long_word_with_hyphens_is_broken_after_one():
    name = 'Aaaaaaaaaa-Bbbbbbbbbb-Ccccccccccc'
    assert broken([name]) == [('Aaaaaaaaaa-', 'Bbbbbbbbbb-', 'Ccccccccccc')]


def test_what_cannot_be_broken_and_what_is_not_known_is_the_engines():
    assert broken(['a' * 30]) == [('a' * 30, '')]
    assert broken(['مريم']) == [('مريم', '')]


@pytest.mark.parametrize(
    'name',
    [
        "Sean O'Neil Baker",
        'Jean Luc Dia',
        'A & B <C>',
        'Anna Maria Lopez',
        'x',
        "l'Hôpital d'Uzès",
        'Ana Sol de Paz',
        'Jean-Luc Ba Bo',
        'Ligue (F)',
    ],
)
def test_a_name_is_printed_as_its_typography_has_it(name):
    plain = unescape(re.sub('<[^>]*>', '', typography.name(name)))
    assert rows.printed(name) == plain
