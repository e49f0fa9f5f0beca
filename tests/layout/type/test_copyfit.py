"""Copyfit: a text fills its frame at a good size, in few layouts, or says that it cannot."""

from __future__ import annotations

from math import ceil

import pytest

from letterpress.layout.type import copyfit
from letterpress.layout.type.ink import Flow, TextLine


def paragraphs(*lengths, hyphens=(), runts=()):
    lines = []
    for number, length in enumerate(lengths):
        for n in range(length):
            last = n == length - 1
            lines.append(
                TextLine(
                    number,
                    0.1 if last and number in runts else 0.6 if last else 1.0,
                    len(lines) in hyphens,
                    last,
                )
            )
    return lines


@pytest.mark.parametrize(
    'lines, rows, faults',
    [
        (paragraphs(10, 10), 10, 0),
        (paragraphs(10, 9), 10, 0.4),  # a column one line short is nearly nothing
        (paragraphs(10, 8), 10, 3.2),  # two lines short is seen by everybody
        (paragraphs(10, 10, runts={0}), 10, 1),
        (paragraphs(11, 9), 10, 1.5),  # a widow: a paragraph's last line begins the second column
        (paragraphs(9, 11), 10, 1.5),  # an orphan: a paragraph's first line ends the first column
        (paragraphs(8, 12, hyphens={9}), 10, 1),  # a word cut between the columns
        (paragraphs(20, hyphens={3, 4, 5}), 10, 1),  # a ladder
    ],
)
def test_faults(lines, rows, faults):
    assert copyfit.faults(lines, rows) == pytest.approx(faults)


def proportional(size):
    """A text whose lines grow with its size: 20 paragraphs, at 5 mm five lines each."""
    return Flow(paragraphs(*[max(2, round(size))] * 20))


def test_a_text_is_set_so_that_it_fills_its_frame_in_at_most_six_layouts():
    asked = []
    fitted = copyfit.copyfit(
        lambda size: asked.append(size) or proportional(size), 350, 1.4, 3, 8, columns=2
    )
    assert len(asked) <= 6
    assert fitted.over == 0 and fitted.faults <= 0.5
    assert fitted.height == pytest.approx(350)
    assert 0.97 <= fitted.leading / 1.4 <= 1.07
    assert fitted.rows * 2 >= fitted.lines


@pytest.mark.parametrize('first, most', [(0.0, 3), (5.0, 2)])
def test_a_first_size_that_is_near_saves_a_layout(first, most):
    asked = []

    def lines_at(size):
        asked.append(size)
        return proportional(size)

    copyfit.copyfit(lines_at, 350, 1.4, 3, 8, columns=2, first=first)
    assert len(asked) <= most, asked


@pytest.mark.parametrize('height', [120, 200, 350])
def test_the_size_is_estimated_from_how_long_the_paragraphs_are(height):
    """Paragraphs of 100 em in lines of 100 mm: at 5 mm each takes five lines and a bit."""
    size = copyfit.estimate([100.0] * 10, 100, height, 1.4, 2, 20, columns=2)
    lines = 10 * ceil(100 * size / 100 * copyfit.LOSS)
    assert ceil(lines / 2) * size * 1.4 <= height
    bigger = size * 1.01
    assert ceil(10 * ceil(100 * bigger / 100 * copyfit.LOSS) / 2) * bigger * 1.4 > height


def test_a_short_text_is_set_at_the_largest_size_and_leaves_room():
    fitted = copyfit.copyfit(lambda size: Flow(paragraphs(3, 3)), 350, 1.4, 3, 8, columns=2)
    assert (fitted.size, fitted.rows, fitted.over) == (8, 3, 0)
    assert fitted.height < 350


def test_a_text_too_long_for_the_smallest_size_is_overset_and_says_by_how_much():
    fitted = copyfit.copyfit(lambda size: Flow(paragraphs(*[10] * 10)), 140, 1.4, 4, 5, columns=2)
    assert fitted.size == 4
    assert fitted.over == 100 - 2 * int(140 / (4 * 1.4 * 0.97))
