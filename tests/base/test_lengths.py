"""Lengths and papers."""

import pytest

from letterpress.base import lengths
from letterpress.base.lengths import PAPERS
from letterpress.layout.type import grid


def test_papers_are_those_of_iso_216():
    assert (PAPERS['a4'].width, PAPERS['a4'].height) == (210, 297)
    assert (PAPERS['a2'].width, PAPERS['a2'].height) == (420, 594)
    assert (PAPERS['a6'].width, PAPERS['a6'].height) == (105, 148)


@pytest.mark.parametrize(
    'sides, name',
    [((210, 297), 'a4'), ((297, 210), 'a4'), ((215.9, 279.4), 'letter'), ((100, 100), '')],
)
def test_a_paper_is_known_by_its_sides(sides, name):
    assert lengths.paper(*sides) == name


def test_points_and_millimetres_are_each_others_inverse():
    assert lengths.points(25.4) == pytest.approx(72)
    assert lengths.mm(lengths.points(17.3)) == pytest.approx(17.3)


def test_body_type_stands_3_86_mm_into_its_line():
    assert grid.baseline('LP Book', 11, 5) == pytest.approx(3.86, abs=0.005)


@pytest.mark.parametrize('size, shift', [(11, 0), (9, 0.25), (7, 0.49)])
def test_smaller_type_moves_down_to_the_grid(size, shift):
    assert grid.shift(
        'LP Book', size, 5, on=grid.baseline('LP Book', 11, 5), line=5
    ) == pytest.approx(shift, abs=0.01)


def test_the_grid_takes_the_nearest_way():
    assert grid.shift('LP Book', 14, 5, on=grid.baseline('LP Book', 11, 5), line=5) < 0


@pytest.mark.parametrize(
    'family, file',
    [
        ('LP Book', 'book/LPBook-Regular.ttf'),
        ('LP Wood', 'wood/LPWood-Black.ttf'),
        ('LP Naskh', 'naskh/LPNaskh-Regular.ttf'),
        ('LP Kufi', 'kufi/LPKufi-Black.ttf'),
    ],
)
def test_the_rise_of_a_face_is_that_of_its_file(family, file):
    from fontTools.ttLib import TTFont

    from fixtures.type import ROOT

    font = TTFont(ROOT / 'fonts' / file)
    rise = (font['hhea'].ascent + font['hhea'].descent) / 2 / font['head'].unitsPerEm
    assert grid.RISE[family] == pytest.approx(rise, abs=0.001)
