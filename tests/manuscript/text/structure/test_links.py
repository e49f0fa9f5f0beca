"""Links on paper: each address is printed once, behind its words."""

import pytest

from letterpress.manuscript.text import prose
from letterpress.manuscript.text.structure import links


def printed(text):
    blocks, wrong = prose.blocks(text, 'a.md')
    assert wrong == ()
    return [block.text for block in links.addressed(blocks)]


@pytest.mark.parametrize(
    'typed, seen',
    [
        ('see [the report](https://www.a.org/report)', 'see the report (www.a.org/report)'),
        ('see [the *new* report](https://a.org/x), now', 'see the new report (a.org/x), now'),
        ('at [www.a.org](https://www.a.org/)', 'at www.a.org'),
        ('at <https://a.org/x>', 'at https://a.org/x'),
        ('[write](mailto:b@a.org)', 'write (b@a.org)'),
        ('[a](https://a.org/x) and [b](https://a.org/x)', 'a (a.org/x) and b'),
    ],
)
def test_an_address_stands_once_behind_its_words(typed, seen):
    assert printed(typed) == [seen]


def test_once_is_once_in_the_text_with_its_notes():
    text = '[a](https://a.org/x)[^1]\n\n[b](https://a.org/x) [c](https://a.org/y)\n\n'
    blocks, _ = prose.blocks(f'{text}[^1]: [d](https://a.org/y)', 'a.md')
    first, second = links.addressed(blocks)
    assert first.text == 'a (a.org/x)' and first.notes[0].text == 'd (a.org/y)'
    assert second.text == 'b c'


def test_a_block_without_a_link_is_the_same():
    blocks, _ = prose.blocks('a *b*', 'a.md')
    assert links.addressed(blocks)[0] is blocks[0]


def test_the_printed_address_leads_there_too():
    blocks, _ = prose.blocks('[a](https://a.org/x)', 'a.md')
    runs = links.addressed(blocks)[0].runs
    assert [(run.text, run.href) for run in runs] == [
        ('a', 'https://a.org/x'),
        (' (', ''),
        ('a.org/x', 'https://a.org/x'),
        (')', ''),
    ]
