"""Rolls that follow each other in columns: nobody is lost, no page is too full, pages are about equally full."""

import pytest

from fixtures.type import FlatRuler
from letterpress.layout.type import columns
from letterpress.layout.type.ink import Face

FACE = Face('x')


def stacked(*sizes, deep=10, **given):
    rolls = [[f'{chr(97 + n % 26)}{n:03}' for n in range(size)] for size in sizes]
    return rolls, columns.stacked(rolls, FlatRuler(), FACE, 10, 60, 4, 2, deep, **given)


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
    assert [page[0].columns for page in pages] == list(
        columns.flow(rolls[0], FlatRuler(), FACE, 10, 60, 4, 2, 49)
    )
    assert [(part.first, part.last, part.lines) for page in pages for part in page] == [
        (True, True, 41)
    ]


def test_a_list_that_leaves_no_room_for_what_stands_below_it_goes_on():
    rolls, pages = stacked(20, deep=10, tails=(3,))
    assert len(pages) == 2 and pages[-1][0].lines <= 7
