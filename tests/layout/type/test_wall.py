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


def build(inks, asked=None, **kwargs):
    """Return the wall of names; what is asked to be tracked is added to `asked`."""

    def tracked(wanted):
        if asked is not None:
            asked.extend(wanted)
        return [spaced(inks[number], track) for number, track in wanted]

    return wall.wall(inks, tracked, 0.65, 370, 128, 567, 25, **kwargs)


def spaced(ink, track):
    width = ink.width + track * (len(ink.text) - 1)
    return Ink(ink.text, ((0, -0.65, width, 0),), 0.8, 1, WOOD)


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


# ---- rows that take liberties --------------------------------------------------------------------


def test_a_row_that_is_as_long_as_the_measure_is_not_strained():
    cut = wall.rows([10, 10, 10, 10], [5, 5, 5, 5], 2, 22, 2)
    assert [(row.first, row.last, row.strain) for row in cut] == [(0, 2, 0), (2, 4, 0)]


@pytest.mark.parametrize('measure, slack', [(24, 2), (20, -2)])
def test_strain_is_what_is_missing_as_a_part_of_all_liberties(measure, slack):
    """Two names of five letters: eight gaps between letters, one between the names, the size."""
    cut = wall.rows([10, 10, 10, 10], [5, 5, 5, 5], 2, measure, 2)
    liberties = wall.TRACK * 8 + wall.OPEN + wall.SIZE * measure
    assert [row.strain for row in cut] == pytest.approx([slack / liberties] * 2)


def test_two_rows_a_little_strained_are_better_than_one_that_is_much():
    """Three names and one would leave the first row as it is, and take less of all liberties."""
    cut = wall.rows([8, 9, 1, 16], [1, 1, 1, 40], 2, 20, 1)
    assert [(row.first, row.last) for row in cut] == [(0, 2), (2, 4)]


def test_rows_that_would_be_absurd_are_no_way():
    assert wall.rows([10, 400, 12], [5, 5, 5], 3, 100, 1) == ()


def test_tracking_goes_in_steps_and_not_beyond_its_liberty():
    asked = []
    build(names(*[7, 12, 4, 18, 25, 9, 6, 15, 11, 8] * 8), asked)
    steps = [track / wall.STEP for _, track in asked]
    assert steps and steps == pytest.approx([round(step) for step in steps])
    assert all(0 < abs(track) <= wall.TRACK + 1e-9 for _, track in asked)
    assert len({number for number, _ in asked}) == len(asked)


def test_a_row_takes_its_share_of_size_too():
    made = build(names(*[7, 12, 4, 18, 25, 9, 6, 15, 11, 8] * 8))
    for row, line in zip(made.rows, rows_of(made), strict=True):
        share = min(max(row.strain, -1), 1)
        assert [name.size for name in line] == pytest.approx(
            [made.size * (1 + 0.02 * share)] * len(line)
        )


@pytest.mark.parametrize('lengths', [(60, 400, 60), (300, 10, 300), (400, 5, 400, 5)])
def test_names_of_which_no_two_go_into_a_row_stand_alone(lengths):
    made = build(names(*lengths))
    assert made.rows == tuple(wall.Row(n, n + 1, 0.0) for n in range(len(lengths)))
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
    assert row[1].x - row[0].right == pytest.approx(wall.HOLE * row[0].size)


def test_a_row_that_is_too_full_keeps_half_the_space():
    inks = names(10, 10)
    (row,) = wall._place(inks, None, [wall.Row(0, 2, 0.0)], 60, 370, 25, 0.42, False)
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
