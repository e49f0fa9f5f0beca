"""The sign of the pages: an eye that is seen sixteen pixels wide."""

from __future__ import annotations

import re
from math import hypot
from xml.etree import ElementTree

import pytest

from letterpress.layout.drawings import device


def strokes(names: list[str]) -> list[tuple[float, ...]]:
    drawn = device.eye(names, '#e83c17', '#f1e3c4', '#14110e')
    ElementTree.fromstring(drawn)
    assert '<text' not in drawn and drawn.count('<circle') == 2
    return [
        tuple(map(float, found))
        for found in re.findall(r'M(-?[\d.]+) (-?[\d.]+)L(-?[\d.]+) (-?[\d.]+)', drawn)
    ]


@pytest.mark.parametrize('count, shown', [(0, 0), (1, 1), (28, 28), (81, 28), (3000, 28)])
def test_of_many_strokes_each_stands_for_several(count: int, shown: int) -> None:
    assert len(strokes([f'{"n" * (n % 9)}ame' for n in range(count)])) == shown


def test_strokes_stay_on_the_disc_and_clear_of_the_pupil_and_the_longer_name_reaches_in() -> None:
    short, long = strokes(['n', 'n' * 30])
    for x0, y0, x1, y1 in (short, long):
        assert device.SMALL_PUPIL + 4 <= hypot(x1, y1) < hypot(x0, y0) <= 50
    assert hypot(*long[2:]) < hypot(*short[2:])
