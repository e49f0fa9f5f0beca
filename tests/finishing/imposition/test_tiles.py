"""Tiles: how many sheets, at which scale, and what is on each."""

from __future__ import annotations

import pytest

from letterpress.base.lengths import PAPERS
from letterpress.finishing.imposition import tiles
from letterpress.finishing.imposition.placing import Box

WORDS = tiles.Words('sheet {n} of {count}', 'glue {sheet} here')


def offered(poster, paper, margin=5, overlap=10):
    size = PAPERS[poster]
    return {
        one.sheets: round(one.scale * 100, 2)
        for one in tiles.offers(size.width, size.height, PAPERS[paper], margin, overlap)
    }


@pytest.mark.parametrize(
    'poster, paper, sheets',
    [
        ('a2', 'a4', {1: 47.61, 2: 65.65, 3: 68.33, 4: 92.85, 6: 97.64, 8: 100.0}),
        ('a2', 'letter', {1: 45.35, 2: 64.14, 4: 89.02, 6: 100.0}),
        ('a3', 'a4', {1: 67.34, 2: 92.85, 3: 96.63, 4: 100.0}),
        ('a3', 'letter', {1: 64.14, 2: 90.7, 4: 100.0}),
    ],
)
def test_the_largest_scale_of_each_number_of_sheets(poster, paper, sheets):
    assert offered(poster, paper) == sheets


def test_a_scale_that_is_offered_takes_the_sheets_it_was_offered_for():
    for poster in ('a0', 'a1', 'a2', 'a3'):
        size = PAPERS[poster]
        for paper in ('a4', 'letter'):
            for one in tiles.offers(size.width, size.height, PAPERS[paper], 5, 10):
                again = tiles.plan(size.width, size.height, PAPERS[paper], 5, 10, one.scale)
                assert again == one


def test_upright_where_both_ways_take_as_many():
    plan = tiles.plan(100, 100, PAPERS['a4'], 5, 10, 1)
    assert (plan.sheets, plan.landscape) == (1, False)


@pytest.mark.parametrize('margin, overlap, scale', [(30, 50, 20), (5, 10, 20), (104, 10, 1)])
def test_what_is_no_plan(margin, overlap, scale):
    assert tiles.plan(841, 1189, PAPERS['a4'], margin, overlap, scale) is None


def test_no_offer_where_a_sheet_has_no_room():
    assert tiles.offers(841, 1189, PAPERS['a4'], 104, 10) == ()


def test_flaps_are_right_and_below_and_the_last_sheet_has_none():
    plan = tiles.plan(297, 420, PAPERS['a4'], 5, 10, 1)
    assert (plan.columns, plan.rows) == (2, 2)
    labels = [[label.text for label in sheet.labels] for sheet in tiles.sheets(plan, WORDS)]
    assert labels == [
        ['A1 · sheet 1 of 4 · glue A2 here', 'A1 · sheet 1 of 4 · glue B1 here'],
        ['A2 · sheet 2 of 4 · glue B2 here'],
        ['B1 · sheet 3 of 4 · glue B2 here'],
        [],
    ]


def test_what_is_printed_on_the_poster_is_on_flaps():
    plan = tiles.plan(420, 594, PAPERS['a4'], 5, 10, 1)
    for tile, sheet in zip(plan.tiles(), tiles.sheets(plan, WORDS), strict=True):
        window = sheet.placements[0].window
        at = sheet.placements[0].box
        inside = Box(  # what of the poster shows once all is glued
            max(window.x, at.x),
            max(window.y + (plan.overlap if tile.row < plan.rows - 1 else 0), at.y),
            0,
            0,
        )
        right = min(
            window.right - (plan.overlap if tile.column < plan.columns - 1 else 0), at.right
        )
        top = min(window.top, at.top)
        for stroke in sheet.strokes:
            xs, ys = sorted((stroke.x0, stroke.x1)), sorted((stroke.y0, stroke.y1))
            clear = xs[1] <= inside.x or xs[0] >= right or ys[1] <= inside.y or ys[0] >= top
            assert clear, (tile.name, stroke)
        for label in sheet.labels:
            assert label.x > right or label.y < inside.y


def test_a_narrow_flap_bears_no_label():
    plan = tiles.plan(297, 420, PAPERS['a4'], 5, 2, 1)
    assert all(not sheet.labels for sheet in tiles.sheets(plan, WORDS))


def test_numbers_are_written_in_the_language():
    words = tiles.Words('{n}/{count}', '{sheet}', lambda text: text.translate({0x31: 'I'}))
    assert words.of(1, 12) == 'I/I2'
