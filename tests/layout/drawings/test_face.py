"""A face: a ring for each script, none of them another one stretched."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from letterpress.layout.drawings import face

SCRIPTS = ('Latn', 'Grek', 'Cyrl', 'Arab')
MIDDLE, TOP, WIDTH, HEIGHT = 148.5, 18, 267, 340


def contours(script: str) -> list[list[float]]:
    """Return the numbers of the outer contour and of the counter."""
    made = face.ring(script, MIDDLE, TOP, WIDTH, HEIGHT)
    both = made.path.split('Z')[:2]
    return [[float(number) for number in re.findall(r'-?[\d.]+', one)] for one in both]


def extremes(path: str) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of a contour from points along its curves."""
    xs, ys, at = [], [], (0.0, 0.0)
    for kind, body in re.findall(r'([MCV])([^MCVZ]*)', path):
        numbers = [float(number) for number in body.split()]
        if kind == 'M':
            at = numbers[0], numbers[1]
        elif kind == 'V':
            at = at[0], numbers[0]
        else:
            points = [at, *zip(numbers[::2], numbers[1::2], strict=True)]
            for step in range(41):
                t = step / 40
                shares = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
                xs.append(sum(s * p[0] for s, p in zip(shares, points, strict=True)))
                ys.append(sum(s * p[1] for s, p in zip(shares, points, strict=True)))
            at = points[-1]
    return min(xs), min(ys), max(xs), max(ys)


@pytest.mark.parametrize('script', SCRIPTS)
def test_it_fills_its_box_one_way_and_leaves_it_nowhere(script):
    made = face.ring(script, MIDDLE, TOP, WIDTH, HEIGHT)
    outer, counter = (extremes(one + 'Z') for one in made.path.split('Z')[:2])
    left, top, right, bottom = outer
    assert left >= MIDDLE - WIDTH / 2 - 0.01 and right <= MIDDLE + WIDTH / 2 + 0.01
    assert top >= TOP - 0.01 and bottom <= TOP + HEIGHT + 0.01
    assert right - left == pytest.approx(WIDTH, abs=0.1) or bottom - top == pytest.approx(
        HEIGHT, abs=0.1
    )
    assert (left + right) / 2 == pytest.approx(MIDDLE, abs=0.1)
    assert (counter[1], counter[3]) == pytest.approx((made.top, made.bottom), abs=0.01)
    assert left < counter[0] < counter[2] < right


@pytest.mark.parametrize('script, contrast', [('Latn', 1.11), ('Grek', 1.11), ('Cyrl', 1.11)])
def test_its_stems_are_heavier_than_its_bows_as_in_the_wood_type(script, contrast):
    made = face.ring(script, MIDDLE, TOP, WIDTH, HEIGHT)
    outer, counter = (extremes(one + 'Z') for one in made.path.split('Z')[:2])
    stem, bow = counter[0] - outer[0], counter[1] - outer[1]
    assert stem / bow == pytest.approx(contrast, abs=0.02)


def test_kufi_has_more_contrast_and_leans():
    made = face.ring('Arab', MIDDLE, TOP, WIDTH, HEIGHT)
    outer, counter = (extremes(one + 'Z') for one in made.path.split('Z')[:2])
    assert (counter[0] - outer[0]) / (counter[1] - outer[1]) > 1.2
    tip = float(made.path[1:].split()[0])
    assert MIDDLE < tip < MIDDLE + 0.1 * WIDTH, 'the top is not above the middle'


def test_no_ring_is_another_one_stretched():
    """Moved and scaled to one box, no two have the same outline."""

    def normal(script: str) -> list[float]:
        numbers, _ = contours(script)
        _left, top, _right, bottom = extremes(
            face.ring(script, MIDDLE, TOP, WIDTH, HEIGHT).path.split('Z')[0] + 'Z'
        )
        return [
            round((number - top) / (bottom - top), 2)
            for number in numbers
            if top - 1 <= number <= bottom + 1
        ]

    for one, other in combinations(SCRIPTS, 2):
        assert normal(one) != normal(other)


def test_a_script_without_a_ring_of_its_own_has_the_latin_one():
    assert face.ring('Geor', 100, 10, 200, 300) == face.ring('Latn', 100, 10, 200, 300)
