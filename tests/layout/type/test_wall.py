"""The wall: every name stands once, every row is flush, and no row looks larger than another."""

from __future__ import annotations

from itertools import pairwise

import pytest

from letterpress.layout.type import wall
from letterpress.layout.type.ink import Face, Ink

WOOD = Face('Wood', 900)


def names(*lengths):
    return [
        Ink('n' * length, ((0, -0.65, 0.4 * length, 0),), 0.8, 0.4 * length, WOOD)
        for length in lengths
    ]


def build(inks, **kwargs):
    def tracked(wanted):
        return [
            Ink(
                inks[n].text,
                ((0, -0.65, inks[n].width + track * (len(inks[n].text) - 1), 0),),
                0.8,
                1,
                WOOD,
            )
            for n, track in wanted
        ]

    return wall.wall(inks, tracked, 0.65, 370, 128, 567, 25, **kwargs)


def rows_of(made):
    return [made.lines[row.first : row.last] for row in made.rows]


def test_every_name_stands_once_and_every_row_is_flush():
    inks = names(*[7, 12, 4, 18, 25, 9, 6, 15, 11, 8] * 8)
    made = build(inks)
    assert [line.ink.text for line in made.lines] == [i.text for i in inks]
    for row in rows_of(made):
        assert row[0].x == 25 and row[-1].right == pytest.approx(395)
        assert len({line.y for line in row}) == 1
        assert all(b.x > a.right for a, b in pairwise(row))
    assert made.lines[-1].y == 567 and made.top >= 567 - 128.01


def test_rows_look_equally_large():
    made = build(names(*[7, 12, 4, 18, 25, 9, 6, 15, 11, 8] * 8))
    sizes = [line.size for line in made.lines]
    assert max(sizes) / min(sizes) < 1.05


def test_few_names_are_not_larger_than_allowed_and_leave_height():
    made = build(names(10, 12, 9), largest=17)
    assert made.size <= 17 and made.top > 500
    assert made.lines[-1].right <= 395.01


def test_a_name_longer_than_the_measure_is_made_small_enough():
    made = build(names(10, 400, 12))
    assert all(line.x >= 25 and line.right <= 395.01 for line in made.lines)


def test_right_to_left_rows_begin_at_the_right():
    row = rows_of(build(names(*[10] * 30), rtl=True))[0]
    assert row[0].right == pytest.approx(395) and row[-1].x == 25
