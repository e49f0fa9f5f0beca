"""A letter that is only text: paragraphs by empty lines, or line by line, and said so."""

from __future__ import annotations

import pytest

from letterpress.manuscript.intake import plain_text, written


def read(text):
    return plain_text.read(text, 'letter.txt')


def test_a_title_paragraphs_and_lists():
    found = read('Open letter\n\nWe ask\nfor it.\n\n- one\n- two\n\n3. three\n4. four\n')
    assert found.title == 'Open letter'
    assert written.body(found) == 'We ask for it.\n\n- one\n- two\n\n3. three\n4. four\n'
    assert found.doubts == ()


@pytest.mark.parametrize('first', ['We ask for it.', 'We ask,', 'x' * 151, 'two\nlines'])
def test_a_first_line_that_reads_like_a_sentence_is_no_title(first):
    assert read(f'{first}\n\nMore.').title == ''


def test_without_empty_lines_each_line_is_a_paragraph_and_it_is_said():
    found = read('We ask.\nWe hope.\n')
    assert written.body(found) == 'We ask.\n\nWe hope.\n'
    assert [one.code for one in found.doubts] == ['LP734']


def test_one_paragraph_is_no_title():
    assert read('Only words').title == ''
    assert written.body(read('Only words')) == 'Only words\n'
