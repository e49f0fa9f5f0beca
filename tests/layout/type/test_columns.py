"""The roll in columns: nobody is lost, pages and columns are even, no name stands alone."""

import re
from dataclasses import replace

import pytest

from fixtures.type import FlatRuler
from letterpress.layout import typography
from letterpress.layout.runs import WHOLE
from letterpress.layout.type import columns
from letterpress.layout.type.ink import Face, Gauge

GAUGE = Gauge(FlatRuler(), 'en')
STYLE = columns.Style(Face('x'), 10, 60, 4)
LONG_NAME = 'Ana Silva Constantinopolitana'.split()


def stacked(*sizes, deep=10, **given):
    rolls = [[f'{chr(97 + n % 26)}{n:03}' for n in range(size)] for size in sizes]
    return rolls, columns.stacked(rolls, GAUGE, STYLE, 2, deep, **given)


@pytest.mark.parametrize(
    'sizes', [(1, 1), (1, 30), (30, 1), (8, 8), (147, 90), (20, 21), (3, 400), (19, 2), (2, 2, 2)]
)
@pytest.mark.parametrize('tails', [(), (3, 2, 2)])
def test_rolls_follow_each_other_and_nobody_is_lost(sizes, tails):
    rolls, pages = stacked(*sizes, heading=2, gap=2, tails=tails[: len(sizes)])
    for number, names in enumerate(rolls):
        parts = [part for page in pages for part in page if part.roll == number]
        assert [
            name
            for part in parts
            for column in part.columns
            for group in column
            for name in group.names
        ] == names
        assert [part.first for part in parts] == [True] + [False] * (len(parts) - 1)
        assert [part.last for part in parts] == [False] * (len(parts) - 1) + [True]
    for page in pages:
        used = sum(
            part.lines + 2 * part.first + (tails[part.roll] if tails and part.last else 0)
            for part in page
        )
        assert used + 2 * (len(page) - 1) <= 10, 'no page is fuller than it is deep'


def test_pages_of_several_rolls_are_about_equally_full():
    _, pages = stacked(147, 90, deep=49, heading=2, gap=2)
    depths = [
        sum(part.lines + 2 * part.first for part in page) + 2 * (len(page) - 1) for page in pages
    ]
    assert len(pages) == 3 and max(depths) - min(depths) <= 6


def test_one_roll_is_set_as_ever():
    rolls, pages = stacked(81, deep=49)
    assert [page[0].columns for page in pages] == list(columns.flow(rolls[0], GAUGE, STYLE, 2, 49))
    assert [(part.first, part.last, part.lines) for page in pages for part in page] == [
        (True, True, 41)
    ]


def test_a_list_that_leaves_no_room_for_what_stands_below_it_goes_on():
    _, pages = stacked(20, deep=10, tails=(3,))
    assert len(pages) == 2 and pages[-1][0].lines <= 7


# ---- one roll ------------------------------------------------------------------------------------


def flow(names, deep=49, count=2):
    return columns.flow(names, GAUGE, STYLE, count, deep)


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
    style = replace(STYLE, width=20)  # ten points: a character is 1.764 mm
    names = ['short', 'two words here', 'x' * 30, 'Very-long-hyphenated-name-of-thirty']
    heights = columns.heights_of(names, GAUGE, style)
    assert heights == [1, 3, 4, 4]


def test_of_equal_ways_the_first_column_is_the_fuller():
    (page,) = flow(['Ada', 'Bob', 'Cleo'])
    assert [len(column) for column in page] == [2, 1]


def test_a_name_is_kept_from_standing_alone_even_if_columns_are_less_even_for_it():
    """The even cut lies behind the first B; a line more for its column costs less."""
    long = 'B0 ' + 'x' * 30 + ' ' + 'y' * 30 + ' ' + 'z' * 30  # three lines
    names = [f'A{n}' for n in range(9)] + [long] + [f'B{n}' for n in range(1, 13)]
    (page,) = flow(names)
    assert columns.heights_of([long], GAUGE, STYLE) == [3]
    assert [group.names for group in page[0]][1] == (long, 'B1')


# ---- where rolls begin and end on a page ---------------------------------------------------------


@pytest.mark.parametrize('first', range(1, 30, 4))
@pytest.mark.parametrize('second', range(1, 30, 3))
def test_a_roll_that_goes_on_began_with_four_lines(first, second):
    _, pages = stacked(first, second, heading=2, gap=2)
    parts = [part for page in pages for part in page]
    assert all(part.lines >= columns.FOOT for part in parts if part.first and not part.last)


@pytest.mark.parametrize('sizes', [(9, 1), (9, 2), (10, 1)])
def test_no_page_begins_with_a_line_or_two_of_a_roll_where_it_can_be_helped(sizes):
    _, pages = stacked(*sizes, heading=2, gap=2)
    assert [[(part.roll, part.lines) for part in page] for page in pages] == [[(0, 5)], [(1, 1)]]


def entries(*groups):
    """Return entries of a line each: so many names under each initial in turn."""
    names = [f'{chr(65 + n)}{one:02}' for n, count in enumerate(groups) for one in range(count)]
    return columns._entries(names, GAUGE, STYLE)


