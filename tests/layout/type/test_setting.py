"""Ink arithmetic: lines fill their measure, stand apart by their gap, interlock where a script has no capitals."""

from __future__ import annotations

from math import ceil

import pytest

from letterpress.layout.type import copyfit, setting, wall
from letterpress.layout.type.ink import Face, Flow, Ink, TextLine
from letterpress.layout.type.setting import Line

WOOD = Face('Wood', 900)


def ink(text='HAND', *boxes, advance=0.0):
    boxes = boxes or ((0.1, -0.7, 2.1, 0.0),)
    return Ink(text, tuple(boxes), 0.8, advance or boxes[-1][2] + 0.1, WOOD, 'en', ('Wood',))


def test_a_fitted_line_is_as_wide_as_its_measure_and_starts_at_the_margin():
    line = setting.fit(ink(), 100, x=15)
    assert line.size == pytest.approx(50)
    assert (line.x, line.right) == (15, pytest.approx(115))
    assert line.css == 'left:10.000mm;top:-40.000mm;font:900 50.0000mm/1 Wood'


def test_a_line_is_never_larger_than_the_largest_size():
    assert setting.fit(ink(), 100, largest=20).size == 20


def test_a_text_without_ink_fits_nothing():
    with pytest.raises(ValueError):
        setting.fit(Ink('', (), 0.8, 0, WOOD), 100)


def test_capitals_keep_the_gap_between_baseline_and_cap_line():
    upper, lower = setting.stack(
        [setting.fit(ink(), 100), setting.fit(ink(), 200)], top=10, gap=7, cap=0.7
    )
    assert upper.top == pytest.approx(10) and upper.y == pytest.approx(45)
    assert lower.y == pytest.approx(45 + 7 + 0.7 * 100)


def test_a_tail_may_stand_in_the_gap_but_not_near_other_ink():
    tailed = ink('ЦД', (0, -0.7, 1, 0), (1, -0.7, 2, 0.2))
    upper, lower = setting.stack(
        [setting.fit(tailed, 200), setting.fit(ink(), 200)], 0, 10, cap=0.7
    )
    assert lower.top - upper.bottom == pytest.approx(0.35 * 10)
    plain = setting.stack([setting.fit(ink(), 200), setting.fit(ink(), 200)], 0, 10, cap=0.7)
    assert lower.y - upper.y > plain[1].y - plain[0].y


def test_a_tail_beside_the_ink_below_moves_nothing():
    tailed = ink('AЦ', (0, -0.7, 1, 0), (3, -0.7, 4, 0.3))
    narrow = ink('i', (0, -0.7, 1, 0))
    upper, lower = setting.stack([Line(tailed, 50, 0), Line(narrow, 50, 0)], 0, 10, cap=0.7)
    assert lower.y - upper.y == pytest.approx(10 + 0.7 * 50)


def test_without_capitals_lines_interlock_glyph_against_glyph():
    upper = Line(ink('up', (0, -0.2, 1, 0.5), (3, -1, 4, 0)), 10, 0)
    lower = Line(ink('low', (0, -0.1, 1, 0), (3, -0.9, 4, 0)), 10, 0)
    first, second = setting.stack([upper, lower], 0, 1)
    assert second.y - first.y == pytest.approx(
        1 + 9
    )  # the tall glyphs meet first: 0 above .9 of an em
    assert setting.clear(upper, lower) == pytest.approx(9)
    assert setting.clear(upper, Line(lower.ink, 10, 200)) == float('-inf')


def test_a_stack_without_capitals_ends_at_its_lowest_ink():
    line = Line(ink('y', (0, -0.7, 1, 0.3)), 10, 0, 50)
    assert setting.foot([line], cap=0.7) == 50
    assert setting.foot([line]) == pytest.approx(53)


def test_a_starred_line_knows_it():
    assert Line(ink('ALL'), 1, marked='*ALL*').starred
    assert not Line(ink('ALL'), 1, marked='*A* LL').starred
    assert not Line(ink('ALL'), 1).starred


def words(i, j):
    return Ink('x' * (j - i), ((0, -0.7, float(j - i), 0),), 0.8, float(j - i), WOOD)


def test_lines_are_broken_towards_the_wanted_height():
    low = setting.break_lines(words, 6, 60, 10, 1, cap=0.7)
    high = setting.break_lines(words, 6, 60, 90, 1, cap=0.7)
    assert len(low) == 1 and len(high) == 3
    assert [line.width for line in high] == [pytest.approx(60)] * 3


