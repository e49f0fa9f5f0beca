"""Titles, the roll's columns, justified Arabic: what is decided by measured type."""

import pytest

from fixtures.type import FlatRuler
from letterpress.base import bidi
from letterpress.layout.type import columns, justify, titles
from letterpress.layout.type.ink import Face
from letterpress.manuscript.model import Block, PublicSignatory, Run

FACE = Face('x')
EM = 25.4 / 72


def fit(text, width=100, largest=30, **rest):
    return titles.fit(text, FlatRuler(), FACE, 'en', width, largest, **rest)


def test_a_short_title_is_one_line_at_the_largest_size():
    assert fit('Short') == titles.Title(('Short',), 30, pytest.approx(0.3))


def test_no_line_ends_in_a_short_word_and_breaks_like_stops():
    assert fit('Ban the cameras and free the streets today', 100, 20).lines == (
        'Ban the cameras',
        'and free the streets today',
    )
    assert fit('Open the letter: read the answer', 40, 12).lines == (
        'Open the letter:',
        'read the answer',
    )


def test_every_line_fits_and_words_are_kept():
    text = 'Open Letter: Ban Security and Surveillance Facial Recognition'
    made = fit(text, 120, 36)
    assert ' '.join(made.lines) == text and len(made.lines) == 2
    assert max(len(line) for line in made.lines) * 0.5 * made.size * EM <= 120


def test_bound_words_stay_together():
    assert any(
        'now\u00a0and\u00a0then' in line
        for line in fit('Look at me now\u00a0and\u00a0then', 40).lines
    )


def test_a_long_title_takes_more_lines_rather_than_small_type():
    made = fit('word ' * 30 + 'end', 100, 30, smallest=20)
    assert made.size >= 20 and len(made.lines) > 2


def test_a_text_of_many_words_is_broken_too():
    made = fit('word ' * 80 + 'end', 100, 30, smallest=14)
    assert ' '.join(made.lines) == 'word ' * 80 + 'end' and made.size >= 14
    assert max(map(len, made.lines)) - min(map(len, made.lines)) <= 10


def test_given_lines_are_kept():
    made = titles.lines(['a', 'a longer line'], FlatRuler(), FACE, 'en', 20, 99)
    assert made.lines == ('a', 'a longer line') and 13 * 0.5 * made.size * EM <= 20


def test_a_figure_fills_its_box_with_ink():
    figure = titles.figure('81', FlatRuler(), FACE, 'en', 30, 100)
    assert figure.width == pytest.approx(30) and figure.height == pytest.approx(30 / 1.0 * 0.7)
    low = titles.figure('81', FlatRuler(), FACE, 'en', 1000, 14)
    assert low.height == pytest.approx(14) and low.top == pytest.approx(-0.1 * 20)


def flow(names, width=60, deep=49, count=2):
    return columns.flow(names, FlatRuler(), FACE, 10, width, 4, count, deep)


def names_in(pages):
    return [name for page in pages for column in page for group in column for name in group.names]


@pytest.mark.parametrize('count', [1, 2, 10, 81, 300, 1000])
def test_no_name_is_lost_and_their_order_is_kept(count):
    names = [f'{chr(65 + n * 26 // count)} name {n}' for n in range(count)]
    pages = flow(names)
    assert names_in(pages) == names
    heights = [sum(len(group.names) for group in column) for page in pages for column in page]
    assert max(heights) <= 49
    assert max(heights) - min(heights) <= 2 * columns.WINDOW or count < 10


def test_columns_are_even_where_groups_allow_it():
    (page,) = flow([f'{letter}{n}' for letter in 'ABCDEFGH' for n in range(10)])
    assert [sum(len(group.names) for group in column) for column in page] == [40, 40]


def test_no_group_leaves_a_name_alone():
    (page,) = flow(
        [f'A{n}' for n in range(9)] + [f'B{n}' for n in range(3)] + [f'C{n}' for n in range(8)]
    )
    for column in page:
        assert len(column[0].names) > 1 and len(column[-1].names) > 1


def test_a_group_that_goes_on_has_no_new_initial():
    (page,) = flow([f'A{n}' for n in range(20)])
    assert page[0][0].new and not page[1][0].new


def test_lines_of_a_name():
    ruler = FlatRuler()  # ten points: a character is 1.764 mm
    heights = columns.heights_of(
        ['short', 'two words here', 'x' * 30, 'Very-long-hyphenated-name-of-thirty'],
        ruler,
        FACE,
        10,
        20,
        4,
    )
    assert heights == [1, 3, 4, 4]


def test_initials_are_those_of_what_is_sorted_by():
    assert columns.initials_of(['Abilian', 'Élan', 'L’Auberge', '3615']) == ['A', 'E', 'L', '#']
    sheep = PublicSignatory('x', 'Le Mouton', 'organisation', initial='M')
    assert columns.initials_of(['Mailo', sheep, 'Mycélium']) == ['M', 'M', 'M']
    assert [group.names for group in columns.by_initial(['Luz', sheep])] == [
        ('Luz',),
        ('Le Mouton',),
    ]
    assert (
        columns.initials_of(['(ADC) x']) == ['A']
        and columns.initials_of(['42', 'Abc']) == ['#', 'A']
        and columns.initials_of([]) == []
    )


def test_justified_lines_keep_words_styles_and_order():
    block = Block(
        'paragraph',
        (
            Run('واحد اثنان '),
            Run('Traitement des antécédents', emphasis=True, lang='fr'),
            Run('، ثلاثة أربعة خمسة ستة'),
        ),
    )
    made = justify.lines(block.runs, FlatRuler(), FACE, FACE, 'ar', 12, 40)
    assert ' '.join(bidi.plain(made.striptags()).split()) == block.text
    assert (
        '<em lang="fr" class="la" dir="ltr">\u2066Traitement' in made
        and made.count('<span class="nb">') >= 1
    )
