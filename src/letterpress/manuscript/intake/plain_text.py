"""A letter that is only text: paragraphs, and lists where every line of one begins with a mark."""

from __future__ import annotations

import re

from letterpress.findings import Finding, Place
from letterpress.manuscript.intake.draft import LET_GO, Block, Draft, Entry, Listing, Text, Words

_BULLET = re.compile(r'[-*•–—·▪‣◦]\s+(?=\S)')
_NUMBER = re.compile(r'(\d{1,3})[.)]\s+(?=\S)')


def read(text: str, name: str) -> Draft:
    """Return the draft of a text: its first paragraph is the title where it is one short line.

    Paragraphs are parted by empty lines; where there is none, each line is one.
    """
    parts = [part for part in re.split(r'\n[ \t]*\n', text.strip('\n')) if part.strip()]
    doubts: tuple[Finding, ...] = ()
    if len(parts) == 1 and '\n' in parts[0].strip():
        parts = parts[0].strip().split('\n')
        doubts = (
            Finding(
                Place(name),
                LET_GO,
                'no line of the text is empty: each line was taken for a paragraph',
                'where that is wrong, put an empty line between two paragraphs',
            ),
        )
    title = ''
    if len(parts) > 1 and _is_title(parts[0]):
        title = ' '.join(parts.pop(0).split())
    return Draft(name, title, tuple(map(_block, parts)), {}, doubts)


def _is_title(part: str) -> bool:
    line = part.strip()
    return '\n' not in line and len(line) <= 150 and not line.endswith(('.', ',', ';', ':'))


def _block(part: str) -> Block:
    lines = [line.strip() for line in part.strip().split('\n')]
    for mark in (_BULLET, _NUMBER):
        if len(lines) > 1 and all(map(mark.match, lines)):
            return Listing(tuple(_entry(line) for line in lines))
    return Text('paragraph', (Words(' '.join(' '.join(lines).split())),))


def _entry(line: str) -> Entry:
    number = _NUMBER.match(line)
    mark = number or _BULLET.match(line)
    assert mark is not None
    return Entry((Words(' '.join(line[mark.end() :].split())),), int(number[1]) if number else 0)
