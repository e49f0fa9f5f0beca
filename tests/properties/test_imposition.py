"""Properties of imposition: all of a poster is printed, neighbours share what was asked for."""

from __future__ import annotations

import itertools

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from letterpress.base.lengths import PAPERS
from letterpress.finishing.imposition import tiles
from letterpress.finishing.imposition.placing import Box, Placement

WORDS = tiles.Words('{n} {count}', '{sheet}')
SIDES = st.floats(50, 1300, allow_nan=False)


@st.composite
def plans(draw):
    found = tiles.plan(
        draw(SIDES),
        draw(SIDES),
        PAPERS[draw(st.sampled_from(['a4', 'letter']))],
        draw(st.floats(0, 30)),
        draw(st.floats(0, 50)),
        draw(st.floats(0.2, 3)),
    )
    assume(found is not None)
    return found


@given(plans())
def test_the_grid_holds_the_whole_poster_in_its_middle(plan):
    assert plan.grid.holds(plan.poster, 1e-4)
    assert abs(plan.poster.x - (plan.grid.right - plan.poster.right)) < 1e-6
    assert abs(plan.poster.y - (plan.grid.top - plan.poster.top)) < 1e-6


@given(plans())
def test_windows_cover_the_grid_and_share_what_was_asked_for(plan):
    found = {(tile.row, tile.column): tile.window for tile in plan.tiles()}
    assert len(found) == plan.sheets <= tiles.MOST
    assert min(one.x for one in found.values()) == 0
    assert abs(max(one.right for one in found.values()) - plan.grid.right) < 1e-6
    assert abs(min(one.y for one in found.values())) < 1e-6
    assert abs(max(one.top for one in found.values()) - plan.grid.top) < 1e-6
    for (row, column), window in found.items():
        if right := found.get((row, column + 1)):
            assert abs(window.right - right.x - plan.overlap) < 1e-6
        if below := found.get((row + 1, column)):
            assert abs(below.top - window.y - plan.overlap) < 1e-6


@given(plans())
def test_no_sheet_could_be_spared(plan):
    (wide, high), poster = plan.room, plan.poster
    for count, room, length in (
        (plan.columns, wide, poster.width),
        (plan.rows, high, poster.height),
    ):
        assert count == 1 or (count - 1) * room - (count - 2) * plan.overlap < length + 1e-3


@settings(max_examples=60)
@given(plans())
def test_nothing_of_the_poster_is_printed_in_the_margin(plan):
    printable = Box(
        plan.margin, plan.margin, plan.across - 2 * plan.margin, plan.up - 2 * plan.margin
    )
    for sheet in tiles.sheets(plan, WORDS):
        assert (sheet.width, sheet.height) == (plan.across, plan.up)
        for one in sheet.placements:
            assert printable.holds(one.window)
        for stroke in sheet.strokes:
            assert sheet.area.holds(Box(min(stroke.x0, stroke.x1), min(stroke.y0, stroke.y1), 0, 0))
            assert sheet.area.holds(Box(max(stroke.x0, stroke.x1), max(stroke.y0, stroke.y1), 0, 0))


@given(plans())
def test_more_sheets_that_are_offered_make_it_larger(plan):
    found = tiles.offers(plan.width, plan.height, plan.paper, plan.margin, plan.overlap)
    assert all(
        one.sheets < other.sheets and one.scale < other.scale
        for one, other in itertools.pairwise(found)
    )
    assert all(one.scale <= 1 for one in found)


@given(
    st.floats(10, 900),
    st.floats(10, 900),
    st.sampled_from([0, 90, 180, 270]),
    st.builds(Box, *[st.floats(-50, 400)] * 2, *[st.floats(1, 900)] * 2),
)
def test_a_page_fills_its_box_however_it_is_turned(width, height, turn, box):
    a, b, c, d, e, f = Placement(0, box, turn).matrix(width, height)
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (0, width) for y in (0, height)]
    for found, due in (
        (min(x for x, _ in corners), box.x),
        (max(x for x, _ in corners), box.right),
        (min(y for _, y in corners), box.y),
        (max(y for _, y in corners), box.top),
    ):
        assert abs(found - due) < 1e-6
    assert a * d - b * c > 0  # never mirrored
