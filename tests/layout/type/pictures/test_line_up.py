"""Words as people: as tall as people are, in the cut that is nearest, little distorted."""

from __future__ import annotations

from itertools import pairwise

import pytest

from letterpress.layout.type.ink import Face, Ink
from letterpress.layout.type.pictures import line_up
from letterpress.layout.type.pictures.line_up import DISTORTED, SHORTEST, TALLEST


def cut(letters: int, wide: float, name: str = 'Wood') -> Ink:
    """Return a word of so many letters, each `wide` em and .7 em high."""
    boxes = tuple((n * wide + 0.02, -0.7, (n + 1) * wide, 0.0) for n in range(letters))
    return Ink('x' * letters, boxes, 0.8, letters * wide, Face(name, 900), 'en', (name,))


def word(letters: int) -> tuple[Ink, ...]:
    return tuple(cut(letters, wide, f'W{wide}') for wide in (0.4, 0.46, 0.53, 0.55))


EIGHT = [word(letters) for letters in (3, 4, 5, 4, 5, 4, 6, 2)]


def standing(words=EIGHT, forward=(), width=370.0, step=6.0):
    near = [number in forward for number in range(len(words))]
    return line_up.standing(words, near, width, 25, 16, 215, 4.6, step)


def test_they_are_as_tall_as_people_are_the_longest_word_the_tallest() -> None:
    chart = standing()
    by_length = sorted(chart.people, key=lambda one: one.ink.width / 0.7)
    assert chart.people[6].cm == TALLEST and chart.people[7].cm == SHORTEST
    assert all(one.cm <= after.cm + 10 for one, after in pairwise(by_length))
    assert len({one.cm for one in chart.people}) == 8, 'no two are of one height'
    for one in chart.people:
        assert one.tall == pytest.approx(one.cm * chart.unit)
        assert one.feet == 215 and one.head >= 16


@pytest.mark.parametrize('count', [1, 2, 3, 8, 12])
def test_the_ink_fills_its_column_and_is_little_distorted(count: int) -> None:
    chart = standing((EIGHT * 2)[:count])
    for one in chart.people:
        long = one.ink.width * one.size * one.stretch
        high = (one.ink.bottom - one.ink.top) * one.size
        assert (long, high) == pytest.approx((one.tall, one.width))
        assert 1 / DISTORTED - 1e-9 <= one.stretch <= DISTORTED + 1e-9
    for one, after in pairwise(chart.people):
        assert after.left - one.left - one.width >= 4.6 - 1e-6
    assert chart.people[0].left >= 25
    last = chart.people[-1]
    assert last.left + last.width <= 25 + 370 + 1e-6


def test_each_stands_in_the_nearest_cut() -> None:
    for one, inks in zip(standing().people, EIGHT, strict=True):
        wanted = one.tall / one.width
        nearest = min(
            inks, key=lambda ink: max(wanted / line_up.ratio(ink), line_up.ratio(ink) / wanted)
        )
        assert one.ink == nearest


def test_who_steps_forward_is_lower_and_larger() -> None:
    back, front = standing(), standing(forward=(1,))
    one = front.people[1]
    assert one.forward and one.feet == 221 and one.cm == back.people[1].cm
    assert one.tall == pytest.approx(one.cm * front.unit * line_up.NEARER)
    assert [other.feet for other in front.people if not other.forward] == [215] * 7


def test_few_stand_apart_and_many_are_smaller() -> None:
    two, many = standing(EIGHT[:2]), standing(EIGHT * 2)
    assert two.people[1].left - two.people[0].left - two.people[0].width > 30
    assert two.unit == pytest.approx((215 - 16) / TALLEST), 'the tallest fills the height'
    assert many.unit < standing().unit
    assert standing([]).people == ()


def test_the_rules_are_where_the_chart_says_and_stop_before_who_is_near() -> None:
    chart = standing(forward=(1,))
    one = chart.people[1]
    rules = chart.rules(10, 10, 0, 420, 3)
    assert [rule.cm for rule in rules] == list(range(10, 10 * len(rules) + 1, 10))
    for rule in rules:
        assert rule.y == pytest.approx(215 - rule.cm * chart.unit) and rule.y > 10
        if rule.y > one.head - 3:
            assert rule.parts == ((0, one.left - 3), (one.left + one.width + 3, 420))
        else:
            assert rule.parts == ((0, 420),)


def test_what_is_said_below_stands_in_rows_in_the_middle() -> None:
    inks = [cut(5, 0.4), cut(8, 0.4), cut(6, 0.4)]
    rows = line_up.rows(inks, ((0, 2), (2, 3)), 10, 0.5, 1.1, 15, 390)
    assert [line.y for line in rows] == [0, 0, 11]
    assert rows[0].x - 15 == pytest.approx(405 - rows[1].right)
    assert rows[2].x - 15 == pytest.approx(405 - rows[2].right)
    assert rows[1].x - rows[0].right == pytest.approx(5)
