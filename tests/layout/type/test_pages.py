"""How many pages a letter takes; the sizes at which texts end well or fill a frame."""

import pytest

from fixtures.type import FlatRuler
from letterpress.findings import Rejected
from letterpress.layout.type import pages
from letterpress.layout.type.ink import Flow, Gauge, Room

GAUGE = Gauge(FlatRuler(), 'en')


@pytest.mark.parametrize(
    'taken, foot, end, number',
    [
        (1, 25, 100, 1),
        (1, 30, 100, 2),
        (1, 125, 0, 1),
        (2, 5, 0, 2),
        (2, 145, 99, 2),
        (2, 99, 147, 3),
        (2, 160.005, 85, 2),  # leads are measured to a ten-thousandth of an em
        (2, 160.02, 85, 3),
    ],
)
def test_pages_of_a_letter(taken, foot, end, number):
    assert pages.count(Flow((), taken, foot), Room(125, 245), end) == number


def test_a_letter_is_set_smaller_only_where_that_saves_a_page():
    words = '<p>' + 'ab cde ' * 400 + '</p>'

    def size(end):
        return pages.size(words, GAUGE, 150, [11, 10, 9], 5, Room(300, 300), [end])[0]

    tall = {points: 5 * pages.lines(words, GAUGE, 150, points, 5) for points in (11, 10, 9)}
    assert tall[11] > tall[10] > tall[9]
    assert [size(300 - tall[points]) for points in (11, 10, 9)] == [11, 10, 9] and size(300) == 11


def test_where_nothing_saves_a_page_the_letter_keeps_its_size_and_its_room():
    words = '<p>' + 'ab cde ' * 40 + '</p>'
    assert pages.size(words, GAUGE, 150, [11, 10], 5, Room(300, 300), [90, 60]) == (11, 90)


def test_a_frame_takes_the_first_step_that_fits_and_refuses_what_never_does():
    parts = [('<p>' + 'word ' * 30 + '</p>', 40)]
    tall = {step: pages.frame(parts, GAUGE, [step], 1e9).height for step in ((10, 5), (8, 4))}
    assert pages.frame(parts, GAUGE, [(10, 5), (8, 4)], tall[10, 5]).size == 10
    assert pages.frame(parts, GAUGE, [(10, 5), (8, 4)], tall[10, 5] - 1).size == 8
    with pytest.raises(Rejected) as caught:
        pages.frame(parts, GAUGE, [(10, 5), (8, 4)], 3, 'layouts/x/page.html')
    assert caught.value.findings[0].code == 'LP328'


def test_large_type_prefers_a_size_without_a_runt():
    steps = [(points, 5) for points in (20, 19, 18, 17, 16, 15, 14, 13, 12)]
    made = pages.display('<p>' + 'word ' * 9 + '</p>', GAUGE, 60, steps, 60)
    rows = GAUGE.flow('<p>' + 'word ' * 9 + '</p>', 60, made.size, 5).lines
    assert rows[-1].width >= 0.4 and made.grid % 5 == 0 and made.grid >= made.height
