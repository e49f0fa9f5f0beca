"""What was understood of a letter that somebody sent: title, blocks, notes, and the doubts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace

from letterpress.findings import Finding, Place
from letterpress.values import dataclass

LEFT_OUT = 'LP733'  # content that a letter cannot hold: a person decides
LET_GO = 'LP734'  # only the form of words: the words are there


@dataclass(frozen=True)
class Words:
    """A stretch of words in one form. `note`: the id of the note whose sign stands here."""

    text: str
    emphasis: bool = False
    strong: bool = False
    href: str = ''
    note: str = ''


Line = tuple[Words, ...]


@dataclass(frozen=True)
class Text:
    """A paragraph, a heading, or a paragraph of a quotation."""

    kind: str  # paragraph, heading, quote
    words: Line


@dataclass(frozen=True)
class Entry:
    """An entry of a list, with its number where it has one, and the lists inside it."""

    words: Line
    number: int = 0
    inner: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Listing:
    """A list."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Table:
    """A table, whose first row are its headings."""

    rows: tuple[tuple[Line, ...], ...]


Block = Text | Listing | Table


@dataclass(frozen=True)
class Draft:
    """A letter as it was understood. `name` is the file's, for the places of doubts.

    `left_out` are the words that a doubt says are left out.
    """

    name: str
    title: str = ''
    blocks: tuple[Block, ...] = ()
    notes: Mapping[str, Line] = field(default_factory=dict)
    doubts: tuple[Finding, ...] = ()
    left_out: tuple[str, ...] = ()


def plain(words: Line) -> str:
    """Return words without their form."""
    return ''.join(one.text for one in words)


def begins(text: str, most: int = 40) -> str:
    """Return how a text begins, to find it by."""
    text = ' '.join(text.split())
    return text if len(text) <= most else f'{text[:most].rstrip()}…'


def paragraph(number: int, words: str) -> str:
    """Return where in a document something stands: the number of its paragraph, and its words."""
    return f'paragraph {number} (“{begins(words)}”)' if words.strip() else f'paragraph {number}'


def hidden(name: str, words: str) -> Finding:
    """Return the doubt about words that a document holds and does not show."""
    return Finding(
        Place(name),
        LEFT_OUT,
        f'words that the document hides (“{begins(words)}”) would be printed',
        'show them in your word processor, and delete them or keep them',
    )


def complete(found: Draft, texts: Iterable[str]) -> Draft:
    """Return the draft with a doubt for each paragraph of the file whose words are not in it."""
    known = _bare(
        '\n'.join(
            [found.title, *map(plain, _lines(found.blocks)), *map(plain, found.notes.values())]
        )
    )
    told = [bare for text in found.left_out if (bare := _bare(text))]

    def is_there(text: str) -> bool:
        bare = _bare(text)
        if bare in known:
            return True
        for part in told:
            bare = bare.replace(part, '')
        return bare in known

    lost = [
        Finding(
            Place(found.name),
            LEFT_OUT,
            f'a paragraph of the document is not in the letter: “{begins(text, 100)}”',
            'copy it into the running text of the document, if it belongs to the letter',
        )
        for text in texts
        if not is_there(text)
    ]
    return replace(found, doubts=(*found.doubts, *lost))


def lost(found: Draft, texts: Iterable[str]) -> Iterator[str]:
    """Yield what stands in a draft's blocks and in none of the texts that they were read as."""
    known = _bare('\n'.join(texts))
    for line in map(plain, _lines(found.blocks)):
        if _bare(line) not in known:
            yield line


def _bare(text: str) -> str:
    text = unicodedata.normalize('NFKC', text.replace('\u00ad', ''))
    return re.sub(r'[\s\u200b-\u200f\u2060\ufeff]+', '', text)


def _lines(blocks: Iterable[Block]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Text):
            yield block.words
        elif isinstance(block, Table):
            yield from (cell for row in block.rows for cell in row)
        else:
            for entry in block.entries:
                yield entry.words
                yield from (inner.words for inner in entry.inner)
