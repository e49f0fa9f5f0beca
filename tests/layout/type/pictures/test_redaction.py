"""Bars in the place of words: as wide as these, in lines, around the sentence that is open."""

from __future__ import annotations

from itertools import pairwise

import pytest

from letterpress.layout.type import breaking
from letterpress.layout.type.pictures import redaction
from letterpress.layout.type.pictures.redaction import Paragraph, Style

STYLE = Style(blank=0.25, pitch=1.4, bar=0.8, parted=0.5)
WORDS = tuple(1.0 + (n * 7 % 5) / 2 for n in range(60))
TEXT = (Paragraph(WORDS), Paragraph(WORDS, 20, 33), Paragraph(WORDS[:9]))


def fitted(text=TEXT, tall=100.0, floor=300.0, smallest=1.0, largest=12.0):
    return redaction.fitted(text, STYLE, 200, 10, floor, tall, 8, smallest, largest)


def test_every_word_but_the_open_ones_has_a_bar_of_its_width() -> None:
    made = fitted()
    assert [bar.width / made.size for bar in made.bars] == pytest.approx(
        [*WORDS, *WORDS[:20], *WORDS[33:], *WORDS[:9]]
    )


def test_no_bar_leaves_the_frame_and_none_lies_over_another() -> None:
    made = fitted()
    assert all(bar.left >= -1e-6 and bar.left + bar.width <= 200 + 1e-6 for bar in made.bars)
    assert made.bars[0].top == pytest.approx(10)
    assert made.bars[-1].top + made.bars[-1].height == pytest.approx(300, abs=0.1)
    for one, after in pairwise(made.bars):
        right, below = one.left + one.width, one.top + one.height
        assert after.top >= below or (after.top == one.top and after.left > right)


def test_the_sentence_has_its_place_between_the_bars() -> None:
    made = fitted()
    assert made.foot - made.top == pytest.approx(100)
    before = [bar for bar in made.bars if bar.top < made.top]
    after = [bar for bar in made.bars if bar.top >= made.top]
    assert len(before) == 60 + 20 and len(after) == 60 - 33 + 9
    assert made.top - max(bar.top + bar.height for bar in before) == pytest.approx(8)
    assert min(bar.top for bar in after) - made.foot == pytest.approx(8)
    assert after[0].left > 0.3, 'it goes on where the sentence ended, not at the start of the line'


def test_lines_are_justified_but_the_last_of_a_paragraph() -> None:
    made = fitted()
    rows: dict[float, float] = {}
    for bar in made.bars:
        rows[bar.top] = max(rows.get(bar.top, 0), bar.left + bar.width)
    full = [right for right in rows.values() if right == pytest.approx(200, abs=0.01)]
    assert len(full) >= len(rows) - 5


def test_bars_grow_no_further_than_they_may() -> None:
    made = fitted(text=(Paragraph(WORDS[:4]), Paragraph(WORDS[:4], 0, 4)), largest=5)
    assert made.size == 5


def test_a_text_too_long_is_shown_around_its_sentence() -> None:
    text = (*(Paragraph(WORDS),) * 30, Paragraph(WORDS, 0, 60), *(Paragraph(WORDS),) * 10)
    made = fitted(text=text, smallest=4)
    assert made.size == 4 and made.bars[-1].top + made.bars[-1].height <= 300 + 1e-6
    before = len({bar.top for bar in made.bars if bar.top < made.top})
    after = len({bar.top for bar in made.bars if bar.top > made.top})
    assert before > 2 * after > 0, 'it stays where it is in the letter: three quarters down'


def test_a_letter_of_one_sentence_has_no_bars() -> None:
    made = fitted(text=(Paragraph(WORDS, 0, 60),))
    assert made.bars == () and made.top == pytest.approx(10) and made.path == ''


def test_words_are_parted_into_lines_of_one_width() -> None:
    words = breaking.words([2, 1, 1, 2, 2], 0.2, ['ab'] * 5)
    assert redaction.level(words, 2) == ((0, 3), (3, 5))
    assert redaction.level(words, 9) == ((0, 1), (1, 2), (2, 3), (3, 4), (4, 5))


def test_a_line_ends_in_no_preposition_where_it_can() -> None:
    texts = ['общество,', 'в', 'което', 'всички']
    words = breaking.words([8, 1, 5, 6], 0.3, texts)
    assert redaction.level(words, 2) == ((0, 1), (1, 4))


def test_a_sentence_comes_near_the_height_that_is_wanted() -> None:
    words = breaking.words([4.0] * 12, 0.3, ['word'] * 12)
    for height in (60, 120, 240):
        lines = redaction.display(words, 200, height, 6, 0.7, 12)
        span = breaking.spans(words)
        tall = sum(0.7 * 200 / span(*line) for line in lines) + 6 * (len(lines) - 1)
        assert tall == pytest.approx(height, rel=0.35)
