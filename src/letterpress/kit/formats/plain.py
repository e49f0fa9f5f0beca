"""The letter and the press texts as plain text, to paste from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from letterpress.base import bidi
from letterpress.kit.formats.documents import Document
from letterpress.kit.formats.lines import dateline, held, status
from letterpress.manuscript import census, locales
from letterpress.manuscript.census import Census
from letterpress.manuscript.model import Block, Edition
from letterpress.manuscript.text import numbering
from letterpress.manuscript.text.phrases import say
from letterpress.manuscript.text.structure import links, outline

INDENT = '   '  # before the entries of a list in a list


def _plain(edition: Edition, parts: Iterable[str]) -> bytes:
    text = '\n\n'.join(part for part in parts if part)
    # with a byte order mark: many servers send text without saying its encoding, and a browser
    # guesses wrong
    return ('\ufeff' + bidi.isolate(text, edition.direction) + '\n').encode()


def _words(block: Block, language: str) -> str:
    """Return the words of a block, the address of each link behind its own, and notes by number.

    'the report (https://a.org/report)', 'as the court has said.[1]'
    """
    parts = []
    for href, group in groupby(block.runs, key=lambda run: run.href):
        runs = list(group)
        parts += [run.text if run.note is None else _bracketed(run.note, language) for run in runs]
        if href and not links.says(runs, href):
            parts.append(f' ({href.removeprefix("mailto:")})')
    return ''.join(parts)


def _bracketed(note: Block, language: str) -> str:
    return f'[{locales.digits(str(note.number), language)}]'


def _paragraph(block: Block, language: str) -> str:
    words = _words(block, language)
    if block.kind != 'item':
        return words
    return f'{INDENT * block.depth}{numbering.label(block, language) or "•"} {words}'


def _passages(blocks: Iterable[Block], language: str) -> Iterator[str]:
    """Yield the paragraphs of a text; a table is one, a row a line."""
    for part in outline.outline(blocks):
        if isinstance(part, outline.Table):
            yield '\n'.join(
                ' | '.join(_words(cell, language) for cell in row)
                for row in (part.head, *part.rows)
            )
        elif isinstance(part, outline.Heading):
            yield _words(part.block, language)
        elif isinstance(part, outline.Quotation):
            *before, last = part.blocks
            yield from (_words(block, language) for block in before)
            yield _words(last, language) + (f'\n({last.by})' if last.by else '')
        elif isinstance(part, outline.Listing):
            yield from _entries(part, language)
        else:
            yield _words(part, language)


def _entries(listing: outline.Listing, language: str) -> Iterator[str]:
    for entry in listing.entries:
        yield _paragraph(entry.block, language)
        for inner in entry.inner:
            yield from _entries(inner, language)


def _notes(edition: Edition) -> str:
    """Return the notes of a letter under their heading, '' where it has none."""
    language = edition.language
    notes = [note for block in edition.letter.blocks for note in block.notes]
    if not notes:
        return ''
    lines = [f'{_bracketed(note, language)} {_words(note, language)}' for note in notes]
    return '\n'.join([say(edition, 'letter.notes'), *lines])


def letter_text(edition: Edition) -> bytes:
    """Return the letter as UTF-8 text: a paragraph a line, a blank line between.

    The line of an embargo is the first. Its notes follow, and whom it names, by kind where two
    sign.
    """
    taken = census.take(edition, census.in_letter(edition.facts))
    return _plain(
        edition,
        [
            held(edition),
            edition.letter.title,
            status(edition),
            dateline(edition),
            say(edition, 'letter.salutation'),
            *_passages(edition.letter.blocks, edition.language),
            say(edition, 'letter.closing'),
            say(edition, 'letter.signed', count=taken.count),
            _notes(edition),
            *_roll(taken),
        ],
    )


def _roll(taken: Census) -> Iterator[str]:
    for group in taken.listed:
        names = [signatory.line for signatory in group.names]
        yield '\n'.join([group.said, *names] if taken.both else names)
        yield group.unnamed
    yield taken.elsewhere


def text(document: Document, edition: Edition) -> bytes:
    """Return a press text as UTF-8 text, embargo line first: links written out, notes by number."""
    language = edition.language
    notes = [f'{_bracketed(note, language)} {_words(note, language)}' for note in document.notes]
    return _plain(
        edition,
        [
            document.embargo,
            document.label if document.label != document.title else '',
            document.title,
            document.standfirst,
            document.status,
            *_passages(document.blocks, language),
            document.end,
            *(
                '\n'.join([section.heading, *_passages(section.blocks, language)])
                for section in document.sections
            ),
            '\n'.join([document.notes_heading, *notes]) if notes else '',
            '\n'.join([document.contact_heading, *document.contact]),
        ],
    )
