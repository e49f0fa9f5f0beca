"""The press texts that the house knows: fact sheet, questions and answers, the long boilerplate.

Each may be missing in a campaign; what is there says what its kind must (`check`), and a
translation has as much of it as its source (`parity`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from letterpress.findings import Finding
from letterpress.manuscript.model import Block, PressText, spread

FACTS, QUESTIONS, ABOUT = 'factsheet', 'questions', 'boilerplate-long'
NAMES = (FACTS, QUESTIONS, ABOUT)

_PARTED = re.compile(r"(?<=\d)[.,'’٬\u00a0\u202f\u2009 ](?=\d{3}(?!\d))")  # 81,000
_QUESTION = 2  # the level of the headings that are questions


def check(text: PressText, release: bool) -> Iterator[Finding]:
    """Find what a text lacks of its kind. Codes: LP150, LP194 to LP196."""
    if text.name == FACTS:
        yield from _sources(text, release)
    elif text.name == QUESTIONS:
        yield from _answers(text)
    elif text.name == ABOUT:
        for block in spread(text.blocks):
            if block.kind != 'paragraph':
                yield Finding(
                    block.place,
                    'LP150',
                    f'{_NAMED[block.kind]} cannot stand in {ABOUT}.md',
                    'write paragraphs only',
                )


_NAMED = {
    'heading': 'a heading',
    'item': 'a list entry',
    'quote': 'a quotation',
    'cell': 'a table',
    'note': 'a note',
}


def _sources(text: PressText, release: bool) -> Iterator[Finding]:
    if not any(run.href or run.note for block in text.blocks for run in block.runs):
        yield Finding(
            text.place,
            'LP195' if release else 'LP194',
            'the fact sheet names no source',
            'end what is a fact with a note, [^1], and say below where it was found, '
            '[^1]: [address](https://…), or link it in the sentence',
        )


def questions(blocks: Iterable[Block]) -> list[tuple[Block, list[Block]]]:
    """Return each question with the blocks of its answer, without what stands before the first."""
    found: list[tuple[Block, list[Block]]] = []
    for block in blocks:
        if block.kind == 'heading' and block.level <= _QUESTION:
            found.append((block, []))
        elif found:
            found[-1][1].append(block)
    return [(head, answer) for head, answer in found if head.level == _QUESTION]


def _answers(text: PressText) -> Iterator[Finding]:
    asked = questions(text.blocks)
    if not asked:
        yield Finding(
            text.place,
            'LP196',
            'there is no question in questions.md',
            'write each question as a heading, ## Why now?, and its answer below it',
        )
    for question, answer in asked:
        if all(block.kind == 'heading' for block in answer):
            yield Finding(
                question.place,
                'LP196',
                f'nothing answers this question: {question.text[:80]}',
                'write the answer below it, or leave the question out',
            )


# ---- a translation -------------------------------------------------------------------------------


def parity(ours: PressText, theirs: PressText) -> Iterator[Finding]:
    """Compare a translated text with its source: what can be counted in any language.

    Codes: LP168, LP193.
    """
    here, there = _counted(ours), _counted(theirs)
    if here != there:
        for what in dict.fromkeys((*there, *here)):
            if here[what] != there[what]:
                yield Finding(
                    ours.place,
                    'LP193',
                    f'the number of {what} differs: {here[what]} here, {there[what]} in the source',
                    f'compare it with {theirs.place.path}',
                )
        return
    for section, source in zip(_sections(ours), _sections(theirs), strict=True):
        if not (section and source):  # a text before the first heading is free
            continue
        said, due = figures(section), figures(source)
        for number in sorted(said ^ due, key=int):
            lost = number in due
            yield Finding(
                section[0].place,
                'LP168',
                f'the number {number} of the source (from line {source[0].place.line} on) does not '
                'stand in this section'
                if lost
                else f'the number {number} does not stand in this section of the source (from line '
                f'{source[0].place.line} on)',
                'right if it is written as a word; else add it'
                if lost
                else 'right if the source has it as a word; else remove it',
            )


def _sections(text: PressText) -> list[list[Block]]:
    """Return the blocks from one heading to the next, with the notes they refer to."""
    found: list[list[Block]] = []
    for block in text.blocks:
        if block.kind == 'heading' or not found:
            found.append([])
        found[-1] += [block, *block.notes]
    if text.blocks and text.blocks[0].kind != 'heading':
        return found
    return [[], *found]


def figures(blocks: Iterable[Block]) -> set[str]:
    """Return the numbers of a text, each once, in Western digits.

    Where a law is cited, languages repeat its figures differently (5(1) and 5(5); 5, 1 and 5).
    """
    words = ' '.join(block.text for block in blocks)
    return {
        ''.join(str(unicodedata.decimal(digit)) for digit in run)
        for run in re.findall(r'\d+', _PARTED.sub('', words))
    }


def _counted(text: PressText) -> Counter[str]:
    """Return how much there is of what every language has as much of."""
    found: Counter[str] = Counter()
    for block in spread(text.blocks):
        if block.kind == 'heading':
            question = text.name == QUESTIONS and block.level == _QUESTION
            found['questions' if question else f'headings of level {block.level}'] += 1
        elif block.kind == 'item':
            found['list entries'] += 1
        elif block.kind == 'cell':
            found['rows of tables'] += block.column == 0
            found['columns of tables'] += block.row == 0
        elif block.kind == 'note':
            found['notes'] += 1
    return found
