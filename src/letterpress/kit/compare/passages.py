"""Which lines of a text read otherwise, and in them which words: a paragraph is one, or a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest

from letterpress.values import dataclass

_WORD = re.compile(r'\s+|[^\s\w]|\w+')
SAME, GONE, NEW = 'same', 'gone', 'new'
CONTEXT = 60  # characters beside a change that are shown where room is short
LONG = 4000  # words of a passage beyond which it is shown whole: comparing takes their square


@dataclass(frozen=True)
class Passage:
    """A line as it was and as it is; '' where there was none, or is none."""

    before: str
    after: str

    def words(self) -> Iterator[tuple[str, str]]:
        """Give it in pieces: how each is (SAME, GONE, NEW), and its words."""
        old, new = _WORD.findall(self.before), _WORD.findall(self.after)
        if max(len(old), len(new)) > LONG:
            yield from ((GONE, self.before), (NEW, self.after))
            return
        for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if what == 'equal':
                yield SAME, ''.join(old[a:b])
                continue
            if a < b:
                yield GONE, ''.join(old[a:b])
            if c < d:
                yield NEW, ''.join(new[c:d])


def compare(before: str, after: str) -> tuple[Passage, ...]:
    """Return the lines that differ, in order; empty ones say nothing."""
    old, new = _lines(before), _lines(after)
    found = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != 'equal':
            found += [Passage(*pair) for pair in zip_longest(old[a:b], new[c:d], fillvalue='')]
    return tuple(found)


def shortened(passage: Passage) -> tuple[str, str]:
    """Return what was and what is, with only so much around it as tells the place."""
    old, new = '', ''
    pieces = list(passage.words())
    for number, (how, words) in enumerate(pieces):
        if how == SAME:
            first, last = number == 0, number == len(pieces) - 1
            words = _around(words, first, last)
        old += words if how != NEW else ''
        new += words if how != GONE else ''
    return old, new


def _around(words: str, first: bool, last: bool) -> str:
    """Return words between two changes, or before the first or behind the last, cut to CONTEXT."""
    if len(words) <= (CONTEXT if first or last else 2 * CONTEXT):
        return words
    head = '' if first else words[:CONTEXT].rsplit(' ', 1)[0] + ' '
    tail = '' if last else ' ' + words[-CONTEXT:].split(' ', 1)[-1]
    return f'{head}…{tail}'


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.removeprefix('\ufeff').splitlines() if line.strip()]
