"""Notes at the foot of pages: parts that pages may part, a number first, nothing lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from markupsafe import Markup

from fixtures.type import FlatRuler
from letterpress.layout.desk import notes
from letterpress.layout.desk.compositor import Compositor
from letterpress.layout.faces import faces
from letterpress.manuscript.model import Block, Run

MEASURES = {'foot_note': [(9, 4.25)], 'foot_indent': 5, 'text': 120}
PART = re.compile(
    r'<span class="(fn[^"]*)" data-note="(\d+)" style="([^"]*)">(.*?)</span>(?=<span|<sup|$)'
)


class Lines:
    """A compositor whose every note has as many lines as it is told."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.asked: list[tuple[float, float]] = []

    def each_line(self, runs: Any, size: float, width: float) -> list[Markup]:
        self.asked.append((size, width))
        return [Markup(' ' if n else '') + f'line{n}.' for n in range(self.count)]


def referring(*numbers: int) -> Block:
    runs = [Run('said')]
    for number in numbers:
        runs.append(Run('', note=Block('note', (Run(f'Note {number}.'),), number=number)))
    return Block('paragraph', tuple(runs))


def marks(count: int, language: str = 'en', number: int = 1) -> str:
    type: Any = Lines(count)
    made = notes.at_foot(type, MEASURES, [referring(number)], language)
    return str(made.marks[number])


def parts(mark: str) -> list[tuple[str, str, str, str]]:
    return PART.findall(mark)


@pytest.mark.parametrize('count', range(1, 24))
def test_no_page_keeps_or_gets_one_line_of_a_note(count: int) -> None:
    found = parts(marks(count))
    sizes = [len(re.findall(r'line\d+\.', text)) for _, _, _, text in found]
    assert sum(sizes) == count
    assert min(sizes) >= min(count, notes.TOGETHER)
    assert max(sizes) < 2 * notes.TOGETHER, 'a part is no longer than it must be'


@pytest.mark.parametrize('count', range(1, 24))
def test_every_line_is_there_once_and_in_order(count: int) -> None:
    text = re.sub('<span class="n">.*?</span>', '', marks(count))
    assert re.findall(r'line(\d+)\.', text) == [str(n) for n in range(count)]


def test_only_the_first_part_has_the_number_and_only_the_last_ends_the_note() -> None:
    found = parts(marks(9))
    assert [name for name, *_ in found] == [
        'fn on-and-on parted',
        *['fn on on-and-on parted'] * (len(found) - 2),
        'fn on',
    ]
    assert ['class="n"' in text for *_, text in found] == [True] + [False] * (len(found) - 1)
    assert [name for name, *_ in parts(marks(3))] == ['fn']


def test_a_part_begins_with_no_blank_and_no_break() -> None:
    for *_, text in parts(marks(9))[1:]:
        assert text.startswith('line')


def test_a_part_says_whether_a_blank_stood_at_its_end() -> None:
    """No page shows it, but who listens hears two words; a word that is broken is one."""
    lines = [Markup(text) for text in ('so', ' they', '\u200bask', ' us', ' all', '\u200bs')]
    type: Any = Lines(0)
    type.each_line = lambda *asked: lines
    made = notes.at_foot(type, MEASURES, [referring(1)], 'en')
    found = parts(str(made.marks[1]))
    assert [(name, text.split('</span>')[-1]) for name, _, _, text in found] == [
        ('fn on-and-on', 'so they'),
        ('fn on on-and-on parted', 'ask us'),
        ('fn on', 'all\u200bs'),
    ]


def test_the_note_stands_before_its_number_in_the_text() -> None:
    """What is behind the number is lost where a line ends at it."""
    mark = marks(2, number=7)
    assert mark.index('class="fn"') < mark.index('<sup class="ref" data-note="7"')
    assert mark.endswith('7</sup>')


def test_arabic_numbers_are_written_in_its_digits() -> None:
    mark = marks(1, 'ar', number=12)
    assert '<span class="n">١٢ </span>' in mark and '١٢</sup>' in mark
    assert 'data-note="12"' in mark, 'what the tags read is a number'


def test_every_note_has_its_mark_and_is_set_in_the_measures_of_the_layout() -> None:
    type: Any = Lines(1)
    made = notes.at_foot(type, MEASURES, [referring(1, 2), referring(), referring(3)], 'en')
    assert list(made.marks) == [1, 2, 3]
    assert type.asked == [(9, 115)] * 3
    assert 'width: 115mm; font-size: 9pt; line-height: 4.25mm' in str(made.marks[3])
    assert notes.at_foot(type, MEASURES, [referring()], 'en').marks == {}


def test_markup_in_a_note_is_text() -> None:
    one = Compositor(FlatRuler(), 'en', faces('en'), '', 'layouts/letter/page.html')
    note = Block('note', (Run('a <b> & c'),), number=1)
    made = notes.at_foot(one, MEASURES, [Block('paragraph', (Run('', note=note),))], 'en')
    assert 'a &lt;b&gt; &amp; c' in str(made.marks[1])
