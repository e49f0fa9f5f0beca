"""The baseline grid: where a line's baseline lies, and the shortest way to one of the grid's."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont

from fixtures.type import ROOT
from letterpress.base.lengths import POINT
from letterpress.layout.type import grid


def test_a_baseline_lies_below_the_middle_of_its_line_by_the_rise_of_its_face() -> None:
    assert grid.baseline('LP Wood', 10, 6) == pytest.approx(3 + 10 * POINT * 0.3)
    assert grid.baseline('LP Book', 12, 5) == pytest.approx(2.5 + 12 * POINT * 0.3505)
    assert grid.baseline('LP Book', 12, 7) - grid.baseline('LP Book', 12, 5) == pytest.approx(1)


@pytest.mark.parametrize('family', grid.RISE)
def test_the_rise_of_a_face_is_that_of_its_files(family: str) -> None:
    rises = set()
    for path in (ROOT / 'fonts').rglob('*.[ot]tf'):
        with TTFont(path, lazy=True) as font:
            name = font['name'].getBestFamilyName()
            if name == family:
                ascent, descent = font['hhea'].ascent, -font['hhea'].descent
                rises.add(round((ascent - descent) / 2 / font['head'].unitsPerEm, 4))
    assert rises == {grid.RISE[family]}


@pytest.mark.parametrize(
    ('distance', 'way'),
    [
        (0, 0),
        (2, 2),
        (2.5, 2.5),  # half a line: down
        (2.6, -2.4),
        (4.9, -0.1),
        (5, 0),
        (12, 2),
        (-1, -1),
        (-2.6, 2.4),
        (-11, -1),
    ],
)
def test_the_shortest_way_leads_to_the_nearest_line(distance: float, way: float) -> None:
    assert grid.nearest(distance, 5) == pytest.approx(way)


@pytest.mark.parametrize('size', [8, 12, 17.25, 36, 80])
def test_type_of_any_size_is_moved_onto_the_grid_by_half_a_line_at_most(size: float) -> None:
    lead, on, line = 9.0, 3.6, 5.0
    moved = grid.shift('LP Book', size, lead, on, line)
    stands = grid.baseline('LP Book', size, lead) + moved
    assert abs(moved) <= line / 2 and (stands - on) / line == pytest.approx(
        round((stands - on) / line), abs=1e-9
    )