@pytest.mark.parametrize(
    ('names', 'parts'),
    [(20, [[(0, 10), (1, 4)], [(1, 11)]]), (22, [[(0, 11)], [(1, 15)]])],
    ids=['four lines are free', 'three lines are free'],
)
def test_a_roll_begins_at_a_foot_of_four_lines_and_not_of_three(names, parts):
    pages = columns._packed([entries(names), entries(30)], 2, 20, 2, 2, [0, 0], False)
    assert [[(part.roll, part.lines) for part in page] for page in pages] == parts


def test_a_page_that_would_end_in_the_first_name_of_a_group_ends_before_it():
    assert columns._filled(entries(5, 9), 1, 6) == [(0, 5)]
    assert columns._filled(entries(12), 1, 6) == [(0, 6)], 'inside a group one place is as good'
    assert columns._filled(entries(3, 9), 1, 4) == [(0, 4)], 'of four lines none is given away'
    assert columns._filled(entries(2), 3, 6) == [(0, 2), (2, 2), (2, 2)]


@pytest.mark.parametrize('size', [81, 99, 300])
@pytest.mark.parametrize('deep', [10, 49])
def test_one_roll_without_a_heading_is_set_as_by_itself_on_all_its_pages(size, deep):
    rolls, pages = stacked(size, deep=deep)
    assert [part.columns for page in pages for part in page] == list(
        columns.flow(rolls[0], GAUGE, STYLE, 2, deep)
    )
    assert [part.first for page in pages for part in page] == [True] + [False] * (len(pages) - 1)
    assert [part.last for page in pages for part in page] == [False] * (len(pages) - 1) + [True]


def test_where_even_columns_would_be_too_deep_one_page_more_is_enough():
    """Twenty lines fill two columns of ten; but there a name would stand alone."""
    (names,) = (
        [f'{initial}{n}' for initial, count in (('A', 9), ('B', 11)) for n in range(count)],
    )
    assert [len(page) for page in flow(names, deep=10)] == [2, 2]


@pytest.mark.parametrize(
    ('name', 'parts'),
    [
        ('Ana B', [('Ana', True), ('B', True)]),
        ('Ana Silva B', [('Ana', True), ('Silva\u00a0B', True)]),
        ('Ana Silva Constantinopolitana', [(one, True) for one in LONG_NAME]),
        ('Ana', [('Ana', True)]),
    ],
)
def test_parts_of_a_name_are_bound_as_they_are_printed(name, parts):
    assert list(columns._parts(name)) == parts
    printed = re.sub('<[^>]*>', '', str(typography.name(name)))
    assert printed == ' '.join(part for part, _ in parts)


@pytest.mark.parametrize(
    ('parts', 'width', 'lines'),
    [
        ([(10, 2), (12, 2)], 24, 1),  # to the hair: the blank before the first word is none
        ([(10, 2), (12, 2)], 23.9, 2),
        ([(10, 2), (10, 2)], 21, 2),  # the blank between two words is one
        ([(10, 2), (10, 0)], 21, 1),  # behind a hyphen there is none
        ([(24, 2)], 24, 1),
        ([(24.1, 2)], 24, 2),
        ([(10, 2), (21, 2)], 24, 3),  # the second line is indented by 4: 25 are too many
        ([(10, 2), (20, 2)], 24, 2),
        ([], 24, 1),
    ],
)
def test_lines_are_filled_to_the_hair_and_hang(parts, width, lines):
    assert columns._height(parts, width, 4) == lines


def test_a_word_of_the_shortest_that_stands_alone_is_not_bound_and_a_shorter_one_is():
    last = 'x' * typography.SHORT
    assert list(columns._parts(f'Ana Silva {last}'))[-1] == (last, True)
    assert list(columns._parts(f'Ana Silva {last[1:]}'))[-1] == (f'Silva\u00a0{last[1:]}', True)


def test_a_very_long_word_may_be_broken_behind_its_hyphens_and_no_other_word():
    whole, long = 'half-' + 'x' * (WHOLE - 5), 'half-' + 'x' * (WHOLE - 4)
    assert list(columns._parts(whole)) == [(whole, True)]
    assert list(columns._parts(long)) == [('half-', True), (long[5:], False)]


@pytest.mark.parametrize(('width', 'lines'), [(37.1, 2), (36.9, 3)])
def test_blanks_between_words_are_as_wide_as_they_are_set(width, lines):
    """Ten points: a character or a blank is 1.764 mm, two words of ten with their blank 37.04."""
    name = f'{"a" * 10} {"b" * 10} {"c" * 16}'
    assert columns.heights_of([name], GAUGE, replace(STYLE, width=width)) == [lines]


def test_what_is_exactly_as_deep_as_a_page_stays_on_it():
    assert len(flow([f'{initial}{n}' for initial in 'AB' for n in range(10)], deep=10)) == 1
    pages = columns._packed([entries(20)], 2, 12, 2, 0, [0], False)
    assert [[part.lines for part in page] for page in pages] == [[10]]
    assert len(columns._packed([entries(20)], 2, 11, 2, 0, [0], False)) == 2
