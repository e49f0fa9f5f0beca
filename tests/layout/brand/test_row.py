"""Logos side by side look equally large, whatever their shapes, and stand on one middle line."""

from __future__ import annotations

from itertools import pairwise

import pytest

from letterpress.base import colours
from letterpress.layout.brand.picture import Mark, Picture
from letterpress.layout.brand.row import LEAST, Row, row


def picture(ratio: float, ink: str = '#000000', size: tuple[int, int] = (0, 0)) -> Picture:
    return Picture('image/png', b'', ratio, (Mark(ink, 1.0),), size)


WIDE, TALL, SQUARE, TINY = picture(6), picture(0.3), picture(1), picture(1.5, size=(3, 2))
ALL = (WIDE, TALL, SQUARE, TINY)


def area(one) -> float:
    return one.placed.wide * one.placed.high


def holds(made: Row, width: float, gap: float) -> None:
    """Whatever the row: in order, apart, on one line, in its box, none distorted."""
    assert made.width <= width + 1e-9
    for one in made.logos:
        placed = one.placed
        assert one.x >= 0 and one.y >= -1e-9
        assert one.x + placed.wide <= made.width + 1e-9
        assert one.y + placed.high <= made.height + 1e-9
        assert one.y + placed.high / 2 == pytest.approx(made.height / 2)
        assert placed.width / placed.height == pytest.approx(placed.picture.ratio)
    for one, other in pairwise(made.logos):
        assert other.x - (one.x + one.placed.wide) == pytest.approx(gap)


def test_where_there_is_room_each_has_the_area_that_was_asked_for():
    made = row(ALL, 300, 460, 9)
    holds(made, 300, 9)
    assert [area(one) for one in made.logos] == pytest.approx([460] * 4)
    assert made.height == pytest.approx((460 / 0.3) ** 0.5)


def test_where_there_is_less_all_are_smaller_alike():
    made = row(ALL, 100, 460, 9)
    holds(made, 100, 9)
    sizes = [area(one) for one in made.logos]
    assert made.width == pytest.approx(100)
    assert max(sizes) == pytest.approx(min(sizes)) and max(sizes) < 460


def test_none_is_higher_than_the_row_and_all_stay_alike():
    made = row(ALL, 300, 460, 9, high=24)
    holds(made, 300, 9)
    sizes = [area(one) for one in made.logos]
    assert made.height == pytest.approx(24) and max(sizes) == pytest.approx(min(sizes))


@pytest.mark.parametrize('width', [60, 90, 140, 300])
def test_a_very_long_one_gives_way_before_the_others_do(width):
    long = picture(60)
    made = row((SQUARE, long, SQUARE), width, 460, 9)
    holds(made, width, 9)
    first, middle, last = map(area, made.logos)
    assert first == pytest.approx(last)
    assert LEAST * first - 1e-6 <= middle <= first + 1e-6
    assert first == pytest.approx(460) or middle == pytest.approx(LEAST * first)


def test_two_campaigns_logo_and_groups():
    for other in ALL:
        made = row((SQUARE, other), 80, 460, 9, high=42)
        holds(made, 80, 9)
        mine, theirs = map(area, made.logos)
        assert mine == pytest.approx(theirs)


def test_a_plate_belongs_to_the_size():
    white = picture(2, '#ffffff')
    made = row((SQUARE, white), 200, 460, 9, on=colours.WHITE, plates=('#14110e',))
    holds(made, 200, 9)
    bare, plated = made.logos
    assert (bare.placed.plate, plated.placed.plate) == ('', '#14110e')
    assert plated.placed.edge > 0 and area(plated) == pytest.approx(area(bare))


def test_what_the_row_is_on_may_be_white_in_a_version():
    white = picture(2, '#ffffff')
    red, dark = '#e83c17', '#14110e'
    assert row((white,), 90, 460, 9, on=red, plates=(dark,)).logos[0].placed.plate == ''
    assert (
        row((white,), 90, 460, 9, on=red, plates=(dark,), fading=(red,)).logos[0].placed.plate
        == dark
    )


def test_one_none_and_too_many():
    assert row((), 90, 460, 9) == Row((), 0.0, 0.0)
    alone = row((TALL,), 90, 460, 9)
    assert alone.logos[0].x == 0 and area(alone.logos[0]) == pytest.approx(460)
    with pytest.raises(ValueError, match='30 logos'):
        row((SQUARE,) * 30, 90, 460, 9)
