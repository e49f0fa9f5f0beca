"""The galley: even lines by hand, a letter between what stands above and below it, what is over."""

from __future__ import annotations

import pytest

from fixtures.type import FlatRuler
from letterpress.layout.desk.galley import LEAST, Galley, Standing
from letterpress.layout.type.ink import Face
from letterpress.manuscript.model import Block, Run

BOOK = Face('Book')


def galley(language: str = 'en') -> Galley:
    return Galley(FlatRuler(), language, 'broadside', 'a2', '')


def paragraph(text: str, kind: str = 'paragraph') -> Block:
    return Block(kind, (Run(text),))


def said(rows) -> str:
    return ' '.join(''.join(run.text for run in row).strip() for row in rows)


# ---- a standing ----------------------------------------------------------------------------------


def test_lines_stand_on_their_baseline_and_end_on_the_last_one() -> None:
    one = Standing((('a',), ('b',), ('c',)), 10, 1.5, 0.8, 100)
    assert one.foot == pytest.approx(130)
    assert one.top == pytest.approx(100 - (0.25 + 0.8) * 10)


# ---- even lines ----------------------------------------------------------------------------------


@pytest.mark.parametrize('count', [1, 2, 9, 24])
def test_even_lines_keep_every_word_and_are_near_the_ideal(count: int) -> None:
    one, text = galley(), ' '.join(f'word{n:02}' for n in range(count))
    made = one.even(paragraph(text), BOOK, 200, 10)
    assert said(made.rows) == text and len(made.rows) <= 4
    assert LEAST * 10 - 1e-6 <= made.size <= 11.5 + 1e-6 and not one.findings


def test_a_short_text_is_no_larger_than_its_slack() -> None:
    assert galley().even(paragraph('word'), BOOK, 200, 10, slack=1.2).size == pytest.approx(12)


def test_the_longest_line_fills_the_measure() -> None:
    made = galley().even(paragraph('word ' * 17 + 'word'), BOOK, 200, 10, slack=9)
    longest = max(len(''.join(run.text for run in row).strip()) for row in made.rows)
    assert longest * 0.5 * made.size == pytest.approx(200)


def test_a_text_that_needs_more_lines_than_there_are_is_said() -> None:
    one = galley()
    made = one.even(paragraph('word ' * 60), BOOK, 100, 10, most=2, slot='letter/first paragraph')
    assert len(made.rows) == 2 and made.size < LEAST * 10
    (finding,) = one.findings
    assert finding.code == 'LP344' and finding.place.path == 'content/letter/en.md'
    assert 'first paragraph' in finding.message and '2 lines' in finding.message


def test_emphasis_is_measured_in_its_own_face() -> None:
    ruler = FlatRuler()
    faces = []
    measure = ruler.measure
    ruler.measure = lambda items: faces.extend((t, f.style) for t, f, _ in items) or measure(items)
    one = Galley(ruler, 'en', 'broadside', 'a2', '')
    block = Block('paragraph', (Run('plain '), Run('leans', emphasis=True)))
    one.even(block, BOOK, 200, 10, emphasis='font-weight:700')
    assert dict(faces)['leans'] == 'font-weight:700' and dict(faces)['plain'] == ''


# ---- a letter ------------------------------------------------------------------------------------

GIVEN = {
    'face': BOOK,
    'width': 300,
    'floor': 100,
    'ground': 400,
    'ideal': 10,
    'pitch': 1.4,
    'cap': 0.7,
    'lead': (20, 9),
    'call': (12, 15),
    'bare': 6,
    'emphasis': '',
    'least': 50,
}


def letter(*blocks: Block, **other):
    one = galley()
    return one, one.letter(blocks, **{**GIVEN, **other})


