"""Fact sheet, questions and answers, long boilerplate: read, judged, filled with the numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from letterpress.manuscript import edition, reading
from letterpress.manuscript.model import PressText
from letterpress.manuscript.text import prose
from letterpress.manuscript.text.press import house
from letterpress.world.files import inside

PROJECT = Path(__file__).parents[4]


def text(words: str, name: str = house.FACTS) -> PressText:
    blocks, wrong = prose.blocks(words, f'content/press/en/{name}.md')
    assert not wrong
    return PressText('en', name, '', blocks)


@pytest.fixture(scope='module')
def campaign():
    campaign, found = reading.read(inside.read_tree(PROJECT, 'content'))
    assert campaign is not None, found
    return campaign


@pytest.mark.parametrize('name', house.NAMES)
def test_the_sample_has_each_of_them_in_every_language_and_the_numbers_stand_in_it(
    campaign, name: str
) -> None:
    counts = set()
    for language, made in edition.editions(campaign).items():
        found = made.press[name]
        words = ' '.join(one.text for block in found.blocks for one in (block, *block.notes))
        assert found.blocks and '{' not in words, language
        counts.add(made.counts.signatories)
        assert any('{' in block.text for block in campaign.press[language][name].blocks), language
    assert len(counts) == 1


def test_a_source_is_a_link_or_a_note_wherever_it_stands() -> None:
    for sourced in (
        'It is so: [report](https://a.org).',
        '- One.\n- It is so.[^1]\n\n[^1]: The report.',
        '| A | B |\n|---|---|\n| 1 | [2](https://a.org) |',
    ):
        assert not list(house.check(text(sourced), True)), sourced
    assert [one.code for one in house.check(text('It is so.'), True)] == ['LP195']
    assert [one.code for one in house.check(text('It is so.'), False)] == ['LP194']


def test_questions_are_headings_of_the_second_level_and_answers_all_below_them() -> None:
    made = text(
        'Hello.\n\n# All\n\n## Why?\n\n### Short\n\nSo.\n\n- one\n\n# More\n\nText.\n\n## No?'
    )
    asked = house.questions(made.blocks)
    assert [(head.text, [one.text for one in answer]) for head, answer in asked] == [
        ('Why?', ['Short', 'So.', 'one']),
        ('No?', []),
    ]


@pytest.mark.parametrize(
    ('ours', 'theirs', 'codes'),
    [
        ('## A\n\nIn 2019, 81,000.', '## B\n\nEn 2019, 81 000.', []),
        ('## A\n\nIn 2019.', '## B\n\n٢٠١٩.', []),
        ('## A\n\nArt. 5(1) and 5(5).', '## B\n\nArt. 5, 1 et 5.', []),
        ('## A\n\nIn 2019.', '## B\n\nEn 2018.', ['LP168', 'LP168']),
        ('## A\n\nOne.[^1]\n\n[^1]: 12 May', '## B\n\nUn.[^1]\n\n[^1]: 13 mai', ['LP168'] * 2),
        ('## A\n\nIn 2019.\n\n## C\n\nNow.', '## B\n\nEt.\n\n## D\n\nEn 2019.', ['LP168'] * 2),
        ('Two.\n\nThree.\n\n## A\n\n1', 'Two, three.\n\n## A\n\n1', []),
        ('## A\n\n- 1\n- 2', '## A\n\n- 1', ['LP193']),
        ('## A\n\n### B\n\nx', '## A\n\n## B\n\nx', ['LP193', 'LP193']),
    ],
)
def test_a_translation_has_as_much_as_its_source(ours: str, theirs: str, codes: list) -> None:
    assert [one.code for one in house.parity(text(ours), text(theirs))] == codes
