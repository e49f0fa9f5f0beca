"""Parts of posters: the panel, the chart behind a headline, studs between names."""

from __future__ import annotations

from itertools import pairwise

import pytest

from fixtures.type import FlatRuler
from letterpress.base.lengths import Size
from letterpress.layout.desk import poster
from letterpress.layout.type import wood
from letterpress.layout.type.ink import Face
from letterpress.layout.type.walls.bricks import Wall

WOOD = Face('Wood', 900)


def line(text: str, size: float, x: float = 0, y: float = 0, marked: str = '') -> wood.Line:
    (ink,) = FlatRuler().measure([(text, WOOD, 'en')])
    return wood.Line(ink, size, x, y, marked)


# ---- the panel -----------------------------------------------------------------------------------


def test_a_sheet_that_is_printed_to_its_edge_is_its_own_panel() -> None:
    whole = poster.panel(Size('a3', 297, 420))
    assert (whole.edge, whole.width, whole.height) == (0, 297, 420)
    assert (whole.inset(15), whole.up(20)) == (15, 400)
    assert whole.safe(3, 10) == 3, 'a printing house trims where it is told to'


def test_at_home_the_panel_has_an_edge_and_letters_keep_away_from_it() -> None:
    home = poster.panel(Size('a4', 210, 297), 7)
    assert (home.width, home.height) == (196, 283)
    assert (home.inset(15), home.up(20)) == (22, 270)
    assert home.safe(1, 10.1) == 10.1 and home.safe(5, 10.1) == 12


# ---- the chart -----------------------------------------------------------------------------------

GIVEN = {'top': 10, 'step': 20, 'most': 9, 'clear': (6, 1), 'thick': 2, 'rise': 5}


def test_the_top_of_the_star_falls_in_the_middle_between_two_rules() -> None:
    """Letters 70 mm tall: three rules and a half of 20 mm."""
    ticks = poster.chart([line('STAR', 100, y=200, marked='*STAR*')], **GIVEN)
    middles = [tick.top + 1 for tick in ticks]
    pitch = middles[1] - middles[0]
    assert pitch == pytest.approx(20) and middles == pytest.approx(
        [200 - 20 * tick.number for tick in ticks]
    )
    above = max(middle for middle in middles if middle < 130)
    below = min(middle for middle in middles if middle > 130)
    assert 130 - above == pytest.approx(below - 130)
    assert all(tick.figure == pytest.approx(tick.top + 1 - 5) for tick in ticks)


def test_tall_letters_have_no_more_rules_behind_them_than_they_may() -> None:
    """A line is as tall as people are, however large it is set: its top is at most 180 cm."""
    for size in (10, 60, 100, 200, 300):
        head = [line('STAR', size, y=400, marked='*STAR*')]
        ticks = poster.chart(head, **GIVEN | {'most': 7, 'top': 0})
        behind = [tick for tick in ticks if tick.number > 0 and tick.top + 1 > head[0].top]
        assert 1 <= len(behind) <= 7
        assert max(tick.above for tick in behind) <= 40
        assert {tick.above / tick.number for tick in ticks} <= {5.0, 10.0}
        pitch = ticks[1].top - ticks[0].top
        assert head[0].y - head[0].top == pytest.approx((len(behind) + 0.5) * pitch)


def test_there_is_no_rule_at_the_zero_above_the_top_or_below_the_last_line() -> None:
    head = [line('STAR', 100, y=200, marked='*STAR*'), line('foot', 40, y=250)]
    ticks = poster.chart(head, **GIVEN)
    assert [tick.number for tick in ticks] == [9, 8, 7, 6, 5, 4, 3, 2, 1, -1, -2]
    assert [tick.number for tick in ticks if tick.hidden] == [-1, -2], 'letters stand before them'


def test_what_would_run_through_the_lines_above_the_star_is_hidden() -> None:
    head = [line('over', 40, y=100), line('STAR', 100, y=200, marked='*STAR*')]
    hidden = {tick.number for tick in poster.chart(head, **GIVEN) if tick.hidden}
    # letters of the first line from 72 on, 6 mm clear above; the star from 130, 1 mm clear above
    assert hidden == {4, 5, 6}


def test_without_stars_the_first_line_stands_out_and_short_letters_have_a_rule_too() -> None:
    first, second = line('one', 10, y=50), line('two', 100, y=200)
    assert poster.outstanding([first, second]) == first
    ticks = poster.chart([first], **GIVEN)
    pitches = [after.top - before.top for before, after in pairwise(ticks)]
    assert ticks and pitches == pytest.approx([7 / 1.5] * len(pitches))


def test_only_a_line_that_is_starred_whole_stands_out() -> None:
    part, whole = line('A B', 10, marked='A *B*'), line('C', 10, marked='*C*')
    assert poster.outstanding([part, whole]) == whole


# ---- studs ---------------------------------------------------------------------------------------


def wall(*lines: wood.Line, size: float = 10) -> Wall:
    return Wall(lines, (), size, 0, 0)


@pytest.mark.parametrize('lines', [(), (line('one', 10, 0, 10),)])
def test_no_name_or_one_has_no_stud(lines) -> None:
    assert poster.studs(wall(*lines)) == ()


@pytest.mark.parametrize('turned', [False, True], ids=['ltr', 'rtl'])
def test_a_stud_stands_in_the_middle_between_two_names_of_a_row(turned: bool) -> None:
    left, right = line('ab', 10, 0, 10), line('cd', 10, 14, 10)  # ink: 0 to 10, 14 to 24
    row = (right, left) if turned else (left, right)
    (stud,) = poster.studs(wall(*row))
    assert stud.left + stud.size / 2 == pytest.approx(12) and stud.size == pytest.approx(1.4)
    assert stud.top + stud.size / 2 == pytest.approx(10 - 3.4)


def test_no_stud_stands_at_the_end_of_a_row() -> None:
    rows = [line('ab', 10, 0, 10), line('cd', 10, 14, 10), line('ef', 10, 0, 20)]
    assert len(poster.studs(wall(*rows))) == 1


def test_the_line_that_stands_out_is_starred_else_has_a_starred_part_else_is_the_first() -> None:
    plain, part, whole = (
        line('AB', 10),
        line('A B', 10, marked='*A* B'),
        line('C', 10, marked='*C*'),
    )
    assert poster.outstanding([plain, part, whole]) == whole
    assert poster.outstanding([plain, part]) == part
    assert poster.outstanding([plain, plain]) == plain
    assert [one.marks for one in (plain, part, whole)] == [False, True, True]