@pytest.mark.parametrize('count', [0, 1, 2])
def test_a_letter_of_up_to_two_paragraphs_has_none_that_leads_or_calls(count: int) -> None:
    blocks = [paragraph(f'number {n}') for n in range(count)]
    one, made = letter(*blocks)
    assert (made.lead, made.call, made.blocks) == (None, None, tuple(blocks))
    assert (made.top, made.bottom, made.height) == (106, 394, 288) and not one.findings


@pytest.mark.parametrize('between', [1, 2, 12])
def test_the_first_paragraph_leads_and_the_last_one_calls(between: int) -> None:
    blocks = [paragraph(f'number {n}') for n in range(between + 2)]
    one, made = letter(*blocks)
    assert made.blocks == tuple(blocks[1:-1]) and not one.findings
    assert said(made.lead.rows) == 'number 0' and said(made.call.rows) == f'number {between + 1}'
    assert made.lead.baseline == pytest.approx(100 + 20 + 0.7 * made.lead.size)
    assert made.top == pytest.approx(made.lead.foot + 9)
    assert made.call.foot == pytest.approx(400 - 15)
    assert made.bottom == pytest.approx(made.call.baseline - made.call.size - 12)
    assert made.call.size <= made.lead.size * 1.06 + 1e-9, 'the call is hardly larger'


def test_a_letter_that_begins_with_a_heading_has_no_lead_and_no_call() -> None:
    blocks = [paragraph('heading', 'heading'), paragraph('one'), paragraph('two')]
    _, made = letter(*blocks)
    assert (made.lead, made.call, made.blocks) == (None, None, tuple(blocks))


def test_a_letter_that_ends_in_a_list_has_no_call() -> None:
    blocks = [paragraph('one'), paragraph('two'), paragraph('three', 'item')]
    _, made = letter(*blocks)
    assert made.lead and made.call is None and made.blocks == tuple(blocks[1:])
    assert made.bottom == 394


def test_a_frame_with_too_little_room_is_said() -> None:
    one, _ = letter(*[paragraph('word')] * 3, ground=190)
    (finding,) = one.findings
    assert finding.code == 'LP342' and '50 mm of text' in finding.message
    assert finding.place.path == 'content/posters/en.yaml'


# ---- running text --------------------------------------------------------------------------------


def markup(words: int) -> str:
    return '<p>' + 'word ' * words + '</p>'


def test_a_text_fills_its_columns() -> None:
    one = galley()
    fitted = one.text(markup(900), 100, 150, 1.4, 3, 12, columns=2)
    assert not one.findings and fitted.over == 0
    assert fitted.height <= 150.01 and fitted.rows * 2 >= fitted.lines


def test_a_text_that_is_too_long_is_said_with_its_lines() -> None:
    one = galley()
    fitted = one.text(markup(9000), 100, 50, 1.4, 4, 12, slot='letter/text')
    (finding,) = one.findings
    assert finding.code == 'LP344' and f'{fitted.over} lines too long' in finding.message
    assert fitted.over > 1 and finding.place.path == 'content/letter/en.md'


@pytest.mark.parametrize('height', [-20, 0, 3])
def test_a_frame_without_room_for_a_line_is_said_and_no_crash(height: float) -> None:
    one = galley()
    one.text(markup(2), 100, height, 1.4, 4, 12)
    assert one.findings[0].code == 'LP342' and 'even one line' in one.findings[0].message


# ---- room ----------------------------------------------------------------------------------------


def test_a_hair_too_much_is_let_and_more_is_said() -> None:
    one = galley()
    one.room(10.009, 10)
    assert not one.findings
    one.room(10.02, 10)
    one.room(5, -3, 'phrases/poster.line', 'two lines')
    assert [finding.code for finding in one.findings] == ['LP342', 'LP342']
    assert one.findings[0].place.path == 'layouts/broadside/page.html'
    assert one.findings[1].place.path == 'content/phrases/en.yaml'
    assert (
        'two lines need 5 mm' in one.findings[1].message and 'are 0 mm' in one.findings[1].message
    )
