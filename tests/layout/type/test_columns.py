"""The roll in columns: nobody is lost, pages and columns are even, no name stands alone."""

from dataclasses import replace

import pytest

from fixtures.type import FlatRuler
from letterpress.layout.type import columns
from letterpress.layout.type.ink import Face, Gauge

GAUGE = Gauge(FlatRuler(), 'en')
STYLE = columns.Style(Face('x'), 10, 60, 4)


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
