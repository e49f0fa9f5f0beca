"""The letter and the press release as plain text, to paste from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from letterpress.base import bidi
from letterpress.kit.formats.lines import dateline, embargo, status
from letterpress.manuscript import census, locales
from letterpress.manuscript.census import Census
from letterpress.manuscript.model import Block, Edition
from letterpress.manuscript.text import numbering
from letterpress.manuscript.text.phrases import say


def _plain(edition: Edition, parts: Iterable[str]) -> bytes:
    text = '\n\n'.join(part for part in parts if part)
    # with a byte order mark: many servers send text without saying its encoding, and a browser
    # guesses wrong
    return ('\ufeff' + bidi.isolate(text, edition.direction) + '\n').encode()


def _words(block: Block) -> str:
    """Return the words of a block, the address of each link behind its own.

    'the report (https://a.org/report)'
    """
    parts = []
    for href, runs in groupby(block.runs, key=lambda run: run.href):
        words = ''.join(run.text for run in runs)
        address = href.removeprefix('mailto:')
        parts.append(
            words if not href or _bare(address) in _bare(words) else f'{words} ({address})'
        )
    return ''.join(parts)


def _bare(address: str) -> str:
    return address.partition('://')[2].rstrip('/') or address


def _paragraph(block: Block, language: str) -> str:
    return (
        f'{numbering.label(block, language) or "•"} {_words(block)}'
        if block.kind == 'item'
        else _words(block)
    )


def letter_text(edition: Edition) -> bytes:
    """Return the letter as UTF-8 text: a paragraph a line, a blank line between.

    Whom the letter names follows, by kind where two sign.
    """
    taken = census.take(edition, census.in_letter(edition.facts))
    return _plain(
        edition,
        [
            edition.letter.title,
            status(edition),
            dateline(edition),
            say(edition, 'letter.salutation'),
            *(_paragraph(block, edition.language) for block in edition.letter.blocks),
            say(edition, 'letter.closing'),
            say(edition, 'letter.signed', count=taken.count),
            *_roll(taken),
        ],
    )


def _roll(taken: Census) -> Iterator[str]:
    for group in taken.listed:
        names = [signatory.line for signatory in group.names]
        yield '\n'.join([group.said, *names] if taken.both else names)
        yield group.unnamed
    yield taken.elsewhere


def release_text(edition: Edition) -> bytes:
    """Return the press release as UTF-8 text, embargo line first."""
    release = edition.release
    contact = edition.facts.contact
    body = [
        f'{_words(block)}\n({release.quote_by})'
        if block.kind == 'quote' and release.quote_by
        else _paragraph(block, edition.language)
        for block in release.blocks
    ]
    if body:
        body[0] = f'{dateline(edition)} – {body[0]}'
    return _plain(
        edition,
        [
            say(edition, 'release.kind'),
            embargo(edition),
            release.title,
            release.standfirst,
            status(edition),
            *body,
            say(edition, 'release.end'),
            '\n'.join([say(edition, 'release.about'), *map(_words, release.about)]),
            '\n'.join(
                [
                    say(edition, 'release.notes'),
                    *(
                        f'{locales.number(n, edition.language)}. {_words(block)}'
                        for n, block in enumerate(release.notes, 1)
                    ),
                ]
            ),
            '\n'.join(
                [
                    say(edition, 'release.contact'),
                    contact.name.to(edition.language),
                    contact.email,
                    contact.phone,
                ]
            ),
        ],
    )
