"""Lines of a paragraph chosen together, over places that were measured once."""

from itertools import combinations, pairwise

import pytest

from letterpress.layout.type import total_fit
from letterpress.layout.type.total_fit import BLANK, HYPHEN, Foot, Limits, Places


def places(text, blank=1.0):
    """Return the places of a text whose letters are 1 wide; a stroke is where a word may break."""
    ends, begins, before, after = [0.0], [0.0], [0.0], [0.0]
    kinds, hyphens, x, blanks = [BLANK], [0.0], 0.0, 0.0
    for letter in text + ' ':
        if letter == ' ':
            ends.append(x)
            before.append(blanks)
            x, blanks = x + blank, blanks + blank
            begins.append(x)
            after.append(blanks)
            kinds.append(BLANK)
            hyphens.append(0.0)
        elif letter == '|':
            for given, value in (
                (ends, x),
                (begins, x),
                (before, blanks),
                (after, blanks),
                (kinds, HYPHEN),
                (hyphens, 1.0),
            ):
                given.append(value)
        else:
            x += 1
    return Places(ends, begins, before, after, kinds, hyphens, [kind == HYPHEN for kind in kinds])


def set_in(text, measure, **named):
    found, start, made = places(text), 0, []
    parts = [part for word in text.split() for part in word.split('|')]
    for end in total_fit.justified(found, measure, **named):
        joined = ''
        for number in range(start, end):
            blank = number > start and found.kinds[number] == BLANK
            joined += (' ' if blank else '') + parts[number]
        made.append(joined + ('-' if found.kinds[end] == HYPHEN else ''))
        start = end
    return made


@pytest.mark.parametrize('measure', [11, 14, 17, 23])
def test_no_other_way_costs_less(measure):
    text = 'the quick brown fox jumps over a lazy dog and runs away from it all'
    found = places(text)
    line = total_fit._Justified(found, measure, 0.0, Limits(), 0)

    def cost(ends):
        total, start = 0.0, 0
        for end in ends:
            total += line.cost(start, end)
            start = end
        return total

    chosen = total_fit.justified(found, measure)
    every = (
        (*inner, found.last)
        for count in range(found.last)
        for inner in combinations(range(1, found.last), count)
        if all(end - start < 8 for start, end in pairwise((0, *inner, found.last)))
    )
    assert cost(chosen) == min(map(cost, every))


def test_blanks_are_narrowed_within_limits_and_no_further():
    assert set_in('aaaa bbbb cccc', 13.5, limits=Limits(least=0.75)) == ['aaaa bbbb cccc']
    assert len(set_in('aaaa bbbb cccc', 13.5, limits=Limits(least=0.8))) == 2


def test_hyphens_do_not_stand_below_each_other_where_that_can_be_avoided():
    made = set_in(' '.join(['abcd efgh|ijkl mn op qrs|tuv wx yzab c de|fghi'] * 4), 30)
    rows = [line.endswith('-') for line in made]
    assert not any(one and two for one, two in pairwise(rows)), made


def test_three_hyphens_in_a_row_are_the_last_resort():
    made = set_in(' '.join(['abcdef|ghijkl'] * 9), 14)
    rows = ''.join('-' if line.endswith('-') else '.' for line in made)
    assert '---' not in rows, made


@pytest.mark.parametrize('measure', range(18, 30))
def test_the_last_line_is_no_shorter_than_a_quarter(measure):
    made = set_in('a bb ccc dd eee f gg hhh iiii jj k lll mm nnn oo pppp qq r ss', measure)
    assert len(made) == 1 or len(made[-1]) >= 0.25 * measure, made


def test_what_is_wider_than_the_measure_stands_on_a_line_of_its_own():
    assert set_in('aa bbbbbbbbbbbbbbbbbbb cc dd', 8) == ['aa', 'bbbbbbbbbbbbbbbbbbb', 'cc dd']


def test_the_first_line_is_shorter_by_its_indent():
    assert set_in('aaaa bbbb cccc', 9, indent=3.0, limits=Limits(runt=0)) == ['aaaa', 'bbbb cccc']


# ---- the end of a page ---------------------------------------------------------------------------

LONG = ' '.join(['abcd', 'ef|gh', 'ijklmn', 'op', 'qrs|tuv', 'wxyz'] * 6)


@pytest.mark.parametrize('room', range(2, 9))
def test_a_page_ends_in_no_hyphen_and_leaves_no_line_alone(room):
    found = places(LONG)
    natural = total_fit.justified(found, 20)
    ends, here = total_fit.parted(found, 20, Foot(room), len(natural))
    assert len(ends) <= len(natural) and ends[-1] == found.last
    if len(ends) > room and here > 1:
        assert here >= 2 and len(ends) - here >= 2
        assert not found.torn[ends[here - 1]]


def test_a_single_line_at_the_foot_goes_with_the_others():
    found = places(LONG)
    natural = total_fit.justified(found, 20)
    assert total_fit.parted(found, 20, Foot(1), len(natural)) == (natural, 1)


def test_a_column_is_not_left_short():
    found = places(LONG)
    natural = total_fit.justified(found, 20)
    for room in range(2, len(natural)):
        foot = Foot(room, orphans=1, widows=1, short=False)
        assert total_fit.parted(found, 20, foot, len(natural)).here == room


# ---- ragged --------------------------------------------------------------------------------------


def test_ragged_lines_are_the_fewest_and_even():
    text = 'aaaa bbb cc dddd eee ff ggg hh'
    found = places(text)
    ends = total_fit.ragged(found, 14)
    widths = [found.natural(start, end) for start, end in pairwise((0, *ends))]
    assert len(widths) == 3 and max(widths) - min(widths[:-1]) <= 4, widths