def test_sizes_in_one_stack_do_not_differ_more_than_allowed():
    lines = setting.break_lines(words, 6, 60, 60, 1, cap=0.7, ratio=1.5)
    assert max(line.size for line in lines) <= 1.5 * min(line.size for line in lines)


# ---- copyfit ----------------------------------------------------------------------------------------------------


def paragraphs(*lengths, hyphens=(), runts=()):
    lines = []
    for number, length in enumerate(lengths):
        for n in range(length):
            last = n == length - 1
            lines.append(
                TextLine(
                    number,
                    0.1 if last and number in runts else 0.6 if last else 1.0,
                    len(lines) in hyphens,
                    last,
                )
            )
    return lines


@pytest.mark.parametrize(
    'lines, rows, faults',
    [
        (paragraphs(10, 10), 10, 0),
        (paragraphs(10, 9), 10, 0.4),  # a column one line short is nearly nothing
        (paragraphs(10, 8), 10, 3.2),  # two lines short is seen by everybody
        (paragraphs(10, 10, runts={0}), 10, 1),
        (paragraphs(11, 9), 10, 1.5),  # a widow: a paragraph's last line begins the second column
        (paragraphs(9, 11), 10, 1.5),  # an orphan: a paragraph's first line ends the first column
        (paragraphs(8, 12, hyphens={9}), 10, 1),  # a word cut between the columns
        (paragraphs(20, hyphens={3, 4, 5}), 10, 1),  # a ladder
    ],
)
def test_faults(lines, rows, faults):
    assert copyfit.faults(lines, rows) == pytest.approx(faults)


def proportional(size):
    """A text whose lines grow with its size: 20 paragraphs, at 5 mm five lines each."""
    return Flow(paragraphs(*[max(2, round(size))] * 20))


def test_a_text_is_set_so_that_it_fills_its_frame_in_at_most_six_layouts():
    asked = []
    fitted = copyfit.copyfit(
        lambda size: asked.append(size) or proportional(size), 350, 1.4, 3, 8, columns=2
    )
    assert len(asked) <= 6
    assert fitted.over == 0 and fitted.faults <= 0.5
    assert fitted.height == pytest.approx(350)
    assert 0.97 <= fitted.leading / 1.4 <= 1.07
    assert fitted.rows * 2 >= fitted.lines


def test_a_first_size_that_is_near_saves_a_layout():
    for first, most in ((0.0, 3), (5.0, 2)):
        asked = []
        copyfit.copyfit(
            lambda size: asked.append(size) or proportional(size),
            350,
            1.4,
            3,
            8,
            columns=2,
            first=first,
        )
        assert len(asked) <= most, (first, asked)


@pytest.mark.parametrize('height', [120, 200, 350])
def test_the_size_is_estimated_from_how_long_the_paragraphs_are(height):
    """Paragraphs of 100 em in lines of 100 mm: at 5 mm each takes five lines and a bit."""
    size = copyfit.estimate([100.0] * 10, 100, height, 1.4, 2, 20, columns=2)
    lines = 10 * ceil(100 * size / 100 * copyfit.LOSS)
    assert ceil(lines / 2) * size * 1.4 <= height
    bigger = size * 1.01
    assert ceil(10 * ceil(100 * bigger / 100 * copyfit.LOSS) / 2) * bigger * 1.4 > height


def test_a_short_text_is_set_at_the_largest_size_and_leaves_room():
    fitted = copyfit.copyfit(lambda size: Flow(paragraphs(3, 3)), 350, 1.4, 3, 8, columns=2)
    assert (fitted.size, fitted.rows, fitted.over) == (8, 3, 0)
    assert fitted.height < 350


def test_a_text_too_long_for_the_smallest_size_is_overset_and_says_by_how_much():
    fitted = copyfit.copyfit(lambda size: Flow(paragraphs(*[10] * 10)), 140, 1.4, 4, 5, columns=2)
    assert fitted.size == 4
    assert fitted.over == 100 - 2 * int(140 / (4 * 1.4 * 0.97))


# ---- the wall ---------------------------------------------------------------------------------------------------


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
        assert all(b.x > a.right for a, b in zip(row, row[1:]))
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
