"""Steps for short texts: on top of each other until one leaves no hole; misfits are passed."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from letterpress.findings import Finding, Place, Rejected
from letterpress.layout.declared import larger
from letterpress.layout.manifest import Layout

OVER = Finding(Place('content/x'), 'LP344', 'too long', 'shorten it')
LAYOUT = Layout(
    'sheet',
    'sheet',
    measures={'text': 6, 'lead': 9},
    larger=({'text': 8}, {'lead': 12}, {'text': 10}, {'lead': 15}, {'text': 13}),
)


@dataclass(frozen=True)
class Made:
    layout: Layout
    hollow: bool
    text_size: float
    findings: tuple[Finding, ...] = ()


def filled(full=99, wrong=(), small=()):
    """Return what is taken, and the texts' sizes that were asked for.

    full: the size that leaves no hole. wrong: leads that do not fit. small: those that crush it.
    """
    asked = []

    def make(layout):
        text, lead = layout.measures['text'], layout.measures['lead']
        asked.append((text, lead))
        if lead in wrong:
            raise Rejected(OVER)
        size = 5 if lead in small else text
        return Made(layout, size < full, size)

    return larger.filled(LAYOUT, make), asked


def test_each_step_takes_over_what_those_before_it_changed():
    assert [one.measures for one in larger.steps(LAYOUT)] == [
        {'text': 6, 'lead': 9},
        {'text': 8, 'lead': 9},
        {'text': 8, 'lead': 12},
        {'text': 10, 'lead': 12},
        {'text': 10, 'lead': 15},
        {'text': 13, 'lead': 15},
    ]


def test_a_text_that_fills_its_sheet_costs_nothing():
    made, asked = filled(full=6)
    assert made.layout is LAYOUT and asked == [(6, 9)]


def test_the_first_step_without_a_hole_is_taken():
    made, asked = filled(full=10)
    assert made.text_size == 10 and asked[-1] == (10, 12)


@pytest.mark.parametrize('how', ['wrong', 'small'])
def test_a_step_that_does_not_fit_is_passed_over(how):
    made, asked = filled(**{how: (12,)})
    assert made.text_size == 13 and (8, 12) in asked
    made, _ = filled(**{how: (12, 15)})
    assert made.layout.measures == {'text': 8, 'lead': 9}


def test_what_does_not_fit_as_it_is_drawn_is_said():
    with pytest.raises(Rejected):
        filled(wrong=(9,))
