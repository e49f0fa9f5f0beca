"""The letter and the press release as plain text to paste from, and the release as a small web page with no style but that long words break.

The letter as a web page is the twin (kit/twin.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from letterpress.base import bidi
from letterpress.layout.runs import isolated
from letterpress.manuscript import census, locales
from letterpress.manuscript.census import Census
from letterpress.manuscript.model import Block, Edition, Run
from letterpress.manuscript.text import adoption, numbering
from letterpress.manuscript.text.phrases import say


def status(edition: Edition) -> str:
    """Return the line that says what a translation is worth; '' for the source."""
    return adoption.status_line(edition)


def dateline(edition: Edition) -> str:
    """Return place and date as the language writes them."""
    return say(
        edition,
        'letter.dateline',
        place=edition.facts.place.to(edition.language),
        date=locales.long_date(edition.facts.date, edition.language),
    )


def embargo(edition: Edition) -> str:
    """Return the embargo line, or the one that says there is none."""
    moment = edition.facts.embargo
    if moment is None:
        return say(edition, 'embargo.none')
    return say(
        edition,
        'embargo.until',
        date=locales.long_date(moment.date(), edition.language),
        time=locales.time_of(moment, edition.language),
    )


# ---- plain text -----------------------------------------------------------------------------------------------------


def _plain(edition: Edition, parts: Iterable[str]) -> bytes:
    text = '\n\n'.join(part for part in parts if part)
    # with a byte order mark: many servers send text without saying its encoding, and a browser guesses wrong
    return ('\ufeff' + bidi.isolate(text, edition.direction) + '\n').encode()


def _words(block: Block) -> str:
    """Return the words of a block, the address of each link behind its own: 'the report (https://a.org/report)'."""
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
    """Return the letter as UTF-8 text: a paragraph a line, a blank line between; whom the letter names, by kind where two sign."""
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
        names = [signatory.name for signatory in group.names]
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


# ---- HTML -----------------------------------------------------------------------------------------------------------


def _run(run: Run) -> str:
    text = escape(run.text, quote=False)
    for tag, wanted in (('strong', run.strong), ('em', run.emphasis)):
        text = f'<{tag}>{text}</{tag}>' if wanted else text
    lang = f' lang="{escape(run.lang)}"' if run.lang else ''
    if run.href:
        return f'<a href="{escape(run.href)}"{lang}>{text}</a>'
    return f'<span{lang}>{text}</span>' if lang else text


def _inline(block: Block, direction: str) -> str:
    return ''.join(map(_run, isolated(block, direction)))


def _blocks(edition: Edition, blocks: Iterable[Block]) -> list[str]:
    """Return blocks as elements; items of one kind that follow each other are one list."""
    parts: list[str] = []
    for (items, numbered), group in groupby(
        blocks, key=lambda block: (block.kind == 'item', block.point)
    ):
        if not items:
            parts += (_block(one, edition.direction) for one in group)
        elif numbered:
            parts.append(
                _numbered(
                    edition,
                    ((one, one.number, numbering.label(one, edition.language)) for one in group),
                )
            )
        else:
            parts.append(
                _list('ul', (f'<li>{_inline(one, edition.direction)}</li>' for one in group))
            )
    return parts


def _numbered(edition: Edition, entries: Iterable[tuple[Block, int, str]]) -> str:
    """Return entries with their numbers as they are printed: a browser would write them in figures of its own."""
    return _list(
        'ol',
        (
            f'<li value="{number}" style="list-style-type: \'{label} \'">{_inline(block, edition.direction)}</li>'
            for block, number, label in entries
        ),
    )


def _block(block: Block, direction: str) -> str:
    if block.kind == 'quote':
        return f'<blockquote><p>{_inline(block, direction)}</p></blockquote>'
    if block.kind == 'heading':
        level = min(block.level + 1, 6)  # the page's title is the first level
        return f'<h{level}>{_inline(block, direction)}</h{level}>'
    return f'<p>{_inline(block, direction)}</p>'


def _list(tag: str, entries: Iterable[str]) -> str:
    return f'<{tag}>\n' + '\n'.join(entries) + f'\n</{tag}>'


def _page(edition: Edition, title: str, parts: Iterable[str], noindex: bool) -> bytes:
    body = '\n'.join(part for part in parts if part)
    robots = '<meta name="robots" content="noindex">\n' if noindex else ''
    return (
        f'<!doctype html>\n<html lang="{edition.language}" dir="{edition.direction}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        + robots
        + f'<title>{escape(title, quote=False)}</title>\n<style>body {{ overflow-wrap: anywhere }}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n'
    ).encode()


def release_html(edition: Edition, draft: bool) -> bytes:
    """Return the press release as a web page, embargo line first; a draft, and what is embargoed, is for no search engine."""
    release, contact = edition.release, edition.facts.contact

    def words(text: str) -> str:
        return escape(bidi.isolate(text, edition.direction), quote=False)

    body = _blocks(edition, release.blocks)
    if body and body[0].startswith('<p>'):
        body[0] = f'<p><strong>{words(dateline(edition))}</strong> – {body[0][3:]}'
    quoted = [
        part.replace(
            '</p></blockquote>', f'</p><footer>{words(release.quote_by)}</footer></blockquote>'
        )
        if part.startswith('<blockquote>') and release.quote_by
        else part
        for part in body
    ]
    return _page(
        edition,
        release.title,
        [
            f'<p>{words(say(edition, "release.kind"))}<br><strong>{words(embargo(edition))}</strong></p>',
            f'<h1>{words(release.title)}</h1>',
            *(f'<p>{words(text)}</p>' for text in (release.standfirst, status(edition)) if text),
            *quoted,
            f'<h2>{words(say(edition, "release.about"))}</h2>',
            *_blocks(edition, release.about),
            f'<h2>{words(say(edition, "release.notes"))}</h2>',
            _numbered(
                edition,
                (
                    (note, n, f'{locales.number(n, edition.language)}.')
                    for n, note in enumerate(release.notes, 1)
                ),
            ),
            f'<h2>{words(say(edition, "release.contact"))}</h2>',
            f'<address>{words(contact.name.to(edition.language))}<br><a href="mailto:{escape(contact.email)}" dir="ltr">'
            f'{escape(contact.email, quote=False)}</a><br><bdi dir="ltr">{escape(contact.phone, quote=False)}</bdi></address>',
        ],
        draft or edition.facts.embargo is not None,
    )
