"""The device: a stroke for each signatory."""

import re
from itertools import pairwise

import pytest

from letterpress.layout.drawings import device

NAMES = ['Abilian', 'ACAT France', 'Association for Progressive Communications', 'CECIL']


def ring(names, title, size=36.0):
    return device.ring(names, title, size, '#111111', '#cc0000')


def comb(names, width, height, rtl=False):
    return device.comb(names, width, height, '#cc0000', rtl)


def strokes(svg):
    return re.search(r' d="([^"]+)"', svg)[1].count('M')


@pytest.mark.parametrize('count', [1, 10, 81, 300])
def test_one_stroke_for_each_name(count):
    names = [f'Organisation {n}' for n in range(count)]
    assert strokes(ring(names, 'Device')) == strokes(comb(names, 160, 5)) == count


def test_a_longer_name_is_a_longer_stroke():
    found = device.lengths(NAMES)
    assert found[0] < found[1] < found[2] == 1.0 and found[3] < found[0]


def test_one_very_long_name_does_not_make_stubs_of_the_others():
    assert min(device.lengths(['Twelve chars'] * 9 + ['x' * 400])) > 0.25


def test_combining_marks_add_no_length():
    assert device.lengths(['é', 'e\u0301', 'x'])[:2] == (1.0, 1.0)


def test_the_title_is_said_and_escaped_and_a_background_has_none():
    assert '<title>81 &lt;strokes&gt; &amp; more</title>' in ring(NAMES, '81 <strokes> & more')
    assert '<title>' not in ring(NAMES, '') and '<title>' not in comb(NAMES, 160, 5)


def test_the_comb_starts_where_reading_starts():
    def first(svg):
        return float(re.search(r'd="M([\d.]+) ', svg)[1])

    assert first(comb(NAMES, 160, 5)) < 10 and first(comb(NAMES, 160, 5, rtl=True)) > 150


def test_strokes_stay_inside_the_comb():
    svg = comb([f'name {n}' for n in range(300)], 160, 5)
    width = float(re.search(r'stroke-width="([\d.]+)"', svg)[1])
    xs = [float(x) for x in re.findall(r'M([\d.]+) 0V', svg)]
    assert min(xs) - width / 2 >= -1e-3 and max(xs) + width / 2 <= 160.001
    assert all(b - a > width for a, b in pairwise(xs))


def test_nothing_but_plain_paths():
    svg = ring(NAMES, 'x')
    assert not re.search(r'<(text|image|use|style|script)|opacity|href', svg)
    assert ring(NAMES, 'x') == svg


def test_no_signatory_is_still_a_drawing():
    assert ring([], 'x').startswith('<svg') and comb([], 160, 5).startswith('<svg')


def test_where_nothing_is_drawn_of_the_roll_a_coin_stands_for_the_ring():
    svg = device.coin('x', 36.0, '#111111', '#cc0000')
    assert svg.count('<circle') == 2 and '<path' not in svg and '<title>x</title>' in svg
