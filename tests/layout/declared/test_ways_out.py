"""The ways out: tried in their order, each on top of those before, and only when nothing fits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from letterpress.base.lengths import Size
from letterpress.build.order import Order
from letterpress.findings import Finding, Place, Rejected
from letterpress.layout.declared import ways_out
from letterpress.layout.declared.ways_out import WayOut
from letterpress.layout.manifest import Layout

A2, A1 = Size('a2', 420, 594), Size('a1', 594, 841)
FULL = Finding(Place('content/x'), 'LP344', 'too long', 'shorten it')
BROKEN = Finding(Place('content/x'), 'LP326', 'no such picture', 'draw it')
HARD = Finding(Place('content/x'), 'LP361', 'hard to read', 'darker')
LAYOUT = Layout(
    'sheet',
    'sheet',
    (A2,),
    most_pages=1,
    measures={'text': 4.4, 'wall': 128},
    ways_out=(
        WayOut('in smaller type', {'text': 4}),
        WayOut('on A1', {'wall': 190}, A1),
        WayOut('on two sheets', {}, None, 2),
    ),
)


def test_each_way_takes_over_what_those_before_it_changed():
    tried = list(ways_out.attempts(LAYOUT, A2))
    assert [attempt.what for attempt in tried] == ['', *(way.what for way in LAYOUT.ways_out)]
    assert tried[0].layout is LAYOUT
    assert [attempt.layout.measures for attempt in tried] == [
        {'text': 4.4, 'wall': 128},
        {'text': 4, 'wall': 128},
        {'text': 4, 'wall': 190},
        {'text': 4, 'wall': 190},
    ]
    assert [attempt.size for attempt in tried] == [A2, A2, A1, A1]
    assert [attempt.layout.most_pages for attempt in tried] == [1, 1, 1, 2]


def taken(fits):
    """Return the ways that were tried, and what was said before each, until `fits` says so."""
    asked = []

    def make(attempt, wrong):
        asked.append((attempt.what, wrong))
        if attempt.what != fits:
            raise Rejected((FULL, HARD))
        return attempt

    try:
        return ways_out.first(LAYOUT, A2, make), asked
    except Rejected as rejected:
        return rejected, asked


def test_what_fits_as_it_is_drawn_is_made_once():
    made, asked = taken('')
    assert made.what == '' and asked == [('', ())]


def test_the_first_way_that_holds_the_text_is_taken_and_no_other_is_tried():
    made, asked = taken('on A1')
    assert made.size == A1
    assert [what for what, _ in asked] == ['', 'in smaller type', 'on A1']
    assert [wrong for _, wrong in asked] == [(), (FULL, HARD), (FULL, HARD)]


def test_where_no_way_holds_it_each_says_why():
    refused, asked = taken('nowhere')
    assert isinstance(refused, Rejected) and len(asked) == 4
    first, other = refused.findings
    assert other is HARD and (first.code, first.place, first.hint) == (
        FULL.code,
        FULL.place,
        FULL.hint,
    )
    assert first.message == (
        'too long (on two sheets); before that, as it is drawn: too long; '
        'in smaller type: too long; on A1: too long'
    )


def test_a_fault_of_a_way_is_told_without_where_it_was_and_with_how_many_there_were():
    many = replace(FULL, message='sheet a2, de, text: 8 lines too many: shorter')

    def make(attempt, wrong):
        raise Rejected((many, HARD, FULL) if attempt.what == 'on A1' else (FULL,))

    with pytest.raises(Rejected) as refused:
        ways_out.first(LAYOUT, A2, make)
    assert 'on A1: 8 lines too many: shorter (and 1 more)' in refused.value.findings[0].message


def test_a_sheet_without_ways_out_says_what_it_said():
    def make(attempt, wrong):
        raise Rejected((FULL,))

    with pytest.raises(Rejected) as refused:
        ways_out.first(replace(LAYOUT, ways_out=()), A2, make)
    assert refused.value.findings == (FULL,)


def test_each_way_knows_which_are_left():
    left = [attempt.layout.ways_out for attempt in ways_out.attempts(LAYOUT, A2)]
    assert left == [LAYOUT.ways_out[number:] for number in range(4)]


def test_what_no_other_sheet_mends_is_said_at_once():
    asked = []

    def make(attempt, wrong):
        asked.append(attempt.what)
        raise Rejected((FULL, BROKEN))

    with pytest.raises(Rejected):
        ways_out.first(LAYOUT, A2, make)
    assert asked == ['']


def test_a_warning_alone_is_no_reason_for_another_way():
    assert ways_out.fitting((FULL, HARD)) and not ways_out.fitting((HARD,))
    assert not ways_out.fitting((FULL, BROKEN))


def test_the_name_of_the_file_is_that_of_the_sheet_it_is_on():
    order = Order(edition=None, layout=LAYOUT, size=A2, names=('a2',))
    assert [one.stem for one in order.sheets] == ['sheet-a2', 'sheet-a1']
    assert order.on('a1').size == A1 and order.on('a1').names == ('a1',)
    assert order.on('a2') is order and order.on('a5') is order


def test_a_way_that_was_taken_is_told_with_what_did_not_fit():
    (*_, attempt) = ways_out.attempts(LAYOUT, A2)
    told = ways_out.told('sheet-a1.en.pdf', attempt, (HARD, FULL))
    assert told.code == 'LP368' and told.severity == 'warning' and told.place == FULL.place
    assert 'sheet-a1.en.pdf is made on two sheets' in told.message and 'too long' in told.message
