"""How many pages a letter takes; the sizes at which texts end well or fill a frame."""

import pytest

from fixtures.type import FlatRuler
from letterpress.findings import Rejected
from letterpress.layout.type import pages
from letterpress.layout.type.ink import Gauge, TextLine
from letterpress.layout.type.pages import Room

GAUGE = Gauge(FlatRuler(), 'en')


@pytest.mark.parametrize(
    'long, end, number',
    [(5, 100, 1), (6, 100, 2), (25, 0, 1), (26, 0, 2), (45, 100, 2), (55, 100, 3), (74, 0, 2)],
)
def test_pages_of_a_letter(long, end, number):
    assert pages.count(long, 5, Room(125, 245), end) == number


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


def rows(*paragraphs, hyphens=()):
    """Return lines of paragraphs of so many lines; those in `hyphens` end in a broken word.

    w0 in line 0.
    """
    found = []
    for number, long in enumerate(paragraphs):
        for n in range(long):
            word = f'w{len(found)}' if len(found) in hyphens else ''
            found.append(TextLine(number, 1.0, bool(word), n == long - 1, word))
    return found


@pytest.mark.parametrize(
    'lines, words',
    [
        (rows(30, hyphens={9}), ['w9']),
        (rows(30, hyphens={8, 10}), []),
        (
            rows(60, hyphens={9, 29}),
            ['w9', 'w29'],
        ),  # ten lines on the first page, twenty on each other
        (
            rows(11, 30, hyphens={8, 9}),
            ['w8'],
        ),  # a last line goes to no page alone: the page ends a line sooner
        (rows(9, 30, hyphens={8, 9}), ['w8']),  # nor does a first line stay alone
        (rows(10, hyphens={9}), []),
        (rows(10, 1, 30, hyphens={8}), []),  # a paragraph of one line may stand on top
    ],
)
def test_words_over_the_end_of_a_page_are_foreseen(lines, words):
    assert list(pages.over_pages(lines, 10, 20)) == words
