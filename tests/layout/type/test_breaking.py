"""Breaking: where lines end, by what is asked of them."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letterpress.layout.type import breaking
from letterpress.layout.type.breaking import Breaker, natural

BREAKERS: list[Breaker] = [
    breaking.evenly,
    breaking.readably,
    partial(breaking.readably, most=5),
]


def words(*widths, blank=1.0):
    return breaking.words(widths, blank)


def title(text, measure, most=2):
    texts = text.split(' ')
    found = breaking.words([float(len(each)) for each in texts], 1.0, texts)
    lines = breaking.readably(found, measure, most)
    return [' '.join(texts[first:last]) for first, last in lines]


# ---- what is true of all -------------------------------------------------------------------------


@pytest.mark.parametrize('breaker', BREAKERS)
@given(st.lists(st.floats(0.1, 9), min_size=1, max_size=45), st.floats(5, 60))
def test_no_word_is_lost_and_none_changes_its_place(breaker, widths, measure):
    lines = breaker(words(*widths), measure)
    assert lines[0][0] == 0 and lines[-1][1] == len(widths)
    assert all(first < last for first, last in lines)
    assert all(upper[1] == lower[0] for upper, lower in pairwise(lines))


def test_every_way_is_given_once_the_fewest_lines_first():
    found = list(breaking.every(4, 4))
    assert len(found) == len(set(found)) == 8
    assert [len(lines) for lines in found] == [1, 2, 2, 2, 3, 3, 3, 4]
    assert max(len(lines) for lines in breaking.every(9, 3)) == 3


# ---- even lines ----------------------------------------------------------------------------------


def test_a_text_that_fits_one_line_is_one_line():
    assert breaking.evenly(words(3, 3), 7) == ((0, 2),)
    assert breaking.evenly(words(3, 3), 6.9) == ((0, 1), (1, 2))


def test_lines_are_equally_long_even_if_more_would_fit_the_first():
    assert breaking.evenly(words(1, 1, 1, 1, blank=0), 3) == ((0, 2), (2, 4))
    assert breaking.evenly(words(5, 1, 1, 1, blank=0.5), 6) == ((0, 1), (1, 4))


def test_where_nothing_fits_there_are_as_many_lines_as_allowed():
    assert breaking.evenly(words(*[4] * 9), 3, most=3) == ((0, 3), (3, 6), (6, 9))


@given(st.lists(st.floats(0.1, 8), min_size=1, max_size=9), st.integers(1, 5))
def test_no_other_way_has_a_shorter_longest_line(widths, most):
    given_words = words(*widths, blank=0.25)

    def longest(lines):
        return max(natural(given_words[first:last]) for first, last in lines)

    found = breaking.shortest(given_words, most)
    assert len(found) <= most
    assert longest(found) <= min(map(longest, breaking.every(len(widths), most))) + 1e-6


# ---- titles --------------------------------------------------------------------------------------


def test_a_title_that_fits_is_not_broken():
    assert title('Ban the cameras', 20) == ['Ban the cameras']


def two_lines(*texts):
    """Break into two lines what is far too long for one, and return where."""
    found = breaking.words([float(len(each)) for each in texts], 1.0, texts)
    first, last = breaking.readably(found, 4)
    assert first[1] == last[0]
    return first[1]


@pytest.mark.parametrize(
    'word, after', [('of', 1), ('the', 1), ('(or', 1), ('that', 2), ('(that', 2)]
)
def test_no_line_ends_in_a_short_word_if_that_costs_little(word, after):
    """Behind the word the longer line would be shorter by one letter."""
    assert two_lines('x' * 24, word, 'x' * 25) == after


def test_size_is_worth_more_than_a_short_word():
    assert two_lines('x' * 24, 'the', 'x' * 27) == 2


@pytest.mark.parametrize('stop', ':.,;!?—–،؛')
def test_a_line_ends_after_a_stop_if_that_costs_little(stop):
    assert two_lines('x' * 60, 'that', 'x' * 61) == 2
    assert two_lines('x' * 59 + stop, 'that', 'x' * 61) == 1
    assert two_lines('x' * 57 + stop, 'that', 'x' * 61) == 2


def test_a_word_or_two_are_not_left_alone_in_the_last_line():
    assert two_lines('x' * 18, 'x' * 40, 'x' * 19) == 1  # 58 letters and 19 would be larger
    assert two_lines('x' * 28, 'x' * 40, 'x' * 29) == 2  # two fifths of the other are no few


def test_a_title_is_broken_only_where_it_grows_by_that():
    """One line less is worth a hundredth of the size."""
    assert len(title('streets streets', 14.9)) == 1
    assert len(title('streets streets', 14.7)) == 2
