"""The wall: every name stands once, every row is flush, and no row looks larger than another."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from letterpress.layout.type.ink import Face, Ink
from letterpress.layout.type.walls import bricks, crowd, cutting, wall
from letterpress.layout.type.walls.bricks import Brick, Frame
from letterpress.layout.type.walls.cutting import Row

WOOD = Face('Wood', 900)


FRAME = Frame(25, 370, 567, 128, 0.65)


def names(*lengths):
    return [
        Brick(Ink('n' * length, ((0, -0.65, 0.4 * length, 0),), 0.8, 0.4 * length, WOOD))
        for length in lengths
    ]


def build(names, **kwargs):
    return wall.wall(names, replace(FRAME, **kwargs))


def rows_of(made):
    return [made.lines[row.first : row.last] for row in made.rows]


def test_every_name_stands_once_and_every_row_is_flush():
    own = names(*[7, 12, 4, 18, 25, 9, 6, 15, 11, 8] * 8)
    made = build(own)
    assert [line.ink.text for line in made.lines] == [one.ink.text for one in own]
    for row in rows_of(made):
        assert row[0].x == 25 and row[-1].right == pytest.approx(395)
        assert len({line.y for line in row}) == 1
        assert all(b.x > a.right for a, b in pairwise(row))
    assert made.lines[-1].y == 567 and made.top >= 567 - 128.01


def test_rows_look_equally_large():
    made = build(names(*[7, 12, 4, 18, 25, 9, 6, 15, 11, 8] * 8))
    sizes = [line.size for line in made.lines]
    most = cutting.liberty(370 / made.size)
    assert max(sizes) / min(sizes) <= (1 + most) / (1 - most) + 0.001 < 1.08


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


# ---- rows that take liberties --------------------------------------------------------------------


def test_a_row_that_is_as_long_as_the_measure_is_not_strained():
    cut = cutting.rows([10, 10, 10, 10], 2, 22, 2)
    assert [(row.first, row.last, row.strain) for row in cut] == [(0, 2, 0), (2, 4, 0)]


@pytest.mark.parametrize('measure, slack', [(24, 2), (20, -2)])
def test_strain_is_what_is_missing_as_a_part_of_all_liberties(measure, slack):
    """One gap between two names, and the size of the row."""
    cut = cutting.rows([10, 10, 10, 10], 2, measure, 2)
    liberties = cutting.OPEN + cutting.liberty(measure) * measure
    assert [row.strain for row in cut] == pytest.approx([slack / liberties] * 2)


def test_rows_that_would_be_absurd_are_no_way():
    assert cutting.rows([10, 400, 12], 3, 100, 1) == ()


def test_large_names_take_more_of_the_size_but_not_much():
    assert cutting.liberty(200) == cutting.SIZE
    assert cutting.liberty(30) == pytest.approx(cutting.EVEN / 30)
    assert cutting.liberty(4) == cutting.MOST


def test_a_row_takes_its_share_of_size_too():
    made = build(names(*[7, 12, 4, 18, 25, 9, 6, 15, 11, 8] * 8))
    for row, line in zip(made.rows, rows_of(made), strict=True):
        share = min(max(row.strain, -1), 1) * cutting.liberty(370 / made.size)
        assert [name.size for name in line] == pytest.approx([made.size * (1 + share)] * len(line))


def test_a_script_of_another_size_keeps_its_share_of_the_row():
    own = [replace(one, scale=0.8) if n % 3 == 0 else one for n, one in enumerate(names(*[9] * 40))]
    for line in rows_of(build(own)):
        largest = max(name.size for name in line)
        assert {round(name.size / largest, 3) for name in line} <= {0.8, 1.0}
        assert line[-1].right == pytest.approx(395)


def test_rows_are_parted_where_letters_would_touch():
    def inks(top, bottom):
        return Brick(Ink('n' * 9, ((0, top, 3.6, bottom),), 0.8, 3.6, WOOD))

    near, deep = build([inks(-0.65, 0)] * 60), build([inks(-0.95, 0.4)] * 60)
    for made, tall in ((near, 0.65), (deep, 1.35)):
        for upper, lower in pairwise(rows_of(made)):
            assert lower[0].y - upper[0].y >= (tall + bricks.NEAR) * made.size - 0.001
    assert deep.size < near.size and deep.top >= 567 - 128.01


@pytest.mark.parametrize('lengths', [(60, 400, 60), (300, 10, 300), (400, 5, 400, 5)])
def test_names_of_which_no_two_go_into_a_row_stand_alone(lengths):
    made = build(names(*lengths))
    assert made.rows == tuple(Row(n, n + 1, 0.0) for n in range(len(lengths)))
    assert made.strain == 0 and {line.size for line in made.lines} == {made.size}
    assert max(line.width for line in made.lines) == pytest.approx(370)
    pitches = [lower.y - upper.y for upper, lower in pairwise(made.lines)]
    assert pitches == pytest.approx([0.65 * made.size * 1.4] * (len(lengths) - 1))
    assert made.top == pytest.approx(made.lines[0].top) and made.bottom == made.lines[-1].y


def test_one_name_is_a_wall():
    made = build(names(10), largest=17)
    assert [(row.first, row.last) for row in made.rows] == [(0, 1)]
    assert made.size == 17 and made.lines[0].x == 25


def test_names_are_never_further_apart_than_a_hole():
    made = build(names(3, 4), largest=9)
    (row,) = rows_of(made)
    assert row[1].x - row[0].right == pytest.approx(bricks.HOLE * row[0].size)


def test_a_row_that_is_too_full_keeps_half_the_space():
    (row,) = bricks.place(names(10, 10), [Row(0, 2, 0.0)], 60, FRAME, 0.42)
    assert row[1].x - row[0].right == pytest.approx(0.21 * row[0].size)
    assert row[1].right == pytest.approx(395)


def test_a_wall_is_lower_where_that_makes_its_rows_more_even():
    """Fifteen names of one length: rows of three or five are even; the highest wall has others."""
    made = build(names(*[14] * 15))
    assert {row.last - row.first for row in made.rows} in ({3}, {5})
    assert made.top > 567 - 128


def test_names_too_many_to_be_read_make_no_wall_but_say_how_small():
    made = build(names(*[20] * 600), smallest=9)
    assert made.lines == () and 0 < made.size < 9
    assert build(names(*[20] * 600), smallest=1).lines


def test_a_wall_grows_before_its_names_get_too_small_and_not_further():
    own = names(*[7, 12, 4, 18, 25, 9, 6, 15, 11, 8] * 12)
    low, grown = build(own), build(own, smallest=9.5, most=200)
    assert low.size < 9.5 and low.top >= 567 - 128.01
    assert 9.5 <= grown.size < 10.5 and 567 - 200.01 <= grown.top < 567 - 128
    assert not build(own, smallest=9.5, most=130).lines


# ---- many names ----------------------------------------------------------------------------------

MANY = [7, 12, 4, 18, 25, 9, 6, 15, 11, 8] * 100


def test_of_many_names_each_stands_once_in_flush_rows_of_about_one_size():
    own = names(*MANY)
    made = build(own)
    assert [line.ink.text for line in made.lines] == [one.ink.text for one in own]
    for row in rows_of(made):
        assert row[0].x == 25 and row[-1].right == pytest.approx(395)
        assert all(b.x > a.right for a, b in pairwise(row))
    assert made.strain < 1 and 567 - 128.01 <= made.top < 567 - 115
    assert made.lines[-1].y == pytest.approx(567)


def test_many_names_make_a_higher_wall_at_their_smallest():
    made = build(names(*MANY), smallest=3.4, most=260)
    assert made.size == 3.4 and 128 < 567 - made.top <= 260
    none = build(names(*MANY), smallest=3.4, most=140)
    assert none.lines == () and 0 < none.size < 3.4


def test_as_many_names_as_a_wall_holds_make_one():
    frame = replace(FRAME, smallest=4, most=150)
    shown = crowd.holds(names(*MANY), frame)
    assert 150 < shown < 1000
    assert len(wall.wall(names(*MANY)[: shown - shown // 50], frame).lines) == shown - shown // 50
    assert not wall.wall(names(*MANY)[: shown + 60], frame).lines


def test_of_many_names_only_rows_that_would_touch_are_parted():
    deep = Brick(Ink('y' * 9, ((0, -0.95, 3.6, 0.4),), 0.8, 3.6, WOOD))
    own = names(*MANY)
    own[300:303] = [deep] * 3
    made = build(own)
    pitches = [round(low[0].y - up[0].y, 4) for up, low in pairwise(rows_of(made))]
    assert 1 <= sum(pitch > min(pitches) for pitch in pitches) <= 4
