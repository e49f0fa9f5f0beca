"""The compositor: what a template asks of its type, at the edges, in both directions."""

from __future__ import annotations

import pytest

from fixtures.type import FlatRuler
from letterpress.base.lengths import POINT
from letterpress.layout.desk.compositor import Compositor
from letterpress.layout.faces import faces
from letterpress.layout.type.ink import Face

BOOK = Face('Book')
HALF = 0.5  # em: how wide every character is


def compositor(language: str = 'en') -> Compositor:
    return Compositor(FlatRuler(), language, faces(language), '', 'layouts/letter/page.html')


# ---- titles and figures --------------------------------------------------------------------------


def test_a_short_text_keeps_its_size_and_a_long_one_shrinks_to_its_width() -> None:
    one = compositor()
    assert one.shrunk('ab', BOOK, 100, 12) == 12
    size = one.shrunk('a' * 100, BOOK, 100, 12)
    assert one.longest(['a' * 100], BOOK, size) == pytest.approx(100)


def test_the_longest_of_some_texts_is_measured() -> None:
    assert compositor().longest(['a', 'abcd', 'ab'], BOOK, 10) == pytest.approx(
        4 * HALF * 10 * POINT
    )


def test_a_number_that_leads_a_title_is_as_tall_as_its_lines() -> None:
    one = compositor()
    title = one.rows(['one line', 'another'], BOOK, 200, 20)
    led = one.led('81', title, BOOK, 500, 9)
    assert led.text == '81'
    # two lines 9 mm apart: from the top of the first capitals to the baseline of the last line
    assert led.size * POINT * 0.7 == pytest.approx(9 + one.cap(BOOK, title.size))
    narrow = one.led('81', title, BOOK, 2, 9)
    assert narrow.size * POINT * 2 * HALF == pytest.approx(2), 'and never wider than its column'


@pytest.mark.parametrize('language', ['en', 'ar'])
def test_its_ink_begins_where_its_column_does(language: str) -> None:
    one = compositor(language)
    title = one.rows(['one line'], BOOK, 200, 20)
    assert one.led('81', title, BOOK, 50, 9).start == pytest.approx(0), 'flat type has no bearings'


@pytest.mark.parametrize(
    ('text', 'characters'),
    [
        ('“Quoted”', 1),
        ('« Cité »', 1),
        ('«\u00a0Cité\u00a0»', 2),
        ('«\u202fCité\u202f»', 2),
        ('„Zitiert“', 1),
        ('plain', 0),
        ('', 0),
    ],
)
def test_a_quotation_mark_hangs_with_its_blank(text: str, characters: int) -> None:
    hung = compositor().hanging(text, BOOK, 10)
    assert hung == pytest.approx(characters * HALF * 10 * POINT)


def test_from_right_to_left_nothing_hangs_and_no_word_is_broken() -> None:
    assert compositor('ar').hanging('«نص»', BOOK, 10) == 0
    assert compositor().hyphenates and not compositor('ar').hyphenates


# ---- running text --------------------------------------------------------------------------------

PARAGRAPH = '<p>' + 'word ' * 39 + 'word</p>'  # forty words of two em, thirty-nine blanks


@pytest.mark.parametrize(('width', 'lines'), [(1000, 1), (50, 8), (25, 14)])
def test_lines_are_counted_as_they_are_set(width: float, lines: int) -> None:
    one = compositor()
    assert one.lines(PARAGRAPH, width, 10, 5) == lines
    assert one.tall(PARAGRAPH, width, 10, 5) == pytest.approx(lines * 5)


def test_paragraphs_are_stacked_below_something_with_what_is_free_above_and_between() -> None:
    one = compositor()
    assert one.stacked(30, 100, 10, 5, []) == 30
    assert one.stacked(30, 100, 10, 5, ['one'], above=2, between=3) == pytest.approx(37)
    two = one.stacked(30, 100, 10, 5, ['one', 'two'], above=2, between=3)
    assert two == pytest.approx(30 + 2 * (5 + 2) + 3)


STEPS = ((12, 6), (10, 5), (8, 4))


@pytest.mark.parametrize(('height', 'step'), [(200, (12, 6)), (45, (10, 5)), (30, (8, 4))])
def test_a_frame_takes_the_first_step_at_which_its_parts_fit(height, step) -> None:
    one = compositor()
    made = one.frame(one.parts([PARAGRAPH], 50), STEPS, height)
    assert (made.size, made.lead) == step and made.height <= height


def test_what_fits_no_step_flows_on_or_is_said_where_it_cannot() -> None:
    from letterpress.findings import Rejected

    one = compositor()
    assert one.frame(one.parts([PARAGRAPH], 50), STEPS, 5).size == 8
    with pytest.raises(Rejected) as caught:
        one.frame(one.parts([PARAGRAPH], 50), STEPS, 5, must=True)
    (finding,) = caught.value.findings
    assert (finding.code, finding.place.path) == ('LP328', 'layouts/letter/page.html')


# ---- the roll ------------------------------------------------------------------------------------


@pytest.mark.parametrize('count', [1, 2, 81, 400])
@pytest.mark.parametrize('language', ['en', 'ar'])
def test_columns_hold_every_name_once_and_in_order(count: int, language: str) -> None:
    names = [f'{chr(65 + n * 26 // count)} name {n:03}' for n in range(count)]
    pages = compositor(language).columns([names], 9, 60, 4, 2, 49)
    parts = [part for page in pages for part in page]
    groups = [group for part in parts for column in part.columns for group in column]
    assert [name for group in groups for name in group.names] == names
    assert [part.first for part in parts] == [True] + [False] * (len(parts) - 1)
    assert all(part.lines <= 49 for part in parts)
