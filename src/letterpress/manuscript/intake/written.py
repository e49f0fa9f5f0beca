"""A draft as the Markdown of content/letter/: every sign that stands for itself is escaped."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from letterpress.manuscript.intake.draft import Block, Draft, Entry, Line, Listing, Text, plain

_SIGNS = re.compile(
    r'[\\`\[\]<]|(?<![^\W_])[*_]|[*_](?![^\W_])|~(?=~)|(?<=~)~|\^(?=[\w(\[])|&(?=#|\w+;)'
)
_FIRST = re.compile(r'(?:#{1,6}(?=\s)|[-+>=|](?=.)|[•‣◦▪●·–—](?=\s)|~{3,})')
_COUNTED = re.compile(r'(\d{1,9})([.)])(?=\s|$)|(\(?\w{1,4}\))(?=\s)')


def file(head: Mapping[str, str], body: str) -> str:
    """Return a letter's file: its front matter and its text."""
    lines = [f'{key}: {_scalar(value)}' for key, value in head.items()]
    return '\n'.join(('---', *lines, '---', '', body))


def _scalar(value: str) -> str:
    return value if re.fullmatch(r'[a-z0-9]+', value) else json.dumps(value, ensure_ascii=False)


def body(draft: Draft) -> str:
    """Return the text of a letter. Notes are numbered as their signs come."""
    order = {name: str(number) for number, name in enumerate(_asked(draft), 1)}
    parts = ['\n'.join(_block(block, order)) for block in draft.blocks]
    parts += [
        f'[^{order[name]}]: {_line(words, order)}'
        for name, words in sorted(draft.notes.items(), key=lambda one: int(order.get(one[0], '0')))
        if name in order
    ]
    return '\n\n'.join(parts) + '\n'


def _asked(draft: Draft) -> Iterator[str]:
    lines: list[Line] = []
    for block in draft.blocks:
        if isinstance(block, Text):
            lines.append(block.words)
        elif isinstance(block, Listing):
            for entry in block.entries:
                lines += [entry.words, *(inner.words for inner in entry.inner)]
        else:
            lines += [cell for row in block.rows for cell in row]
    yield from dict.fromkeys(one.note for line in lines for one in line if one.note)


def _block(block: Block, order: Mapping[str, str]) -> Iterator[str]:
    if isinstance(block, Text):
        text = _line(block.words, order)
        if block.kind == 'heading':
            yield f'## {text}'
        else:
            yield ('> ' if block.kind == 'quote' else '') + _safe(text)
    elif isinstance(block, Listing):
        yield from _entries(block.entries, order, '')
    else:
        for number, row in enumerate(block.rows):
            yield '| ' + ' | '.join(_line(c, order).replace('|', '\\|') for c in row) + ' |'
            if not number:
                yield '|' + ' --- |' * len(row)


def _entries(entries: tuple[Entry, ...], order: Mapping[str, str], indent: str) -> Iterator[str]:
    for entry in entries:
        mark = f'{entry.number}. ' if entry.number else '- '
        yield indent + mark + _safe(_line(entry.words, order))
        yield from _entries(entry.inner, order, indent + ' ' * len(mark))


def _line(words: Line, order: Mapping[str, str]) -> str:
    return ''.join(_stretches(words, order))


def _stretches(words: Line, order: Mapping[str, str]) -> Iterator[str]:
    for number, one in enumerate(words):
        if one.note:
            yield f'[^{order[one.note]}]' if one.note in order else ''
            continue
        text = one.text if one.href == one.text else _SIGNS.sub(r'\\\g<0>', one.text)
        stars = '*' * (one.emphasis + 2 * one.strong)
        if stars and _binds(words, number):
            text = f'{stars}{text}{stars}'
        if one.href and one.href != one.text and one.href != f'mailto:{one.text}':
            text = f'[{text}]({_address(one.href)})'
        yield text


def _binds(words: Line, number: int) -> bool:
    """Say whether stars around these words are read as stress: not beside a letter."""
    before = plain(words[:number])[-1:]
    after = plain(words[number + 1 :])[:1]
    own = words[number].text
    return bool(
        own.strip()
        and not before.isalnum()
        and not after.isalnum()
        and any(character.isalnum() for character in own)
    )


def _address(href: str) -> str:
    return re.sub(r'[\s()<>]', lambda sign: ''.join(f'%{b:02X}' for b in sign[0].encode()), href)


def _safe(text: str) -> str:
    """Escape what would make a paragraph something else at its beginning."""
    if found := _COUNTED.match(text):
        if found[1]:
            return f'{found[1]}\\{text[len(found[1]) :]}'
        return f'{text[: found.end() - 1]}\\{text[found.end() - 1 :]}'
    return f'\\{text}' if _FIRST.match(text) else text
