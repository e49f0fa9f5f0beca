"""A text in its sections, and the figures that lead entries."""

import pytest

from letterpress.manuscript.text import prose
from letterpress.manuscript.text.structure.sections import led, sections


def blocks(text):
    found, wrong = prose.blocks(text, 'content/press/en/factsheet.md')
    assert not wrong, wrong
    return found


def test_a_section_begins_with_a_heading_of_the_highest_rank():
    found = sections(
        blocks('Before all.\n\n## One\n\nA.\n\n### Below one\n\nB.\n\n## Two\n\n- C\n- D\n')
    )
    assert [one.heading and one.heading.text for one in found] == [None, 'One', 'Two']
    assert [[block.text for block in one.blocks] for one in found] == [
        ['Before all.'],
        ['A.', 'Below one', 'B.'],
        ['C', 'D'],
    ]


def test_a_text_without_headings_is_one_section_and_no_text_is_none():
    (only,) = sections(blocks('One.\n\nTwo.\n'))
    assert only.heading is None and len(only.blocks) == 2
    assert sections(()) == ()


def test_a_heading_without_a_text_is_a_section_of_its_own():
    found = sections(blocks('## One\n\n## Two\n\nText.\n'))
    assert [len(one.blocks) for one in found] == [0, 1]


@pytest.mark.parametrize(
    ('entry', 'figure', 'rest'),
    [
        ('**2012**: a decree.', '2012', 'a decree.'),
        ('**8 million** faces *here*.', '8 million', 'faces here.'),
        ('**٨ ملايين** صورة', '٨ ملايين', 'صورة'),
        ('**40 %** — of them', '40 %', 'of them'),
    ],
)
def test_short_strong_words_with_a_digit_lead_their_entry(entry, figure, rest):
    (block,) = blocks(f'- {entry}\n')
    found = led(block)
    assert found is not None
    assert (found.words, found.rest.text, found.figure) == (figure, rest, True)


def test_other_short_strong_words_lead_their_entry_and_are_no_figure():
    (block,) = blocks('- **Police records.** Since 2012, a *file* holds faces.\n')
    found = led(block)
    assert (found.words, found.figure) == ('Police records', False)
    assert found.rest.text == 'Since 2012, a file holds faces.'


@pytest.mark.parametrize(
    'entry',
    [
        '2012: a decree.',
        '**In the year 2012 it was decided that nobody is counted** and so on.',
        '*2012* was the year.',
        '**2012**',
        '[**2012**](https://example.org) a decree',
    ],
)
def test_nothing_leads_other_entries(entry):
    (block,) = blocks(f'- {entry}\n')
    assert led(block) is None


def test_nothing_leads_a_paragraph():
    (block,) = blocks('**2012** was the year.\n')
    assert led(block) is None
