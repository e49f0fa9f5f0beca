"""The eye: every name is there once, none touches another, the pupil or the edge."""

from __future__ import annotations

import re
from itertools import combinations
from math import cos, hypot, pi, sin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letterpress.layout.type.eye import rays, strokes
from letterpress.layout.type.eye.frame import Frame
from letterpress.layout.type.eye.rays import Name

POINT = 0.3528
SHEETS = {
    'a4': Frame(105, 128, 33, 2.4, 16.9, 16.9, 193.1, 228),
    'a3': Frame(148.5, 175, 50, 3.6, 15, 15, 282, 336),
    'a2': Frame(210, 248, 71, 5.1, 21, 21, 399, 475),
}
A3 = SHEETS['a3']
LEAST, MOST, GAP = 7 * POINT, 20.0, 0.06


def names(*lengths: float) -> list[Name]:
    return [Name(0.42 * length, 0.49, 0.49) for length in lengths]


def crossing(one, other) -> bool:
    """Tell whether two convex shapes share more than a hair (separating axes)."""
    for shape in (one, other):
        for (x0, y0), (x1, y1) in zip(shape, shape[1:] + shape[:1], strict=True):
            nx, ny = y0 - y1, x1 - x0
            a = [x * nx + y * ny for x, y in one]
            b = [x * nx + y * ny for x, y in other]
            if min(max(a) - min(b), max(b) - min(a)) <= 1e-6 * hypot(nx, ny):
                return False
    return True


def judge(found: list[Name], made: rays.Iris) -> None:
    assert [ray.number for ray in made.rays] == list(range(len(found)))
    frame, shapes = made.frame, []
    for ray in made.rays:
        assert LEAST - 1e-6 <= ray.size <= MOST + 1e-6
        upright = abs(cos(ray.turn)) < 0.05  # then both ways read alike
        assert upright or ray.turned == (cos(ray.turn) < 0)
        shape = list(ray.corners(found[ray.number], frame))
        for x, y in shape:
            assert frame.left - 1e-6 <= x <= frame.right + 1e-6
            assert frame.top - 1e-6 <= y <= frame.bottom + 1e-6
        assert ray.start >= frame.inner > frame.pupil
        shapes.append(shape)
    for one, other in combinations(shapes, 2):
        assert not crossing(one, other)


shapes = st.builds(Name, st.floats(0.3, 22), st.floats(0.49, 0.75), st.floats(0.49, 0.6))


@settings(max_examples=400, deadline=None)
@given(st.lists(shapes, min_size=1, max_size=90), st.sampled_from(sorted(SHEETS)))
def test_no_name_touches_another_leaves_the_frame_or_stands_in_the_pupil(found, sheet):
    made = rays.around(found, SHEETS[sheet], 1.8 * SHEETS[sheet].pupil, MOST, LEAST, GAP)
    assert made.rays or max(name.width for name in found) * LEAST > 60 or len(found) > 80
    if made.rays:
        judge(found, made)


@settings(max_examples=25, deadline=None)
@given(st.lists(shapes, min_size=20, max_size=200), st.sampled_from(sorted(SHEETS)))
def test_so_do_names_on_spokes(found, sheet):
    made = rays.spokes(found, SHEETS[sheet], MOST, LEAST, GAP)
    if made:
        judge(found, rays.Iris(SHEETS[sheet], made))


def test_a_crossing_would_be_seen():
    """The judge itself: two names at the same turn lie over each other."""
    found = names(10, 10)
    one = rays.Ray(0, 0.0, 60, 5, False)
    both = one.corners(found[0], A3), rays.Ray(1, 0.02, 60, 5, False).corners(found[1], A3)
    assert crossing(*map(list, both))


