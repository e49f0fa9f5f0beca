"""Titles: broken where they read well, as large as the measure allows; figures fill their box."""

import pytest

from fixtures.type import FlatRuler
from letterpress.layout.faces import faces
from letterpress.layout.type import titles
from letterpress.layout.type.ink import Face, Gauge
from letterpress.press.ruler import Ruler

GAUGE = Gauge(FlatRuler(), 'en')
FACE = Face('x')
EM = 25.4 / 72


def fit(text, width=100, largest=30, **rest):
    return titles.fit(text, GAUGE, FACE, width, largest, **rest)


def test_a_short_title_is_one_line_at_the_largest_size():
    assert fit('Short') == titles.Title(('Short',), 30, pytest.approx(0.3))


def test_no_line_ends_in_a_short_word_and_breaks_like_stops():
    assert fit('Ban the cameras and free the streets today', 100, 20).lines == (
        'Ban the cameras',
        'and free the streets today',
    )
    assert fit('Open the letter: read the answer', 40, 12).lines == (
        'Open the letter:',
        'read the answer',
    )


def test_every_line_fits_and_words_are_kept():
    text = 'Open Letter: Ban Security and Surveillance Facial Recognition'
    made = fit(text, 120, 36)
    assert ' '.join(made.lines) == text and len(made.lines) == 2
    assert max(len(line) for line in made.lines) * 0.5 * made.size * EM <= 120


def test_bound_words_stay_together():
    assert any(
        'now\u00a0and\u00a0then' in line
        for line in fit('Look at me now\u00a0and\u00a0then', 40).lines
    )


def test_a_long_title_takes_more_lines_rather_than_small_type():
    made = fit('word ' * 30 + 'end', 100, 30, smallest=20)
    assert made.size >= 20 and len(made.lines) > 2


def test_a_text_of_many_words_is_broken_too():
    made = fit('word ' * 80 + 'end', 100, 30, smallest=14)
    assert ' '.join(made.lines) == 'word ' * 80 + 'end' and made.size >= 14
    assert max(map(len, made.lines)) - min(map(len, made.lines)) <= 10


def test_given_lines_are_kept():
    made = titles.lines(['a', 'a longer line'], GAUGE, FACE, 20, 99)
    assert made.lines == ('a', 'a longer line') and 13 * 0.5 * made.size * EM <= 20


def test_a_figure_fills_its_box_with_ink():
    figure = titles.figure('81', GAUGE, FACE, 30, 100)
    assert figure.width == pytest.approx(30) and figure.height == pytest.approx(30 / 1.0 * 0.7)
    low = titles.figure('81', GAUGE, FACE, 1000, 14)
    assert low.height == pytest.approx(14) and low.top == pytest.approx(-0.1 * 20)


def test_lead_is_a_part_of_the_size_and_the_last_line_keeps_its_place():
    small, large = (titles.Title(('one', 'another'), size, 0.3) for size in (20, 36))
    assert large.lead(12.5, 1.05) == 12.5 and large.lower(12.5, 12.5) == 0
    lead = small.lead(12.5, 1.05)
    assert lead == pytest.approx(1.05 * 20 * EM)
    for one, its in ((small, lead), (large, 12.5)):
        top = one.top(its, 8.86 + one.lower(12.5, its))
        first = top + its / 2 + 0.3 * one.size * EM
        assert first + its == pytest.approx(8.86 + 12.5)
    single = titles.Title(('one',), 20, 0.3)
    assert single.lower(12.5, lead) == 0


@pytest.mark.parametrize(
    ('above', 'below'),
    [('BİLİM', 'ÇĞİŞ'), ('JELÖLJ', 'ŐŰÁÉJ'), ('LA', 'ÉÀ'), ('ĄĘĄ', 'ŚĆŃ'), ('HHH', 'HHH')],
)
def test_no_accent_strikes_the_line_above_it(above, below):
    """In the real face: ink of both lines is half a millimetre apart wherever it is near."""
    ruler = Ruler()
    gauge = Gauge(ruler, 'en')
    wood = faces('en').wood
    made = titles.lines([above, below], gauge, wood, 76, 33, 10)
    em = made.size * EM
    one, two = ruler.measure([(text, wood, 'en') for text in (above, below)])
    for left, _, right, bottom in one.boxes:
        for start, top, end, _ in two.boxes:
            if start < right and left < end:
                assert 10 - bottom * em + top * em >= 0.5 - 0.1
    assert made.size <= titles.lines([above, below], gauge, wood, 76, 33).size
    if above == 'HHH':
        assert made.size == 33
