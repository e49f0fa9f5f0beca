"""Properties of imposition: all of a poster is printed, neighbours share what was asked for."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from letterpress.base.lengths import PAPERS, Size
from letterpress.finishing.imposition import folding, grids, tiles
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


# ---- folded sheets -------------------------------------------------------------------------------

SIZES = st.builds(Size, st.just('own'), st.floats(60, 420), st.floats(60, 600))
PAPER = st.sampled_from([PAPERS[name] for name in ('a3', 'a4', 'letter', 'tabloid')])


def check_inside(sheet):
    for one in sheet.placements:
        shown = one.window or one.box
        assert sheet.area.holds(shown)
    for stroke in sheet.strokes:
        assert sheet.area.holds(Box(stroke.x0, stroke.y0, 0, 0))
        assert sheet.area.holds(Box(stroke.x1, stroke.y1, 0, 0))


def apart(boxes):
    return not any(a.overlaps(b, 1e-4) for a, b in itertools.combinations(boxes, 2))


def places(sheet, left):
    """Return where pages stand on a sheet, counted from its left or from its right edge."""
    return {
        one.page: (
            round(one.box.x if left else sheet.width - one.box.right, 6),
            one.box.y,
            one.turn,
        )
        for one in sheet.placements
    }


@given(PAPER)
def test_a_zine_holds_each_of_eight_pages_once(paper):
    for rtl in (False, True):
        sheet = folding.zine(paper, rtl)
        assert sorted(one.page for one in sheet.placements) == list(range(8))
        assert apart([one.box for one in sheet.placements])
        check_inside(sheet)
    assert places(folding.zine(paper, False), True) == places(folding.zine(paper, True), False)


@given(PAPER)
def test_a_folded_zine_is_read_in_order(paper):
    """Pages that face each other share a fold, and stand the same way up."""
    for rtl in (False, True):
        found = {one.page: one for one in folding.zine(paper, rtl).placements}
        for left, right in ((1, 2), (3, 4), (5, 6), (7, 0)):
            one, other = found[left], found[right]
            assert one.turn == other.turn and one.box.y == other.box.y
            gap = (other.box.x - one.box.x) * (-1 if rtl else 1) * (-1 if one.turn else 1)
            assert gap == pytest.approx(one.box.width)


@given(st.integers(1, 64), SIZES, PAPER, st.booleans(), st.floats(0, 0.5))
def test_a_booklet_holds_every_page_once(count, page, paper, rtl, creep):
    sides = folding.booklet(count, page, paper, rtl, creep)
    placed = [one.page for sheet in sides for one in sheet.placements]
    assert sorted(placed) == list(range(count))
    assert len(sides) == 2 * -(-count // 4)
    for sheet in sides:
        check_inside(sheet)
        assert apart([one.window for one in sheet.placements])


@given(st.integers(1, 16), SIZES, PAPER, st.floats(0.01, 0.5))
def test_a_booklet_that_is_folded_is_read_in_order(leaves, page, paper, creep):
    """Opened anywhere, the left page and the right one follow each other."""
    for rtl in (False, True):
        sides = folding.booklet(4 * leaves, page, paper, rtl, creep)
        spreads = []
        for index, sheet in enumerate(sides):
            left, right = (one.page for one in sorted(sheet.placements, key=lambda one: one.box.x))
            if rtl:
                left, right = right, left
            assert (left + right) == 4 * leaves - 1
            spreads.append((left, right) if index % 2 else (right, left))
        assert [first for first, _ in spreads] == list(range(2 * leaves))


@given(st.integers(2, 16), SIZES, PAPER, st.floats(0.01, 0.5))
def test_inner_pages_creep_to_the_fold(leaves, page, paper, creep):
    sides = folding.booklet(4 * leaves, page, paper, False, creep)
    fold = sides[0].width / 2
    gaps = []
    for sheet in sides[::2]:
        left, right = sorted(sheet.placements, key=lambda one: one.box.x)
        assert left.box.right - fold == pytest.approx(fold - right.box.x, abs=1e-6)
        gaps.append(left.box.right - fold)
    steps = [after - before for before, after in itertools.pairwise(gaps)]
    assert steps == pytest.approx([creep] * len(steps), abs=1e-6)


@given(st.integers(1, 24), SIZES, st.integers(1, 24), st.floats(0, 10))
def test_labels_begin_where_they_are_told_and_stay_inside(count, page, start, inset):
    sheet = grids.labels(range(count), page, start=start, inset=inset)
    assert len(sheet.placements) == 24 - (start - 1)
    assert apart([one.box for one in sheet.placements])
    for number, one in enumerate(sheet.placements, start - 1):
        cell = grids.LABELS.cell(number)
        inner = Box(cell.x + inset, cell.y + inset, 70 - 2 * inset, 37 - 2 * inset)
        assert inner.holds(one.box, 1e-4)
        assert one.page == (number - start + 1) % count
    check_inside(sheet)


@given(st.integers(1, 20), SIZES, PAPER, st.integers(1, 3), st.integers(1, 4), st.booleans())
def test_side_by_side_every_page_is_there_and_backs_meet_their_fronts(
    count, page, paper, columns, rows, two_sided
):
    fronts = range(count)
    backs = range(count, 2 * count) if two_sided else ()
    sides = grids.side_by_side(fronts, backs, page, paper, columns, rows)
    assert {one.page for sheet in sides for one in sheet.placements} == {*fronts, *backs}
    assert len(sides) == -(-count // (columns * rows)) * (2 if two_sided else 1)
    for sheet in sides:
        assert len(sheet.placements) == columns * rows
        assert apart([one.box for one in sheet.placements])
        check_inside(sheet)
    if two_sided:
        for front, back in zip(sides[::2], sides[1::2], strict=True):
            turned = {
                (round(back.width - one.box.right, 4), round(one.box.y, 4)): one.page - count
                for one in back.placements
            }
            for one in front.placements:
                assert turned[round(one.box.x, 4), round(one.box.y, 4)] == one.page


@given(SIZES, st.integers(1, 2))
def test_a_placard_has_two_sides(page, count):
    sides = grids.placard(count, page)
    assert [sheet.placements[0].page for sheet in sides] == [0, count - 1]
    for sheet in sides:
        check_inside(sheet)
