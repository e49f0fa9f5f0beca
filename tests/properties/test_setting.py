"""Properties of setting: lines fill their measure, keep their distance, and no name is lost."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from letterpress.layout.type import copyfit, wood
from letterpress.layout.type.ink import Face, Flow, Ink, TextLine
from letterpress.layout.type.walls import wall
from letterpress.layout.type.walls.bricks import Brick, Frame

FACE = Face('Wood', 900)


@st.composite
def inks(draw, most=6):
    boxes, x = [], draw(st.floats(-0.1, 0.1))
    for _ in range(draw(st.integers(1, most))):
        width, top, bottom = (
            draw(st.floats(0.05, 1)),
            draw(st.floats(0.1, 1.2)),
            draw(st.floats(-0.05, 0.4)),
        )
        boxes.append((x, -top, x + width, bottom))
        x += width + draw(st.floats(-0.05, 0.3))
    return Ink('x' * len(boxes), tuple(boxes), 0.8, x, FACE)


@given(inks(), st.floats(1, 1000), st.floats(-50, 50))
def test_ink_is_flush_at_both_sides(ink, width, x):
    line = wood.fit(ink, width, x)
    assert abs(line.right - (x + width)) < 1e-6 * max(1, width)


@given(st.lists(inks(), min_size=2, max_size=5), st.floats(0.5, 20), st.sampled_from([None, 0.65]))
def test_no_two_neighbours_touch(found, gap, cap):
    placed = wood.stack([wood.fit(ink, 200) for ink in found], 0, gap, cap)
    for upper, lower in itertools.pairwise(placed):
        assert lower.y > upper.y
        assert (
            lower.y - upper.y
            >= wood.clear(upper, lower) + (wood.NEAREST if cap else 1) * gap - 1e-6
        )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(2, 60), min_size=1, max_size=150), st.booleans(), st.floats(4, 20))
def test_the_wall_holds_every_name_inside_its_measure(lengths, rtl, largest):
    found = [Ink('n' * n, ((0, -0.65, 0.4 * n, 0),), 0.8, 0.4 * n, FACE) for n in lengths]
    frame = Frame(25, 370, 567, 128, 0.65, largest=largest, rtl=rtl)
    made = wall.wall([Brick(ink) for ink in found], frame)
    assert [line.ink for line in made.lines] == found
    assert all(line.x > 24.99 and line.right < 395.01 for line in made.lines)
    for row in made.rows:
        line = sorted(made.lines[row.first : row.last], key=lambda each: each.x)
        assert all(b.x >= a.right - 1e-6 for a, b in itertools.pairwise(line))


@given(st.integers(1, 400), st.floats(50, 600), st.integers(1, 3))
def test_copyfit_fits_or_says_so(characters, height, columns):
    def lines_at(size):
        count = max(1, round(characters * size / 40))
        return Flow(tuple(TextLine(0, 1.0, False, n == count - 1) for n in range(count)))

    fitted = copyfit.copyfit(lines_at, height, 1.4, 4, 7, columns)
    assert 4 <= fitted.size <= 7
    if not fitted.over:
        assert fitted.rows * columns >= fitted.lines
        assert fitted.height <= height + 1e-6
