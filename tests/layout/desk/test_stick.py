"""The composing stick: lines that fill their measure, stacks in their places, what does not fit."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from fixtures.type import FlatRuler
from letterpress.findings import Rejected
from letterpress.layout import typography
from letterpress.layout.desk.scenes import Scenes
from letterpress.layout.desk.stick import WORDS, Stick
from letterpress.layout.type.ink import Face
from letterpress.layout.type.walls import crowd

WOOD = Face('Wood', 900)
LONG = 'uncharacteristically'


def stick(language: str = 'en') -> Stick:
    return Stick(FlatRuler(), language, 'poster', 'a3', '')


def codes(one: Stick) -> list[str]:
    return [finding.code for finding in one.findings]


# ---- lines ---------------------------------------------------------------------------------------


def test_no_text_is_no_line_and_no_fault() -> None:
    one = stick()
    assert one.fit_lines([], WOOD, 100) == () and one.stack((), 10, 5) == ()
    assert one.same_size(['', ' '], WOOD, 100, 10) == () and one.foot(()) == 0
    assert one.moved((), 5) == () and one.at_foot((), 0, 100, 50) == ()
    assert not one.findings


@pytest.mark.parametrize('text', ['a', 'two words', LONG])
def test_each_line_is_as_wide_as_the_measure(text: str) -> None:
    (line,) = stick().fit_lines([text], WOOD, 100, x=15)
    assert (line.x, line.right) == pytest.approx((15, 115))


def test_no_line_is_larger_than_it_may_and_what_must_be_smaller_is_said() -> None:
    one = stick()
    short, long = one.fit_lines(
        ['a', LONG], WOOD, 100, largest=30, smallest=12, slot='posters/headline'
    )
    assert short.size == 30 and long.size == pytest.approx(10)
    (finding,) = one.findings
    assert finding.code == 'LP340' and LONG in finding.message and '10.0 mm' in finding.message
    assert finding.place.path == 'content/posters/en.yaml'
    assert finding.message.startswith('poster a3, en, headline: ') and finding.hint


def test_a_line_at_the_very_limit_is_good() -> None:
    one = stick()
    assert one.fit_lines([LONG], WOOD, 100, smallest=10) and not one.findings


def test_a_line_without_ink_is_said_and_the_others_are_set() -> None:
    one = stick()
    assert [line.ink.text for line in one.fit_lines(['', 'word'], WOOD, 100)] == ['word']
    assert codes(one) == ['LP341']


def test_stars_are_no_ink_and_are_remembered() -> None:
    (line,) = stick().fit_lines(['*word*'], WOOD, 100)
    assert line.ink.text == 'word' and line.starred


def test_lines_of_one_size_take_that_of_the_longest() -> None:
    lines = stick().same_size(['a', LONG, ''], WOOD, 100, 30)
    assert [line.size for line in lines] == pytest.approx([10, 10])
    assert [line.size for line in stick().same_size(['a', 'b'], WOOD, 100, 30)] == [30, 30]


# ---- stacks --------------------------------------------------------------------------------------


def test_a_stack_begins_with_capitals_at_its_top_and_keeps_its_gap() -> None:
    one = stick()
    made = one.stack(one.fit_lines(['abcde', 'abcdefghij'], WOOD, 100), 20, 5)
    first, second = made
    assert first.y == pytest.approx(20 + 0.7 * first.size)
    assert second.y - 0.7 * second.size - first.y == pytest.approx(5)
    assert one.foot(made) == second.y
    moved = one.moved(made, 7)
    assert [line.y for line in moved] == pytest.approx([first.y + 7, second.y + 7])


def test_a_script_without_capitals_is_stacked_by_its_ink() -> None:
    one = stick('ar')
    assert one.cap(WOOD) is None and stick().cap(WOOD) == pytest.approx(0.7)
    made = one.stack(one.fit_lines(['ab', 'abc'], WOOD, 90), 20, 5)
    assert made[0].top == pytest.approx(20)
    assert made[1].top - made[0].bottom == pytest.approx(5)
    assert one.foot(made) == pytest.approx(max(line.bottom for line in made))


@pytest.mark.parametrize('count', [1, 2, 7])
def test_a_text_is_broken_between_words_and_none_is_lost(count: int) -> None:
    one, words = stick(), [f'word{n}' for n in range(count)]
    made = one.break_lines(' '.join(words), WOOD, 100, 80, 4)
    assert ' '.join(line.ink.text for line in made).split() == words
    assert all(line.width == pytest.approx(100) for line in made) and not one.findings


def test_of_all_ways_the_one_is_taken_that_comes_nearest_to_the_height() -> None:
    one, text = stick(), 'word ' * 5 + 'word'
    heights = [one.foot(one.break_lines(text, WOOD, 100, height, 4)) for height in (10, 40, 90)]
    assert heights == sorted(heights) and heights[0] < heights[-1]


def test_words_that_are_bound_stay_together() -> None:
    made = stick().break_lines('one two\u00a0three four', WOOD, 100, 400, 4)
    assert any('two\u00a0three' in line.ink.text for line in made)


@pytest.mark.parametrize('text', ['', '   '])
def test_no_word_is_no_line_and_is_said(text: str) -> None:
    one = stick()
    assert one.break_lines(text, WOOD, 100, 80, 4) == () and codes(one) == ['LP341']


def test_a_text_of_too_many_words_is_said_and_cut() -> None:
    one = stick()
    text = ' '.join(f'w{n}' for n in range(WORDS + 1))
    made = one.break_lines(text, WOOD, 100, 80, 4)
    assert len(' '.join(line.ink.text for line in made).split()) == WORDS
    assert codes(one) == ['LP372'] and str(WORDS + 1) in one.findings[0].message
    fits = stick()
    fits.break_lines(' '.join(f'w{n}' for n in range(WORDS)), WOOD, 100, 80, 4)
    assert not fits.findings


def test_a_list_of_texts_is_broken_already() -> None:
    made = stick().break_lines(['one two', 'three'], WOOD, 100, 80, 4, x=3)
    assert [line.ink.text for line in made] == ['one two', 'three'] and made[0].x == 3


def test_nothing_can_stand_out_in_a_text_that_the_layout_breaks() -> None:
    one = stick()
    one.break_lines('one *two* three', WOOD, 100, 80, 4)
    assert codes(one) == ['LP341'] and 'stars' in one.findings[0].hint


# ---- small lines at the foot ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ('language', 'at_end', 'at_the_right'),
    [('en', False, False), ('en', True, True), ('ar', False, True), ('ar', True, False)],
)
def test_small_lines_stand_at_the_start_or_at_the_end(language, at_end, at_the_right) -> None:
    one = stick(language)
    lines = one.same_size(['abc', 'abcdef'], WOOD, 60, 5)
    placed = one.at_foot(lines, 20, 100, 200, 4, at_end)
    assert [line.y for line in placed] == pytest.approx([196, 200])
    sides = [line.right if at_the_right else line.x for line in placed]
    assert sides == pytest.approx([120, 120] if at_the_right else [20, 20])


# ---- the wall ------------------------------------------------------------------------------------


def wall(one: Stick, names: list[str], **given):
    return one.wall(names, WOOD, 370, 128, 567, 'en', 25, **given)


def test_no_name_is_an_empty_wall_and_no_fault() -> None:
    one = stick()
    made = wall(one, [])
    assert made.lines == () and (made.top, made.bottom) == (567, 567) and not one.findings


@pytest.mark.parametrize('count', [1, 2, 81, 400])
def test_every_name_stands_on_it_once_and_in_order(count: int) -> None:
    one = stick()
    made = wall(one, [f'name number {n}' for n in range(count)], largest=20)
    said = [line.ink.text.replace('\u00a0', ' ') for line in made.lines]
    assert said == [f'name number {n}' for n in range(count)] and not one.findings
    assert made.top >= 567 - 128.01
    for before, after in pairwise(made.lines):
        assert after.y > before.y or after.x > before.right


def test_most_names_of_the_other_direction_turn_the_wall() -> None:
    names = ['أحمد علي', 'ليلى حسن', 'Ana Silva']
    turned = wall(stick('ar'), names, largest=20)
    assert turned.lines[0].x > turned.lines[1].x
    straight = wall(stick('ar'), ['أحمد علي', 'Ana Silva', 'Rui Costa'], largest=20)
    assert straight.lines[0].x < straight.lines[1].x


def test_names_too_many_to_be_read_are_said() -> None:
    one = stick()
    assert wall(one, ['a name of some length'] * 4000, smallest=5).lines == ()
    finding = next(finding for finding in one.findings if finding.code == 'LP343')
    assert '4000' in finding.message.replace(',', '')
    assert finding.place.path == 'content/signatories.yaml' and finding.hint


def test_where_some_may_be_left_out_the_wall_shows_as_many_as_it_holds_and_says_so() -> None:
    one = stick()
    made = wall(one, [f'name number {n}' for n in range(4000)], smallest=5, fewest=40)
    said = [line.ink.text.replace('\u00a0', ' ') for line in made.lines]
    assert 40 <= len(said) < 4000 and said == [f'name number {n}' for n in range(len(said))]
    (finding,) = one.findings
    assert finding.code == 'LP369' and finding.severity == 'warning'
    assert f'{len(said)} of 4000 names' in finding.message
    none = stick()
    assert wall(none, ['a name of some length'] * 4000, smallest=5, fewest=3999).lines == ()
    assert codes(none) == ['LP343']


def test_no_more_names_are_set_and_measured_than_could_ever_fit(monkeypatch) -> None:
    one, seen = stick(), []
    ordinary = typography.words_of
    monkeypatch.setattr(typography, 'words_of', lambda name: seen.append(name) or ordinary(name))
    wall(one, [f'name number {n}' for n in range(100_000)], smallest=5)
    assert 0 < len(seen) < 10_000
    (finding,) = one.findings
    assert finding.code == 'LP343' and '100000 names' in finding.message


def test_a_wall_that_was_built_is_not_built_again_when_its_sheet_is_drawn_again(
    monkeypatch,
) -> None:
    names = [f'name number {n}' for n in range(4000)]
    first = wall(stick(), names, smallest=5, fewest=40)
    monkeypatch.setattr(crowd, 'wall', lambda *_: pytest.fail('built again'))
    monkeypatch.setattr(crowd, '_laid', lambda *_: pytest.fail('laid again'))
    again = stick()
    assert wall(again, names, smallest=5, fewest=40) == first
    assert codes(again) == ['LP369']


def test_where_there_is_another_way_a_wall_that_holds_not_all_ends_this_one() -> None:
    one = Stick(FlatRuler(), 'en', 'poster', 'a3', '', others=True)
    with pytest.raises(Rejected) as refused:
        wall(one, ['name of some length'] * 100_000, smallest=4)
    assert [finding.code for finding in refused.value.findings] == ['LP343']
    again = Stick(FlatRuler(), 'en', 'poster', 'a3', '', others=True)
    assert wall(again, ['name'] * 3, smallest=4).lines and not again.findings


def test_the_size_that_names_would_have_is_told_from_those_that_were_measured() -> None:
    one, all_of_them = stick(), stick()
    wall(one, ['name of some length'] * 100_000, smallest=4)
    wall(all_of_them, ['name of some length'] * 100_000)
    said = re.search(r'set ([\d.]+) mm high', one.findings[0].message)[1]
    made = wall(all_of_them, ['name of some length'] * 100_000).size
    assert made * 0.8 < float(said) < made * 1.5


@pytest.mark.parametrize('language, start', [('en', 10), ('ar', 110)])
def test_a_line_that_may_not_fill_its_measure_keeps_to_its_start(
    language: str, start: float
) -> None:
    (line,) = stick(language).fit_lines(['ABC'], WOOD, 100, 10, largest=5)
    assert line.width < 100
    assert (line.x if language == 'en' else line.right) == pytest.approx(start)


# ---- what stands on a floor ----------------------------------------------------------------------


class Tailed(FlatRuler):
    """Every character reaches .2 em below the baseline, as Ц and Q do."""

    def measure(self, items):
        return tuple(
            replace(ink, boxes=tuple((x0, top, x1, 0.2) for x0, top, x1, _ in ink.boxes))
            for ink in super().measure(items)
        )


@pytest.mark.parametrize('hang', [0.0, 2.0, 40.0])
@pytest.mark.parametrize('texts', [('a',), ('ab', 'abcd'), 'a b c d'])
def test_tails_hang_no_lower_below_a_floor_than_they_may(texts, hang: float) -> None:
    one = Stick(Tailed(), 'bg', 'poster', 'a3', '')
    given = {'top': 10, 'floor': 90, 'gap': 2, 'smallest': 1, 'slot': ''}
    stood = one.stand(texts, WOOD, 100, 0, hang=hang, **given)
    assert max(line.bottom for line in stood) <= 90 + hang + 1e-6
    assert min(line.top for line in stood) >= 10 - 1e-6
    assert stood[-1].y == pytest.approx(min(90, 90 + hang - 0.2 * stood[-1].size))
    two = one.in_two(texts, WOOD, 100, 0, floor=90, most=60, gap=2, smallest=1, slot='', hang=hang)
    assert max(line.bottom for line in two) <= 90 + hang + 1e-6
    head, below = one.standing(
        ['abcdefgh'], 'abcd efgh', WOOD, 100, 0, top=10, floor=190, gap=2, tight=2, smallest=1,
        above=20, tall=(10, 40), between=(4, 9), slot='', text_slot='', what='', hang=hang,
    )  # fmt: skip
    assert max(line.bottom for line in below) <= 190 + hang + 1e-6
    assert max(line.bottom for line in head) < min(line.top for line in below)


# ---- fields --------------------------------------------------------------------------------------


def in_field(text: str, ruler: FlatRuler | None = None):
    one = Scenes(ruler or FlatRuler(), 'en', 'event', 'a3', '')
    return one, one.in_field(text, WOOD, 10, 200, 50, 30, 3, largest=20, smallest=5, slot='')


def test_what_is_written_in_a_field_stands_in_its_middle() -> None:
    _, (line,) = in_field('Saturday')
    assert line.size == 20 and line.x == 10
    assert line.y - 0.35 * line.size == pytest.approx(65), 'the middle of the letters'


def test_a_long_text_has_two_lines_in_its_field_and_is_larger_so() -> None:
    text = 'the old town hall beside the fountain of the lions'
    one, lines = in_field(text)
    assert ' '.join(line.ink.text for line in lines) == text and len(lines) == 2
    assert lines[0].size == lines[1].size > 200 / (0.5 * len(text))
    assert min(line.top for line in lines) >= 53 - 1e-6
    assert max(line.bottom for line in lines) <= 77 + 1e-6
    assert lines[0].bottom < lines[1].top and not one.findings
    assert max(len(line.ink.text) for line in lines) <= 26, 'as even as can be'


def test_a_text_too_long_for_two_lines_is_said() -> None:
    one, _ = in_field('word ' * 60)
    assert 'LP340' in codes(one)
    assert in_field('wordwithoutend')[1], 'one word is one line'
    assert not in_field('')[1]
