"""Wood type: lines fill their measure, stand apart by their gap, and interlock without capitals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letterpress.layout.type import wood
from letterpress.layout.type.breaking import every
from letterpress.layout.type.ink import Face, Ink
from letterpress.layout.type.wood import Line

WOOD = Face('Wood', 900)


def ink(text='HAND', *boxes, advance=0.0):
    boxes = boxes or ((0.1, -0.7, 2.1, 0.0),)
    return Ink(text, tuple(boxes), 0.8, advance or boxes[-1][2] + 0.1, WOOD, 'en', ('Wood',))


def test_a_fitted_line_is_as_wide_as_its_measure_and_starts_at_the_margin():
    line = wood.fit(ink(), 100, x=15)
    assert line.size == pytest.approx(50)
    assert (line.x, line.right) == (15, pytest.approx(115))
    assert line.css == 'left:10.000mm;top:-40.000mm;font:900 50.0000mm/1 Wood'


def test_a_line_is_never_larger_than_the_largest_size():
    assert wood.fit(ink(), 100, largest=20).size == 20


def test_a_text_without_ink_fits_nothing():
    with pytest.raises(ValueError, match='no ink'):
        wood.fit(Ink('', (), 0.8, 0, WOOD), 100)


def test_capitals_keep_the_gap_between_baseline_and_cap_line():
    upper, lower = wood.stack([wood.fit(ink(), 100), wood.fit(ink(), 200)], top=10, gap=7, cap=0.7)
    assert upper.top == pytest.approx(10) and upper.y == pytest.approx(45)
    assert lower.y == pytest.approx(45 + 7 + 0.7 * 100)


def test_a_tail_may_stand_in_the_gap_but_not_near_other_ink():
    tailed = ink('ЦД', (0, -0.7, 1, 0), (1, -0.7, 2, 0.2))
    upper, lower = wood.stack([wood.fit(tailed, 200), wood.fit(ink(), 200)], 0, 10, cap=0.7)
    assert lower.top - upper.bottom == pytest.approx(0.35 * 10)
    plain = wood.stack([wood.fit(ink(), 200), wood.fit(ink(), 200)], 0, 10, cap=0.7)
    assert lower.y - upper.y > plain[1].y - plain[0].y


def test_a_tail_beside_the_ink_below_moves_nothing():
    tailed = ink('AЦ', (0, -0.7, 1, 0), (3, -0.7, 4, 0.3))
    narrow = ink('i', (0, -0.7, 1, 0))
    upper, lower = wood.stack([Line(tailed, 50, 0), Line(narrow, 50, 0)], 0, 10, cap=0.7)
    assert lower.y - upper.y == pytest.approx(10 + 0.7 * 50)


def test_without_capitals_lines_interlock_glyph_against_glyph():
    upper = Line(ink('up', (0, -0.2, 1, 0.5), (3, -1, 4, 0)), 10, 0)
    lower = Line(ink('low', (0, -0.1, 1, 0), (3, -0.9, 4, 0)), 10, 0)
    first, second = wood.stack([upper, lower], 0, 1)
    # the tall glyphs meet first: 0 above .9 of an em
    assert second.y - first.y == pytest.approx(1 + 9)
    assert wood.clear(upper, lower) == pytest.approx(9)
    assert wood.clear(upper, Line(lower.ink, 10, 200)) == float('-inf')


def test_a_stack_without_capitals_ends_at_its_lowest_ink():
    line = Line(ink('y', (0, -0.7, 1, 0.3)), 10, 0, 50)
    assert wood.foot([line], cap=0.7) == 50
    assert wood.foot([line]) == pytest.approx(53)


def test_a_starred_line_knows_it():
    assert Line(ink('ALL'), 1, marked='*ALL*').starred
    assert not Line(ink('ALL'), 1, marked='*A* LL').starred
    assert not Line(ink('ALL'), 1).starred


def words(i, j):
    return Ink('x' * (j - i), ((0, -0.7, float(j - i), 0),), 0.8, float(j - i), WOOD)


def test_lines_are_broken_towards_the_wanted_height():
    low = wood.break_lines(words, 6, 60, 10, 1, cap=0.7)
    high = wood.break_lines(words, 6, 60, 90, 1, cap=0.7)
    assert len(low) == 1 and len(high) == 3
    assert [line.width for line in high] == [pytest.approx(60)] * 3


def test_sizes_in_one_stack_do_not_differ_more_than_allowed():
    lines = wood.break_lines(words, 6, 60, 60, 1, cap=0.7, ratio=1.5)
    assert max(line.size for line in lines) <= 1.5 * min(line.size for line in lines)


@pytest.mark.parametrize('cap', [0.7, None])
@given(
    st.lists(st.tuples(st.floats(0.5, 9), st.floats(0, 0.3)), min_size=1, max_size=9),
    st.floats(5, 300),
    st.integers(1, 5),
)
def test_of_all_ways_the_nearest_to_a_height_is_found(cap, given_words, height, most):
    def of(i, j):
        wide, deep = sum(word[0] for word in given_words[i:j]), given_words[j - 1][1]
        boxes = ((0, -0.7, wide, 0), (wide / 2, 0, wide, deep))
        return Ink('x', boxes, 0.8, wide, WOOD)

    def miss(lines):
        sizes = [line.size for line in lines]
        return max(sizes) > 2.4 * min(sizes), abs(height - wood.foot(lines, cap))

    found = wood.break_lines(of, len(given_words), 60, height, 1, cap=cap, most=most)
    ways = (
        wood.stack([wood.fit(of(*span), 60) for span in way], 0.0, 1, cap)
        for way in every(len(given_words), most)
    )
    assert miss(found) == pytest.approx(min(map(miss, ways)), abs=1e-6)


def test_many_words_are_broken_at_once():
    calls = []

    def counted(i, j):
        calls.append((i, j))
        return words(i, j)

    assert len(wood.break_lines(counted, 24, 60, 400, 1, cap=0.7, most=8)) == 8
    assert len(calls) == len(set(calls))  # each line is set once, in however many ways