@pytest.mark.parametrize('sheet, count', [('a4', 110), ('a2', 250)])
def test_one_ring_holds_as_many_as_the_sheet_bears(sheet, count):
    found = names(*[7, 12, 9, 18, 25, 9, 6, 15, 11, 8] * (count // 10))
    frame = SHEETS[sheet]
    made = rays.around(found, frame, 1.84 * frame.pupil, MOST, LEAST, GAP)
    assert len({round(ray.turn, 6) for ray in made.rays}) == count, 'each has a ray of its own'
    judge(found, made)


def test_more_stand_one_behind_the_other():
    found = names(*[7, 12, 9, 18, 25, 9, 6, 15, 11, 8] * 60)
    made = rays.around(found, SHEETS['a2'], 130, MOST, LEAST, GAP)
    assert len(made.rays) == 600 > len({round(ray.turn, 6) for ray in made.rays})
    judge(found, made)
    turns = sorted({ray.turn for ray in made.rays})
    widest = max(b - a for a, b in zip(turns, [*turns[1:], turns[0] + 2 * pi], strict=True))
    assert widest < 1.5 * 2 * pi / len(turns), 'no part of the circle stays empty'


def test_thousands_have_no_room_and_nothing_is_cut():
    assert not rays.around(names(*[15] * 3000), SHEETS['a4'], 60, MOST, LEAST, GAP).rays
    assert not rays.around(names(400), A3, 92, MOST, LEAST, GAP).rays, 'nor has an endless name'


def test_the_long_ones_shrink_each_alone():
    made = rays.around(names(*[8] * 30, 70, *[8] * 29), A3, 92, MOST, LEAST, GAP)
    sizes = [ray.size for ray in made.rays]
    assert sizes[30] < min(sizes[:30]) and len({round(size, 6) for size in sizes}) == 2


def test_a_few_long_ones_may_be_as_small_as_small_print():
    found = names(*[8] * 30, 170, *[8] * 29)
    assert not rays.ring(found, A3, MOST, LEAST, GAP)
    sizes = [ray.size for ray in rays.ring(found, A3, MOST, LEAST, GAP, 1.7)]
    assert 1.7 <= sizes[30] < LEAST and min(sizes[:30]) > LEAST
    assert not rays.ring(names(*[130] * 20), A3, MOST, LEAST, GAP, 1.7), 'but not many'


def test_spokes_leave_no_part_of_the_circle_empty():
    """A long name that waits for the one spoke that holds it would leave those before it bare."""
    found = names(*[8] * 12, 130, *[8] * 12)
    assert rays.spokes(found, SHEETS['a4'], MOST, LEAST, GAP, 1.7) == ()
    assert len(rays.around(found, SHEETS['a4'], 60, MOST, LEAST, GAP, 1.7).rays) == 25


@pytest.mark.parametrize('sheet', SHEETS)
def test_two_long_names_point_to_where_there_is_room(sheet):
    found, frame = names(30, 30), SHEETS[sheet]
    flat = (frame.right - frame.x - frame.inner) / found[0].width
    made = rays.ring(found, frame, MOST, LEAST, GAP)
    assert min(ray.size for ray in made) > 1.2 * flat
    judge(found, rays.Iris(frame, made))


def test_names_grow_as_they_get_fewer():
    def size(count: int) -> float:
        return max(ray.size for ray in rays.around(names(*[9] * count), A3, 92, 20, 2, 0).rays)

    sizes = [size(count) for count in (1, 8, 30, 81, 140)]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] == pytest.approx(20)


def test_two_stand_at_either_side_and_one_alone_rises():
    two = rays.ring(names(9, 9), A3, MOST, LEAST, GAP)
    assert sorted(abs(cos(ray.turn)) > 0.99 for ray in two) == [True, True]
    (one,) = rays.ring(names(9), A3, MOST, LEAST, GAP)
    assert sin(one.turn) < 0 < cos(one.turn)


def test_what_spreads_more_gets_more_room():
    """An accent on a capital takes from the rest, not from its neighbour."""
    found = names(*[9] * 40)
    found[7] = Name(9 * 0.42, 0.9, 0.49)
    judge(found, rays.around(found, A3, 50, MOST, LEAST, GAP))


# ---- strokes -------------------------------------------------------------------------------------

OVER = Frame(148.5, 175, 58, 3.6, -5, -5, 302, 290)
PAIR = re.compile(r'M(-?[\d.]+) (-?[\d.]+)L(-?[\d.]+) (-?[\d.]+)')


def drawn(lengths, frame=OVER, **wishes):
    made = strokes.strokes(lengths, frame, **{'pitch': 0.5, 'least': 3, 'gap': 1.2} | wishes)
    return made, [tuple(map(float, pair)) for pair in PAIR.findall(made.path)]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=2500))
def test_each_who_signed_is_one_stroke_outside_the_pupil(lengths):
    made, ends = drawn(lengths)
    assert made.count == len(ends) == len(lengths)
    for x0, y0, x1, y1 in ends:
        near, far = hypot(x0 - OVER.x, y0 - OVER.y), hypot(x1 - OVER.x, y1 - OVER.y)
        assert OVER.inner - 0.02 <= near < far
        assert min(x0, x1) >= -5.02 and max(x0, x1) <= 302.02
        assert min(y0, y1) >= -5.02 and max(y0, y1) <= 290.02


def test_the_last_of_each_spoke_runs_over_the_edge():
    _, ends = drawn([0.5] * 300)
    for *_, x, y in ends:
        assert min(abs(x + 5), abs(x - 302), abs(y + 5), abs(y - 290)) < 0.02


def test_long_names_reach_further_towards_the_pupil():
    _, ends = drawn([0.1, 1.0] * 100)
    near = [hypot(x - OVER.x, y - OVER.y) for x, y, *_ in ends]
    assert all(short > long for short, long in zip(near[::2], near[1::2], strict=True))


def test_where_they_have_no_room_each_stands_for_several():
    made, ends = drawn([0.5] * 100_000)
    assert 3000 < made.count == len(ends) < 100_000
    assert made.thick >= 0.249


@pytest.mark.parametrize('count', [400, 3000, 3001, 9000])
@pytest.mark.parametrize('foot', [290, 412.3])
def test_no_stroke_ends_where_the_sheet_is_cut(count, foot):
    over = 5
    frame = Frame(148.5, 175, 58, 3.6, -over, -over, 297 + over, foot)
    made, ends = drawn([(7 * at % 11) / 10 for at in range(count)], frame, over=over)
    assert made.count == len(ends)
    for x0, y0, x1, y1 in ends:
        assert 0 < x0 < 297 and y0 > 0  # each is seen when the sheet is cut
        inside = 0 < x1 < 297 and y1 > 0
        assert inside or min(x1 + 5, 302 - x1, y1 + 5) < 0.02  # or runs over the edge
